"""What every verb answers with: whether it went through, what was found, and the exit code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from bsa_xl.finding import Finding


class Exit(IntEnum):
    """Exit codes of the command line; programs may rely on them."""

    OK = 0
    INTERNAL = 1  #: our fault
    USAGE = 2
    ATTENTION = 3  #: a person must act
    NOTHING = 4  #: nothing to do, or an input is missing
    INTEGRITY = 5  #: locked content or identity differs
    BUSY = 6  #: somebody else holds a file or the store
    STOPPED = 130  #: Ctrl-C


#: Called with what is being done, how much is done, and how much there is to do.
Progress = Callable[[str, int, int], None]


def silent(_what: str, _done: int, _total: int) -> None:
    """Progress that nobody looks at."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verb found.

    Attributes:
        findings: all of them, in the order to be told.
        exit: what the command line ends with.
    """

    findings: tuple[Finding, ...] = ()
    exit: Exit = Exit.OK

    @classmethod
    def of(cls, findings: tuple[Finding, ...]) -> Answer:
        """ATTENTION where one is fatal, OK otherwise."""
        fatal = any(finding.is_fatal for finding in findings)
        return cls(findings, Exit.ATTENTION if fatal else Exit.OK)
