"""Input cells as they come back: what each holds, and which of them do not count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bsa_xl.budget import FIRST_DAY, LAST_DAY, CellError, Typed, day_number
from bsa_xl.finding import Severity
from bsa_xl.location import Location
from bsa_xl.workbook.declare import Column, Kind, Table
from bsa_xl.workbook.package import Cell, CellKind, Package, Row, kinds
from bsa_xl.workbook.package.refusal import shown
from bsa_xl.workbook.package.values import is_serial_date
from bsa_xl.workbook.sealing import SIGNIFICANT, CellAt

from .forms import Form
from .records import RejectedCell
from .told import Told

#: Days between the two ways in which Excel counts them, from 1900 and from 1904.
DAYS_1904 = 1462
_BLANK, _NUMBER, _TEXT = CellKind.BLANK, CellKind.NUMBER, CellKind.TEXT
_WANTED = {Kind.TEXT: "words belong", Kind.DATE: "a date belongs"}
_NUMBER_WANTED = "a number belongs"
_FORMAT = "Set the cell's format to Number, check the amount, save the workbook, and send it again."


@dataclass(slots=True)
class Entry:
    """The inputs of one row of a table.

    Attributes:
        index: the row's place in the table as it was issued, from 0; -1 for a row added since.
        row: its row on the sheet.
        typed: what stands in its inputs, in the order of the columns.
    """

    index: int
    row: int
    typed: list[Typed]


class EntryReader:
    """Reads the inputs of one file.

    Attributes:
        rejected: input cells that do not count.
        formulas: input cells that hold a formula, with the entry and place it will be put in.
        texts: number cells that hold a text.
        worded_dates: date cells that hold one.
        numbers_for_choices: choices that hold a number, and whether it is shown as a date.
    """

    def __init__(self, package: Package, form: Form, told: Told) -> None:
        self._package, self._form, self._told = package, form, told
        self._dates = frozenset(n for n, each in enumerate(package.formats) if each.is_date)
        self.rejected: list[RejectedCell] = []
        self.formulas: dict[CellAt, tuple[Entry, int, Cell]] = {}
        self.texts: list[Location] = []
        self.worded_dates: list[Location] = []
        self.numbers_for_choices: list[tuple[CellAt, Column, Decimal, bool]] = []

    def table(self, table: Table, rows: Iterable[tuple[int, int]]) -> list[Entry]:
        """The rows of a table in which something was typed.

        Args:
            table: with input columns.
            rows: place in the table, and row on the sheet.
        """
        here, unfilled = self._package.sheets[table.sheet].rows, self._form.unfilled
        found: list[Entry] = []
        for index, number in rows:
            row = here.get(number)
            if row is None or row in unfilled:
                continue
            entry = self._entry(table, index, row)
            if entry is not None:
                found.append(entry)
            elif row.is_kept:
                self._form.remember_unfilled(row)
        return found

    def _entry(self, table: Table, index: int, row: Row) -> Entry | None:
        """What was typed in one row; None where nothing was."""
        columns = self._form.columns[table.name]
        refs = self._form.refs(table, row.number)
        entry: Entry | None = None
        for place, cell in enumerate(map(row.cells.get, refs)):
            if cell is None or (cell[0] is _BLANK and cell[2] is None):
                continue
            if entry is None:
                entry = Entry(index, row.number, [None] * len(refs))
            at = (table.sheet, refs[place])
            if cell[2] is not None:
                self.formulas[at] = entry, place, cell
            else:
                entry.typed[place] = self.value(cell, at, columns[place][0])
        return entry

    def single(self, sheet: str, ref: str) -> Entry:
        """What stands in an input outside the tables, where words belong."""
        cell = self._package.sheets[sheet].cells.get(ref)
        entry = Entry(0, 0, [None])
        if cell is not None and cell.source is not None:
            self.formulas[sheet, ref] = entry, 0, cell
        elif cell is not None and cell.kind is not _BLANK:
            entry.typed[0] = self.value(cell, (sheet, ref), None)
        return entry

    def value(self, cell: Cell, at: CellAt, column: Column | None) -> Typed:
        """What a cell without a formula holds, as its column takes it."""
        kind, text, _, style = cell
        wanted = Kind.TEXT if column is None else column.kind
        if kind is _NUMBER:
            number = SIGNIFICANT.create_decimal(text)
            return self._number(number, style in self._dates, at, column)
        if kind is _TEXT:
            if wanted is not Kind.TEXT:
                found = self.worded_dates if wanted is Kind.DATE else self.texts
                found.append(self._told.at(*at))
            return text
        if kind is CellKind.ERROR:
            self._reject(at, text, "an error value")
            self._told.say(
                kinds.ERROR_CELL,
                self._told.at(*at),
                f"The cell shows {shown(text)} where {_WANTED.get(wanted, _NUMBER_WANTED)}.",
                "Type the entry itself in its place, or clear the cell.",
            )
            return CellError(text)
        if kind is CellKind.BOOLEAN:
            return self._truth(text == "1", at, wanted)
        if kind is CellKind.DATE and wanted is Kind.DATE:
            return self._day(text, at)
        self._reject(at, text, "no number")
        if kind is CellKind.DATE:
            self._told.say(
                kinds.TYPE,
                self._told.at(*at),
                f"The cell holds the date {shown(text)} where "
                f"{_WANTED.get(wanted, _NUMBER_WANTED)}.",
                _FORMAT,
            )
        return None  # a malformed cell was named when the package was read

    def _number(
        self, number: Decimal, is_shown_as_date: bool, at: CellAt, column: Column | None
    ) -> Decimal:
        wanted = Kind.TEXT if column is None else column.kind
        if wanted is Kind.DATE:
            return self._date(number, at, is_shown_as_date=is_shown_as_date)
        if wanted is Kind.TEXT:
            if column is not None and column.choice is not None and column.choice.names:
                self.numbers_for_choices.append((at, column, number, is_shown_as_date))
            return number
        if is_shown_as_date and is_serial_date(str(number)):
            self._told.say(
                kinds.TYPE,
                self._told.at(*at),
                f"The cell shows a date, and holds the number {plain_number(number)}.",
                _FORMAT,
            )
        return number

    def _date(self, number: Decimal, at: CellAt, *, is_shown_as_date: bool) -> Decimal:
        day = number + DAYS_1904 if self._package.date1904 else number
        is_told = is_shown_as_date and not is_serial_date(str(number))
        if not (is_told or FIRST_DAY <= day <= LAST_DAY):
            self._told.say(
                kinds.TYPE,
                self._told.at(*at),
                f"The cell holds the number {plain_number(number)}, which is no date of this "
                "century.",
                "Type the whole date, such as 8/15/2025.",
                Severity.WARNING,
            )
        return day

    def _truth(self, truth: bool, at: CellAt, wanted: Kind) -> Typed:
        if wanted is not Kind.TEXT:
            self._reject(at, str(truth).upper(), "no number")
            self._told.say(
                kinds.TYPE,
                self._told.at(*at),
                f"The cell holds {str(truth).upper()} where {_WANTED.get(wanted, _NUMBER_WANTED)}.",
                "Type the entry itself in its place, or clear the cell.",
            )
        return truth

    def _day(self, text: str, at: CellAt) -> Typed:
        """A date as ISO 8601 writes it; Excel itself writes a number."""
        try:
            return Decimal(day_number(date.fromisoformat(text[:10])))
        except ValueError:
            self._reject(at, text, "no date")
            self._told.say(
                kinds.TYPE,
                self._told.at(*at),
                f"The cell holds {shown(text)} where a date belongs.",
                "Type the whole date, such as 8/15/2025.",
            )
            return None

    def _reject(self, at: CellAt, text: str, reason: str) -> None:
        self.rejected.append(RejectedCell(self._told.at(*at), text, None, reason))

    def reject_row(self, table: Table, row: int, reason: str) -> None:
        """List every filled input of a row as rejected."""
        get = self._package.sheets[table.sheet].cells.get
        for ref in self._form.refs(table, row):
            cell = get(ref)
            if cell is not None and (cell.kind is not _BLANK or cell.source is not None):
                self.reject(cell, (table.sheet, ref), reason)

    def reject(self, cell: Cell, at: CellAt, reason: str) -> None:
        """List a cell as rejected, with its number where it has one."""
        number = SIGNIFICANT.create_decimal(cell.text) if cell.kind is _NUMBER else None
        self.rejected.append(RejectedCell(self._told.at(*at), cell.text, number, reason))

    def tell_texts(self) -> None:
        """One finding for all texts in number cells, and one for all those in date cells.

        The school's Checks lead to each of them.
        """
        for what, cells, lost, wanted in (
            ("number", self.texts, "which no sum counts", "the number"),
            ("date", self.worded_dates, "which is no day", "the whole date, such as 8/15/2025,"),
        ):
            if cells:
                hold, them = f"1 {what} cell holds", "it"
                if len(cells) > 1:
                    hold, them = f"{len(cells):,} {what} cells hold", "each of these cells"
                self._told.say(
                    kinds.TEXT_NUMBER,
                    cells[0],
                    f"{hold} a text, {lost}.",
                    f"Type {wanted} again; Checks leads to {them}.",
                )


def plain_number(number: Decimal) -> str:
    """A number as a person reads it, without an exponent where it is not monstrous."""
    if abs(number.adjusted()) > SIGNIFICANT.prec + 5:
        return f"{number:.6E}"
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
