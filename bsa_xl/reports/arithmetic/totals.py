"""What the lines of a school come to: by program, in all, and rounded to whole dollars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .expression import Cell, Expression, Known, Place, Value
from .functions import Added, AddedOf, HowMany, equal, rounded, when
from .model import TO_COME, Block, Field, Kind, Model, Part
from .work import PLANNED, Line, Work

_ROUNDING = "rounding"


def rounding(work: Work) -> None:
    """A line for each program, where the policy rounds its total to whole dollars."""
    policy = work.case.policy
    keys = tuple(line.cell.key for line in work.lines if line.is_planned)
    if policy.rounding.total != "dollar" or not keys:
        return
    says = "Brings the program's total to whole dollars."
    block = work.model.block(Block(_ROUNDING, Part.ADJUSTMENTS, "Rounding", says))
    for program in policy.programs:
        if program.id not in {line.program for line in work.lines if line.is_planned}:
            continue
        before = work.model.made(
            Field(f"{_ROUNDING}/{program.id}/before", block, f"{program.title}: lines",
                  Kind.DOLLARS, "added up", adds_up=True),
            AddedOf(keys, program.id),
        )  # fmt: skip
        change = work.model.made(
            Field(f"{_ROUNDING}/{program.id}/change", block, f"{program.title}: rounding",
                  Kind.DOLLARS, "to whole dollars", adds_up=True),
            rounded(rounded(before, 0) - before, 2),
        )  # fmt: skip
        key = f"{_ROUNDING}:{program.id}"
        made = Field(
            f"line/{key}", PLANNED, f"Rounding, {program.title}", Kind.DOLLARS, program.title,
            adds_up=True, mark=program.id, line=key,
        )  # fmt: skip
        cell = work.model.made(made, change)
        work.lines.append(
            Line(
                key,
                _ROUNDING,
                "Rounding",
                cell,
                program.id,
                is_planned=True,
                in_dollars=True,
                source=policy.title,
            )
        )


@dataclass(frozen=True, slots=True)
class HowManyOf(Expression):
    """How many of those fields of a school that belong to a program hold a word."""

    keys: tuple[str, ...]
    mark: str
    word: str

    def text(self, place: Place) -> str:
        """``COUNTIFS(Lines!C$6:F$6,"general",Lines!C11:F11,"to come")``."""
        marks, cells = place.marks(self.keys), place.cells(self.keys)
        return f'COUNTIFS({marks},"{self.mark}",{cells},"{self.word}")'

    def value(self, known: Known) -> Value:
        """The number."""
        mine = [key for key in self.keys if known.mark(key) == self.mark]
        return Decimal(sum(known.at(key) == self.word for key in mine))


def totals(work: Work) -> None:
    """By program, and in all; what the central office holds beside it, never added.

    A total is to come where one of its lines is; what is known of it stands in a block of its own.
    """
    planned = tuple(line.cell.key for line in work.lines if line.is_planned)
    central = tuple(line.cell.key for line in work.lines if line.in_dollars and not line.is_planned)
    model = work.model
    block = model.block(
        Block("totals", Part.TOTALS, "Dollars that schools plan themselves", "By program.")
    )
    if planned:
        known = _known_block(model, "known")
        programs = {line.program for line in work.lines if line.is_planned}
        for program in work.case.policy.programs:
            if program.id in programs:
                waits = HowManyOf(planned, program.id, TO_COME)
                says = ("the lines of the program, added up", program.title)
                sum_ = AddedOf(planned, program.id)
                _total(model, (block, known), f"total/{program.id}", says, (sum_, waits))
        waits_for = HowMany(planned, TO_COME)
        sum_of_all = Added(planned, beside=True)
        says = ("all lines that schools plan", "Total")
        _total(model, (block, known), "total", says, (sum_of_all, waits_for))
        field = Field(
            "known/waiting", known, "Lines to come", Kind.NUMBER, "how many", adds_up=True
        )
        model.made(field, waits_for)
    if central:
        held = model.block(
            Block("central", Part.TOTALS, "Held by the central office", "Never counted as left.")
        )
        whole, waits_for = Added(central, beside=True), HowMany(central, TO_COME)
        says = ("added up", "Held centrally")
        known = _known_block(model, "central/known")
        _total(model, (held, known), "central", says, (whole, waits_for))


def _known_block(model: Model, key: str) -> str:
    says = "Without the lines that are to come, which the sheet Lines names."
    return model.block(Block(key, Part.TOTALS, "What is known of it", says))


def _total(
    model: Model,
    blocks: tuple[str, str],
    key: str,
    says: Sequence[str],
    of: tuple[Expression, Expression],
) -> Cell:
    """What is known of a sum, and the sum where no line of it is to come.

    Args:
        model: takes both.
        blocks: of the sum, and of what is known of it.
        key: of the sum.
        says: how it comes about, and its heading.
        of: the lines added up, and how many of them are to come.
    """
    (how, heading), (added, waits) = says, of
    known = model.made(
        Field(known_key(key), blocks[1], heading, Kind.DOLLARS, how, adds_up=True), added
    )
    whole = when(equal(waits, 0), known, TO_COME)
    return model.made(Field(key, blocks[0], heading, Kind.DOLLARS, how, adds_up=True), whole)


def known_key(key: str) -> str:
    """The key of what is known of a sum."""
    return f"known:{key}"
