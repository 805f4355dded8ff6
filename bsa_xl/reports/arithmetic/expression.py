"""A formula of a cell, written once: as a spreadsheet reads it, and as the exact number it gives.

Both come from the same tree, so that no formula can stand in a workbook without its value. The
functions are those that Excel 2013 and LibreOffice 7.4 both have.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

#: A number; words that stand where a number is not known; the answer to a question.
Value = Decimal | str | bool


class Place(Protocol):
    """Where a formula stands, and so how it names other cells."""

    def cell(self, key: str) -> str:
        """The cell of a field at the same school."""

    def cells(self, keys: Sequence[str]) -> str:
        """The cells of fields that stand beside each other, at the same school."""

    def marks(self, keys: Sequence[str]) -> str:
        """The cells that say to which program each of those fields belongs."""

    def column(self, key: str) -> str:
        """The cells of a field at all schools."""

    def total(self, key: str) -> str:
        """The cell with the sum of a field over all schools."""

    def over_all(self, figure: OverAll) -> str:
        """A figure that takes all schools to work out."""


class Known(Protocol):
    """What is worked out so far, seen from one school."""

    def at(self, key: str) -> Value:
        """The value of a field at this school."""

    def over(self, key: str) -> Sequence[Value]:
        """The values of a field at all schools."""

    def total(self, key: str) -> Decimal:
        """The sum of a field over all schools."""

    def setting(self, key: str) -> Decimal:
        """A value of the policy."""

    def mark(self, key: str) -> str:
        """The program that a field belongs to."""


class Expression(ABC):
    """A part of a formula; numbers may stand in its place."""

    #: How tightly it binds; what binds less tightly than what is around it stands in brackets.
    tightness = 9

    @abstractmethod
    def text(self, place: Place) -> str:
        """As it stands in a cell, without the equals sign."""

    @abstractmethod
    def value(self, known: Known) -> Value:
        """What it comes to, exactly."""

    def number(self, known: Known) -> Decimal:
        """What it comes to where that must be a number.

        Raises:
            TypeError: it is words; a formula has to ask before it reckons with them.
        """
        value = self.value(known)
        if not isinstance(value, Decimal):
            raise TypeError(f"{value!r} is no number")
        return value

    def __add__(self, other: Part) -> Expression:
        return Sign("+", self, part(other))

    def __sub__(self, other: Part) -> Expression:
        return Sign("-", self, part(other))

    def __mul__(self, other: Part) -> Expression:
        return Sign("*", self, part(other))

    def __truediv__(self, other: Part) -> Expression:
        return Sign("/", self, part(other))


Part = Expression | Decimal | int | str


def part(of: Part) -> Expression:
    """A number or words as a part of a formula."""
    match of:
        case Expression():
            return of
        case str():
            return Words(of)
        case _:
            return Number(Decimal(of))


@dataclass(frozen=True, slots=True)
class Number(Expression):
    """A number that never changes: 0, 1, the cents of a dollar."""

    is_: Decimal

    def text(self, place: Place) -> str:
        """Its digits."""
        del place
        return f"{self.is_:f}"

    def value(self, known: Known) -> Value:
        """Itself."""
        del known
        return self.is_


@dataclass(frozen=True, slots=True)
class Words(Expression):
    """Words, such as ``to come``."""

    are: str

    def text(self, place: Place) -> str:
        """In quotation marks."""
        del place
        return '"' + self.are.replace('"', '""') + '"'

    def value(self, known: Known) -> Value:
        """Themselves."""
        del known
        return self.are


@dataclass(frozen=True, slots=True)
class Cell(Expression):
    """Another field of the same school."""

    key: str

    def text(self, place: Place) -> str:
        """Its address."""
        return place.cell(self.key)

    def value(self, known: Known) -> Value:
        """What stands there."""
        return known.at(self.key)


@dataclass(frozen=True, slots=True)
class Named(Expression):
    """A value of the policy, by the name of its cell."""

    key: str

    def text(self, place: Place) -> str:
        """Its name."""
        del place
        return self.key

    def value(self, known: Known) -> Value:
        """What the policy says."""
        return known.setting(self.key)


@dataclass(frozen=True, slots=True)
class Total(Expression):
    """The sum of a field over all schools."""

    key: str

    def text(self, place: Place) -> str:
        """The address of the sum."""
        return place.total(self.key)

    def value(self, known: Known) -> Value:
        """The sum; words add nothing."""
        return known.total(self.key)


class OverAll(Expression):
    """A figure that takes all schools to work out, and is no sum: a rank, a number of schools."""

    #: What it is, for people.
    says = ""
    #: The field that it is about.
    key: str

    @abstractmethod
    def formula(self, place: Place) -> str:
        """As it stands in a workbook that has all schools."""

    def text(self, place: Place) -> str:
        """Its formula; in one school's workbook, the number that was worked out over all."""
        return place.over_all(self)


_STRENGTHS = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3}
_PRODUCT = 4


@dataclass(frozen=True, slots=True)
class Sign(Expression):
    """Two parts with a sign between them."""

    sign: str
    left: Expression
    right: Expression

    @property
    def tightness(self) -> int:  # type: ignore[override]
        """As spreadsheets have it: products before sums before comparisons."""
        return _STRENGTHS.get(self.sign, _PRODUCT)

    def text(self, place: Place) -> str:
        """Left, sign, right; in brackets where they are needed."""
        left, right = self.left.text(place), self.right.text(place)
        if self.left.tightness < self.tightness:
            left = f"({left})"
        if self.right.tightness < self.tightness or (
            self.right.tightness == self.tightness and self.sign in "-/"
        ):
            right = f"({right})"
        return f"{left}{self.sign}{right}"

    def value(self, known: Known) -> Value:
        """The result of a calculation, or the answer to a comparison."""
        if self.sign in ("=", "<>"):
            same = self.left.value(known) == self.right.value(known)
            return same if self.sign == "=" else not same
        if self.tightness == _STRENGTHS["<"]:
            return self._compared(self.left.value(known), self.right.value(known))
        left, right = self.left.number(known), self.right.number(known)
        match self.sign:
            case "+":
                return left + right
            case "-":
                return left - right
            case "*":
                return left * right
            case _:
                return left / right

    def _compared(self, left: Value, right: Value) -> bool:
        """As spreadsheets do: words are above every number."""
        sides = (isinstance(left, str), left), (isinstance(right, str), right)
        first, second = sides
        if first[0] != second[0]:
            return first[0] == (self.sign in (">", ">="))
        match self.sign:
            case "<":
                return first < second
            case ">":
                return first > second
            case "<=":
                return first <= second
            case _:
                return first >= second
