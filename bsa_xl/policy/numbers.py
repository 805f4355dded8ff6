"""Numbers as a policy writes them: read from text, exactly, never guessed.

What is not a number is refused together with the number that was probably meant, for a person to
type; it is never booked.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

MOST_DIGITS = 15  #: a spreadsheet keeps no more

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*|[1-9][0-9]{0,2}(_[0-9]{3})+)(\.[0-9]+)?")
_THOUSANDS = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_SCIENTIFIC = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,9})?[eE][+-]?[0-9]{1,2}")
_LETTERS = str.maketrans("OoQlI|", "000111")
_AROUND = " \u00a0\u202f\u2009'\"\u2018\u2019\u201c\u201d$"


def parse_number(text: str) -> Decimal | None:
    """The number that the text is, with exactly its decimals; None when it is not one.

    Digits, a point before decimals, a minus sign, and ``_`` between groups of three:
    ``0.24``, ``-310``, ``215_000``. No exponent, no thousands commas, no leading zeros.
    """
    if _NUMBER.fullmatch(text) is None:
        return None
    value = Decimal(text.replace("_", ""))
    return value or value.copy_abs()


def digits_of(value: Decimal) -> int:
    """Significant digits, without zeros on either side."""
    digits = "".join(map(str, value.as_tuple().digits)).strip("0")
    return max(len(digits), 1)


def decimals_of(value: Decimal) -> int:
    """Decimals that are not trailing zeros: 2 for 0.240."""
    exponent = value.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def plain(value: Decimal) -> str:
    """Digits without an exponent or trailing zeros: ``0.24``, ``215000``."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def meant_number(text: str) -> str | None:
    """The number that was probably meant, as it should be typed; None for no good guess.

    >>> meant_number("0.2O"), meant_number("24%"), meant_number("$5,275.50")
    ('0.20', '0.24', '5275.50')
    """
    bare = text.strip(_AROUND)
    negative = bare.startswith(("-", "\u2212", "(")) and not bare.endswith("-")
    bare = bare.strip("()").lstrip("+-\u2212").strip(_AROUND)
    if _SCIENTIFIC.fullmatch(bare):
        found: str | None = _typed(bare)
    elif bare.endswith("%"):
        share = _as_digits(bare[:-1].strip(_AROUND))
        found = None if share is None else _typed(f"{share}e-2")
    else:
        found = _as_digits(bare)
    return f"-{found}" if found is not None and negative else found


def _typed(text: str) -> str | None:
    try:
        value = plain(Decimal(text))
    except InvalidOperation:
        return None
    return value if parse_number(value) is not None else None


def _as_digits(text: str) -> str | None:
    """Digits for look-alike letters, spaces and thousands commas; nothing that has two readings."""
    digits = re.sub("[ \u00a0\u202f\u2009]", "", text.translate(_LETTERS))
    if _THOUSANDS.fullmatch(digits):
        digits = digits.replace(",", "")
    elif re.fullmatch(r"0?,[0-9]+", digits):
        digits = digits.replace(",", ".")
    if not re.search("[0-9]", text):
        return None
    if digits.startswith("."):
        digits = "0" + digits
    digits = digits.removesuffix(".")
    digits = re.sub(r"^0+(?=[0-9])", "", digits.replace("_", ""))
    return digits if parse_number(digits) is not None else None
