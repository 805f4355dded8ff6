"""Every dated value and every use of a count in a policy, each with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import assert_never

from .components import Given, GradeSpans, PerPupil, Pool, Weight
from .dated import DatedValue
from .model import AnyOf, Policy, PupilsAbove, SumOf
from .tree import Steps


class Role(Enum):
    """What a dated value means, and so in which range it lies."""

    BASE = "base"  #: USD per pupil, above zero
    WEIGHT = "weight"  #: share of the base, zero or more
    RATE = "rate"  #: USD per pupil
    LUMP = "lump"  #: USD per school or for the district
    FTE = "FTE"  #: zero or more
    SHARE = "share"  #: 0 to 1
    CLAIM = "claim"  #: zero or more


@dataclass(frozen=True, slots=True)
class PlacedValue:
    """A dated value in its place.

    Attributes:
        steps: the way to the years.
        value: its history.
        role: what it means.
    """

    steps: Steps
    value: DatedValue
    role: Role


@dataclass(frozen=True, slots=True)
class CountUse:
    """A count that is named somewhere.

    Attributes:
        steps: the way to the name.
        name: a column of counts.csv or a name under ``counting``.
        measure: which counts; empty where a count is made of it in every measure.
    """

    steps: Steps
    name: str
    measure: str = ""


def dated_values(policy: Policy) -> Iterator[PlacedValue]:
    """Every value with years, in the order of the grammar."""
    if policy.base is not None:
        yield PlacedValue(("base", "values"), policy.base.values, Role.BASE)
    for name, way in policy.counting.items():
        if isinstance(way, PupilsAbove):
            yield PlacedValue(("counting", name, "share"), way.share, Role.SHARE)
    for index in range(len(policy.components)):
        yield from component_values(policy, index)
    for index, required in enumerate(policy.required_positions):
        steps: Steps = ("required_positions", index, "values")
        yield PlacedValue(steps, required.values, Role.FTE)


def component_values(policy: Policy, index: int) -> Iterator[PlacedValue]:
    """Every value with years of one component."""
    component, here = policy.components[index], ("components", index)
    if isinstance(component, GradeSpans):
        role = Role.WEIGHT if component.unit == "share of base" else Role.RATE
        for number, span in enumerate(component.spans):
            yield PlacedValue((*here, "spans", number, "values"), span.values, role)
    elif not isinstance(component, Given):
        yield PlacedValue((*here, "values"), component.values, _ROLES[component.kind])
    if isinstance(component, Pool):
        for number, claim in enumerate(component.claims):
            if claim.weight is not None:
                steps: Steps = (*here, "claims", number, "weight")
                yield PlacedValue(steps, claim.weight, Role.CLAIM)


_ROLES = {
    "weight": Role.WEIGHT,
    "per_pupil": Role.RATE,
    "lump_sum": Role.LUMP,
    "pool": Role.LUMP,
    "fte": Role.FTE,
}


def count_uses(policy: Policy) -> Iterator[CountUse]:
    """Every count that a component or another count names."""
    for name, way in policy.counting.items():
        yield from _uses_of_counting(("counting", name), way)
    for index, component in enumerate(policy.components):
        here, measure = ("components", index), component.measure or policy.measure
        match component:
            case Weight() | PerPupil():
                yield CountUse((*here, "counts"), component.counts, measure)
            case GradeSpans():
                for number, span in enumerate(component.spans):
                    yield CountUse((*here, "spans", number, "counts"), span.counts, measure)
            case Pool():
                for number, claim in enumerate(component.claims):
                    yield CountUse((*here, "claims", number, "counts"), claim.counts, measure)
            case _:
                pass


def _uses_of_counting(here: Steps, way: SumOf | AnyOf | PupilsAbove) -> Iterator[CountUse]:
    match way:
        case SumOf():
            for number, part in enumerate(way.sum):
                yield CountUse((*here, "sum", number), part)
        case AnyOf():
            for number, part in enumerate(way.any_of):
                yield CountUse((*here, "any_of", number), part)
        case PupilsAbove():
            yield CountUse((*here, "above"), way.above)
            yield CountUse((*here, "of"), way.of)
        case _:
            assert_never(way)
