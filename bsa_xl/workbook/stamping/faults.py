"""What is wrong with a template, or with what it is to be filled with; all of it at once."""

from __future__ import annotations

from collections.abc import Sequence

from bsa_xl.finding import Fault


class StampingError(ValueError):
    """Something cannot be stamped.

    Attributes:
        faults: each with its place, the fact and the way out, in the words of the reader.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(tuple(faults))
        self.faults = tuple(faults)

    def __str__(self) -> str:
        """One fault a line."""
        return "\n".join(
            f"{fault.where}: {fault.problem} {fault.remedy}"
            if str(fault.where)
            else f"{fault.problem} {fault.remedy}"
            for fault in self.faults
        )


class TemplateError(StampingError):
    """The template lacks a place that is to be filled, or is no workbook."""


class ValueRefusedError(StampingError):
    """A value that is missing, of the wrong kind, or more than a cell can hold."""
