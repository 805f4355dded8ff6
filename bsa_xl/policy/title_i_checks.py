"""Title I that breaks the law it rests on, or cannot be worked out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from bsa_xl.finding import Finding

from .kinds import (
    BELOW_THE_LAW,
    CONTRADICTION,
    FIRST_TOO_SOON,
    NO_VALUE,
    RISES_AS_NEED_FALLS,
)
from .naming import called
from .numbers import plain
from .policy_file import PolicyFile
from .sentences import quote
from .staffing_checks import years_of
from .title_i import RankAndServe
from .tree import Steps

#: Over this entitlement, in dollars, families have a part of their own.
FAMILIES_FROM = Decimal(500_000)
LEAST_FOR_FAMILIES = Decimal("0.01")
LEAST_TO_SCHOOLS = Decimal("0.9")
LEAST_OF_HIGH_SCHOOLS = Decimal("0.5")


def check_title_i(file: PolicyFile) -> Iterator[Finding]:
    """Everything that can be said of a Title I component without knowing the district."""
    for index, component in enumerate(file.policy.components):
        if isinstance(component, RankAndServe):
            here: Steps = ("components", index)
            yield from _families(file, here, component)
            yield from _bands(file, here, component)
            yield from _said_twice(file, here, component)
            yield from _high_schools(file, here, component)


def _families(file: PolicyFile, here: Steps, title_i: RankAndServe) -> Iterator[Finding]:
    rule = title_i.for_families
    for entry in title_i.values.entries:
        entitlement = entry.value or Decimal(0)
        if entitlement <= FAMILIES_FROM:
            continue
        share = rule.share.value(entry.since) if rule else None
        to_schools = rule.to_schools.value(entry.since) if rule else None
        steps: Steps = (*here, "for_families") if rule else here
        if (share or Decimal(0)) < LEAST_FOR_FAMILIES:
            yield BELOW_THE_LAW.at(
                file.where(*steps),
                f"component {quote(title_i.id)} keeps {_percent(share)} of {plain(entitlement)} "
                "dollars for parents and families.",
                "Add for_families: with share: 0.01 or more, and to_schools:."
                if rule is None
                else "Write a share of 0.01 or more.",
            )
        elif (to_schools or Decimal(0)) < LEAST_TO_SCHOOLS:
            yield BELOW_THE_LAW.at(
                file.where(*steps, "to_schools"),
                f"component {quote(title_i.id)} gives {_percent(to_schools)} of the families' part "
                "to schools.",
                "Write 0.9 or more.",
            )
        else:
            continue
        return


def _percent(share: Decimal | None) -> str:
    return "nothing" if not share else f"{plain(share * 100)} %"


def _bands(file: PolicyFile, here: Steps, title_i: RankAndServe) -> Iterator[Finding]:
    """Bands fall from the highest poverty down, and their amounts never rise."""
    for number, (before, band) in enumerate(pairwise(title_i.bands), start=1):
        steps: Steps = (*here, "bands", number)
        if band.from_share >= before.from_share:
            yield RISES_AS_NEED_FALLS.at(
                file.where(*steps, "from_share"),
                f"{called(steps, file.policy)}, from {_percent(band.from_share)} on, stands below "
                f"the one from {_percent(before.from_share)}.",
                "Write the bands in the order of poverty, highest first.",
            )
            continue
        for year in years_of((before.values, band.values)):
            higher, lower = before.values.value(year), band.values.value(year)
            if higher is not None and lower is not None and lower > higher:
                yield RISES_AS_NEED_FALLS.at(
                    file.where(*steps, "values"),
                    f"{called(steps, file.policy)} gives {plain(lower)} dollars for each child in "
                    f"{year}, and the one above, with more poverty, {plain(higher)}.",
                    f"Write {plain(higher)} or less.",
                )
                break


def _said_twice(file: PolicyFile, here: Steps, title_i: RankAndServe) -> Iterator[Finding]:
    if title_i.bands and title_i.per_child is not None:
        yield CONTRADICTION.at(
            file.where(*here, "per_child"),
            f"component {quote(title_i.id)} has one amount for each child and bands as well.",
            "Take per_child: or bands: out.",
        )
    if title_i.bands and title_i.bands[-1].from_share > 0:
        yield NO_VALUE.at(
            file.where(*here, "bands", len(title_i.bands) - 1),
            f"component {quote(title_i.id)} has no amount for schools below "
            f"{_percent(title_i.bands[-1].from_share)}.",
            "Let the last band start at 0.",
        )
    needs_spans = bool(title_i.only_spans) or title_i.average_of == "span"
    needs_spans |= title_i.single_school_spans == "exempt"
    if needs_spans and title_i.spans is None:
        yield CONTRADICTION.at(
            file.where(*here),
            f"component {quote(title_i.id)} speaks of spans, and ranks the district in one.",
            "Add spans: and the column of schools.csv with the span of each school.",
        )


def _high_schools(file: PolicyFile, here: Steps, title_i: RankAndServe) -> Iterator[Finding]:
    """Served first from 50 % on at the lowest, and named as high schools."""
    rule = title_i.high_schools
    if rule is None:
        return
    gate = rule.schools
    if not (gate.where or gate.except_where or gate.schools):
        yield CONTRADICTION.at(
            file.where(*here, "high_schools", "schools"),
            f"component {quote(title_i.id)} does not say which schools are high schools.",
            "Write schools: {where: {level: [High]}}.",
        )
    for entry in rule.from_share.entries:
        if entry.value is not None and entry.value < LEAST_OF_HIGH_SCHOOLS:
            yield FIRST_TOO_SOON.at(
                file.where(*here, "high_schools", "from_share", str(entry.since)),
                f"component {quote(title_i.id)} serves high schools before all others from "
                f"{_percent(entry.value)} on.",
                "Write 0.5 or more.",
            )
