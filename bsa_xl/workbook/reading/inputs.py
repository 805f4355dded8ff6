"""From input cells to the plan that they come to, of a returned file and of a live workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bsa_xl.budget import Plan, SchoolBudget, SpendingRow, StaffingRow, Typed
from bsa_xl.location import Location
from bsa_xl.workbook.declare import Column, Table
from bsa_xl.workbook.sheets import sign_off

from .alignment import Alignment, as_issued
from .entries import Entry, EntryReader
from .forms import Snapshot
from .mangled import Choices, tell_lookalikes, tell_numbers
from .plans import Entries, make_plan
from .told import Told


def read_entries(
    reader: EntryReader, snapshot: Snapshot, alignments: Mapping[str, Alignment]
) -> Entries:
    """Everything that was typed.

    Args:
        reader: of the cells.
        snapshot: what the workbook was issued with.
        alignments: where the rows of Staffing and Spending stand, by sheet.
    """
    form = snapshot.form
    layout = form.layout
    made = Entries(
        staffing=reader.table(layout.staffing, alignments[layout.staffing.sheet].in_order()),
        spending=reader.table(layout.spending, alignments[layout.spending.sheet].in_order()),
        approvals=reader.table(layout.approvals, as_issued(layout.approvals).in_order()),
        checks=reader.table(layout.checks, as_issued(layout.checks).in_order()),
        attestations=[reader.single(sign_off.SHEET, ref) for ref in form.cells.attestations],
    )
    _add_empty_positions(made, snapshot, alignments[layout.staffing.sheet])
    return made


def _add_empty_positions(made: Entries, snapshot: Snapshot, alignment: Alignment) -> None:
    """Rows of positions that exist, on which nothing is left, so that rules see them."""
    filled = {entry.index for entry in made.staffing}
    blank = len(snapshot.form.columns[snapshot.form.layout.staffing.name])
    empty = [
        Entry(index, alignment.rows[index], [None] * blank)
        for index in range(len(snapshot.setting.now))
        if index not in filled and index in alignment.rows
    ]
    if empty:
        made.staffing = sorted([*made.staffing, *empty], key=lambda entry: entry.row)


def plan_of(snapshot: Snapshot, entries: Entries) -> Plan:
    """The plan that entries come to."""
    positions = {n: now.position_id for n, now in enumerate(snapshot.setting.now)}
    return make_plan(snapshot.form, entries, positions)


def tell_inputs(reader: EntryReader, snapshot: Snapshot, budget: SchoolBudget, told: Told) -> None:
    """Say which entries are not what their cells take: texts, numbers for choices, lookalikes."""
    reader.tell_texts()
    choices = Choices(snapshot.setting)
    tell_numbers(reader.numbers_for_choices, choices, told)
    tell_lookalikes(_unlisted(snapshot, budget, told), choices, told)


def _unlisted(
    snapshot: Snapshot, budget: SchoolBudget, told: Told
) -> Iterator[tuple[Location, Column, Typed]]:
    """What stands in the choices of rows in which one is not on its list."""
    form = snapshot.form
    rows: list[tuple[Table, StaffingRow | SpendingRow]] = []
    rows += [(form.layout.staffing, line.row) for line in budget.staffing if line.list_fault]
    rows += [(form.layout.spending, line.row) for line in budget.spending if line.list_fault]
    for table, row in rows:
        for column, letter in form.columns[table.name]:
            if column.choice is not None and column.choice.names:
                where = told.at(row.place.sheet, f"{letter}{row.place.row}")
                yield where, column, typed_in(row, column.name)


def typed_in(row: StaffingRow | SpendingRow, name: str) -> Typed:
    """What was typed in one column of a row."""
    stem, _, number = name.rpartition("_")
    if isinstance(row, StaffingRow) and stem in ("program", "share"):
        places = row.programs if stem == "program" else row.shares
        return places[int(number) - 1]
    typed: Typed = getattr(row, name)
    return typed
