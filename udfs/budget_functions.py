"""Worksheet functions over a school's workbook that stands open, and over the price list.

A workbook carries what it was issued with on its hidden sheet Snapshot. Its sheets are handed over
from cell A1 on, as large as may be: `Staffing!A1:DZ600`. A range that ends before the sheet's
entries end is refused, for what lies beyond it would count as empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from bsa_xl import api

from .answers import in_words, names_in, numbers_in, shown, shown_rows
from .cells import Cell, Grid, NoAnswerError, text_of
from .desk import Desk

_BALANCE = ("Program", "Called", "Given", "Planned", "Left")
_FINDINGS = ("Sheet", "Cell", "What was found", "What to do", "Severity", "Rule")
_CHANGES = ("Sheet", "Cell", "Column", "As issued", "Now")
_BASES = ("average", "actual")


def position_cost(
    desk: Desk,
    district: str,
    year: str,
    titles: Grid,
    fte: Grid,
    how_many: Grid = ((1.0,),),
    basis: str = "average",
) -> Grid:
    """What positions cost in the year with benefits, dollars, as a school's Staffing prices them.

    Args:
        desk: Of whoever offers the function.
        district: The district's folder or workbook, with its whole path.
        year: The fiscal year, such as FY2026.
        titles: Codes or titles of positions.csv, one below another; for actual cost, position
            numbers of staff.csv. An empty cell is answered by an empty one.
        fte: FTE of each, 0 to 2: one for every title, or one for all. One empty cell alone is an
            error in Excel and 0 in LibreOffice.
        how_many: Persons, 0 to 999: one for every title, or one for all; 1 if left out. One empty
            cell alone is an error in Excel and 0 in LibreOffice.
        basis: average (positions.csv) or actual (the pay that staff.csv has for the position);
            average if left out.
    """
    based = text_of(basis, "the basis").casefold()
    if based not in _BASES:
        raise NoAnswerError(f"The basis is '{basis}'. Write average or actual.")
    named = names_in(titles, "the title")
    each = _for_every(fte, len(named), "the FTE")
    persons = _for_every(how_many, len(named), "how many")
    asked = [
        api.PositionAsked(name, _there(parts, "the FTE"), _there(count, "how many"))
        if name
        else None
        for name, parts, count in zip(named, each, persons, strict=True)
    ]
    opened = desk.year(district, year)
    with in_words():
        costs = api.position_costs(opened, asked, is_actual=based == "actual")
    return shown_rows([None if cost is None else cost.cost] for cost in costs)


def balance(
    desk: Desk, snapshot: Grid, staffing: Grid, spending: Grid, programs: Grid = ()
) -> Grid:
    """Dollars given, planned and left by program of a school's workbook: a row a program.

    Args:
        desk: Of whoever offers the function.
        snapshot: The workbook's hidden sheet, Snapshot!A1:B60.
        staffing: All of its sheet from A1 on, such as Staffing!A1:DZ600.
        spending: All of its sheet from A1 on, such as Spending!A1:AZ300.
        programs: Ids or names of programs, one below another, each answered by three numbers; if
            left out, a table of all programs with a header.
    """
    book = desk.live({"Snapshot": snapshot, "Staffing": staffing, "Spending": spending})
    if not programs:
        return shown_rows(
            [_BALANCE, *((one.program, one.label, *_dollars(one)) for one in book.programs)]
        )
    known = {name.casefold(): one for one in book.programs for name in (one.program, one.label)}
    rows: list[Sequence[Decimal | str | None]] = []
    for name in names_in(programs, "the program"):
        if name and name.casefold() not in known:
            listed = ", ".join(one.program for one in book.programs)
            raise NoAnswerError(f"The workbook has no program '{name}'. It has: {listed}.")
        rows.append(_dollars(known[name.casefold()]) if name else (None, None, None))
    return shown_rows(rows)


def findings(
    desk: Desk, snapshot: Grid, staffing: Grid, spending: Grid, checks: Grid, sign_off: Grid
) -> Grid:
    """What is to be mended or done in a school's workbook, below a header: a row a finding.

    Args:
        desk: Of whoever offers the function.
        snapshot: The workbook's hidden sheet, Snapshot!A1:B60.
        staffing: All of its sheet from A1 on, such as Staffing!A1:DZ600.
        spending: All of its sheet from A1 on, such as Spending!A1:AZ300.
        checks: All of its sheet from A1 on, such as Checks!A1:Z120.
        sign_off: All of its sheet from A1 on, such as 'Sign-off'!A1:Z60.
    """
    book = desk.live(_sheets(snapshot, staffing, spending, checks, sign_off))
    rows: list[Sequence[str | None]] = [_FINDINGS]
    rows += [
        (
            found.where.sheet, found.where.cell, found.problem, found.remedy, found.severity.value,
            found.id,
        )
        for found in book.findings
    ]  # fmt: skip
    return shown_rows(rows)


def since_issue(
    desk: Desk, snapshot: Grid, staffing: Grid, spending: Grid, checks: Grid, sign_off: Grid
) -> Grid:
    """Every entry that differs from how a school's workbook was issued, below a header.

    Args:
        desk: Of whoever offers the function.
        snapshot: The workbook's hidden sheet, Snapshot!A1:B60.
        staffing: All of its sheet from A1 on, such as Staffing!A1:DZ600.
        spending: All of its sheet from A1 on, such as Spending!A1:AZ300.
        checks: All of its sheet from A1 on, such as Checks!A1:Z120.
        sign_off: All of its sheet from A1 on, such as 'Sign-off'!A1:Z60.
    """
    book = desk.live(_sheets(snapshot, staffing, spending, checks, sign_off))
    rows: list[list[Cell]] = [list(_CHANGES)]
    rows += [
        [one.where.sheet, one.where.cell, one.header, _entry(one.issued), _entry(one.now)]
        for one in book.changes
    ]
    return rows


def _sheets(
    snapshot: Grid, staffing: Grid, spending: Grid, checks: Grid, sign_off: Grid
) -> dict[str, Grid]:
    return {
        "Snapshot": snapshot,
        "Staffing": staffing,
        "Spending": spending,
        "Checks": checks,
        "Sign-off": sign_off,
    }


def _dollars(balance: api.ProgramBalance) -> tuple[Decimal, Decimal, Decimal]:
    given, planned, left = balance.given_cents, balance.planned_cents, balance.left_cents
    return Decimal(given) / 100, Decimal(planned) / 100, Decimal(left) / 100


def _entry(value: str | Decimal | bool | date | None) -> Cell:
    return value if isinstance(value, bool | date) else shown(value)


def _for_every(grid: Grid, many: int, what: str) -> Iterator[Decimal | None]:
    """A number for each of so many titles: as many numbers, or one for all.

    Raises:
        NoAnswerError: there are neither as many nor one.
    """
    numbers = [number for row in numbers_in(grid, what) for number in row]
    if len(numbers) == 1:
        return iter(numbers * many)
    if len(numbers) != many:
        raise NoAnswerError(
            f"For {many} titles {what} has {len(numbers)} cells. Give one for each title, or one."
        )
    return iter(numbers)


def _there(number: Decimal | None, what: str) -> Decimal:
    if number is None:
        raise NoAnswerError(f"A title has no number for {what}. Type it, or clear the title.")
    return number
