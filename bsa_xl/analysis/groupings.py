"""Schools by board district, region, level and poverty decile: what each gained and lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bsa_xl.district import CountState, District
from bsa_xl.fiscal_year import FiscalYear

from .poverty import poverty_deciles, poverty_group

NOT_KNOWN = "not known"
_FIELDS = (("Board district", "board_district"), ("Region", "region"), ("Level", "level"))


@dataclass(frozen=True, slots=True)
class Grouping:
    """One way of putting schools into groups.

    Attributes:
        title: ``Level``, ``Poverty decile (frpm)``.
        groups: the group of each school.
        order: the groups, in the order in which they are shown.
    """

    title: str
    groups: Mapping[str, str]
    order: tuple[str, ...]


def groupings(
    district: District, year: FiscalYear, measure: str, schools: Sequence[str], poverty: str = ""
) -> tuple[Grouping, ...]:
    """The ways that a board asks for; one for which no school has a value is left out.

    Args:
        district: the facts.
        year: whose counts rank the schools by poverty.
        measure: which of them.
        schools: the ids to be grouped.
        poverty: the column that counts pupils in poverty; the usual one where not said.
    """
    known = {school.school_id: school for school in district.schools}
    made = []
    for title, name in _FIELDS:
        groups = {one: getattr(known[one], name) if one in known else "" for one in schools}
        if any(groups.values()):
            order = sorted({group for group in groups.values() if group}, key=_natural)
            made.append(_grouping(title, groups, order))
    group = poverty or poverty_group(district, year, measure)
    deciles = poverty_deciles(district, year, measure, group, schools)
    if deciles:
        shown = {one: str(deciles.get(one, "")) for one in schools}
        order = [str(n) for n in sorted(set(deciles.values()))]
        made.append(_grouping(f"Poverty decile ({group})", shown, order))
    return tuple(made)


def _grouping(title: str, groups: Mapping[str, str], order: list[str]) -> Grouping:
    named = {school_id: group or NOT_KNOWN for school_id, group in groups.items()}
    last = [NOT_KNOWN] if NOT_KNOWN in named.values() else []
    return Grouping(title, named, (*order, *last))


def _natural(text: str) -> tuple[int, str]:
    return (int(text) if text.isdecimal() else 0, text)


@dataclass(frozen=True, slots=True)
class GroupMove:
    """What the schools of one group gained and lost between two allocations.

    Attributes:
        before: cents that they planned; ``after`` likewise.
        gained: cents, over the schools that gained.
        lost: cents, over those that lost; zero or below.
        pupils_before: enrollment where it is known; ``pupils_after`` likewise.
        fte_before: FTE that the formula gives; ``fte_after`` likewise.
    """

    group: str
    schools: int
    winners: int
    losers: int
    before: int
    after: int
    gained: int
    lost: int
    pupils_before: Decimal = Decimal(0)
    pupils_after: Decimal = Decimal(0)
    fte_before: Decimal = Decimal(0)
    fte_after: Decimal = Decimal(0)

    @property
    def change(self) -> int:
        """Cents gained; below zero where they were lost."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Moves:
    """Cents, pupils and FTE of every school, before and after."""

    before: Mapping[str, int]
    after: Mapping[str, int]
    pupils_before: Mapping[str, Decimal]
    pupils_after: Mapping[str, Decimal]
    fte_before: Mapping[str, Decimal]
    fte_after: Mapping[str, Decimal]


def by_group(grouping: Grouping, moves: Moves) -> tuple[GroupMove, ...]:
    """The moves of each group, in the grouping's order."""
    return tuple(_move(group, grouping, moves) for group in grouping.order)


def _move(group: str, grouping: Grouping, moves: Moves) -> GroupMove:
    ids = [one for one, its in grouping.groups.items() if its == group]
    changes = [moves.after.get(one, 0) - moves.before.get(one, 0) for one in ids]
    return GroupMove(
        group=group,
        schools=len(ids),
        winners=sum(cents > 0 for cents in changes),
        losers=sum(cents < 0 for cents in changes),
        before=sum(moves.before.get(one, 0) for one in ids),
        after=sum(moves.after.get(one, 0) for one in ids),
        gained=sum(cents for cents in changes if cents > 0),
        lost=sum(cents for cents in changes if cents < 0),
        pupils_before=_added(moves.pupils_before, ids),
        pupils_after=_added(moves.pupils_after, ids),
        fte_before=_added(moves.fte_before, ids),
        fte_after=_added(moves.fte_after, ids),
    )


def _added(known: Mapping[str, Decimal], ids: Sequence[str]) -> Decimal:
    return sum((known.get(one, Decimal(0)) for one in ids), Decimal(0))


def enrolled(
    district: District, year: FiscalYear, measure: str, schools: Sequence[str]
) -> dict[str, Decimal]:
    """Pupils enrolled in each school; one whose count is not known is left out."""
    table = district.table(year, measure)
    if table is None or "enrollment" not in table.columns:
        return {}
    counts = {one: table.count(one, "enrollment") for one in schools if one in table}
    return {one: count for one, count in counts.items() if not isinstance(count, CountState)}
