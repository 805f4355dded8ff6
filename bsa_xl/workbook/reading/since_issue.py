"""What a school has entered since its workbook was issued: each input that differs, old and new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bsa_xl.budget import Setting, StaffingRow, Typed, opening_plan
from bsa_xl.location import Location
from bsa_xl.workbook.declare import Kind, Table
from bsa_xl.workbook.layout import key_of
from bsa_xl.workbook.sheets import sign_off

from .entries import Entry
from .forms import Form
from .inputs import typed_in
from .plans import Entries


@dataclass(frozen=True, slots=True)
class InputChange:
    """An input that holds something else than when the workbook was issued.

    Attributes:
        where: its cell, where it stands now.
        header: of its column.
        is_date: whether its column takes dates, so that a number in it is a day.
        issued: what stood there; None for nothing.
        now: what stands there; None for nothing.
    """

    where: Location
    header: str
    is_date: bool
    issued: Typed
    now: Typed


def input_changes(form: Form, setting: Setting, entries: Entries) -> Iterator[InputChange]:
    """Every input that differs, table by table from top to bottom; rows are found by their keys.

    Nothing is said of rows that are missing altogether, for they have no cells.

    Args:
        form: that the workbook was issued on.
        setting: what it was issued with.
        entries: what stands in it.
    """
    layout = form.layout
    opening = opening_plan(setting, lambda n: layout.place(layout.staffing, n))
    opened = {row.key: row for row in opening.staffing}
    yield from _of_table(form, layout.staffing, entries.staffing, opened)
    yield from _of_table(form, layout.spending, entries.spending, {})
    yield from _of_table(form, layout.approvals, entries.approvals, {})
    yield from _of_table(form, layout.checks, entries.checks, {})
    for ref, entry in zip(form.cells.attestations, entries.attestations, strict=True):
        if entry.typed[0] is not None:
            where = Location(sheet=sign_off.SHEET, cell=ref)
            yield InputChange(where, "Attested", is_date=False, issued=None, now=entry.typed[0])


def _of_table(
    form: Form, table: Table, entries: Sequence[Entry], opened: dict[str, StaffingRow]
) -> Iterator[InputChange]:
    for entry in entries:
        row = opened.get(key_of(table.name, entry.index)) if entry.index >= 0 else None
        for (column, letter), now in zip(form.columns[table.name], entry.typed, strict=True):
            issued = None if row is None else typed_in(row, column.name)
            if not _is_same(issued, now):
                yield InputChange(
                    Location(sheet=table.sheet, cell=f"{letter}{entry.row}"),
                    column.header,
                    column.kind is Kind.DATE,
                    issued,
                    now,
                )


def _is_same(issued: Typed, now: Typed) -> bool:
    """Equal, and not only as 1 equals TRUE."""
    return issued == now and isinstance(issued, bool) is isinstance(now, bool)
