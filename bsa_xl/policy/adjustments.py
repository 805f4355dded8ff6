"""What happens after the formula: each adjustment is a signed, explained line of its own.

An adjustment looks at the lines above it, of the components and adjustments that it names (``of``;
all that schools plan themselves, where it names none), and adds one line to each school that it
concerns. It never changes a line that is there, and the order of the file is the order in which
they follow each other.

==================== ==============================================================================
kind                 what a school gets
==================== ==============================================================================
floor_on_prior_year  what is missing to a share of its prior-year amount (hold harmless)
limits_on_prior_year what is missing to the least, or is over the most, of its prior-year amount
funding_percentage   last year's amount and the school's percentage of the formula's change
gap_phase_in         a share of the gap between an old amount and the formula
soft_landing         a share of its loss, smaller each year
scale_to_pool        its part in bringing all lines to a pool
carryover            a share of what it left unspent
manual               dollars that a person decided, with the reason, the author and the last year
==================== ==============================================================================

A further kind is a class in the file of its family, and its arithmetic in the allocation's engine.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .adjustment_block import AdjustmentBlock
from .document import Block
from .scalars import LastYear, Line, Number
from .transitions import (
    Carryover,
    FloorOnPriorYear,
    FundingPercentage,
    GapPhaseIn,
    LimitsOnPriorYear,
    ScaleToPool,
    SoftLanding,
)


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


Adjustment = Annotated[
    FloorOnPriorYear
    | LimitsOnPriorYear
    | FundingPercentage
    | GapPhaseIn
    | SoftLanding
    | ScaleToPool
    | Carryover
    | Manual,
    Field(discriminator="kind"),
]
