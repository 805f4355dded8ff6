"""Phase-ins: a share of the gap to the formula, and the change of the formula at a percentage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from bsa_xl.finding import FindingKind, Severity
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import format_dollars, round_half_away
from bsa_xl.policy import FundingPercentage, GapPhaseIn

from .adjusting import Above, above, adjusted
from .arithmetic import IntColumn, Mask
from .columns import LineColumn
from .counting import CountBook
from .grounds import Grounds
from .portions import portion
from .prior_amounts import WAY_OUT, PriorAmounts, amounts_to_build_on, prior_amounts
from .proportions import proportions
from .shadow import WorkOut, formula_by
from .wording import POLICY, number, percent

NO_CHANGE = FindingKind(
    "ALO-63",
    "Change of the formula is not given",
    Severity.FATAL,
    "Without the change a school would be left at last year's amount, and nothing would say so.",
)
_NO_CHANGES = "Supply the change of each school's formula, 0 where there is none."


def gap_lines(adjustment: GapPhaseIn, grounds: Grounds) -> Iterator[LineColumn]:
    """What a school has to wait for: share x gap less the gap, where the formula is the higher."""
    share = grounds.value(adjustment.values, adjustment.label)
    if share is None:
        return
    old = prior_amounts(adjustment.against, adjustment.label, grounds)
    target = above(adjustment.of, grounds)
    gap = np.maximum(target.cents - old.cents, 0) * old.there
    waits = portion(gap, 1 - share, grounds.policy.rounding.lines)

    def said(row: int) -> str:
        return (
            f"from {format_dollars(int(old.cents[row]))} to the formula's "
            f"{format_dollars(int(target.cents[row]))}, {percent(share)} of the gap of "
            f"{format_dollars(int(gap[row]))} is paid, {format_dollars(int(gap[row] - waits[row]))}"
        )

    yield adjusted(adjustment, grounds, -waits, said, unknown=target.unknown & old.there)


@dataclass(frozen=True, slots=True, eq=False)
class _Carried:
    """Last year's amounts and the formula, beside each other; cents, int64.

    Attributes:
        last: last year's amount without the foundation.
        formula: this year's formula without the foundation.
        change: of the formula, since last year's pupils.
        paid: of that change.
        least: the system minimum; zero where there is none.
        given: what the school has of the formula in the end, without the foundation.
    """

    foundation: IntColumn
    last: IntColumn
    formula: IntColumn
    change: IntColumn
    paid: IntColumn
    least: IntColumn
    given: IntColumn


def funding_percentage_lines(
    adjustment: FundingPercentage, grounds: Grounds, work_out: WorkOut
) -> Iterator[LineColumn]:
    """Last year's amount and t x the change, less the formula; t = min(1, last / formula then).

    Args:
        adjustment: whose lines they are.
        grounds: the allocation while it is worked out.
        work_out: gives the lines of a component, to work out the formula of last year's pupils.
    """
    holds = _share_that_holds(adjustment, grounds)
    if holds is None:
        return
    without = _way_out(grounds) if adjustment.values is None else WAY_OUT
    prior = amounts_to_build_on(adjustment.against, adjustment.label, grounds, without)
    foundation = _of(adjustment.foundation, grounds)
    formula = _without_foundation(adjustment, foundation, grounds)
    unknown = formula.unknown | foundation.unknown
    if adjustment.change:
        changes = prior_amounts(adjustment.change, adjustment.label, grounds, _NO_CHANGES)
        change, unknown = changes.cents, unknown | ~changes.there
        _tell_missing(adjustment, grounds, prior.there & ~changes.there)
    else:
        then = _formula_of_last_year(adjustment, grounds, prior, work_out)
        change, unknown = formula.cents - then.cents, unknown | then.unknown
    carried = _carried(adjustment, grounds, prior, (foundation.cents, formula.cents, change))
    whole = (carried.given - carried.formula) * prior.there
    line = portion(whole, holds, grounds.policy.rounding.lines)

    def said(row: int) -> str:
        part = (
            ""
            if holds == 1
            else f"; {percent(holds)} of the {format_dollars(int(whole[row]))} hold"
        )
        return f"{_said(carried, row, adjustment, grounds)}{part}"

    yield adjusted(adjustment, grounds, line, said, unknown=unknown & prior.there)


def _share_that_holds(adjustment: FundingPercentage, grounds: Grounds) -> Decimal | None:
    """Of what it adds or takes; None where it has not begun, or has ended."""
    if adjustment.values is None:
        return Decimal(1)
    return grounds.value(adjustment.values, adjustment.label)


def _way_out(grounds: Grounds) -> str:
    """For one that holds in every year."""
    later = FiscalYear(grounds.year.ends_in + 1)
    return (
        "Supply the amounts (a school with 0 has the formula in full), or let it begin later, as "
        f"with values: {{{later}: 1}}."
    )


def _tell_missing(adjustment: FundingPercentage, grounds: Grounds, rows: Mask) -> None:
    for school_id in _named(grounds, rows):
        grounds.findings.append(
            NO_CHANGE.at(
                POLICY,
                f"'{adjustment.label}' needs the line '{adjustment.change}' of amounts.csv, which "
                f"has none for school {school_id}, so it is to come.",
                "Supply the change of its formula, 0 where there is none.",
                school_id=school_id,
            )
        )


def _without_foundation(
    adjustment: FundingPercentage, foundation: Above, grounds: Grounds
) -> Above:
    """This year's formula, the foundation not in it, whether ``of`` names it or not."""
    if adjustment.of:
        return _of(tuple(one for one in adjustment.of if one not in adjustment.foundation), grounds)
    formula = above((), grounds)
    return Above(formula.cents - foundation.cents, formula.unknown)


