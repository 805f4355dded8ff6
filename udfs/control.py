"""The control workbook: a budget season's steps behind buttons, for people without a command line.

Its first sheet, Control, holds the settings and one row for each step; every step writes what it
found on a sheet of its own. The keys in column A of Control, which is hidden, say which row is
which, so that rows may be moved and labels be translated.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from bsa_xl import api

from .books import Book, Sheet, grid_of, sheet_of
from .cells import Grid, NoAnswerError
from .control_settings import settings_of
from .control_steps import STEPS
from .reports import Report, place_of, put, report_sheet, writing

CONTROL = "Control"
_LAST_RUN, _RESULT = 4, 5  # columns of Control, counted from 1
#: Stands on both sheets while a step is taken: where that cannot be written, none is begun.
_BEGUN = "Begun, and not ended yet."
#: What the command line's options are called on Control.
_ON_CONTROL = (
    ("with --store", "as Store on Control"),
    ("issue again with --total", "type it as Adopted total on Control"),
    ("with --reissue", "with --reissue on the command line"),
)


def run_step(book: Book, name: str) -> Report:
    """Take one step of the season and write down what came of it.

    Args:
        book: the control workbook.
        name: of the step, as in `STEPS`.

    Raises:
        NoAnswerError: it is no control workbook, or what a step finds cannot be written on it; the
            step was not taken then. Whatever else stops a step is the report.
    """
    step = next(step for step in STEPS if step.name == name)
    control = sheet_of(book, CONTROL)
    target = report_sheet(book, step.sheet)
    grid = grid_of(control)
    tell = partial(_tell, control, _row_of(grid, step.name), target)
    tell(Report(step.caption, (_BEGUN,)))
    try:
        report = step.take(settings_of(grid))
    except NoAnswerError as fault:
        report = Report(step.caption, (f"Not done. {fault}",))
    except Exception as error:
        stop = api.stop_for(error)
        if stop is None:
            raise
        report = Report(step.caption, (f"Not done. {stop.problem} {stop.remedy}",))
    report = _in_words_of_control(report)
    tell(report)
    return replace(report, go_to=place_of(step.sheet, "A1"))


def _tell(control: Sheet, row: int, target: Sheet, report: Report) -> None:
    """Write what came of a step on its sheet, and the answer in its row of Control."""
    put(report, target)
    with writing(control, row, _LAST_RUN):
        control.range((row, _LAST_RUN), (row, _RESULT)).value = [
            [f"{datetime.now().astimezone():%Y-%m-%d %H:%M}", report.lead[0]]
        ]


def _in_words_of_control(report: Report) -> Report:
    """The same for people who have no command line: its options are settings or buttons here."""
    lead = tuple(map(_translated, report.lead))
    rows = tuple(
        tuple(_translated(cell) if isinstance(cell, str) else cell for cell in row)
        for row in report.rows
    )
    return replace(report, lead=lead, rows=rows)


def _translated(text: str) -> str:
    for option, setting in _ON_CONTROL:
        text = text.replace(option, setting)
    return text


def _row_of(grid: Grid, key: str) -> int:
    for number, row in enumerate(grid, start=1):
        if row and row[0] == key:
            return number
    raise NoAnswerError(
        f"The row of {key} is missing on Control. Take a fresh control workbook, and type your "
        "settings there."
    )
