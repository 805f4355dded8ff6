"""What a board asks of a year's allocation: who gained, who lost, why, and what comes due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bsa_xl.allocation import Allocation, allocate
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import Manual, Policy

from .change import Change, SchoolChange, Year, change
from .groupings import Grouping, GroupMove, Moves, by_group, enrolled, groupings
from .phased_in import phased_in
from .scenario import hold_harmless_cents

LARGEST_MOVES = 20
_YEARS = 3


@dataclass(frozen=True, slots=True)
class YearTotal:
    """One year of the formula.

    Attributes:
        cents: what schools plan.
        pupils: enrolled, where it is known.
        fte: FTE given, all titles together.
    """

    year: FiscalYear
    cents: int
    pupils: Decimal
    fte: Decimal


@dataclass(frozen=True, slots=True)
class ManualBill:
    """A manual adjustment that holds in the year, and the last year in which it does."""

    label: str
    school_id: str
    dollars: Decimal
    reason: str
    author: str
    until: str


@dataclass(frozen=True, slots=True)
class OneTime:
    """Money that is not there next year.

    Attributes:
        until: the last year in which it may be spent; empty where the policy does not say.
    """

    label: str
    program: str
    cents: int
    schools: int
    until: str


@dataclass(frozen=True, slots=True)
class BoardReport:
    """The answers.

    Attributes:
        change: every school's change from the year before, cause by cause.
        groups: each grouping with the moves of its groups.
        largest: the largest moves, by size, ties by school id.
        years: the last three years that the files can tell, oldest first.
        fte: FTE by position code, the year before and now.
        hold_harmless: cents that keep schools at their prior year's amount.
        manual: what persons decided.
        phased_in: cents that schools would plan if no transition were left.
        one_time: lines of one-time money.
        cliff: cents of them that end with this year.
    """

    year: FiscalYear
    change: Change
    groups: tuple[tuple[Grouping, tuple[GroupMove, ...]], ...]
    largest: tuple[SchoolChange, ...]
    years: tuple[YearTotal, ...]
    fte: Mapping[str, tuple[Decimal, Decimal]]
    hold_harmless: int
    manual: tuple[ManualBill, ...]
    phased_in: int
    one_time: tuple[OneTime, ...]
    cliff: int


def board_report(now: Year, before: Year, *, poverty: str = "") -> BoardReport:
    """Answer the board for a year.

    Args:
        now: the year's facts and decisions.
        before: the year it is compared with.
        poverty: the column that counts pupils in poverty; the usual one where not said.
    """
    moved = change(before, now)
    ids = [school.school_id for school in moved.schools]
    moves = Moves(
        {school.school_id: school.before for school in moved.schools},
        {school.school_id: school.after for school in moved.schools},
        enrolled(before.district, before.year, before.policy.measure, ids),
        enrolled(now.district, now.year, now.policy.measure, ids),
        moved.before.school_fte(),
        moved.after.school_fte(),
    )
    ways = groupings(now.district, now.year, now.policy.measure, ids, poverty)
    phased = replace(now, policy=phased_in(now.policy))
    one_time = tuple(_one_time(moved.after, now.policy))
    return BoardReport(
        year=now.year,
        change=moved,
        groups=tuple((way, by_group(way, moves)) for way in ways),
        largest=_largest(moved.schools),
        years=tuple(_years(now)),
        fte=_fte(moved),
        hold_harmless=hold_harmless_cents(moved.after, now.policy),
        manual=tuple(_manual(now.policy, now.year)),
        phased_in=_allocated(phased).total_cents,
        one_time=one_time,
        cliff=sum(each.cents for each in one_time if each.until in ("", str(now.year))),
    )


def _allocated(side: Year) -> Allocation:
    return allocate(side.district, side.policy, side.year, event=side.event)


def _largest(schools: Sequence[SchoolChange]) -> tuple[SchoolChange, ...]:
    moved = (school for school in schools if school.change)
    return tuple(sorted(moved, key=lambda one: (-abs(one.change), one.school_id))[:LARGEST_MOVES])


def _years(now: Year) -> Iterator[YearTotal]:
    year = now.year
    wanted = [year]
    while len(wanted) < _YEARS:
        wanted.append(wanted[-1].previous)
    for each in reversed(wanted):
        if now.district.table(each, now.policy.measure) is None:
            continue
        made = _allocated(replace(now, year=each))
        pupils = enrolled(now.district, each, now.policy.measure, made.school_ids)
        fte = sum(made.fte_totals().values(), Decimal(0))
        yield YearTotal(each, made.total_cents, sum(pupils.values(), Decimal(0)), fte)


def _fte(moved: Change) -> dict[str, tuple[Decimal, Decimal]]:
    before, after = moved.before.fte_totals(), moved.after.fte_totals()
    nothing = Decimal(0)
    codes = dict.fromkeys((*before, *after))
    return {code: (before.get(code, nothing), after.get(code, nothing)) for code in codes}


def _manual(policy: Policy, year: FiscalYear) -> Iterator[ManualBill]:
    for adjustment in policy.adjustments:
        if isinstance(adjustment, Manual):
            for entry in adjustment.entries:
                if FiscalYear.parse(entry.since) <= year <= FiscalYear.parse(entry.until):
                    yield ManualBill(
                        adjustment.label, entry.school, entry.dollars, entry.reason, entry.author,
                        entry.until,
                    )  # fmt: skip


def _one_time(allocation: Allocation, policy: Policy) -> Iterator[OneTime]:
    for column in allocation.columns:
        terms = column.terms
        if terms.term == "one-time" and terms.is_plannable and column.total_cents:
            until = policy.program(terms.program).available_until
            schools = int((column.cents != 0).sum())
            yield OneTime(terms.label, terms.program, column.total_cents, schools, until)
