"""How far Title I money reaches down the ranking, and what it gives for each child."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import numpy as np

from bsa_xl.district import COUNT_SCALE
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import round_ratio, share_out
from bsa_xl.policy import RankAndServe

from .arithmetic import LineRounding, unit_of
from .ranking import MAY_SERVE, Area, Standing
from .sharing import shared_out


@dataclass(frozen=True, slots=True)
class Money:
    """What there is to give.

    Attributes:
        entitlement: cents, before anything is kept.
        kept: cents of all set-asides.
        all_children: low-income children of the whole district, x COUNT_SCALE.
    """

    entitlement: int
    kept: int
    all_children: int
    lines: LineRounding

    @property
    def least_per_child(self) -> Fraction:
        """Cents, exact: the entitlement over all low-income children, times 125 %."""
        if not self.all_children:
            return Fraction(0)
        return Fraction(self.entitlement * COUNT_SCALE * 125, self.all_children * 100)


@dataclass(frozen=True, slots=True)
class Barred:
    """The next school, which the money would reach but for the 125 % rule.

    Attributes:
        school: the first of those that are not served.
        per_child: cents for each child, exact, that the rule asks for where it is served.
        needed: cents that all schools down to it would take then.
        left: cents that there are for them.
    """

    school: Standing
    per_child: Fraction
    needed: Fraction
    left: int


@dataclass(frozen=True, slots=True)
class Served:
    """The schools that are served, and what each area is given.

    Attributes:
        schools: in serving order.
        skipped: ids of those whose pupils other money serves; their private children are served.
        rates: cents for each child of each area, exact.
        public: cents of each area's pupils.
        private: cents of its children in private schools.
        under_125: whether the 125 % rule binds.
        rest: cents that nobody is given.
        barred: the next school, where it is the 125 % rule that ends the ranking above it.
    """

    schools: tuple[Standing, ...]
    skipped: frozenset[str]
    rates: tuple[Fraction, ...]
    public: tuple[int, ...]
    private: tuple[int, ...]
    under_125: bool
    rest: int
    barred: Barred | None = None

    @property
    def areas(self) -> tuple[Area, ...]:
        """The schools' areas, in the same order."""
        return tuple(each.area for each in self.schools)

    @property
    def rows(self) -> tuple[int, ...]:
        """The schools' rows, in the same order."""
        return tuple(area.row for area in self.areas)


def serve(
    standing: Sequence[Standing],
    rules: RankAndServe,
    money: Money,
    skipped: frozenset[str],
    year: FiscalYear,
) -> Served | None:
    """As many schools as the money reaches, from the top; None where it does not reach the first.

    Every school above 75 % is among them, or none is: the money must reach all of those.
    """
    eligible = [each for each in standing if not each.why_not]
    must = sum(each.must for each in eligible)
    may_reach = _reach([each.area for each in eligible], rules, money, skipped, year)
    for many in range(len(eligible), max(must, 1) - 1, -1):
        if not may_reach[many - 1]:
            continue
        served = _given(tuple(eligible[:many]), rules, money, skipped, year)
        if served is not None:
            return replace(
                served, barred=_barred(eligible[: many + 1], rules, money, skipped, year)
            )
    return None


def _barred(
    schools: Sequence[Standing],
    rules: RankAndServe,
    money: Money,
    skipped: frozenset[str],
    year: FiscalYear,
) -> Barred | None:
    """What the 125 % rule would take to serve all of these; None where the last is not barred.

    Args:
        schools: those that are served, and the next one.
        rules: the component.
        money: what there is.
        skipped: ids of schools whose pupils other money serves.
        year: the fiscal year.
    """
    areas = [each.area for each in schools]
    if not any(area.poverty < MAY_SERVE for area in areas):
        return None
    equitable = _equitable(areas, rules, money)
    left, least = money.entitlement - money.kept - equitable, money.least_per_child
    children = [
        (0 if area.school_id in skipped else area.public) + (0 if equitable else area.private)
        for area in areas
    ]
    typed = _fixed_rates(areas, rules, Fraction(0), year) or [Fraction(0)] * len(areas)
    rates = [(rate, max(rate, least)) for rate in typed]
    without, needed = (
        sum(pair[place] * many for pair, many in zip(rates, children, strict=True))
        / Fraction(COUNT_SCALE)
        for place in (0, 1)
    )
    if without > left or needed <= left:
        return None
    return Barred(schools[-1], least, needed, left)


