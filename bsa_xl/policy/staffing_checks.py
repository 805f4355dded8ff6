"""Staffing that cannot be worked out: tables out of order, norms of no pupils, crossed bounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from bsa_xl.finding import Finding
from bsa_xl.fiscal_year import FiscalYear

from .dated import DatedValue
from .kinds import IMPOSSIBLE_STAFFING, TABLE_OUT_OF_ORDER
from .naming import called
from .numbers import decimals_of, plain
from .policy_file import PolicyFile
from .sentences import quote
from .staffing import Band, Bands, Ratio
from .tree import Steps

MOST_FTE_DECIMALS = 4


def check_staffing(file: PolicyFile) -> Iterator[Finding]:
    """Everything that can be said of staffing without knowing the district."""
    for index, component in enumerate(file.policy.components):
        here: Steps = ("components", index)
        if isinstance(component, Ratio):
            yield from _norms(file, here, component)
            yield from _step(file, here, component)
            yield from _bounds(file, here, component)
        elif isinstance(component, Bands):
            yield from _position(file, here, component)
            yield from _rows(file, here, component)


def _norms(file: PolicyFile, here: Steps, ratio: Ratio) -> Iterator[Finding]:
    for number, group in enumerate(ratio.groups):
        for entry in group.per.entries:
            if entry.value == 0:
                yield IMPOSSIBLE_STAFFING.at(
                    file.where(*here, "groups", number, "per", str(entry.since)),
                    f"component {quote(ratio.id)} gives a position for every 0 pupils of "
                    f"{quote(group.counts)}.",
                    "Write the pupils for one position, such as 24, or null to end the group.",
                )


def _step(file: PolicyFile, here: Steps, ratio: Ratio) -> Iterator[Finding]:
    step = ratio.fte.step
    if not 0 < step <= 1 or decimals_of(step) > MOST_FTE_DECIMALS:
        yield IMPOSSIBLE_STAFFING.at(
            file.where(*here, "fte", "step"),
            f"component {quote(ratio.id)} rounds FTE to a multiple of {plain(step)}.",
            "Write a step from 0.0001 to 1, such as 0.001 or 0.5.",
        )


def _bounds(file: PolicyFile, here: Steps, ratio: Ratio) -> Iterator[Finding]:
    if ratio.at_least is None or ratio.at_most is None:
        return
    for year in years_of((ratio.at_least, ratio.at_most)):
        least, most = ratio.at_least.value(year), ratio.at_most.value(year)
        if least is not None and most is not None and least > most:
            yield IMPOSSIBLE_STAFFING.at(
                file.where(*here, "at_most", str(year)),
                f"component {quote(ratio.id)} gives at least {plain(least)} and at most "
                f"{plain(most)} FTE in {year}.",
                "Correct at_least: or at_most:.",
            )
            return


def _position(file: PolicyFile, here: Steps, table: Bands) -> Iterator[Finding]:
    in_dollars = table.unit == "USD per school"
    if in_dollars and table.position is not None:
        yield IMPOSSIBLE_STAFFING.at(
            file.where(*here, "position"),
            f"component {quote(table.id)} is a table of dollars and names a position.",
            "Take position: out, or write unit: FTE per school.",
        )
    if not in_dollars and table.position is None:
        yield IMPOSSIBLE_STAFFING.at(
            file.where(*here),
            f"component {quote(table.id)} is a table of FTE and names no position.",
            "Add position: and its code, or write unit: USD per school.",
        )


def _rows(file: PolicyFile, here: Steps, table: Bands) -> Iterator[Finding]:
    """In every year, the rows follow one another without overlap or gap."""
    told: set[tuple[int, int]] = set()
    for number, row in enumerate(table.bands):
        steps: Steps = (*here, "bands", number)
        if row.at_least < 0:
            yield TABLE_OUT_OF_ORDER.at(
                file.where(*steps, "at_least"),
                f"{called(steps, file.policy)} starts at {plain(row.at_least)}.",
                "Start the first row at 0 or above.",
            )
        if row.at_most is not None and row.at_most < row.at_least:
            yield TABLE_OUT_OF_ORDER.at(
                file.where(*steps, "at_most"),
                f"{called(steps, file.policy)} goes from {plain(row.at_least)} to "
                f"{plain(row.at_most)}.",
                "Write the smaller count as at_least:.",
            )
    for year in years_of(row.values for row in table.bands):
        there = [
            (number, row)
            for number, row in enumerate(table.bands)
            if row.values.value(year) is not None
        ]
        for (one, before), (other, row) in pairwise(there):
            said = _said(before, row)
            if said and (one, other) not in told:
                told.add((one, other))
                steps = (*here, "bands", other)
                problem = f"{called(steps, file.policy)}, from {plain(row.at_least)} on, {said[0]}"
                yield TABLE_OUT_OF_ORDER.at(
                    file.where(*steps, "at_least"), f"{problem} in {year}.", said[1]
                )


def _said(before: Band, row: Band) -> tuple[str, str] | None:
    """What is wrong between two rows, and the way out."""
    if row.at_least == before.at_least:
        return "starts where the row above starts", "Take one of the two out."
    if row.at_least < before.at_least:
        remedy = "Write the rows in the order of their counts, smallest first."
        return f"stands below the row from {plain(before.at_least)}", remedy
    if before.at_most is None:
        return None
    if row.at_least <= before.at_most:
        said = f"overlaps the row above, which goes to {plain(before.at_most)}"
        return said, f"Write at_least: {plain(before.at_most + 1)}, or end the row above earlier."
    if row.at_least > before.at_most + 1:
        said = f"leaves a gap after the row above, which goes to {plain(before.at_most)}"
        return said, f"Write at_least: {plain(before.at_most + 1)}, or add a row between."
    return None


def years_of(values: Iterable[DatedValue]) -> list[FiscalYear]:
    """Every year in which one of some values changes, oldest first."""
    return sorted({entry.since for value in values for entry in value.entries})
