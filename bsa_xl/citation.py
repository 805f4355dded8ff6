"""The document, section and address that a number or a rule comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an authority is written down.

    Attributes:
        title: the document, as its cover names it.
        section: the place in it: ``§4(b)``, ``p. 14``, ``Table 1``; empty for the whole document.
        url: an address where it can be read; empty when there is none.
    """

    title: str
    section: str = ""
    url: str = ""

    def __str__(self) -> str:
        """Title and section, as a message ends: ``Board Policy 3110 §4(b)``."""
        return f"{self.title} {self.section}".strip()
