"""The one form every message takes: where, what is wrong, how to fix it, on whose authority.

A fault in data is a value and is collected; a fault in the program is an exception.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from bsa_xl.citation import Citation
from bsa_xl.location import Location


class Severity(StrEnum):
    """How far a finding stops the work."""

    FATAL = "fatal"  #: cannot be submitted, issued or read
    WARNING = "warning"  #: fix it or explain it
    INFORMATIONAL = "informational"  #: worth knowing


class Verdict(StrEnum):
    """What the Checks sheet and Python say of a rule, in the same words."""

    OK = "OK"
    TO_DO = "TO DO"  #: not filled yet, or still as it was issued
    FIX = "FIX"
    EXPLAIN = "EXPLAIN"
    EXPLAINED = "EXPLAINED"
    WAIVED = "WAIVED"
    ON_RETURN = "ON RETURN"  #: judged when the workbook comes back


@dataclass(frozen=True, slots=True)
class FindingKind:
    """What a message is about; its id is never reused.

    Attributes:
        id: family and two digits, ``BAL-01``.
        title: names the fault, not the wish: "Budget exceeds allocation".
        severity: the usual severity; a policy may soften it with a source.
        why: the reason, one or two sentences for people, ending with a full stop.
        source: the authority where the kind itself has one.
    """

    id: str
    title: str
    severity: Severity
    why: str
    source: Citation | None = None

    def at(self, where: Location, problem: str, remedy: str, *, school_id: str = "") -> Finding:
        """A finding of this kind."""
        return Finding(self, where, problem, remedy, school_id=school_id)


@dataclass(frozen=True, slots=True)
class Fault:
    """One occurrence, as a rule yields it.

    Attributes:
        where: the cell, or the line, that a person must go to.
        problem: the fact, with both numbers; a sentence.
        remedy: an action the reader can take; a sentence.
        cents: the money concerned, zero where there is none.
    """

    where: Location
    problem: str
    remedy: str
    cents: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault together with its kind, the school and the authority.

    Attributes:
        kind: what it is about.
        where: where to go.
        problem: what is wrong; a sentence.
        remedy: how to fix it; a sentence.
        school_id: the school concerned; empty when it is nobody's or everybody's.
        source: the district's authority; falls back to the kind's own.
        severity: the severity in force here; the kind's own unless the policy softened it.
        cents: the money concerned.
        explained: the school's explanation, for a warning.
    """

    kind: FindingKind
    where: Location
    problem: str
    remedy: str
    school_id: str = ""
    source: Citation | None = None
    severity: Severity = field(default=None)  # type: ignore[assignment]
    cents: int = 0
    explained: str = ""

    def __post_init__(self) -> None:
        """Take the kind's severity and source where none were given."""
        if self.severity is None:
            object.__setattr__(self, "severity", self.kind.severity)
        if self.source is None:
            object.__setattr__(self, "source", self.kind.source)

    @property
    def id(self) -> str:
        """The kind's id."""
        return self.kind.id

    @property
    def is_fatal(self) -> bool:
        """Whether it stops the work."""
        return self.severity is Severity.FATAL

    def in_file(self, name: str) -> Finding:
        """The same finding, with the file's name in its location."""
        return replace(self, where=replace(self.where, file=name))

    def __str__(self) -> str:
        """``where: problem remedy [id; source]``."""
        place = str(self.where)
        authority = f"{self.id}; {self.source}" if self.source else self.id
        said = f"{self.problem} {self.remedy}".strip()
        return f"{place}: {said} [{authority}]" if place else f"{said} [{authority}]"
