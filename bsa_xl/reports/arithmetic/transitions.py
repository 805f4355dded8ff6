"""From the old amounts to the formula's: one function for each kind of transition."""

from __future__ import annotations

from decimal import Decimal

from bsa_xl.policy import (
    Carryover,
    FundingPercentage,
    GapPhaseIn,
    LimitsOnPriorYear,
    ScaleToPool,
    SoftLanding,
)

from .adjustments import adjusted, begun, prior, so_far, sum_of
from .expression import Cell, Expression, Total, part
from .functions import (
    are_numbers,
    both,
    compared,
    equal,
    is_number,
    largest,
    less,
    number_or_zero,
    rounded,
    smallest,
    when,
)
from .model import NO_LINE, TO_COME, YES, Field, Kind
from .naming import named
from .over_all import SchoolsBelowZero, SchoolsWith
from .pools import units_of
from .remainders import Shared, figure, largest_remainder
from .work import Work


def _there(before: Cell) -> Expression:
    """Whether there is an amount to build on; one of zero is that of a new school."""
    return both(is_number(before), compared(number_or_zero(before), ">", 0))


def limits(work: Work, adjustment: LimitsOnPriorYear) -> None:
    """What is missing to the least, or is over the most."""
    bounds = {
        what: work.dated(values, named(adjustment.id, what), label, adjustment.unit, adjustment)
        for what, label, values in (
            ("at_most", "At most", adjustment.at_most),
            ("at_least", "At least", adjustment.at_least),
        )
        if values is not None
    }
    held = {what: share for what, share in bounds.items() if share is not None}
    if not held:
        return
    says = "The lines above are kept between shares of the prior year's amount."
    block, gate = begun(work, adjustment, says)
    before = prior(work, block, adjustment.against)
    above = so_far(work, block, adjustment.of)
    limited: Expression = above
    for what, share in held.items():
        heading = "Most" if what == "at_most" else "Least"
        field = Field(f"{block}/{what}", block, heading, Kind.DOLLARS, "share x prior year")
        bound = work.model.made(field, when(_there(before), work.on_line(before * share), ""))
        limited = smallest(limited, bound) if what == "at_most" else largest(limited, bound)
    change = when(is_number(above), rounded(limited - above, 2), TO_COME)
    amount = when(_there(before), change, 0)
    adjusted(work, block, adjustment, gate, amount, "what the limits add or take")


def gap(work: Work, adjustment: GapPhaseIn) -> None:
    """What a school has to wait for, where the formula lies above its old amount."""
    share = work.dated(
        adjustment.values, named(adjustment.id, "share"), "Share of the gap that is paid",
        adjustment.unit, adjustment,
    )  # fmt: skip
    if share is None:
        return
    says = "Only a share of the gap between the old amount and the formula is paid; the rest waits."
    block, gate = begun(work, adjustment, says)
    before = prior(work, block, adjustment.against, "Old amount")
    above = so_far(work, block, adjustment.of)
    between = largest(above - before, 0)
    field = Field(f"{block}/gap", block, "Gap", Kind.DOLLARS, "formula - old amount, if above it")
    width = work.model.made(
        field, when(is_number(before), when(is_number(above), rounded(between, 2), TO_COME), 0)
    )
    waits = part(0) - work.on_line(width * less(1, share))
    amount = when(is_number(width), waits, TO_COME)
    adjusted(work, block, adjustment, gate, amount, "the part of the gap that has to wait")


def soft_landing(work: Work, adjustment: SoftLanding) -> None:
    """A share of the loss is given back."""
    share = work.dated(
        adjustment.values, named(adjustment.id, "share"), "Share of the loss that is given back",
        adjustment.unit, adjustment,
    )  # fmt: skip
    if share is None:
        return
    block, gate = begun(work, adjustment, "A share of what a school lost is given back.")
    before = prior(work, block, adjustment.against, "Before")
    above = so_far(work, block, adjustment.of)
    lost = rounded(largest(before - above, 0), 2)
    field = Field(f"{block}/loss", block, "Loss", Kind.DOLLARS, "before - lines above, if above 0")
    loss = work.model.made(field, when(is_number(before), when(is_number(above), lost, TO_COME), 0))
    amount = when(is_number(loss), work.on_line(loss * share), TO_COME)
    adjusted(work, block, adjustment, gate, amount, "share x loss")


