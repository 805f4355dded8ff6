"""A district's policy, as read: the decisions that every other room follows."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from .adjustments import Adjustment
from .component_block import Flexibility, HeldBy, Term
from .components import Component
from .counting import Counting
from .document import Block, Fte, PositionCode, SchoolGate, SourcedBlock, SourceField
from .per_capita import Base
from .scalars import (
    Day,
    LastYear,
    Line,
    Name,
    Number,
    Paragraph,
    RateDecimals,
    RuleId,
    Severity,
    Truth,
)


class Program(Block):
    """A fund and resource with its law: restricted or not, who holds it, how long it lasts.

    Attributes:
        restricted: True where law binds the fund to a purpose.
        flexibility: what a school may change.
        available_until: last fiscal year in which one-time money may be spent, FY2026; else empty.
        carryover: words for the school; the rule itself is an adjustment.
        body: the body that approves its budget; programs of one body are one approval group.
    """

    id: Name
    title: Line
    fund: str = ""
    resource: str = ""
    project_year: str = ""
    restricted: Truth = False
    flexibility: Flexibility = "unlocked"
    term: Term = "ongoing"
    available_until: LastYear = ""
    held_by: HeldBy = "school"
    carryover: Paragraph = ""
    body: Line = "School council"


class RequiredPosition(SourcedBlock):
    """A position that every school the gate lets in must have (FTE-15, AFF-01).

    Attributes:
        positions: codes that satisfy it, the usual one first.
        values: FTE required.
        programs: programs that may pay for it; empty for every unrestricted program.
    """

    id: Name
    label: Line
    positions: tuple[PositionCode, ...] = Field(min_length=1)
    values: Fte
    programs: tuple[str, ...] = ()
    schools: SchoolGate = Field(default_factory=SchoolGate)
    reason: Line
    source: SourceField


class Trade(Block):
    """FTE of one title that a school may give for another (BAL-06).

    Attributes:
        rate: FTE taken for 1.0 FTE given.
    """

    id: Name
    give: PositionCode
    take: PositionCode
    rate: Number = Decimal(1)
    source: SourceField


class RuleChoice(Block):
    """A rule that the district runs, with its limits and its own authority.

    Attributes:
        severity: the district's own; needs a source.
        limits: by the names of the rule's arguments.
    """

    rule: RuleId
    source: SourceField | None = None
    severity: Severity | None = None
    limits: dict[str, Number] = Field(default_factory=dict)


class Waiver(Block):
    """A school that a rule does not bind, by whose authority, until when.

    Attributes:
        until: the last fiscal year of the waiver, FY2027; empty for no end.
    """

    rule: RuleId
    school: Line
    until: LastYear = ""
    authority: SourceField


class Rounding(Block):
    """How rates, lines and totals are rounded; see decisions 2 and 3 of the design.

    Attributes:
        rates: decimals of a rate, 0 to 8; a rate is rounded before it multiplies.
    """

    rates: RateDecimals = 6
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
        programs: one unrestricted program where the file names none.
        cost_basis: school model (``pilot``) to ``actual`` or ``average``; average where not said.
    """

    policy: Name
    title: Line
    status: Literal["draft", "adopted"] = "draft"
    adopted_on: Day = None
    resolution: str = ""
    measure: Line = "projected"
    base: Base | None = None
    counting: dict[Name, Counting] = Field(default_factory=dict)
    components: tuple[Component, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    programs: tuple[Program, ...] = Field(
        default=(Program(id="general", title="School budget"),), min_length=1
    )
    required_positions: tuple[RequiredPosition, ...] = ()
    cost_basis: dict[str, Literal["average", "actual"]] = Field(default_factory=dict)
    rounding: Rounding = Rounding()
    trades: tuple[Trade, ...] = ()
    checks: tuple[RuleChoice, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    notes: Paragraph = ""

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
