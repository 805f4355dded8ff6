"""Values in a policy: in force when they are needed, in range, plausible, and paid as written."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from bsa_xl.finding import Finding
from bsa_xl.money import round_half_away

from .dated import DatedEntry
from .kinds import (
    ASSUMED,
    NO_EFFECT,
    NO_VALUE,
    OUT_OF_RANGE,
    SUSPICIOUS,
    TOO_PRECISE,
)
from .marks import Role
from .naming import called
from .numbers import decimals_of, plain
from .policy_file import PolicyFile
from .pools import Pool
from .sentences import quote
from .transitions import FloorOnPriorYear
from .tree import Steps
from .validate import Declared
from .walk import PlacedValue, component_values, dated_values

#: A weight above this is more often a percent than a weight.
LARGEST_LIKELY_WEIGHT = 10

#: A share of last year's amount from here on is more often a percent than a multiple.
_PERCENT_FROM = 2
_ONE = Decimal(1)


def check_values(file: PolicyFile, declared: Declared) -> Iterator[Finding]:
    """Everything that can be said of a value without knowing the district."""
    for placed in dated_values(file.policy):
        owner = called(placed.steps, file.policy)
        yield from _history(file, placed, owner)
        for entry in placed.value.entries:
            if entry.value is not None:
                where = (*placed.steps, str(entry.since))
                yield from _range(file, where, placed.role, entry, owner)
                yield from _precision(file, where, placed.role, entry.value)
                yield from _assumption(file, where, entry, owner)
    for index, component in enumerate(file.policy.components):
        yield from _base_in_force(file, index, declared)
        if isinstance(component, Pool):
            yield from _claims_in_force(file, index, component)
    yield from _multipliers(file)


def _history(file: PolicyFile, placed: PlacedValue, owner: str) -> Iterator[Finding]:
    entries = placed.value.entries
    if not entries:
        return  # a base that is solved from a pool alone
    if all(entry.value is None for entry in entries):
        yield NO_VALUE.at(
            file.where(*placed.steps),
            f"{owner} has no value in any year.",
            "Give it one, or take it out.",
        )
        return
    if entries[0].value is None:
        yield NO_EFFECT.at(
            file.where(*placed.steps, str(entries[0].since)),
            f"{owner} ends in {entries[0].since}, before it has had a value.",
            "Take the year out, or give the value that it ends.",
        )
    depth = len(placed.steps) + 1
    written = [
        str(steps[-1]) for steps in file.lines if len(steps) == depth and steps[:-1] == placed.steps
    ]
    for before, year in pairwise(written):
        if year < before:
            yield NO_EFFECT.at(
                file.where(*placed.steps, year),
                f"{year} stands below {before}, though a value holds until the next year named.",
                "Write the years in their order, oldest first.",
            )


def _range(
    file: PolicyFile, where: Steps, role: Role, entry: DatedEntry, owner: str
) -> Iterator[Finding]:
    value = entry.value or Decimal(0)
    shown = plain(value)
    if role is Role.SHARE and not 0 <= value <= 1:
        yield OUT_OF_RANGE.at(
            file.where(*where),
            f"{shown} is not a share between 0 and 1.",
            _share_meant(file, where, entry, value),
        )
    elif role is Role.TOTAL and value <= 0 and entry.value is not None:
        yield OUT_OF_RANGE.at(
            file.where(*where),
            f"{owner} brings the lines above it to {shown} dollars in all.",
            "Write dollars above zero, or null to end it.",
        )
    elif role is Role.BASE and value <= 0:
        yield OUT_OF_RANGE.at(
            file.where(*where),
            f"The base is {shown} dollars per pupil.",
            "Write dollars above zero, or null to end the base.",
        )
    elif role in (Role.WEIGHT, Role.CLAIM, Role.FTE, Role.FACTOR) and value < 0:
        yield OUT_OF_RANGE.at(
            file.where(*where),
            f"{owner} has the {role.value} {shown}, below zero.",
            f"Write {plain(-value)}, or null to end it.",
        )
    elif role is Role.WEIGHT and value > LARGEST_LIKELY_WEIGHT:
        yield SUSPICIOUS.at(
            file.where(*where),
            f"{owner} pays {shown} times the base for each pupil.",
            f"Write {plain(value / 100)} if {shown} % is meant.",
        )
    elif role in (Role.RATE, Role.LUMP) and value < 0:
        yield SUSPICIOUS.at(
            file.where(*where),
            f"{owner} takes {plain(-value)} dollars away instead of giving them.",
            f"Write {plain(-value)} if that is not meant.",
        )


def _share_meant(file: PolicyFile, where: Steps, entry: DatedEntry, value: Decimal) -> str:
    """The way out for a number that is no share: mostly a percent, or a share with a sign."""
    owner = file.policy.adjustments[int(where[1])] if where[0] == "adjustments" else None
    if isinstance(owner, FloorOnPriorYear) and 1 < value < _PERCENT_FROM:
        return (
            "Write kind: limits_on_prior_year, and in place of values: at_least: "
            f"{{{entry.since}: {plain(value)}}}, to give more than last year."
        )
    size = abs(value)
    if size > 100:  # noqa: PLR2004 - percent
        return "Write 0.55 for 55 %."
    share = size / 100 if size > 1 else size
    all_of_it = "1 for 100 %, or " if 1 < value < _PERCENT_FROM else ""
    end = ", or null to end it" if value < 0 else ""
    return f"Write {all_of_it}{plain(share)} for {plain(share * 100)} %{end}."


def _precision(file: PolicyFile, where: Steps, role: Role, value: Decimal) -> Iterator[Finding]:
    most = {Role.RATE: file.policy.rounding.rates, Role.LUMP: 2, Role.TOTAL: 2}.get(role)
    if most is None or decimals_of(value) <= most:
        return
    paid = plain(round_half_away(value, most))
    what = "rates are" if role is Role.RATE else "dollars are"
    yield TOO_PRECISE.at(
        file.where(*where),
        f"{plain(value)} has {decimals_of(value)} decimals; {what} rounded to {most}, "
        f"so {paid} is paid.",
        f"Write {paid}, or raise rates: under rounding." if role is Role.RATE else f"Write {paid}.",
    )


def _assumption(file: PolicyFile, where: Steps, entry: DatedEntry, owner: str) -> Iterator[Finding]:
    if entry.assumption and file.policy.status == "adopted":
        yield ASSUMED.at(
            file.where(*where),
            f"{owner} is an assumption from {entry.since} on, and the policy is adopted.",
            "Name the document that gives the value, or set status: draft.",
        )


def _base_in_force(file: PolicyFile, index: int, declared: Declared) -> Iterator[Finding]:
    """A share of the base needs a base in every year in which it has a value."""
    base, component = file.policy.base, file.policy.components[index]
    weights = [one for one in component_values(file.policy, index) if one.role is Role.WEIGHT]
    if not weights or (base is None and declared.has_base):
        return
    owner = f"component {quote(component.id)}"
    if base is None:
        yield NO_VALUE.at(
            file.where("components", index),
            f"{owner} is a share of the base, and the policy has no base.",
            "Add base: with label, unit, values and source.",
        )
        return
    years = {entry.since for one in weights for entry in one.value.entries}
    pools = () if base.pool is None else base.pool.values.entries
    printed = [entry for values in base.printed() for entry in values.entries]
    years |= {entry.since for entry in (*printed, *pools)}
    for year in sorted(years):
        needed = next((one for one in weights if one.value.value(year) is not None), None)
        if needed is not None and not base.holds(year):
            yield NO_VALUE.at(
                file.where(*needed.steps, str(year)),
                f"{owner} has a value in {year}, and the base has none.",
                f"Give the base a value for {year}, or end the component with {year}: null.",
            )
            return


def _claims_in_force(file: PolicyFile, index: int, pool: Pool) -> Iterator[Finding]:
    """A pool that has dollars needs somebody with a claim."""
    weights = [claim.weight for claim in pool.claims if claim.weight is not None]
    if len(weights) < len(pool.claims):
        return
    years = {entry.since for value in (pool.values, *weights) for entry in value.entries}
    for year in sorted(years):
        claims = [value.value(year) or Decimal(0) for value in weights]
        if pool.values.value(year) and not any(claims):
            yield NO_VALUE.at(
                file.where("components", index, "claims"),
                f"component {quote(pool.id)} has dollars in {year}, and no claim has a weight.",
                f"Give a claim a weight for {year}.",
            )
            return


def _multipliers(file: PolicyFile) -> Iterator[Finding]:
    for name, way in file.policy.counting.items():
        times = getattr(way, "times", _ONE)
        if times <= 0:
            yield OUT_OF_RANGE.at(
                file.where("counting", name, "times"),
                f"counting {quote(name)} is multiplied by {plain(times)}.",
                "Write a number above zero.",
            )
    for index, trade in enumerate(file.policy.trades):
        if trade.rate <= 0:
            yield OUT_OF_RANGE.at(
                file.where("trades", index, "rate"),
                f"trade {quote(trade.id)} gives {plain(trade.rate)} FTE for 1.",
                "Write a number above zero.",
            )
