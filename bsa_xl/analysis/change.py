"""Why did my number move: a school's change from one allocation to another, cause by cause.

Between the first allocation and the second lie others, each with one more thing taken from the
second. Each step is the difference of two whole runs of the formula, so that the steps add up to
the change exactly, to the cent, whatever the formula is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from bsa_xl.allocation import Allocation, allocate
from bsa_xl.district import District, GivenAmount
from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location
from bsa_xl.policy import Given, Policy

from .mixed_policy import Mixture, mixed


class Cause(StrEnum):
    """What moved a number, in the order in which the steps are taken."""

    PUPILS = "pupils"  #: schools, their attributes and every count
    BASE = "base"
    WEIGHTS = "weights"  #: shares of the base, thresholds, and how counts are made
    RATES = "rates"  #: dollars, FTE, prices, given amounts; components that came or went
    ADJUSTMENTS = "adjustments"  #: what happens after the formula, and what it is judged against
    ROUNDING = "rounding"  #: the rounding rules, and whatever is left


NOTHING = FindingKind(
    "CHG-01",
    "Year has nothing to compare",
    Severity.FATAL,
    "Beside a year for which the files give nothing, every dollar would look like a gain.",
)


@dataclass(frozen=True, slots=True)
class Year:
    """One side of the comparison: the facts, the decisions, and the year that is worked out."""

    district: District
    policy: Policy
    year: FiscalYear
    event: str = "adopted"


@dataclass(frozen=True, slots=True)
class SchoolChange:
    """What moved one school's dollars.

    Attributes:
        before: cents that the school planned itself; 0 where it took no part.
        after: the same in the second allocation.
        steps: cents by cause, in the order of `Cause`; they add up to the change.
    """

    school_id: str
    before: int
    after: int
    steps: Mapping[Cause, int]

    @property
    def change(self) -> int:
        """Cents gained; below zero where they were lost."""
        return self.after - self.before

    @property
    def largest(self) -> Cause | None:
        """The cause that moved most dollars, the earlier of equals; None where nothing moved."""
        cause = max(Cause, key=lambda each: abs(self.steps[each]))
        return cause if self.steps[cause] else None


@dataclass(frozen=True, slots=True)
class Change:
    """The change of every school, and both allocations.

    Attributes:
        schools: those of the second allocation in its order, then those that only the first had.
    """

    before: Allocation
    after: Allocation
    schools: tuple[SchoolChange, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything found about either; an allocation of nothing is nothing to compare with."""
        sides = (self.after, self.before)
        empty = (_nothing(side) for side in sides if not side.dollars_of_all_lines)
        found = (finding for side in sides for finding in side.findings)
        return tuple(dict.fromkeys((*empty, *found)))

    def total(self, cause: Cause) -> int:
        """Cents that a cause moved over all schools."""
        return sum(school.steps[cause] for school in self.schools)


def change(first: Year, second: Year) -> Change:
    """Work out what moved every school's dollars from one allocation to another.

    The years may be the same, with two policies or two sets of counts. Counts that an earlier
    year's policy needs and the second district does not supply make lines "to come": the dollars
    then show under the cause of the count, as they would in the school's own books.

    Args:
        first: what is compared.
        second: with what.
    """
    before = allocate(first.district, first.policy, first.year, event=first.event)
    after = allocate(second.district, second.policy, second.year, event=second.event)
    totals = [before.school_totals()]
    totals += [_run(each, second).school_totals() for each in _between(first, second)]
    totals.append(after.school_totals())
    ids = [*after.school_ids, *(one for one in before.school_ids if one not in totals[-1])]
    return Change(before, after, tuple(_of(school_id, totals) for school_id in ids))


def _nothing(side: Allocation) -> Finding:
    return NOTHING.at(
        Location(file="policy.yaml"),
        f"The formula gives nobody anything in {side.fiscal_year}.",
        f"Supply values and counts of {side.fiscal_year}, or compare other years.",
    )


def _of(school_id: str, totals: list[dict[str, int]]) -> SchoolChange:
    cents = [total.get(school_id, 0) for total in totals]
    steps = {cause: cents[n + 1] - cents[n] for n, cause in enumerate(Cause)}
    return SchoolChange(school_id, cents[0], cents[-1], steps)


def _between(first: Year, second: Year) -> Iterator[tuple[District, Policy]]:
    """What each run but the first and the last is made from."""
    facts = _facts(first, second)
    yield facts["old money"], mixed(first, second, Mixture())
    yield facts["old money"], mixed(first, second, Mixture(base=True))
    yield facts["old money"], mixed(first, second, Mixture(base=True, weights=True))
    rates = Mixture(base=True, weights=True, rates=True)
    yield facts["old adjustments"], mixed(first, second, rates)
    yield second.district, mixed(first, second, replace(rates, adjustments=True))


def _run(made_from: tuple[District, Policy], second: Year) -> Allocation:
    district, policy = made_from
    return allocate(district, policy, second.year, event=second.event)


def _facts(first: Year, second: Year) -> Mapping[str, District]:
    """The second district with the first one's dollars, and with those for adjustments only."""
    given = {one.takes for side in (first, second) for one in _given(side.policy)}
    old = list(_dated(first, second.year))
    new = [one for one in second.district.amounts if one.fiscal_year == second.year]
    late = [one for one in old if one.line not in given]
    early = [one for one in new if one.line in given]
    prices = replace(
        second.district,
        positions=first.district.positions,
        benefits=first.district.benefits,
        staff=first.district.staff,
    )
    return {
        "old money": replace(prices, amounts=tuple(old)),
        "old adjustments": replace(
            second.district, amounts=(*early, *late), staff=first.district.staff
        ),
    }


def _given(policy: Policy) -> Iterator[Given]:
    return (one for one in policy.components if isinstance(one, Given))


def _dated(first: Year, year: FiscalYear) -> Iterator[GivenAmount]:
    """The first year's amounts, as if they were the second's."""
    for amount in first.district.amounts:
        if amount.fiscal_year == first.year:
            yield replace(amount, fiscal_year=year)
