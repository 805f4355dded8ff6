"""Dollars that follow pupils: count x weight x base, count x dollars, a rate by grade span."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from bsa_xl.money import EXACT, round_ratio
from bsa_xl.policy import ClassCost, Component, GradeSpans, PerPupil

from .arithmetic import Rate, quantised, rate_of, scaled
from .columns import LineColumn, Saying, is_paid
from .doubts import NO_VALUE
from .grounds import Grounds
from .per_capita import base_of
from .pricing import priced, rate_places, rate_under, rates_of, share_of_base
from .weight_column import BaseColumn, WeightColumn
from .weighted import WeightedPart, span_count, weighted_parts
from .wording import POLICY, dollars, number


def weighted_lines(component: Component, grounds: Grounds) -> Iterator[LineColumn]:
    """Count x (weight x base), the product of weight and base quantised first."""
    for part in weighted_parts(component, grounds):
        yield _weighted_line(part, grounds)


def _weighted_line(part: WeightedPart, grounds: Grounds) -> LineColumn:
    label, rounding = part.terms.label, part.rounding
    base = base_of(grounds, label)
    if base is None:
        return priced(part.terms, part.statuses, part.counted, None, rounding, grounds)
    if isinstance(base, BaseColumn):
        return _of_own_base(part, base, grounds)
    weight, suffix = part.weight, grounds.base.said if grounds.base is not None else ""
    if isinstance(weight, WeightColumn):
        largest = EXACT.multiply(weight.largest, base)
        if not grounds.is_sane(largest, label):
            return priced(part.terms, part.statuses, part.counted, None, rounding, grounds)
        rates = rates_of(weight, base, rounding, grounds)

        def said(row: int) -> str:
            return f"{share_of_base(weight.weight(row), base)}{suffix}; {weight.said(row)}"

        return priced(part.terms, part.statuses, part.counted, rates, rounding, grounds, basis=said)
    rate = rate_under(EXACT.multiply(weight, base), label, rounding, grounds)

    def always(_row: int) -> str:
        own = f"{part.said}, " if part.said else ""
        return f"{own}{share_of_base(weight, base)}{suffix}"

    return priced(
        part.terms, part.statuses, part.counted, rate, rounding, grounds,
        basis=always if part.said or suffix else "", always=always,
    )  # fmt: skip


def _of_own_base(part: WeightedPart, base: BaseColumn, grounds: Grounds) -> LineColumn:
    """Count x (weight x the school's own base); to come where the school has none."""
    label, rounding, weight = part.terms.label, part.rounding, part.weight
    statuses = part.statuses
    if base.needs is not None:
        statuses = grounds.judged(statuses, base.needs, label)
    for row in np.flatnonzero(base.unknown & is_paid(statuses)).tolist():
        grounds.tell_once(("own base", row), base.why(row))
    statuses = grounds.to_come_where(statuses, base.unknown)
    heaviest = weight.largest if isinstance(weight, WeightColumn) else weight
    if not grounds.is_sane(EXACT.multiply(heaviest, base.largest), label):
        return priced(part.terms, statuses, part.counted, None, rounding, grounds)
    rates = rates_of(weight, base, rounding, grounds)

    def said(row: int) -> str:
        own, after, mine = f"{part.said}, " if part.said else "", "", weight
        if isinstance(mine, WeightColumn):
            after, mine = f"; {mine.said(row)}", mine.weight(row)
        return f"{own}{share_of_base(mine, base.base(row))}{base.said(row)}{after}"

    return priced(part.terms, statuses, part.counted, rates, rounding, grounds, basis=said)


def per_pupil_lines(component: PerPupil, grounds: Grounds) -> Iterator[LineColumn]:
    """Count x dollars."""
    value = grounds.value(component.values, component.label)
    if value is None:
        return
    terms = grounds.terms(component, component.values)
    counted = grounds.counts.counted(component.counts, component.measure)
    rate = rate_under(value, component.label, component.rounding, grounds)
    yield priced(terms, grounds.statuses(component), counted, rate, component.rounding, grounds)


def grade_span_lines(component: GradeSpans, grounds: Grounds) -> Iterator[LineColumn]:
    """One line for each grade span that holds in the year, in dollars."""
    statuses = grounds.statuses(component)
    for span in component.spans:
        terms = grounds.terms(component, span.values, span=span)
        value = grounds.value(span.values, terms.label)
        if value is None:
            continue
        counted = span_count(component, span.counts, grounds)
        rate = rate_under(value, terms.label, component.rounding, grounds)
        yield priced(terms, statuses, counted, rate, component.rounding, grounds)


def class_cost_lines(component: ClassCost, grounds: Grounds) -> Iterator[LineColumn]:
    """Count x (what a class costs / the pupils that fill it)."""
    cost = grounds.value(component.values, component.label)
    if cost is None:
        return
    terms = grounds.terms(component, component.values)
    counted = grounds.counts.counted(component.counts, component.measure)
    statuses = grounds.statuses(component)
    fill = component.fill.value(grounds.year)
    if fill is None or fill <= 0:
        grounds.tell_once(
            ("fill", component.id),
            NO_VALUE.at(
                POLICY,
                f"'{component.label}' has no number of pupils that fill a class in {grounds.year}.",
                "Give fill: a number above zero, or end the component with null.",
            ),
        )
        yield priced(terms, statuses, counted, None, component.rounding, grounds)
        return
    rate = _break_even(cost, fill, component, grounds)
    basis = _breaking_even(cost, fill, rate, component, grounds)
    yield priced(terms, statuses, counted, rate, component.rounding, grounds, basis=basis)


def _breaking_even(
    cost: Decimal, fill: Decimal, rate: Rate | None, component: ClassCost, grounds: Grounds
) -> Saying:
    """What a class costs and who fills it, and the weight that this is of the base."""
    plain = f"{dollars(cost)} a class over {number(fill)} pupils"
    base = grounds.policy.base
    if base is None or not base.holds(grounds.year) or rate is None:
        return plain
    per_pupil, places = base_of(grounds, component.label), component.rounding.weights

    def of_base(mine: Decimal) -> str:
        weight = quantised(EXACT.divide(rate.value, mine), places, least=0)
        return f"{plain}, {share_of_base(weight, mine)}"

    if isinstance(per_pupil, BaseColumn):
        column = per_pupil
        return lambda row: of_base(column.base(row)) if column.numbers[row] else plain
    return of_base(per_pupil) if per_pupil else plain


def _break_even(
    cost: Decimal, fill: Decimal, component: ClassCost, grounds: Grounds
) -> Rate | None:
    """Cost / fill, rounded once as the component's rates are."""
    if not grounds.is_sane(cost, component.label):
        return None
    places = rate_places(component.rounding, grounds)
    dollar, pupil = scaled(cost), scaled(fill)
    top, bottom = dollar.number * 10 ** (pupil.places + places), pupil.number * 10**dollar.places
    cut = component.rounding.rates_method == "truncate"
    number_of = abs(top) // bottom * (1 if top >= 0 else -1) if cut else round_ratio(top, bottom)
    return rate_of(Decimal(number_of).scaleb(-places), places)
