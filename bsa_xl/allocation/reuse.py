"""Lines that a policy shares with the first one that was worked out from the same facts.

A thousand scenarios move a weight here and a rate there. A component that is the very same object
as in the first policy, and stands on the very same objects, has the very same lines; only what
differs is worked out again.
"""

from __future__ import annotations

from functools import partial
from operator import is_

from bsa_xl.policy import (
    ClassCost,
    Component,
    Given,
    GradeSpans,
    LumpSum,
    PercentOf,
    PerPupil,
    Policy,
    Pool,
    SizeCurve,
    SlidingWeight,
    SmallSchool,
    Weight,
    is_weighted,
)

from .columns import LineColumn
from .grounds import Grounds
from .per_capita import base_of
from .shadow import WorkOut
from .year_facts import FirstRun, WorkedOut

#: What only some lines stand on: a base and the lines of others where a component says so, and
#: the counts that it asked for.
_OF_SOME = ("adjustments", "base", "components", "counting")
#: What any line may stand on.
_FRAME = tuple(name for name in Policy.model_fields if name not in _OF_SOME)
_OF_PUPILS = frozenset({Weight, GradeSpans, SlidingWeight, SizeCurve, ClassCost, PerPupil})
_OF_DOLLARS = frozenset({LumpSum, Given, Pool})


def lines_beside_the_first(grounds: Grounds, work_out: WorkOut) -> None:
    """The lines of all components, taken over from the first policy where nothing differs.

    Of what is taken over there was nothing to tell. The first policy is kept for the next one.

    Args:
        grounds: of shared facts; its lines and controls are filled.
        work_out: gives the lines of a component.
    """
    first = grounds.facts.first
    frame = tuple(getattr(grounds.policy, name) for name in _FRAME)
    known = first.components if first is not None and _are_same(first.frame, frame) else {}
    kept: dict[str, WorkedOut] = {}
    counting = grounds.policy.counting
    for component in grounds.policy.components:
        made_of = _made_of(component, grounds)
        before = known.get(component.id)
        if (
            before is not None
            and _are_same(before.made_of, made_of)
            and all(counting.get(name) is rule for name, rule in before.counts.items())
        ):
            if _stands_on_base(component):
                base_of(grounds, component.label)
            grounds.controls.extend(before.controls)
            grounds.given[component.id] = before.lines
            continue
        controls, findings = len(grounds.controls), len(grounds.findings)
        lines, names = grounds.counts.asking(partial(_lines, work_out, component, grounds))
        grounds.given[component.id] = lines
        nothing_told = len(grounds.findings) == findings and not grounds.has_told_once
        if first is None and made_of and nothing_told:
            counts = {name: counting.get(name) for name in names}
            more = tuple(grounds.controls[controls:])
            kept[component.id] = WorkedOut(made_of, counts, lines, more)
    if first is None:
        grounds.facts.first = FirstRun(frame, kept)


def _lines(work_out: WorkOut, component: Component, grounds: Grounds) -> tuple[LineColumn, ...]:
    return tuple(work_out(component, grounds))


def _made_of(component: Component, grounds: Grounds) -> tuple[object, ...]:
    """What the lines of a component stand on; nothing, where that cannot be said in a few words."""
    if type(component) in _OF_DOLLARS:
        return (component,)
    if type(component) in _OF_PUPILS:
        if not _stands_on_base(component):
            return (component,)
        base = grounds.policy.base
        solved = base is not None and base.pool_in(grounds.year) is not None
        return () if solved else (component, base)
    if isinstance(component, SmallSchool | PercentOf):
        named = (one for one in grounds.policy.components if one.id in component.of)
        return (component, *named, *(grounds.given.get(name) for name in component.of))
    return ()


def _stands_on_base(component: Component) -> bool:
    return isinstance(component, ClassCost) or is_weighted(component)


def _are_same(first: tuple[object, ...], second: tuple[object, ...]) -> bool:
    """Whether both hold the very same objects."""
    return len(first) == len(second) and all(map(is_, first, second))