def carryover(work: Work, adjustment: Carryover) -> None:
    """A share of what was left, up to a share of the prior amount; overspending in full."""
    share = work.dated(
        adjustment.values, named(adjustment.id, "share"), "Share that is kept", adjustment.unit,
        adjustment,
    )  # fmt: skip
    if share is None:
        return
    says = "A share of what was left unspent is kept; what was overspent is taken back in full."
    block, gate = begun(work, adjustment, says)
    unspent = prior(work, block, adjustment.unspent, "Unspent")
    left = number_or_zero(unspent)
    field = Field(f"{block}/kept", block, "Kept", Kind.DOLLARS, "share x unspent")
    kept: Expression = work.model.made(field, work.on_line(largest(left, 0) * share))
    most = None
    if adjustment.at_most is not None:
        most = work.dated(
            adjustment.at_most, named(adjustment.id, "at_most"), "At most", "share", adjustment
        )
    if most is not None:
        had = prior(work, block, adjustment.against)
        field = Field(f"{block}/cap", block, "Cap", Kind.DOLLARS, "share x prior year")
        cap = work.model.made(field, work.on_line(largest(number_or_zero(had), 0) * most))
        kept = smallest(kept, cap)
    amount = rounded(kept + work.on_line(smallest(left, 0)), 2)
    adjusted(work, block, adjustment, gate, amount, "kept, less what was overspent")


def scale(work: Work, adjustment: ScaleToPool) -> None:
    """Each school's share of the pool, by largest remainder, less what it has."""
    total = work.dated(
        adjustment.values, named(adjustment.id, "pool"), "Pool", adjustment.unit, adjustment
    )
    if total is None:
        return
    says = "All schools are scaled alike, so that the lines above come to the pool."
    block, gate = begun(work, adjustment, says)
    above = so_far(work, block, adjustment.of)
    claim: Expression = above if gate is None else when(equal(gate, YES), above, "")
    field = Field(
        f"{block}/claim", block, "To be scaled", Kind.DOLLARS, "lines above", adds_up=True
    )
    claimed = work.model.made(field, claim)
    in_cents = when(is_number(claimed), rounded(claimed * 100, 0), 0)
    field = Field(f"{block}/parts", block, "In cents", Kind.NUMBER, "claims", adds_up=True)
    parts = work.model.made(field, in_cents)
    label = adjustment.label
    waiting = figure(
        work, named(block, "not_known"), label, "Schools whose lines are to come",
        SchoolsWith(claimed.key, TO_COME),
    )  # fmt: skip
    below = figure(
        work, named(block, "below_zero"), label, "Schools whose lines are below zero",
        SchoolsBelowZero(claimed.key),
    )  # fmt: skip
    units = units_of(work, adjustment.id, label, total)
    shared = Shared(units, parts, part(1), waiting + below)
    scaled = largest_remainder(work, block, shared)
    field = Field(
        f"{block}/scaled", block, "Scaled", Kind.DOLLARS, "the school's share", adds_up=True
    )
    share = work.model.made(field, scaled)
    change = rounded(share - number_or_zero(claimed), 2)
    in_pool = units * (1 if work.case.policy.rounding.lines == "cent" else 100)
    if adjustment.only == "down":
        change = when(compared(in_pool, ">", Total(parts.key)), 0, change)
    elif adjustment.only == "up":
        change = when(compared(in_pool, "<", Total(parts.key)), 0, change)
    amount = when(both(is_number(share), compared(total, ">=", 0)), change, TO_COME)
    adjusted(work, block, adjustment, gate, amount, "scaled, less the lines above")


