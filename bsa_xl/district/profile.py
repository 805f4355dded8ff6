"""Who the district is: name, office to ask, year, calendar, account format (district.yaml)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class CalendarDates:
    """The dates of one budget season; None where the district gives none."""

    issue: date | None = None
    due: date | None = None
    council_from: date | None = None
    council_until: date | None = None
    adoption: date | None = None


@dataclass(frozen=True, slots=True)
class AccountSegment:
    """One segment of the account string.

    Attributes:
        name: ``fund``, ``resource``, ``project_year``, ``goal``, ``function``, ``object``, ``site``
            or ``program``.
        width: characters; shorter codes are filled with zeros on the left; 0 for any width.
    """

    name: str
    width: int = 0


@dataclass(frozen=True, slots=True)
class DistrictProfile:
    """What district.yaml says.

    Attributes:
        year_starts: month and day on which a fiscal year starts, (7, 1) for July 1.
        account_segments: in their order in the account string.
        account_separator: what stands between two segments.
        default_goal: account goal where neither item nor title gives one.
        suppression_threshold: smallest count that may be published.
    """

    name: str
    office: str = ""
    mailbox: str = ""
    phone: str = ""
    year_starts: tuple[int, int] = (7, 1)
    calendar: CalendarDates = field(default_factory=CalendarDates)
    account_segments: tuple[AccountSegment, ...] = (
        AccountSegment("fund", 2),
        AccountSegment("resource", 4),
        AccountSegment("project_year", 1),
        AccountSegment("goal", 4),
        AccountSegment("function", 4),
        AccountSegment("object", 4),
        AccountSegment("site", 3),
    )
    account_separator: str = "-"
    default_goal: str = ""
    languages: tuple[str, ...] = ("en",)
    suppression_threshold: int = 10
