"""What a pupil of weight 1 is worth: as printed, by a cost index, or solved from a pool."""

from __future__ import annotations

from collections.abc import Mapping
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
    Dollars,
    Factors,
    Shares,
    SourcedBlock,
    SourceField,
)
from .scalars import Line, RateDecimals

_ONE = Decimal(1)


class CostIndex(Block):
    """What it costs to employ people here beside elsewhere: base x ((index - 1) x share + 1).

    Attributes:
        values: the index, 1 for an average place.
        share: the share of the base that the index moves.
    """

    values: Factors
    share: Shares


class BasePool(Block):
    """Dollars that the weighted pupils come to: the base is solved so that nothing is overspent.

    Attributes:
        values: the dollars of the pool.
        of: the components whose lines come to it; empty for every share of the base.
    """

    values: Dollars
    of: tuple[ComponentName, ...] = ()


class Base(SourcedBlock):
    """Dollars for a pupil of weight 1.

    Attributes:
        values: as printed; beside a pool they are shown and not used, and may be left out.
        cost_index: what the printed base is multiplied by.
        pool: from which the base is solved in the years in which it holds.
        decimals: of the base after its index, rounded half away, or after its pool, cut; where not
            said, the index leaves every decimal and the pool as many as rates have.
    """

    label: Line
    unit: Literal["USD per pupil"]
    values: BaseValues
    source: SourceField
    cost_index: CostIndex | None = None
    pool: BasePool | None = None
    decimals: RateDecimals | None = None

    @model_validator(mode="before")
    @classmethod
    def _a_pool_needs_no_values(cls, written: object) -> object:
        if isinstance(written, Mapping) and "pool" in written and "values" not in written:
            return {**written, "values": DatedValue(())}
        return written

    def holds(self, year: FiscalYear) -> bool:
        """Whether there is a base in a year."""
        return self.pool_in(year) is not None or self.values.value(year) is not None

    def value(self, year: FiscalYear) -> Decimal | None:
        """The printed base of a year, times its cost index; what a pool makes of it is not here."""
        printed = self.values.value(year)
        factor = self.index_factor(year)
        if printed is None or factor is None:
            return printed
        made = EXACT.multiply(printed, factor)
        return made if self.decimals is None else round_half_away(made, self.decimals)

    def index_factor(self, year: FiscalYear) -> Decimal | None:
        """What the cost index multiplies by in a year; None where none holds."""
        if self.cost_index is None:
            return None
        index, share = self.cost_index.values.value(year), self.cost_index.share.value(year)
        if index is None or share is None:
            return None
        return EXACT.add(EXACT.multiply(EXACT.subtract(index, _ONE), share), _ONE)

    def pool_in(self, year: FiscalYear) -> Decimal | None:
        """The dollars that the base is solved from in a year; None where it is not."""
        return None if self.pool is None else self.pool.values.value(year)
