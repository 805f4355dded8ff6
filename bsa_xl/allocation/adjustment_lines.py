"""Every kind of adjustment to the lines that it adds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from bsa_xl.policy import (
    Adjustment,
    Attendance,
    Carryover,
    CountDay,
    FloorOnPriorYear,
    FundingPercentage,
    GapPhaseIn,
    LimitsOnPriorYear,
    Manual,
    MatchNorm,
    Salary,
    ScaleToPool,
    SoftLanding,
    Transition,
)

from .attendance import attendance_lines
from .columns import LineColumn
from .count_day import count_day_lines
from .grounds import Grounds
from .hold_harmless import floor_lines
from .landing import carryover_lines, scale_lines, soft_landing_lines
from .limits import limit_lines
from .manual import manual_lines
from .norm import match_norm_lines
from .phase_in import funding_percentage_lines, gap_lines
from .salaries import salary_lines
from .shadow import WorkOut


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
        case Attendance():
            yield from attendance_lines(adjustment, grounds)
        case Salary():
            yield from salary_lines(adjustment, grounds)
        case MatchNorm():
            yield from match_norm_lines(adjustment, grounds, work_out)
        case Manual():
            yield from manual_lines(adjustment, grounds)
        case _:
            yield from _transition_lines(adjustment, grounds, work_out)


def _transition_lines(
    transition: Transition, grounds: Grounds, work_out: WorkOut
) -> Iterator[LineColumn]:
    match transition:
        case FloorOnPriorYear():
            yield from floor_lines(transition, grounds)
        case LimitsOnPriorYear():
            yield from limit_lines(transition, grounds)
        case FundingPercentage():
            yield from funding_percentage_lines(transition, grounds, work_out)
        case CountDay():
            yield from count_day_lines(transition, grounds, work_out)
        case GapPhaseIn():
            yield from gap_lines(transition, grounds)
        case SoftLanding():
            yield from soft_landing_lines(transition, grounds)
        case ScaleToPool():
            yield from scale_lines(transition, grounds)
        case Carryover():
            yield from carryover_lines(transition, grounds)
        case _:
            assert_never(transition)
