"""What stands in a cell: whether it is a number, and the text that a person sees.

Between a text in the file and what a person sees come two things: the format writes characters
that XML cannot hold as ``_x000D_`` (ISO/IEC 29500-1, 22.9.2.19, ST_Xstring), and a text may
hold characters that do not show but change how the rest is read or printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_LONGEST_NUMBER = 100
_LARGEST_EXPONENT = 307  # of ten; Excel's largest number is 9.99e307
_FIRST_SERIAL, _END_OF_SERIALS = Decimal(0), Decimal(2_958_466)  # 1900-01-00 to 9999-12-31
_TIME = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?Z?"
_ISO = re.compile(rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?:[T ]{_TIME})?|{_TIME}")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
XML_SPACE = " \t\r\n"

# What does not show: control characters except tab and line feed, overrides of the writing
# direction, zero-width spaces, and code points that are no characters.
_INVISIBLE: dict[int, None] = dict.fromkeys(
    [
        *(c for c in range(0x20) if c not in (0x09, 0x0A)),
        *range(0x7F, 0xA0),
        0x061C,
        0x200B,
        *range(0x202A, 0x202F),
        0x2060,
        *range(0x2066, 0x206A),
        0xFEFF,
        *range(0xFFF9, 0xFFFC),
        0xFFFE,
        0xFFFF,
    ]
)
_LINE_ENDS = str.maketrans({"\r": "\n", "\u2028": "\n", "\u2029": "\n"})


def is_number(text: str) -> bool:
    """Whether the text is a finite number as XML Schema writes one, and Excel could hold it.

    Only ASCII digits, one point, an exponent: no ``NaN``, ``INF``, ``1,234.56``, ``1_000``,
    ``0x10``, no spaces.
    """
    match = _DECIMAL.fullmatch(text)
    if match is None or len(text) > _LONGEST_NUMBER:
        return False
    return match[1] is None or Decimal(text).adjusted() <= _LARGEST_EXPONENT


def is_iso_date(text: str) -> bool:
    """Whether the text has the form of a date or time of ISO 8601."""
    return _ISO.fullmatch(text) is not None


def is_serial_date(number: str) -> bool:
    """Whether Excel could show the number as a date or time: 0 up to the year 9999."""
    return _FIRST_SERIAL <= Decimal(number) < _END_OF_SERIALS


def decoded(text: str) -> str:
    """The text with its ``_xHHHH_`` escapes replaced by the characters they stand for.

    Halves of a character beyond the first 65,536 are joined; a half alone becomes U+FFFD.
    """
    if "_x" not in text:
        return text
    result = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if result.isprintable():
        return result
    return result.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def visible(text: str) -> tuple[str, bool]:
    """The text without invisible characters, and whether there were any.

    Line ends of every kind become a line feed and are not counted as invisible; tab, line
    feed, no-break space and the marks that Arabic and Hebrew need are kept.
    """
    if text.isprintable():
        return text, False
    one_kind = text.replace("\r\n", "\n").translate(_LINE_ENDS)
    seen = one_kind.translate(_INVISIBLE)
    return seen, len(seen) != len(one_kind)


def trimmed(text: str, attributes: Mapping[str, str]) -> str:
    """The text of a ``<t>`` element without white space at its ends, unless the file wants it.

    Excel keeps it only where ``xml:space="preserve"`` stands.
    """
    short = text.strip(XML_SPACE)
    if short == text or any(
        value == "preserve" and name.endswith("space") for name, value in attributes.items()
    ):
        return text
    return short
