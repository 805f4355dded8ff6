"""Counts made of others of the same year and measure: one function for each word."""

from __future__ import annotations

from decimal import Decimal

from bsa_xl.policy import AnyOf, OneOf, PupilsAbove, SumOf, WeightedSum

from .counting import PLACES, Asked, Made, Way, group_of, unknown
from .expression import Cell, Expression
from .functions import added, are_numbers, both, compared, equal, largest, rounded, when
from .model import UNKNOWN
from .naming import named, said_group

_ENROLLMENT = "enrollment"


def _sum(asked: Asked, rule: SumOf) -> Made:
    """(a + b + ... - c - ...) x times; less than nothing is not known."""
    parts = [asked.of(each) for each in rule.sum]
    less = [asked.of(each) for each in rule.minus]
    total, says = added(parts), " + ".join(map(said_group, rule.sum))
    for each, name in zip(less, rule.minus, strict=True):
        total, says = total - each, f"{says} - {said_group(name)}"
    exact = total
    if rule.times != 1:
        times = asked.work.constant(
            named(asked.name, "times"), said_group(asked.name), "times", rule.times, "number"
        )
        total, says = rounded(total * times, PLACES), f"({says}) x {rule.times}"
    if less:
        total = when(compared(rounded(exact, PLACES), ">=", 0), rounded(total, PLACES), UNKNOWN)
    every = [*parts, *less]
    return when(are_numbers(every), total, unknown(every)), says


def _weighted(asked: Asked, rule: WeightedSum) -> Made:
    """Each group times its weight, added up."""
    counts: list[Cell] = []
    products: list[Expression] = []
    said = []
    for number, each in enumerate(rule.weighted, start=1):
        weight = asked.work.dated(
            each.weight, named(asked.name, "weight", str(number)),
            f"{said_group(asked.name)}: weight of {said_group(each.counts)}", "per pupil",
        )  # fmt: skip
        if weight is not None:
            count = asked.of(each.counts)
            counts.append(count)
            products.append(count * weight)
            said.append(f"{said_group(each.counts)} x its weight")
    if not counts:
        return when(equal(1, 1), UNKNOWN, UNKNOWN), "no weight holds in this year"
    register = rounded(added(products), PLACES)
    return when(are_numbers(counts), register, unknown(counts)), " + ".join(said)


def _any_of(asked: Asked, rule: AnyOf) -> Made:
    """The union as supplied, where the groups allow it: each pupil once."""
    supplied = group_of(asked, rule.supplied_as)
    parts = [asked.of(each) for each in rule.any_of]
    most = when(are_numbers(parts), added(parts), supplied)
    bounds = [compared(supplied, ">=", largest(*parts)), compared(supplied, "<=", most)]
    if asked.work.case.has_column(_ENROLLMENT, asked.measure, asked.ago):
        # words are above any number, so that a missing enrollment bounds nothing
        bounds.append(compared(supplied, "<=", group_of(asked, _ENROLLMENT)))
    says = f"each pupil once, as supplied; in any of {', '.join(map(said_group, rule.any_of))}"
    inside = when(both(*bounds), supplied, UNKNOWN)
    return when(are_numbers([supplied]), inside, unknown([supplied])), says


def _one_of(asked: Asked, rule: OneOf) -> Made:
    """Tiers added up, where they are not more pupils than there are."""
    tiers, within = [asked.of(each) for each in rule.one_of], asked.of(rule.within)
    total = added(tiers)
    inside = when(compared(total, "<=", within), total, UNKNOWN)
    says = " + ".join(map(said_group, rule.one_of))
    return when(are_numbers([*tiers, within]), inside, unknown([*tiers, within])), says


def _above(asked: Asked, rule: PupilsAbove) -> Made:
    """max(0, group - share x of)."""
    group, of = asked.of(rule.above), asked.of(rule.of)
    share = asked.work.dated(
        rule.share, named(asked.name, "share"), f"{said_group(asked.name)}: share", "share"
    )
    if share is None:
        return when(equal(1, 1), UNKNOWN, UNKNOWN), "its share has no value this year"
    beyond = rounded(largest(group - rounded(of * share, PLACES), 0), PLACES)
    percent = f"{_plain(asked.work.model.settings[share.key].value * 100)} %"
    says = f"{said_group(rule.above)} above {percent} of {said_group(rule.of)}"
    return when(are_numbers([group, of]), beyond, unknown([group, of])), says


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


#: One function for each word that needs no other year or measure.
OF_ONE_TIME: dict[type, Way] = {
    SumOf: _sum, WeightedSum: _weighted, AnyOf: _any_of, OneOf: _one_of, PupilsAbove: _above,
}  # fmt: skip
