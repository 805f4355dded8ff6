"""Adjustments that do not say what they need, or say it in an order that cannot be meant.

What two of them say together is checked in `limit_checks`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from bsa_xl.finding import Finding

from .corrections import Manual, Salary
from .dated import DatedValue
from .facts import PolicyFacts
from .kinds import (
    CONTRADICTION,
    GRAMMAR,
    NO_EFFECT,
    NOT_SUPPLIED,
    OUT_OF_ORDER,
    SUSPICIOUS,
    UNKNOWN_NAME,
)
from .numbers import plain
from .pilots import PeerAverage, StartUp
from .policy_file import PolicyFile
from .sentences import quote, use_one_of
from .transitions import (
    Carryover,
    CountDay,
    FundingPercentage,
    LimitsOnPriorYear,
    SoftLanding,
)
from .tree import Steps
from .validate import Declared
from .values import LARGEST_LIKELY_WEIGHT


def check_order(file: PolicyFile, declared: Declared) -> Iterator[Finding]:
    """What each adjustment says by itself, in the order of the file."""
    yield from _said_in_full(file)
    yield from _rising(file)
    yield from _by_themselves(file, declared)
    yield from _years_of_operation(file)
    yield from _percents(file)


def _said_in_full(file: PolicyFile) -> Iterator[Finding]:
    """What an adjustment needs beside its own keys."""
    for index, one in enumerate(file.policy.adjustments):
        here, name = file.where("adjustments", index), quote(one.id)
        if isinstance(one, LimitsOnPriorYear) and one.at_least is None and one.at_most is None:
            yield GRAMMAR.at(
                here, f"adjustment {name} limits nothing.", "Add at_least:, at_most:, or both."
            )
        if isinstance(one, Carryover) and one.at_most is not None and not one.against:
            yield GRAMMAR.at(
                file.where("adjustments", index, "at_most"),
                f"adjustment {name} has a cap, and does not say of what.",
                "Add against: and the line of amounts.csv with what the school had.",
            )
        if isinstance(one, FundingPercentage):
            yield from _change_known(file, index, one)
        if isinstance(one, CountDay):
            yield from _made_of_components(file, index, one.of)


def _change_known(file: PolicyFile, index: int, one: FundingPercentage) -> Iterator[Finding]:
    here, name = file.where("adjustments", index), quote(one.id)
    if not one.change and not one.prior_measure:
        yield GRAMMAR.at(
            here,
            f"adjustment {name} does not say how the formula changed.",
            "Add prior_measure: and the measure of last year's counts, or change: and a line of "
            "amounts.csv.",
        )
    if one.change and one.prior_measure:
        yield CONTRADICTION.at(
            here,
            f"adjustment {name} takes the change from amounts.csv and from last year's counts.",
            "Take change: or prior_measure: out.",
        )
    if one.prior_measure:
        yield from _made_of_components(file, index, one.of)


def _made_of_components(file: PolicyFile, index: int, of: tuple[str, ...]) -> Iterator[Finding]:
    """What is worked out a second time is worked out of components."""
    adjustments = {each.id for each in file.policy.adjustments}
    for number, other in enumerate(of):
        if other in adjustments:
            yield GRAMMAR.at(
                file.where("adjustments", index, "of", number),
                f"{quote(other)} is an adjustment, and only components are worked out a second "
                "time.",
                "Name components.",
            )


def _rising(file: PolicyFile) -> Iterator[Finding]:
    for index, one in enumerate(file.policy.adjustments):
        if not isinstance(one, SoftLanding):
            continue
        for before, entry in pairwise(one.values.entries):
            if entry.value is not None and (before.value is None or entry.value > before.value):
                was = "nothing" if before.value is None else f"{_percent(before.value)} %"
                yield OUT_OF_ORDER.at(
                    file.where("adjustments", index, "values", str(entry.since)),
                    f"adjustment {quote(one.id)} gives back {_percent(entry.value)} % of the loss "
                    f"from {entry.since} on, after {was} from {before.since} on.",
                    "Write shares that fall from year to year.",
                )


def _by_themselves(file: PolicyFile, declared: Declared) -> Iterator[Finding]:
    """Adjustments that look at no lines; programs of positions."""
    for index, one in enumerate(file.policy.adjustments):
        if one.of and isinstance(one, Carryover | Manual | Salary):
            yield NO_EFFECT.at(
                file.where("adjustments", index, "of"),
                f"adjustment {quote(one.id)} does not look at the lines above it.",
                "Take of: out.",
            )
        for number, program in enumerate(one.paid_by if isinstance(one, Salary) else ()):
            if program not in declared.programs:
                yield UNKNOWN_NAME.at(
                    file.where("adjustments", index, "paid_by", number),
                    f"program {quote(program)} is not among the programs.",
                    use_one_of(program, declared.programs),
                )


def _years_of_operation(file: PolicyFile) -> Iterator[Finding]:
    """Years of operation are whole numbers from 1 on, each once, in their order."""
    for index, one in enumerate(file.policy.components):
        if not isinstance(one, StartUp):
            continue
        before = Decimal(0)
        for number, stage in enumerate(one.years):
            if stage.year <= before or stage.year % 1:
                yield OUT_OF_ORDER.at(
                    file.where("components", index, "years", number, "year"),
                    f"component {quote(one.id)} has year {plain(stage.year)} of operation after "
                    f"year {plain(before)}.",
                    "Number the years 1, 2, 3, the first one first and each once.",
                )
            before = stage.year


def _percents(file: PolicyFile) -> Iterator[Finding]:
    """A multiple of an amount that looks like a percent: 85 for 0.85."""
    every: list[tuple[Steps, str, DatedValue | None]] = []
    for index, one in enumerate(file.policy.adjustments):
        if isinstance(one, LimitsOnPriorYear):
            name = f"adjustment {quote(one.id)}"
            steps: Steps = ("adjustments", index)
            every += [((*steps, "at_least"), name, one.at_least)]
            every += [((*steps, "at_most"), name, one.at_most)]
    for index, component in enumerate(file.policy.components):
        if isinstance(component, PeerAverage):
            where = ("components", index, "values")
            every.append((where, f"component {quote(component.id)}", component.values))
    for place, name, values in every:
        for entry in values.entries if values else ():
            if entry.value is not None and entry.value > LARGEST_LIKELY_WEIGHT:
                yield SUSPICIOUS.at(
                    file.where(*place, str(entry.since)),
                    f"{name} says {plain(entry.value)} times an amount.",
                    f"Write {plain(entry.value / 100)} if {plain(entry.value)} % is meant.",
                )


def _percent(share: Decimal) -> str:
    return plain(share * 100)


def check_measures(file: PolicyFile, facts: PolicyFacts) -> Iterator[Finding]:
    """Measures for which an adjustment works the formula out a second time are supplied."""
    for index, one in enumerate(file.policy.adjustments):
        if isinstance(one, CountDay):
            key, measure, year = "actual_measure", one.actual_measure, facts.year
        elif isinstance(one, FundingPercentage) and one.prior_measure:
            if facts.year and one.values is not None and one.values.value(facts.year) is None:
                continue
            key, measure = "prior_measure", one.prior_measure
            year = None if facts.year is None else facts.year.previous
        else:
            continue
        known = {each for when, each in facts.counts or () if year in (None, when)}
        if facts.counts is not None and measure not in known:
            when = f" for {year}" if year else ""
            yield NOT_SUPPLIED.at(
                file.where("adjustments", index, key),
                f"There are no {quote(measure)} counts{when}.",
                "Add them to counts.csv, or name another measure.",
            )