def funding_percentage(work: Work, adjustment: FundingPercentage) -> None:
    """Last year's amount and t x the change, less the formula; t = min(1, last / formula then)."""
    says = (
        "Last year's amount is carried, and of the formula's change only the school's percentage "
        "is paid: last year's amount / what the formula gives for last year's pupils."
    )
    holds = None
    if adjustment.values is not None:
        holds = work.dated(
            adjustment.values, named(adjustment.id, "holds"), "Share of it that holds",
            adjustment.unit, adjustment,
        )  # fmt: skip
        if holds is None:
            return
    block, gate = begun(work, adjustment, says)
    before = prior(work, block, adjustment.against)
    always = _sum(work, block, "foundation", adjustment.foundation, "Foundation")
    moving = tuple(one for one in adjustment.of if one not in adjustment.foundation)
    if adjustment.of and not moving:
        formula = _sum(work, block, "above", (), "Lines above")
    else:
        formula = so_far(work, block, moving)
    if not adjustment.of and adjustment.foundation:
        field = Field(f"{block}/formula", block, "Formula", Kind.DOLLARS, "without the foundation")
        formula = work.model.made(
            field, when(are_numbers([formula, always]), rounded(formula - always, 2), TO_COME)
        )
    change = _change(work, block, adjustment, formula)
    carried = _carried(work, block, adjustment, (before, always, formula, change))
    known = are_numbers([formula, always, change])
    whole = rounded(carried - formula, 2)
    line = when(known, whole if holds is None else work.on_line(whole * holds), TO_COME)
    amount = when(_there(before), line, 0)
    says = "what the school has, less the formula"
    adjusted(work, block, adjustment, gate, amount, says if holds is None else f"{says}, x share")


def _sum(work: Work, block: str, what: str, of: tuple[str, ...], heading: str) -> Cell:
    lines = work.above(of) if of else []
    field = Field(f"{block}/{what}", block, heading, Kind.DOLLARS, "always paid in full")
    return work.model.made(field, sum_of(lines, beside=False))


def _change(work: Work, block: str, adjustment: FundingPercentage, formula: Cell) -> Cell:
    """The change of the formula since last year's pupils."""
    if adjustment.change:
        return prior(work, block, adjustment.change, "Change of the formula")
    aside = work.beside(f"{adjustment.id}/then", ago=1)
    names = adjustment.of or tuple(one.id for one in work.case.policy.components)
    there = tuple(
        school_id
        for school_id, amount in zip(
            work.model.school_ids, work.model.values[f"{block}/{adjustment.against}"], strict=True
        )
        if isinstance(amount, Decimal) and amount > 0
    )
    for component in work.case.policy.components:
        if component.id not in names or component.id in adjustment.foundation:
            continue
        gate = component.schools
        mine = tuple(one for one in there if not gate.schools or one in gate.schools)
        if mine:
            own = component.measure not in ("", work.case.policy.measure)
            update = {
                "measure": component.measure if own else adjustment.prior_measure,
                "schools": gate.model_copy(update={"schools": mine}),
            }
            work.write(component.model_copy(update=update), aside)
    named_lines = bool(adjustment.of)
    planned = [one for one in aside.lines if (one.in_dollars if named_lines else one.is_planned)]
    then = work.model.made(
        Field(
            f"{block}/then",
            block,
            "Formula, last year's pupils",
            Kind.DOLLARS,
            "at this year's rates",
        ),
        sum_of(planned, beside=False),
    )
    field = Field(f"{block}/change", block, "Change of the formula", Kind.DOLLARS, "now - then")
    return work.model.made(
        field, when(are_numbers([formula, then]), rounded(formula - then, 2), TO_COME)
    )


def _carried(
    work: Work,
    block: str,
    adjustment: FundingPercentage,
    cells: tuple[Cell, Cell, Cell, Cell],
) -> Expression:
    """What the school has of the formula in the end, without the foundation."""
    before, always, formula, change = cells
    known = both(_there(before), are_numbers([always, formula, change]))
    model = work.model

    def made(key: str, heading: str, says: str, of: Expression) -> Cell:
        field = Field(f"{block}/{key}", block, heading, Kind.DOLLARS, says)
        return model.made(field, when(known, of, NO_LINE))

    last = made(
        "last", "Last year", "without the foundation", work.on_line(rounded(before - always, 2))
    )
    old = made("old", "Formula then", "formula - change", rounded(largest(formula - change, 0), 2))
    percentage = smallest(largest(last, 0), old)
    paid = made(
        "paid", "Change that is paid", "change x last year / formula then, at most all of it",
        when(compared(old, ">", 0), work.on_line(change * percentage / old), 0),
    )  # fmt: skip
    given: Expression = when(compared(old, ">", 0), last + paid, formula)
    least = None
    if adjustment.at_least is not None:
        least = work.dated(
            adjustment.at_least, named(adjustment.id, "at_least"), "At least", adjustment.unit,
            adjustment,
        )  # fmt: skip
    if least is not None:
        given = largest(given, work.on_line(formula * least))
    return given
