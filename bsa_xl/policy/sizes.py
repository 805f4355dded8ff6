"""How large and how fine a count can become, a made one by what it is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import EXACT

from .counting import (
    AnyOf,
    AsOf,
    Attended,
    AverageOf,
    CountEntry,
    Counting,
    GreatestOf,
    OneOf,
    PupilsAbove,
    SumOf,
    WeightedSum,
)
from .facts import CountSize
from .model import Policy
from .numbers import decimals_of

#: Counts made of others are rounded to as many decimals as counts.csv may have.
MOST_COUNT_DECIMALS = 4

Columns = Mapping[str, CountSize]
Tables = Mapping[tuple[FiscalYear, str], Columns]


@dataclass(frozen=True, slots=True)
class Sizes:
    """Where sizes are looked up.

    Attributes:
        tables: sizes of the columns that are supplied, by year and measure.
        year: the year whose weights and shares hold.
    """

    policy: Policy
    tables: Tables
    year: FiscalYear

    def size(
        self, name: str, measure: str, years_ago: int = 0, above: frozenset[str] = frozenset()
    ) -> CountSize | None:
        """How large a count can become; None where it is not known.

        Args:
            name: a column, or a name under ``counting``.
            measure: the measure that it is counted in.
            years_ago: of how many years before ``year``.
            above: names that are made of it; one of them would be a circle and has no size.
        """
        way = self.policy.counting.get(name)
        if way is None:
            key = (FiscalYear(self.year.ends_in - years_ago), measure)
            return self.tables.get(key, {}).get(name)
        if name in above:
            return None
        inner = _Within(self, measure, years_ago, above | {name})
        return inner.made(way)


@dataclass(frozen=True, slots=True)
class _Within:
    """The sizes of what a count is made of."""

    sizes: Sizes
    measure: str
    years_ago: int
    above: frozenset[str]

    def of(self, name: str) -> CountSize | None:
        return self.sizes.size(name, self.measure, self.years_ago, self.above)

    def entry(self, entry: CountEntry | AsOf) -> CountSize | None:
        name = entry.as_of if isinstance(entry, AsOf) else entry.counts
        measure, ago = entry.measure or self.measure, self.years_ago + entry.years_ago
        return self.sizes.size(name, measure, ago, self.above)

    def made(self, way: Counting) -> CountSize | None:  # noqa: PLR0911 - one a word
        match way:
            case SumOf() | WeightedSum() | OneOf():
                return self._added_up(way)
            case GreatestOf():
                return _largest(self.entry(one) for one in way.greatest_of)
            case AverageOf():
                return _finest(_largest(self.entry(one) for one in way.average_of))
            case AsOf():
                return self.entry(way)
            case PupilsAbove():
                return self._above(way)
            case Attended():
                return _finest(self.of(way.attended))
            case AnyOf():
                return self.of(way.supplied_as)

    def _added_up(self, way: SumOf | WeightedSum | OneOf) -> CountSize | None:
        if isinstance(way, SumOf):
            parts = _added([(self.of(one), way.times) for one in way.sum])
            less = [self.of(one) for one in way.minus]
            return _with_decimals(parts, less, decimals_of(way.times))
        if isinstance(way, OneOf):
            return _added([(self.of(one), Decimal(1)) for one in way.one_of])
        weights = [(one.counts, one.weight.value(self.sizes.year)) for one in way.weighted]
        return _added([(self.of(one), each) for one, each in weights if each is not None])

    def _above(self, way: PupilsAbove) -> CountSize | None:
        group, of, share = self.of(way.above), self.of(way.of), way.share.value(self.sizes.year)
        if group is None or of is None or share is None:
            return None
        decimals = max(group.decimals, of.decimals + decimals_of(share))
        return CountSize(group.largest, min(decimals, MOST_COUNT_DECIMALS))


def _added(parts: Iterable[tuple[CountSize | None, Decimal]]) -> CountSize | None:
    largest, decimals = Decimal(0), 0
    for size, times in parts:
        if size is None:
            return None
        largest = EXACT.add(largest, EXACT.multiply(size.largest, times))
        decimals = max(decimals, size.decimals + decimals_of(times))
    return CountSize(largest, min(decimals, MOST_COUNT_DECIMALS))


def _with_decimals(
    size: CountSize | None, others: list[CountSize | None], more: int
) -> CountSize | None:
    """A size that is as fine as what is taken away from it."""
    if size is None or None in others:
        return None
    decimals = [one.decimals + more for one in others if one is not None]
    return CountSize(size.largest, min(max([size.decimals, *decimals]), MOST_COUNT_DECIMALS))


def _largest(sizes: Iterable[CountSize | None]) -> CountSize | None:
    known = [size for size in sizes if size is not None]
    if not known:
        return None
    return CountSize(max(one.largest for one in known), max(one.decimals for one in known))


def _finest(size: CountSize | None) -> CountSize | None:
    return None if size is None else CountSize(size.largest, MOST_COUNT_DECIMALS)
