"""Which number a text in a number cell may mean: proposed to the person who typed it, never booked.

Spaces, no-break spaces, the dollar sign, thousands commas and accounting parentheses are what
people and other programs put around a number. Where two readings are possible (a comma for
thousands or for decimals, a minus behind, a percent sign) both are given: nothing is guessed by the
locale of the machine that happens to read the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

LONGEST = 40

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f\u200b\ufeff]+")
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2019": "'"})
_LETTERS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})
_FRACTION = re.compile(r"([0-9]{1,4}) ?/ ?([0-9]{1,4})")
_SIGNED = re.compile(r"([-+]?) ?\$? ?([-+]?) ?(.*?) ?\$?")
_PLAIN = re.compile(r"[0-9]+\.?[0-9]*|\.[0-9]+")
_POINT_OR_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_COMMA_THOUSANDS = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")
_COMMA_OR_THOUSANDS = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_POINT_THOUSANDS = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+,[0-9]*|[0-9]{1,3}(\.[0-9]{3}){2,}")
_SPACE_THOUSANDS = re.compile(r"[0-9]{1,3}([ '][0-9]{3})+([.,][0-9]*)?")
_COMMA_DECIMALS = re.compile(r"[0-9]*,[0-9]+")
_LATEST_DAY = 31


@dataclass(frozen=True, slots=True)
class Readings:
    """What a text may mean.

    Attributes:
        numbers: the numbers it may mean, the likeliest first; none where it is no number.
        or_date: whether it may also mean a date.
    """

    numbers: tuple[Decimal, ...] = ()
    or_date: bool = False


def readings_of(text: str) -> Readings:
    """Every number that a text may mean."""
    if len(text) > LONGEST:
        return Readings()
    bare = _SPACES.sub(" ", text).strip().translate(_MINUS)
    if fraction := _FRACTION.fullmatch(bare):
        return _fraction(int(fraction[1]), int(fraction[2]))
    if bare.startswith("(") and bare.endswith(")"):
        inner = bare[1:-1].strip()
        signed = inner.startswith(("-", "+"))
        return Readings() if signed else Readings(tuple(-n for n in _signed(inner)))
    if bare.endswith("%"):
        numbers = _signed(bare[:-1].rstrip())
        return Readings(_distinct([*numbers, *(n.scaleb(-2) for n in numbers)]))
    if bare.endswith("-") and not bare.startswith(("-", "+")):
        numbers = _signed(bare[:-1].rstrip())
        return Readings(_distinct([*numbers, *(-n for n in numbers)]))
    return Readings(_signed(bare))


def _fraction(numerator: int, denominator: int) -> Readings:
    or_date = 0 < numerator <= _LATEST_DAY and 0 < denominator <= _LATEST_DAY
    if not denominator:
        return Readings()
    value = Decimal(numerator) / denominator
    exact = value * denominator == numerator
    return Readings((value.normalize(),) if exact else (), or_date)


def _signed(text: str) -> tuple[Decimal, ...]:
    """Readings of a text with at most one sign and at most one dollar sign."""
    parts = _SIGNED.fullmatch(text)
    if parts is None or (parts[1] and parts[2]) or text.count("$") > 1:
        return ()
    sign = parts[1] or parts[2]
    return tuple(-n if sign == "-" else n for n in _unsigned(parts[3], dollars="$" in text))


def _unsigned(text: str, *, dollars: bool) -> tuple[Decimal, ...]:
    digits = text.translate(_LETTERS) if any(c.isdigit() for c in text) else text
    written: list[str] = []
    if _PLAIN.fullmatch(digits):
        written.append(digits)
        if _POINT_OR_THOUSANDS.fullmatch(digits):
            written.append(digits.replace(".", ""))
    elif _COMMA_THOUSANDS.fullmatch(digits):
        written.append(digits.replace(",", ""))
        if not dollars and _COMMA_OR_THOUSANDS.fullmatch(digits):
            written.append(digits.replace(",", "."))
    elif _POINT_THOUSANDS.fullmatch(digits):
        written.append(digits.replace(".", "").replace(",", "."))
    elif _SPACE_THOUSANDS.fullmatch(digits):
        written.append(digits.replace(" ", "").replace("'", "").replace(",", "."))
    elif _COMMA_DECIMALS.fullmatch(digits):
        written.append(digits.replace(",", "."))
        if digits[0] not in "0,":
            written.append(digits.replace(",", ""))
    return _distinct([Decimal(number) for number in written])


def _distinct(numbers: list[Decimal]) -> tuple[Decimal, ...]:
    return tuple(dict.fromkeys(numbers))
