"""One school's workbook as values: everything that its cells show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from bsa_xl.budget import SchoolBudget, Setting
from bsa_xl.location import Location


@dataclass(frozen=True, slots=True)
class Identity:
    """Which workbook it is: school, fiscal year, event and revision; with what made it.

    Attributes:
        template: version of the workbook's form.
        policy: the policy's id.
        policy_fingerprint: the first 16 characters of the SHA-256 of the policy's file.
        nonce: random text kept in the register, so that a copy of a revision can be told.
        is_draft: a draft policy's workbook, which cannot be submitted.
    """

    school_id: str
    fiscal_year: str
    event: str
    revision: int
    template: str
    policy: str
    policy_fingerprint: str
    nonce: str
    issued_on: str
    is_draft: bool = False

    @property
    def code(self) -> str:
        """What people read out on the telephone."""
        return f"{self.school_id}-{self.fiscal_year}-{self.event}-{self.revision}-{self.nonce[:4]}"


@dataclass(frozen=True, slots=True)
class ShownLine:
    """An allocation line as the Allocation sheet shows it.

    Attributes:
        count: pupils or 1; None where nothing is counted yet.
        rate: dollars per unit of count; None as above.
        cents: the line's amount.
        program: the program's label.
        may_change: ``locked``, ``purpose-locked`` or ``unlocked``.
        last_cents: last year's amount of the same line; None where there was none.
        why: why it changed, in words.
        status: ``final``, ``estimate``, ``to come``, ``not eligible``.
    """

    line_id: str
    label: str
    counted: str
    count: Decimal | None
    rate: Decimal | None
    cents: int
    program: str
    may_change: str
    last_cents: int | None
    why: str
    status: str
    source: str
    fte_parts: int = 0


@dataclass(frozen=True, slots=True)
class Letter:
    """What the central office tells one school, beside the plan.

    Attributes:
        dollars: lines that the school plans.
        positions: FTE lines, one for each of the policy's FTE components.
        central: lines that the central office holds for the school.
        enrollment: pupils for dollars per pupil; None where not supplied.
        facts: mark name to text: school name, dates, whom to ask.
    """

    dollars: tuple[ShownLine, ...]
    positions: tuple[ShownLine, ...]
    central: tuple[ShownLine, ...]
    enrollment: Decimal | None
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """What a rule says of a plan, as the Checks sheet shows it."""

    row_id: str
    word: str
    count: int
    cents: int
    first: Location | None


@dataclass(frozen=True, slots=True)
class Case:
    """A school's workbook in one state of its plan.

    Attributes:
        outcomes: by check row id; rows that are not there show as never judged.
    """

    identity: Identity
    letter: Letter
    budget: SchoolBudget
    outcomes: Mapping[str, CheckOutcome]

    @property
    def setting(self) -> Setting:
        """The setting that the budget was priced in."""
        return self.budget.setting
