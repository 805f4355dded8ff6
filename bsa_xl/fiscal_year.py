"""A school district's fiscal year, and the budgets that are made in one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

#: The budget events of a year: which of its budgets it is.
EVENTS = ("preliminary", "adopted", "norm_day", "carryover", "transfer")

_WRITTEN = re.compile(r"FY(\d{4})")


def event_of(text: str) -> str:
    """The budget event that a text names, in whatever case it is written.

    Raises:
        ValueError: there is no such event; the message names those that there are.
    """
    event = text.strip().casefold()
    if event not in EVENTS:
        names = f"{', '.join(EVENTS[:-1])} or {EVENTS[-1]}"
        raise ValueError(f"'{text}' is not an event of a budget year. Write {names}.")
    return event


@dataclass(frozen=True, slots=True, order=True)
class FiscalYear:
    """A fiscal year, named by the calendar year in which it ends.

    FY2026 runs from July 2025 to June 2026; files say ``FY2026``, paper says ``2025-26``.

    Attributes:
        ends_in: the calendar year in which the fiscal year ends, 1900 to 2999.
    """

    ends_in: int

    def __post_init__(self) -> None:
        """Refuse a year that no budget was ever made for."""
        if not 1900 <= self.ends_in <= 2999:  # noqa: PLR2004
            raise ValueError(
                f"FY{self.ends_in:04d} is not a fiscal year. Write one from FY1900 to FY2999."
            )

    @classmethod
    def parse(cls, text: str) -> FiscalYear:
        """Read ``FY2026``.

        Raises:
            ValueError: the text is anything else; the message says how to write it.
        """
        match = _WRITTEN.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"'{text}' is not a fiscal year. Write FY2026 for 2025-26.")
        return cls(int(match[1]))

    @classmethod
    def holding(cls, day: date, starts: tuple[int, int]) -> FiscalYear:
        """The fiscal year that a day lies in.

        Args:
            day: the day.
            starts: month and day on which a fiscal year starts; (1, 1) for calendar years.
        """
        begins_late = starts != (1, 1) and (day.month, day.day) >= starts
        return cls(day.year + (1 if begins_late else 0))

    @property
    def on_paper(self) -> str:
        """The year as people write it: ``2025-26``."""
        return f"{self.ends_in - 1}-{self.ends_in % 100:02d}"

    @property
    def previous(self) -> FiscalYear:
        """The year before."""
        return FiscalYear(self.ends_in - 1)

    @property
    def following(self) -> FiscalYear:
        """The year after."""
        return FiscalYear(self.ends_in + 1)

    def __str__(self) -> str:
        """The year as files write it: ``FY2026``."""
        return f"FY{self.ends_in}"
