"""A formula worked out beside the allocation, to be compared with it: nobody is paid by it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from copy import copy

from bsa_xl.policy import Component

from .adjusting import Above, above
from .columns import LineColumn
from .counting import CountBook
from .grounds import Grounds

#: What a component gives, worked out on some grounds.
WorkOut = Callable[[Component, Grounds], Iterator[LineColumn]]


def beside(grounds: Grounds, counts: CountBook | None = None) -> Grounds:
    """Grounds of the same schools on which nothing has been given yet.

    Their lines and controls stay apart; what is found on them is told by `told_once`.

    Args:
        grounds: those of the allocation.
        counts: other counts of the same schools; None for the same.
    """
    shadow = copy(grounds)
    shadow.given, shadow.controls, shadow.findings = {}, [], []
    if counts is not None:
        shadow.counts = counts
    return shadow


def told_once(shadow: Grounds, grounds: Grounds) -> None:
    """Tell what was found beside the allocation, unless the allocation itself has told it."""
    told = set(grounds.findings)
    grounds.findings.extend(found for found in shadow.findings if found not in told)
    grounds.met_again.extend(found for found in shadow.findings if found in told)


def formula_above(of: tuple[str, ...], grounds: Grounds) -> Above:
    """The dollars of some components; of all that schools plan themselves, for none."""
    if of:
        return above(of, grounds)
    formula = beside(grounds)
    names = (one.id for one in grounds.policy.components)
    formula.given = {name: grounds.given[name] for name in names}
    return above((), formula)


def formula_by(
    measure: str,
    of: tuple[str, ...],
    grounds: Grounds,
    work_out: WorkOut,
    *,
    without: Collection[str] = (),
    counts: CountBook | None = None,
    schools: Collection[str] | None = None,
) -> Above:
    """The same at this year's rates, for pupils counted in another way.

    Args:
        measure: which counts; a component that names a measure of its own keeps it.
        of: ids of components; empty for all that schools plan but ``without``.
        grounds: the allocation while it is worked out.
        work_out: gives the lines of a component.
        without: ids of components that are left out.
        counts: other counts, such as last year's; None for this year's.
        schools: ids of the schools that they are worked out for; None for all.
    """
    policy, shadow = grounds.policy, beside(grounds, counts)
    for component in policy.components:
        if component.id in without or (of and component.id not in of):
            continue
        changed: dict[str, object] = {}
        if component.measure in ("", policy.measure):
            changed["measure"] = measure
        if schools is not None:
            gate = component.schools
            named = tuple(one for one in schools if not gate.schools or one in gate.schools)
            if not named:
                continue
            changed["schools"] = gate.model_copy(update={"schools": named})
        again = component.model_copy(update=changed)
        shadow.given[component.id] = tuple(work_out(again, shadow))
    told_once(shadow, grounds)
    return above(tuple(shadow.given) if of else (), shadow)
