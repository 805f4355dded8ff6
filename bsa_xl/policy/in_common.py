"""Whom a condition lets in, and what two parts of a policy have in common: schools and lines."""

from __future__ import annotations

from collections.abc import Mapping

from .adjustments import Adjustment
from .components import Component
from .document import SchoolGate
from .model import Policy
from .transitions import FundingPercentage


def may_share_schools(first: SchoolGate, second: SchoolGate) -> bool:
    """Whether a school may pass both conditions, as far as the conditions themselves tell."""
    if first.schools and second.schools and not set(first.schools) & set(second.schools):
        return False
    both = (first, second)
    for field in {*first.where, *second.where}:
        let_in = [set(gate.where[field]) for gate in both if field in gate.where]
        kept_out = {value for gate in both for value in gate.except_where.get(field, ())}
        if not set.intersection(*let_in) - kept_out:
            return False
    return True


def lets_in(gate: SchoolGate, school_id: str, fields: Mapping[str, str] | None) -> bool:
    """Whether a school passes a condition; True also where that cannot be known.

    Args:
        gate: the condition.
        school_id: the school's id.
        fields: its fields of schools.csv as text; None where they are not known.
    """
    if gate.schools and school_id not in gate.schools:
        return False
    known = {} if fields is None else fields
    return all(known[name] in gate.where[name] for name in gate.where if name in known) and not any(
        known[name] in gate.except_where[name] for name in gate.except_where if name in known
    )


def met_by(gate: SchoolGate, schools: Mapping[str, Mapping[str, str]]) -> set[str]:
    """The schools that certainly pass a condition; none by a column that they do not have.

    Args:
        gate: the condition.
        schools: school id to the school's fields of schools.csv, as text.
    """
    named = {*gate.where, *gate.except_where}
    return {
        school_id
        for school_id, fields in schools.items()
        if lets_in(gate, school_id, fields) and named <= fields.keys()
    }


def share_lines(policy: Policy, first: int, second: int) -> bool:
    """Whether one adjustment looks at a line that another looks at, or at the other's own.

    Args:
        policy: the policy that both stand in.
        first: the place of the one among the adjustments.
        second: the place of the other.
    """
    one, other = policy.adjustments[first], policy.adjustments[second]
    if not one.of and not other.of:
        return True
    own = _looks_at(policy, first, other.id) or _looks_at(policy, second, one.id)
    return own or any(
        _looks_at(policy, first, name) and _looks_at(policy, second, name)
        for name in (*one.of, *other.of)
    )


def _looks_at(policy: Policy, index: int, name: str) -> bool:
    """Whether an adjustment looks at a line: where it names none, at all above of the schools."""
    one = policy.adjustments[index]
    if isinstance(one, FundingPercentage) and name in one.foundation:
        return False
    if one.of:
        return name in one.of
    if name in {each.id for each in policy.adjustments[index:]}:
        return False
    every = (*policy.components, *policy.adjustments)
    return all(_held_by(policy, each) == "school" for each in every if each.id == name)


def _held_by(policy: Policy, one: Component | Adjustment) -> str:
    if one.held_by is not None:
        return one.held_by
    try:
        return policy.program(one.program).held_by
    except KeyError:
        return "school"  # the program is told as unknown
