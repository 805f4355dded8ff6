"""One cell of a returned file, as the file says it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from .formula import Shared


class CellKind(StrEnum):
    """What the file says a cell's value is."""

    NUMBER = "number"  #: its text is a decimal number, as XML Schema writes a finite double
    TEXT = "text"
    BOOLEAN = "boolean"  #: its text is ``0`` or ``1``
    ERROR = "error"  #: its text is ``#REF!``, ``#N/A`` ...
    DATE = "date"  #: its text is an ISO 8601 date; Excel itself writes a number
    BLANK = "blank"  #: no value; formats only, or a formula that was never worked out
    MALFORMED = "malformed"  #: its text is not what its type promises: ``NaN``, ``1,234.56``


class Cell(NamedTuple):
    """One cell.

    Attributes:
        kind: what its value is said to be; of a formula, its stored result.
        text: the exact text of the value, or the text that a person sees; empty when blank.
        source: its formula, or its part in a shared one; use `formula`.
        style: index into `Package.formats`.
    """

    kind: CellKind
    text: str
    source: str | Shared | None
    style: int

    @property
    def formula(self) -> str | None:
        """Its formula in A1 form without the equals sign; None where there is none.

        Array formulas stand in braces, in every cell that they fill; a cell that a what-if
        table fills has ``{TABLE(...)}``.
        """
        source = self.source
        return source.text() if isinstance(source, Shared) else source