def _reach(
    areas: Sequence[Area],
    rules: RankAndServe,
    money: Money,
    skipped: frozenset[str],
    year: FiscalYear,
) -> list[bool]:
    """For each number of schools, False where the money is sure not to reach so many.

    What rounding may change is left open, so that only the exact calculation says yes.
    """
    off_the_top = rules.private_share == "before set-asides"
    typed = _fixed_rates(areas, rules, Fraction(0), year)
    cost, low = Fraction(0), False
    public = private = children = 0
    found = []
    for many, area in enumerate(areas):
        pupils = 0 if area.school_id in skipped else area.public
        mine = pupils + (0 if off_the_top else area.private)
        public, private, children = public + area.public, private + area.private, children + mine
        low = low or area.poverty < MAY_SERVE
        cost += typed[many] * mine if typed else Fraction(0)
        lowest = money.least_per_child * children if low else Fraction(0)
        left = money.entitlement - money.kept
        if off_the_top and private:
            left -= money.entitlement * private // (public + private)
        slack = unit_of(money.lines) * (2 * many + 4)
        found.append(max(cost, lowest) <= (left + slack) * COUNT_SCALE)
    return found


def _given(
    schools: tuple[Standing, ...],
    rules: RankAndServe,
    money: Money,
    skipped: frozenset[str],
    year: FiscalYear,
) -> Served | None:
    """What these schools are given; None where the money does not reach all of them."""
    areas = [each.area for each in schools]
    pupils = [0 if area.school_id in skipped else area.public for area in areas]
    equitable = _equitable(areas, rules, money)
    left = money.entitlement - money.kept - equitable
    private = [0 if equitable else area.private for area in areas]
    children = [one + other for one, other in zip(pupils, private, strict=True)]
    under_125 = any(area.poverty < MAY_SERVE for area in areas)
    least = money.least_per_child if under_125 else Fraction(0)
    if left < 0 or not sum(children):
        return None
    rates = _fixed_rates(areas, rules, least, year)
    if rates is None:
        rates = [Fraction(left * COUNT_SCALE, sum(children))] * len(areas)
        if rates[0] < least:
            return None
        whole = by_children(left, children, areas, money.lines)
        halves = zip(whole, pupils, private, strict=True)
        split = [_split(cents, one, other, money.lines) for cents, one, other in halves]
    else:
        typed = zip(rates, pupils, private, strict=True)
        split = [
            (_cents(rate, one, money.lines), _cents(rate, other, money.lines))
            for rate, one, other in typed
        ]
    if sum(one + other for one, other in split) > left:
        return None
    shared = [other for _, other in split]
    if equitable:
        shared = by_children(equitable, [area.private for area in areas], areas, money.lines)
    public = tuple(one for one, _ in split)
    rest = money.entitlement - money.kept - sum(public) - sum(shared)
    gone = frozenset(area.school_id for area in areas) & skipped
    return Served(schools, gone, tuple(rates), public, tuple(shared), under_125, rest)


def _equitable(areas: Sequence[Area], rules: RankAndServe, money: Money) -> int:
    """Cents for private-school children off the top; zero where they share in what is left."""
    private, children = sum(a.private for a in areas), sum(a.children for a in areas)
    if rules.private_share != "before set-asides" or not private:
        return 0
    return round_ratio(money.entitlement * private, children, unit_of(money.lines))


def _fixed_rates(
    areas: Sequence[Area], rules: RankAndServe, least: Fraction, year: FiscalYear
) -> list[Fraction] | None:
    """Cents for each child as the policy types them; None where it gives what there is."""
    flat = rules.per_child.value(year) if rules.per_child else None
    if flat is None and not rules.bands:
        return None
    return [max(_typed(area, rules, flat, year) * 100, least) for area in areas]


def _typed(area: Area, rules: RankAndServe, flat: Decimal | None, year: FiscalYear) -> Fraction:
    for band in rules.bands:
        value = band.values.value(year)
        if value is not None and area.poverty >= Fraction(band.from_share):
            return Fraction(value)
    return Fraction(flat or 0)


def _cents(rate: Fraction, children: int, lines: LineRounding) -> int:
    exact = rate * children / COUNT_SCALE
    unit = unit_of(lines)
    if lines == "truncate":
        return int(exact // unit) * unit
    return round_ratio(exact.numerator, exact.denominator, unit)


def by_children(
    cents: int, children: Sequence[int], areas: Sequence[Area], lines: LineRounding
) -> list[int]:
    """Cents by children, nothing lost but what is no whole unit."""
    if not any(children):
        return [0] * len(areas)
    unit = unit_of(lines)
    ids = tuple(area.school_id for area in areas)
    shares = shared_out(cents // unit, np.array(children, dtype=np.int64), ids)
    return [share * unit for share in shares.tolist()]


def _split(cents: int, public: int, private: int, lines: LineRounding) -> tuple[int, int]:
    """An area's amount to its pupils and its private-school children, nothing lost."""
    if not private:
        return cents, 0
    unit = unit_of(lines)
    parts = share_out(cents // unit, {"public": public, "the private": private})
    return parts["public"] * unit, parts["the private"] * unit
