"""Buttons for whoever plans a school's budget: each reads the workbook, works it out, then writes.

What a button found stands on the sheet My notes, which is the school's own, from column J on; every
press replaces what the last one left there, and nothing else in the workbook is touched. What
somebody typed there before the first press stops it. Excel cannot undo what a macro wrote, so what
stood in the budget before stands there afterwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import chain, count
from pathlib import Path

from bsa_xl import api
from bsa_xl.money import format_dollars, to_dollars

from .books import Book, Sheet, address_of, corner_of, grid_of, values_of
from .cells import Cell, Grid, NoAnswerError, is_empty
from .control import run_step
from .control_steps import STEPS
from .findings import LINKED_COLUMNS, NOTES, rows_in_book
from .reports import CLEARED, Column, Report, go, place_of, put, report_sheet

#: Column J: the table of My notes ends with H.
NOTES_COLUMN = 10

#: Stands below what a button said on My notes, and tells its report from the school's own words.
REPLACED = "The next button replaces everything from column J on."
_SNAPSHOT = "Snapshot"

_OPEN = ("FIX", "EXPLAIN", "TO DO")
_SEND = "Save the workbook, and send it to the central office."
_LOOK = "Check my budget leads to what is open."
_PRINT = "Print its sheets, or save them as a PDF, for your files."
_COUNTED = (("FIX", "to fix"), ("EXPLAIN", "to explain"), ("TO DO", "to do"))


@dataclass(frozen=True, slots=True)
class Macro:
    """A button.

    Attributes:
        name: of what it does: ``check_my_budget``.
        caption: what the button says.
        help: what it does, one or two sentences.
        group: whose it is: ``school`` or ``central``.
        run: does it on a workbook; writes and selects there, and says what it found.
    """

    name: str
    caption: str
    help: str
    group: str
    run: Callable[[Book], Report]


def check_my_budget(book: Book) -> Report:
    """Every finding with its cell, what must be fixed first; goes to the first of them."""
    live = _read(_values(book))
    rows = rows_in_book(live)
    words = Counter(str(row[0]) for row in rows)
    lead = [_verdict(live, words), _balance(live)]
    go_to = next((str(row[1]) for row in rows if row[0] in _OPEN and row[1]), "")
    return _noted(book, Report("Check of the budget", tuple(lead), LINKED_COLUMNS, rows, go_to))


def explain_this_cell(book: Book) -> Report:
    """What the selected cell is, what it follows from, and what is wrong with it, if anything."""
    selected = book.selection
    if selected is None:
        raise NoAnswerError("No cell is selected. Select one, and press the button again.")
    sheet, cell = selected.sheet.name, address_of(selected.row, selected.column)
    try:
        told = api.explain_cell(_values(book), sheet, cell)
    except api.CannotAnswerError as fault:
        raise NoAnswerError(str(fault)) from None
    columns = (Column("What", 34), Column("Cell", 18, is_link=True), Column("Shows", 40))
    rows = tuple(
        (words, place_of(sheet, place) if place else None, shown)
        for words, place, shown in told.parts
    )
    return _noted(book, Report(told.heading, told.sentences, columns, rows, place_of(sheet, cell)))


def what_changed(book: Book) -> Report:
    """Every entry that differs from how the workbook was issued, old and new."""
    live = _read(_values(book))
    rows = tuple(
        (
            "CHANGED",
            place_of(change.where.sheet, change.where.cell),
            change.header,
            _cell(change.issued),
            _cell(change.now),
        )
        for change in live.changes
    )
    columns = (
        Column("", 10), Column("Go there", 22, is_link=True), Column("Column", 26),
        Column("As issued", 30), Column("Now", 30),
    )  # fmt: skip
    many = "1 entry differs" if len(rows) == 1 else f"{len(rows):,} entries differ"
    lead = f"{many} from how the workbook was issued." if rows else "Nothing has been changed yet."
    go_to = str(rows[0][1]) if rows else ""
    return _noted(book, Report("What changed", (lead,), columns, rows, go_to))


def price_staffing(book: Book) -> Report:
    """Every position priced anew, beside what its row shows; they differ only in a stale file."""
    values = _values(book)
    live = _read(values)
    rows = tuple(_priced(row, values) for row in live.staffing)
    differing = [row for row in rows if row[0] == "FIX"]
    total = sum(row.cents for row in live.staffing)
    lead = [f"{len(rows):,} rows of Staffing come to {format_dollars(total)}."]
    if differing:
        lead.append(
            f"{len(differing):,} of them show another cost. Switch Excel's calculation to "
            "automatic, press F9, and look again."
        )
    columns = (
        Column("", 10), Column("Go there", 22, is_link=True), Column("Title", 36),
        Column("FTE", 10), Column("Salary", 18), Column("Benefits", 18), Column("Cost", 18),
        Column("The row shows", 18), Column("Charged at", 14),
    )  # fmt: skip
    go_to = str(differing[0][1]) if differing else ""
    return _noted(book, Report("Staffing priced again", tuple(lead), columns, rows, go_to))


def prepare_submission(book: Book) -> Report:
    """Whether the workbook can be sent, what is still missing, and the figures of its receipt."""
    live = _read(_values(book))
    words = Counter(str(row[0]) for row in rows_in_book(live))
    can_go = live.is_ready and not live.is_draft
    steps = (_printed(book), _SEND) if can_go else (_LOOK,)
    lead = (_verdict(live, words), *steps)
    open_rows = tuple(
        (
            line.verdict,
            place_of(line.first.sheet, line.first.cell) if line.first else None,
            line.title,
            line.remedy,
        )
        for line in live.open_checks
    )
    facts: tuple[tuple[Cell, ...], ...] = (
        ("OK" if live.is_ready else "NOTE", None, "School", f"{live.school} ({live.school_id})"),
        ("", None, "Year and event", f"{live.year}, {live.event}, revision {live.revision}"),
        ("", None, "Issue code", live.code),
        ("", None, "Allocated", format_dollars(live.given_cents)),
        ("", None, "Budgeted", format_dollars(live.planned_cents)),
        ("", None, "Left", format_dollars(live.left_cents)),
        ("", None, "FTE and lines", f"{live.fte.normalize():f} FTE, {live.line_count:,} lines"),
    )
    columns = (
        Column("", 10), Column("Go there", 22, is_link=True), Column("What", 40), Column("", 60),
    )  # fmt: skip
    rows = (*facts, *open_rows)
    go_to = next((str(row[1]) for row in open_rows if row[1]), "")
    return _noted(book, Report("Ready to send?", lead, columns, rows, go_to))


def _values(book: Book) -> Mapping[str, Grid]:
    """What stands in a school's workbook; any other one is refused."""
    values = values_of(book)
    if _SNAPSHOT not in values:
        raise NoAnswerError(
            f"{book.name} is not a school's workbook as the central office issues it: it has no "
            f"sheet {_SNAPSHOT}. Bring the one that you plan in to the front, and press the button "
            "again."
        )
    return values


