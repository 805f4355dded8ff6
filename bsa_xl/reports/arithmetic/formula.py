"""Every line of a policy written down: one function for each kind, none left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bsa_xl.district import District
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import (
    FloorOnPriorYear,
    Given,
    GradeSpans,
    LumpSum,
    Manual,
    PerPupil,
    Policy,
    Pool,
    PositionsGiven,
    Weight,
)

from . import adjustments, pools, pupils, totals
from .case import Case
from .work import NotCoveredError, Ruled, Work

_Write = Callable[[Work, Any], None]


def arithmetic(district: District, policy: Policy, year: FiscalYear) -> Work:
    """The whole arithmetic of a district in a year.

    Args:
        district: the facts.
        policy: the decisions.
        year: the fiscal year.

    Raises:
        NotCoveredError: the policy uses a kind that cannot be written as formulas yet.
    """
    work = Work.on(Case.of(district, policy, year))
    for component in policy.components:
        _write(work, "The component", component, component_kinds())
    for adjustment in policy.adjustments:
        _write(work, "The adjustment", adjustment, adjustment_kinds())
    totals.rounding(work)
    totals.totals(work)
    return work


def component_kinds() -> dict[type, _Write]:
    """One function for each kind of component."""
    return {
        Weight: pupils.weight,
        PerPupil: pupils.per_pupil,
        GradeSpans: pupils.grade_spans,
        LumpSum: pupils.lump_sum,
        Given: pupils.given,
        Pool: pools.pool,
        PositionsGiven: pupils.positions,
    }


def adjustment_kinds() -> dict[type, _Write]:
    """One function for each kind of adjustment."""
    return {FloorOnPriorYear: adjustments.floor, Manual: adjustments.manual}


def _write(work: Work, what: str, ruled: Ruled, kinds: dict[type, _Write]) -> None:
    write = kinds.get(type(ruled))
    if write is None:
        raise NotCoveredError(what, ruled.kind, ruled.label)
    write(work, ruled)
