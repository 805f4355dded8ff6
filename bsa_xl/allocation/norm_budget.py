"""A norm-based budget beside an allocation: its lines, priced; nobody is paid by it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bsa_xl.money import format_dollars

from .arithmetic import IntColumn, Mask
from .columns import FTE_SCALE, LineColumn
from .wording import number


@dataclass(frozen=True, slots=True, eq=False)
class NormLine:
    """One line of a norm-based budget over the schools that take part.

    Attributes:
        line: as a component of the formula would give it.
        cents: what it comes to at average cost.
        ftes: x FTE_SCALE; zero for a line in dollars.
        price_cents: of 1.0 FTE; None for a line in dollars.
    """

    line: LineColumn
    cents: IntColumn
    ftes: IntColumn
    price_cents: int | None = None

    def said(self, row: int) -> str:
        """``Teacher 14.0 FTE at $104,000.00 = $1,456,000.00``, for a school."""
        label, money = self.line.terms.label, format_dollars(int(self.cents[row]))
        if self.price_cents is None:
            return f"{label} {money}"
        many = number(Decimal(int(self.ftes[row])) / FTE_SCALE, least=1)
        return f"{label} {many} FTE at {format_dollars(self.price_cents)} = {money}"


@dataclass(frozen=True, slots=True, eq=False)
class NormBudget:
    """A norm-based budget beside what the formula gives; nobody is paid by it.

    Attributes:
        adjustment: the id of the adjustment that compares the two.
        lines: the norm's lines.
        cents: what they come to at each school.
        formula_cents: what the lines above the adjustment come to.
        unknown: schools where one of the two is to come.
    """

    adjustment: str
    label: str
    lines: tuple[NormLine, ...]
    cents: IntColumn
    formula_cents: IntColumn
    unknown: Mask
