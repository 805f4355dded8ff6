"""Cell formats: whether a number is shown as a date, and whether a cell is locked."""

from __future__ import annotations

import re

from . import kinds
from .markup import MAIN, walk
from .model import CellFormat
from .part import Attributes, Part
from .refusal import refused, shown
from .surroundings import is_yes, wrong_root

_ROOT = f"{MAIN} styleSheet"
_FORMAT = [_ROOT, f"{MAIN} numFmts", f"{MAIN} numFmt"]
_CELL_FORMAT = [_ROOT, f"{MAIN} cellXfs", f"{MAIN} xf"]
_PROTECTION = [*_CELL_FORMAT, f"{MAIN} protection"]

# The number formats that Excel knows by number only, in their English form
# (ISO/IEC 29500-1, 18.8.30); 27 to 36 and 50 to 58 are East Asian dates.
_BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"$"#,##0_);\\("$"#,##0\\)', 6: '"$"#,##0_);[Red]\\("$"#,##0\\)',
    7: '"$"#,##0.00_);\\("$"#,##0.00\\)', 8: '"$"#,##0.00_);[Red]\\("$"#,##0.00\\)',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm",
    37: "#,##0_);(#,##0)", 38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    **dict.fromkeys((*range(27, 37), *range(50, 59)), "yyyy-mm-dd"),
}  # fmt: skip

# What stands in a number format without meaning a part of a date: quoted text, an escaped,
# padded or repeated character, a colour, a condition or a locale; but [h] counts hours.
_LITERAL = re.compile(r'"[^"]*"?|[\\_*].?|\[(?!(?:h+|m+|s+)\])[^\]]*\]?|General', re.IGNORECASE)
_DATE_PART = re.compile("[dmyhs]", re.IGNORECASE)
_LONGEST_FORMAT = 255


def shows_date(number_format: str) -> bool:
    """Whether a number format shows a number as a date or a time: ``d-mmm``, ``[h]:mm``."""
    return _DATE_PART.search(_LITERAL.sub("", number_format)) is not None


def read_formats(part: Part) -> tuple[CellFormat, ...]:
    """The workbook's cell formats, in the order in which cells refer to them.

    Raises:
        PackageRefused: not well-formed, or beyond a bound.
    """
    codes: dict[int, str] = dict(_BUILT_IN)
    formats: list[CellFormat] = []
    dates: dict[int, bool] = {}

    def visit(path: list[str], attributes: Attributes) -> None:
        if path == _CELL_FORMAT:
            identifier = _number(part, attributes.get("numFmtId", "0"))
            code = codes.get(identifier, "General")
            if identifier not in dates:
                dates[identifier] = shows_date(code)
            formats.append(CellFormat(code, dates[identifier]))
            if len(formats) > part.limits.cell_formats:
                raise refused(
                    kinds.LIMIT,
                    f"The workbook has more than {part.limits.cell_formats:,} cell formats.",
                    "Paste values only (Paste Special > Values) into a fresh copy of the workbook.",
                )
        elif path == _PROTECTION:
            formats[-1] = formats[-1]._replace(
                locked=is_yes(attributes.get("locked", "1")),
                hidden=is_yes(attributes.get("hidden", "0")),
            )
        elif path == _FORMAT:
            code = attributes.get("formatCode", "General")[:_LONGEST_FORMAT]
            codes[_number(part, attributes.get("numFmtId", "0"))] = code
        elif len(path) == 1 and path[0] != _ROOT:
            raise wrong_root(part, path[0])

    walk(part, visit)
    return tuple(formats) or (CellFormat(),)


def _number(part: Part, text: str) -> int:
    """A whole number from an attribute."""
    if not (text.isascii() and text.isdigit() and len(text) <= 9):  # noqa: PLR2004 - fits 32 bits
        if not text:
            return 0
        raise part.corrupt(f"A cell format refers to the number format {shown(text)}.")
    return int(text)
