"""Money that is kept back before the rest is shared out or ranked for."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from bsa_xl.fiscal_year import FiscalYear

from .document import Block, Dollars, Shares, SourceField
from .scalars import Line, Name


class SetAside(Block):
    """An amount kept by the central office: dollars, or a share of the whole; one of the two.

    Attributes:
        id: unique in its component.
        dollars: dollars of the year.
        share: share of the whole, before anything is kept back.
        source: its own authority; None where the component's covers it.
    """

    id: Name
    label: Line
    dollars: Dollars | None = None
    share: Shares | None = None
    source: SourceField | None = None

    def dollars_of(self, whole: Decimal, year: FiscalYear) -> Decimal:
        """Dollars kept back in a year, not rounded; zero where nothing holds."""
        dollars = self.dollars.value(year) if self.dollars else None
        share = self.share.value(year) if self.share else None
        return (dollars or Decimal(0)) + (share or Decimal(0)) * whole


def kept_back(set_asides: Iterable[SetAside], whole: Decimal, year: FiscalYear) -> Decimal:
    """Dollars that some set-asides keep together in a year."""
    return sum((each.dollars_of(whole, year) for each in set_asides), Decimal(0))
