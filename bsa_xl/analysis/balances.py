"""Deficits and surpluses: what schools are given against what they cost, by level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bsa_xl.allocation import Allocation
from bsa_xl.district import District, StaffPosition, price_of
from bsa_xl.money import round_half_away
from bsa_xl.policy import Policy

ALL_LEVELS = "All"
_BY_NORM = "the norm-based budget of '{}', against the formula before it"
_BY_ROSTER = "the positions of staff.csv, against what the school plans itself"
_NO_LEVEL = "not known"


@dataclass(frozen=True, slots=True)
class LevelBalance:
    """Schools of one level, by what is left or missing.

    Attributes:
        deficits: schools that are given less than they cost.
        surpluses: schools that are given more.
        deficit_cents: what is missing, zero or below; ``surplus_cents`` what is left.
    """

    level: str
    schools: int
    deficits: int
    surpluses: int
    deficit_cents: int
    surplus_cents: int

    @property
    def share(self) -> Decimal | None:
        """Deficits per school, 0 to 1, four decimals; None without schools."""
        return round_half_away(Decimal(self.deficits) / self.schools, 4) if self.schools else None


def balances(
    district: District, policy: Policy, allocation: Allocation, schools: Sequence[str]
) -> tuple[str, tuple[LevelBalance, ...]]:
    """What schools cost is said by a norm-based budget, or else by the positions that exist.

    A school of which either side is not known is left out.

    Args:
        district: the facts.
        policy: says who is charged actual cost.
        allocation: made of both.
        schools: ids to be counted.

    Returns:
        What the money is held against, in words, and the levels in the schools' order, then all of
        them; both empty where nothing says what schools cost.
    """
    rows = {school_id: row for row, school_id in enumerate(allocation.school_ids)}
    if allocation.norms:
        norm = allocation.norms[0]
        said, left = _BY_NORM.format(norm.label), {}
        for school_id in schools:
            row = rows[school_id]
            if not norm.unknown[row]:
                left[school_id] = int(norm.formula_cents[row]) - int(norm.cents[row])
    elif district.staff:
        said, given, costs = _BY_ROSTER, allocation.school_totals(), _staff_cents(district, policy)
        left = {one: given[one] - costs[one] for one in schools if one in costs}
    else:
        return "", ()
    levels = {one: district.school(one).level or _NO_LEVEL for one in left}
    made = [
        _level(level, [left[one] for one in left if levels[one] == level])
        for level in dict.fromkeys(levels.values())
    ]
    return said, (*made, _level(ALL_LEVELS, list(left.values())))


def _level(level: str, left: list[int]) -> LevelBalance:
    missing, over = [one for one in left if one < 0], [one for one in left if one > 0]
    return LevelBalance(level, len(left), len(missing), len(over), sum(missing), sum(over))


def _staff_cents(district: District, policy: Policy) -> Mapping[str, int]:
    """What the positions of each school on the roster cost, at the basis of its model."""
    prices = {
        each.code: price_of(each, district.benefits).full_time_cents for each in district.positions
    }
    exact: dict[str, Decimal] = {}
    for each in district.staff:
        if each.code in prices:
            model = district.school(each.school_id).model
            actual = _actual(each) if policy.cost_basis.get(model) == "actual" else None
            cents = each.fte * (prices[each.code] if actual is None else actual)
            exact[each.school_id] = exact.get(each.school_id, Decimal(0)) + cents
    return {school_id: int(round_half_away(cents, 0)) for school_id, cents in exact.items()}


def _actual(each: StaffPosition) -> int | None:
    salary, benefits = each.actual_salary_cents, each.actual_benefits_cents
    return None if salary is None or benefits is None else salary + benefits
