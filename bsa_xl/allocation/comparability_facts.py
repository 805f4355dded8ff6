"""What every school has of state and local money: staff, their pay at average, or dollars given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bsa_xl.district import CountState, District, School, price_of
from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.location import Location
from bsa_xl.money import EXACT, to_dollars
from bsa_xl.policy import Policy

from .allocation import Allocation
from .comparability import ComparedSchool, Measure
from .year_facts import YearFacts

NOT_KNOWN = FindingKind(
    "SNS-03",
    "Comparability cannot be worked out",
    Severity.FATAL,
    "A school that is left out changes the average that all others are held against.",
)

#: What is compared: instructional staff, what they cost at average, or dollars that schools have.
Compares = Literal["staff", "salaries", "allocation"]
_ENROLLMENT = "enrollment"
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class ComparedBy:
    """How Title I schools are held against the others.

    Attributes:
        compares: staff counts pupils for each FTE; the two others dollars for each pupil.
        span: the column of schools.csv with the grade span; empty for one of the whole district.
        positions: codes of instructional titles; empty for every title of staff.csv.
        measure: of the pupils; empty for the policy's own.
    """

    compares: Compares = "staff"
    span: str = "level"
    positions: tuple[str, ...] = ()
    measure: str = ""

    @property
    def ratio(self) -> Measure:
        """What is divided by what."""
        return "pupils per FTE" if self.compares == "staff" else "dollars per pupil"

    @property
    def heading(self) -> str:
        """The same over a column."""
        return "Pupils per FTE" if self.compares == "staff" else "Dollars per pupil"

    @property
    def places(self) -> int:
        """Decimals of ratios and limits: one of pupils per FTE, cents of dollars per pupil."""
        return 1 if self.compares == "staff" else 2


@dataclass(frozen=True, slots=True)
class ComparabilityFacts:
    """Every open school of the year, or why they cannot be compared.

    Attributes:
        schools: empty where a finding is fatal.
    """

    schools: tuple[ComparedSchool, ...]
    findings: tuple[Finding, ...] = ()


def comparability_facts(
    district: District, policy: Policy, allocation: Allocation, by: ComparedBy
) -> ComparabilityFacts:
    """What every school has of state and local money: of programs that are not restricted.

    Args:
        district: schools with ``title_i``, counts and staff.
        policy: whose programs say what is state and local money.
        allocation: of the year; its lines are compared where ``by`` says so.
        by: how.
    """
    facts = YearFacts(district, allocation.fiscal_year)
    pupils = _pupils(district, policy, allocation, by, facts.schools)
    told = [*_missing(district, by, facts.schools), *pupils.findings]
    if told:
        return ComparabilityFacts((), tuple(told))
    local = {program.id for program in policy.programs if not program.restricted}
    if by.compares == "allocation":
        resources = _given(allocation, local)
    else:
        resources = _staff(district, by, local)
    return ComparabilityFacts(
        tuple(
            ComparedSchool(
                school.school_id,
                school.field_text(by.span) if by.span else "",
                bool(school.title_i),
                pupils.counts[school.school_id],
                resources.get(school.school_id, Decimal(0)),
            )
            for school in facts.schools
        )
    )


@dataclass(frozen=True, slots=True)
class _Pupils:
    """Pupils by school, and a word on every school without them."""

    counts: Mapping[str, Decimal]
    findings: tuple[Finding, ...]


def _missing(district: District, by: ComparedBy, schools: tuple[School, ...]) -> Iterator[Finding]:
    """What the facts do not say at all."""
    if not any(school.title_i for school in schools):
        yield NOT_KNOWN.at(
            Location(file="schools.csv"),
            "No open school is marked in title_i of schools.csv.",
            "Write yes in title_i for every Title I school.",
        )
    if by.span and not all(_has(school, by.span) for school in schools):
        yield NOT_KNOWN.at(
            Location(file="schools.csv"),
            f"schools.csv has no column '{by.span}', within which schools are compared.",
            "Name another column with --span, or add it.",
        )
    if by.compares == "allocation":
        return
    if not district.staff:
        yield NOT_KNOWN.at(
            Location(file="staff.csv"),
            "staff.csv lists nobody, so the staff of schools cannot be compared.",
            "Supply staff.csv, or compare dollars with --by allocation.",
        )
    known = {position.code for position in district.positions}
    for code in by.positions:
        if code not in known:
            yield NOT_KNOWN.at(
                Location(file="positions.csv"),
                f"'{code}' is not a code of positions.csv.",
                "Correct the code, or add it.",
            )


def _has(school: School, column: str) -> bool:
    try:
        school.field_text(column)
    except KeyError:
        return False
    return True


def _pupils(
    district: District,
    policy: Policy,
    allocation: Allocation,
    by: ComparedBy,
    schools: tuple[School, ...],
) -> _Pupils:
    measure = by.measure or policy.measure
    table = district.table(allocation.fiscal_year, measure)
    counts: dict[str, Decimal] = {}
    told: list[Finding] = []
    for school in schools:
        known: Decimal | CountState = CountState.NOT_SUPPLIED
        if table is not None and _ENROLLMENT in table.columns and school.school_id in table:
            known = table.count(school.school_id, _ENROLLMENT)
        if isinstance(known, Decimal):
            counts[school.school_id] = known
            continue
        told.append(
            NOT_KNOWN.at(
                Location(file="counts.csv"),
                f"The {measure} enrollment of {school.name} ({school.school_id}) is not known.",
                "Supply it, or compare another measure with --measure.",
                school_id=school.school_id,
            )
        )
    return _Pupils(counts, tuple(told))


def _given(allocation: Allocation, local: set[str]) -> dict[str, Decimal]:
    """Dollars of every line of state and local programs, whoever holds them."""
    return {
        school.school_id: to_dollars(
            sum(line.cents for line in school.lines if line.program in local)
        )
        for school in allocation
    }


def _staff(district: District, by: ComparedBy, local: set[str]) -> dict[str, Decimal]:
    """FTE of state and local programs, or what they cost at the average of their title."""
    prices = {
        position.code: to_dollars(price_of(position, district.benefits).salary_cents)
        for position in district.positions
    }
    found: dict[str, Decimal] = {}
    for each in district.staff:
        if by.positions and each.code not in by.positions:
            continue
        percent = sum(share for program, share in each.shares if program in local)
        fte = each.fte * (percent if each.shares else _WHOLE) / _WHOLE
        worth = fte if by.compares == "staff" else EXACT.multiply(fte, prices.get(each.code, fte))
        found[each.school_id] = found.get(each.school_id, Decimal(0)) + worth
    return found
