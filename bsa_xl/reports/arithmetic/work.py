"""What all kinds write their arithmetic with: settings, counts, gates, and the lines themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bsa_xl.citation import Citation
from bsa_xl.policy import Adjustment, Component, DatedValue, NodeRounding

from .case import Case
from .coverage import not_understood
from .expression import Cell, Expression, Named, Part, part
from .functions import are_numbers, cut, equal, rounded, when
from .model import NO_LINE, NONE, TO_COME, YES, Block, Field, Kind, Model, Setting
from .model import Part as SheetPart
from .naming import named

#: The blocks of the sheet Lines, in their order.
PLANNED, CENTRAL, POSITIONS = "lines/planned", "lines/central", "lines/fte"
_LINE_BLOCKS = (
    (PLANNED, "Dollars that schools plan themselves"),
    (CENTRAL, "Dollars that the central office holds for schools"),
    (POSITIONS, "Positions in FTE, never added to dollars"),
)
#: The order of the schools by id, which settles equal remainders.
ORDER = "order"

Ruled = Component | Adjustment


class NotCoveredError(ValueError):
    """A policy uses a kind for which no workbook of formulas can be made yet.

    Attributes:
        kind: as the policy file names it.
        label: of the component, count or adjustment.
    """

    def __init__(self, what: str, kind: str, label: str) -> None:
        super().__init__(f"{what} '{label}' is of kind '{kind}'")
        self.what, self.kind, self.label = what, kind, label


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the formula, as other lines look at it.

    Attributes:
        key: the line's id without the school.
        owner: the component's id, or the adjustment's.
        cell: its field on the sheet Lines.
        is_planned: dollars that schools plan themselves.
        position: the code of the title, where it gives FTE.
    """

    key: str
    owner: str
    label: str
    cell: Cell
    program: str
    is_planned: bool
    in_dollars: bool
    source: str
    position: str = ""


