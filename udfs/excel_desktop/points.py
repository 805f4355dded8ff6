"""What the doctor says of one thing that it looked at."""

from __future__ import annotations

from dataclasses import dataclass

OK, MISSING, NOTE = "OK", "MISSING", "NOTE"
INSTALL = "Run: bsa-xl excel install"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that was looked at.

    Attributes:
        name: short, for programs.
        word: OK, MISSING or NOTE.
        found: what there is; one sentence.
        remedy: what to do; empty where nothing needs doing.
    """

    name: str
    word: str
    found: str
    remedy: str = ""

    @property
    def is_missing(self) -> bool:
        """Whether something does not work for want of this."""
        return self.word == MISSING


def ok(name: str, found: str) -> Point:
    """All is well with it."""
    return Point(name, OK, found)


def missing(name: str, found: str, remedy: str) -> Point:
    """Something does not work for want of it."""
    return Point(name, MISSING, found, remedy)


def note(name: str, found: str, remedy: str = "") -> Point:
    """Worth knowing, and nothing is broken by it."""
    return Point(name, NOTE, found, remedy)
