"""A priced budget as the lines that the store keeps: what was typed, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from bsa_xl.budget import (
    NowPosition,
    SchoolBudget,
    SpendingLine,
    StaffingLine,
    Typed,
    day_number,
    text_in,
)

from .returned import LineKind, PlannedLine, ProgramFigures, ProgramShare

_WHOLE = 100
_DAY_ZERO = -day_number(date.min) + 1


def lines_of_budget(budget: SchoolBudget) -> tuple[PlannedLine, ...]:
    """Every used row of a budget, staffing before spending, in sheet order."""
    programs = {money.label.lower(): money.id for money in budget.setting.programs}
    now = {position.key: position for position in budget.setting.now}
    return (
        *(_staffing(line, programs, now.get(line.row.key)) for line in budget.staffing),
        *(_spending(line, programs) for line in budget.spending),
    )


def figures_of_budget(budget: SchoolBudget) -> tuple[ProgramFigures, ...]:
    """Every program of a budget: allocated and budgeted."""
    return tuple(
        ProgramFigures(each.money.id, each.money.allocated_cents, each.budgeted_cents)
        for each in budget.programs
    )


def _staffing(
    line: StaffingLine, programs: Mapping[str, str], now: NowPosition | None
) -> PlannedLine:
    row = line.row
    return PlannedLine(
        kind=LineKind.STAFFING,
        row_key=row.key,
        sheet=row.place.sheet,
        sheet_row=row.place.row,
        code=line.title.code if line.title else "",
        label=line.title.label if line.title else text_in(row.title),
        cents=line.cents,
        split=tuple(_shares(line, programs)),
        action=text_in(row.action),
        position_id=row.position_id,
        stands_at=now.school_id if now else "",
        filled=_occupied(now),
        now_fte_parts=now.fte_parts if now else 0,
        how_many=line.how_many,
        each_parts=line.each_parts,
        fte_parts=line.fte_parts,
        salary_cents=line.salary_cents,
        benefits_cents=line.benefits_cents,
        is_actual=line.is_actual,
        starts=_day(row.start),
        ends=_day(row.end),
        goal=text_in(row.goal),
        note=text_in(row.note),
    )


def _spending(line: SpendingLine, programs: Mapping[str, str]) -> PlannedLine:
    row = line.row
    program = programs.get(line.program.lower(), "")
    return PlannedLine(
        kind=LineKind.SPENDING,
        row_key=row.key,
        sheet=row.place.sheet,
        sheet_row=row.place.row,
        code=line.item.code if line.item else "",
        label=line.item.label if line.item else text_in(row.item),
        cents=line.cents,
        split=(ProgramShare(program, _WHOLE, line.cents),),
        quantity_parts=line.quantity_parts,
        goal=text_in(row.goal),
        justification=text_in(row.justification),
        note=text_in(row.note),
    )


def _shares(line: StaffingLine, programs: Mapping[str, str]) -> Iterator[ProgramShare]:
    for label, share, cents in zip(line.programs, line.shares, line.split, strict=True):
        if label or share or cents:
            yield ProgramShare(programs.get(label.lower(), ""), share, cents)


def _occupied(now: NowPosition | None) -> str:
    """A required position that is still to be made is neither."""
    if now is None or not now.position_id:
        return ""
    return "filled" if now.filled else "vacant"


def _day(value: Typed) -> str:
    """A day as ``2026-01-31``; what is no day of our calendar is told as it was typed."""
    if isinstance(value, Decimal) and value == value.to_integral_value():
        ordinal = int(value) + _DAY_ZERO
        if 1 <= ordinal <= date.max.toordinal():
            return date.fromordinal(ordinal).isoformat()
    return text_in(value)
