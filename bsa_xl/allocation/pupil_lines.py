"""The lines of every kind of component that follows pupils."""

from __future__ import annotations

from collections.abc import Iterator

from bsa_xl.policy import (
    ClassCost,
    GradeSpans,
    PercentOf,
    PerPupil,
    PupilComponent,
    SmallSchool,
    Weight,
)

from .columns import LineColumn
from .grounds import Grounds
from .per_pupil import class_cost_lines, grade_span_lines, per_pupil_lines, weighted_lines
from .supplements import percent_of_lines, small_school_lines


def pupil_lines(
    component: Weight | PerPupil | GradeSpans | PupilComponent, grounds: Grounds
) -> Iterator[LineColumn]:
    """The lines of a component over all schools."""
    match component:
        case PerPupil():
            yield from per_pupil_lines(component, grounds)
        case GradeSpans() if component.unit == "USD per pupil":
            yield from grade_span_lines(component, grounds)
        case ClassCost():
            yield from class_cost_lines(component, grounds)
        case SmallSchool():
            yield from small_school_lines(component, grounds)
        case PercentOf():
            yield from percent_of_lines(component, grounds)
        case _:
            yield from weighted_lines(component, grounds)
