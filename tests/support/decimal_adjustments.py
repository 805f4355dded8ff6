"""What happens after a formula, worked out the slow and plain way: a loop over schools, in Decimal.

It judges the columnar engine and shares no code with it. It knows districts in which every amount is
there; schools without one are left out of the amounts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal, localcontext

from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import (
    Attendance,
    Carryover,
    FloorOnPriorYear,
    FundingPercentage,
    GapPhaseIn,
    LimitsOnPriorYear,
    Policy,
    ScaleToPool,
    SoftLanding,
)

EXACT = Context(prec=80)
ZERO = Decimal(0)


class NothingToScaleError(Exception):
    """Lines that come to nothing, or below it, have no proportion."""


@dataclass
class AdjustedCase:
    """What the loop runs over.

    Attributes:
        formula: dollars of each school before the first adjustment.
        amounts: dollars by line of amounts.csv and school.
        counts: pupils by measure and school.
        lines: dollars of each adjustment by id and school, once it is worked out.
    """

    policy: Policy
    year: FiscalYear
    formula: Mapping[str, Decimal]
    amounts: Mapping[tuple[str, str], Decimal]
    counts: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)
    lines: dict[str, dict[str, Decimal]] = field(default_factory=dict)

    def now(self, school: str) -> Decimal:
        """What a school has so far."""
        return self.formula[school] + sum(
            (each.get(school, ZERO) for each in self.lines.values()), ZERO
        )

    def on_line(self, exact: Decimal) -> Decimal:
        """Dollars as the policy rounds lines."""
        way = ROUND_DOWN if self.policy.rounding.lines == "truncate" else ROUND_HALF_UP
        step = Decimal("0.01") if self.policy.rounding.lines == "cent" else Decimal(1)
        return exact.quantize(step, way)


def adjusted(case: AdjustedCase) -> dict[str, dict[str, Decimal]]:
    """Dollars by adjustment and school; an adjustment of zero is left out."""
    with localcontext(EXACT):
        for one in case.policy.adjustments:
            if isinstance(one, ScaleToPool):
                found = _scaled(case, one)
            else:
                found = {school: _one(case, one, school) for school in case.formula}
            case.lines[one.id] = {school: dollars for school, dollars in found.items() if dollars}
    return case.lines


def _one(case: AdjustedCase, one, school: str) -> Decimal:
    if isinstance(one, Carryover):
        return _carried(case, one, school)
    if isinstance(one, Attendance):
        return _attendance(case, one, school)
    before = case.amounts[one.against, school]
    if isinstance(one, FundingPercentage):
        return _at_percentage(case, one, school, before)
    return _transition(case, one, case.now(school), before)


def _transition(case: AdjustedCase, one, now: Decimal, before: Decimal) -> Decimal:
    year = case.year
    match one:
        case FloorOnPriorYear():
            return max(case.on_line(before * one.values.value(year)) - now, ZERO)
        case LimitsOnPriorYear():
            low, high = (
                case.on_line(before * each.value(year)) for each in (one.at_least, one.at_most)
            )
            return max(min(now, high), low) - now
        case GapPhaseIn():
            return -case.on_line(max(now - before, ZERO) * (1 - one.values.value(year)))
        case SoftLanding():
            return case.on_line(max(before - now, ZERO) * one.values.value(year))
    raise AssertionError(one.kind)


def _at_percentage(case: AdjustedCase, one, school: str, before: Decimal) -> Decimal:
    change, now = case.amounts[one.change, school], case.now(school)
    then = max(now - change, ZERO)
    if then <= 0:
        return ZERO
    last = case.on_line(before)
    return last + case.on_line(min(then, max(last, ZERO)) * change / then) - now


def _carried(case: AdjustedCase, one: Carryover, school: str) -> Decimal:
    left = case.amounts.get((one.unspent, school), ZERO)
    if left < 0:
        return case.on_line(left)
    most = case.on_line(case.amounts[one.against, school] * one.at_most.value(case.year))
    return min(case.on_line(left * one.values.value(case.year)), most)


def _attendance(case: AdjustedCase, one: Attendance, school: str) -> Decimal:
    attended, enrolled = (
        {each: case.counts[block.measure, each] for each in case.formula}
        for block in (one.attended, one.enrolled)
    )
    own = attended[school] * sum(enrolled.values())
    average = enrolled[school] * sum(attended.values())
    if one.direction == "district_over_school":
        own, average = average, own
    return case.on_line(case.now(school) * (own - average) * one.values.value(case.year) / average)


def _scaled(case: AdjustedCase, one: ScaleToPool) -> dict[str, Decimal]:
    """Shares by largest remainder, equal remainders by school id, less what a school has."""
    step = Decimal("0.01") if case.policy.rounding.lines == "cent" else Decimal(1)
    claims = {school: case.now(school) for school in case.formula}
    whole, pool = sum(claims.values()), one.values.value(case.year)
    if min(claims.values()) < 0 or whole <= 0:
        raise NothingToScaleError
    if (one.only == "down" and pool > whole) or (one.only == "up" and pool < whole):
        return {}
    shares, rests = {}, []
    for school, claim in claims.items():
        shares[school], rest = divmod(pool / step * claim, whole)
        rests.append((-rest, school))
    for _, school in sorted(rests)[: int(pool / step - sum(shares.values()))]:
        shares[school] += 1
    return {school: shares[school] * step - claims[school] for school in claims}