def _read(values: Mapping[str, Grid]) -> api.LiveBook:
    try:
        return api.read_live(values)
    except api.CannotAnswerError as fault:
        raise NoAnswerError(str(fault)) from None


def _noted(book: Book, report: Report) -> Report:
    """The report, written on My notes, with the cell to look at selected."""
    notes = report_sheet(book, NOTES)
    _spare_own_words(notes)
    put(replace(report, foot=REPLACED), notes, NOTES_COLUMN)
    go(book, report.go_to)
    return report


def _spare_own_words(notes: Sheet) -> None:
    """Stop before a school's own notes are cleared away: where no report stands, they are that."""
    first = NOTES_COLUMN - 1
    rows = [row[first : first + CLEARED] for row in grid_of(notes)]
    if any(row and row[0] == REPLACED for row in rows):
        return
    places = ((n, place, cell) for n, row in enumerate(rows) for place, cell in enumerate(row))
    for n, place, cell in places:
        if not is_empty(cell):
            raise NoAnswerError(
                f"Words of yours stand on {NOTES} in {address_of(n + 1, NOTES_COLUMN + place)}, "
                "where buttons write what they find. Move them to the left of column J, and press "
                "the button again."
            )


def _verdict(live: api.LiveBook, words: Counter[str]) -> str:
    if live.is_draft:
        return "This workbook is a draft, which cannot be sent in."
    if live.is_ready:
        return "Nothing is open: the budget can be sent in."
    counted = [f"{words[word]:,} {said}" for word, said in _COUNTED if words[word]]
    return f"{', '.join(counted)}."


