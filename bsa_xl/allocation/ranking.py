"""Schools in the order of their poverty: which of them Title I may serve, and why not others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bsa_xl.district import COUNT_SCALE
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import RankAndServe

from .wording import number

#: Above this, a school is served before all others, whatever its grades.
MUST_SERVE = Fraction(75, 100)
#: From this on, a school may be served though it is below the average; under it, the 125 % rule
#: protects every child.
MAY_SERVE = Fraction(35, 100)
#: A district with fewer pupils may be exempt from thresholds and order.
SMALL_DISTRICT = 1000


@dataclass(frozen=True, slots=True)
class Area:
    """A school's attendance area.

    Attributes:
        row: the school's, among those that take part.
        span: its grade span; empty where the district ranks in one.
        pupils: x COUNT_SCALE, like the children.
        public: low-income pupils of the school.
        private: low-income children of the area in private schools.
        is_high: it is a high school, where those are served from a lower poverty on.
    """

    row: int
    school_id: str
    span: str
    pupils: int
    public: int
    private: int
    is_high: bool = False

    @property
    def children(self) -> int:
        """Low-income children, public and private."""
        return self.public + self.private

    @property
    def poverty(self) -> Fraction:
        """Their share of the pupils; zero where there are no pupils."""
        return Fraction(self.children, self.pupils) if self.pupils else Fraction(0)

    @property
    def said(self) -> str:
        """``39.22 % poverty (273 of 696)``."""
        children, pupils = (number(Decimal(n) / COUNT_SCALE) for n in (self.children, self.pupils))
        return f"{percent(self.poverty)} poverty ({children} of {pupils})"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a school stands.

    Attributes:
        rank: from 1, in its ranking.
        of: how many schools the ranking has.
        because: why it may be served; empty where it may not.
        why_not: why it may not; empty where it may.
        must: it is above 75 %, or a high school that is served with those.
        is_extra: it is served one year more, after all others.
    """

    area: Area
    rank: int
    of: int
    because: str = ""
    why_not: str = ""
    must: bool = False
    is_extra: bool = False

    @property
    def said(self) -> str:
        """``rank 1 of 8 in Elementary, 39.22 % poverty (273 of 696)``."""
        span = f" in {self.area.span}" if self.area.span else ""
        return f"rank {self.rank} of {self.of}{span}, {self.area.said}"


def percent(share: Fraction) -> str:
    """``39.22 %``, rounded half up to two decimals, without idle zeros."""
    hundredths = (share.numerator * 20_000 + share.denominator) // (share.denominator * 2)
    return f"{number(Decimal(hundredths) / 100)} %"


def standings(areas: Sequence[Area], rules: RankAndServe, year: FiscalYear) -> tuple[Standing, ...]:
    """Every area in serving order: those that must be first, then by poverty, equal ones by id.

    Those that may not be served stand last, with the reason.
    """
    order = sorted(areas, key=lambda area: (-area.poverty, area.school_id))
    sizes: defaultdict[str, int] = defaultdict(int)
    for area in order:
        sizes[area.span] += 1
    tests = _tests(areas, rules, year)
    more = {each.school: each.reason for each in rules.grandfathered if each.year == year}
    ranks: defaultdict[str, int] = defaultdict(int)
    found = []
    for area in order:
        ranks[area.span] += 1
        first = _first(area, tests)
        because, why_not = (first, "") if first else _judged(area, rules, tests)
        extra = bool(why_not) and area.school_id in more and area.children > 0
        if extra:
            because, why_not = f"one year more ({more[area.school_id]})", ""
        standing = Standing(
            area, ranks[area.span], sizes[area.span], because, why_not, must=bool(first),
            is_extra=extra,
        )  # fmt: skip
        found.append(standing)
    return tuple(sorted(found, key=lambda each: (bool(each.why_not), each.is_extra, not each.must)))


@dataclass(frozen=True, slots=True)
class _Tests:
    """What an area is held against.

    Attributes:
        averages: poverty of the district or of each span, by span.
        least: the district's own threshold; None for none.
        high_from: the poverty from which high schools are served first; None for no such rule.
        is_small: the district has fewer than 1,000 pupils, and is exempt.
        alone: spans of one school that is exempt.
    """

    averages: Mapping[str, Fraction]
    least: Decimal | None
    high_from: Decimal | None
    is_small: bool
    alone: frozenset[str]


def _tests(areas: Sequence[Area], rules: RankAndServe, year: FiscalYear) -> _Tests:
    many: defaultdict[str, int] = defaultdict(int)
    for area in areas:
        many[area.span] += 1
    may_be_alone = rules.single_school_spans == "exempt" and rules.spans
    pupils = sum(area.pupils for area in areas)
    return _Tests(
        averages=_averages(areas, rules),
        least=rules.least_poverty.value(year) if rules.least_poverty else None,
        high_from=rules.high_schools.from_share.value(year) if rules.high_schools else None,
        is_small=rules.small_district == "exempt" and pupils < SMALL_DISTRICT * COUNT_SCALE,
        alone=frozenset(span for span in many if may_be_alone and many[span] == 1),
    )


def _first(area: Area, tests: _Tests) -> str:
    """Why a school is served before all others; empty where it is not."""
    if tests.is_small or not area.pupils or not area.children:
        return ""
    if area.poverty > MUST_SERVE:
        return "above 75 %"
    high = tests.high_from
    if high is not None and area.is_high and area.poverty >= Fraction(high):
        return f"a high school at or above {percent(Fraction(high))}"
    return ""


def _averages(areas: Sequence[Area], rules: RankAndServe) -> dict[str, Fraction]:
    """The average poverty that each span is held against."""
    spans = {area.span for area in areas}
    return {
        span: _average(
            [area for area in areas if rules.average_of == "district" or area.span == span]
        )
        for span in spans
    }


def _average(areas: Sequence[Area]) -> Fraction:
    pupils = sum(area.pupils for area in areas)
    return Fraction(sum(area.children for area in areas), pupils) if pupils else Fraction(0)


def _judged(area: Area, rules: RankAndServe, tests: _Tests) -> tuple[str, str]:
    """Why a school that is not among the first may be served, or why not: one of the two."""
    if not area.pupils or not area.children:
        return "", "no low-income children"
    if rules.only_spans and area.span not in rules.only_spans:
        return "", f"{area.span} schools are served above 75 % only"
    average, least = tests.averages[area.span], tests.least
    whose = "the span's" if rules.average_of == "span" and rules.spans else "the district's"
    above = f"{whose} average of {percent(average)}"
    reasons = []
    if rules.threshold != "35 percent" and area.poverty >= average:
        reasons.append(f"at or above {above}")
    if rules.threshold != "average" and area.poverty >= MAY_SERVE:
        reasons.append("at or above 35 %")
    if tests.is_small:
        reasons.append("a school of a district of fewer than 1,000 pupils")
    if area.span in tests.alone:
        reasons.append("the only school of its span")
    if not reasons:
        below = {"average": above, "35 percent": "35 %", "either": f"{above} and 35 %"}
        return "", f"below {below[rules.threshold]}"
    if least is not None and area.poverty < Fraction(least):
        return "", f"below the {percent(Fraction(least))} from which the district serves"
    return reasons[0], ""
