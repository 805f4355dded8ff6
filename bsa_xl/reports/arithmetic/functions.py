"""The functions of a spreadsheet that the formulas use, each beside what it gives, exactly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Decimal

from .expression import Cell, Expression, Known, Part, Place, Sign, Value, part

_ZERO = Decimal(0)
#: Decimals of a difference; a policy has no finer numbers.
FINE = 10


@dataclass(frozen=True, slots=True)
class Rounded(Expression):
    """A number at so many decimals.

    Attributes:
        name: ``ROUND`` (halves away from zero), ``ROUNDDOWN`` (cut) or ``ROUNDUP``.
        places: of decimals.
    """

    name: str
    of: Expression
    places: Expression

    def text(self, place: Place) -> str:
        """``ROUND(x,2)``."""
        return f"{self.name}({self.of.text(place)},{self.places.text(place)})"

    def value(self, known: Known) -> Value:
        """The rounded number."""
        how = {"ROUND": ROUND_HALF_UP, "ROUNDDOWN": ROUND_DOWN, "ROUNDUP": ROUND_UP}[self.name]
        step = Decimal(1).scaleb(-int(self.places.number(known)))
        return self.of.number(known).quantize(step, how)


@dataclass(frozen=True, slots=True)
class Whole(Expression):
    """The largest whole number that is not above."""

    of: Expression

    def text(self, place: Place) -> str:
        """``INT(x)``."""
        return f"INT({self.of.text(place)})"

    def value(self, known: Known) -> Value:
        """The whole number."""
        return self.of.number(known).to_integral_value(ROUND_FLOOR)


@dataclass(frozen=True, slots=True)
class Figure(Expression):
    """One number for several cells, in which words are passed over.

    Attributes:
        name: ``MAX``, ``MIN``, ``AVERAGE``, or ``COUNT``, which is how many are numbers.
    """

    name: str
    of: tuple[Expression, ...]

    def text(self, place: Place) -> str:
        """``MAX(x,y)``."""
        return f"{self.name}({','.join(each.text(place) for each in self.of)})"

    def value(self, known: Known) -> Value:
        """The number; zero for the largest and the smallest where all are words."""
        values = [each.value(known) for each in self.of]
        numbers = [each for each in values if isinstance(each, Decimal)]
        match self.name:
            case "COUNT":
                return Decimal(len(numbers))
            case "AVERAGE":
                return sum(numbers, _ZERO) / len(numbers)
            case _:
                return (max if self.name == "MAX" else min)(numbers, default=_ZERO)


@dataclass(frozen=True, slots=True)
class Added(Expression):
    """The sum of some cells of a school; words are passed over."""

    keys: tuple[str, ...]
    beside: bool = False

    def text(self, place: Place) -> str:
        """``SUM(C9:F9)``, or cell by cell where they do not stand beside each other."""
        if self.beside:
            return f"SUM({place.cells(self.keys)})"
        return f"SUM({','.join(place.cell(key) for key in self.keys)})"

    def value(self, known: Known) -> Value:
        """The sum."""
        values = [known.at(key) for key in self.keys]
        return sum((each for each in values if isinstance(each, Decimal)), _ZERO)


@dataclass(frozen=True, slots=True)
class AddedOf(Expression):
    """The sum of those fields of a school that belong to a program."""

    keys: tuple[str, ...]
    mark: str

    def text(self, place: Place) -> str:
        """``SUMIF(Lines!C$4:F$4,"general",Lines!C9:F9)``."""
        return f'SUMIF({place.marks(self.keys)},"{self.mark}",{place.cells(self.keys)})'

    def value(self, known: Known) -> Value:
        """The sum; words add nothing."""
        values = [known.at(key) for key in self.keys if known.mark(key) == self.mark]
        return sum((each for each in values if isinstance(each, Decimal)), _ZERO)


@dataclass(frozen=True, slots=True)
class HowMany(Expression):
    """How many fields of a school, which stand beside each other, hold a word."""

    keys: tuple[str, ...]
    word: str

    def text(self, place: Place) -> str:
        """``COUNTIF(C9:F9,"to come")``."""
        return f'COUNTIF({place.cells(self.keys)},"{self.word}")'

    def value(self, known: Known) -> Value:
        """The number."""
        return Decimal(sum(known.at(key) == self.word for key in self.keys))


@dataclass(frozen=True, slots=True)
class When(Expression):
    """One thing where something holds, another where it does not."""

    holds: Expression
    then: Expression
    otherwise: Expression

    def text(self, place: Place) -> str:
        """``IF(x,y,z)``."""
        parts = (self.holds, self.then, self.otherwise)
        return f"IF({','.join(each.text(place) for each in parts)})"

    def value(self, known: Known) -> Value:
        """Only the branch that holds is worked out."""
        return (self.then if self.holds.value(known) else self.otherwise).value(known)


@dataclass(frozen=True, slots=True)
class Joint(Expression):
    """Whether all of some questions are answered with yes, or one of them."""

    name: str
    of: tuple[Expression, ...]

    def text(self, place: Place) -> str:
        """``AND(x,y)``."""
        return f"{self.name}({','.join(each.text(place) for each in self.of)})"

    def value(self, known: Known) -> Value:
        """Yes or no."""
        answers = [each.value(known) is True for each in self.of]
        return all(answers) if self.name == "AND" else any(answers)


@dataclass(frozen=True, slots=True)
class Unary(Expression):
    """A function of one number.

    Attributes:
        name: ``ABS``, ``SIGN``, ``ISNUMBER``, or ``N``, which is 0 for words.
    """

    name: str
    of: Expression

    def text(self, place: Place) -> str:
        """``ABS(x)``."""
        return f"{self.name}({self.of.text(place)})"

    def value(self, known: Known) -> Value:
        """Its result."""
        value = self.of.value(known)
        is_number = isinstance(value, Decimal)
        if self.name == "ISNUMBER":
            return is_number
        number = value if isinstance(value, Decimal) else _ZERO
        if self.name == "N":
            return number
        return abs(number) if self.name == "ABS" else Decimal((number > 0) - (number < 0))


def rounded(of: Part, places: Part) -> Expression:
    """At so many decimals, halves away from zero."""
    return Rounded("ROUND", part(of), part(places))


def cut(of: Part, places: Part = 0) -> Expression:
    """At so many decimals, the rest left out."""
    return Rounded("ROUNDDOWN", part(of), part(places))


def less(left: Part, right: Part) -> Expression:
    """One number less another, at so many decimals that nothing of either is lost.

    A spreadsheet's difference of two close numbers carries the last digits of both along, and they
    could decide a cent when it is multiplied and rounded.
    """
    return rounded(part(left) - right, FINE)


def rounded_up(of: Part, places: Part = 0) -> Expression:
    """At so many decimals, away from zero."""
    return Rounded("ROUNDUP", part(of), part(places))


def whole(of: Part) -> Expression:
    """The largest whole number that is not above."""
    return Whole(part(of))


def largest(*of: Part) -> Expression:
    """The largest of some."""
    return Figure("MAX", tuple(map(part, of)))


def smallest(*of: Part) -> Expression:
    """The smallest of some."""
    return Figure("MIN", tuple(map(part, of)))


def average(*of: Part) -> Expression:
    """The average of those that are numbers."""
    return Figure("AVERAGE", tuple(map(part, of)))


def many_numbers(*of: Part) -> Expression:
    """How many of some are numbers."""
    return Figure("COUNT", tuple(map(part, of)))


def when(holds: Expression, then: Part, otherwise: Part) -> Expression:
    """One thing where something holds, another where it does not."""
    return When(holds, part(then), part(otherwise))


def both(*of: Expression) -> Expression:
    """Whether all hold; one alone stands for itself."""
    return of[0] if len(of) == 1 else Joint("AND", of)


def either(*of: Expression) -> Expression:
    """Whether one holds."""
    return of[0] if len(of) == 1 else Joint("OR", of)


def equal(left: Part, right: Part) -> Expression:
    """Whether two are the same."""
    return Sign("=", part(left), part(right))


def compared(left: Part, sign: str, right: Part) -> Expression:
    """Whether ``<``, ``>``, ``<=``, ``>=`` or ``<>`` holds."""
    return Sign(sign, part(left), part(right))


def is_number(of: Expression) -> Expression:
    """Whether it is a number, and not words."""
    return Unary("ISNUMBER", of)


def are_numbers(of: Iterable[Expression]) -> Expression:
    """Whether all of some are numbers."""
    return both(*(is_number(each) for each in of))


def size(of: Part) -> Expression:
    """Without its sign."""
    return Unary("ABS", part(of))


def sign_of(of: Part) -> Expression:
    """1, 0 or -1."""
    return Unary("SIGN", part(of))


def number_or_zero(of: Expression) -> Expression:
    """The number; zero for words, which is only right where words are told apart."""
    return Unary("N", of)


def added(parts: Sequence[Expression]) -> Expression:
    """One after the other; cells that may hold words are added by `Added`."""
    total = parts[0]
    for each in parts[1:]:
        total = total + each
    return total


def cells(keys: Iterable[str]) -> tuple[Cell, ...]:
    """The cells of some fields."""
    return tuple(Cell(key) for key in keys)
