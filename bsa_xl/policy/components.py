"""What the formula gives: a closed family of component kinds, read from the policy file.

Every kind names its program, its source and its dated values. A line's amount is always
count x rate, with the rate quantised first (decisions 2).

=========== ==================== ===========================================================
kind        unit                 what a school gets
=========== ==================== ===========================================================
weight      share of base        count x weight x base
per_pupil   USD per pupil        count x dollars; also a printed rate in place of weight x base
grade_spans either of the above  a line for each grade span, each with its own rate
lump_sum    USD per school       the same dollars for every school that the gate lets in
given       USD                  its row of amounts.csv
pool        USD per district     its share of a fixed total, by claims
fte         FTE per school       positions of a title; never added to dollars
(pupils)    several              more that follows pupils: see `pupils`
rank_and... USD per district     Title I, `rank_and_serve`: see `title_i`
(staffing)  FTE, or their price  foundation, ratio, bands and top_up: see `staffing`
=========== ==================== ===========================================================

A further construct of the field (a sliding weight, a size curve, rank and serve) is a further kind:
a class here and one in the allocation's engine. There is no expression language.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .component_block import ComponentBlock
from .document import (
    AmountLine,
    Block,
    CountName,
    Dollars,
    Fte,
    PositionCode,
    Rates,
    SourceField,
    Weights,
    WeightsOrRates,
)
from .node_rounding import RoundedBlock
from .pilots import PeerAverage, PurchaseBack, StartUp
from .pools import Pool
from .pupils import ClassCost, PercentOf, SizeCurve, SlidingWeight, SmallSchool, WeightOfWeight
from .scalars import Line, Name
from .staffing import Bands, Foundation, Ratio, TopUp
from .title_i import RankAndServe


class Weight(RoundedBlock):
    """Count x weight x base."""

    kind: Literal["weight"]
    unit: Literal["share of base"]
    counts: CountName
    values: Weights


class PerPupil(RoundedBlock):
    """Count x dollars."""

    kind: Literal["per_pupil"]
    unit: Literal["USD per pupil"]
    counts: CountName
    values: Rates


class Span(Block):
    """One grade span of a grade-span component; each gives a line of its own.

    Attributes:
        id: unique in its component.
        source: its own authority; None where the component's covers it.
    """

    id: Name
    label: Line
    counts: CountName
    values: WeightsOrRates
    source: SourceField | None = None


class GradeSpans(RoundedBlock):
    """A rate for each grade span: dollars, or a share of the base.

    Attributes:
        within: whose pupils the spans are, where a pupil is in one of them at most; a school whose
            spans are more pupils than that is told, and its lines are to come.
    """

    kind: Literal["grade_spans"]
    unit: Literal["USD per pupil", "share of base"]
    within: CountName | None = None
    spans: tuple[Span, ...] = Field(min_length=1)


class LumpSum(RoundedBlock):
    """The same dollars for every school that the gate lets in."""

    kind: Literal["lump_sum"]
    unit: Literal["USD per school"]
    values: Dollars


class Given(ComponentBlock):
    """Dollars taken as given from amounts.csv.

    Attributes:
        line: the ``line`` column of amounts.csv; empty means the component's id.
    """

    kind: Literal["given"]
    unit: Literal["USD"] = "USD"
    line: AmountLine = ""

    @property
    def takes(self) -> str:
        """The ``line`` of amounts.csv that it takes."""
        return self.line or self.id


class PositionsGiven(ComponentBlock):
    """FTE of a position code given to a school; never added to dollars."""

    kind: Literal["fte"]
    unit: Literal["FTE per school"]
    position: PositionCode
    values: Fte


Component = Annotated[
    Weight
    | PerPupil
    | GradeSpans
    | LumpSum
    | Given
    | Pool
    | PositionsGiven
    | WeightOfWeight
    | SlidingWeight
    | SizeCurve
    | ClassCost
    | SmallSchool
    | PercentOf
    | Foundation
    | Ratio
    | Bands
    | TopUp
    | RankAndServe
    | PeerAverage
    | StartUp
    | PurchaseBack,
    Field(discriminator="kind"),
]
