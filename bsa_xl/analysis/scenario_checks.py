"""A scenario's policy held against the checks that a policy file must pass.

What the formula already had is not told again. A thousand scenarios that only move numbers are
checked in the parts that they move; only where that leaves a doubt is the whole policy checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from bsa_xl.finding import Finding
from bsa_xl.policy import (
    Block,
    Given,
    Policy,
    PolicyFacts,
    ScenarioFile,
    check_numbers,
    check_policy,
    values_of,
)

from .change import Year
from .changed_policy import policy_after
from .checked_places import CheckedPlaces, Key, Told
from .named_part import ADJUSTMENTS, COMPONENTS, COUNTING, NamedPart, named_part
from .scenario_words import in_words

#: POL-13, digits that a spreadsheet does not keep, and POL-20, numbers that no document gives: no
#: scenario is ever issued as a workbook, and all its numbers are assumptions.
_NOT_OF_SCENARIOS = frozenset({"POL-13", "POL-20"})


class ScenarioChecks:
    """The checks of any number of scenarios of one formula."""

    def __init__(self, now: Year, facts: PolicyFacts | None) -> None:
        """Remember the formula as it is; nothing is checked before it must be.

        Args:
            now: facts, policy and year.
            facts: what the district supplies; None checks only what a policy says by itself.
        """
        self._now, self._facts = now, facts

    def faults(self, changed: Year, file: ScenarioFile) -> tuple[Finding, ...]:
        """What is wrong with a changed policy that was not wrong before, at the change's line.

        Args:
            changed: the facts and decisions after the scenario's changes.
            file: the scenario.
        """
        if changed.policy is self._now.policy:
            return ()
        if self._stands(changed.policy, file):
            return ()
        told = self._told(changed.policy, file)
        new = {key: one for key, one in told.items() if key not in self._known}
        return tuple(self._at_their_changes(new, file)) if new else ()

    @cached_property
    def _known(self) -> frozenset[Key]:
        return frozenset(self._told(self._now.policy, None))

    def _stands(self, policy: Policy, file: ScenarioFile) -> bool:
        """Whether nothing can be wrong that was not before, by the parts that were changed."""
        changes = file.scenario.changes
        removed = {one.remove for one in changes if one.remove} - self._named
        if removed and not _has_a_value(policy, self._now):
            return False
        added = _added(self._now.policy, file)
        parts = _moved_parts(self._now, file, added | removed)
        return (
            parts is not None
            and self._numbers_stand(policy, parts)
            and (not added or self._additions_stand(policy, added, file))
        )

    @cached_property
    def _named(self) -> frozenset[str]:
        """Every text of the policy but a block's own id: whatever names another is among them."""
        policy = self._now.policy
        blocks = (*policy.components, *policy.adjustments)
        own = [set(_texts(block)) - {block.id} for block in blocks]
        return frozenset().union(*own, _texts(policy.base))

    def _numbers_stand(self, policy: Policy, parts: list[NamedPart]) -> bool:
        """Whether nothing is wrong with the parts that were moved but what was wrong before."""
        places = CheckedPlaces(_part_of(policy, parts), None)
        found = check_numbers(places.file, self._facts)
        return not found or _of_scenarios(places.told(found)).keys() <= self._known

    def _additions_stand(self, policy: Policy, added: set[str], file: ScenarioFile) -> bool:
        """Whether nothing is wrong with components that stand below all others."""
        places = CheckedPlaces(_named_by(policy, added), file)
        told = _of_scenarios(places.told(check_policy(places.file, self._facts)))
        return not any(one.line for one in told.values())

    def _told(self, policy: Policy, file: ScenarioFile | None) -> dict[Key, Told]:
        places = CheckedPlaces(policy, file)
        return _of_scenarios(places.told(check_policy(places.file, self._facts)))

    def _at_their_changes(self, new: dict[Key, Told], file: ScenarioFile) -> list[Finding]:
        """Each at the first change after which it is there."""
        first: dict[Key, int] = {}
        policy = self._now.policy
        for index, change in enumerate(file.scenario.changes):
            policy, _ = policy_after(policy, change, self._now.year)
            for key in self._told(policy, file).keys() & new.keys():
                first.setdefault(key, index)
        found = [in_words(one, file, first[key]) for key, one in new.items()]
        told = [finding for finding in found if finding is not None]
        return sorted(told, key=lambda one: one.where.line)


def _of_scenarios(told: dict[Key, Told]) -> dict[Key, Told]:
    return {key: one for key, one in told.items() if key[0] not in _NOT_OF_SCENARIOS}


def _moved_parts(now: Year, file: ScenarioFile, settled: set[str]) -> list[NamedPart] | None:
    """The parts of which numbers in force are moved; None where more than that is changed.

    Args:
        now: the formula as it is.
        file: the scenario.
        settled: ids of blocks that are added or removed, and judged apart.
    """
    parts = []
    for change in file.scenario.changes:
        if change.remove in settled or (change.add is not None and change.add.id in settled):
            continue
        part = named_part(now.policy, change)[0] if change.value else None
        places = [] if part is None else part.places(change.field)
        if part is None or part.section == COUNTING or len(places) != 1:
            return None
        if values_of(part.block)[places[0]].value(now.year) is None:
            return None
        parts.append(part)
    return parts


def _added(policy: Policy, file: ScenarioFile) -> set[str]:
    """The ids of components that are added, and are no other part's id."""
    known = {one.id for one in (*policy.components, *policy.adjustments)}
    return {change.add.id for change in file.scenario.changes if change.add} - known


def _has_a_value(policy: Policy, now: Year) -> bool:
    """Whether any component has a value in the year."""
    return any(
        value.value(now.year) is not None
        for component in policy.components
        for value in values_of(component).values()
    )


def _named_by(policy: Policy, names: set[str]) -> Policy:
    """The policy without adjustments and without components that nothing of these names."""
    needed, kept = set(names), []
    for component in reversed(policy.components):
        if component.id in needed or isinstance(component, Given):
            kept.append(component)
            needed |= set(_texts(component))
    return policy.model_copy(
        update={
            "components": tuple(reversed(kept)),
            "adjustments": (),
            "required_positions": (),
            "trades": (),
            "checks": (),
            "waivers": (),
        }
    )


def _texts(part: object) -> Iterator[str]:
    """Every text in a block, of which some are names."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, Block):
        for name in type(part).model_fields:
            yield from _texts(getattr(part, name))
    elif isinstance(part, tuple):
        for each in part:
            yield from _texts(each)


def _part_of(policy: Policy, parts: list[NamedPart]) -> Policy:
    """The policy without what has nothing to do with the numbers of some parts.

    Adjustments have to do with each other, and everything with the base.
    """
    moved = {part.name for part in parts if part.section == COMPONENTS}
    are_adjusted = any(part.section == ADJUSTMENTS for part in parts)
    return policy.model_copy(
        update={
            "components": tuple(one for one in policy.components if one.id in moved),
            "adjustments": policy.adjustments if are_adjusted else (),
            "required_positions": (),
            "trades": (),
            "checks": (),
            "waivers": (),
        }
    )
