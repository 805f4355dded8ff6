"""What is wrong with a changed policy, told to whoever wrote the scenario."""

from __future__ import annotations

from bsa_xl.finding import Finding
from bsa_xl.location import Location
from bsa_xl.policy import PolicyChange, ScenarioFile

from .checked_places import Told

#: POL-19, more decimals than are paid: nobody typed what a multiplication comes to.
_TOO_PRECISE = "POL-19"


def in_words(told: Told, file: ScenarioFile, index: int) -> Finding | None:
    """A finding of the changed policy at the scenario's line; None where it says nothing of it.

    Args:
        told: the finding.
        file: the scenario.
        index: of the change that brought it about.
    """
    finding = told.finding
    change = file.scenario.changes[index]
    if change.remove and not finding.is_fatal:
        return None
    if finding.id == _TOO_PRECISE and change.value and change.to is None:
        return None
    where = file.where("changes", index)
    if told.line and (change.add or change.adjust):
        where = Location(file=file.file, line=told.line)
    return finding.kind.at(where, _problem(told), _remedy(told, change))


def _problem(told: Told) -> str:
    """The problem, with the part that it is in, where it does not name that itself."""
    problem, name = told.problem, told.owner.partition("'")[2]
    if not name or f"'{name}" in problem:
        return problem
    if problem[1:2].islower():
        problem = problem[0].lower() + problem[1:]
    return f"In {told.owner}, {problem}"


def _remedy(told: Told, change: PolicyChange) -> str:
    remedy = told.finding.remedy
    if change.remove:
        return f"Keep '{change.remove}', or change what needs it as well."
    if not change.value:
        return remedy
    word = next(word for word in ("to", "times", "plus") if getattr(change, word) is not None)
    name = change.value.split("/")
    if not any(f"'{each}'" in told.owner or each in told.owner.split() for each in name):
        return f"Write another number after {word}:, or change {told.owner or 'the rest'} as well."
    if word != "to":
        return f"Write another number after {word}:."
    first, cut, _ = remedy.partition(", or null")
    return f"{first}." if cut else remedy
