"""Exact arithmetic on columns: scaled integers, never a float that is believed.

A number is kept as an integer and a number of decimal places. Products stay in int64 where the
largest of them fits, and become Python integers where it does not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from bsa_xl.money import EXACT, round_half_away, share_out

IntColumn = NDArray[np.int64]
Mask = NDArray[np.bool_]
LineRounding = Literal["cent", "dollar", "truncate"]

#: Products are held below this, so that adding half a divisor never leaves int64.
_ROOM = 2**62
#: A spreadsheet shows, and rounds by, this many significant digits.
SPREADSHEET_DIGITS = 15
_FOLLOWED = 10**SPREADSHEET_DIGITS
#: No number of a policy has more whole digits: it stays below a trillion.
WHOLE_DIGITS = 12
#: No line reaches this many cents, ten trillion dollars: it has at most 15 digits.
MOST_CENTS = 10**15
#: The float guess of a share is off by at most one below these.
_GUESSABLE_TOTAL = 2**50
_GUESSABLE_CLAIMS = 2**61


@dataclass(frozen=True, slots=True)
class Scaled:
    """A decimal as ``number / 10**places``, with the fewest places that hold it exactly."""

    number: int
    places: int


def scaled(value: Decimal) -> Scaled:
    """A finite decimal as an integer and its places; nothing is rounded."""
    if not value.is_finite():
        raise ValueError(f"{value} is not a finite number")
    sign, digits, exponent = value.as_tuple()
    exponent = int(exponent)
    number = int(Decimal((sign, digits, 0)))
    if exponent >= 0:
        return Scaled(number * 10**exponent, 0)
    places = -exponent
    while places and number % 10 == 0:
        number, places = number // 10, places - 1
    return Scaled(number, places)


def is_too_large(value: Decimal) -> bool:
    """Whether a number of the policy has more whole digits than any budget needs."""
    return value != 0 and value.adjusted() >= WHOLE_DIGITS


def rounded(value: Decimal, places: int) -> Scaled:
    """A decimal rounded half away to ``places``, with the fewest places that hold the result."""
    number = int(round_half_away(value, places).scaleb(places, EXACT))
    while places and number % 10 == 0:
        number, places = number // 10, places - 1
    return Scaled(number, places)


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
    number = rate.exact.number
    cents = _divided(abs(number), 10**rate.exact.places, lines)
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
    if most == 0:
        return Product(np.zeros(counts.size, dtype=np.int64))
    if most < _FOLLOWED and 100 * most < MOST_CENTS * divisor:  # the usual case
        cents = _divided(counts * size, divisor, lines)
        return Product(cents if number > 0 else -cents)
    fits = 100 * most + divisor < _ROOM
    products = counts * size if fits else counts.astype(object) * size
    product = _product(products, divisor, lines)
    return product if number > 0 else replace(product, cents=-product.cents)


def times_rates(
    counts: IntColumn, count_scale: int, rates: IntColumn, places: int, lines: LineRounding
) -> Product:
    """The same with a rate for each row.

    Args:
        counts: zero or more each, scaled by ``count_scale``.
        count_scale: a power of ten.
        rates: zero or more each; dollars per unit of count x 10**places.
        places: decimals of the rates.
        lines: how a line is rounded.
    """
    divisor = count_scale * 10**places
    most = int(counts.max(initial=0)) * int(rates.max(initial=0))
    fits = 100 * most + divisor < _ROOM
    products = counts * rates if fits else counts.astype(object) * rates.astype(object)
    return _product(products, divisor, lines)


def _product(products: IntColumn, divisor: int, lines: LineRounding) -> Product:
    cents = _divided(products, divisor, lines)
    too_large = (cents >= MOST_CENTS).astype(np.bool_)
    too_fine = _too_fine(products, divisor, lines)
    return Product(
        np.where(too_large, 0, cents).astype(np.int64),
        too_large if too_large.any() else None,
        too_fine if too_fine.any() else None,
    )


_Products = TypeVar("_Products", int, IntColumn)


def _divided(products: _Products, divisor: int, lines: LineRounding) -> _Products:
    """Products of zero or more over ``divisor``, dollars, as cents under the line rounding."""
    if lines == "truncate":
        return products // divisor * 100
    if lines == "dollar":
        return (products * 2 + divisor) // (divisor * 2) * 100
    return (products * 200 + divisor) // (divisor * 2)


def _too_fine(products: NDArray[np.int64], divisor: int, lines: LineRounding) -> Mask:
    """Rows off a rounding boundary, but by less than a spreadsheet's 15 digits can tell."""
    doubled, step = products * (200 if lines == "cent" else 2), divisor * 2
    rest = doubled % step
    truncates = lines == "truncate"
    distance = np.minimum(rest, step - rest) if truncates else np.abs(rest - divisor)
    near: Mask = (distance > 0) & (distance <= doubled // (_FOLLOWED // 10))
    return near


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
    if column.size and max(int(column.max()), -int(column.min())) * column.size < _ROOM:
        return int(column.sum())
    return (int((column >> 32).sum()) << 32) + int((column & 0xFFFFFFFF).sum())


def shared_out(total: int, claims: NDArray[np.int64], ids: tuple[str, ...]) -> IntColumn:
    """Split ``total`` in proportion to ``claims``, in whole units, losing nothing.

    Largest remainder, ties by id: the same answer as `bsa_xl.money.share_out`, by column. A share
    is guessed in float and corrected by its remainder, which int64 holds exactly even where the
    products that lead to it wrap around.

    Args:
        total: units to split; a negative total is split like its positive twin.
        claims: zero or more each, at least one above zero; int64, or object for large ones.
        ids: a key for each claim, no two alike.
    """
    size = abs(total)
    whole = exact_sum(claims)
    if size >= _GUESSABLE_TOTAL or whole >= _GUESSABLE_CLAIMS or claims.dtype == object:
        shares = share_out(total, dict(zip(ids, map(int, claims.tolist()), strict=True)))
        return np.fromiter((shares[key] for key in ids), dtype=np.int64, count=len(ids))
    quotas = (claims * (size / whole)).astype(np.int64)
    rest = claims * np.int64(size) - quotas * np.int64(whole)  # wraps; the difference does not
    low, high = rest < 0, rest >= whole
    quotas += high.astype(np.int64) - low
    rest += whole * (low.astype(np.int64) - high)
    left = size - exact_sum(quotas)
    if left:
        quotas[_largest(rest, left, ids)] += 1
    return quotas if total >= 0 else -quotas


def _largest(rest: IntColumn, many: int, ids: tuple[str, ...]) -> IntColumn:
    """Rows of the ``many`` largest remainders; of equal ones, the first by id."""
    edge = np.partition(rest, rest.size - many)[rest.size - many]
    above = np.flatnonzero(rest > edge)
    level = np.flatnonzero(rest == edge)
    missing = many - above.size
    if missing < level.size:
        tied = sorted(level.tolist(), key=lambda row: ids[row])[:missing]
        level = np.array(tied, dtype=np.int64)
    return np.concatenate([above, level])
