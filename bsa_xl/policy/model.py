"""A district's policy, as read: the decisions that every other room follows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from .components import Component, Flexibility, Term
from .document import Block, DatedField, Name, SchoolGate, SourceField

RuleId = Annotated[str, Field(pattern=r"^[A-Z0-9]{2,4}-\d{2}$")]


class Base(Block):
    """Dollars for a pupil of weight 1."""

    label: str
    unit: Literal["USD per pupil"]
    source: SourceField
    values: DatedField


class SumOf(Block):
    """A count made of others: (a + b + ...) x times."""

    sum: tuple[Name, ...] = Field(min_length=1)
    times: Decimal = Decimal(1)
    label: str = ""


class AnyOf(Block):
    """An unduplicated count: a pupil in any of the groups counts once.

    Counts by group cannot tell the union, so the district supplies it in a column of its own; the
    groups bound it (at least the largest, at most their sum and the enrollment).
    """

    any_of: tuple[Name, ...] = Field(min_length=2)
    supplied_as: Name
    label: str = ""


class PupilsAbove(Block):
    """The pupils of a group above a share of another: max(0, group - share x of)."""

    above: Name
    of: Name = "enrollment"
    share: DatedField
    label: str = ""


Counting = SumOf | AnyOf | PupilsAbove


class Program(Block):
    """A fund and resource with its law: restricted or not, who holds it, how long it lasts.

    Attributes:
        body: the body that approves its budget; programs of one body are one approval group.
        carryover: words for the school; the rule itself is an adjustment.
    """

    id: Name
    title: str
    fund: str = ""
    resource: str = ""
    project_year: str = ""
    restricted: bool = False
    flexibility: Flexibility = "unlocked"
    term: Term = "ongoing"
    available_until: str = ""
    held_by: Literal["school", "central"] = "school"
    carryover: str = ""
    body: str = "School council"


class RequiredPosition(Block):
    """A position that every school the gate lets in must have (FTE-15, AFF-01).

    Attributes:
        positions: codes that satisfy it, the usual one first.
        values: FTE required.
        programs: programs that may pay for it; empty for every unrestricted program.
    """

    id: Name
    label: str
    positions: tuple[str, ...] = Field(min_length=1)
    values: DatedField
    programs: tuple[str, ...] = ()
    schools: SchoolGate = Field(default_factory=SchoolGate)
    reason: str
    source: SourceField


class Trade(Block):
    """FTE of one title that a school may give for another (BAL-06)."""

    id: Name
    give: str
    take: str
    rate: Decimal = Decimal(1)
    source: SourceField


class RuleChoice(Block):
    """A rule that the district runs, with its limits and its own authority."""

    rule: RuleId
    source: SourceField | None = None
    severity: Literal["fatal", "warning", "informational"] | None = None
    limits: dict[str, Decimal] = {}


class Waiver(Block):
    """A school that a rule does not bind, by whose authority, until when."""

    rule: RuleId
    school: str
    until: str = ""
    authority: SourceField


class Rounding(Block):
    """How rates, lines and totals are rounded; see decisions 2 and 3 of the design."""

    rates: int = Field(default=6, ge=0, le=8)
    lines: Literal["cent", "dollar", "truncate"] = "cent"
    total: Literal["cent", "dollar"] = "cent"
    method: Literal["half_away_from_zero"] = "half_away_from_zero"
    leftover: Literal["largest_remainder"] = "largest_remainder"


class Policy(Block):
    """One district's formula, in the order of the board paper.

    Attributes:
        policy: its id.
        measure: which counts the formula uses, unless a component names another.
        counting: names for counts made of others.
        cost_basis: school model (``pilot``) to ``actual`` or ``average``; average where not said.
    """

    policy: Name
    title: str
    status: Literal["draft", "adopted"] = "draft"
    adopted_on: date | None = None
    resolution: str = ""
    measure: str = "projected"
    base: Base | None = None
    counting: dict[Name, Counting] = {}
    components: tuple[Component, ...] = ()
    programs: tuple[Program, ...] = (Program(id="general", title="School budget"),)
    required_positions: tuple[RequiredPosition, ...] = ()
    cost_basis: dict[str, Literal["average", "actual"]] = {}
    rounding: Rounding = Rounding()
    trades: tuple[Trade, ...] = ()
    checks: tuple[RuleChoice, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    notes: str = ""

    def program(self, program_id: str) -> Program:
        """The program of that id; the only one where the id is empty.

        Raises:
            KeyError: there is no such program, or the id is empty and there are several.
        """
        if not program_id and len(self.programs) == 1:
            return self.programs[0]
        for program in self.programs:
            if program.id == program_id:
                return program
        raise KeyError(program_id)
