"""The control workbook: a budget season's steps behind buttons, for people without a command line.

Its first sheet, Control, holds the settings and one row for each step; every step writes what it
found on a sheet of its own. The keys in column A of Control, which is hidden, say which row is
which, so that rows may be moved and labels be translated.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bsa_xl import api

from .books import Book, grid_of, sheet_of
from .cells import Grid, NoAnswerError
from .control_settings import settings_of
from .control_steps import STEPS
from .reports import Report, place_of, put

CONTROL = "Control"
_LAST_RUN, _RESULT = 4, 5  # columns of Control, counted from 1


def run_step(book: Book, name: str) -> Report:
    """Take one step of the season and write down what came of it.

    Args:
        book: the control workbook.
        name: of the step, as in `STEPS`.

    Raises:
        NoAnswerError: a setting is missing or wrong, or the step could not be taken; the text
            says what to do. Nothing is written then but the text.
    """
    step = next(step for step in STEPS if step.name == name)
    control = sheet_of(book, CONTROL)
    target = sheet_of(book, step.sheet)
    grid = grid_of(control)
    row = _row_of(grid, step.name)
    try:
        report = step.take(settings_of(grid))
    except NoAnswerError as fault:
        report = Report(step.caption, (f"Not done. {fault}",))
    except Exception as error:
        stop = api.stop_for(error)
        if stop is None:
            raise
        report = Report(step.caption, (f"Not done. {stop.problem} {stop.remedy}",))
    put(report, target)
    control.range((row, _LAST_RUN), (row, _RESULT)).value = [
        [f"{datetime.now().astimezone():%Y-%m-%d %H:%M}", report.lead[0]]
    ]
    return replace(report, go_to=place_of(step.sheet, "A1"))


def _row_of(grid: Grid, key: str) -> int:
    for number, row in enumerate(grid, start=1):
        if row and row[0] == key:
            return number
    raise NoAnswerError(
        f"The row of {key} is missing on Control. Take a fresh control workbook, and type your "
        "settings there."
    )
