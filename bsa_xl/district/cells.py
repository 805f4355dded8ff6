"""Reads a table row by row: each cell by its column's name, as text, code, number, date or word.

What cannot be read is told, and the cell then counts as empty; the reader of the table decides
whether the row can still be used.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from decimal import Decimal

from bsa_xl.finding import FindingKind
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location
from bsa_xl.money import to_cents

from .dates import (
    DateOrder,
    order_of,
    plain_day,
    read_iso,
    read_otherwise,
    remedy_for,
    year_meant,
)
from .grid import TypedDate, TypedNumber
from .headers import Table
from .kinds import (
    EMPTY_CELL,
    MANGLED_CODE,
    NO_CACHED_VALUE,
    NOT_A_DATE,
    NOT_A_YEAR,
    OTHER_DATE,
    SPREADSHEET_ERROR,
    TYPED_AS_NUMBER,
    UNKNOWN_SCHOOL,
    UNKNOWN_WORD,
    WORD_FOR_NUMBER,
)
from .notices import Notices
from .numbers import PRICE, UNSAVED_FORMULA, NumberStyle, Reading, plain_cents, read_number
from .school_ids import SchoolIds, looks_mangled, mended_code
from .texts import fit_to_show
from .words import NO_VALUE_WORDS, is_error, key_of, nearest, shown, spoken_list

AS_TEXT = "Format the column as Text and type the code again."
#: Columns in which every word is taken as it stands: a school may be called None.
_FREE_TEXT = frozenset({"name", "title", "description"})
_LIST_MARKS = str.maketrans(",|\n", ";;;")
_YES, _NO = frozenset({"yes", "y", "true", "1", "x"}), frozenset({"no", "n", "false", "0"})


class Cells:
    """The cells of one row after the other."""

    def __init__(self, table: Table, notices: Notices) -> None:
        """Begin before the first row."""
        self.table = table
        self.notices = notices
        self.line = 0
        self._cells: list[str] = []
        self._orders: dict[str, DateOrder] = {}
        self._years: dict[str, FiscalYear] = {}
        self._sound_codes: set[str] = set()

    def rows(self) -> Iterator[Cells]:
        """Itself, once a row."""
        for line, cells in self.table.rows:
            self.line, self._cells = line, cells
            yield self

    def at(self, column: str = "") -> Location:
        """Where the row stands, or one of its cells."""
        return self.table.grid.at(self.line, column)

    def tell(self, kind: FindingKind, column: str, problem: str, remedy: str) -> None:
        """Keep a fault of one cell of this row."""
        self.notices.fault(kind, self.at(column), problem, remedy)

    def tell_reading(self, column: str, reading: Reading) -> None:
        """Keep what has to be told about a number: one by one if it was refused, else once."""
        if reading.kind is not None:
            told = self.notices.fault if reading.refused else self.notices.fold
            told(reading.kind, self.at(column), reading.problem, reading.remedy)

    def picked(self, pick: Callable[[list[str]], tuple[str, ...]]) -> tuple[str, ...]:
        """Some cells of the row."""
        return pick(self._cells)

    def cell(self, place: int) -> str:
        """The cell at a place of the row, counted from 0."""
        return self._cells[place]

    def raw(self, name: str) -> str:
        """The cell as it stands in the file; empty where the table lacks the column."""
        place = self.table.places.get(name)
        return "" if place is None else self._cells[place]

    def text(self, name: str, *, required: bool = False) -> str:
        """One line of text, fit to show; words for "no value" are empty."""
        cell = self.raw(name)
        if self._is_error(name, cell):
            return ""
        text = self.shown(name, cell)
        if text and name not in _FREE_TEXT and text.casefold() in NO_VALUE_WORDS:
            problem = f"'{shown(text)}' was read as not supplied."
            self.notices.fold(WORD_FOR_NUMBER, self.at(name), problem, "Leave the cell empty.")
            text = ""
        if required and not text:
            self.tell(EMPTY_CELL, name, f"{name} is empty.", f"Fill in {name}.")
        return text

    def shown(self, column: str, cell: str) -> str:
        """A cell of any column as one line of text that may be shown."""
        if cell.isascii() and cell.isalnum():
            return cell
        return fit_to_show(cell, self.at(column), self.notices)

    def attributes(self) -> dict[str, str]:
        """The cells of all columns that the table does not know."""
        cells = self._cells
        return {name: self.shown(name, cells[at]) for name, at in self.table.others.items()}

    def code(self, name: str, *, required: bool = False) -> str:
        """A code, its zeros kept; empty where a spreadsheet has changed it."""
        cell = self.raw(name)
        if type(cell) is str and (cell in self._sound_codes or (cell.isdigit() and cell.isascii())):
            return cell  # digits alone are never a word, an error, or what a spreadsheet made
        if isinstance(cell, TypedNumber):
            self.notices.fold(
                TYPED_AS_NUMBER,
                self.at(name),
                f"'{cell}' is stored as a number, so zeros in front of it would be lost.",
                "Format the column as Text and check the codes.",
            )
        text = self.text(name, required=required)
        became = "a date" if isinstance(cell, TypedDate) else looks_mangled(text)
        if became:
            was = mended_code(text)
            remedy = f"Write {was}, and format the column as Text." if was else AS_TEXT
            self.tell(MANGLED_CODE, name, f"a spreadsheet made {became} of '{text}'.", remedy)
            return ""
        if text and text == cell:
            self._sound_codes.add(cell)
        return text

    def school(self, ids: SchoolIds, name: str = "school_id") -> str:
        """The id of a school that is known; empty after a fault was told."""
        cell = self.raw(name)
        if cell in ids:
            return cell
        text = self.text(name, required=True)
        if not text or text in ids:
            return text
        self.tell(*unknown_school(text, name, ids))
        return ""

    def codes(self, name: str) -> tuple[str, ...]:
        """Codes in one cell, separated by semicolons or commas."""
        listed = self.text(name).translate(_LIST_MARKS).split(";")
        return tuple(dict.fromkeys(part.strip() for part in listed if part.strip()))

    def number(self, name: str, style: NumberStyle) -> Decimal | None:
        """A number, or None where there is none or it was refused."""
        return self.reading(name, style).value if self.raw(name) else None

    def reading(self, name: str, style: NumberStyle) -> Reading:
        """What a number's cell says, for whoever must know whether it was refused."""
        comma = self.table.grid.decimal_comma
        reading = read_number(self.raw(name), style, decimal_comma=comma)
        self.tell_reading(name, reading)
        return reading

    def needed_number(self, name: str, style: NumberStyle) -> Decimal | None:
        """A number that the row cannot do without; None after a fault was told."""
        if not self.raw(name).strip():
            self.tell(EMPTY_CELL, name, f"{name} is empty.", f"Write {style.what}.")
            return None
        return self.number(name, style)

    def cents(self, name: str, style: NumberStyle) -> int | None:
        """Dollars as integer cents, or None where there are none."""
        if style is PRICE and (plain := plain_cents(self.raw(name))) is not None:
            return plain
        dollars = self.number(name, style)
        return None if dollars is None else to_cents(dollars)

    def day(self, name: str) -> date | None:
        """A date, or None where there is none or it was refused."""
        cell = self.raw(name)
        if not cell:
            return None
        if plain := plain_day(cell):
            return plain
        text = self.text(name)
        day = read_iso(text)
        if day or not text:
            return day
        day = read_otherwise(text, self._order(name))
        if day:
            problem = f"'{shown(text)}' was read as {day.isoformat()}."
            remedy = f"Write {day.isoformat()} to be sure."
            self.notices.fold(OTHER_DATE, self.at(name), problem, remedy)
        else:
            problem = f"'{shown(text)}' is not a date that can be read with certainty."
            self.tell(NOT_A_DATE, name, problem, remedy_for(text))
        return day

    def yes_no(self, name: str) -> bool | None:
        """Yes or no, or None where nothing is said."""
        word = self.text(name).casefold()
        if word in _YES or word in _NO:
            return word in _YES
        if word:
            self.tell(
                UNKNOWN_WORD, name, f"'{shown(word)}' is neither yes nor no.", "Write yes or no."
            )
        return None

    def word(self, name: str, known: Collection[str], default: str) -> str:
        """One of a few words; blanks, hyphens and capitals do not matter."""
        text = self.text(name)
        if not text:
            return default
        word = key_of(text)
        if word in known:
            return word
        self.tell(UNKNOWN_WORD, name, *unknown_word(text, word, known))
        return default

    def needed_word(self, name: str, known: Collection[str]) -> str:
        """One of a few words that the row cannot do without; empty after a fault was told."""
        if not self.raw(name).strip():
            self.tell(EMPTY_CELL, name, f"{name} is empty.", f"Write {spoken_list(known)}.")
            return ""
        return self.word(name, known, "")

    def year(self, name: str) -> FiscalYear | None:
        """A fiscal year, or None after a fault was told."""
        cell = self.raw(name)
        if (year := self._years.get(cell)) is not None:
            return year
        text = self.text(name, required=True)
        if not text:
            return None
        try:
            year = self._years[cell] = FiscalYear.parse(text)
        except ValueError:
            meant = year_meant(text)
            remedy = (
                f"Write {meant} for {meant.on_paper}." if meant else "Write FY2026 for 2025-26."
            )
            self.tell(NOT_A_YEAR, name, f"'{shown(text)}' is not a fiscal year.", remedy)
            return None
        return year

    def _order(self, name: str) -> DateOrder:
        """What comes first in this column's dates, found once for the whole column."""
        if name not in self._orders:
            place = self.table.places[name]
            self._orders[name] = order_of(cells[place] for _, cells in self.table.rows)
        return self._orders[name]

    def _is_error(self, column: str, cell: str) -> bool:
        if cell[:1] not in {"#", " "}:
            return False
        if cell == UNSAVED_FORMULA:
            problem = "the formula in this cell has no saved value."
            remedy = "Open the workbook in Excel, save it, and try again."
            self.tell(NO_CACHED_VALUE, column, problem, remedy)
            return True
        if is_error(cell.strip()):
            problem = f"the cell shows the error {cell.strip()}."
            self.tell(SPREADSHEET_ERROR, column, problem, "Write the value instead.")
            return True
        return False


