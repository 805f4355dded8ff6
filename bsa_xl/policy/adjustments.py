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
count_day            what the count day's pupils change
gap_phase_in         a share of the gap between an old amount and the formula
soft_landing         a share of its loss, smaller each year
scale_to_pool        its part in bringing all lines to a pool
carryover            a share of what it left unspent
attendance           the lines above, by its attendance against the district's
salary               what its staff really cost against the average by position
match_norm           what brings the lines above to a norm-based budget
manual               dollars that a person decided, with the reason, the author and the last year
==================== ==============================================================================

A further kind is a class in the file of its family, and its arithmetic in the allocation's engine.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .corrections import Attendance, Manual, MatchNorm, Salary
from .transitions import Transition

Adjustment = Annotated[
    Transition | Attendance | Salary | MatchNorm | Manual, Field(discriminator="kind")
]
