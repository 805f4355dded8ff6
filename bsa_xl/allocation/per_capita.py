"""Dollars for a pupil of weight 1: as printed, by a cost index, or solved from a pool."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_DOWN, Decimal

import numpy as np

from bsa_xl.district import COUNT_SCALE
from bsa_xl.finding import FindingKind, Severity
from bsa_xl.money import EXACT, format_dollars, to_cents
from bsa_xl.policy import BasePool, is_weighted

from .arithmetic import exact_sum
from .columns import RowStatus, is_paid
from .doubts import NO_VALUE
from .grounds import BaseInForce, Grounds
from .kept import MORE_THAN_ALL, ControlTotal, kept_of
from .own_base import base_by_school
from .pricing import line_rounding, product_of, rate_under, rates_of
from .weight_column import BaseColumn, WeightColumn
from .weighted import WeightedPart, weighted_parts
from .wording import POLICY, dollars, number, schools

UNSOLVED = FindingKind(
    "ALO-44",
    "Base cannot be solved from its pool",
    Severity.FATAL,
    "A pool can only be shared by the weighted pupils of all schools; one that is missing changes "
    "what every other school gets.",
)


def base_of(grounds: Grounds, label: str) -> Decimal | BaseColumn | None:
    """The base in force, worked out once; None, with a finding, where none is."""
    if grounds.base is None:
        base, names = grounds.counts.asking(lambda: _found(grounds))
        grounds.base = replace(base, counts=names)
    grounds.counts.stands_on(grounds.base.counts)
    if grounds.base.column is not None:
        return grounds.base.column
    if grounds.base.value is None and not grounds.base.told:
        grounds.tell_once(
            ("base",),
            NO_VALUE.at(
                POLICY,
                f"'{label}' is a share of the base, and the policy has no base in {grounds.year}.",
                f"Give the base a value for {grounds.year}, or end the component with null.",
            ),
        )
    return grounds.base.value


def _found(grounds: Grounds) -> BaseInForce:
    base, year = grounds.policy.base, grounds.year
    if base is None:
        return BaseInForce(None)
    pool = base.pool_in(year)
    if base.pool is not None and pool is not None:
        return _solved(base.pool, pool, grounds)
    if base.is_by_school(year):
        return base_by_school(base, grounds)
    factor, printed = base.index_factor(year), base.values.value(year)
    said = ""
    if factor is not None and printed is not None:
        said = f", {dollars(printed)} x the cost index of {number(factor)}"
    return BaseInForce(base.value(year), said)


def _solved(pool: BasePool, money: Decimal, grounds: Grounds) -> BaseInForce:
    """The largest base, in steps of its last decimal, whose lines do not overspend the pool."""
    parts = [
        part
        for component in grounds.policy.components
        if (component.id in pool.of) or (not pool.of and is_weighted(component))
        for part in weighted_parts(component, grounds)
    ]
    total = to_cents(money)
    kept = kept_of(pool.set_asides, money, grounds.year, grounds.policy.rounding.lines)
    away = sum(each.cents for each in kept)
    cents = total - away
    pupils = Decimal(0)
    waiting = np.zeros(len(grounds.ids), dtype=np.bool_)
    for part in parts:
        status = grounds.judged(part.statuses, part.counted, part.terms.label)
        waiting |= status == RowStatus.TO_COME
        pupils += _pupils(part)
    if away > total > 0:
        return _too_much_kept(total, away, grounds)
    if waiting.any() or not pupils or cents <= 0:
        return _unsolved(cents, pupils, int(waiting.sum()), grounds)
    money = EXACT.subtract(money, Decimal(away).scaleb(-2))
    base, spent = _largest(parts, (money, cents), pupils, grounds)
    policy_base = grounds.policy.base
    label = policy_base.label if policy_base is not None else "Base"
    grounds.controls.append(
        ControlTotal("base", f"{label}, solved from its pool", total, spent, kept)
    )
    printed = None if policy_base is None else policy_base.values.value(grounds.year)
    said = f", implied by {number(pupils)} weighted pupils in {format_dollars(cents)}"
    if kept:
        said += f" ({format_dollars(total)} less {format_dollars(away)} that is kept)"
    if printed is not None:
        said += f"; {dollars(printed)} is printed"
    return BaseInForce(base, said)


def _largest(
    parts: Sequence[WeightedPart], money: tuple[Decimal, int], pupils: Decimal, grounds: Grounds
) -> tuple[Decimal, int]:
    """The base, and what its lines come to in cents, of dollars and their cents to be shared."""
    dollars_of_all, cents = money
    policy_base = grounds.policy.base
    places = grounds.policy.rounding.rates
    if policy_base is not None and policy_base.decimals is not None:
        places = policy_base.decimals
    step = Decimal(1).scaleb(-places)
    base = EXACT.divide(dollars_of_all, pupils).quantize(step, ROUND_DOWN, EXACT)
    spent = _spent(parts, base, grounds)
    while spent > cents and base > 0:
        over = Decimal(spent - cents) / 100
        steps = max(int(EXACT.divide(over, EXACT.multiply(pupils, step))), 1)
        base = max(EXACT.subtract(base, steps * step), Decimal(0))
        spent = _spent(parts, base, grounds)
    return base, spent


def _too_much_kept(total: int, away: int, grounds: Grounds) -> BaseInForce:
    grounds.tell_once(
        ("solved",),
        MORE_THAN_ALL.at(
            POLICY,
            f"The pool of the base keeps {format_dollars(away)} of {format_dollars(total)}.",
            "Correct the set-asides, or the pool.",
        ),
    )
    return BaseInForce(None, told=True)


def _pupils(part: WeightedPart) -> Decimal:
    """The weighted pupils of a line, exactly."""
    counts = part.counted.scaled * is_paid(part.statuses)
    if isinstance(part.weight, WeightColumn):
        products = counts.astype(object) * part.weight.numbers.astype(object)
        return Decimal(sum(products.tolist())).scaleb(-part.weight.places) / COUNT_SCALE
    return EXACT.multiply(Decimal(exact_sum(counts)) / COUNT_SCALE, part.weight)


def _spent(parts: Sequence[WeightedPart], base: Decimal, grounds: Grounds) -> int:
    """What all lines come to at a base, in cents, each rounded as it will be."""
    spent = 0
    for part in parts:
        lines = line_rounding(part.rounding, grounds)
        if isinstance(part.weight, WeightColumn):
            rates = rates_of(part.weight, base, part.rounding, grounds)
            product = product_of(part.counted, rates, lines, grounds)
        else:
            exact = EXACT.multiply(part.weight, base)
            rate = rate_under(exact, part.terms.label, part.rounding, grounds)
            if rate is None:
                continue
            product = product_of(part.counted, rate, lines, grounds)
        spent += exact_sum(product.cents * is_paid(part.statuses))
    return spent


def _unsolved(cents: int, pupils: Decimal, waiting: int, grounds: Grounds) -> BaseInForce:
    if cents <= 0:
        problem = f"The base is to be solved from a pool of {format_dollars(cents)}."
        remedy = "Give the pool dollars above zero, or end it with null."
    elif waiting:
        problem = (
            f"The base is to be solved from {format_dollars(cents)}, and counts of "
            f"{schools(waiting)} are to come."
        )
        remedy = "Supply the counts; until then every share of the base is to come."
    else:
        problem = (
            f"The base is to be solved from {format_dollars(cents)}, and there are "
            f"{number(pupils)} weighted pupils."
        )
        remedy = "Correct the components of the pool, or end it with null."
    grounds.tell_once(("solved",), UNSOLVED.at(POLICY, problem, remedy))
    return BaseInForce(None, told=True)
