"""State and local money is given without regard to Title I (ESEA section 1118(b)): SNS-01.

A component or adjustment of an unrestricted program, which is state or local money, that lets
schools in, counts them or looks at their lines by Title I is told, to be explained or mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bsa_xl.finding import Finding

from .components import Component
from .document import SchoolGate
from .kinds import NOT_NEUTRAL
from .marks import Stands
from .model import Policy
from .naming import called
from .policy_file import PolicyFile
from .sentences import quote
from .title_i import RankAndServe
from .tree import Steps
from .walk import NameUse, gates, name_uses

_TITLE_I = re.compile(r"(?<![a-z])title[ _-]*(i|1)(?![a-z0-9])", re.IGNORECASE)
#: Adjustments that do not look at the lines above.
_NOT_OF_LINES = ("carryover", "manual", "salary")
_REMEDY = "Explain it to your auditor, or take it out: ESEA section 1118(b)(2) asks for this."


def check_neutrality(file: PolicyFile) -> Iterator[Finding]:
    """Everything by which state or local money follows Title I status, each at its line."""
    policy = file.policy
    federal = {each.id for each in policy.components if _is_title_i(each, policy)}
    federal |= {
        each.id for each in policy.adjustments if _names_title_i_program(each.program, policy)
    }
    local = list(_state_or_local(policy))
    for steps, gate in gates(policy):
        if steps[:2] in local or steps[0] == "base":
            yield from _gated(file, steps, gate)
    parts = _parts(policy)
    for use in name_uses(policy, Stands.COUNT, Stands.COLUMN, Stands.COMPONENT, Stands.AMOUNT):
        if use.steps[:2] in local or use.steps[:2] == ("base", "cost_index"):
            yield from _followed(file, use, federal, parts)
    yield from _looks_at_all(file, local, federal)


def _state_or_local(policy: Policy) -> Iterator[Steps]:
    """The components and adjustments of unrestricted programs."""
    for part in ("components", "adjustments"):
        for index, block in enumerate(getattr(policy, part)):
            if isinstance(block, RankAndServe):
                continue
            try:
                program = policy.program(block.program)
            except KeyError:  # told where programs are checked
                continue
            if not program.restricted:
                yield part, index


def _is_title_i(component: Component, policy: Policy) -> bool:
    return isinstance(component, RankAndServe) or _names_title_i_program(component.program, policy)


def _names_title_i_program(program_id: str, policy: Policy) -> bool:
    """Whether money is in a restricted program that is called Title I."""
    try:
        program = policy.program(program_id)
    except KeyError:
        return False
    return program.restricted and bool(_TITLE_I.search(f"{program.id} / {program.title}"))


def _gated(file: PolicyFile, steps: Steps, gate: SchoolGate) -> Iterator[Finding]:
    for key, conditions in (("where", gate.where), ("except_where", gate.except_where)):
        for column, values in conditions.items():
            if any(map(_TITLE_I.search, (column, *values))):
                verb = "is for schools" if key == "where" else "keeps schools out"
                yield _told(file, (*steps, key, column), f"{verb} by {quote(column)}")


def _followed(
    file: PolicyFile, use: NameUse, federal: set[str], parts: Mapping[str, list[str]]
) -> Iterator[Finding]:
    if use.stands is Stands.COMPONENT:
        if use.name in federal:
            yield _told(file, use.steps, f"depends on the Title I money of {quote(use.name)}")
    elif use.stands is Stands.COUNT:
        made_of = next(filter(_TITLE_I.search, _made_of(use.name, parts)), None)
        if made_of is not None:
            yield _told(file, use.steps, f"counts {quote(made_of)}")
    elif _TITLE_I.search(use.name):
        what = "is multiplied by the column" if use.stands is Stands.COLUMN else "depends on"
        yield _told(file, use.steps, f"{what} {quote(use.name)}")


def _parts(policy: Policy) -> dict[str, list[str]]:
    """Of every count that is made of others, those, and then the column that may supply it."""
    parts: dict[str, list[str]] = {}
    for use in name_uses(policy, Stands.COUNT):
        if use.steps[0] == "counting":
            parts.setdefault(str(use.steps[1]), []).append(use.name)
    for name, count in policy.counting.items():
        if column := getattr(count, "supplied_as", ""):
            parts.setdefault(name, []).append(str(column))
    return parts


def _made_of(count: str, parts: Mapping[str, list[str]]) -> list[str]:
    """A count and every count that it is made of."""
    found, left = [], [count]
    while left:
        name = left.pop(0)
        if name not in found:
            found.append(name)
            left += parts.get(name, [])
    return found


def _looks_at_all(file: PolicyFile, local: list[Steps], federal: set[str]) -> Iterator[Finding]:
    """An adjustment of all lines that schools plan looks at Title I's too."""
    for index, adjustment in enumerate(file.policy.adjustments):
        steps: Steps = ("adjustments", index)
        of_lines = adjustment.kind not in _NOT_OF_LINES
        if federal and of_lines and steps in local and not adjustment.of:
            yield _told(file, steps, "names no components in of:, so that Title I money changes it")


def _told(file: PolicyFile, steps: Steps, what: str) -> Finding:
    owner = called(steps[:2], file.policy)
    return NOT_NEUTRAL.at(
        file.where(*steps), f"{owner} is state or local money and {what}.", _REMEDY
    )
