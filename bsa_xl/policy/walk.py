"""Every dated value and every name in a policy that stands for something, each with its place.

Read from the marks in the models' annotations (`marks`), so that nothing is listed twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .components import Given
from .dated import DatedValue
from .document import Block, SchoolGate
from .marks import Mark, Role, Stands, fields_that_mean
from .model import Policy
from .tree import Steps


@dataclass(frozen=True, slots=True)
class PlacedValue:
    """A dated value in its place.

    Attributes:
        steps: the way to the years.
        value: its history.
        role: what it means; never `Role.BY_UNIT` or `Role.STAFF_BY_UNIT`.
    """

    steps: Steps
    value: DatedValue
    role: Role


@dataclass(frozen=True, slots=True)
class NameUse:
    """A name that stands for something, in its place.

    Attributes:
        steps: the way to the name.
        stands: what it stands for.
        measure: which counts, where it stands for a count; empty where a count is made of it in
            every measure.
        years_ago: of how many years before the one that is allocated, where it stands for a count.
    """

    steps: Steps
    name: str
    stands: Stands
    measure: str = ""
    years_ago: int = 0


_CONTEXT = ("measure", "unit", "years_ago")


@dataclass(frozen=True, slots=True)
class _Context:
    """What the blocks around a field say for it."""

    measure: str
    unit: str = ""
    years_ago: int = 0

    def within(self, block: Block) -> _Context:
        fields = type(block).model_fields
        said = {name: getattr(block, name) for name in _CONTEXT if name in fields}
        if not said:
            return self
        years_ago = self.years_ago + said.get("years_ago", 0)
        return _Context(
            said.get("measure") or self.measure, said.get("unit") or self.unit, years_ago
        )


_Found = PlacedValue | NameUse


def dated_values(policy: Policy) -> Iterator[PlacedValue]:
    """Every value with years, in the order of the grammar."""
    return (each for each in _all(policy) if isinstance(each, PlacedValue))


def component_values(policy: Policy, index: int) -> Iterator[PlacedValue]:
    """Every value with years of one component."""
    component, here = policy.components[index], ("components", index)
    found = _in_block(component, here, _Context(policy.measure))
    return (each for each in found if isinstance(each, PlacedValue))


def name_uses(policy: Policy, *stands: Stands) -> Iterator[NameUse]:
    """Every name that stands for one of these."""
    return (each for each in _all(policy) if isinstance(each, NameUse) and each.stands in stands)


def count_uses(policy: Policy) -> Iterator[NameUse]:
    """Every count that a component or another count names."""
    return name_uses(policy, Stands.COUNT)


def amount_lines(policy: Policy) -> frozenset[str]:
    """Every line of amounts.csv that the policy gives out or looks at."""
    given = {one.takes for one in policy.components if isinstance(one, Given)}
    return frozenset({*given, *(use.name for use in name_uses(policy, Stands.AMOUNT))})


def gates(policy: Policy) -> Iterator[tuple[Steps, SchoolGate]]:
    """Every condition on schools, with the way to it."""
    return _gates(policy, ())


def _gates(here: object, steps: Steps) -> Iterator[tuple[Steps, SchoolGate]]:
    if isinstance(here, SchoolGate):
        yield steps, here
    elif isinstance(here, Block):
        for name in type(here).model_fields:
            yield from _gates(getattr(here, name), (*steps, name))
    elif isinstance(here, tuple):
        for number, each in enumerate(here):
            yield from _gates(each, (*steps, number))


def _all(policy: Policy) -> Iterator[_Found]:
    """Counting has no measure of its own: a count is made in whichever one asks for it."""
    for name, marks in fields_that_mean(Policy):
        context = _Context("" if name == "counting" else policy.measure)
        yield from _in(getattr(policy, name), (name,), _first(marks), context)


def _in_block(block: Block, steps: Steps, context: _Context) -> Iterator[_Found]:
    context = context.within(block)
    for name, marks in fields_that_mean(type(block)):
        yield from _in(getattr(block, name), (*steps, name), _first(marks), context)


def _first(marks: tuple[Mark, ...]) -> Mark | None:
    return marks[0] if marks else None


def _in(here: object, steps: Steps, mark: Mark | None, context: _Context) -> Iterator[_Found]:
    if isinstance(here, Block):
        yield from _in_block(here, steps, context)
    elif isinstance(here, DatedValue) and isinstance(mark, Role):
        yield PlacedValue(steps, here, _role(mark, context.unit))
    elif isinstance(here, str) and here and isinstance(mark, Stands):
        counted = mark is Stands.COUNT
        measure, ago = (context.measure, context.years_ago) if counted else ("", 0)
        yield NameUse(steps, here, mark, measure, ago)
    elif isinstance(here, tuple):
        for number, each in enumerate(here):
            yield from _in(each, (*steps, number), mark, context)
    elif isinstance(here, Mapping):
        for key, each in here.items():
            yield from _in(each, (*steps, key), mark, context)


def _role(mark: Role, unit: str) -> Role:
    if mark is Role.STAFF_BY_UNIT:
        return Role.LUMP if unit == "USD per school" else Role.FTE
    if mark is not Role.BY_UNIT:
        return mark
    return Role.WEIGHT if unit == "share of base" else Role.RATE
