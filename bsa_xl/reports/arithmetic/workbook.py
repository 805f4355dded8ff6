"""The arithmetic as an .xlsx file: of a whole district, or of one school."""

from __future__ import annotations

from datetime import datetime

from bsa_xl.district import District
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import Policy
from bsa_xl.reports.book import Book

from .columns import empty_page, put_columns
from .contents import empty_contents, put_contents
from .formula import arithmetic
from .model import Part
from .pen import Pen
from .places import DistrictPlaces, SchoolPlaces
from .start import empty_start, put_start
from .steps import empty_steps, put_steps
from .values_sheet import empty_values, put_values
from .work import Work

_REMARKS = {
    Part.COUNTS: "Change a count, and all follows. A count that is not known is words, never 0.",
    Part.COUNTING: "Each follows from the sheet Counts.",
    Part.FORMULA: "A block for each line: count, rate, amount and whatever lies between.",
    Part.POOLS: "Nothing is lost: what is left goes to the largest remainders, unit by unit.",
    Part.ADJUSTMENTS: "Each looks at the lines above it, and adds one of its own.",
    Part.LINES: "What is given, line by line, each from the sheet that works it out.",
    Part.TOTALS: "Dollars and FTE are never added; nor are dollars that the central office holds.",
}


def write_arithmetic(work: Work, school_id: str = "", made_at: datetime | None = None) -> bytes:
    """The workbook.

    Every formula carries the value that Python's own reckoning gives, so that a preview shows it.

    Args:
        work: the arithmetic of the district.
        school_id: for one school's workbook; empty for the whole district's.
        made_at: for the file's properties.
    """
    case = work.case
    whose = f"{case.district.profile.name} · {case.year.on_paper} · {case.policy.title}"
    if school_id:
        whose = f"{case.district.school(school_id).name} ({school_id}) · {whose}"
    if case.policy.status == "draft":
        whose = f"DRAFT - NOT AN ALLOCATION · {whose}"
    pen = Pen(Book(f"{case.district.profile.name}: the arithmetic", whose, made_at=made_at))
    empty_start(pen)
    empty_contents(pen)
    parts = [part for part in Part if work.model.fields_of(part)]
    for part in [Part.COUNTS, *(part for part in parts if part is not Part.COUNTS)]:
        (empty_steps if school_id else empty_page)(pen.book, part, _REMARKS[part])
        if part is Part.COUNTS:
            empty_values(pen)
    places: DistrictPlaces | SchoolPlaces
    if school_id:
        places = one = SchoolPlaces.of(work.model, school_id)
        for part in parts:
            put_steps(pen, work.model, one, part)
    else:
        places = whole = DistrictPlaces.of(work.model)
        for part in parts:
            put_columns(pen, case, work.model, whole, part)
    put_start(pen, work, places)
    put_contents(pen, work, places)
    put_values(pen, list(work.model.settings.values()), places)
    return pen.book.to_bytes()


def arithmetic_book(
    district: District, policy: Policy, year: FiscalYear, school_id: str = ""
) -> bytes:
    """The workbook of a district's arithmetic, worked out from its facts and its policy alone.

    Raises:
        NotCoveredError: the policy uses a kind that cannot be written as formulas yet.
    """
    return write_arithmetic(arithmetic(district, policy, year), school_id)
