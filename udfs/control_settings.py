"""The settings of the control workbook, as its people type them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bsa_xl.fiscal_year import FiscalYear, event_of

from .cells import Cell, Grid, NoAnswerError, is_empty, number_of, text_of, whole_path_of


@dataclass(frozen=True, slots=True)
class Settings:
    """What stands in the settings of Control.

    Attributes:
        district: the district's folder or workbook.
        event: one of `EVENTS`, as the command line takes them.
        workbooks: the folder that workbooks are issued to; None where nothing is typed.
        inbox: the folder that returned workbooks lie in; None likewise.
        store: the store's folder; None for the one beside the district.
        total_cents: the district's total as the board adopted it; None where nothing is typed.
        deficits: why shortfalls are accepted; empty to stop at them.
    """

    district: Path
    year: FiscalYear
    event: str
    workbooks: Path | None
    inbox: Path | None
    store: Path | None
    total_cents: int | None
    deficits: str


def settings_of(grid: Grid) -> Settings:
    """The settings of Control.

    Raises:
        NoAnswerError: one is missing or wrong.
    """
    typed = {str(row[0]): row[2] for row in grid if len(row) > 2 and not is_empty(row[0])}  # noqa: PLR2004 - key, label, value
    try:
        year = FiscalYear.parse(text_of(typed.get("year"), "the fiscal year on Control"))
    except NoAnswerError:
        raise
    except ValueError as fault:
        raise NoAnswerError(f"The fiscal year on Control cannot be read: {fault}") from None
    event = _said(typed.get("event"), "the event on Control") or "adopted"
    try:
        event = event_of(event)
    except ValueError as fault:
        raise NoAnswerError(f"The event on Control cannot be read: {fault}") from None
    total = typed.get("total")
    return Settings(
        district=whole_path_of(typed.get("district"), "the district's folder on Control"),
        year=year,
        event=event,
        workbooks=_folder(typed.get("workbooks"), "the folder for workbooks on Control"),
        inbox=_folder(typed.get("inbox"), "the inbox on Control"),
        store=_folder(typed.get("store"), "the store on Control"),
        total_cents=None if is_empty(total) else _cents(total),
        deficits=_said(typed.get("deficits"), "the reason for shortfalls on Control"),
    )


def _said(cell: Cell, what: str) -> str:
    return "" if is_empty(cell) else text_of(cell, what)


def _folder(cell: Cell, what: str) -> Path | None:
    return None if is_empty(cell) else whole_path_of(cell, what)


def _cents(cell: Cell) -> int:
    cents = number_of(cell, "the adopted total on Control").scaleb(2)
    if cents != int(cents):
        raise NoAnswerError("The adopted total on Control is no whole number of cents.")
    return int(cents)
