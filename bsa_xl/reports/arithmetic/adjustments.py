"""What happens after the formula: one function for each kind of adjustment."""

from __future__ import annotations

from decimal import Decimal

from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import FloorOnPriorYear, Manual

from .expression import Cell, Expression, part
from .functions import Added, HowMany, both, compared, equal, is_number, largest, rounded, when
from .model import NONE, TO_COME, YES, Field, Kind, Part
from .naming import named
from .pupils import finish
from .work import Line, Ruled, Work


def begun(work: Work, of: Ruled, says: str) -> tuple[str, Cell | None]:
    """The block of an adjustment, and whom it concerns."""
    block = work.block(Part.ADJUSTMENTS, of.id, of, of.label, says)
    words = work.case.gate_of_adjustment(of)  # type: ignore[arg-type]
    return block, work.gate(block, words)


def so_far(work: Work, block: str, of: tuple[str, ...], what: str = "above") -> Cell:
    """The dollars of the lines that are looked at; ``to come`` where one of them is."""
    lines = work.above(of)
    says = "every line that schools plan" if not of else ", ".join(line.label for line in lines)
    field = Field(
        f"{block}/{what}", block, "Lines above", Kind.DOLLARS, f"added up: {says}", adds_up=True
    )
    return work.model.made(field, sum_of(lines, beside=not of))


def sum_of(lines: list[Line], *, beside: bool) -> Expression:
    """The dollars of some lines; ``to come`` where one of them is.

    Args:
        lines: any; of none it is zero.
        beside: whether they stand beside each other.
    """
    keys = tuple(line.cell.key for line in lines)
    if not keys:
        return part(0)
    if beside:
        whole = rounded(Added(keys, beside=True), 2)
        return when(equal(HowMany(keys, TO_COME), 0), whole, TO_COME)
    known = [_is_known(line.cell) for line in lines]
    return when(both(*known), rounded(Added(keys), 2), TO_COME)


def _is_known(cell: Cell) -> Expression:
    return compared(cell, "<>", TO_COME)


def prior(work: Work, block: str, line: str, heading: str = "Prior year") -> Cell:
    """An amount of amounts.csv that is looked at, its programs added up."""
    field = Field(
        f"{block}/{line}", block, heading, Kind.DOLLARS, f"'{line}' of amounts.csv", adds_up=True
    )
    return work.model.typed(field, work.case.amounts(line))


def adjusted(
    work: Work, block: str, of: Ruled, gate: Cell | None, amount: Expression, says: str
) -> None:
    """The line of an adjustment."""
    if gate is not None:
        amount = when(equal(gate, YES), amount, gate)
    finish(work, block, of, of.label, amount, says)


def floor(work: Work, adjustment: FloorOnPriorYear) -> None:
    """What is missing to a share of the prior year's amount."""
    share = work.dated(
        adjustment.values, named(adjustment.id, "share"), "Share", adjustment.unit, adjustment
    )
    if share is None:
        return
    says = "Share x the prior year's amount, less the lines above; nothing where they are enough."
    block, gate = begun(work, adjustment, says)
    before = prior(work, block, adjustment.against)
    above = so_far(work, block, adjustment.of)
    field = Field(f"{block}/floor", block, "Floor", Kind.DOLLARS, "share x prior year, rounded")
    floor = work.model.made(field, when(is_number(before), work.on_line(before * share), NONE))
    missing = when(is_number(above), rounded(largest(floor - above, 0), 2), TO_COME)
    amount = when(is_number(floor), missing, 0)
    adjusted(work, block, adjustment, gate, amount, "what is missing to the floor")


def manual(work: Work, adjustment: Manual) -> None:
    """Dollars that a person decided, those that hold in the year added up by school."""
    held: dict[str, Decimal] = {}
    told = []
    for entry in adjustment.entries:
        if FiscalYear.parse(entry.since) <= work.case.year <= FiscalYear.parse(entry.until):
            held[entry.school] = held.get(entry.school, Decimal(0)) + entry.dollars
            told.append(f"{entry.school}: {entry.reason} ({entry.author}, until {entry.until})")
    says = f"Outside the formula. {'; '.join(told)}." if told else "Nothing holds in this year."
    block, gate = begun(work, adjustment, says)
    decided = work.model.typed(
        Field(f"{block}/decided", block, "Decided", Kind.DOLLARS, "by a person", adds_up=True),
        [held.get(school_id, Decimal(0)) for school_id in work.model.school_ids],
    )
    adjusted(work, block, adjustment, gate, rounded(decided, 2), "as decided")
