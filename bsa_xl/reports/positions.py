"""Positions that somebody has to talk about: filled ones that go, shared ones planned too high."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bsa_xl.budget import FTE_PARTS
from bsa_xl.district import StaffPosition
from bsa_xl.store import LineKind, PlannedLine

from .table import fte_text

_CLOSE, _FILLED = "close", "filled"


@dataclass(frozen=True, slots=True)
class FilledPosition:
    """A filled position that is closed, or planned with less FTE than the person has.

    Attributes:
        is_closed: closed, not only reduced.
    """

    school_id: str
    line: PlannedLine
    is_closed: bool

    @property
    def less_parts(self) -> int:
        """FTE that the person loses at this school."""
        return self.line.now_fte_parts - self.line.fte_parts


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


def filled_positions(lines: Iterable[tuple[str, PlannedLine]]) -> tuple[FilledPosition, ...]:
    """Whom HR must talk to: closed positions first, each by school.

    Args:
        lines: school id and planned line.
    """
    found = []
    for school_id, line in lines:
        if line.kind is not LineKind.STAFFING or line.filled != _FILLED:
            continue
        is_closed = line.action.lower() == _CLOSE
        if is_closed or line.fte_parts < line.now_fte_parts:
            found.append(FilledPosition(school_id, line, is_closed))
    return tuple(sorted(found, key=lambda each: not each.is_closed))


def shared_positions(
    lines: Iterable[tuple[str, PlannedLine]],
    staff: Iterable[StaffPosition],
    hosts: Mapping[str, str],
) -> tuple[SharedPart, ...]:
    """Every part of a shared position that the schools together plan above its FTE.

    The same judgement as the rule POS-01 makes over priced budgets: a position of one school alone
    may change its FTE there.

    Args:
        lines: school id and planned line.
        staff: the positions that exist.
        hosts: the school in whose workbook each school stands.
    """
    has: dict[str, int] = {}
    holders: dict[str, set[str]] = {}
    for position in staff:
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
            labels.setdefault(line.position_id, line.label)
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
