"""Amounts, numbers, dates and texts as XML, checked and written by the column.

One at a time would take several times as long, and this is where the time of an issue goes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import cast

from bsa_xl.money import format_dollars

from .escaping import RefusedError, escape_all, needs_preserving
from .forms import Form, Role
from .slots import CellValue

#: A spreadsheet keeps 15 significant digits of a number.
DIGITS = 15
_MOST = 10**DIGITS - 1
_LAST_DAY = date(9999, 12, 31).toordinal()

#: What is subtracted from a date's ordinal, and the first date that counts right. In the 1900
#: system, spreadsheets know a 29 February 1900 that never was.
_EPOCH_1900 = date(1899, 12, 30).toordinal(), date(1900, 3, 1).toordinal()
_EPOCH_1904 = date(1904, 1, 1).toordinal(), date(1904, 1, 1).toordinal()

#: The point and the cents of every amount.
_ENDS = tuple(f".{cents:02}" for cents in range(100))
#: What a number's text has besides digits, sign and point: an exponent, NaN, Infinity.
_NOT_PLAIN = ("E", "N", "I")
_NEGATIVE_ZERO = re.compile(r"-0(?:\.0*)?(?![0-9.])")


def write_cents(values: Sequence[CellValue]) -> list[str]:
    """Whole cents as dollars with two decimals.

    Raises:
        RefusedError: one is no int, or has more digits than a spreadsheet keeps.
    """
    if set(map(type, values)) != {int}:
        raise RefusedError(f"{shown(values)} is not an amount in whole cents.", "Give an int.")
    amounts = cast(Sequence[int], values)
    if max(amounts) > _MOST or min(amounts) < -_MOST:
        raise RefusedError(
            f"the amount of {format_dollars(amounts[0])} has more than {DIGITS} digits.",
            "A spreadsheet cannot hold it to the cent; no budget has such an amount.",
        )
    ends = _ENDS
    return [
        repr(cents // 100) + ends[cents % 100]
        if cents >= 0
        else f"-{-cents // 100}{ends[-cents % 100]}"
        for cents in amounts
    ]


def write_numbers(values: Sequence[CellValue]) -> list[str]:
    """Numbers as digits, sign and point; no exponent, no negative zero.

    Raises:
        RefusedError: one is no int or Decimal, or has more digits than a spreadsheet keeps.
    """
    types = set(map(type, values))
    if not types <= {int, Decimal}:
        raise RefusedError(f"{shown(values)} is not a number.", "Give an int or a Decimal.")
    numbers = cast(Sequence[int | Decimal], values)
    texts = list(map(str, numbers))
    if max(map(len, texts)) <= DIGITS and _is_plain(",".join(texts)):
        return texts
    return [
        text if len(text) <= DIGITS and _is_plain(text) else _number(number)
        for text, number in zip(texts, numbers, strict=True)
    ]


def _is_plain(text: str) -> bool:
    """Whether one number's text, or several with commas between, is as it is to be written."""
    if any(map(text.__contains__, _NOT_PLAIN)):
        return False
    return "-0" not in text or not _NEGATIVE_ZERO.search(text)


def _number(value: int | Decimal) -> str:
    exact = Decimal(value)
    if not exact.is_finite():
        raise RefusedError(f"{value} is not a number.", "Give an int or a Decimal.")
    if not exact:
        return "0"
    text = format(exact, "f")
    if len(text.replace("-", "").replace(".", "").strip("0")) > DIGITS:
        raise RefusedError(
            f"the number {text} has more than {DIGITS} significant digits.",
            "A spreadsheet cannot hold it exactly; round it first.",
        )
    return text


def write_dates(values: Sequence[CellValue], *, is_1904: bool) -> list[str]:
    """Dates as the spreadsheet's day numbers; day numbers as they are.

    Raises:
        RefusedError: one is neither, has a time of day, or is earlier than the calendar's start.
    """
    epoch, first = _EPOCH_1904 if is_1904 else _EPOCH_1900
    return [_day(value, epoch, first) for value in values]


def _day(value: CellValue, epoch: int, first: int) -> str:
    if type(value) is int and 0 <= value <= _LAST_DAY - epoch:
        return repr(value)
    if isinstance(value, date) and not isinstance(value, datetime) and value.toordinal() >= first:
        return repr(value.toordinal() - epoch)
    raise RefusedError(
        f"{shown([value])} is not a date that a spreadsheet has.",
        f"Give a date from {date.fromordinal(first)} on, or the spreadsheet's own day number.",
    )


def write_texts(form: Form, values: Sequence[CellValue]) -> list[str]:
    """Texts, at least one: escaped, and with the end of the cell where the form wants it.

    Raises:
        RefusedError: one is no text, or cannot be held.
    """
    texts = cast(Sequence[str], values)
    try:
        escaped = escape_all(texts)
    except TypeError as error:
        raise RefusedError(f"{shown(values)} is not a text.", "Give a str.") from error
    if form.role is Role.VALUE:
        return escaped
    p = form.prefix
    before, after = f' t="inlineStr"><{p}is><{p}t>', f"</{p}t></{p}is></{p}c>"
    if not needs_preserving(texts):
        return [f"{before}{text}{after}" if text else "/>" for text in escaped]
    keeping = f'{before[:-1]} xml:space="preserve">'
    return [
        f"{keeping if needs_preserving([text]) else before}{xml}{after}" if text else "/>"
        for text, xml in zip(texts, escaped, strict=True)
    ]


def shown(values: Sequence[object]) -> str:
    """The value in a message; it only matters where one was asked for alone."""
    value = values[0]
    if value is None:
        return "nothing"
    text = repr(value) if isinstance(value, str) else str(value)
    return f"{type(value).__name__} {text if len(text) <= 40 else text[:39] + '…'}"  # noqa: PLR2004