@dataclass(slots=True)
class Work:
    """The arithmetic of a case while it is written down, line by line.

    Attributes:
        ways: of making a count, by the class of its word.
        kinds: of writing a line down, by the class of its component or adjustment.
        lines: those that are written so far.
        aside: what keys begin with, where the formula is worked out beside the allocation and
            nobody is paid by it; else empty.
        ago: of how many years before the pupils are.
        base: the name of another base to reckon with; empty for the one in force.
        rounds: whether rates and lines are rounded; not where pupils are weighed.
    """

    case: Case
    model: Model
    ways: Mapping[type, Any]
    kinds: Mapping[type, Any]
    lines: list[Line] = field(default_factory=list)
    aside: str = ""
    ago: int = 0
    base: str = ""
    rounds: bool = True

    @classmethod
    def on(cls, case: Case, ways: Mapping[type, Any], kinds: Mapping[type, Any]) -> Work:
        """Nothing but the schools, in the order of their ids, and the roundings.

        Args:
            case: what the arithmetic starts from.
            ways: of making a count, by the class of its word.
            kinds: of writing a line down, by the class of its component or adjustment.
        """
        ids = tuple(school.school_id for school in case.schools)
        work = cls(case, Model(ids), ways, kinds)
        places = {each: place for place, each in enumerate(sorted(ids), start=1)}
        block = Block("schools", SheetPart.COUNTS, "Schools")
        work.model.block(block)
        for key, title in _LINE_BLOCKS:
            work.model.block(Block(key, SheetPart.LINES, title))
        order = Field(ORDER, "schools", "Order by id", Kind.NUMBER, "settles equal remainders")
        work.model.typed(order, [Decimal(places[each]) for each in ids])
        rounding = case.policy.rounding
        work.constant("rate_decimals", "Rounding", "Decimals of a rate", rounding.rates, "decimals")
        lines = 2 if rounding.lines == "cent" else 0
        work.constant("line_decimals", "Rounding", "Decimals of a line", lines, "decimals")
        return work

    def write(self, ruled: Ruled, on: Work | None = None) -> None:
        """Write a component or an adjustment down.

        Args:
            ruled: what is written.
            on: takes its lines, where it is worked out beside the allocation.

        Raises:
            NotCoveredError: its kind cannot be written as formulas yet.
        """
        kind = self.kinds.get(type(ruled))
        if kind is None:
            raise NotCoveredError("The line", ruled.kind, ruled.label)
        if word := not_understood(ruled):
            raise NotCoveredError("The line", f"{ruled.kind} with {word}", ruled.label)
        kind(self if on is None else on, ruled)

    def planned_cents(self) -> int:
        """What schools plan themselves, in cents; lines to come add nothing."""
        totals = (self.model.totals[line.cell.key] for line in self.lines if line.is_planned)
        return int(sum(totals, Decimal(0)) * 100)

    def waiting(self) -> tuple[tuple[str, int], ...]:
        """The lines of schools that are to come: the label, and at how many schools."""
        many = (
            (line.label, sum(each == TO_COME for each in self.model.values[line.cell.key]))
            for line in self.lines
            if line.is_planned
        )
        return tuple((label, schools) for label, schools in many if schools)

    def said(self, key: str, row: int) -> str:
        """A field of a school as a message says it: its digits, or its words."""
        value = self.model.values[key][row]
        return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)

    def is_nothing(self, key: str, row: int) -> bool:
        """Whether a line gives a school nothing, and waits for nothing."""
        return self.model.values[key][row] in (0, "", NONE, NO_LINE)

    def constant(self, name: str, about: str, label: str, value: Part, unit: str) -> Named:
        """A number of the policy that has no years."""
        number = Decimal(value) if not isinstance(value, Expression) else Decimal(0)
        return self.model.setting(Setting(name, about, label, number, unit))

    def dated(
        self, values: DatedValue, name: str, label: str, unit: str, of: Ruled | None = None
    ) -> Named | None:
        """A value in force, in a cell of its own; None where none holds.

        Args:
            values: with their years.
            name: of the cell.
            label: what it is.
            unit: of the number.
            of: whose value it is, for its source.
        """
        entry = values.entry(self.case.year)
        if entry is None or entry.value is None:
            return None
        source = entry.source or (of.source if of is not None else None)
        said = "assumption: no document gives this" if entry.assumption else _cited(source)
        about = of.label if of is not None else label
        return self.model.setting(
            Setting(name, about, label, entry.value, unit, str(entry.since), said)
        )

    def on_line(self, amount: Part, of: Ruled | None = None) -> Expression:
        """An amount of dollars, rounded as lines are.

        Args:
            amount: exact.
            of: a component that may round its lines by itself.
        """
        if not self.rounds:
            return part(amount)
        own: NodeRounding | None = getattr(of, "rounding", None)
        policy = self.case.policy.rounding.lines
        if own is None or own.lines is None or own.lines == policy:
            return (cut if policy == "truncate" else rounded)(amount, Named("line_decimals"))
        return (cut if own.lines == "truncate" else rounded)(
            amount, 2 if own.lines == "cent" else 0
        )

    def rate(self, exact: Expression, of: Ruled) -> Expression:
        """Dollars per unit of count, rounded before they multiply, as the component says."""
        if not self.rounds:
            return exact
        own: NodeRounding | None = getattr(of, "rounding", None)
        places: Part = Named("rate_decimals")
        if own is not None and own.rates is not None:
            name = named(of.id, "rate_decimals")
            places = self.constant(name, of.label, "Decimals of a rate", own.rates, "decimals")
        truncates = own is not None and own.rates_method == "truncate"
        return (cut if truncates else rounded)(exact, places)

    def block(self, sheet: SheetPart, key: str, of: Ruled, title: str, says: str) -> str:
        """Begin the block of a line; its source and note stand behind what it says."""
        source = _cited(of.source)
        words = [says, f"Source: {source}." if source else "", of.note]
        if self.aside:
            sheet, title = SheetPart.ADJUSTMENTS, f"{title}, worked out beside"
        said = " ".join(word for word in words if word)
        return self.model.block(Block(f"{self.aside}{key}", sheet, title, said))

    def beside(self, aside: str, ago: int = 0, base: str = "", *, rounds: bool = True) -> Work:
        """The same arithmetic, to work a formula out beside the allocation: nobody is paid by it.

        Args:
            aside: what its keys begin with.
            ago: of how many years before its pupils are.
            base: the name of another base to reckon with; empty for the one in force.
            rounds: whether rates and lines are rounded.
        """
        return Work(
            self.case, self.model, self.ways, self.kinds, [], f"{aside}/", ago, base, rounds
        )

    def gate(self, block: str, words: Sequence[str]) -> Cell | None:
        """Who gets a line, as a field; None where everybody does."""
        if all(word == YES for word in words):
            return None
        field = Field(
            f"{block}/gate", block, "Who gets it", Kind.WORD, "by the policy's condition on schools"
        )
        return self.model.typed(field, words)

    def add_line(
        self,
        key: str,
        of: Ruled,
        label: str,
        amount: Cell,
        *,
        source: Citation | None = None,
        position: str = "",
    ) -> Line:
        """A line of the formula, on the sheet Lines.

        Args:
            key: the line's id without the school.
            of: its component or adjustment.
            label: for people.
            amount: the cell that it is worked out in.
            source: its own authority; the component's where None.
            position: the code of the title, where it gives FTE.
        """
        program, fte = self.case.policy.program(of.program), bool(position)
        planned = not fte and (of.held_by or program.held_by) == "school"
        cell = amount
        if not self.aside:
            block = POSITIONS if fte else PLANNED if planned else CENTRAL
            made = Field(
                f"line/{key}", block, label, Kind.FTE if fte else Kind.DOLLARS, program.title,
                adds_up=True, mark=program.id, line=key,
            )  # fmt: skip
            cell = self.model.made(made, amount)
        said = _cited(source or of.source)
        line = Line(key, of.id, label, cell, program.id, planned, not fte, said, position)
        self.lines.append(line)
        return line

    def above(self, of: Iterable[str]) -> list[Line]:
        """The lines in dollars of components and adjustments; of none, all that schools plan."""
        names = set(of)
        if names:
            return [line for line in self.lines if line.owner in names and line.in_dollars]
        return [line for line in self.lines if line.is_planned]


def guarded(gate: Cell | None, known: Sequence[Expression], amount: Part) -> Expression:
    """An amount where the school is let in and all that it needs is known, else the words why not.

    Args:
        gate: who gets it; None for everybody.
        known: what must be numbers.
        amount: what a school gets then.
    """
    inner = when(are_numbers(known), amount, TO_COME) if known else amount
    if gate is None:
        return inner if isinstance(inner, Expression) else when(equal(1, 1), inner, "")
    return when(equal(gate, YES), inner, gate)


def _cited(source: Citation | None) -> str:
    return "" if source is None else str(source)
