"""The ordinary checks of a policy, on what a workbook says, each fault told at its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from bsa_xl.finding import Finding
from bsa_xl.location import Location
from bsa_xl.policy.check import check_declared
from bsa_xl.policy.facts import PolicyFacts
from bsa_xl.policy.kinds import NO_SOURCE
from bsa_xl.policy.policy_file import PolicyFile
from bsa_xl.policy.sentences import quote
from bsa_xl.policy.tree import Steps, Written
from bsa_xl.policy.validate import validate

from .families import Raw
from .kinds import MISSING
from .leaves import ELSEWHERE, Form
from .returned import Returned
from .sheets import PARTS, VALUES, at
from .walking import placed_blocks

#: Places are numbered from here, so that no number of a message is taken for one.
_FIRST = 1_000_001
_LINE = re.compile(r"on line (\d{7,})")
_NO_SOURCE = "Choose one from the list, or write Assumption beside each year's value."
_HAS_NO = re.compile(r" has no '(\w+)'\.$")


def check_returned(book: Returned, facts: PolicyFacts | None) -> list[Finding]:
    """What is wrong with the policy, besides what is wrong with cells.

    Args:
        book: the policy as it came back.
        facts: what the district supplies.
    """
    found = _missing_elsewhere(book)
    places = dict(enumerate(_places(book.data), start=_FIRST))
    lines = {steps: number for number, steps in places.items()}
    written = Written(book.data, lines, frozenset(book.unreadable))
    valid = validate(written)
    gaps = {(steps[:-1], str(steps[-1])) for steps in (*book.unreadable, *found)}
    told = list(found.values())
    for kind, steps, problem, remedy in valid.faults:
        gap = _HAS_NO.search(problem)
        if gap and (steps, gap[1]) in gaps:
            continue
        where = _cell_of(book.cells, (*steps, gap[1]) if gap else steps)
        told.append(kind.at(where, problem, _NO_SOURCE if kind is NO_SOURCE else remedy))
    file = PolicyFile(valid.policy, "", "", "", valid.lines)
    checked = check_declared(file, facts, valid.declared)
    return [*told, *(_at_cell(finding, book.cells, places) for finding in checked)]


def _missing_elsewhere(book: Returned) -> dict[Steps, Finding]:
    """Rows whose numbers by year, or whose parts, are missing on the other sheet."""
    found: dict[Steps, Finding] = {}
    for block in placed_blocks(book.data, book.policy):
        if not block.steps or not block.is_known:
            continue
        for leaf in block.leaves:
            here = (*block.steps, *leaf.path)
            is_there = at(block.raw, leaf.path) or here in book.unreadable
            if leaf.form not in ELSEWHERE or not leaf.is_needed or is_there:
                continue
            sheet = VALUES if leaf.form is Form.DATED else PARTS
            what = "value by year" if leaf.form is Form.DATED else leaf.key
            named = block.address.part or block.address.row
            problem = f"{quote(named)} has no {what} on the sheet {sheet}."
            part = f", Part {block.address.part}" if block.address.part else ""
            if leaf.form is Form.PARTS:
                part = f", Part {block.address.list_below(leaf.path)}"
            remedy = (
                f"Add a row there with Sheet {block.address.sheet}, Row {block.address.row}{part}."
            )
            found[here] = MISSING.at(_cell_of(book.cells, block.steps), problem, remedy)
    return found


def _places(data: Raw, steps: Steps = ()) -> list[Steps]:
    pairs = data.items() if isinstance(data, dict) else enumerate(data)
    found: list[Steps] = []
    for step, below in pairs:
        found.append((*steps, step))
        if isinstance(below, dict | list):
            found += _places(below, (*steps, step))
    return found


def _cell_of(cells: Mapping[Steps, Location], steps: Steps) -> Location:
    """The cell of a place, or of the nearest one around it."""
    while steps and steps not in cells:
        steps = steps[:-1]
    return cells.get(steps, Location())


def _at_cell(
    finding: Finding, cells: Mapping[Steps, Location], places: Mapping[int, Steps]
) -> Finding:
    """A finding with its numbers of places as cells."""

    def cell(found: re.Match[str]) -> str:
        steps = places.get(int(found[1]))
        return f"in {_cell_of(cells, steps)}" if steps else found[0]

    where = _cell_of(cells, places.get(finding.where.line, ()))
    return replace(finding, where=where, problem=_LINE.sub(cell, finding.problem))
