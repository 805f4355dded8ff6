"""Every line of a policy written down: one function for each kind, none left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bsa_xl.district import District
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import (
    Attendance,
    Bands,
    Carryover,
    ClassCost,
    CountDay,
    FloorOnPriorYear,
    Foundation,
    FundingPercentage,
    GapPhaseIn,
    Given,
    GradeSpans,
    LimitsOnPriorYear,
    LumpSum,
    Manual,
    MatchNorm,
    PeerAverage,
    PercentOf,
    PerPupil,
    Policy,
    Pool,
    PositionsGiven,
    PurchaseBack,
    RankAndServe,
    Ratio,
    Salary,
    ScaleToPool,
    SizeCurve,
    SlidingWeight,
    SmallSchool,
    SoftLanding,
    StartUp,
    TopUp,
    Weight,
    WeightOfWeight,
)

from . import (
    adjustments,
    corrections,
    count_day,
    piloting,
    pools,
    pupils,
    staffing,
    supplements,
    title_i,
    totals,
    transitions,
    weights,
)
from .case import Case
from .counting import Way
from .counting_words import OF_ONE_TIME
from .counting_years import OVER_TIME
from .work import Work

Write = Callable[[Work, Any], None]


def arithmetic(district: District, policy: Policy, year: FiscalYear) -> Work:
    """The whole arithmetic of a district in a year.

    Args:
        district: the facts.
        policy: the decisions.
        year: the fiscal year.

    Raises:
        NotCoveredError: the policy uses a kind that cannot be written as formulas yet.
    """
    kinds = {**component_kinds(), **adjustment_kinds()}
    work = Work.on(Case.of(district, policy, year), counting_ways(), kinds)
    for ruled in (*policy.components, *policy.adjustments):
        work.write(ruled)
    totals.rounding(work)
    totals.totals(work)
    return work


def component_kinds() -> dict[type, Write]:
    """One function for each kind of component."""
    return {
        Weight: pupils.weight,
        PerPupil: pupils.per_pupil,
        GradeSpans: pupils.grade_spans,
        LumpSum: pupils.lump_sum,
        Given: pupils.given,
        Pool: pools.pool,
        PositionsGiven: pupils.positions,
        Foundation: staffing.foundation,
        Ratio: staffing.ratio,
        Bands: staffing.bands,
        TopUp: staffing.top_up,
        WeightOfWeight: weights.weight_of_weight,
        SlidingWeight: weights.sliding_weight,
        SizeCurve: weights.size_curve,
        ClassCost: supplements.class_cost,
        SmallSchool: supplements.small_school,
        PercentOf: supplements.percent_of,
        PeerAverage: piloting.peer_average,
        StartUp: piloting.start_up,
        PurchaseBack: piloting.purchase_back,
        RankAndServe: title_i.rank_and_serve,
    }


def adjustment_kinds() -> dict[type, Write]:
    """One function for each kind of adjustment."""
    return {
        FloorOnPriorYear: adjustments.floor,
        Manual: adjustments.manual,
        LimitsOnPriorYear: transitions.limits,
        GapPhaseIn: transitions.gap,
        SoftLanding: transitions.soft_landing,
        Carryover: transitions.carryover,
        ScaleToPool: transitions.scale,
        FundingPercentage: transitions.funding_percentage,
        CountDay: count_day.count_day,
        Attendance: corrections.attendance,
        Salary: corrections.salary,
        MatchNorm: corrections.match_norm,
    }


def counting_ways() -> dict[type, Way]:
    """One function for each word under ``counting``."""
    return {**OF_ONE_TIME, **OVER_TIME}
