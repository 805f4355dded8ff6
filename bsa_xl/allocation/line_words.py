"""How a share of a pool, and a position that is paid in dollars, are said."""

from __future__ import annotations

from decimal import Decimal

from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import EXACT, to_dollars
from bsa_xl.policy import Pool

from .arithmetic import LineRounding
from .kept import kept_of
from .lines import AllocationLine
from .wording import amount, dollars, number


def pool_said(component: Pool, line: AllocationLine, lines: LineRounding) -> str:
    """``$30,000.00``, or what is left of it after what is kept."""
    year = line.fiscal_year
    whole = pool_cents_of(component, year) or 0
    kept = kept_of(component.set_asides, to_dollars(whole), year, lines)
    away = sum(each.cents for each in kept)
    if not away:
        return amount(whole, lines)
    left = amount(whole - away, lines)
    return f"{left}, what is left of {amount(whole, lines)} after {amount(away, lines)} is kept"


def staff_said(line: AllocationLine, money: str) -> str:
    """``2.5 FTE of Counselor (2202) (...) x $98,765.00 = $246,912.50``."""
    fte = number(line.count or Decimal(0), least=1)
    basis = f" ({line.basis})" if line.basis else ""
    cost = dollars(line.rate or Decimal(0))
    return f"{fte} FTE of {line.counted}{basis} x {cost}, what 1.0 FTE costs, = {money}"


def pool_cents_of(component: Pool, year: FiscalYear) -> int | None:
    """What a pool has in a year, in cents; None where it has no value."""
    value = component.values.value(year)
    return None if value is None else int(EXACT.multiply(value, Decimal(100)))
