"""Collects what the readers find; small notices of one column are folded into the first of them."""

from __future__ import annotations

from dataclasses import replace

from bsa_xl.finding import Finding, FindingKind
from bsa_xl.location import Location

#: So many faults of one kind are told one by one in a column; the next one counts all that follow.
ONE_BY_ONE = 100

_Key = tuple[str, str, str, str]


class Notices:
    """A list of findings in the making.

    Faults are kept one by one, up to a hundred of a kind in a column: a person must mend each. What
    needs no mending (`fold`) is told once a column, with the number of further cells, so that it
    does not bury the faults.

    Attributes:
        told: how often anything was told, folded or not.
    """

    def __init__(self) -> None:
        """Begin empty."""
        self._found: list[Finding] = []
        self._folded: dict[_Key, tuple[int, int]] = {}
        self._faults: dict[_Key, int] = {}
        self.told = 0

    def fault(
        self, kind: FindingKind, where: Location, problem: str, remedy: str, school_id: str = ""
    ) -> None:
        """Keep one finding; problem and remedy are a sentence each."""
        self.told += 1
        key = (kind.id, where.file, where.sheet, where.column)
        told = self._faults[key] = self._faults.get(key, 0) + 1
        if told > ONE_BY_ONE:
            self.fold(kind, where, problem, remedy)
        else:
            self._found.append(kind.at(where, problem, remedy, school_id=school_id))

    def fold(self, kind: FindingKind, where: Location, problem: str, remedy: str) -> None:
        """Keep the first of its kind in a column, and count the others."""
        self.told += 1
        key = (kind.id, where.file, where.sheet, where.column)
        if key in self._folded:
            place, more = self._folded[key]
            self._folded[key] = (place, more + 1)
        else:
            self._folded[key] = (len(self._found), 0)
            self._found.append(kind.at(where, problem, remedy))

    def add(self, finding: Finding) -> None:
        """Keep a finding that was made elsewhere."""
        self.told += 1
        self._found.append(finding)

    @property
    def has_fatal(self) -> bool:
        """Whether anything found so far stops the work."""
        return any(finding.is_fatal for finding in self._found)

    def findings(self) -> tuple[Finding, ...]:
        """Everything found, in the order in which it was found."""
        said = list(self._found)
        for place, more in self._folded.values():
            if more:
                cells = "cell" if more == 1 else "cells"
                problem = said[place].problem.removesuffix(".")
                problem += f"; {more:,} more {cells} of this column likewise."
                said[place] = replace(said[place], problem=problem)
        return tuple(said)
