"""From the old amounts to the formula's: floors, limits, phase-ins, landings, pools, carryover."""

from __future__ import annotations

from typing import Literal

from .adjustment_block import AdjustmentBlock
from .document import AmountLine, ComponentName, Factors, Shares, Totals
from .scalars import Line


class FloorOnPriorYear(AdjustmentBlock):
    """Hold harmless: at least a share of the prior year's amount.

    Attributes:
        against: the line of amounts.csv with last year's amount.
    """

    kind: Literal["floor_on_prior_year"]
    unit: Literal["share of prior-year amount"]
    against: AmountLine
    values: Shares


class LimitsOnPriorYear(AdjustmentBlock):
    """A cap on losses, on gains, or on both: 0.85 and 1.10 for -15 % and +10 %.

    A school without a prior-year amount has no limits.

    Attributes:
        against: the line of amounts.csv with last year's amount.
        at_least: share of that amount that no school falls below; None for no such limit.
        at_most: share of that amount that no school rises above; None for no such limit.
    """

    kind: Literal["limits_on_prior_year"]
    unit: Literal["share of prior-year amount"]
    against: AmountLine
    at_least: Factors | None = None
    at_most: Factors | None = None


class FundingPercentage(AdjustmentBlock):
    """The amount of last year is carried, and only the change is paid, at the school's percentage.

    With last year's amount a, the foundation F, the formula p and its change r since last year's
    pupils, both without the foundation: the percentage is t = min(1, (a - F) / (p - r)), and the
    school has a + t x r instead of F + p. A school without an amount of last year has the formula.

    Attributes:
        of: the formula without the foundation.
        foundation: ids of the components that are always paid in full.
        against: the line of amounts.csv with last year's amount, the foundation in it.
        change: the line of amounts.csv with r; else ``prior_measure`` is needed.
        prior_measure: the measure of last year's counts, for which the formula is worked out a
            second time to know r.
        at_least: the system minimum, a share of the formula without the foundation; None for none.
        values: the share of what it adds or takes that holds in each year, 0 to 1; the whole of it
            in every year where not said.
    """

    kind: Literal["funding_percentage"]
    unit: Literal["share of formula"]
    foundation: tuple[ComponentName, ...] = ()
    against: AmountLine
    change: AmountLine = ""
    prior_measure: str = ""
    at_least: Shares | None = None
    values: Shares | None = None


class CountDay(AdjustmentBlock):
    """Projected pupils give way to those of the count day: the same formula, worked out again.

    Attributes:
        of: components that are worked out again; empty for all that schools plan themselves.
        actual_measure: the measure of the count day's counts; a component that names a measure of
            its own keeps it.
        only: ``up`` where nobody gives money back, ``down`` where nobody gets more.
        values: the share of the difference that is paid or charged, 0 to 1.
    """

    kind: Literal["count_day"]
    unit: Literal["share of difference"]
    actual_measure: Line
    only: Literal["down", "up", "both"] = "both"
    values: Shares


class GapPhaseIn(AdjustmentBlock):
    """Old amount + share x gap, where the formula lies above the old amount: the rest is to wait.

    Attributes:
        against: the line of amounts.csv with the old amount, to which the share of the gap comes.
        values: the share of the gap that is paid in each year, 0 to 1.
    """

    kind: Literal["gap_phase_in"]
    unit: Literal["share of gap"]
    against: AmountLine
    values: Shares


class SoftLanding(AdjustmentBlock):
    """A share of the loss is given back, a smaller one each year until it ends.

    Attributes:
        against: the line of amounts.csv with the amount before the loss.
        values: the share of the loss that is given back in each year, never rising.
    """

    kind: Literal["soft_landing"]
    unit: Literal["share of loss"]
    against: AmountLine
    values: Shares


class ScaleToPool(AdjustmentBlock):
    """All schools are scaled alike, so that the lines above come to a pool exactly.

    Attributes:
        only: ``down`` where a pool that is large enough leaves everybody alone, ``up`` where one
            that is too small does.
        values: dollars that the lines above come to afterwards, above zero.
    """

    kind: Literal["scale_to_pool"]
    unit: Literal["USD per district"]
    only: Literal["down", "up", "both"] = "both"
    values: Totals


class Carryover(AdjustmentBlock):
    """A share of what a school left unspent, up to a share of what it had; overspending in full.

    Attributes:
        unspent: the line of amounts.csv with what was left, below zero where it was overspent.
        against: the line of amounts.csv with what the school had; needed for ``at_most``.
        at_most: share of that amount; None for no cap.
        values: share of the unspent amount that is kept, 0 to 1.
    """

    kind: Literal["carryover"]
    unit: Literal["share of unspent"]
    unspent: AmountLine
    against: AmountLine = ""
    at_most: Shares | None = None
    values: Shares


Transition = (
    FloorOnPriorYear
    | LimitsOnPriorYear
    | FundingPercentage
    | CountDay
    | GapPhaseIn
    | SoftLanding
    | ScaleToPool
    | Carryover
)
