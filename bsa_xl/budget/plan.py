"""What a school typed, row by row, every input with the cell it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bsa_xl.location import Location

from .typed import Typed


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands.

    Attributes:
        columns: field name to column letter; one mapping serves all rows of a table.
    """

    sheet: str
    row: int
    columns: Mapping[str, str]

    def at(self, name: str) -> Location:
        """The cell of one field."""
        return Location(sheet=self.sheet, cell=f"{self.columns[name]}{self.row}")


@dataclass(frozen=True, slots=True)
class StaffingRow:
    """One row of Staffing as typed.

    Attributes:
        key: the row's lasting key; empty for a row the school inserted.
        position_id: the existing position on this row; empty on a spare row.
        programs: three choices; a blank is None.
        shares: three typed percents.
    """

    key: str
    place: Place
    position_id: str = ""
    action: Typed = None
    title: Typed = None
    how_many: Typed = None
    fte_each: Typed = None
    start: Typed = None
    end: Typed = None
    programs: tuple[Typed, Typed, Typed] = (None, None, None)
    shares: tuple[Typed, Typed, Typed] = (None, None, None)
    goal: Typed = None
    note: Typed = None

    @property
    def is_used(self) -> bool:
        """Whether anything that counts was typed on the row."""
        if self.action is not None or self.title is not None:
            return True
        typed = (
            self.how_many, self.fte_each, self.start, self.end, *self.programs, *self.shares,
        )  # fmt: skip
        return any(value is not None for value in typed)


@dataclass(frozen=True, slots=True)
class SpendingRow:
    """One row of Spending as typed."""

    key: str
    place: Place
    item: Typed = None
    quantity: Typed = None
    amount: Typed = None
    program: Typed = None
    goal: Typed = None
    justification: Typed = None
    note: Typed = None

    @property
    def is_used(self) -> bool:
        """Whether anything that counts was typed on the row."""
        typed = (self.item, self.quantity, self.amount, self.program)
        return any(value is not None for value in typed)


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """One body's approval as typed on Sign-off."""

    body: str
    place: Place
    date: Typed = None
    quorum: Typed = None
    votes_for: Typed = None
    votes_against: Typed = None
    minutes: Typed = None
    approved: Typed = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a school typed that counts.

    Attributes:
        staffing: in sheet order; blank spare rows may be left out.
        explanations: check row id to the school's words.
        anchors: cells that rules point to where no row is concerned: ``total``, ``left:<program
            id>``, ``given:<position code>``, ``required:<id>``, ``spare:staffing``.
        spare: rows still free in ``staffing`` and ``spending``, where somebody counted.
    """

    staffing: tuple[StaffingRow, ...] = ()
    spending: tuple[SpendingRow, ...] = ()
    approvals: tuple[ApprovalRow, ...] = ()
    explanations: Mapping[str, str] = field(default_factory=dict)
    attestations: Mapping[str, Typed] = field(default_factory=dict)
    anchors: Mapping[str, Location] = field(default_factory=dict)
    spare: Mapping[str, int] = field(default_factory=dict)

    def anchor(self, name: str) -> Location:
        """The cell of that name; the name itself where the layout has no such cell."""
        return self.anchors.get(name, Location(sheet=name))
