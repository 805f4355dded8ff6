"""Largest remainder, every step in a cell: whole units, what division leaves, the last unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .expression import Cell, Expression, Named, Total, part
from .functions import both, compared, equal, rounded, when, whole
from .model import TO_COME, Field, Kind, Setting
from .naming import named
from .over_all import Rank
from .work import ORDER, NotCoveredError, Work

#: A spreadsheet finds whole numbers and remainders exactly up to here, with room for a change.
_FOLLOWED = Decimal(2) ** 46
_CENTS = 100
#: Digits of a claim that are divided at a time, where all of them at once are too many.
_DIGITS_AT_A_TIME = (3, 2, 1)


@dataclass(frozen=True, slots=True)
class Shared:
    """What a pool is shared out by.

    Attributes:
        units: the total, in the lines' unit (cents, or dollars), without its sign.
        parts: each school's claim as a whole number; 0 where it has none.
        sign: 1 or -1.
        unknown: how many schools have a claim that is not known.
    """

    units: Expression
    parts: Cell
    sign: Expression
    unknown: Expression


def figure(
    work: Work, name: str, about: str, label: str, made: Expression, unit: str = "schools"
) -> Named:
    """A figure over all schools, in a cell of its own with this name."""
    setting = Setting(name, about, label, Decimal(0), unit)
    return work.model.figure(setting, made)


def largest_remainder(work: Work, block: str, shared: Shared) -> Expression:
    """The fields from the exact share to the last unit; gives the amount in dollars.

    Args:
        work: takes the fields.
        block: that they stand in.
        shared: what is shared out, and by what.
    """
    model, label = work.model, work.model.blocks[block].title
    known = both(equal(shared.unknown, 0), compared(Total(shared.parts.key), ">", 0))
    division = _Division(work, block, shared, known)
    within, rest = division.fields()
    rank = model.made(
        Field(f"{block}/rank", block, "Rank by remainder", Kind.NUMBER,
              "the largest first; of equal ones, the first school id"),
        Rank(rest.key, ORDER),
    )  # fmt: skip
    left = figure(
        work, named(block, "left"), label, "Units left for the largest remainders",
        shared.units - Total(within.key), "units",
    )  # fmt: skip
    one = model.made(
        Field(f"{block}/extra", block, "One unit more", Kind.NUMBER,
              "1 for the first ranks, as many as there are units left", adds_up=True),
        when(known, when(compared(rank, "<=", left), 1, 0), 0),
    )  # fmt: skip
    in_dollars = (within + one) * shared.sign
    if work.case.policy.rounding.lines == "cent":
        in_dollars = rounded(in_dollars / _CENTS, 2)
    return when(known, in_dollars, TO_COME)


@dataclass(frozen=True, slots=True)
class _Division:
    """Units x parts / all parts, to a whole number and a remainder, both exact.

    Attributes:
        known: whether it can be worked out.
    """

    work: Work
    block: str
    shared: Shared
    known: Expression

    @property
    def every(self) -> Total:
        """All parts."""
        return Total(self.shared.parts.key)

    def fields(self) -> tuple[Cell, Cell]:
        """The fields with the whole units and with the remainder."""
        each, over = self._split()
        self._shown()
        parts, every, known = self.shared.parts, self.every, self.known
        if self._largest() * self._all() < _FOLLOWED:
            units = whole(over * parts / every)
            rest: Expression = over * parts - units * every
        else:
            units, rest = self._long(over)
        within = self._field("whole", "Whole units", "the share before the point", adds_up=True)
        left = self._field("rest", "Remainder", "what division leaves, of all claims in parts")
        made = self.work.model.made(within, when(known, each * parts + units, 0))
        return made, self.work.model.made(left, when(known, rest, 0))

    def _field(self, what: str, heading: str, says: str, *, adds_up: bool = False) -> Field:
        return Field(
            f"{self.block}/{what}", self.block, heading, Kind.NUMBER, says, adds_up=adds_up
        )

    def _shown(self) -> None:
        """The share as a pocket calculator gives it; nothing is reckoned with it."""
        by = _CENTS if self.work.case.policy.rounding.lines == "cent" else 1
        exact = self.shared.units * self.shared.parts / self.every / by
        field = Field(
            f"{self.block}/exact", self.block, "Share before rounding", Kind.RATE,
            "dollars x claim / all claims", adds_up=True,
        )  # fmt: skip
        self.work.model.made(field, when(self.known, exact * self.shared.sign, TO_COME))

    def _split(self) -> tuple[Expression, Expression]:
        """Units that each part gets for certain, and the units to be divided after that."""
        label, units = self.work.model.blocks[self.block].title, self.shared.units
        each = figure(
            self.work, named(self.block, "each"), label, "Whole units for every part of a claim",
            when(self.known, whole(units / self.every), 0), "units",
        )  # fmt: skip
        over = figure(
            self.work, named(self.block, "over"), label, "Units to divide after that",
            units - each * self.every, "units",
        )  # fmt: skip
        return each, over

    def _long(self, over: Expression) -> tuple[Expression, Expression]:
        """Long division, some digits of the claim at a time, as on paper."""
        at_a_time = next(
            (each for each in _DIGITS_AT_A_TIME if 2 * self._all() * 10**each < _FOLLOWED), 0
        )
        if not at_a_time:
            label = self.work.model.blocks[self.block].title
            raise NotCoveredError("The pool", "with claims beyond a spreadsheet's digits", label)
        base, many = 10**at_a_time, -(-len(f"{self._largest():f}") // at_a_time)
        units: Expression = part(0)
        rest: Expression = part(0)
        for step in reversed(range(many)):
            parts = self.shared.parts
            digits = whole(parts / base**step) - whole(parts / base ** (step + 1)) * base
            number = many - step
            field = self._field(
                f"divide{number}", f"To divide, step {number}",
                f"long division, {at_a_time} digits of the claim at a time",
            )  # fmt: skip
            to_divide = self.work.model.made(
                field, when(self.known, rest * base + over * digits, 0)
            )
            quotient = when(self.known, whole(to_divide / self.every), 0)
            field = self._field(f"quotient{number}", f"Units, step {number}", "whole units so far")
            units = self.work.model.made(field, units * base + quotient)
            field = self._field(f"left{number}", f"Left, step {number}", "what the step leaves")
            rest = self.work.model.made(
                field, when(self.known, to_divide - quotient * self.every, 0)
            )
        return units, rest

    def _largest(self) -> Decimal:
        parts = self.work.model.values[self.shared.parts.key]
        return max((each for each in parts if isinstance(each, Decimal)), default=Decimal(0))

    def _all(self) -> Decimal:
        return self.work.model.totals[self.shared.parts.key]
