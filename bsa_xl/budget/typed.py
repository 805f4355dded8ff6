"""What a person typed into an input cell, kept as it is until a rule has judged it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bsa_xl.money import round_half_away


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value standing in a cell, ``#REF!``."""

    code: str


#: A blank, a text, a number, a truth value or an error. A date is the number that the cell holds.
Typed = None | str | Decimal | bool | CellError


def is_misfit(value: Typed) -> bool:
    """Whether something other than a number stands where only a number counts."""
    return value is not None and not isinstance(value, Decimal)


def text_in(value: Typed) -> str:
    """The text of a choice or a remark; a number is written as the cell shows it."""
    if value is None or isinstance(value, CellError):
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        plain = format(value, "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return value


def day_number(day: date) -> int:
    """A day as a spreadsheet counts it: days since 30 December 1899."""
    return day.toordinal() - _DAY_ZERO


_DAY_ZERO = date(1899, 12, 30).toordinal()
#: The days that a budget may name: those of 2000 to 2099; another number is a slip of the keys.
FIRST_DAY, LAST_DAY = day_number(date(2000, 1, 1)), day_number(date(2099, 12, 31))


@dataclass(frozen=True, slots=True)
class NumberField:
    """What numbers an input accepts. The workbook's hidden partner cell says the same.

    Attributes:
        places: decimals kept; the number is rounded to them, half away from zero.
        high: the largest number accepted; the smallest is zero.
        exact: True where a number with more decimals is a fault, though it is rounded all the same.
    """

    places: int
    high: int
    exact: bool = False

    def parts(self, value: Typed) -> int:
        """The number as an integer of ``10**-places``; zero for whatever is not accepted."""
        if not isinstance(value, Decimal) or not 0 <= value <= self.high:
            return 0
        return int(round_half_away(value, self.places).scaleb(self.places))

    def refuses(self, value: Typed) -> bool:
        """Whether a number is outside the bounds, or finer than an exact field takes."""
        if not isinstance(value, Decimal):
            return False
        if not 0 <= value <= self.high:
            return True
        return self.exact and value != round_half_away(value, self.places)


HOW_MANY = NumberField(places=0, high=999, exact=True)
FTE_EACH = NumberField(places=4, high=2)
SHARE = NumberField(places=0, high=100, exact=True)
QUANTITY = NumberField(places=4, high=1_000_000)
AMOUNT = NumberField(places=2, high=100_000_000)
#: One FTE, and one unit of quantity, in the integers of their fields.
FTE_PARTS = 10**FTE_EACH.places
QUANTITY_PARTS = 10**QUANTITY.places
