"""What is added to other lines: for a small school, and as a share of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

import numpy as np

from bsa_xl.district import COUNT_SCALE
from bsa_xl.money import format_dollars, round_half_away
from bsa_xl.policy import PercentOf, SmallSchool

from .adjusting import above
from .arithmetic import IntColumn, Mask, rate_of, rounded_cents, scaled, times_rate
from .columns import LineColumn, RowStatus, is_paid
from .grounds import Grounds
from .portions import portion, portions
from .pricing import line_rounding, rate_under
from .shares import share_of_pupils
from .wording import dollars, number, percent, pupils

_CENTS, _COUNT_PLACES = 2, 4
_ROOM = 2**60
#: A cap in cents for each school, and what says what it is.
_Cap = tuple[IntColumn, Callable[[], str]]


def small_school_lines(component: SmallSchool, grounds: Grounds) -> Iterator[LineColumn]:
    """(threshold - pupils) x dollars, rounded once, and at most the smaller cap."""
    value = grounds.value(component.values, component.label)
    threshold = grounds.value(component.threshold, component.label)
    if value is None or threshold is None:
        return
    terms = grounds.terms(component, component.values)
    size = grounds.counts.counted(component.counts, component.measure)
    statuses = grounds.judged(grounds.statuses(component), size, component.label)
    rate = rate_under(value, component.label, component.rounding, grounds)
    if rate is None or not grounds.is_sane(threshold, component.label):
        yield grounds.to_come(terms, statuses)
        return
    units = int(round_half_away(threshold, _COUNT_PLACES) * COUNT_SCALE)
    short = np.maximum(units - size.scaled, 0)
    large = (short == 0) & is_paid(statuses)
    statuses = np.where(large, np.uint8(RowStatus.NOT_ELIGIBLE), statuses)
    lines = line_rounding(component.rounding, grounds)
    product = times_rate(short, units, COUNT_SCALE, rate, lines)
    caps, unknown = _caps(component, grounds)
    statuses = grounds.to_come_where(statuses, unknown)
    statuses, cents = grounds.sound(terms, statuses, product, rate.value)
    for cap, _ in caps:
        cents = np.minimum(cents, np.maximum(cap, 0))

    def said(row: int) -> str:
        here = number(Decimal(int(size.scaled[row])) / COUNT_SCALE)
        missing = pupils(Decimal(int(short[row])) / COUNT_SCALE)
        full = format_dollars(int(product.cents[row]))
        how = f"{missing} short of {number(threshold)} at {here} x {dollars(rate.value)} = {full}"
        limits = [f"{words()} ({format_dollars(int(cap[row]))})" for cap, words in caps]
        return f"{how}, at most {' or '.join(limits)}" if limits else how

    yield LineColumn(terms, statuses, cents, rate_cents=cents, counted=said)


def _caps(component: SmallSchool, grounds: Grounds) -> tuple[list[_Cap], Mask]:
    """The caps, and the schools where one is not known."""
    lines = line_rounding(component.rounding, grounds)
    unknown = np.zeros(len(grounds.ids), dtype=np.bool_)
    caps: list[_Cap] = []
    year = grounds.year
    share = None if component.at_most_share is None else component.at_most_share.value(year)
    if share is not None and component.of:
        looked_at = above(component.of, grounds)
        by_lines = portion(looked_at.cents, share, lines)
        of = share
        caps.append((by_lines, lambda: f"{percent(of)} of {names_of(component.of, grounds)}"))
        unknown |= looked_at.unknown
    most = None if component.at_most is None else component.at_most.value(year)
    if most is not None and grounds.is_sane(most, component.label):
        cents = rounded_cents(rate_of(most, _CENTS), lines)
        fixed = np.full(len(grounds.ids), cents, dtype=np.int64)
        caps.append((fixed, lambda: "the fixed cap"))
    return caps, unknown


def percent_of_lines(component: PercentOf, grounds: Grounds) -> Iterator[LineColumn]:
    """Values x max(0, share - above) x the lines of other components, rounded once."""
    value = grounds.value(component.values, component.label)
    if value is None:
        return
    terms = grounds.terms(component, component.values)
    looked_at = above(component.of, grounds)
    statuses = grounds.to_come_where(grounds.statuses(component), looked_at.unknown)
    lines = line_rounding(component.rounding, grounds)
    over = None if component.above is None else component.above.value(grounds.year)
    exact = scaled(value)
    if component.share is None:
        factors, places, shares = np.array([exact.number], dtype=np.int64), exact.places, None
    else:
        shares = share_of_pupils(component.share, component, statuses, grounds)
        statuses = shares.statuses
        threshold = scaled(over or Decimal(0))
        finest = max(shares.places, threshold.places)
        fits = 10**finest * exact.number < _ROOM
        whole = shares.numbers if fits else shares.numbers.astype(object)
        here = whole * 10 ** (finest - shares.places)
        beyond = np.maximum(here - threshold.number * 10 ** (finest - threshold.places), 0)
        factors, places = beyond * exact.number, exact.places + finest
    cents = grounds.paid_only(portions(looked_at.cents, factors, places, lines), statuses)

    def said(row: int) -> str:
        whole = f"{names_of(component.of, grounds)} ({format_dollars(int(looked_at.cents[row]))})"
        if shares is None:
            return f"{percent(value)} of {whole}"
        here = shares.said(row)
        by = here if over is None else f"({here} - {percent(over)}, where it is above)"
        return f"{percent(value)} x {by} of {whole}"

    yield LineColumn(terms, statuses, cents, rate_cents=cents, counted=said)


def names_of(of: tuple[str, ...], grounds: Grounds) -> str:
    """The labels of components, as a sentence names them."""
    labels = {one.id: one.label for one in grounds.policy.components}
    named = [f"'{labels.get(each, each)}'" for each in of]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
