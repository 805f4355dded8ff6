"""Exact arithmetic on columns: scaled integers, never a float that is believed.

A number is kept as an integer and a number of decimal places. Products stay in int64 where the
largest of them fits, and become Python integers where it does not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from bsa_xl.money import EXACT

IntColumn = NDArray[np.int64]
Mask = NDArray[np.bool_]
LineRounding = Literal["cent", "dollar", "truncate"]

#: Products are held below this, so that adding half a divisor never leaves int64.
_ROOM = 2**62
#: A spreadsheet shows, and rounds by, this many significant digits.
SPREADSHEET_DIGITS = 15
_FOLLOWED = 10**SPREADSHEET_DIGITS
#: The last of those digits, as a part of the number.
_ONE_IN = _FOLLOWED // 10
#: No number of a policy has more whole digits: it stays below a trillion.
WHOLE_DIGITS = 12
#: No line reaches this many cents, ten trillion dollars: it has at most 15 digits.
MOST_CENTS = 10**15


@dataclass(frozen=True, slots=True)
class Scaled:
    """A decimal as ``number / 10**places``, with the fewest places that hold it exactly."""

    number: int
    places: int


def scaled(value: Decimal) -> Scaled:
    """A finite decimal as an integer and its places; nothing is rounded."""
    if not value.is_finite():
        raise ValueError(f"{value} is not a finite number")
    top, bottom = value.as_integer_ratio()
    places = (bottom & -bottom).bit_length() - 1  # as often as 2 divides it, and 5 perhaps oftener
    while 10**places % bottom:
        places += 1
    return Scaled(top * (10**places // bottom), places)


def _short(number: int, places: int) -> Scaled:
    """``number / 10**places`` without idle zeros."""
    while places and number % 10 == 0:
        number, places = number // 10, places - 1
    return Scaled(number, places)


def is_too_large(value: Decimal) -> bool:
    """Whether a number of the policy has more whole digits than any budget needs."""
    return value.adjusted() >= WHOLE_DIGITS and value != 0


def rounded(value: Decimal, places: int) -> Scaled:
    """A decimal rounded half away to ``places``, with the fewest places that hold the result."""
    return _short(int(value.scaleb(places, EXACT).to_integral_value(context=EXACT)), places)


def quantised(value: Decimal, places: int, *, least: int = 2) -> Decimal:
    """A number as it multiplies and as it is printed: rounded half away, without idle zeros.

    Args:
        value: dollars per unit of count, or a count.
        places: the most decimals it may keep.
        least: decimals that stay even if they are zeros, so that dollars look like dollars.
    """
    return _shown(rounded(value, places), min(least, places))


@dataclass(frozen=True, slots=True)
class Rate:
    """Dollars per unit of count, as they multiply and as they are printed.

    Attributes:
        value: for people, with at least two decimals where the policy keeps as many.
        exact: the same number, for columns.
    """

    value: Decimal
    exact: Scaled


def rate_of(value: Decimal, places: int, *, cut: bool = False) -> Rate:
    """A rate rounded half away to ``places`` decimals, or cut after them."""
    if cut:
        value = value.quantize(Decimal(1).scaleb(-places), ROUND_DOWN, EXACT)
    exact = rounded(value, places)
    return Rate(_shown(exact, min(2, places)), exact)


def _shown(exact: Scaled, least: int) -> Decimal:
    places = max(exact.places, least)
    return Decimal(exact.number * 10 ** (places - exact.places)).scaleb(-places, EXACT)


def unit_of(lines: LineRounding) -> int:
    """The smallest amount of a line, in cents."""
    return 1 if lines == "cent" else 100


def rounded_cents(rate: Rate, lines: LineRounding) -> int:
    """Once a rate, as cents under the policy's line rounding."""
    number: int = rate.exact.number
    times, half, step, unit = _steps(lines, 10**rate.exact.places)
    cents = (abs(number) * times + half) // step * unit
    return cents if number >= 0 else -cents


@dataclass(frozen=True, slots=True, eq=False)
class Product:
    """Count x rate over a column.

    Attributes:
        cents: int64; zero where ``too_large``.
        too_large: rows whose amount has more digits than a line can have; None when there are none.
        too_fine: rows so close to half a unit that a spreadsheet, which rounds by 15 digits, might
            round them the other way; None when there are none.
    """

    cents: IntColumn
    too_large: Mask | None = None
    too_fine: Mask | None = None


def times_rate(
    counts: IntColumn, largest: int, count_scale: int, rate: Rate, lines: LineRounding
) -> Product:
    """``round(count x rate)`` for every row, exactly.

    Args:
        counts: zero or more each, scaled by ``count_scale``.
        largest: the largest of them.
        count_scale: a power of ten.
        rate: dollars per unit of count, may be negative.
        lines: how a line is rounded.
    """
    number = rate.exact.number
    size, divisor = abs(number), count_scale * 10**rate.exact.places
    most = largest * size
    followed = most < _FOLLOWED and 100 * most < MOST_CENTS * divisor  # the usual case
    product = _product(counts, size, most, divisor, lines, followed=followed)
    return product if number >= 0 else replace(product, cents=-product.cents)


