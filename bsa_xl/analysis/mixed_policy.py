"""A policy of which some decisions are one year's and the others another's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import (
    ASSUMPTION,
    Component,
    DatedValue,
    Policy,
    Role,
    form_of,
    held,
    values_of,
    with_values,
)

_WEIGHTS = (Role.WEIGHT, Role.SHARE, Role.CLAIM, Role.FACTOR)


class Decided(Protocol):
    """A policy, and the year that it is asked about."""

    @property
    def policy(self) -> Policy:
        """The policy."""

    @property
    def year(self) -> FiscalYear:
        """The year."""


@dataclass(frozen=True, slots=True)
class Mixture:
    """What is taken from the second policy; the rest is the first one's."""

    base: bool = False
    weights: bool = False
    rates: bool = False
    adjustments: bool = False


def mixed(first: Decided, second: Decided, taken: Mixture) -> Policy:
    """The first policy with some decisions of the second, each as it holds in its own year.

    A component that is the same in both but for its values exchanges them one by one: shares of
    the base, thresholds and claims with the weights, all others with the rates. One that came,
    went, or is another component under the same id is exchanged whole, with the rates.
    """
    old, new = held(first.policy, first.year), held(second.policy, second.year)
    counting = (
        {**old.counting, **new.counting} if taken.weights else {**new.counting, **old.counting}
    )
    programs = (*new.programs, *old.programs) if taken.rates else (*old.programs, *new.programs)
    return old.model_copy(
        update={
            "measure": new.measure if taken.rates else old.measure,
            "base": new.base if taken.base else old.base,
            "counting": counting,
            "components": _components(old, new, taken),
            "programs": tuple({one.id: one for one in reversed(programs)}.values())[::-1],
            "adjustments": new.adjustments if taken.adjustments else old.adjustments,
        }
    )


def _components(old: Policy, new: Policy, taken: Mixture) -> tuple[Component, ...]:
    if taken.rates:
        return new.components
    if not taken.weights:
        return old.components
    others = {one.id: one for one in new.components}
    return tuple(_with_weights(one, others.get(one.id)) for one in old.components)


def _with_weights(old: Component, new: Component | None) -> Component:
    if new is None or _form(old) != _form(new):
        return old
    values = values_of(new)

    def weight(steps: tuple[str | int, ...], value: DatedValue, role: Role) -> DatedValue:
        return values[steps] if role in _WEIGHTS else value

    return with_values(old, weight)


def _form(component: Component) -> Component:
    """What decides dollars beside the values: not the words that people read."""
    words = {"label": "", "note": "", "source": ASSUMPTION}
    return form_of(component).model_copy(update=words)
