"""Positions that somebody has to talk about: filled ones that go, shared ones planned too high."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from bsa_xl.budget import FTE_PARTS
from bsa_xl.district import StaffPosition
from bsa_xl.store import LineKind, PlannedLine

from .table import fte_text

_CLOSE, _NEW, _FILLED = "close", "new", "filled"
#: What stands as the title of a position that a budget has and staff.csv has no longer.
NOT_IN_STAFF = "(not in staff.csv)"


class Fate(Enum):
    """What becomes of a filled position; the first that holds is told."""

    CLOSE = "close"
    LEFT_OUT = "left out"  #: no row of the budget has it any more
    REDUCE = "reduce"
    RETITLE = "retitle"  #: whatever the school calls it, Keep too
    MARKED_NEW = "marked new"  #: nothing else changed, but the school calls it New

    @property
    def done(self) -> str:
        """As a count says it: 3 closed."""
        return _DONE.get(self, self.value)


_DONE = {Fate.CLOSE: "closed", Fate.REDUCE: "reduced", Fate.RETITLE: "retitled"}


@dataclass(frozen=True, slots=True)
class FilledPosition:
    """A filled position that does not stay as it is.

    Attributes:
        school_id: the school in whose budget it is.
        stands_at: the school that it stands at, which may be a centre budgeted with that one.
        title: that it has now, as the rate sheet says it.
        now_parts: its FTE now, in parts of ``budget.FTE_PARTS``.
        line: what is planned; None where it is left out.
    """

    fate: Fate
    school_id: str
    position_id: str
    stands_at: str
    title: str
    now_parts: int
    line: PlannedLine | None

    @property
    def planned_parts(self) -> int:
        """FTE that is planned."""
        return self.line.fte_parts if self.line else 0

    @property
    def less_parts(self) -> int:
        """FTE that the person loses at this school; never below zero."""
        return max(self.now_parts - self.planned_parts, 0)


@dataclass(frozen=True, slots=True)
class SharedPart:
    """What one school plans of a position that several share, and that they plan too high (POS-01).

    Attributes:
        part_parts: FTE that this school plans of it.
        planned_parts: FTE that all schools plan of it together.
        has_parts: FTE that the position has over all schools.
        schools: the schools that plan it, with their FTE, in words.
    """

    school_id: str
    position_id: str
    label: str
    part_parts: int
    planned_parts: int
    has_parts: int
    schools: str


class Roster:
    """The positions that exist, looked up by id and school, with the titles that they have now."""

    def __init__(self, staff: Iterable[StaffPosition], titles: Mapping[str, str]) -> None:
        """Index the positions.

        Args:
            staff: of staff.csv.
            titles: of the rate sheet, by code.
        """
        self.staff = tuple(staff)
        self._titles = titles
        self._at = {(each.position_id, each.school_id): each for each in self.staff}
        self._by_id = {each.position_id: each for each in self.staff}

    def code(self, line: PlannedLine) -> str:
        """The code that a line's position has now; empty where staff.csv has it no longer."""
        now = self._at.get((line.position_id, line.stands_at))
        return now.code if now else ""

    def title(self, code: str) -> str:
        """A code's title; the code itself where the rate sheet has it no longer."""
        return self._titles.get(code, code) or NOT_IN_STAFF

    def title_of(self, position_id: str, otherwise: str) -> str:
        """The title that a position has now, wherever it stands."""
        now = self._by_id.get(position_id)
        return self.title(now.code) if now else otherwise


def filled_positions(
    lines: Iterable[tuple[str, PlannedLine]],
    roster: Roster,
    hosts: Mapping[str, str],
    budgeted: Collection[str],
) -> tuple[FilledPosition, ...]:
    """Whom HR must talk to: closed positions first, each fate by school.

    Args:
        lines: school id and planned line.
        roster: the positions that exist.
        hosts: the school in whose workbook each school stands.
        budgeted: the schools whose budget the lines are.
    """
    found, planned = [], set()
    for school_id, line in lines:
        if line.kind is not LineKind.STAFFING or not line.position_id:
            continue
        planned.add((school_id, line.position_id, line.stands_at))
        code = roster.code(line)
        fate = _fate(line, code) if line.filled == _FILLED else None
        if fate is not None:
            found.append(
                FilledPosition(
                    fate, school_id, line.position_id, line.stands_at, roster.title(code),
                    line.now_fte_parts, line,
                )
            )  # fmt: skip
    for now in roster.staff:
        host = hosts.get(now.school_id, now.school_id)
        key = (host, now.position_id, now.school_id)
        if now.filled and host in budgeted and key not in planned:
            parts = int(now.fte * FTE_PARTS)
            found.append(FilledPosition(Fate.LEFT_OUT, *key, roster.title(now.code), parts, None))
    order = list(Fate)
    return tuple(sorted(found, key=lambda each: order.index(each.fate)))


def _fate(line: PlannedLine, code: str) -> Fate | None:
    """What becomes of a filled position; None where it stays as it is, or grows."""
    action = line.action.lower()
    if action == _CLOSE:
        return Fate.CLOSE
    if line.fte_parts < line.now_fte_parts:
        return Fate.REDUCE
    if code and line.code != code:
        return Fate.RETITLE
    return Fate.MARKED_NEW if action == _NEW else None


def said_of(filled: Collection[FilledPosition]) -> str:
    """How many there are of each fate: ``2 closed, 1 reduced``; closed and reduced always."""
    counts = {fate: sum(each.fate is fate for each in filled) for fate in Fate}
    always = (Fate.CLOSE, Fate.REDUCE)
    return ", ".join(
        f"{number:,} {fate.done}" for fate, number in counts.items() if number or fate in always
    )


def shared_positions(
    lines: Iterable[tuple[str, PlannedLine]],
    roster: Roster,
    hosts: Mapping[str, str],
) -> tuple[SharedPart, ...]:
    """Every part of a shared position that the schools together plan above its FTE.

    The same judgement as the rule POS-01 makes over priced budgets: a position of one school alone
    may change its FTE there.

    Args:
        lines: school id and planned line.
        roster: the positions that exist.
        hosts: the school in whose workbook each school stands.
    """
    has: dict[str, int] = {}
    holders: dict[str, set[str]] = {}
    for position in roster.staff:
        parts = int(position.fte * FTE_PARTS)
        has[position.position_id] = has.get(position.position_id, 0) + parts
        host = hosts.get(position.school_id, position.school_id)
        holders.setdefault(position.position_id, set()).add(host)
    taken: dict[str, dict[str, int]] = {}
    labels: dict[str, str] = {}
    for school_id, line in lines:
        if line.kind is LineKind.STAFFING and line.position_id and line.fte_parts > 0:
            parts_of = taken.setdefault(line.position_id, {})
            parts_of[school_id] = parts_of.get(school_id, 0) + line.fte_parts
            labels.setdefault(line.position_id, roster.title_of(line.position_id, line.label))
            holders.setdefault(line.position_id, set()).add(school_id)
    return tuple(
        part
        for position_id, parts in sorted(taken.items())
        if len(holders[position_id]) > 1 and sum(parts.values()) > has.get(position_id, 0)
        for part in _parts(position_id, labels[position_id], parts, has.get(position_id, 0))
    )


def _parts(
    position_id: str, label: str, parts: Mapping[str, int], has_parts: int
) -> Iterable[SharedPart]:
    shown = ", ".join(f"{school} {fte_text(fte)}" for school, fte in sorted(parts.items()))
    planned = sum(parts.values())
    for school_id, fte in sorted(parts.items()):
        yield SharedPart(school_id, position_id, label, fte, planned, has_parts, shown)
