"""A policy together with the file it was read from, so that any later check can say the line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bsa_xl.location import Location

from .model import Policy
from .tree import Steps


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """A policy as it was read.

    Attributes:
        policy: what it says.
        text: the whole file, with line feeds only.
        sha256: of the file's bytes, in hexadecimal.
        file: its name, without the folder.
        lines: the line of every key and list entry, counted from 1.
    """

    policy: Policy
    text: str = field(repr=False)
    sha256: str
    file: str
    lines: Mapping[Steps, int] = field(repr=False)

    def where(self, *steps: str | int) -> Location:
        """The line of a place, ``where("components", 0, "values", "FY2026")``.

        A place that the file does not spell out has the line of the nearest one around it; the
        file as a whole has none.
        """
        return locate(self.file, self.lines, steps)


def locate(file: str, lines: Mapping[Steps, int], steps: Steps) -> Location:
    """The line of a place, or of the nearest one around it."""
    while steps and steps not in lines:
        steps = steps[:-1]
    return Location(file=file, line=lines.get(steps, 0))
