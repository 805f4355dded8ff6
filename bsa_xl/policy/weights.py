"""The weight of a component that has the same one for all schools."""

from __future__ import annotations

from decimal import Decimal

from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import EXACT

from .components import Component, GradeSpans, Weight
from .dated import DatedValue
from .model import Policy
from .pupils import SizeCurve, SlidingWeight, WeightOfWeight


def is_weighted(component: Component) -> bool:
    """Whether a component's lines are shares of the base."""
    if isinstance(component, GradeSpans):
        return component.unit == "share of base"
    return isinstance(component, Weight | WeightOfWeight | SlidingWeight | SizeCurve)


def weights_of(component: Component, span: str) -> DatedValue | None:
    """The weights of a component, or of one of its spans; None where it has no such number."""
    match component:
        case Weight() if not span:
            return component.values
        case GradeSpans() if component.unit == "share of base":
            return next((one.values for one in component.spans if one.id == span), None)
        case _:
            return None


def weight_in_force(
    policy: Policy, component_id: str, span: str, year: FiscalYear
) -> Decimal | None:
    """The weight of a component in a year; None where it has none.

    Args:
        policy: whose component it is.
        component_id: of a weight, of spans that are shares of the base, or of a share of such a
            weight.
        span: the span's id; empty for a component without spans.
        year: in which it holds.
    """
    for index, component in enumerate(policy.components):
        if component.id != component_id:
            continue
        if not isinstance(component, WeightOfWeight):
            weights = weights_of(component, span)
            return None if weights is None else weights.value(year)
        # only what stands above is looked at, so that nothing runs in a circle
        above = policy.model_copy(update={"components": policy.components[:index]})
        share = component.values.value(year)
        whole = weight_in_force(above, component.of, component.span, year)
        return None if share is None or whole is None else EXACT.multiply(share, whole)
    return None
