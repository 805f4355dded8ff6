"""The facts: schools, counts, amounts, rate sheet, staff, items, accounts; read, written, imported.

In order: records, counts, profile, facts are what the facts are, and pricing what a title
costs. kinds, notices, words, numbers, dates, texts and school_ids understand one cell; decoding,
grid, workbook_grids, shapes, headers and cells one table; school_table, count_table, rate_tables,
staff_tables, choice_table, account_tables and profile_file make records of it. sources, lost_zeros
and district_folder read a district, tables_out writes it, importers makes one of published files.
"""

from typing import TYPE_CHECKING

from bsa_xl.doors import opens_late

if TYPE_CHECKING:
    from .counts import COUNT_SCALE, CountColumn, CountOrigin, Counts, CountState, CountTable
    from .district_folder import read_district
    from .facts import ChartOfAccounts, District, InputFile
    from .importers import PUBLISHERS, Imported, RowsOfFile, import_cde, import_published
    from .kinds import GROUP_OVER_ENROLLMENT
    from .pricing import BenefitPrice, TitlePrice, price_of
    from .profile import AccountSegment, CalendarDates, DistrictProfile
    from .records import (
        Benefit,
        GivenAmount,
        Item,
        Position,
        School,
        Service,
        ServiceChoice,
        StaffPosition,
    )
    from .tables_out import render_tables, write_district, write_tables
else:
    __getattr__ = opens_late(__name__)

__all__ = [
    "COUNT_SCALE",
    "GROUP_OVER_ENROLLMENT",
    "PUBLISHERS",
    "AccountSegment",
    "Benefit",
    "BenefitPrice",
    "CalendarDates",
    "ChartOfAccounts",
    "CountColumn",
    "CountOrigin",
    "CountState",
    "CountTable",
    "Counts",
    "District",
    "DistrictProfile",
    "GivenAmount",
    "Imported",
    "InputFile",
    "Item",
    "Position",
    "RowsOfFile",
    "School",
    "Service",
    "ServiceChoice",
    "StaffPosition",
    "TitlePrice",
    "import_cde",
    "import_published",
    "price_of",
    "read_district",
    "render_tables",
    "write_district",
    "write_tables",
]
