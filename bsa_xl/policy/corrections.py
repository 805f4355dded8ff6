"""What a formula is corrected by: attendance, what staff really cost, a norm, a person.

Each correction is a signed line that says how it came about; none hides in a revenue or a rate.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .adjustment_block import AdjustmentBlock
from .components import Component
from .document import Block, CountName, PositionCode, SchoolGate, Shares
from .scalars import Day, LastYear, Line, Number


class CountIn(Block):
    """A count in a measure of its own.

    Attributes:
        counts: who is counted.
        measure: which counts; empty for the policy's own.
    """

    counts: CountName = "enrollment"
    measure: str = ""


class Attendance(AdjustmentBlock):
    """The lines above follow attendance: the school's rate against the district's.

    Attributes:
        attended: average daily attendance.
        enrolled: pupils enrolled; the rate is attended / enrolled.
        direction: ``school_over_district`` multiplies by school's / district's rate, so that low
            attendance costs money; ``district_over_school`` brings every school to the district's
            average, so that low attendance brings money.
        among: schools whose pupils make the district's rate; empty for all.
        values: the share of the difference that is paid or charged, 0 to 1.
    """

    kind: Literal["attendance"]
    unit: Literal["share of difference"]
    attended: CountIn
    enrolled: CountIn
    direction: Literal["school_over_district", "district_over_school"]
    among: SchoolGate = Field(default_factory=SchoolGate)
    values: Shares


class Salary(AdjustmentBlock):
    """What a school's staff really cost against the district's average, title by title.

    The sum over its filled positions of FTE x (actual - average), from staff.csv and the rate
    sheet; a vacant position has no actual cost and is left out. At the school's own average every
    position of a title costs what the filled ones cost on average there, vacant ones as well.
    A supplement for staff of long standing is a credit of those ``hired_before`` a day.

    Attributes:
        compares: salaries alone, or with the benefits of 1.0 FTE.
        cost: what a position costs the school: ``actual``, or ``school_average``, the mean of the
            filled positions of its title at the school, rounded to the cent.
        hired_before: only whoever was hired before this day, by ``hired`` of staff.csv; None for
            everybody.
        only: ``above`` leaves out every position that costs no more than the district's average.
        direction: ``charge`` takes from a school whose staff costs more than average, ``credit``
            gives it what they cost more.
        positions: codes that are compared; empty for all.
        paid_by: programs whose share of a position is compared; empty for all.
        values: the share of the difference that is paid or charged, 0 to 1.
    """

    kind: Literal["salary"]
    unit: Literal["share of difference"]
    compares: Literal["salary", "salary_and_benefits"] = "salary_and_benefits"
    cost: Literal["actual", "school_average"] = "actual"
    hired_before: Day = None
    only: Literal["both", "above"] = "both"
    direction: Literal["charge", "credit"]
    positions: tuple[PositionCode, ...] = ()
    paid_by: tuple[str, ...] = ()
    values: Shares


class MatchNorm(AdjustmentBlock):
    """The lines above are brought to a norm-based budget that is worked out beside them.

    The norm's positions are priced at the district's average. Nothing of the norm is given to a
    school: only the difference is, as one line.

    Attributes:
        norm: components of the norm-based budget, in FTE or in dollars.
        only: ``up`` makes the norm a floor; ``both`` also takes what is above it.
        values: the share of the difference that is paid or charged, 0 to 1.
    """

    kind: Literal["match_norm"]
    unit: Literal["share of difference"]
    norm: tuple[Component, ...] = Field(min_length=1)
    only: Literal["up", "both"] = "both"
    values: Shares


class ManualEntry(Block):
    """What a person decided for one school.

    Attributes:
        dollars: may be below zero.
        until: the last fiscal year in which it holds.
    """

    school: Line
    since: LastYear
    until: LastYear
    dollars: Number
    reason: Line
    author: Line


class Manual(AdjustmentBlock):
    """Dollars outside the formula, school by school, each with its reason, author and end."""

    kind: Literal["manual"]
    unit: Literal["USD"] = "USD"
    entries: tuple[ManualEntry, ...] = Field(min_length=1)
