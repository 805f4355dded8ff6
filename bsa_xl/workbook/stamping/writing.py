"""Values as the XML of a cell: how each kind opens, what stands between, how it closes.

Everything that is the same for every school goes into the openings and closings, which are joined
into the template once; a value adds as little as it can. Values are checked and written by the
column, not one by one: that is where the time goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, cast

from bsa_xl.money import format_dollars

from .escaping import RefusedError, escape, escape_all, needs_preserving, refuse_unwritable
from .slots import CellValue, SlotKind

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
#: What a plain number has none of; a negative zero is none either.
_NOT_PLAIN = re.compile(r"[^0-9.,-]|-0")


class Role(StrEnum):
    """Where the value stands."""

    CONTENT = "content"  #: it brings its own elements, and the end of the cell
    VALUE = "value"  #: it stands between the tags of the cell's value, or brings them
    TYPE = "type"  #: it is the attribute of the cell's tag that says what the value is


class Form(NamedTuple):
    """One way of writing values.

    Attributes:
        kind: what the slot takes.
        role: where the value stands.
        prefix: the namespace prefix of the sheet's elements, with its colon; mostly empty.
        is_1904: whether the workbook counts days from 1904.
    """

    kind: SlotKind
    role: Role
    prefix: str = ""
    is_1904: bool = False


class Frame(NamedTuple):
    """A cell around its values: ``literals`` with one form between each two of them."""

    literals: tuple[str, ...]
    forms: tuple[Form, ...]


def frame(kind: SlotKind, tag: str, formula: str, prefix: str, *, is_1904: bool) -> Frame:
    """How a cell is written.

    Args:
        kind: what it takes.
        tag: its opening tag up to before the type and the closing bracket: ``<c r="B3" s="4"``.
        formula: the formula's element as it stands in the template; empty for none.
        prefix: as `Form` has it.
        is_1904: as `Form` has it.
    """
    open_value, close_value = f"<{prefix}v>", f"</{prefix}v></{prefix}c>"
    value = Form(kind, Role.VALUE, prefix, is_1904)
    if formula and kind is SlotKind.ANY:
        middle, close = f">{formula}", f"</{prefix}c>"
        return Frame((tag, middle, close), (value._replace(role=Role.TYPE), value))
    if formula and kind is SlotKind.TEXT:
        return Frame((f'{tag} t="str">{formula}{open_value}', close_value), (value,))
    if kind in {SlotKind.ANY, SlotKind.TEXT}:
        return Frame((tag, ""), (value._replace(role=Role.CONTENT),))
    return Frame((f"{tag}>{formula}{open_value}", close_value), (value,))


def write_values(form: Form, values: Sequence[CellValue]) -> list[str]:
    """Each value as the XML that stands in its place.

    Raises:
        RefusedError: one of them is of the wrong kind or cannot be held. Which one, the caller
            finds by asking for each alone.
    """
    if not values:
        return []
    match form.kind:
        case SlotKind.CENTS:
            return _cents(values)
        case SlotKind.NUMBER:
            return _numbers(values)
        case SlotKind.DATE:
            return _dates(values, is_1904=form.is_1904)
        case SlotKind.TEXT:
            return _texts(form, values)
        case SlotKind.ANY:
            write = _ANY[form.role]
            return [write(form, value) for value in values]


def _cents(values: Sequence[CellValue]) -> list[str]:
    if set(map(type, values)) != {int}:
        raise RefusedError(f"{_shown(values)} is not an amount in whole cents.", "Give an int.")
    amounts = cast(Sequence[int], values)
    if max(amounts) > _MOST or min(amounts) < -_MOST:
        raise RefusedError(
            f"the amount of {format_dollars(amounts[0])} has more than {DIGITS} digits.",
            "A spreadsheet cannot hold it to the cent; no budget has such an amount.",
        )
    ends = _ENDS
    if min(amounts) >= 0:
        return [repr(cents // 100) + ends[cents % 100] for cents in amounts]
    return [
        f"{'-' if cents < 0 else ''}{abs(cents) // 100}{ends[abs(cents) % 100]}"
        for cents in amounts
    ]


def _numbers(values: Sequence[CellValue]) -> list[str]:
    types = set(map(type, values))
    if not types <= {int, Decimal}:
        raise RefusedError(f"{_shown(values)} is not a number.", "Give an int or a Decimal.")
    numbers = cast(Sequence[int | Decimal], values)
    texts = list(map(str, numbers))
    if max(map(len, texts)) <= DIGITS and not _NOT_PLAIN.search(",".join(texts)):
        return texts
    return [_number(number) for number in numbers]


def _number(value: int | Decimal) -> str:
    """Digits, sign and point only; no exponent, no negative zero."""
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


def _dates(values: Sequence[CellValue], *, is_1904: bool) -> list[str]:
    epoch, first = _EPOCH_1904 if is_1904 else _EPOCH_1900
    return [_day(value, epoch, first) for value in values]


def _day(value: CellValue, epoch: int, first: int) -> str:
    if type(value) is int and 0 <= value <= _LAST_DAY - epoch:
        return repr(value)
    if isinstance(value, date) and not isinstance(value, datetime) and value.toordinal() >= first:
        return repr(value.toordinal() - epoch)
    raise RefusedError(
        f"{_shown([value])} is not a date that a spreadsheet has.",
        f"Give a date from {date.fromordinal(first)} on, or the spreadsheet's own day number.",
    )


def _texts(form: Form, values: Sequence[CellValue]) -> list[str]:
    texts = cast(Sequence[str], values)
    try:
        escaped = escape_all(texts)
    except TypeError as error:
        raise RefusedError(f"{_shown(values)} is not a text.", "Give a str.") from error
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


def _any_content(form: Form, value: CellValue) -> str:
    if value is None or value == "":
        return "/>"
    if isinstance(value, str):
        return _texts(form, [value])[0]
    p = form.prefix
    kind = ' t="b"' if value is True or value is False else ""
    return f"{kind}><{p}v>{_plain(form, value)}</{p}v></{p}c>"


def _any_result(form: Form, value: CellValue) -> str:
    if value is None:
        return ""
    p = form.prefix
    return f"<{p}v>{_plain(form, value)}</{p}v>"


def _any_result_type(_form: Form, value: CellValue) -> str:
    if isinstance(value, str):
        return ' t="str"'
    return ' t="b"' if value is True or value is False else ""


_ANY: dict[Role, Callable[[Form, CellValue], str]] = {
    Role.CONTENT: _any_content,
    Role.VALUE: _any_result,
    Role.TYPE: _any_result_type,
}


def _plain(form: Form, value: CellValue) -> str:
    if isinstance(value, str):
        refuse_unwritable(value)
        return escape(value)
    if value is True or value is False:
        return "1" if value else "0"
    if type(value) is int or type(value) is Decimal:
        return _number(value)
    if isinstance(value, date):
        return _dates([value], is_1904=form.is_1904)[0]
    raise RefusedError(
        f"{_shown([value])} is nothing that a cell holds.",
        "Give an int, Decimal, str, bool, date or None.",
    )


def _shown(values: Sequence[object]) -> str:
    """The value in a message; it only matters where one was asked for alone."""
    value = values[0]
    if value is None:
        return "nothing"
    text = repr(value) if isinstance(value, str) else str(value)
    return f"{type(value).__name__} {text if len(text) <= 40 else text[:39] + '…'}"  # noqa: PLR2004
