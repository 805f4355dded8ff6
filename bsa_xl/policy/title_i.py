"""Title I, Part A within a district: schools ranked by poverty, and served in that order.

ESEA section 1113: every school above 75 % is served first, whatever its grades; then those at or
above the average, or 35 %, in rank order, district-wide or within grade spans. Money is given for
each low-income child: the same for all, by bands of poverty, or a typed amount; and never below the
125 % rule where a school under 35 % is served.
"""

from __future__ import annotations

from typing import Literal

from .component_block import ComponentBlock
from .document import (
    Block,
    CountName,
    Dollars,
    Rates,
    SchoolColumn,
    SchoolGate,
    Shares,
    SourceField,
)
from .scalars import Line, Number, Year
from .set_asides import SetAside


class ForFamilies(Block):
    """What is kept for parent and family engagement (ESEA section 1116(a)(3)).

    Attributes:
        share: of the entitlement; at least 0.01 where the entitlement is over $500,000.
        to_schools: of that, given to the served schools by low-income children; at least 0.9.
    """

    label: Line = "Parent and family engagement"
    share: Shares
    to_schools: Shares
    source: SourceField | None = None


class PovertyBand(Block):
    """Dollars for each low-income child of schools from a poverty on, up to the next band's.

    Attributes:
        from_share: the lowest poverty of the band, 0.75 for 75 %.
        values: dollars for each child; never more than those of a band with more poverty.
    """

    from_share: Number
    values: Rates
    source: SourceField | None = None


class HighSchools(Block):
    """High schools that are served with those above 75 % (ESEA section 1113(a)(3)(B)).

    Attributes:
        schools: which schools are high schools.
        from_share: the poverty from which they are; the law lets it be 0.5.
    """

    schools: SchoolGate
    from_share: Shares
    source: SourceField | None = None


class Skipped(Block):
    """A school that is passed over because other money of the same kind serves it.

    Attributes:
        dollars: what it has from that other money; at least what it would have had.
    """

    school: Line
    year: Year
    dollars: Number
    reason: Line


class Grandfathered(Block):
    """A school that was eligible and served last year, and is served one year more."""

    school: Line
    year: Year
    reason: Line


class RankAndServe(ComponentBlock):
    """Title I, Part A: the entitlement, less what is kept back, for the children of ranked schools.

    Attributes:
        values: the district's entitlement.
        pupils: pupils of a school's attendance area.
        poverty: low-income pupils of the school.
        private: low-income children of its area in private schools; empty for none.
        private_share: the equitable share is taken from the whole entitlement, by children of the
            served areas, before anything is kept back (ESSA); or each area's children share in what
            is left, as its pupils do (before 2016).
        for_families: what is kept for parents and families; part of it goes to schools.
        set_asides: what is kept back besides.
        threshold: who is eligible below 75 %: at or above the average, at or above 35 %, or either.
        spans: the column of schools.csv with the grade span that schools are ranked within; empty
            for one ranking of the district.
        average_of: whose average is the threshold, where schools are ranked within spans.
        only_spans: the spans served at 75 % and below; empty for all.
        high_schools: those that are served before all others from a lower poverty on; None for no
            such rule.
        small_district: whether the district is ``exempt`` from thresholds and from serving every
            school above 75 % first, in a year in which it has fewer than 1,000 pupils.
        single_school_spans: whether the only school of its span is ``exempt`` from the thresholds.
        least_poverty: schools below this share are not served, though they are eligible.
        per_child: dollars for each child; empty to give what there is, the same for each.
        bands: dollars for each child by poverty, highest first, in place of ``per_child``.
        skipped: schools passed over.
        grandfathered: schools served one year more.
    """

    kind: Literal["rank_and_serve"]
    unit: Literal["USD per district"]
    values: Dollars
    pupils: CountName = "enrollment"
    poverty: CountName
    private: CountName | None = None
    private_share: Literal["before set-asides", "after set-asides"] = "before set-asides"
    for_families: ForFamilies | None = None
    set_asides: tuple[SetAside, ...] = ()
    threshold: Literal["average", "35 percent", "either"] = "average"
    spans: SchoolColumn | None = None
    average_of: Literal["district", "span"] = "district"
    only_spans: tuple[str, ...] = ()
    high_schools: HighSchools | None = None
    small_district: Literal["ranked", "exempt"] = "ranked"
    single_school_spans: Literal["ranked", "exempt"] = "ranked"
    least_poverty: Shares | None = None
    per_child: Rates | None = None
    bands: tuple[PovertyBand, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    grandfathered: tuple[Grandfathered, ...] = ()
