"""Values of any kind as XML: sorted out by kind, written by the column, and put in order again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from .escaping import RefusedError, escape, refuse_unwritable
from .forms import Form, Role
from .slots import CellValue
from .typed_values import shown, write_dates, write_numbers, write_texts

#: What a formula's cell says of its result, by the result's class.
_TYPES: dict[type, str] = {
    str: ' t="str"',
    bool: ' t="b"',
    int: "",
    Decimal: "",
    date: "",
    type(None): "",
}


def write_mixed(form: Form, values: Sequence[CellValue]) -> list[str]:
    """Each value as the XML that stands in its place.

    Raises:
        RefusedError: one of them is nothing that a cell holds.
    """
    if form.role is Role.TYPE:
        known = _TYPES.get
        return [
            kind if (kind := known(value.__class__)) is not None else _type_of(value)
            for value in values
        ]
    texts, numbers = _written(form, values)
    return (_contents if form.role is Role.CONTENT else _results)(form, values, texts, numbers)


def _written(form: Form, values: Sequence[CellValue]) -> tuple[Iterator[str], Iterator[str]]:
    """The texts and the numbers among the values, written, in their order."""
    texts = [value for value in values if value.__class__ is str]
    numbers = [value for value in values if value.__class__ is int or value.__class__ is Decimal]
    return (
        iter(write_texts(form, texts) if texts else ()),
        iter(write_numbers(numbers) if numbers else ()),
    )


def _contents(
    form: Form, values: Sequence[CellValue], texts: Iterator[str], numbers: Iterator[str]
) -> list[str]:
    """Values that are the content of their cells, each with the end of its cell."""
    p = form.prefix
    before, after = f"><{p}v>", f"</{p}v></{p}c>"
    return [
        next(texts)
        if (kind := value.__class__) is str
        else f"{before}{next(numbers)}{after}"
        if kind is int or kind is Decimal
        else "/>"
        if value is None
        else _rare_content(form, value)
        for value in values
    ]


def _results(
    form: Form, values: Sequence[CellValue], texts: Iterator[str], numbers: Iterator[str]
) -> list[str]:
    """Values that are the results of formulas."""
    p = form.prefix
    before, after = f"<{p}v>", f"</{p}v>"
    return [
        f"{before}{next(texts)}{after}"
        if (kind := value.__class__) is str
        else f"{before}{next(numbers)}{after}"
        if kind is int or kind is Decimal
        else ""
        if value is None
        else f"{before}{_rare(form, value)}{after}"
        for value in values
    ]


def _rare_content(form: Form, value: CellValue) -> str:
    p = form.prefix
    if isinstance(value, str):
        return write_texts(form, [value])[0]
    kind = ' t="b"' if isinstance(value, bool) else ""
    return f"{kind}><{p}v>{_rare(form, value)}</{p}v></{p}c>"


def _rare(form: Form, value: CellValue) -> str:
    """A truth value, a date, or a text of a class of its own."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, str):
        refuse_unwritable(value)
        return escape(value)
    if isinstance(value, date):
        return write_dates([value], is_1904=form.is_1904)[0]
    raise RefusedError(
        f"{shown([value])} is nothing that a cell holds.",
        "Give an int, Decimal, str, bool, date or None.",
    )


def _type_of(value: CellValue) -> str:
    return ' t="str"' if isinstance(value, str) else ""
