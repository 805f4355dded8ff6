"""Counts as supplied, and counts made of others: one function for each word under ``counting``.

A count that was not supplied is words, and so is every count that is made of it.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from bsa_xl.policy import AnyOf, Counting, PupilsAbove, SumOf

from .expression import Cell, Expression
from .functions import added, are_numbers, both, compared, largest, rounded, when
from .model import UNKNOWN, Block, Field, Kind, Part
from .work import NotCoveredError, Work, named, said_group

#: Counts made of others keep so many decimals.
_PLACES = 4
_ENROLLMENT = "enrollment"


def counted(work: Work, name: str, measure: str = "") -> Cell:
    """The field of a count, in a measure; added with all that it is made of.

    Args:
        work: takes the fields.
        name: a column of counts.csv, or a name under ``counting``.
        measure: empty for the policy's own.
    """
    measure = measure or work.case.policy.measure
    rule = work.case.policy.counting.get(name)
    key = f"{'count' if rule is None else 'made'}/{measure}/{name}"
    if key in work.model.fields:
        return Cell(key)
    return _supplied(work, key, name, measure) if rule is None else _made(work, key, rule, measure)


def _supplied(work: Work, key: str, name: str, measure: str) -> Cell:
    block = f"counts/{measure}"
    if block not in work.model.blocks:
        title = f"Counts, {said_group(measure).lower()}"
        work.model.block(Block(block, Part.COUNTS, title, "As the district supplied them."))
    field = Field(key, block, said_group(name), Kind.COUNT, "pupils", adds_up=True)
    return work.model.typed(field, work.case.counts(name, measure))


def _made(work: Work, key: str, rule: Counting, measure: str) -> Cell:
    name = key.rpartition("/")[2]
    made = _WAYS.get(type(rule))
    if made is None:
        raise NotCoveredError("The count", type(rule).__name__, name)
    formula, says = made(work, name, rule, measure)
    block = f"counting/{measure}"
    if block not in work.model.blocks:
        title = f"Counts made of others, {said_group(measure).lower()}"
        work.model.block(Block(block, Part.COUNTING, title))
    label = getattr(rule, "label", "") or said_group(name)
    return work.model.made(Field(key, block, label, Kind.COUNT, says, adds_up=True), formula)


_Made = tuple[Expression, str]


def _sum(work: Work, name: str, rule: SumOf, measure: str) -> _Made:
    """(a + b + ...) x times."""
    parts = [counted(work, each, measure) for each in rule.sum]
    total, says = added(parts), " + ".join(map(said_group, rule.sum))
    if rule.times != 1:
        times = work.constant(named(name, "times"), name, "times", rule.times, "number")
        total, says = rounded(total * times, _PLACES), f"({says}) x {rule.times}"
    return when(are_numbers(parts), total, UNKNOWN), says


def _any_of(work: Work, name: str, rule: AnyOf, measure: str) -> _Made:
    """The union as supplied, where the groups allow it: each pupil once."""
    del name
    supplied = counted(work, rule.supplied_as, measure)
    parts = [counted(work, each, measure) for each in rule.any_of]
    most = when(are_numbers(parts), added(parts), supplied)
    bounds = [compared(supplied, ">=", largest(*parts)), compared(supplied, "<=", most)]
    if work.case.has_column(_ENROLLMENT, measure):  # words are above any number
        bounds.append(compared(supplied, "<=", counted(work, _ENROLLMENT, measure)))
    says = f"each pupil once, as supplied; in any of {', '.join(map(said_group, rule.any_of))}"
    inside = when(both(*bounds), supplied, UNKNOWN)
    return when(are_numbers([supplied]), inside, UNKNOWN), says


def _above(work: Work, name: str, rule: PupilsAbove, measure: str) -> _Made:
    """max(0, group - share x of)."""
    group, of = counted(work, rule.above, measure), counted(work, rule.of, measure)
    share = work.dated(rule.share, named(name, "share"), f"{said_group(name)}: share", "share")
    if share is None:
        return when(are_numbers([group, of]), UNKNOWN, UNKNOWN), "its share has no value this year"
    beyond = largest(group - rounded(of * share, _PLACES), 0)
    says = f"{said_group(rule.above)} above {_percent(share.key, work)} of {said_group(rule.of)}"
    return when(are_numbers([group, of]), beyond, UNKNOWN), says


def _percent(name: str, work: Work) -> str:
    share: Decimal = work.model.settings[name].value * 100
    return f"{share.normalize():f} %"


#: One function for each word.
_WAYS: dict[type, Callable[..., _Made]] = {SumOf: _sum, AnyOf: _any_of, PupilsAbove: _above}
