"""What gives the lines of each kind of component."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bsa_xl.policy import (
    Bands,
    ClassCost,
    Component,
    Foundation,
    Given,
    GradeSpans,
    LumpSum,
    PeerAverage,
    PercentOf,
    PerPupil,
    Pool,
    PositionsGiven,
    PurchaseBack,
    RankAndServe,
    Ratio,
    SizeCurve,
    SlidingWeight,
    SmallSchool,
    StartUp,
    TopUp,
    Weight,
    WeightOfWeight,
)

from .columns import LineColumn
from .given import given_lines
from .grounds import Grounds
from .lump_sum import lump_sum_lines
from .peers import peer_average_lines
from .per_pupil import class_cost_lines, grade_span_lines, per_pupil_lines, weighted_lines
from .pool import pool_lines
from .positions import position_lines
from .purchase_back import purchase_back_lines
from .staff_lines import staff_lines
from .start_up import start_up_lines
from .supplements import percent_of_lines, small_school_lines
from .title_i import title_i_lines


def lines_of(component: Component, grounds: Grounds) -> Iterator[LineColumn]:
    """The lines of a component over all schools."""
    return KINDS[type(component)](component, grounds)


def _span_lines(component: GradeSpans, grounds: Grounds) -> Iterator[LineColumn]:
    """Grade spans are in dollars, or shares of the base."""
    in_dollars = component.unit == "USD per pupil"
    return (grade_span_lines if in_dollars else weighted_lines)(component, grounds)


#: Every kind; a component is looked up by its class, which is faster than asking it for each.
KINDS: Mapping[type[Component], Callable[[Any, Grounds], Iterator[LineColumn]]] = {
    Weight: weighted_lines,
    WeightOfWeight: weighted_lines,
    SlidingWeight: weighted_lines,
    SizeCurve: weighted_lines,
    GradeSpans: _span_lines,
    PerPupil: per_pupil_lines,
    ClassCost: class_cost_lines,
    SmallSchool: small_school_lines,
    PercentOf: percent_of_lines,
    LumpSum: lump_sum_lines,
    Given: given_lines,
    Pool: pool_lines,
    PositionsGiven: position_lines,
    Foundation: staff_lines,
    Ratio: staff_lines,
    Bands: staff_lines,
    TopUp: staff_lines,
    RankAndServe: title_i_lines,
    PeerAverage: peer_average_lines,
    StartUp: start_up_lines,
    PurchaseBack: purchase_back_lines,
}
