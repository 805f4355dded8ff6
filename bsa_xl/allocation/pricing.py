"""Lines of count x rate, where the rate differs by school or the component rounds by itself."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import numpy as np

from bsa_xl.district import COUNT_SCALE
from bsa_xl.policy import NodeRounding

from .arithmetic import IntColumn, LineRounding, Product, Rate, rate_of, scaled, times_rates
from .columns import LineColumn, RateColumn, Saying, StatusColumn, Terms
from .counted import Counted
from .grounds import Grounds
from .ratios import times_ratio
from .weight_column import BaseColumn, WeightColumn
from .wording import dollars, number, pupils

_ROUNDED = {
    "cent": "rounded to cents",
    "dollar": "rounded to dollars",
    "truncate": "cut to dollars",
}


def rate_under(value: Decimal, label: str, rounding: NodeRounding, grounds: Grounds) -> Rate | None:
    """A rate as the component rounds it; None, with a finding, where no budget has such a one."""
    if not grounds.is_sane(value, label):
        return None
    places = rate_places(rounding, grounds)
    return rate_of(value, places, cut=rounding.rates_method == "truncate")


def rate_places(rounding: NodeRounding, grounds: Grounds) -> int:
    """How many decimals the rates of a component keep."""
    return grounds.policy.rounding.rates if rounding.rates is None else rounding.rates


def line_rounding(rounding: NodeRounding, grounds: Grounds) -> LineRounding:
    """How the lines of a component are rounded."""
    return rounding.lines or grounds.policy.rounding.lines


def rates_of(
    weights: WeightColumn | Decimal,
    base: Decimal | BaseColumn,
    rounding: NodeRounding,
    grounds: Grounds,
) -> RateColumn:
    """Weight x base for every school, rounded as the component rounds rates."""
    places = rate_places(rounding, grounds)
    cut = rounding.rates_method == "truncate"
    (many, of_one), (each, of_other) = _numbers(weights), _numbers(base)
    if not isinstance(many, np.ndarray):
        many, each = each, many
    more = places - of_one - of_other
    if isinstance(many, np.ndarray) and isinstance(each, np.ndarray):
        many, each = many.astype(object) * each, 1
    if not isinstance(many, np.ndarray) or isinstance(each, np.ndarray):
        raise TypeError("neither the weight nor the base differs from school to school")
    rates = times_ratio(many, each * 10 ** max(more, 0), 10 ** max(-more, 0), down=cut)
    return RateColumn(rates, places)


def _numbers(value: WeightColumn | BaseColumn | Decimal) -> tuple[IntColumn | int, int]:
    """A number, or one for each school, and its places."""
    if isinstance(value, Decimal):
        exact = scaled(value)
        return exact.number, exact.places
    return value.numbers, value.places


def product_of(
    counted: Counted, rate: Rate | RateColumn, lines: LineRounding, grounds: Grounds
) -> Product:
    """Count x rate under a line rounding; whole pupils keep the products short."""
    if isinstance(rate, Rate):
        return grounds.product(counted, rate, lines)
    if counted.whole is not None:
        return times_rates(
            counted.whole, counted.largest // COUNT_SCALE, 1, rate.numbers, rate.places, lines
        )
    return times_rates(
        counted.scaled, counted.largest, COUNT_SCALE, rate.numbers, rate.places, lines
    )


def priced(
    terms: Terms,
    statuses: StatusColumn,
    counted: Counted,
    rate: Rate | RateColumn | None,
    rounding: NodeRounding,
    grounds: Grounds,
    *,
    basis: Saying = "",
    always: Saying = "",
) -> LineColumn:
    """A line of count x rate; 1 x the amount, said in words, where it rounds by itself.

    Args:
        terms: what the line says at every school.
        statuses: whom the gate lets in.
        counted: the pupils.
        rate: one for all, or one for each school; None leaves the line to come.
        rounding: the component's own.
        grounds: the allocation while it is worked out.
        basis: how the rate came about, where the policy's number does not say it.
        always: how it came about in any case, for a line that is said in words.
    """
    lines = line_rounding(rounding, grounds)
    status = grounds.judged(statuses, counted, terms.label)
    if rate is None:
        return grounds.to_come(terms, status)
    product = product_of(counted, rate, lines, grounds)
    one = rate.value if isinstance(rate, Rate) else None
    status, cents = grounds.sound(terms, status, product, one)
    if lines != grounds.policy.rounding.lines:
        said = _in_words(counted, rate, basis or always, lines)
        return LineColumn(terms, status, cents, rate_cents=cents, counted=said)
    by_school = None if isinstance(rate, Rate) else rate
    return LineColumn(
        terms, status, cents, counted.scaled, one, rates=by_school, counted=counted.who,
        made=counted.how or "", basis=basis,
    )  # fmt: skip


def _in_words(
    counted: Counted, rate: Rate | RateColumn, basis: Saying, lines: LineRounding
) -> Callable[[int], str]:
    """``80 pupils (k0-k1, projected) x $7,251.246 (1.8 of the base ...), rounded to dollars``."""

    def said(row: int) -> str:
        many = pupils(Decimal(int(counted.scaled[row])) / COUNT_SCALE)
        made = f": {counted.how(row)}" if counted.how else ""
        each = rate.value if isinstance(rate, Rate) else rate.rate(row)
        how = basis if isinstance(basis, str) else basis(row)
        because = f" ({how})" if how else ""
        return f"{many} ({counted.who}{made}) x {dollars(each)}{because}, {_ROUNDED[lines]}"

    return said


def share_of_base(weight: Decimal, base: Decimal) -> str:
    """``1.8 of the base of $4,028.47``."""
    return f"{number(weight)} of the base of {dollars(base)}"
