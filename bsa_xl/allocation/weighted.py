"""Shares of the base: what each component of this sort counts, and by what weight.

A weight is one number for all schools, or a column where it differs from school to school. What a
pupil of weight 1 is worth is found apart (`base`), because a pool may be what decides it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from bsa_xl.money import EXACT
from bsa_xl.policy import (
    Component,
    GradeSpans,
    NodeRounding,
    SizeCurve,
    SlidingWeight,
    Weight,
    WeightOfWeight,
    weight_in_force,
)

from .columns import StatusColumn, Terms
from .counted import Counted, doubted
from .doubts import NO_VALUE
from .grounds import Grounds
from .made_counts import exceeding
from .size_curve import curve_weights
from .sliding import sliding_weights
from .weight_column import WeightColumn
from .wording import POLICY, number, percent


@dataclass(frozen=True, slots=True, eq=False)
class WeightedPart:
    """One line of a share of the base, before the base is known.

    Attributes:
        weight: the share of the base.
        said: what the weight is made of, where it is not the component's own number.
    """

    terms: Terms
    statuses: StatusColumn
    counted: Counted
    weight: Decimal | WeightColumn
    rounding: NodeRounding
    said: str = ""


WeightedComponent = Weight | GradeSpans | WeightOfWeight | SlidingWeight | SizeCurve


def weighted_parts(component: Component, grounds: Grounds) -> Iterator[WeightedPart]:
    """The lines of a component that is a share of the base; none where it does not hold."""
    match component:
        case Weight():
            weight = grounds.value(component.values, component.label)
            if weight is not None:
                terms = grounds.terms(component, component.values)
                yield _part(component, grounds, terms, component.counts, weight)
        case GradeSpans():
            yield from _spans(component, grounds)
        case WeightOfWeight():
            yield from _of_weight(component, grounds)
        case SlidingWeight():
            yield from _sliding(component, grounds)
        case SizeCurve():
            yield from _curve(component, grounds)


def _part(
    component: WeightedComponent,
    grounds: Grounds,
    terms: Terms,
    counts: str,
    weight: Decimal | WeightColumn,
) -> WeightedPart:
    counted = grounds.counts.counted(counts, component.measure)
    return WeightedPart(terms, grounds.statuses(component), counted, weight, component.rounding)


def _spans(component: GradeSpans, grounds: Grounds) -> Iterator[WeightedPart]:
    for span in component.spans:
        terms = grounds.terms(component, span.values, span=span)
        weight = grounds.value(span.values, terms.label)
        if weight is not None:
            part = _part(component, grounds, terms, span.counts, weight)
            yield replace(part, counted=span_count(component, span.counts, grounds))


def span_count(component: GradeSpans, name: str, grounds: Grounds) -> Counted:
    """The count of a span; without a value where exclusive spans are more than the pupils."""
    counted = grounds.counts.counted(name, component.measure)
    if component.within is None:
        return counted
    names = [span.counts for span in component.spans if span.values.value(grounds.year) is not None]
    tiers = [grounds.counts.counted(each, component.measure) for each in names]
    within = grounds.counts.counted(component.within, component.measure)
    over = exceeding(names, tiers, within, grounds.schools)
    told = [*within.doubts, *([] if over is None else [over])]
    return doubted(counted, told) if told else counted


def _of_weight(component: WeightOfWeight, grounds: Grounds) -> Iterator[WeightedPart]:
    share = grounds.value(component.values, component.label)
    if share is None:
        return
    terms = grounds.terms(component, component.values)
    whole = weight_in_force(grounds.policy, component.of, component.span, grounds.year)
    if whole is None:
        grounds.tell_once(
            ("weight of", component.id),
            NO_VALUE.at(
                POLICY,
                f"'{component.label}' is a share of the weight of '{component.of}', which has none "
                f"in {grounds.year}.",
                f"Give that weight a value for {grounds.year}, or end the component with null.",
            ),
        )
        return
    weight = EXACT.multiply(share, whole)
    part = _part(component, grounds, terms, component.counts, weight)
    yield replace(part, said=f"{percent(share)} of the weight {number(whole)}")


def _sliding(component: SlidingWeight, grounds: Grounds) -> Iterator[WeightedPart]:
    found = sliding_weights(component, grounds)
    if found is not None:
        weights, statuses = found
        part = _part(component, grounds, grounds.terms(component), component.counts, weights)
        yield replace(part, statuses=statuses)


def _curve(component: SizeCurve, grounds: Grounds) -> Iterator[WeightedPart]:
    found = curve_weights(component, grounds)
    if found is not None:
        weights, statuses = found
        part = _part(component, grounds, grounds.terms(component), component.counts, weights)
        yield replace(part, statuses=statuses)
