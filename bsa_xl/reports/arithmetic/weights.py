"""Weights that are made of others or differ from school to school: one function for each kind."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from bsa_xl.policy import (
    PercentOf,
    ShareOfPupils,
    SizeCurve,
    SlidingWeight,
    WeightOfWeight,
)

from .counting import counted
from .dollars_per_weight import base_of
from .expression import Cell, Expression, Named
from .functions import are_numbers, both, compared, equal, is_number, less, rounded, when
from .model import NOT_ELIGIBLE, TO_COME, Field, Kind, Part, Setting
from .naming import named
from .pupils import OF_BASE, priced, weighted
from .work import Work


def weight_of_weight(work: Work, component: WeightOfWeight) -> None:
    """Count x (share x another component's weight) x base."""
    share = work.dated(
        component.values, named(component.id, "share"), "Share of the weight", component.unit,
        component,
    )  # fmt: skip
    other = named(*(each for each in (component.of, component.span, "weight") if each))
    if share is None or other not in work.model.settings:
        return
    setting = Setting(
        named(component.id, "weight"), component.label, "Weight", Decimal(0), "share of base"
    )
    weighted(work, component, work.model.figure(setting, share * Named(other)))


def share_of_pupils(
    work: Work, block: str, component: SlidingWeight | PercentOf, share: ShareOfPupils
) -> Cell:
    """``counts / of``, rounded; words where it is not known, or would be above 1."""
    group = counted(work, share.counts, component.measure)
    places = component.rounding.shares
    decimals = work.constant(
        named(component.id, "share_decimals"), component.label, "Decimals of a share", places,
        "decimals",
    )  # fmt: skip
    heading = work.model.fields[group.key].heading
    if share.of is None:
        known, made = is_number(group), rounded(group, decimals)
        inside, says = compared(group, "<=", 1), heading
    else:
        whole = counted(work, share.of, component.measure)
        known, inside = are_numbers([group, whole]), compared(group, "<=", whole)
        made = when(equal(whole, 0), 0, rounded(group / whole, decimals))
        says = f"{heading} / {work.model.fields[whole.key].heading}"
    field = Field(f"{block}/share", block, "Share of pupils", Kind.SHARE, says)
    return work.model.made(field, when(known, when(inside, made, TO_COME), TO_COME))


def sliding_weight(work: Work, component: SlidingWeight) -> None:
    """Count x a weight that slides with a share of the pupils x base."""
    held = []
    for number, point in enumerate(component.points, start=1):
        share, weight = (
            work.dated(
                values, named(component.id, "point", str(number), what), f"Point {number}: {what}",
                unit, component,
            )
            for what, unit, values in (
                ("share", "share", point.share), ("weight", "share of base", point.weight),
            )
        )  # fmt: skip
        if share is not None and weight is not None:
            held.append((share, weight))
    if not held:
        return
    held.sort(key=lambda each: work.model.settings[each[0].key].value)
    says = "Count x weight x base; the weight slides with a share of the school's pupils."
    block = work.block(Part.FORMULA, component.id, component, component.label, says)
    here = share_of_pupils(work, block, component, component.share)
    along = _along(work, here, held)
    _by_school(work, block, component, when(is_number(here), _at(work, along, component), here))


def _along(work: Work, here: Cell, held: list[tuple[Named, Named]]) -> Expression:
    """The weight at a share: linear between two points, level beyond them."""
    weight: Expression = held[0][1]
    for (low, before), (high, after) in pairwise(held):
        if work.model.settings[low.key].value == work.model.settings[high.key].value:
            continue
        slope = less(after, before) / less(high, low)
        between = before + less(here, low) * slope
        weight = when(compared(here, ">=", low), between, weight)
    return when(compared(here, ">=", held[-1][0]), held[-1][1], weight)


def _at(work: Work, weight: Expression, component: SlidingWeight | SizeCurve) -> Expression:
    decimals = work.constant(
        named(component.id, "weight_decimals"), component.label, "Decimals of a weight",
        component.rounding.weights, "decimals",
    )  # fmt: skip
    return rounded(weight, decimals)


def _by_school(
    work: Work, block: str, component: SlidingWeight | SizeCurve, weight: Expression
) -> None:
    """The weight of each school, its rate and its line."""
    field = Field(f"{block}/weight", block, "Weight", Kind.SHARE, "share of the base, rounded")
    mine = work.model.made(field, weight)
    base = base_of(work)
    rate = None if base is None else work.rate(mine * base, component)
    count = counted(work, component.counts, component.measure)
    own = base if isinstance(base, Cell) else None
    priced(work, block, component, component.label, count, rate, by=mine, own_base=own, how=OF_BASE)


def size_curve(work: Work, component: SizeCurve) -> None:
    """Count x a weight that follows the school's size x base."""
    pieces = []
    for number, piece in enumerate(component.pieces, start=1):
        stem = named(component.id, "piece", str(number))
        weight = work.dated(
            piece.weight, f"{stem}_weight", f"Piece {number}: weight", "share of base", component
        )
        slope = None
        if piece.slope is not None:
            slope = work.dated(
                piece.slope, f"{stem}_slope", f"Piece {number}: slope", "per pupil", component
            )
        if weight is None:
            continue
        least = work.constant(
            f"{stem}_from", component.label, f"Piece {number}: from", piece.at_least, "pupils"
        )
        below = None
        if piece.below is not None:
            below = work.constant(
                f"{stem}_below", component.label, f"Piece {number}: below", piece.below, "pupils"
            )
        pieces.append((least, below, weight, slope))
    if not pieces:
        return
    says = "Count x weight x base; the weight follows the school's size."
    block = work.block(Part.FORMULA, component.id, component, component.label, says)
    size = counted(work, component.size or component.counts, component.measure)
    heading = work.model.fields[size.key].heading
    field = Field(f"{block}/size", block, "Size", Kind.COUNT, heading)
    here = work.model.made(field, size)
    weight_here: Expression = when(equal(1, 1), NOT_ELIGIBLE, NOT_ELIGIBLE)
    for least, below, weight, slope in pieces:
        inside = [compared(here, ">=", least)]
        made: Expression = weight
        if below is not None:
            inside.append(compared(here, "<", below))
            made = weight if slope is None else weight + slope * less(below, here)
        weight_here = when(both(*inside), _at(work, made, component), weight_here)
    _by_school(work, block, component, when(is_number(here), weight_here, TO_COME))
