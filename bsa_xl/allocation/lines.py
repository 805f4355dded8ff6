"""What a school is given, line by line, in the frozen columns of an allocation file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bsa_xl.citation import Citation
from bsa_xl.fiscal_year import FiscalYear


class LineUnit(StrEnum):
    """Dollars or FTE; the two are never added together."""

    USD = "USD"
    FTE = "FTE"


class LineStatus(StrEnum):
    """How sure a line is; "to come" is a word, never zero or blank."""

    FINAL = "final"
    ESTIMATE = "estimate"
    TO_COME = "to come"
    NOT_ELIGIBLE = "not eligible"


@dataclass(frozen=True, slots=True)
class AllocationLine:
    """One line of one school's allocation.

    ``cents`` is always the product of ``count`` and ``rate`` under the policy's line rounding.

    Attributes:
        line_id: lasting; the same line keeps it from year to year and event to event.
        component: the policy component's id, or the adjustment's.
        program: program id; never empty.
        label: what it is, for people.
        counted: who is counted, for people ("English learners, projected"); empty for a lump sum.
        made: how the count came about, for people ("the greatest of 395 ..."); empty where it is
            one that is supplied.
        basis: how the rate came about, for people ("0.1 of the base of $5,275.00"); may be empty.
        count: pupils, or 1 for a lump sum; None where the status is to come or not eligible.
        rate: dollars per unit of count, quantised as the policy says; None as above, and for FTE.
        fte: FTE given; None for dollars.
        cents: integer cents; 0 for FTE lines and where nothing is given yet.
        note: a sentence for the school.
        is_whole: the amount stands for itself, as a share or an adjustment does: the count is 1,
            the rate is the amount, and ``counted`` says how it came about.
    """

    line_id: str
    school_id: str
    fiscal_year: FiscalYear
    event: str
    component: str
    program: str
    unit: LineUnit
    label: str
    counted: str = ""
    made: str = ""
    basis: str = ""
    position_code: str = ""
    count: Decimal | None = None
    rate: Decimal | None = None
    fte: Decimal | None = None
    cents: int = 0
    term: str = "ongoing"
    status: LineStatus = LineStatus.FINAL
    held_by: str = "school"
    flexibility: str = "unlocked"
    source: Citation | None = None
    note: str = ""
    is_whole: bool = False

    @property
    def is_plannable(self) -> bool:
        """Whether the school itself plans these dollars (held by it, in dollars)."""
        return self.unit is LineUnit.USD and self.held_by == "school"


@dataclass(frozen=True, slots=True)
class LineFigures:
    """What one line of one school comes to, for whoever compares years; as in `AllocationLine`."""

    count: Decimal | None
    rate: Decimal | None
    cents: int


@dataclass(frozen=True, slots=True)
class SchoolAllocation:
    """All lines of one school, in the order of the policy."""

    school_id: str
    fiscal_year: FiscalYear
    event: str
    lines: tuple[AllocationLine, ...]

    @property
    def total_cents(self) -> int:
        """Dollars the school plans itself; central lines and FTE are not in it."""
        return sum(line.cents for line in self.lines if line.is_plannable)

    def program_cents(self, program_id: str) -> int:
        """Dollars of one program that the school plans itself."""
        return cents_of(line for line in self.lines if line.program == program_id)


def cents_of(lines: Iterable[AllocationLine]) -> int:
    """The sum of the plannable dollars of some lines."""
    return sum(line.cents for line in lines if line.is_plannable)
