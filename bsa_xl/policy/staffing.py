"""Positions that a formula gives: a foundation, ratios, a table by size, a minimum staff.

Each is paid in FTE of a title, or in dollars at what 1.0 FTE of the title costs on the rate sheet
(salary and benefits at the district's average); the unit says which. FTE and dollars are never
added together.

========== =====================================================================================
kind       what a school gets
========== =====================================================================================
foundation the same positions for every school that the gate lets in
ratio      positions for so many pupils each, rounded to a step of FTE
bands      what a table gives for the size of a count
top_up     what is missing to a minimum staff
========== =====================================================================================
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from .component_block import ComponentBlock
from .document import (
    Block,
    ComponentName,
    CountName,
    Factors,
    Fte,
    FteOrDollars,
    PositionCode,
    SourceField,
)
from .scalars import Line, Name, Number

#: FTE to plan with, or dollars at the title's cost.
StaffUnit = Literal["FTE per school", "USD per school, priced"]


class StaffBlock(ComponentBlock):
    """What all kinds of staffing have.

    Attributes:
        unit: FTE of a title, or dollars at what the title costs at 1.0 FTE.
    """

    unit: StaffUnit

    @property
    def is_priced(self) -> bool:
        """Whether it is paid in dollars."""
        return self.unit == "USD per school, priced"


class StaffPosition(Block):
    """FTE of one title.

    Attributes:
        id: unique in its component.
        position: a code of positions.csv.
        values: FTE.
        source: its own authority; None where the component's covers it.
    """

    id: Name
    label: Line
    position: PositionCode
    values: Fte
    source: SourceField | None = None


class Foundation(StaffBlock):
    """The same positions for every school that the gate lets in, a line for each title."""

    kind: Literal["foundation"]
    positions: tuple[StaffPosition, ...] = Field(min_length=1)


class FteRounding(Block):
    """How FTE are rounded.

    Attributes:
        step: the smallest part of a position, 0.0001 to 1; FTE are a multiple of it.
        way: ``nearest`` (halves up), ``up`` to the next step, or ``down``.
        after: ``sum`` rounds the sum of the groups, ``each`` every group by itself.
    """

    step: Number = Decimal("0.0001")
    way: Literal["nearest", "up", "down"] = "nearest"
    after: Literal["sum", "each"] = "sum"


class RatioGroup(Block):
    """Pupils for whom one position is given.

    Attributes:
        counts: who is counted.
        per: pupils for each ``gives``.
        gives: FTE for ``per`` pupils; 1.0 where not said.
        beyond: pupils that are not counted, for a norm that starts above a size; none where not
            said.
    """

    counts: CountName
    per: Factors
    gives: Fte | None = None
    beyond: Factors | None = None


class Ratio(StaffBlock):
    """Positions for so many pupils each: ``plus`` and the groups' counts / per, rounded.

    Attributes:
        position: a code of positions.csv.
        plus: FTE before the groups; none where not said.
        fte: how the result is rounded.
        at_least: the fewest FTE of a school that the gate lets in.
        at_most: the most.
    """

    kind: Literal["ratio"]
    position: PositionCode
    groups: tuple[RatioGroup, ...] = Field(min_length=1)
    plus: Fte | None = None
    fte: FteRounding = FteRounding()
    at_least: Fte | None = None
    at_most: Fte | None = None


class Band(Block):
    """One row of a table: from ``at_least`` on, up to the next row's.

    Attributes:
        at_least: the smallest count of the row.
        at_most: the largest, as the table prints it; only the last row's bounds anything.
        values: FTE, or dollars where the component's unit is USD per school.
        source: its own authority; None where the component's covers it.
    """

    at_least: Number
    at_most: Number | None = None
    values: FteOrDollars
    source: SourceField | None = None


class Bands(ComponentBlock):
    """What a table gives for the size of a count: FTE of a title, its price, or dollars.

    Attributes:
        counts: the count that is looked up.
        position: a code of positions.csv; empty for a table of dollars.
        bands: the rows, smallest count first; a row without a value in a year is not there then.
    """

    kind: Literal["bands"]
    unit: Literal["FTE per school", "USD per school, priced", "USD per school"]
    counts: CountName
    position: PositionCode | None = None
    bands: tuple[Band, ...] = Field(min_length=1)

    @property
    def is_priced(self) -> bool:
        """Whether FTE are looked up and dollars paid."""
        return self.unit == "USD per school, priced"


class TopUp(StaffBlock):
    """What is missing to a minimum staff.

    In FTE: a line for each title, with what the FTE of the title in ``of`` fall short of. In
    dollars: one line, with what the dollars of ``of`` (and its FTE, at what they cost) fall short
    of the cost of the staff.

    Attributes:
        of: components above that count toward the minimum.
        staff: the minimum.
    """

    kind: Literal["top_up"]
    of: tuple[ComponentName, ...] = Field(min_length=1)
    staff: tuple[StaffPosition, ...] = Field(min_length=1)


Staffing = Foundation | Ratio | Bands | TopUp
