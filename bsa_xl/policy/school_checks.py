"""Schools of the district against what the policy says of them: by id, by level, by condition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from bsa_xl.finding import Finding

from .corrections import Manual
from .document import SchoolGate
from .facts import PolicyFacts
from .in_common import met_by
from .kinds import CONTRADICTION, NO_EFFECT, UNKNOWN_NAME
from .naming import called
from .per_capita import BaseLevel
from .per_capita_checks import shared_values
from .policy_file import PolicyFile
from .sentences import listing, quote, use_one_of
from .title_i import RankAndServe
from .tree import Steps
from .walk import gates

_Fields = Mapping[str, Mapping[str, str]]


def check_schools(file: PolicyFile, facts: PolicyFacts) -> Iterator[Finding]:
    """Schools that are not there, or in two levels of the base; conditions that nobody meets."""
    if facts.school_ids is not None:
        for steps, school in _named(file):
            if school not in facts.school_ids:
                yield UNKNOWN_NAME.at(
                    file.where(*steps),
                    f"school {quote(school)} is not in the district's data.",
                    use_one_of(school, sorted(facts.school_ids))
                    if facts.school_ids
                    else "Add it there, or take it out here.",
                )
    if facts.school_fields:
        yield from _in_two_levels(file, facts.school_fields)
        yield from _met_by_nobody(file, facts.school_fields)


def _named(file: PolicyFile) -> Iterator[tuple[Steps, str]]:
    """Every school that is named in an entry of its own, with its place."""
    for index, component in enumerate(file.policy.components):
        if isinstance(component, RankAndServe):
            here: Steps = ("components", index)
            for number, skipped in enumerate(component.skipped):
                yield (*here, "skipped", number, "school"), skipped.school
            for number, kept in enumerate(component.grandfathered):
                yield (*here, "grandfathered", number, "school"), kept.school
    for index, adjustment in enumerate(file.policy.adjustments):
        if isinstance(adjustment, Manual):
            for number, decided in enumerate(adjustment.entries):
                yield ("adjustments", index, "entries", number, "school"), decided.school


def _in_two_levels(file: PolicyFile, schools: _Fields) -> Iterator[Finding]:
    levels = () if file.policy.base is None else file.policy.base.levels
    for (_, one), (number, other) in combinations(enumerate(levels), 2):
        if shared_values(one, other) or not _hold_in_one_year(one, other):
            continue
        both = met_by(one.schools, schools) & met_by(other.schools, schools)
        if both:
            what = "school" if len(both) == 1 else f"{len(both)} schools:"
            yield CONTRADICTION.at(
                file.where("base", "levels", number, "schools"),
                f"levels {quote(one.id)} and {quote(other.id)} of the base both hold {what} "
                f"{listing(sorted(both))}.",
                "Leave each school to one of them.",
            )


def _hold_in_one_year(one: BaseLevel, other: BaseLevel) -> bool:
    years = {entry.since for level in (one, other) for entry in level.values.entries}
    return any(
        all(level.values.value(year) is not None for level in (one, other)) for year in years
    )


def _met_by_nobody(file: PolicyFile, schools: _Fields) -> Iterator[Finding]:
    """Conditions of which each can be met, and all of them together by no school."""
    for steps, gate in gates(file.policy):
        if not _can_be_met(gate, schools) or met_by(gate, schools):
            continue
        yield NO_EFFECT.at(
            file.where(*steps),
            f"{called(steps, file.policy)} is for no school: none meets all of its conditions.",
            "Correct the conditions, or take it out.",
        )


def _can_be_met(gate: SchoolGate, schools: _Fields) -> bool:
    """Whether there is no name or value in it that no school has, which is told by itself."""
    if not set(gate.schools) <= schools.keys():
        return False
    for conditions in (gate.where, gate.except_where):
        for name, values in conditions.items():
            there = {fields[name] for fields in schools.values() if name in fields}
            if not there.issuperset(values):
                return False
    return bool(gate.where or gate.except_where)
