"""Counts of other years and measures, and pupils in attendance: one function for each word."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bsa_xl.policy import AsOf, Attended, AverageOf, GreatestOf

from .counting import PLACES, Asked, Made, Way, block_of, unknown
from .expression import Cell, Expression, Named, Total
from .functions import (
    are_numbers,
    average,
    both,
    compared,
    either,
    equal,
    is_number,
    largest,
    many_numbers,
    rounded,
    when,
)
from .model import NO_ROW, UNKNOWN, Field, Kind, Setting
from .naming import named, said_group
from .over_all import SchoolsWith


def _as_of(asked: Asked, rule: AsOf) -> Made:
    """The count of another year or measure."""
    measure, ago = rule.measure or asked.measure, asked.ago + rule.years_ago
    made = asked.at(rule.as_of, rule.measure, rule.years_ago)
    says = f"as {said_group(rule.as_of)}, {Asked(asked.work, '', measure, ago).when}"
    return made, says


def _greatest_of(asked: Asked, rule: GreatestOf) -> Made:
    """The greatest of several years or measures."""
    entries = [asked.entry(each) for each in rule.greatest_of]
    known = _judged_by(entries, rule.absent)
    return when(known, largest(*entries), unknown(entries)), _listed(asked, "greatest", entries)


def _average_of(asked: Asked, rule: AverageOf) -> Made:
    """The average of several years or measures, rounded once."""
    entries = [asked.entry(each) for each in rule.average_of]
    known = _judged_by(entries, rule.absent)
    made = rounded(average(*entries), PLACES)
    return when(known, made, unknown(entries)), _listed(asked, "average", entries)


def _judged_by(entries: Sequence[Cell], absent: str) -> Expression:
    """Whether all are known; where one without a row is passed over, whether the others are."""
    if absent == "told":
        return are_numbers(entries)
    each = [either(is_number(entry), equal(entry, NO_ROW)) for entry in entries]
    return both(*each, compared(many_numbers(*entries), ">", 0))


def _listed(asked: Asked, what: str, entries: Sequence[Cell]) -> str:
    model = asked.work.model
    said = [f"{model.fields[e.key].heading} ({_when(asked, e)})" for e in entries]
    return f"the {what} of {', '.join(said)}"


def _when(asked: Asked, entry: Cell) -> str:
    _, measure, ago, name = entry.key.split("/")
    return Asked(asked.work, name, measure, int(ago)).when


def _attended(asked: Asked, rule: Attended) -> Made:
    """Pupils x present / of, by the school's own rate or that of all schools."""
    pupils = asked.of(rule.attended)
    present, of = asked.entry(rule.present), asked.entry(rule.of)
    who = said_group(rule.attended)
    if rule.rate_of == "district":
        return _attended_as_all(asked, pupils, (present, of), who)
    parts = [pupils, present, of]
    by_rate = rounded(pupils * present / of, PLACES)
    nobody = when(equal(pupils, 0), 0, UNKNOWN)
    some = when(compared(of, ">", 0), by_rate, nobody)
    made = when(compared(present, ">", of), UNKNOWN, some)  # more attend than are enrolled
    return when(are_numbers(parts), made, unknown(parts)), f"{who} x present / enrolled, own rate"


def _attended_as_all(asked: Asked, pupils: Cell, rate: tuple[Cell, Cell], who: str) -> Made:
    """By the rate of all schools together; one without a row then takes no part in it."""
    sums = [_of_all(asked, rate, place) for place in (0, 1)]
    present, of = Total(sums[0].key), Total(sums[1].key)
    gaps = [_gaps(asked, each, number) for number, each in enumerate(sums)]
    known = both(*(equal(each, 0) for each in gaps), compared(of, ">", 0), is_number(pupils))
    made = when(known, rounded(pupils * present / of, PLACES), unknown([pupils]))
    return made, f"{who} x all schools' present / enrolled"


def _of_all(asked: Asked, rate: tuple[Cell, Cell], place: int) -> Cell:
    """A school's part in the rate of all: those who are there, or those who are enrolled."""
    (present, of), own, what = rate, rate[place], ("present", "enrolled")[place]
    field = Field(
        f"made/{asked.key}/{what}", block_of(asked), f"{said_group(asked.name)}: {what}",
        Kind.COUNT, "of schools that have a row in both", adds_up=True,
    )  # fmt: skip
    absent = either(equal(present, NO_ROW), equal(of, NO_ROW))
    sound = both(are_numbers(rate), compared(present, "<=", of))
    return asked.work.model.made(field, when(absent, NO_ROW, when(sound, own, UNKNOWN)))


def _gaps(asked: Asked, of: Cell, number: int) -> Named:
    setting = Setting(
        named(*asked.key.split("/"), "gaps", str(number)), said_group(asked.name),
        f"Schools not known: {asked.work.model.fields[of.key].heading}", Decimal(0), "schools",
    )  # fmt: skip
    return asked.work.model.figure(setting, SchoolsWith(of.key, UNKNOWN))


#: One function for each word that looks at other years or measures.
OVER_TIME: dict[type, Way] = {
    AsOf: _as_of, GreatestOf: _greatest_of, AverageOf: _average_of, Attended: _attended,
}  # fmt: skip