def times_rates(
    counts: IntColumn,
    largest: int,
    count_scale: int,
    rates: IntColumn,
    places: int,
    lines: LineRounding,
) -> Product:
    """The same with a rate for each row.

    Args:
        counts: zero or more each, scaled by ``count_scale``.
        largest: the largest of them.
        count_scale: a power of ten.
        rates: zero or more each; dollars per unit of count x 10**places.
        places: decimals of the rates.
        lines: how a line is rounded.
    """
    most = largest * int(rates.max(initial=0))
    return _product(counts, rates, most, count_scale * 10**places, lines)


def _product(
    counts: IntColumn,
    rates: IntColumn | int,
    most: int,
    divisor: int,
    lines: LineRounding,
    *,
    followed: bool = False,
) -> Product:
    """``counts x rates / divisor`` dollars, in cents.

    Args:
        counts: zero or more each.
        rates: one for all, or one for each row; zero or more.
        most: no product is larger.
        divisor: above zero.
        lines: how a line is rounded.
        followed: whether a spreadsheet is known to follow every digit.
    """
    if most == 0:
        return Product(np.zeros(counts.size, dtype=np.int64))
    times, half, step, unit = _steps(lines, divisor)
    if most * times + step >= _ROOM:
        counts = counts.astype(object)
        rates = rates if isinstance(rates, int) else rates.astype(object)
    halved = counts * (rates * times)
    halved += half
    too_large = too_fine = None
    if followed:
        cents = np.floor_divide(halved, step, out=halved)
    else:
        cents = halved // step
        too_fine = _too_fine(halved, cents, half, step, most * times // _ONE_IN)
    if 100 * most >= MOST_CENTS * divisor:
        too_large = _any(cents >= MOST_CENTS // unit)
        cents = cents if too_large is None else np.where(too_large, 0, cents)
    if unit > 1:
        cents *= unit
    return Product(cents.astype(np.int64, copy=False), too_large, too_fine)


def _steps(lines: LineRounding, divisor: int) -> tuple[int, int, int, int]:
    """Times, half, step, unit: (product x times + half) // step x unit are the cents of a product.

    As short as they can be, so that products stay in int64 for long.
    """
    if lines == "cent":
        short = divisor % 200 == 0
        return (1, divisor // 200, divisor // 100, 1) if short else (200, divisor, 2 * divisor, 1)
    if lines == "truncate":
        return 1, 0, divisor, 100
    return (1, divisor // 2, divisor, 100) if divisor > 1 else (2, 1, 2, 100)


def _too_fine(
    halved: IntColumn, whole: IntColumn, half: int, step: int, widest: int
) -> Mask | None:
    """Rows off a rounding boundary, but by less than a spreadsheet's 15 digits can tell.

    Args:
        halved: the products, half a step added.
        whole: how many steps are in each.
        half: what was added.
        step: from one boundary to the next.
        widest: how near the largest of them may not be.
    """
    if not widest:
        return None
    rest = halved - whole * step
    if not np.count_nonzero((rest <= widest) | (rest >= step - widest)):
        return None  # nearly always; one that lies on a boundary is looked at again
    distance = np.minimum(rest, step - rest)
    return _any((distance > 0) & (distance <= (halved - half) // _ONE_IN))


def _any(rows: NDArray[Any]) -> Mask | None:
    """The rows, or None where there are none."""
    return rows.astype(np.bool_) if np.count_nonzero(rows) else None


def scaled_by(counts: IntColumn, largest: int, factor: Decimal) -> IntColumn:
    """``count x factor`` in the counts' own scale, rounded half away; object where it leaves int64.

    Args:
        counts: zero or more each.
        largest: the largest of them, or more.
        factor: zero or more.
    """
    exact = scaled(factor)
    half, divisor = 10**exact.places // 2, 10**exact.places
    fits = largest * exact.number + half < _ROOM
    products = counts * np.int64(exact.number) if fits else counts.astype(object) * exact.number
    rounded: IntColumn = (products + half) // divisor
    return rounded


def exact_sum(column: IntColumn) -> int:
    """The sum as a Python integer; where it might wrap, the halves are added apart."""
    if column.dtype == object:
        return int(column.sum())
    if not column.size:
        return 0
    most = max(int(np.maximum.reduce(column)), -int(np.minimum.reduce(column)))
    if most * column.size < _ROOM:
        return int(np.add.reduce(column))
    return (int((column >> 32).sum()) << 32) + int((column & 0xFFFFFFFF).sum())
