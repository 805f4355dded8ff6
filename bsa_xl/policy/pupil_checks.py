"""What follows pupils and cannot be worked out: curves, points, caps, weights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from bsa_xl.finding import Finding
from bsa_xl.fiscal_year import FiscalYear

from .dated import DatedValue
from .kinds import (
    CONTRADICTION,
    IMPOSSIBLE_CAP,
    NO_EFFECT,
    NO_VALUE,
    NO_WEIGHT,
    OUT_OF_RANGE,
    PIECES,
    POINTS,
    UNKNOWN_NAME,
)
from .numbers import plain
from .policy_file import PolicyFile
from .pupils import ClassCost, PercentOf, SizeCurve, SlidingWeight, SmallSchool, WeightOfWeight
from .sentences import quote, use_one_of
from .tree import Steps
from .weights import is_weighted, weight_in_force


def check_pupils(file: PolicyFile) -> Iterator[Finding]:
    """Everything about the components that follow pupils."""
    for index, component in enumerate(file.policy.components):
        here: Steps = ("components", index)
        match component:
            case WeightOfWeight():
                yield from _weight_of_weight(file, here, component)
            case SlidingWeight():
                yield from _points(file, here, component)
            case SizeCurve():
                yield from _pieces(file, here, component)
            case ClassCost():
                needed = [("fill", component.fill)]
                yield from _in_force(file, here, component.id, component.values, needed)
                yield from _above_zero(file, (*here, "fill"), component.fill, "pupils to a class")
            case SmallSchool():
                needed = [("threshold", component.threshold)]
                yield from _in_force(file, here, component.id, component.values, needed)
                yield from _caps(file, here, component)
            case PercentOf():
                yield from _above(file, here, component)


def _years(*values: DatedValue | None) -> list[FiscalYear]:
    """The years in which one of these changes."""
    return sorted({entry.since for one in values if one is not None for entry in one.entries})


def _in_force(
    file: PolicyFile,
    here: Steps,
    own: str,
    values: DatedValue,
    needed: Iterable[tuple[str, DatedValue]],
) -> Iterator[Finding]:
    """A component that has a value in a year needs its other numbers in that year."""
    for key, beside in needed:
        for year in _years(values, beside):
            if values.value(year) is not None and beside.value(year) is None:
                yield NO_VALUE.at(
                    file.where(*here, key),
                    f"component {quote(own)} has a value in {year}, and its {key} has none.",
                    f"Give {key}: a value for {year}, or end the component with {year}: null.",
                )
                break


def _above_zero(file: PolicyFile, steps: Steps, values: DatedValue, what: str) -> Iterator[Finding]:
    for entry in values.entries:
        if entry.value is not None and entry.value == 0:
            yield OUT_OF_RANGE.at(
                file.where(*steps, str(entry.since)),
                f"There are 0 {what}.",
                "Write a number above zero, or null to end it.",
            )


def _weight_of_weight(file: PolicyFile, here: Steps, one: WeightOfWeight) -> Iterator[Finding]:
    above = file.policy.components[: int(here[1])]
    whole = next((each for each in above if each.id == one.of), None)
    if whole is None:
        return  # told with all names that do not stand above
    spans = [span.id for span in getattr(whole, "spans", ())]
    if spans and one.span not in spans:
        said = f"has no span {quote(one.span)}" if one.span else "has a weight for each span"
        yield UNKNOWN_NAME.at(
            file.where(*here, "span"),
            f"component {quote(one.of)} {said}.",
            f"Add span: and one of its own. {use_one_of(one.span, spans)}"
            if not one.span
            else use_one_of(one.span, spans),
        )
        return
    if not isinstance(whole, WeightOfWeight) and not (is_weighted(whole) and _has_one(whole)):
        yield NO_WEIGHT.at(
            file.where(*here, "of"),
            f"component {quote(one.of)} has no weight of which {quote(one.id)} could be a share.",
            "Name a component of kind weight, or of spans that are a share of the base.",
        )
        return
    for year in _years(one.values):
        weight = weight_in_force(file.policy, one.of, one.span, year)
        if one.values.value(year) is not None and weight is None:
            yield NO_VALUE.at(
                file.where(*here, "values", str(year)),
                f"component {quote(one.id)} has a value in {year}, and the weight of "
                f"{quote(one.of)} has none.",
                f"Give that weight a value for {year}, or end this one with {year}: null.",
            )
            return


def _has_one(component: object) -> bool:
    return not isinstance(component, SlidingWeight | SizeCurve)


def _points(file: PolicyFile, here: Steps, one: SlidingWeight) -> Iterator[Finding]:
    every = [value for point in one.points for value in (point.share, point.weight)]
    for year in _years(*every):
        there = [value.value(year) is not None for value in every]
        if any(there) and not all(there):
            yield NO_VALUE.at(
                file.where(*here, "points", there.index(False) // 2),
                f"component {quote(one.id)} has a point without a share or a weight in {year}.",
                f"Give every point both for {year}, or end them all with {year}: null.",
            )
            return
        shares = [point.share.value(year) or Decimal(0) for point in one.points]
        for number, (before, share) in enumerate(pairwise(shares), start=1):
            if any(there) and share <= before:
                yield POINTS.at(
                    file.where(*here, "points", number),
                    f"component {quote(one.id)} has a point at {plain(share)} after one at "
                    f"{plain(before)} in {year}.",
                    "Write the points in rising order of their shares, each share once.",
                )
                return


def _pieces(file: PolicyFile, here: Steps, one: SizeCurve) -> Iterator[Finding]:
    name = quote(one.id)
    for number, piece in enumerate(one.pieces):
        place = file.where(*here, "pieces", number)
        if piece.below is not None and piece.below <= piece.at_least:
            yield PIECES.at(
                place,
                f"A piece of {name} goes from {plain(piece.at_least)} to below "
                f"{plain(piece.below)}.",
                "Write at_least: and a larger number at below:.",
            )
        if piece.below is None and piece.slope is not None:
            yield PIECES.at(
                place,
                f"A piece of {name} slopes, and has no upper end to slope from.",
                "Add below:, or take slope: out.",
            )
        if piece.slope is not None:
            needed = [("slope", piece.slope)]
            steps: Steps = (*here, "pieces", number)
            yield from _in_force(file, steps, one.id, piece.weight, needed)
    for number, (before, piece) in enumerate(pairwise(one.pieces), start=1):
        end = "without an end" if before.below is None else f"below {plain(before.below)}"
        if before.below != piece.at_least:
            word = "overlap" if before.below is None or before.below > piece.at_least else "gap"
            yield PIECES.at(
                file.where(*here, "pieces", number),
                f"Two pieces of {name} leave a gap or overlap: the first goes {end}, and the next "
                f"begins at {plain(piece.at_least)} ({word}).",
                "Let each piece begin where the one before ends.",
            )


def _caps(file: PolicyFile, here: Steps, one: SmallSchool) -> Iterator[Finding]:
    for entry in one.at_most.entries if one.at_most is not None else ():
        if entry.value is not None and entry.value < 0:
            yield IMPOSSIBLE_CAP.at(
                file.where(*here, "at_most", str(entry.since)),
                f"component {quote(one.id)} gives at most {plain(entry.value)} dollars, which is "
                "less than nothing.",
                f"Write {plain(-entry.value)}, or null to end the cap.",
            )
    if one.at_most_share is not None and not one.of:
        yield IMPOSSIBLE_CAP.at(
            file.where(*here, "at_most_share"),
            f"component {quote(one.id)} is capped at a share of lines, and names none.",
            "Add of: and the components whose lines are meant.",
        )
    if one.of and one.at_most_share is None:
        yield NO_EFFECT.at(
            file.where(*here, "of"),
            f"component {quote(one.id)} names components, and is no share of their lines.",
            "Add at_most_share:, or take of: out.",
        )


def _above(file: PolicyFile, here: Steps, one: PercentOf) -> Iterator[Finding]:
    if one.above is not None and one.share is None:
        yield CONTRADICTION.at(
            file.where(*here, "above"),
            f"component {quote(one.id)} counts only what is above a share, and has no share.",
            "Add share: with counts and of, or take above: out.",
        )
    if one.above is not None:
        yield from _in_force(file, here, one.id, one.values, [("above", one.above)])
