"""Counts as supplied, and counts made of others, each a field that is added when it is asked for.

A count that was not supplied is words, and so is every count that is made of it. How the words of
the policy make one is said in `counting_words` and `counting_years`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bsa_xl.policy import CountEntry, Counting

from .coverage import not_understood
from .expression import Cell, Expression
from .functions import equal, when
from .model import NO_ROW, UNKNOWN, Block, Field, Kind, Part
from .naming import said_group
from .work import NotCoveredError, Work

#: Counts made of others keep so many decimals.
PLACES = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """A count that is asked for in a measure and a year.

    Attributes:
        name: a column of counts.csv, or a name under ``counting``.
        measure: which counts.
        ago: 1 for the fiscal year before the one that is allocated.
    """

    work: Work
    name: str
    measure: str
    ago: int

    def of(self, name: str) -> Cell:
        """Another count of the same measure and year."""
        return field_of(Asked(self.work, name, self.measure, self.ago))

    def entry(self, entry: CountEntry) -> Cell:
        """A count that may name its own measure and an earlier year."""
        return self.at(entry.counts, entry.measure, entry.years_ago)

    def at(self, name: str, measure: str, years_ago: int) -> Cell:
        """A count of a measure, or the same where none is named, so many years before."""
        return field_of(Asked(self.work, name, measure or self.measure, self.ago + years_ago))

    @property
    def key(self) -> str:
        """Its field's key, but for the kind of field."""
        return f"{self.measure}/{self.ago}/{self.name}"

    @property
    def when(self) -> str:
        """``projected``, ``census 2024-25``."""
        year = f" {self.work.case.before(self.ago).on_paper}" if self.ago else ""
        return f"{said_group(self.measure).lower()}{year}"


Made = tuple[Expression, str]
Way = Callable[[Asked, Any], Made]


def counted(work: Work, name: str, measure: str = "") -> Cell:
    """The field of a count, in a measure; added with all that it is made of.

    Args:
        work: takes the fields.
        name: a column of counts.csv, or a name under ``counting``.
        measure: empty for the policy's own.
    """
    return field_of(Asked(work, name, measure or work.case.policy.measure, work.ago))


def field_of(asked: Asked) -> Cell:
    """The field of a count; added, with all that it is made of, if it is not there."""
    work = asked.work
    rule = work.case.policy.counting.get(asked.name)
    key = f"{'count' if rule is None else 'made'}/{asked.key}"
    if key in work.model.fields:
        return Cell(key)
    return _supplied(asked, key) if rule is None else _made(asked, key, rule)


def _supplied(asked: Asked, key: str) -> Cell:
    work = asked.work
    block = f"counts/{asked.measure}/{asked.ago}"
    if block not in work.model.blocks:
        says = "As the district supplied them."
        work.model.block(Block(block, Part.COUNTS, f"Counts, {asked.when}", says))
    field = Field(key, block, said_group(asked.name), Kind.COUNT, "pupils", adds_up=True)
    return work.model.typed(field, work.case.counts(asked.name, asked.measure, asked.ago))


def _made(asked: Asked, key: str, rule: Counting) -> Cell:
    work = asked.work
    way: Way | None = work.ways.get(type(rule))
    if way is None:
        raise NotCoveredError("The count", next(iter(type(rule).model_fields)), asked.name)
    if word := not_understood(rule):
        raise NotCoveredError("The count", f"with {word}", asked.name)
    formula, says = way(asked, rule)
    label = rule.label or said_group(asked.name)
    return work.model.made(
        Field(key, block_of(asked), label, Kind.COUNT, says, adds_up=True), formula
    )


def block_of(asked: Asked) -> str:
    """The block of made counts of a measure and year."""
    block, model = f"counting/{asked.measure}/{asked.ago}", asked.work.model
    if block not in model.blocks:
        model.block(Block(block, Part.COUNTING, f"Made counts, {asked.when}"))
    return block


def unknown(parts: Sequence[Expression]) -> Expression:
    """The words for a count whose parts are not all known: a school without any row stays so."""
    return when(equal(parts[0], NO_ROW), NO_ROW, UNKNOWN)


def group_of(asked: Asked, name: str) -> Cell:
    """A column of counts.csv, whatever is called so under ``counting``."""
    column = Asked(asked.work, name, asked.measure, asked.ago)
    key = f"count/{column.key}"
    return Cell(key) if key in asked.work.model.fields else _supplied(column, key)