def unknown_school(text: str, column: str, ids: SchoolIds) -> tuple[FindingKind, str, str, str]:
    """Kind, column, problem and remedy for an id that no school has."""
    said = shown(text)
    if whole := ids.without_lost_zeros(text):
        problem = f"'{said}' is not a school, but {whole} is."
        return MANGLED_CODE, column, problem, f"Write {whole}, and format the column as Text."
    if became := looks_mangled(text):
        whole = ids.from_exponent(text)
        remedy = f"Write {whole} if that is the school, and format the column as Text."
        problem = f"a spreadsheet made {became} of '{said}'."
        return MANGLED_CODE, column, problem, remedy if whole else AS_TEXT
    problem = f"'{said}' is not a school of schools.csv."
    if "total" in text.casefold():
        return UNKNOWN_SCHOOL, column, problem, "Remove rows of totals."
    near = ids.similar(text)
    remedy = f"Write {near} if that is the school, or add '{said}' to schools.csv."
    return UNKNOWN_SCHOOL, column, problem, remedy if near else "Correct the id, or add the school."


def unknown_word(text: str, word: str, known: Collection[str]) -> tuple[str, str]:
    """Problem and remedy for a word outside a list."""
    meant = nearest(word, known)
    remedy = f"Write {meant}." if meant else f"Write {spoken_list(known)}."
    return f"'{shown(text)}' is not known here.", remedy
