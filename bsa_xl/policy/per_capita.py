"""What a pupil of weight 1 is worth: as printed, by level, by a cost index, or from a pool."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Literal

from pydantic import model_validator

from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import EXACT, round_half_away

from .dated import DatedValue
from .document import (
    BaseValues,
    Block,
    ComponentName,
    CountName,
    Dollars,
    Factors,
    SchoolColumn,
    SchoolGate,
    Shares,
    SourcedBlock,
    SourceField,
)
from .scalars import Line, Name, RateDecimals
from .set_asides import SetAside

_ONE = Decimal(1)


class CostIndex(Block):
    """What it costs to employ people here beside elsewhere: base x ((index - 1) x share + 1).

    The index is one number for the district, or one for each school: of the three ways to give it,
    one.

    Attributes:
        values: the index of the whole district, 1 for an average place.
        column: the column of schools.csv with each school's index.
        counts: the column of counts.csv with it.
        measure: in which counts; empty for the policy's own.
        share: the share of the base that the index moves.
    """

    values: Factors | None = None
    column: SchoolColumn | None = None
    counts: CountName | None = None
    measure: str = ""
    share: Shares

    @property
    def is_by_school(self) -> bool:
        """Whether every school has an index of its own."""
        return self.column is not None or self.counts is not None


class BasePool(Block):
    """Dollars that the weighted pupils come to: the base is solved so that nothing is overspent.

    Attributes:
        values: the dollars of the pool, before anything is kept.
        of: the components whose lines come to it; empty for every share of the base.
        set_asides: what the central office keeps before the base is solved from the rest.
    """

    values: Dollars
    of: tuple[ComponentName, ...] = ()
    set_asides: tuple[SetAside, ...] = ()


class BaseLevel(Block):
    """The base of some schools: of a level, or of a span of grades.

    Attributes:
        id: unique in the base.
        schools: whose base it is; no school may be in two.
        values: USD per pupil.
        source: its own authority; None where the base's covers it.
    """

    id: Name
    label: Line
    schools: SchoolGate
    values: BaseValues
    source: SourceField | None = None


class Base(SourcedBlock):
    """Dollars for a pupil of weight 1.

    Attributes:
        values: as printed, of every school that is in none of the ``levels``; beside a pool they
            are shown and not used. They may be left out beside a pool or levels.
        levels: schools whose base is another; every weight multiplies the school's own.
        cost_index: what the printed base is multiplied by.
        pool: from which the base is solved in the years in which it holds.
        decimals: of the base after its index, rounded half away, or after its pool, cut; where not
            said, the index leaves every decimal and the pool as many as rates have.
    """

    label: Line
    unit: Literal["USD per pupil"]
    values: BaseValues
    levels: tuple[BaseLevel, ...] = ()
    source: SourceField
    cost_index: CostIndex | None = None
    pool: BasePool | None = None
    decimals: RateDecimals | None = None

    @model_validator(mode="before")
    @classmethod
    def _values_may_be_left_out(cls, written: object) -> object:
        if not isinstance(written, Mapping) or "values" in written:
            return written
        has_others = "pool" in written or bool(written.get("levels"))
        return {**written, "values": DatedValue(())} if has_others else written

    def holds(self, year: FiscalYear) -> bool:
        """Whether there is a base in a year."""
        return self.pool_in(year) is not None or any(
            values.value(year) is not None for values in self.printed()
        )

    def printed(self) -> Iterator[DatedValue]:
        """The base of the schools that are in no level, then that of each level."""
        yield self.values
        yield from (level.values for level in self.levels)

    def is_by_school(self, year: FiscalYear) -> bool:
        """Whether schools differ in their base, which is not solved from a pool then."""
        if self.pool_in(year) is not None:
            return False
        return bool(self.levels) or (self.cost_index is not None and self.cost_index.is_by_school)

    def value(self, year: FiscalYear) -> Decimal | None:
        """The printed base of a year, times its cost index; what a pool makes of it is not here.

        Where schools differ, that of schools in no level, before an index of their own.
        """
        printed = self.values.value(year)
        factor = self.index_factor(year)
        if printed is None or factor is None:
            return printed
        return self.rounded(EXACT.multiply(printed, factor))

    def largest(self, year: FiscalYear) -> Decimal | None:
        """The largest printed base of a year, times the district's cost index; None for none."""
        printed = [value for each in self.printed() if (value := each.value(year)) is not None]
        if not printed:
            return None
        factor = self.index_factor(year)
        return max(printed) if factor is None else EXACT.multiply(max(printed), factor)

    def rounded(self, made: Decimal) -> Decimal:
        """A base after its index, with as many decimals as it keeps."""
        return made if self.decimals is None else round_half_away(made, self.decimals)

    def index_factor(self, year: FiscalYear) -> Decimal | None:
        """What the district's cost index multiplies by in a year; None where none holds."""
        if self.cost_index is None or self.cost_index.values is None:
            return None
        index, share = self.cost_index.values.value(year), self.cost_index.share.value(year)
        if index is None or share is None:
            return None
        return EXACT.add(EXACT.multiply(EXACT.subtract(index, _ONE), share), _ONE)

    def pool_in(self, year: FiscalYear) -> Decimal | None:
        """The dollars that the base is solved from in a year; None where it is not."""
        return None if self.pool is None else self.pool.values.value(year)
