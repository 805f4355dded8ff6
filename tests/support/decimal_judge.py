"""A formula worked out the slow and plain way: a loop over schools, in Decimal, one line at a time.

It judges the columnar engine: it shares no code with it, knows nothing of columns, and keeps every
count as a Decimal. It knows what a test or a benchmark asks of it, not every fault there can be.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal, localcontext
from functools import cached_property
from typing import Any

from bsa_xl.district import CountState, District, School
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import (
    AnyOf,
    Given,
    GradeSpans,
    LumpSum,
    PerPupil,
    Policy,
    Pool,
    PupilsAbove,
    SchoolGate,
    SumOf,
    Weight,
    WeightedSum,
)

from .decimal_pupils import FOLLOWING, pupil_amount

CENT, DOLLAR, COUNT_STEP = Decimal("0.01"), Decimal(1), Decimal("0.0001")
EXACT = Context(prec=60)

#: Counts by school id and student group, for one year and measure; a group without a count is absent.
KnownCounts = Mapping[str, Mapping[str, Decimal]]


@dataclass(frozen=True)
class Case:
    """What the loop runs over."""

    district: District
    policy: Policy
    year: FiscalYear
    counts: KnownCounts
    amounts: Mapping[tuple[str, str], Decimal]

    @cached_property
    def named(self) -> Mapping[str, Any]:
        """The components by their ids."""
        return {component.id: component for component in self.policy.components}


def case_of(district: District, policy: Policy, year: FiscalYear) -> Case:
    """The case, its counts taken out of the table one by one."""
    table = district.table(year, policy.measure)
    counts: dict[str, dict[str, Decimal]] = {}
    for school in district.schools:
        mine = {group: table.count(school.school_id, group) for group in table.columns}
        counts[school.school_id] = {
            group: count for group, count in mine.items() if not isinstance(count, CountState)
        }
    amounts = {
        (amount.line, amount.school_id): Decimal(amount.cents) / 100
        for amount in district.amounts
        if amount.fiscal_year == year
    }
    return Case(district, policy, year, counts, amounts)


def judged(case: Case) -> dict[str, Decimal | None]:
    """Dollars by line id; None where a count is missing. Lines that do not exist are left out."""
    with localcontext(EXACT):
        lines: dict[str, Decimal | None] = {}
        for component in case.policy.components:
            match component:
                case Pool():
                    lines |= pool(case, component)
                case _ if isinstance(component, FOLLOWING):
                    for school in case.district.schools:
                        lines |= following(case, component, school, lines)
                case _:
                    for school in case.district.schools:
                        lines |= school_lines(case, component, school)
        return lines


def following(case: Case, component, school: School, lines) -> dict[str, Decimal | None]:
    """The line of a kind that follows pupils further, which may look at the lines above."""
    key = f"{school.school_id}:{component.id}"
    if component.schools.schools and school.school_id not in component.schools.schools:
        return {}
    if not passes(component.schools, school):
        return {key: Decimal(0)}
    looked_at = [
        lines[line] for line in lines_of(case, component, school) if lines.get(line, 0) != 0
    ]
    if None in looked_at:
        return {key: None}
    base = None if case.policy.base is None else case.policy.base.values.value(case.year)
    amount = pupil_amount(
        component, lambda name: counted(case, school, name), case.year, base,
        case.policy.rounding.rates, lambda exact: on_line(case, exact), sum(looked_at, Decimal(0)),
    )  # fmt: skip
    return {key: amount}


def lines_of(case: Case, component, school: School) -> list[str]:
    """The ids of the lines that a component looks at."""
    found = []
    for name in getattr(component, "of", ()):
        one = case.named[name]
        key = f"{school.school_id}:{one.id}"
        spans = one.spans if isinstance(one, GradeSpans) else ()
        found += [f"{key}:{span.id}" for span in spans] or [key]
    return found


def school_lines(case: Case, component, school: School) -> dict[str, Decimal | None]:
    """The lines of one component at one school."""
    year, key = case.year, f"{school.school_id}:{component.id}"
    if component.schools.schools and school.school_id not in component.schools.schools:
        return {}
    let_in = passes(component.schools, school)
    lines: dict[str, Decimal | None] = {}
    match component:
        case Weight() | PerPupil():
            rates = [(key, component.counts, component.values.value(year))]
        case GradeSpans():
            rates = [
                (f"{key}:{span.id}", span.counts, span.values.value(year))
                for span in component.spans
            ]
        case LumpSum():
            rates = [(key, "", component.values.value(year))]
        case Given():
            if not let_in:
                return {key: Decimal(0)}
            amount = case.amounts.get((component.line or component.id, school.school_id))
            return {} if amount is None else {key: on_line(case, amount)}
    for line, counts, value in rates:
        if value is not None:
            lines[line] = priced(case, component, school, counts, value) if let_in else Decimal(0)
    return lines


def priced(case: Case, component, school: School, counts: str, value: Decimal) -> Decimal | None:
    """Count x rate, the rate rounded first."""
    if component.unit == "share of base":
        value = value * case.policy.base.values.value(case.year)
    rate = value.quantize(Decimal(1).scaleb(-case.policy.rounding.rates), ROUND_HALF_UP)
    count = Decimal(1) if not counts else counted(case, school, counts)
    return None if count is None else on_line(case, count * rate)


def on_line(case: Case, exact: Decimal) -> Decimal:
    """One line's dollars, rounded as the policy says."""
    match case.policy.rounding.lines:
        case "cent":
            return exact.quantize(CENT, ROUND_HALF_UP)
        case "dollar":
            return exact.quantize(DOLLAR, ROUND_HALF_UP)
        case _:
            return exact.quantize(DOLLAR, ROUND_DOWN)


