"""From rows of entries to the plan: every row with its place and its lasting key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bsa_xl.budget import ApprovalRow, Place, Plan, SpendingRow, StaffingRow, Typed, text_in
from bsa_xl.workbook.declare import Table
from bsa_xl.workbook.layout import Layout, key_of

from .entries import Entry
from .forms import Form


@dataclass(slots=True)
class Entries:
    """All entries of one file, by table; formulas put their numbers in later.

    Attributes:
        attestations: one entry for each, in order.
    """

    staffing: list[Entry] = field(default_factory=list)
    spending: list[Entry] = field(default_factory=list)
    approvals: list[Entry] = field(default_factory=list)
    checks: list[Entry] = field(default_factory=list)
    attestations: list[Entry] = field(default_factory=list)


def make_plan(form: Form, entries: Entries, positions: Mapping[int, str]) -> Plan:
    """The plan that entries come to.

    Args:
        form: that they were made on.
        entries: of one file.
        positions: place of a staffing row to the number of the position that stands there.
    """
    layout = form.layout
    explanations = {
        layout.check_rows[entry.index].id: text_in(entry.typed[0])
        for entry in entries.checks
        if entry.typed[0] is not None
    }
    attestations = {
        str(number): entry.typed[0]
        for number, entry in enumerate(entries.attestations, start=1)
        if entry.typed[0] is not None
    }
    staffing = tuple(_staffing(form, entries.staffing, positions))
    spending = tuple(_spending(form, entries.spending))
    return Plan(
        staffing=staffing,
        spending=spending,
        approvals=tuple(_approvals(form, entries.approvals)),
        explanations=explanations,
        attestations=attestations,
        anchors=layout.anchors,
        spare={
            "staffing": _spare(layout.staffing, entries.staffing, staffing),
            "spending": _spare(layout.spending, entries.spending, spending),
        },
    )


def _spare(
    table: Table, entries: Sequence[Entry], rows: Sequence[StaffingRow | SpendingRow]
) -> int:
    """Issued rows that nobody used."""
    issued = {entry.row for entry in entries if entry.index >= 0}
    return table.rows - sum(1 for row in rows if row.is_used and row.place.row in issued)


def _keyed(table: Table, entries: Sequence[Entry]) -> Iterator[tuple[str, Entry]]:
    """Every entry with its row's key; rows added since get the keys after the last issued one."""
    added = table.rows
    for entry in entries:
        if entry.index >= 0:
            yield key_of(table.name, entry.index), entry
        else:
            yield key_of(table.name, added), entry
            added += 1


def _place(layout: Layout, table: Table, row: int) -> Place:
    return Place(table.sheet, row, layout.letters(table))


def _staffing(
    form: Form, entries: Sequence[Entry], positions: Mapping[int, str]
) -> Iterator[StaffingRow]:
    layout, table = form.layout, form.layout.staffing
    names = [column.name for column, _ in form.columns[table.name]]
    order = [names.index(name) for name in _STAFFING]
    for key, entry in _keyed(table, entries):
        typed = entry.typed
        action, title, how_many, each, start, end, p1, s1, p2, s2, p3, s3, goal, note = [
            typed[n] for n in order
        ]
        yield StaffingRow(
            key,
            _place(layout, table, entry.row),
            positions.get(entry.index, ""),
            action,
            title,
            how_many,
            each,
            start,
            end,
            (p1, p2, p3),
            (s1, s2, s3),
            goal,
            note,
        )


_STAFFING = (
    "action", "title", "how_many", "fte_each", "start", "end", "program_1", "share_1",
    "program_2", "share_2", "program_3", "share_3", "goal", "note",
)  # fmt: skip


def _spending(form: Form, entries: Sequence[Entry]) -> Iterator[SpendingRow]:
    layout, table = form.layout, form.layout.spending
    names = [column.name for column, _ in form.columns[table.name]]
    for key, entry in _keyed(table, entries):
        typed: dict[str, Typed] = dict(zip(names, entry.typed, strict=True))
        yield SpendingRow(key, _place(layout, table, entry.row), **typed)


def _approvals(form: Form, entries: Sequence[Entry]) -> Iterator[ApprovalRow]:
    """One row for every body, also where nothing was typed."""
    layout, table = form.layout, form.layout.approvals
    names = [column.name for column, _ in form.columns.get(table.name, ())]
    filled = {entry.index: entry for entry in entries}
    for index, body in enumerate(layout.bodies):
        entry = filled.get(index)
        typed = {} if entry is None else dict(zip(names, entry.typed, strict=True))
        yield ApprovalRow(body, _place(layout, table, table.first + index), **typed)
