"""An allocation added up once more, line by line: by program and by line of the formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from bsa_xl.allocation import AllocationLine, LineStatus, LineUnit, SchoolAllocation
from bsa_xl.policy import (
    ClassCost,
    GradeSpans,
    PerPupil,
    Policy,
    SizeCurve,
    SlidingWeight,
    Weight,
    WeightOfWeight,
)


@dataclass(frozen=True, slots=True)
class ProgramTotals:
    """One program over all schools; integer cents.

    Attributes:
        schools: how many schools plan dollars of it.
        school_cents: dollars that schools plan themselves.
        central_cents: dollars that the central office holds for them.
    """

    program: str
    title: str
    restricted: bool
    schools: int
    school_cents: int
    central_cents: int


@dataclass(frozen=True, slots=True)
class ComponentTotals:
    """One line of the formula over all schools.

    Attributes:
        key: the component's id, and the grade span's.
        component: the component's id alone.
        counted: who is counted; empty where the line is not a count x a rate.
        schools: how many have the line, final or an estimate.
        to_come: how many will have it.
        count: pupils, all schools; None where nobody is counted.
        fte: FTE given; None for dollars.
        cents: integer cents, whoever holds them.
    """

    key: str
    component: str
    label: str
    program: str
    unit: str
    held_by: str
    counted: str
    schools: int
    to_come: int
    count: Decimal | None
    fte: Decimal | None
    cents: int


def program_totals(
    allocation: Iterable[SchoolAllocation], policy: Policy
) -> tuple[ProgramTotals, ...]:
    """Totals of every program, in the policy's order, added up from the lines.

    Args:
        allocation: the schools with their lines.
        policy: that the allocation was worked out by.
    """
    own: dict[str, int] = {}
    central: dict[str, int] = {}
    planning: dict[str, int] = {}
    for school in allocation:
        for line in school.lines:
            if line.unit is LineUnit.USD:
                held = own if line.is_plannable else central
                held[line.program] = held.get(line.program, 0) + line.cents
        for program in {line.program for line in school.lines if line.is_plannable and line.cents}:
            planning[program] = planning.get(program, 0) + 1
    return tuple(
        ProgramTotals(
            program=program.id,
            title=program.title,
            restricted=bool(program.restricted),
            schools=planning.get(program.id, 0),
            school_cents=own.get(program.id, 0),
            central_cents=central.get(program.id, 0),
        )
        for program in policy.programs
    )


def component_totals(
    allocation: Iterable[SchoolAllocation], policy: Policy
) -> tuple[ComponentTotals, ...]:
    """Totals of every line of the formula, in the policy's order, added up from the lines.

    Args:
        allocation: the schools with their lines.
        policy: that the allocation was worked out by.
    """
    lines: dict[str, list[AllocationLine]] = {}
    for school in allocation:
        for line in school.lines:
            lines.setdefault(line.line_id.removeprefix(f"{line.school_id}:"), []).append(line)
    order = {component.id: place for place, component in enumerate(policy.components)}
    counting = {each.id for each in policy.components if isinstance(each, _COUNTING)}
    totals = [_component(key, same, counting) for key, same in lines.items()]
    return tuple(sorted(totals, key=lambda each: order.get(each.component, len(order))))


#: Kinds whose lines are a count of pupils x a rate.
_COUNTING = (
    Weight, PerPupil, GradeSpans, WeightOfWeight, SlidingWeight, SizeCurve, ClassCost,
)  # fmt: skip


def _component(key: str, lines: list[AllocationLine], counting: set[str]) -> ComponentTotals:
    first = lines[0]
    paid = list(_paid(lines))
    counts = [line.count for line in paid if line.count is not None]
    is_count = first.component in counting and not any(line.is_whole for line in paid)
    return ComponentTotals(
        key=key,
        component=first.component,
        label=first.label,
        program=first.program,
        unit=first.unit.value,
        held_by=first.held_by,
        counted=next((line.counted for line in paid), "") if is_count else "",
        schools=len(paid),
        to_come=sum(line.status is LineStatus.TO_COME for line in lines),
        count=sum(counts, Decimal(0)) if is_count else None,
        fte=sum((line.fte for line in paid if line.fte is not None), Decimal(0))
        if first.unit is LineUnit.FTE
        else None,
        cents=sum(line.cents for line in lines),
    )


def _paid(lines: Iterable[AllocationLine]) -> Iterator[AllocationLine]:
    """Lines that carry an amount."""
    return (line for line in lines if line.status in {LineStatus.FINAL, LineStatus.ESTIMATE})