def _printed(book: Book) -> str:
    """Its sheets as a PDF beside it, where the host can; what became of it."""
    path = Path(book.fullname).with_suffix(".pdf")
    if "//" in book.fullname or not path.parent.name:
        return _PRINT
    try:
        path = _free(path)
        book.to_pdf(str(path))
    except Exception:  # noqa: BLE001 - whatever a printer's trouble is, the rest has been told
        return _PRINT
    return f"Its sheets are printed to {path.name}, beside it."


def _free(path: Path) -> Path:
    """The path, or the next one after it that nothing has: ``budget (2).pdf``."""
    others = (path.with_stem(f"{path.stem} ({n})") for n in count(2))
    return next(each for each in chain((path,), others) if not each.exists())


def _balance(live: api.LiveBook) -> str:
    left = live.left_cents
    over = f"over by {format_dollars(-left)}" if left < 0 else f"{format_dollars(left)} left"
    planned, given = format_dollars(live.planned_cents), format_dollars(live.given_cents)
    return f"{planned} of {given} planned, {over}."


def _priced(row: api.PricedRow, values: Mapping[str, Grid]) -> tuple[Cell, ...]:
    shown = _shown_cost(row, values)
    cost = float(to_dollars(row.cents))
    is_same = shown is not None and Decimal(repr(shown)) == to_dollars(row.cents)
    return (
        "OK" if is_same else "FIX",
        place_of(row.where.sheet, row.where.cell),
        row.title,
        float(row.fte),
        float(to_dollars(row.salary_cents)),
        float(to_dollars(row.benefits_cents)),
        cost,
        shown,
        "actual cost" if row.is_actual else "average cost",
    )


def _shown_cost(row: api.PricedRow, values: Mapping[str, Grid]) -> float | None:
    """What the row's own cell of cost shows."""
    number, column = corner_of(row.cost_at.cell)
    shown = values[row.cost_at.sheet][number - 1][column - 1]
    return shown if isinstance(shown, float) else None


def _cell(shown: api.Shown) -> Cell:
    """As a report shows it; a date as text, so that no host turns it into a day number."""
    if isinstance(shown, Decimal):
        return float(shown)
    return f"{shown:%Y-%m-%d}" if isinstance(shown, date) else shown


def _school(run: Callable[[Book], Report], caption: str, text: str) -> Macro:
    return Macro(run.__name__, caption, text, "school", run)


def _central(name: str, caption: str, text: str) -> Macro:
    return Macro(name, caption, text, "central", lambda book: run_step(book, name))


#: Every button, in the order of the ribbon.
MACROS = (
    _school(check_my_budget, "Check my budget",
            "Lists everything that is open, each with its cell and what to do, and goes to the "
            "first of them."),
    _school(explain_this_cell, "Explain this cell",
            "Says what the selected cell is, what it follows from, and what was found there."),
    _school(what_changed, "What changed",
            "Lists every entry that differs from how the workbook was issued, old and new."),
    _school(price_staffing, "Price the staffing",
            "Prices every position anew, and shows it beside the cost of its row."),
    _school(prepare_submission, "Prepare submission",
            "Says whether the workbook can be sent in, what is missing, and what the receipt will "
            "say."),
    *(_central(step.name, step.caption, step.help) for step in STEPS),
)  # fmt: skip
