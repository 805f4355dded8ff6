"""A row of a table by size, and one of several by its number."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .expression import Expression, Known, Place, Value


@dataclass(frozen=True, slots=True)
class Reached(Expression):
    """How many edges a number reaches, the smallest first: its row in a table by size."""

    of: Expression
    edges: tuple[Expression, ...]

    def text(self, place: Place) -> str:
        """``(x>=a)+(x>=b)``."""
        of = self.of.text(place)
        return "+".join(f"({of}>={edge.text(place)})" for edge in self.edges)

    def value(self, known: Known) -> Value:
        """The number of the row; 0 for none."""
        number = self.of.number(known)
        return Decimal(sum(number >= edge.number(known) for edge in self.edges))


@dataclass(frozen=True, slots=True)
class Chosen(Expression):
    """One of several, by its number."""

    number_of: Expression
    among: tuple[Expression, ...]

    def text(self, place: Place) -> str:
        """``CHOOSE(x,a,b)``."""
        among = ",".join(each.text(place) for each in self.among)
        return f"CHOOSE({self.number_of.text(place)},{among})"

    def value(self, known: Known) -> Value:
        """The one that is chosen."""
        return self.among[int(self.number_of.number(known)) - 1].value(known)
