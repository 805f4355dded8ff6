"""Titles of the rate sheet as the formula gives them: what they are called, and what they cost."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from bsa_xl.district import price_of
from bsa_xl.finding import FindingKind, Severity
from bsa_xl.money import to_dollars

from .arithmetic import Rate
from .grounds import Grounds
from .wording import POLICY

NO_SUCH_TITLE = FindingKind(
    "ALO-13",
    "Position is not on the rate sheet",
    Severity.FATAL,
    "A school cannot budget FTE of a title that has no cost.",
)
NO_COST = FindingKind(
    "ALO-50",
    "Position has no cost",
    Severity.FATAL,
    "FTE that are paid in dollars would be given away for nothing.",
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title of the rate sheet.

    Attributes:
        cents: salary and benefits of 1.0 FTE at the district's average; 0 where the rate sheet
            gives no salary.
    """

    code: str
    name: str
    cents: int

    @property
    def said(self) -> str:
        """``Counselor (2202)``."""
        return f"{self.name} ({self.code})"


def title_of(code: str, label: str, grounds: Grounds, *, gives: str = "FTE") -> Title | None:
    """The title of that code; None, with a finding, where the rate sheet has none.

    Args:
        code: as the policy names it.
        label: the component's, for the message.
        grounds: the allocation while it is worked out.
        gives: how many FTE, for the message.
    """
    for position in grounds.district.positions:
        if position.code == code:
            price = price_of(position, grounds.district.benefits)
            cents = price.full_time_cents if price.salary_cents else 0
            return Title(code, position.title, cents)
    titles = {position.code: position.title for position in grounds.district.positions}
    close = get_close_matches(code, titles, n=1)
    hint = f"; the nearest code is {close[0]} ({titles[close[0]]})" if close else ""
    grounds.findings.append(
        NO_SUCH_TITLE.at(
            POLICY,
            f"'{label}' gives {gives} of '{code}', which positions.csv does not list{hint}.",
            "Add the title to positions.csv, or correct the code in the policy.",
        )
    )
    return None


def cost_of(title: Title, label: str, grounds: Grounds) -> Rate | None:
    """Dollars for 1.0 FTE as they multiply; None, with a finding, where the title has no cost."""
    if title.cents > 0:
        return grounds.effective(to_dollars(title.cents), label)
    grounds.tell_once(
        ("no cost", title.code),
        NO_COST.at(
            POLICY,
            f"'{label}' pays for {title.said}, which has no salary in positions.csv.",
            "Fill in its salary or flat_cost, or pay the component in FTE.",
        ),
    )
    return None
