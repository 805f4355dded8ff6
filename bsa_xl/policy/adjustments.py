"""What happens after the formula: each adjustment is a signed, explained line of its own.

An adjustment looks at the lines above it, of the components and adjustments that it names (``of``;
all that schools plan themselves, where it names none), and adds one line to each school that it
concerns. It never changes a line that is there.

=================== ===============================================================================
kind                what a school gets
=================== ===============================================================================
floor_on_prior_year what is missing to a share of its prior-year amount (hold harmless)
manual              dollars that a person decided, with the reason, the author and the last year
=================== ===============================================================================

A further kind is a class here or in a file of its family, named in `Adjustment`, and its
arithmetic in the allocation's engine.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .components import Flexibility, HeldBy, Term
from .document import (
    AmountLine,
    Block,
    ComponentName,
    SchoolGate,
    Shares,
    SourcedBlock,
    SourceField,
)
from .scalars import LastYear, Line, Name, Number, Paragraph


class AdjustmentBlock(SourcedBlock):
    """What all kinds have.

    Attributes:
        of: ids of the components and adjustments above whose lines it looks at; empty for every
            line that schools plan themselves.
        program: the program that its line belongs to; empty where the policy has only one.
        schools: whom it concerns; empty for every school.
        note: a sentence for the school, printed beside the line.
    """

    id: Name
    label: Line
    source: SourceField
    of: tuple[ComponentName, ...] = ()
    program: str = ""
    schools: SchoolGate = Field(default_factory=SchoolGate)
    flexibility: Flexibility | None = None
    term: Term | None = None
    held_by: HeldBy | None = None
    note: Paragraph = ""


class FloorOnPriorYear(AdjustmentBlock):
    """Hold harmless: at least a share of the prior year's amount.

    Attributes:
        against: the line of amounts.csv with last year's amount.
    """

    kind: Literal["floor_on_prior_year"]
    unit: Literal["share of prior-year amount"]
    against: AmountLine
    values: Shares


class ManualEntry(Block):
    """What a person decided for one school.

    Attributes:
        dollars: may be below zero.
        until: the last fiscal year in which it holds.
    """

    school: Line
    since: LastYear
    until: LastYear
    dollars: Number
    reason: Line
    author: Line


class Manual(AdjustmentBlock):
    """Dollars outside the formula, school by school, each with its reason, author and end."""

    kind: Literal["manual"]
    unit: Literal["USD"] = "USD"
    entries: tuple[ManualEntry, ...] = Field(min_length=1)


Adjustment = Annotated[FloorOnPriorYear | Manual, Field(discriminator="kind")]
