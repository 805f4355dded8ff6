"""Paper: the school's workbook, out and back.

In order: declare (how a sheet is declared), case (what it shows), sheets (what stands where),
layout (the contract), meaning, form (the sheets in order), values, number_formats, style, tables,
pages, drawing, identity, snapshot, hidden_sheets, template; press (stamping one school's); edited
(a template that people changed); package, reading (the way back).
"""

from typing import TYPE_CHECKING

from bsa_xl.doors import opens_late

if TYPE_CHECKING:
    from . import number_formats, style
    from .case import Case, CheckOutcome, Identity, Letter, ShownLine
    from .edited import at_size, breaches, capacities_of, fit_template
    from .filling import filled
    from .form import FORM_VERSION
    from .layout import Layout, Shape, key_of
    from .meaning import CellMeaning, Source, meaning_of
    from .own_setting import SettingTexts
    from .package import (
        TRICKS,
        Known,
        Package,
        PackageRefused,
        column_letters,
        parse_cell,
        read_package,
    )
    from .press import Press, Stamped, prepare, restore
    from .reading import (
        Expected,
        InputChange,
        LiveReading,
        LiveSheet,
        LiveValue,
        OfficeTemplate,
        ReadingDesk,
        RejectedCell,
        Returned,
        read_open_book,
        read_returned,
        second_opinion,
        token_of,
    )
    from .row_values import KnownRows
    from .sheets.checks import CheckText
    from .sheets.sign_off import ATTESTATIONS
    from .snapshot import shared_text
    from .stamping import TemplateError, best_deflate, deflate_with_zlib
    from .template import build_template
else:
    __getattr__ = opens_late(__name__)

__all__ = [
    "ATTESTATIONS",
    "FORM_VERSION",
    "TRICKS",
    "Case",
    "CellMeaning",
    "CheckOutcome",
    "CheckText",
    "Expected",
    "Identity",
    "InputChange",
    "Known",
    "KnownRows",
    "Layout",
    "Letter",
    "LiveReading",
    "LiveSheet",
    "LiveValue",
    "OfficeTemplate",
    "Package",
    "PackageRefused",
    "Press",
    "ReadingDesk",
    "RejectedCell",
    "Returned",
    "SettingTexts",
    "Shape",
    "ShownLine",
    "Source",
    "Stamped",
    "TemplateError",
    "at_size",
    "best_deflate",
    "breaches",
    "build_template",
    "capacities_of",
    "column_letters",
    "deflate_with_zlib",
    "filled",
    "fit_template",
    "key_of",
    "meaning_of",
    "number_formats",
    "parse_cell",
    "prepare",
    "read_open_book",
    "read_package",
    "read_returned",
    "restore",
    "second_opinion",
    "shared_text",
    "style",
    "token_of",
]
