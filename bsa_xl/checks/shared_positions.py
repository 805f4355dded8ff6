"""POS-01: a position that several schools share is budgeted no higher than it is.

Each school sees its own part only; what they take together shows when the workbooks are back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bsa_xl.budget import SchoolBudget, StaffingRow
from bsa_xl.finding import Finding, FindingKind, Severity

from .wording import fte_text, plain

ABOVE_ITS_FTE = FindingKind(
    "POS-01",
    "Shared position is budgeted above its FTE",
    Severity.FATAL,
    "One person cannot work more at all schools together than the position has hours.",
)
MOST_SCHOOLS_NAMED = 8


@dataclass(frozen=True, slots=True)
class _Taken:
    """What one row of one school takes of a position."""

    school_id: str
    row: StaffingRow
    fte_parts: int


def over_shared_positions(
    budgets: Iterable[tuple[str, SchoolBudget]], fte_parts: Mapping[str, int] | None = None
) -> tuple[Finding, ...]:
    """Every position that two or more schools plan or hold, and that they plan above its FTE.

    A position of one school alone may change its FTE there; its cost and step are judged in the
    workbook.

    Args:
        budgets: school id and budget, each school once.
        fte_parts: what each position number has over all schools, in parts of 1.0 FTE, as the
            staff file says; without it, what the schools of `budgets` were issued with.

    Returns:
        One finding for each school that plans a part of such a position, in the order of the
        position's number and of the schools.
    """
    taken: dict[str, list[_Taken]] = {}
    holders: dict[str, set[str]] = {}
    issued: dict[str, int] = {}
    for school_id, budget in budgets:
        for now in budget.setting.now:
            if now.position_id:
                issued[now.position_id] = issued.get(now.position_id, 0) + now.fte_parts
                holders.setdefault(now.position_id, set()).add(school_id)
        for line in budget.staffing:
            if line.row.position_id and line.fte_parts > 0:
                part = _Taken(school_id, line.row, line.fte_parts)
                taken.setdefault(line.row.position_id, []).append(part)
                holders.setdefault(line.row.position_id, set()).add(school_id)
    has = issued if fte_parts is None else {**issued, **fte_parts}
    return tuple(
        finding
        for position_id in sorted(taken)
        if len(holders[position_id]) > 1 or has.get(position_id, 0) > issued.get(position_id, 0)
        for finding in _above(position_id, taken[position_id], has.get(position_id, 0))
    )


def _above(position_id: str, parts: list[_Taken], has: int) -> Iterable[Finding]:
    planned = sum(part.fte_parts for part in parts)
    if planned <= has:
        return
    schools: dict[str, int] = {}
    for part in parts:
        schools[part.school_id] = schools.get(part.school_id, 0) + part.fte_parts
    shown = [f"{school} {fte_text(fte)}" for school, fte in sorted(schools.items())]
    more = len(shown) - MOST_SCHOOLS_NAMED
    named = ", ".join(shown[:MOST_SCHOOLS_NAMED]) + (f" and {more} more" if more > 0 else "")
    for school_id in sorted(schools):
        row = next(part.row for part in parts if part.school_id == school_id)
        yield ABOVE_ITS_FTE.at(
            row.place.at("fte_each"),
            f"position {plain(position_id)} is planned at {fte_text(planned)} FTE over all schools "
            f"({named}), and it has {fte_text(has)} FTE.",
            "Agree with the other schools who takes how much, and lower FTE each by "
            f"{fte_text(planned - has)} in all.",
            school_id=school_id,
        )
