"""What one spending row comes to.

The workbook's formulas do the same steps; change both or neither.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from bsa_xl.money import round_ratio

from .plan import SpendingRow
from .rates import LOADED_PLACES, ItemRate
from .typed import AMOUNT, QUANTITY, QUANTITY_PARTS, NumberField, is_misfit, text_in


@dataclass(frozen=True, slots=True)
class SpendingLine:
    """A spending row with everything that follows from it.

    A fault field holds the name of the first field concerned; empty where there is no such fault.

    Attributes:
        item: the item chosen; None where none, or none on the list, is chosen.
        quantity_parts: in parts of QUANTITY_PARTS.
        typed_cents: the amount typed, whatever the item is.
        unused: the number that this kind of item does not use.
        cents: the row's amount.
        program: the program label as typed.
    """

    row: SpendingRow
    item: ItemRate | None
    quantity_parts: int
    typed_cents: int
    cents: int
    program: str
    text_fault: str
    range_fault: str
    list_fault: str
    incomplete: str
    unused: str


def amount_field(unit: int) -> NumberField:
    """What a typed amount accepts, in whole cents or whole dollars as the policy rounds."""
    return replace(AMOUNT, places=2 if unit == 1 else 0)


class SpendingCalculator:
    """Turns spending rows into lines for one list of items and one of programs."""

    __slots__ = ("_amount", "_items", "_programs", "_unit")

    def __init__(self, items: tuple[ItemRate, ...], programs: frozenset[str], unit: int) -> None:
        """Keep the look-up tables; labels are compared without regard to case."""
        self._items = {item.label.lower(): item for item in items}
        self._programs = programs
        self._unit = unit
        self._amount = amount_field(unit)

    def line(self, row: SpendingRow) -> SpendingLine:
        """The line that a row comes to."""
        item = self._items.get(text_in(row.item).lower())
        quantity = QUANTITY.parts(row.quantity)
        typed = self._amount.parts(row.amount) * self._unit
        return SpendingLine(
            row=row,
            item=item,
            quantity_parts=quantity,
            typed_cents=typed,
            cents=self._cents(item, quantity, typed),
            program=text_in(row.program),
            text_fault=_first_text(row),
            range_fault=_first_refused(row),
            list_fault=self._first_unlisted(row, item),
            incomplete=_first_missing(row, item, quantity, typed),
            unused=_unused(row, item),
        )

    def _cents(self, item: ItemRate | None, quantity_parts: int, typed_cents: int) -> int:
        if item is None:
            return 0
        if item.is_lump:
            return typed_cents
        scale = QUANTITY_PARTS * 10 ** (LOADED_PLACES - 2)
        return round_ratio(quantity_parts * item.loaded_parts, scale, self._unit)

    def _first_unlisted(self, row: SpendingRow, item: ItemRate | None) -> str:
        if row.item is not None and item is None:
            return "item"
        if row.program is not None and text_in(row.program).lower() not in self._programs:
            return "program"
        return ""


def _first_text(row: SpendingRow) -> str:
    if is_misfit(row.quantity):
        return "quantity"
    return "amount" if is_misfit(row.amount) else ""


def _first_refused(row: SpendingRow) -> str:
    if QUANTITY.refuses(row.quantity):
        return "quantity"
    return "amount" if AMOUNT.refuses(row.amount) else ""


def _first_missing(
    row: SpendingRow, item: ItemRate | None, quantity_parts: int, typed_cents: int
) -> str:
    """What a used row still lacks, in the order of the columns."""
    if not row.is_used:
        return ""
    if row.item is None:
        return "item"
    if item is not None and item.is_lump and not typed_cents:
        return "amount"
    if item is not None and not item.is_lump and not quantity_parts:
        return "quantity"
    return "program" if row.program is None else ""


def _unused(row: SpendingRow, item: ItemRate | None) -> str:
    """The number that was typed though this kind of item has no use for it."""
    if item is None:
        return ""
    if item.is_lump:
        return "quantity" if isinstance(row.quantity, Decimal) else ""
    return "amount" if isinstance(row.amount, Decimal) else ""
