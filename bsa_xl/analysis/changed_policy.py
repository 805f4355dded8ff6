"""A policy with a scenario's changes made in it, for the year that is asked about."""

from __future__ import annotations

from decimal import Decimal

from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import EXACT
from bsa_xl.policy import (
    Adjustment,
    Block,
    Component,
    DatedEntry,
    DatedValue,
    Moved,
    Policy,
    PolicyChange,
    ScenarioFile,
    values_of,
    with_values,
)

from .named_part import BASE, COMPONENTS, COUNTING, NamedPart, named_part, unknown

NOT_THERE = FindingKind(
    "SCN-02",
    "Scenario changes what is not there",
    Severity.FATAL,
    "A change that changes nothing would answer the question with the formula as it is.",
)


NOTHING_LEFT = FindingKind(
    "SCN-05",
    "Scenario leaves no component",
    Severity.FATAL,
    "What a formula of no component comes to would look like a cut of every dollar.",
)


def changed_policy(
    policy: Policy, file: ScenarioFile, year: FiscalYear
) -> tuple[Policy, tuple[Finding, ...]]:
    """The policy after every change in turn, and what could not be changed.

    Args:
        policy: as the district has it.
        file: the scenario.
        year: a changed value holds in it, and until the policy's next one.
    """
    findings: list[Finding] = []
    nothing_left: Finding | None = None
    for index, change in enumerate(file.scenario.changes):
        there = len(policy.components)
        policy, fault = policy_after(policy, change, year)
        if fault:
            findings.append(NOT_THERE.at(file.where("changes", index), *fault))
        if there and not policy.components:
            nothing_left = NOTHING_LEFT.at(
                file.where("changes", index),
                f"Without '{change.remove}' the formula has no component.",
                "Keep one, or add what takes its place.",
            )
    if nothing_left is not None and not policy.components:
        findings.append(nothing_left)
    return policy, tuple(findings)


_Fault = tuple[str, str] | None


def policy_after(policy: Policy, change: PolicyChange, year: FiscalYear) -> tuple[Policy, _Fault]:
    """The policy after one change; as it was, with the two sentences of a fault, where not."""
    if change.add is not None:
        return _with(policy, "components", change.add), None
    if change.adjust is not None:
        return _with(policy, "adjustments", change.adjust), None
    if change.remove:
        return _without(policy, change.remove)
    return _with_value(policy, change, year)


def _with(policy: Policy, part: str, block: Component | Adjustment) -> Policy:
    before: tuple[Component | Adjustment, ...] = getattr(policy, part)
    if any(one.id == block.id for one in before):
        after = tuple(block if one.id == block.id else one for one in before)
    else:
        after = (*before, block)
    return policy.model_copy(update={part: after})


def _without(policy: Policy, name: str) -> tuple[Policy, _Fault]:
    components = tuple(one for one in policy.components if one.id != name)
    adjustments = tuple(one for one in policy.adjustments if one.id != name)
    kept = len(components) + len(adjustments)
    if kept == len(policy.components) + len(policy.adjustments):
        known = [one.id for one in (*policy.components, *policy.adjustments)]
        return policy, unknown(name, known)
    return policy.model_copy(update={"components": components, "adjustments": adjustments}), None


def _with_value(policy: Policy, change: PolicyChange, year: FiscalYear) -> tuple[Policy, _Fault]:
    part, fault = named_part(policy, change)
    if part is None:
        return policy, fault
    places = part.places(change.field)
    if len(places) != 1:
        return policy, _not_one_value(policy, change, part)
    value = values_of(part.block)[places[0]]
    if value.value(year) is None and change.to is None:
        said = f"'{change.value}' has no value in {year} to be moved."
        return policy, (said, "Write to: and the value.")
    moved = _held_from(value, year, moved_by(change, value.value(year) or Decimal(0)))
    block = with_values(part.block, lambda steps, old, _: moved if steps == places[0] else old)
    return _put_back(policy, part, block), None


def _put_back(policy: Policy, part: NamedPart, block: Block) -> Policy:
    if part.section == BASE:
        return policy.model_copy(update={BASE: block})
    entries = getattr(policy, part.section)
    if part.section == COUNTING:
        return policy.model_copy(update={COUNTING: {**entries, part.name: block}})
    after = tuple(block if one is part.block else one for one in entries)
    return policy.model_copy(update={part.section: after})


def _not_one_value(policy: Policy, change: PolicyChange, part: NamedPart) -> tuple[str, str]:
    there = values_of(part.block)
    if not there:
        return _nothing_to_move(part)
    problem = f"'{change.value}' is not one value of the policy (field {change.field})."
    if part.section == BASE:
        longer = change.model_copy(update={"value": f"components/{change.value}"})
        other, _ = named_part(policy, longer)
        if other is not None and len(other.places(change.field)) == 1:
            return problem, f"Write {longer.value} for the component 'base'."
    said = []
    for steps in there:
        inner = getattr(part.block, str(steps[0]))
        number = steps[1] if len(steps) > 1 else None
        each = inner[number] if isinstance(number, int) else None
        name = getattr(each, "id", getattr(each, "counts", ""))
        said.append(f"/{name}" if name else f"field: {steps[-1]}")
    return problem, f"The values of '{part.name}': {', '.join(dict.fromkeys(said))}."


def _nothing_to_move(part: NamedPart) -> tuple[str, str]:
    problem = f"'{part.name}' has no number that a scenario could move."
    if part.section == COUNTING:
        return problem, "Move the counts that it is made of, under counts:."
    word, what = ("add", "component") if part.section == COMPONENTS else ("adjust", "adjustment")
    return problem, f"Write {word}: and the whole {what} as it should be."


def moved_by(move: Moved, number: Decimal) -> Decimal:
    """The number after a move; exact."""
    if move.to is not None:
        return move.to
    if move.times is not None:
        return EXACT.multiply(number, move.times)
    return EXACT.add(number, move.plus or Decimal(0))


def _held_from(value: DatedValue, year: FiscalYear, number: Decimal) -> DatedValue:
    """The history with a number that begins in a year, an assumption."""
    kept = tuple(entry for entry in value.entries if entry.since != year)
    entries = (*kept, DatedEntry(year, number, assumption=True))
    return DatedValue(tuple(sorted(entries, key=lambda entry: entry.since)))
