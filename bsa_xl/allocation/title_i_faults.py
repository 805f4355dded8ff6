"""What a Title I ranking tells: money that is not enough, left over, or passed over."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bsa_xl.district import COUNT_SCALE
from bsa_xl.finding import FindingKind, Severity
from bsa_xl.location import Location
from bsa_xl.money import format_dollars, round_ratio, to_cents
from bsa_xl.policy import RankAndServe

from .grounds import Grounds
from .ranking import Area, Standing
from .serving import Money, Served
from .shares import OVER_ONE
from .title_i_words import barred_said
from .wording import POLICY, number, schools

_COUNTS = Location(file="counts.csv")

NOT_GIVEN_OUT = FindingKind(
    "ALO-55",
    "Title I money is left over",
    Severity.INFORMATIONAL,
    "Amounts for each child that are typed seldom come to what there is.",
)
UNREACHED = FindingKind(
    "ALO-56",
    "Title I money does not reach every school above 75 %",
    Severity.FATAL,
    "ESEA section 1113(a)(3) has every school above 75 % poverty served before any other.",
)
SKIPPED_SHORT = FindingKind(
    "ALO-57",
    "Skipped school has less than Title I would have given",
    Severity.FATAL,
    "ESEA section 1113(b)(1)(D) lets a school be skipped only if other money gives as much.",
)
UNKNOWN_SCHOOL = FindingKind(
    "ALO-58",
    "Title I names a school that takes no part",
    Severity.WARNING,
    "What is said of a school that is not there does nothing.",
)


def tell_over(component: RankAndServe, areas: Sequence[Area], grounds: Grounds) -> bool:
    """Say where low-income children are more than the pupils; whether that is so anywhere."""
    over = [area for area in areas if area.children > area.pupils]
    for area in over:
        school = grounds.schools[area.row]
        children, pupils = (
            number(Decimal(each) / COUNT_SCALE) for each in (area.children, area.pupils)
        )
        remedy = "Correct the count: a share of pupils lies between 0 and 1."
        who = f"{component.poverty} of {school.name} ({area.school_id}) is"
        if component.private:
            remedy = "Correct the counts, or name in pupils: a count of all children of the area."
            who = (
                f"{component.poverty} and {component.private} of {school.name} ({area.school_id}) "
                "are together"
            )
        grounds.findings.append(
            OVER_ONE.at(
                _COUNTS,
                f"{who} {children}, more than {component.pupils} {pupils}, so '{component.label}' "
                "is to come.",
                remedy,
                school_id=area.school_id,
            )
        )
    return bool(over)


def tell_unreached(
    component: RankAndServe, standing: Sequence[Standing], money: Money, grounds: Grounds
) -> None:
    """Say that the money does not reach the first schools."""
    must = sum(each.must for each in standing)
    may = sum(not each.why_not for each in standing)
    left = format_dollars(money.entitlement - money.kept)
    if not may:
        problem = f"No school may be served with the {left} of '{component.label}'."
        remedy = "Correct the counts, the threshold or the condition."
    else:
        first = "above 75 %" if component.high_schools is None else "that come before all others"
        whom = f"{schools(must)} {first}" if must else "the first school"
        problem = f"The {left} of '{component.label}' do not reach {whom} at these amounts."
        remedy = "Lower the amounts for each child, or the set-asides."
    grounds.findings.append(UNREACHED.at(POLICY, problem, remedy))


def tell_rest(component: RankAndServe, served: Served, grounds: Grounds) -> None:
    """Say what nobody was given."""
    if not served.rest:
        return
    many = len(served.schools)
    problem = (
        f"{format_dollars(served.rest)} of '{component.label}' are left after "
        f"{schools(many)} {'is' if many == 1 else 'are'} served"
    )
    remedy = "Raise the amounts for each child, or keep it as a set-aside."
    if served.barred is not None:
        area = served.barred.school.area
        problem += f"; serving {area.school_id} too, {area.said}, {barred_said(served.barred)}"
        remedy = "Raise the amounts of the schools that are served, or keep it as a set-aside."
    grounds.findings.append(NOT_GIVEN_OUT.at(POLICY, f"{problem}.", remedy))


def tell_skipped(component: RankAndServe, served: Served, grounds: Grounds) -> None:
    """Say which skipped schools have less than they would have had."""
    rates = {
        each.area.school_id: (each.area, rate)
        for each, rate in zip(served.schools, served.rates, strict=True)
    }
    for each in component.skipped:
        if each.school not in served.skipped or each.year != grounds.year:
            continue
        area, rate = rates[each.school]
        exact = rate * area.public / COUNT_SCALE
        would = round_ratio(exact.numerator, exact.denominator)
        has = to_cents(each.dollars)
        if has < would:
            grounds.findings.append(
                SKIPPED_SHORT.at(
                    POLICY,
                    f"School {each.school} is skipped with {format_dollars(has)} of other money, "
                    f"and '{component.label}' would give it {format_dollars(would)}.",
                    "Serve it, or give it as much from the other money.",
                    school_id=each.school,
                )
            )


def tell_names(component: RankAndServe, grounds: Grounds) -> None:
    """Say which schools are named and take no part."""
    named = [(each.year, each.school) for each in component.skipped]
    named += [(each.year, each.school) for each in component.grandfathered]
    for year, school_id in named:
        if year == grounds.year and school_id not in grounds.rows:
            grounds.findings.append(
                UNKNOWN_SCHOOL.at(
                    POLICY,
                    f"'{component.label}' names school {school_id}, which is not open in "
                    f"{grounds.year}.",
                    "Correct the id, or take the entry out.",
                )
            )
