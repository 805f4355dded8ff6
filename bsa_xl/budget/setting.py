"""What a school is handed to plan with: its programs' money, prices, positions, rules.

It is everything that an issued workbook carries about its school, and nothing of another school's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from bsa_xl.fiscal_year import FiscalYear

from .rates import RateSheet


@dataclass(frozen=True, slots=True)
class ProgramMoney:
    """A program of one school.

    Attributes:
        label: what the drop-down shows, unique.
        allocated_cents: what the school may plan.
        accepted_cents: a deficit that the central office accepted when it issued the workbook.
        one_time: True for money that ends; ``available_until`` names the last fiscal year.
        body: the body that approves it.
    """

    id: str
    label: str
    allocated_cents: int
    accepted_cents: int = 0
    restricted: bool = False
    flexibility: str = "unlocked"
    one_time: bool = False
    available_until: str = ""
    carryover: str = ""
    body: str = ""
    fund: str = ""
    resource: str = ""
    project_year: str = ""


@dataclass(frozen=True, slots=True)
class NowPosition:
    """A row that Staffing opens with: a position that exists, or a required one that does not yet.

    Attributes:
        position_id: empty for a required position that is still to be made.
        required: why the row's position, number and FTE are locked; empty where they are not.
        ends_on: the day on which the position ends, as a day number; 0 for no end.
        key: the key of its row on Staffing.
        school_id: the school it stands at: the workbook's own, or a centre budgeted with it.
        title: the rate sheet's label; empty where the title is no longer on it.
        actual_salary_cents: of 1.0 FTE, only where the school is charged actual cost.
    """

    key: str
    position_id: str
    school_id: str
    code: str
    title: str
    fte_parts: int
    filled: bool
    shares: tuple[tuple[str, int], ...]
    required: str = ""
    ends_on: int = 0
    actual_salary_cents: int | None = None
    actual_benefits_cents: int | None = None


@dataclass(frozen=True, slots=True)
class RequiredFte:
    """A position this school must have.

    Attributes:
        codes: position codes that satisfy it, the usual one first.
        fte_parts: zero where it does not bind this school.
        programs: labels of the programs that may pay for it; empty for every unrestricted one.
    """

    id: str
    label: str
    codes: tuple[str, ...]
    fte_parts: int
    programs: tuple[str, ...]
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class GivenFte:
    """FTE of a title that the formula gives this school (BAL-06); zero where it gives none."""

    line_id: str
    code: str
    fte_parts: int


@dataclass(frozen=True, slots=True)
class FteTrade:
    """FTE of one title that may be planned as another."""

    id: str
    give: str
    take: str
    rate: Decimal


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """A rule as it binds this school.

    Attributes:
        mode: ``F`` fatal, ``W`` warning, ``O`` informational, ``X`` waived, ``R`` on return.
        limits: the rule's arguments.
        source: the authority, as a message prints it.
    """

    rule: str
    mode: str
    limits: Mapping[str, Decimal] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True, slots=True)
class AsIssued:
    """What a rule already finds in the workbook as it goes out: not the school's doing."""

    count: int = 0
    cents: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """One school's setting in one event of one year.

    Attributes:
        letter_cents: the total that the allocation letter names.
        line_cents: the plannable lines of the allocation, in order (BAL-03).
        as_issued: by check row (rule, or rule and program), what stood there at issue.
        places: decimals of dollars that a planned line keeps, 2 or 0 as the policy rounds.
        account_segments: (name, width) in the order of the account string.
        council_window: first and last day for approvals as day numbers; 0 for no limit.
    """

    school_id: str
    fiscal_year: FiscalYear
    event: str
    letter_cents: int
    line_cents: tuple[int, ...]
    programs: tuple[ProgramMoney, ...]
    rates: RateSheet
    places: int = 2
    now: tuple[NowPosition, ...] = ()
    required: tuple[RequiredFte, ...] = ()
    given_fte: tuple[GivenFte, ...] = ()
    trades: tuple[FteTrade, ...] = ()
    rules: tuple[RuleSetting, ...] = ()
    as_issued: Mapping[str, AsIssued] = field(default_factory=dict)
    site_code: str = ""
    default_goal: str = ""
    account_segments: tuple[tuple[str, int], ...] = ()
    account_separator: str = "-"
    council_window: tuple[int, int] = (0, 0)
