"""A value with its history: what holds in a fiscal year, since when, and by whose decision."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bsa_xl.citation import Citation
from bsa_xl.fiscal_year import FiscalYear


@dataclass(frozen=True, slots=True)
class DatedEntry:
    """One value from a year on.

    Attributes:
        since: first fiscal year in which it holds.
        value: the number; None ends the value before it.
        source: its own authority; None where the block's source covers it.
        assumption: True where no document gives it.
    """

    since: FiscalYear
    value: Decimal | None
    source: Citation | None = None
    assumption: bool = False


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A value with its history; each entry holds until the next one begins.

    Attributes:
        entries: oldest first, no two with the same year.
    """

    entries: tuple[DatedEntry, ...]

    def entry(self, year: FiscalYear) -> DatedEntry | None:
        """The entry in force in ``year``; None before the first one."""
        ends_in, current = year.ends_in, None
        for entry in self.entries:
            if entry.since.ends_in <= ends_in:  # plain numbers: every line looks its values up
                current = entry
        return current

    def value(self, year: FiscalYear) -> Decimal | None:
        """The value in force in ``year``; None where none holds."""
        entry = self.entry(year)
        return None if entry is None else entry.value

    def source(self, year: FiscalYear) -> Citation | None:
        """The value's own authority in ``year``; None where the block's source covers it."""
        entry = self.entry(year)
        return None if entry is None else entry.source

    def is_assumption(self, year: FiscalYear) -> bool:
        """Whether the value in force in ``year`` is one that no document gives."""
        entry = self.entry(year)
        return entry is not None and entry.assumption
