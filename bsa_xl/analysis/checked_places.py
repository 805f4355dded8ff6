"""A policy with a scenario's changes as a file that can be checked, and where its faults stand.

A changed policy was never written down. Each place of it has a number below zero for its line,
which is put back into the part of the policy, or into the line of the scenario, before anybody
reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bsa_xl.finding import Finding
from bsa_xl.policy import Policy, PolicyFile, ScenarioFile, called

from .named_part import ADJUSTMENTS, BASE, COMPONENTS, COUNTING

#: What tells findings apart in any version of a policy: kind, part, words.
Key = tuple[str, str, str]

_Steps = tuple[str | int, ...]
_ELSEWHERE = re.compile(r",(?: first)? on line (-?[0-9]+)")


@dataclass(frozen=True, slots=True)
class Told:
    """A finding of a changed policy.

    Attributes:
        problem: with lines of the scenario, or without any.
        owner: what the part is called that it stands in; empty for the policy as a whole.
        line: of the scenario, where the scenario wrote that part; else 0.
    """

    finding: Finding
    problem: str
    owner: str
    line: int


class CheckedPlaces:
    """The places of a changed policy, and the file that its checks are given."""

    __slots__ = ("_places", "_policy", "file")

    def __init__(self, policy: Policy, scenario: ScenarioFile | None) -> None:
        """Number the places.

        Args:
            policy: after the scenario's changes.
            scenario: of which blocks were added; None where there is none.
        """
        self._policy = policy
        self._places = [*_parts(policy), *_written(policy, scenario)]
        lines = {steps: -number for number, (steps, _) in enumerate(self._places, start=1)}
        self.file = PolicyFile(policy, "", "", "", lines)

    def told(self, findings: Iterable[Finding]) -> dict[Key, Told]:
        """The findings, by what tells them apart."""
        found: dict[Key, Told] = {}
        for finding in findings:
            steps, line = self._place(finding.where.line)
            owner = called(steps[:2], self._policy) if steps else ""
            problem = _ELSEWHERE.sub(self._named_line, finding.problem)
            key = (finding.id, owner, _ELSEWHERE.sub("", finding.problem))
            found[key] = Told(finding, problem, owner, line)
        return found

    def _place(self, number: int) -> tuple[_Steps, int]:
        return self._places[-number - 1] if number < 0 else ((), 0)

    def _named_line(self, match: re.Match[str]) -> str:
        line = self._place(int(match[1]))[1]
        return match[0].replace(match[1], str(line)) if line else ""


def _parts(policy: Policy) -> Iterator[tuple[_Steps, int]]:
    yield (BASE,), 0
    yield from (((COUNTING, name), 0) for name in policy.counting)
    yield from (((COMPONENTS, index), 0) for index in range(len(policy.components)))
    yield from (((ADJUSTMENTS, index), 0) for index in range(len(policy.adjustments)))


def _written(policy: Policy, scenario: ScenarioFile | None) -> Iterator[tuple[_Steps, int]]:
    """Every place of the blocks that a scenario adds, with its line."""
    for number, change in enumerate(scenario.scenario.changes if scenario is not None else ()):
        block = change.add or change.adjust
        section, word = (COMPONENTS, "add") if change.add else (ADJUSTMENTS, "adjust")
        ids = [one.id for one in getattr(policy, section)]
        if block is None or scenario is None or block.id not in ids:
            continue
        whole = ("changes", number, word)
        for steps, line in scenario.lines.items():
            if steps[:3] == whole:
                yield (section, ids.index(block.id), *steps[3:]), line
