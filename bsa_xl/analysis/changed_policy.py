"""A policy with a scenario's changes made in it, for the year that is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

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

NOT_THERE = FindingKind(
    "SCN-02",
    "Scenario changes what is not there",
    Severity.FATAL,
    "A change that changes nothing would answer the question with the formula as it is.",
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the policy that a change names, and the way to it."""

    owner: str
    block: Block
    entry: int | None = None
    listed: str = ""


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
    for index, change in enumerate(file.scenario.changes):
        where = file.where("changes", index)
        made, fault = _made(policy, change, year)
        policy = made
        if fault:
            findings.append(NOT_THERE.at(where, *fault))
    return policy, tuple(findings)


_Fault = tuple[str, str] | None


def _made(policy: Policy, change: PolicyChange, year: FiscalYear) -> tuple[Policy, _Fault]:
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
        return policy, _unknown(name, known)
    return policy.model_copy(update={"components": components, "adjustments": adjustments}), None


def _with_value(policy: Policy, change: PolicyChange, year: FiscalYear) -> tuple[Policy, _Fault]:
    owner, _, entry = change.value.partition("/")
    blocks = _blocks(policy)
    if owner not in blocks:
        return policy, _unknown(owner, list(blocks))
    block = blocks[owner]
    places = [steps for steps in values_of(block) if _is_meant(block, steps, entry, change.field)]
    if len(places) != 1:
        return policy, _not_one_value(change, list(values_of(block)), block)
    value = values_of(block)[places[0]]
    if value.value(year) is None and change.to is None:
        said = f"'{change.value}' has no value in {year} to be moved."
        return policy, (said, "Write to: and the value.")
    moved = _held_from(value, year, moved_by(change, value.value(year) or Decimal(0)))
    block = with_values(block, lambda steps, old, _: moved if steps == places[0] else old)
    return _put_back(policy, owner, block), None


def _blocks(policy: Policy) -> dict[str, Block]:
    """Everything that has values, by the name that a change uses."""
    named: dict[str, Block] = dict(policy.counting)
    named |= {one.id: one for one in policy.adjustments}
    named |= {one.id: one for one in policy.components}
    return named if policy.base is None else {"base": policy.base, **named}


def _put_back(policy: Policy, owner: str, block: Block) -> Policy:
    for part in ("components", "adjustments"):
        entries = getattr(policy, part)
        if any(one.id == owner for one in entries):
            after = tuple(block if one.id == owner else one for one in entries)
            return policy.model_copy(update={part: after})
    if owner in policy.counting:
        return policy.model_copy(update={"counting": {**policy.counting, owner: block}})
    return policy.model_copy(update={"base": block})


def _is_meant(block: Block, steps: tuple[str | int, ...], entry: str, field: str) -> bool:
    """Whether a value is the one that a change names, by its entry's id and its field."""
    names = [step for step in steps if isinstance(step, str)]
    if names[-1] != field and not (field == "values" and names[-1] == "share" and len(steps) == 1):
        return False
    if len(steps) == 1:
        return not entry
    inner = getattr(block, str(steps[0]))[steps[1]] if isinstance(steps[1], int) else None
    return bool(entry) and getattr(inner, "id", getattr(inner, "counts", None)) == entry


def _not_one_value(
    change: PolicyChange, there: Sequence[tuple[str | int, ...]], block: Block
) -> tuple[str, str]:
    said = []
    for steps in there:
        inner = getattr(block, str(steps[0]))
        number = steps[1] if len(steps) > 1 else None
        each = inner[number] if isinstance(number, int) else None
        name = getattr(each, "id", getattr(each, "counts", ""))
        said.append(f"/{name}" if name else f"field: {steps[-1]}")
    known = ", ".join(dict.fromkeys(said)) or "none"
    owner = change.value.partition("/")[0]
    problem = f"'{change.value}' is not one value of the policy (field {change.field})."
    return problem, f"The values of '{owner}': {known}."


def _unknown(name: str, known: list[str]) -> tuple[str, str]:
    close = get_close_matches(name, known, n=1)
    remedy = f"Write {close[0]}." if close else f"Use: {', '.join(known)}."
    return f"The policy has nothing named '{name}'.", remedy


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
