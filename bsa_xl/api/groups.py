"""Schools with their centres, each with its money and its setting: what workbooks are made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bsa_xl.allocation import Allocation, AllocationLine, LineUnit
from bsa_xl.budget import (
    FTE_PARTS,
    RuleSetting,
    SchoolGroup,
    Setting,
    build_setting,
    rate_sheet,
)
from bsa_xl.checks import Shortfall, affordability, rule_settings
from bsa_xl.district import District, School, StaffPosition
from bsa_xl.policy import Policy


@dataclass(frozen=True, slots=True)
class SchoolBook:
    """What one workbook is made from, before it is laid out.

    Attributes:
        group: the school, its centres and their money.
        lines: all allocation lines of the group, the host's first.
    """

    group: SchoolGroup
    lines: tuple[AllocationLine, ...]
    setting: Setting

    @property
    def school(self) -> School:
        """The school whose workbook it is."""
        return self.group.host

    @property
    def is_group(self) -> bool:
        """Whether centres are budgeted in its workbook too."""
        return len(self.group.members) > 1


def school_books(
    district: District,
    policy: Policy,
    allocation: Allocation,
    *,
    accepted: Mapping[str, Mapping[str, int]] | None = None,
) -> tuple[SchoolBook, ...]:
    """One book for every school that has a workbook of its own, in the district's order.

    Args:
        district: the facts.
        policy: the decisions.
        allocation: the year and event that is budgeted.
        accepted: school id to program id to the deficit in cents that the office accepts.
    """
    year, event = allocation.fiscal_year, allocation.event
    rates = rate_sheet(district)
    staff = _staff_by_school(district.staff)
    given = _given_positions(allocation)
    waived = {waiver.school for waiver in policy.waivers}
    rules: dict[str, tuple[RuleSetting, ...]] = {}  # of those with waivers, and of all others
    books = []
    for members in _groups(district, allocation):
        lines = tuple(
            line for school in members for line in allocation.lines(school.school_id).lines
        )
        group = _group(members, lines, given, (accepted or {}).get(members[0].school_id, {}))
        positions = [position for school in members for position in staff.get(school.school_id, ())]
        host = members[0].school_id
        whose = host if host in waived else ""
        if whose not in rules:
            rules[whose] = rule_settings(policy, host, year)
        bound = rules[whose]
        setting = build_setting(district, policy, year, event, group, rates, bound, positions)
        books.append(SchoolBook(group, lines, setting))
    return tuple(books)


def shortfalls(books: Iterable[SchoolBook]) -> tuple[Shortfall, ...]:
    """The schools that cannot pay for what they must have (AFF-01)."""
    return affordability(book.setting for book in books)


def accept(books: Iterable[SchoolBook], found: Iterable[Shortfall]) -> tuple[SchoolBook, ...]:
    """The same books with the shortfalls accepted as deficits."""
    short = {shortfall.school_id: shortfall.short for shortfall in found}
    return tuple(_accepting(book, short.get(book.school.school_id, {})) for book in books)


def _accepting(book: SchoolBook, short: Mapping[str, int]) -> SchoolBook:
    if not short:
        return book
    programs = tuple(
        replace(program, accepted_cents=short.get(program.id, 0))
        for program in book.setting.programs
    )
    return replace(book, setting=replace(book.setting, programs=programs))


def _groups(district: District, allocation: Allocation) -> Iterator[tuple[School, ...]]:
    """Hosts with their centres; a school that takes no part this year is in no group.

    A centre whose host takes no part is budgeted by itself, so that its money is not lost.
    """
    open_ids = set(allocation.school_ids)
    taking_part = [school for school in district.schools if school.school_id in open_ids]
    centres: dict[str, list[School]] = {}
    for school in taking_part:
        if school.budgeted_with in open_ids:
            centres.setdefault(school.budgeted_with, []).append(school)
    for school in taking_part:
        if school.budgeted_with not in open_ids:
            yield (school, *centres.get(school.school_id, ()))


def _staff_by_school(staff: Iterable[StaffPosition]) -> dict[str, list[StaffPosition]]:
    found: dict[str, list[StaffPosition]] = {}
    for position in staff:
        found.setdefault(position.school_id, []).append(position)
    return found


def _given_positions(allocation: Allocation) -> dict[str, str]:
    """Position code to the first component that gives FTE of it, whatever its kind."""
    found: dict[str, str] = {}
    for column in allocation.columns:
        if column.terms.unit is LineUnit.FTE:
            found.setdefault(column.terms.position_code, column.terms.component)
    return found


def _group(
    members: tuple[School, ...],
    lines: tuple[AllocationLine, ...],
    given: Mapping[str, str],
    accepted: Mapping[str, int],
) -> SchoolGroup:
    cents: dict[str, int] = {}
    fte = dict.fromkeys(given, 0)
    for line in lines:
        if line.is_plannable:
            cents[line.program] = cents.get(line.program, 0) + line.cents
        elif line.unit is LineUnit.FTE and line.held_by == "school" and line.fte is not None:
            parts = int(line.fte * FTE_PARTS)
            fte[line.position_code] = fte.get(line.position_code, 0) + parts
    return SchoolGroup(
        members=members,
        cents=cents,
        line_cents=tuple(line.cents for line in lines if line.is_plannable),
        fte=tuple((given[code], code, parts) for code, parts in fte.items() if code in given),
        accepted=accepted,
    )
