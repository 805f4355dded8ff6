"""Schools in the order of their poverty: which of them Title I may serve, and why not others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
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


@dataclass(frozen=True, slots=True)
class Area:
    """A school's attendance area.

    Attributes:
        row: the school's, among those that take part.
        span: its grade span; empty where the district ranks in one.
        pupils: x COUNT_SCALE, like the children.
        public: low-income pupils of the school.
        private: low-income children of the area in private schools.
    """

    row: int
    school_id: str
    span: str
    pupils: int
    public: int
    private: int

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
        must: it is above 75 %.
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
    """Every area in serving order: above 75 % first, then by poverty, equal ones by school id.

    Those that may not be served stand last, with the reason.
    """
    order = sorted(areas, key=lambda area: (-area.poverty, area.school_id))
    sizes: defaultdict[str, int] = defaultdict(int)
    for area in order:
        sizes[area.span] += 1
    averages = _averages(areas, rules)
    more = {each.school: each.reason for each in rules.grandfathered if each.year == year}
    least = rules.least_poverty.value(year) if rules.least_poverty else None
    ranks: defaultdict[str, int] = defaultdict(int)
    found = []
    for area in order:
        ranks[area.span] += 1
        because, why_not = _judged(area, rules, averages[area.span], least)
        extra = bool(why_not) and area.school_id in more and area.children > 0
        if extra:
            because, why_not = f"one year more ({more[area.school_id]})", ""
        found.append(
            Standing(
                area,
                ranks[area.span],
                sizes[area.span],
                because,
                why_not,
                must=not why_not and area.poverty > MUST_SERVE,
                is_extra=extra,
            )
        )
    return tuple(sorted(found, key=lambda each: (bool(each.why_not), each.is_extra)))


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


def _judged(
    area: Area, rules: RankAndServe, average: Fraction, least: Decimal | None
) -> tuple[str, str]:
    """Why a school may be served, or why not: one of the two."""
    if not area.pupils or not area.children:
        return "", "no low-income children"
    if area.poverty > MUST_SERVE:
        return "above 75 %", ""
    if rules.only_spans and area.span not in rules.only_spans:
        return "", f"{area.span} schools are served above 75 % only"
    whose = "the span's" if rules.average_of == "span" and rules.spans else "the district's"
    above = f"{whose} average of {percent(average)}"
    reasons = []
    if rules.threshold != "35 percent" and area.poverty >= average:
        reasons.append(f"at or above {above}")
    if rules.threshold != "average" and area.poverty >= MAY_SERVE:
        reasons.append("at or above 35 %")
    if not reasons:
        below = {"average": above, "35 percent": "35 %", "either": f"{above} and 35 %"}
        return "", f"below {below[rules.threshold]}"
    if least is not None and area.poverty < Fraction(least):
        return "", f"below the {percent(Fraction(least))} from which the district serves"
    return reasons[0], ""
