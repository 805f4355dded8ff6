"""Every kind of adjustment to the lines that it adds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from bsa_xl.policy import (
    Adjustment,
    Carryover,
    FloorOnPriorYear,
    FundingPercentage,
    GapPhaseIn,
    LimitsOnPriorYear,
    Manual,
    ScaleToPool,
    SoftLanding,
)

from .columns import LineColumn
from .grounds import Grounds
from .hold_harmless import floor_lines
from .landing import carryover_lines, scale_lines, soft_landing_lines
from .limits import limit_lines
from .manual import manual_lines
from .phase_in import WorkOut, funding_percentage_lines, gap_lines


def adjustment_lines(
    adjustment: Adjustment, grounds: Grounds, work_out: WorkOut
) -> Iterator[LineColumn]:
    """The lines of one adjustment.

    Args:
        adjustment: whose they are.
        grounds: the allocation while it is worked out, with all lines above.
        work_out: gives the lines of a component, for adjustments that work a formula out beside.
    """
    match adjustment:
        case FloorOnPriorYear():
            yield from floor_lines(adjustment, grounds)
        case LimitsOnPriorYear():
            yield from limit_lines(adjustment, grounds)
        case FundingPercentage():
            yield from funding_percentage_lines(adjustment, grounds, work_out)
        case GapPhaseIn():
            yield from gap_lines(adjustment, grounds)
        case SoftLanding():
            yield from soft_landing_lines(adjustment, grounds)
        case ScaleToPool():
            yield from scale_lines(adjustment, grounds)
        case Carryover():
            yield from carryover_lines(adjustment, grounds)
        case Manual():
            yield from manual_lines(adjustment, grounds)
        case _:
            assert_never(adjustment)
