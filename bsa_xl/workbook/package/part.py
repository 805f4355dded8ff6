"""One XML part of a file on its way through the parser, and what all parts may use up."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from . import kinds
from .limits import Limits
from .refusal import SAVE_AGAIN, PackageRefused, refused, shown

Attributes = Mapping[str, str]


@dataclass(slots=True)
class Meter:
    """What has been read so far, in all parts together."""

    elements: int = 0
    cells: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One XML part on its way through the parser.

    Attributes:
        name: its name in the package.
        data: its bytes.
        limits: the bounds.
        meter: shared by all parts of the file.
        sheet: the sheet's name where the part is one, for messages.
    """

    name: str
    data: bytes
    limits: Limits
    meter: Meter
    sheet: str = ""

    def count(self, elements: int) -> None:
        """Add elements to what the file has used up.

        Raises:
            PackageRefused: there are too many.
        """
        self.meter.elements += elements
        if self.meter.elements > self.limits.elements:
            raise refused(
                kinds.XML_SIZE,
                f"The file has more than {self.limits.elements:,} elements, the last ones in "
                f"{shown(self.name)}.",
                SAVE_AGAIN,
                sheet=self.sheet,
            )

    def count_elements(self) -> None:
        """Add all elements of the part to what the file has used up; see `count`."""
        self.count(self.data.count(b"<") - self.data.count(b"</"))

    @property
    def print(self) -> bytes:
        """What no two parts with different bytes have in common: SHA-256."""
        return hashlib.sha256(self.data).digest()

    def without(self, start: int, end: int) -> Part:
        """The part without the bytes from ``start`` up to ``end``, which were read otherwise."""
        return replace(self, data=self.data[:start] + self.data[end:])

    def corrupt(self, how: str, cell: str = "") -> PackageRefused:
        """The exception for a part that no program would write; ``how`` is a whole sentence."""
        return refused(kinds.CORRUPT, how, SAVE_AGAIN, sheet=self.sheet, cell=cell)

    def unreadable(self, why: str) -> PackageRefused:
        """The exception for a part that is no XML as Excel writes it."""
        return refused(
            kinds.XML,
            f"The part {shown(self.name)} of the file cannot be read: {why}.",
            SAVE_AGAIN,
            sheet=self.sheet,
        )

    def too_deep(self) -> PackageRefused:
        """The exception for elements nested beyond the bound."""
        return refused(
            kinds.XML_DEPTH,
            f"The part {shown(self.name)} of the file is nested more than "
            f"{self.limits.depth} levels deep.",
            SAVE_AGAIN,
            sheet=self.sheet,
        )
