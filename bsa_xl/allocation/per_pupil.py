"""Dollars that follow pupils: count x weight x base, count x dollars, and a rate by grade span."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bsa_xl.money import EXACT
from bsa_xl.policy import GradeSpans, PerPupil, Weight

from .arithmetic import Rate
from .columns import LineColumn
from .doubts import NO_VALUE
from .grounds import Grounds
from .wording import POLICY


def weight_lines(component: Weight, grounds: Grounds) -> Iterator[LineColumn]:
    """Count x (weight x base), the product of weight and base quantised first."""
    weight = grounds.value(component.values, component.label)
    if weight is None:
        return
    terms = grounds.terms(component, component.values)
    counted = grounds.counts.counted(component.counts, component.measure)
    rate = _share_of_base(weight, grounds, component.label)
    yield grounds.priced(terms, grounds.statuses(component), counted, rate)


def per_pupil_lines(component: PerPupil, grounds: Grounds) -> Iterator[LineColumn]:
    """Count x dollars."""
    value = grounds.value(component.values, component.label)
    if value is None:
        return
    terms = grounds.terms(component, component.values)
    counted = grounds.counts.counted(component.counts, component.measure)
    rate = grounds.effective(value, component.label)
    yield grounds.priced(terms, grounds.statuses(component), counted, rate)


def grade_span_lines(component: GradeSpans, grounds: Grounds) -> Iterator[LineColumn]:
    """One line for each grade span that holds in the year."""
    statuses = grounds.statuses(component)
    for span in component.spans:
        terms = grounds.terms(component, span.values, span=span)
        label = terms.label
        value = grounds.value(span.values, label)
        if value is None:
            continue
        counted = grounds.counts.counted(span.counts, component.measure)
        in_dollars = component.unit == "USD per pupil"
        rate = (
            grounds.effective(value, label) if in_dollars else _share_of_base(value, grounds, label)
        )
        yield grounds.priced(terms, statuses, counted, rate)


def _share_of_base(share: Decimal, grounds: Grounds, label: str) -> Rate | None:
    """Share x base as it multiplies and is printed; None, with a finding, where no base holds."""
    base = grounds.policy.base
    value = None if base is None else base.values.value(grounds.year)
    if value is not None:
        return grounds.effective(EXACT.multiply(share, value), label)
    grounds.tell_once(
        ("base",),
        NO_VALUE.at(
            POLICY,
            f"'{label}' is a share of the base, and the policy has no base in {grounds.year}.",
            f"Give the base a value for {grounds.year}, or end the component with null.",
        ),
    )
    return None