def counted(case: Case, school: School, name: str) -> Decimal | None:
    """A school's count; None where it, or one that it is made of, is missing."""
    rule = case.policy.counting.get(name)
    match rule:
        case None:
            return case.counts.get(school.school_id, {}).get(name)
        case AnyOf():
            return case.counts.get(school.school_id, {}).get(rule.supplied_as)
        case SumOf():
            parts = [counted(case, school, part) for part in rule.sum]
            less = [counted(case, school, part) for part in rule.minus]
            known = None not in parts and None not in less
            made = (sum(parts) - sum(less)) * rule.times if known else None
            made = None if made is None or made < 0 else made
        case WeightedSum():
            weights = [(part.counts, part.weight.value(case.year)) for part in rule.weighted]
            parts = [
                (counted(case, school, name), weight)
                for name, weight in weights
                if weight is not None
            ]
            known = all(part is not None for part, _ in parts)
            made = sum(part * weight for part, weight in parts) if known else None
        case PupilsAbove():
            above, of = counted(case, school, rule.above), counted(case, school, rule.of)
            share = rule.share.value(case.year)
            threshold = None if of is None else (of * share).quantize(COUNT_STEP, ROUND_HALF_UP)
            made = None if above is None or of is None else max(Decimal(0), above - threshold)
    return None if made is None else made.quantize(COUNT_STEP, ROUND_HALF_UP)


def passes(gate: SchoolGate, school: School) -> bool:
    """Whether a school meets every condition."""
    return all(
        school.field_text(name) in values for name, values in gate.where.items()
    ) and not any(school.field_text(name) in values for name, values in gate.except_where.items())


def pool(case: Case, component: Pool) -> dict[str, Decimal | None]:
    """Shares by largest remainder, equal remainders by school id."""
    gate = component.schools
    named = [s for s in case.district.schools if not gate.schools or s.school_id in gate.schools]
    sharing = [school for school in named if passes(gate, school)]
    lines: dict[str, Decimal | None] = {
        f"{school.school_id}:{component.id}": Decimal(0) for school in named
    }
    claims: dict[str, Decimal] = {}
    for school in sharing:
        claim = Decimal(0)
        for part in component.claims:
            weight = Decimal(1) if part.weight is None else part.weight.value(case.year)
            if weight is None:
                continue
            count = counted(case, school, part.counts)
            if count is None:
                return lines | {f"{each.school_id}:{component.id}": None for each in sharing}
            claim += weight * count
        claims[school.school_id] = claim
    whole, unit = sum(claims.values()), CENT if case.policy.rounding.lines == "cent" else DOLLAR
    total = component.values.value(case.year) / unit
    if whole == 0:
        return lines | {f"{school_id}:{component.id}": None for school_id in claims}
    sign, size = (-1 if total < 0 else 1), abs(total)
    shares, rests = {}, []
    for school_id, claim in claims.items():
        shares[school_id], rest = divmod(size * claim, whole)
        rests.append((-rest, school_id))
    for _, school_id in sorted(rests)[: int(size - sum(shares.values()))]:
        shares[school_id] += 1
    return lines | {f"{key}:{component.id}": sign * share * unit for key, share in shares.items()}