def _of(names: tuple[str, ...], grounds: Grounds) -> Above:
    if names:
        return above(names, grounds)
    none = np.zeros(len(grounds.ids), dtype=np.int64)
    return Above(none, none.astype(np.bool_))


def _carried(
    adjustment: FundingPercentage,
    grounds: Grounds,
    prior: PriorAmounts,
    columns: tuple[IntColumn, IntColumn, IntColumn],
) -> _Carried:
    foundation, formula, change = columns
    lines = grounds.policy.rounding.lines
    last = portion((prior.cents - foundation) * prior.there, Decimal(1), lines)
    then = np.maximum(formula - change, 0)
    paid = proportions(change, np.clip(last, 0, then), then, lines)
    share = None if adjustment.at_least is None else adjustment.at_least.value(grounds.year)
    least = portion(formula, share or Decimal(0), lines)
    given = np.where(then > 0, last + paid, formula)
    if share is not None:
        given = np.maximum(given, least)
    return _Carried(foundation, last, formula, change, paid, least, given)


def _said(carried: _Carried, row: int, adjustment: FundingPercentage, grounds: Grounds) -> str:
    cents = {name: int(getattr(carried, name)[row]) for name in carried.__slots__}
    then = cents["formula"] - cents["change"]
    if then <= 0:
        return "the formula gave nothing for last year's pupils, so it is paid in full"
    beside_it = f" beside {format_dollars(cents['foundation'])}" if cents["foundation"] else ""
    said = (
        f"last year's {format_dollars(cents['last'])}{beside_it} is {_about(cents['last'], then)} "
        f"of the {format_dollars(then)} that the formula gives for last year's pupils, so of its "
        f"change of {format_dollars(cents['change'])}, {format_dollars(cents['paid'])} is paid"
    )
    if cents["given"] != cents["last"] + cents["paid"]:
        share = adjustment.at_least.value(grounds.year) if adjustment.at_least else None
        said += f", raised to {percent(share or Decimal(0))} of the formula"
    return f"{said}: {format_dollars(cents['given'])} instead of {format_dollars(cents['formula'])}"


def _about(part: int, whole: int) -> str:
    """``82.16 %``, rounded for people."""
    return f"{number(round_half_away(Decimal(part * 100) / whole, 2))} %"


def _formula_of_last_year(
    adjustment: FundingPercentage, grounds: Grounds, prior: PriorAmounts, work_out: WorkOut
) -> Above:
    """The formula at this year's rates for last year's pupils, where a school was there then."""
    policy, year = grounds.policy, grounds.year.previous
    return formula_by(
        adjustment.prior_measure,
        adjustment.of,
        grounds,
        work_out,
        without=adjustment.foundation,
        counts=CountBook(grounds.facts, policy, year, {}),
        schools=_named(grounds, prior.there),
    )


def _named(grounds: Grounds, rows: Mask) -> tuple[str, ...]:
    return tuple(grounds.ids[row] for row in np.flatnonzero(rows).tolist())
