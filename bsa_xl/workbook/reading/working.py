"""Formulas typed into inputs, worked out from what the workbook itself holds.

A formula may refer to inputs, to what the central office stamped, to figures that the workbook
works out (ours, never the stored ones), and to plain arithmetic on the school's own sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from bsa_xl.workbook.package import CellKind, Package, kinds
from bsa_xl.workbook.package.refusal import shown
from bsa_xl.workbook.sealing import SIGNIFICANT, CellAt
from bsa_xl.workbook.sheets import checks

from .arithmetic import DEEPEST, NotArithmeticError, rounded, work_out
from .entries import Entry, EntryReader
from .records import WorkedOut
from .told import Told, formula_text

#: What the workbook works out, in dollars, FTE and so on, by cell.
Figures = Mapping[CellAt, object]
#: Times that formulas are worked out anew which follow from the budget and may change it.
MOST_ROUNDS = 5


class _PendingError(Exception):
    """A figure is wanted that is not worked out yet."""


class FormulaWorker:
    """Works out the formulas of one file."""

    def __init__(
        self,
        package: Package,
        reader: EntryReader,
        entries: Mapping[CellAt, tuple[Entry, int]],
        template: frozenset[str],
        decided: frozenset[CellAt],
        figures: Callable[[], Figures],
    ) -> None:
        """Nothing is worked out before `work`.

        Args:
            package: the file.
            reader: has read all inputs.
            entries: every filled input cell with where its value is kept.
            template: the sheets of the template.
            decided: cells that say what a body decided; it does not follow from other cells.
            figures: works out every figure of the workbook from the entries as they stand.
        """
        self._package, self._reader, self._entries = package, reader, entries
        self._template, self._work_out_figures = template, figures
        self._decided = decided
        self._sheets = {name.lower(): name for name in package.sheets}
        self._figures: Figures | None = None
        self._refused: dict[CellAt, str] = {}
        self._values: dict[CellAt, Fraction] = {}
        self._open: list[CellAt] = []

    def work(self, told: Told) -> tuple[WorkedOut, ...]:
        """Work out all formulas and put their numbers into the entries.

        Those that are refused are told and listed as rejected, and count as blank.
        """
        before: dict[CellAt, Fraction] = {}
        for _ in range(MOST_ROUNDS):
            uses_figures = self._round()
            if not uses_figures or (self._figures is not None and self._values == before):
                break
            older, before = before, self._values
            self._figures = self._work_out_figures()
        else:
            self._refuse_unsteady(older)
        return tuple(self._settled(told))

    def _round(self) -> bool:
        """Work out every formula once; whether any of them follows from the budget."""
        self._values, uses_figures = {}, self._figures is not None
        for at, (entry, place, cell) in self._reader.formulas.items():
            entry.typed[place] = None
            if at in self._refused:
                continue
            try:
                entry.typed[place] = rounded(self._formula(at, cell.formula or ""))
            except NotArithmeticError as error:
                self._refused[at] = str(error)
            except _PendingError:
                uses_figures = True
        return uses_figures

    @property
    def has_refused(self) -> bool:
        """Whether any formula does not count, so that the stored totals must differ."""
        return bool(self._refused)

    def _refuse_unsteady(self, before: Mapping[CellAt, Fraction]) -> None:
        """Refuse what came out differently every time: it follows from itself."""
        for at in self._reader.formulas:
            if at not in self._refused and self._values.get(at) != before.get(at):
                self._refused[at] = "it depends on itself"
        self._round()

    def _settled(self, told: Told) -> Iterator[WorkedOut]:
        for at, (entry, place, cell) in self._reader.formulas.items():
            formula = f"={cell.formula}"
            shown_formula = formula_text(formula)
            number = entry.typed[place]
            if at not in self._refused and isinstance(number, Decimal):
                yield WorkedOut(told.at(*at), formula, number)
                continue
            self._reader.reject(cell, at, "a formula that is not worked out")
            told.say(
                kinds.FORMULA_IN_INPUT,
                told.at(*at),
                f"The cell holds the formula {shown_formula}, and {self._refused[at]}.",
                "Type the entry itself in its place; only numbers, + - * / ( ) and cells of this "
                "workbook are worked out.",
            )

    def _formula(self, at: CellAt, text: str) -> Fraction:
        """What a cell's formula comes to."""
        if at not in self._values:
            if at in self._open:
                raise NotArithmeticError("it depends on itself")
            if len(self._open) >= DEEPEST:
                raise NotArithmeticError("it refers to too long a chain of cells")
            self._open.append(at)
            try:
                self._values[at] = work_out(
                    text, lambda sheet, ref: self._cell(at[0], sheet, ref), len(self._open)
                )
            finally:
                self._open.pop()
        return self._values[at]

    def _cell(self, own: str, sheet: str, ref: str) -> Fraction:
        """The number in a cell that a formula refers to; zero for a blank one."""
        name = self._sheets.get(sheet.lower()) if sheet else own
        if name is None:
            raise NotArithmeticError(f"there is no sheet {shown(sheet)}")
        at = (name, ref)
        if self._open[-1] in self._decided:
            raise NotArithmeticError(f"it refers to {_named(at)}, which is not what a body decided")
        if at in self._reader.formulas:
            return self._formula(at, self._reader.formulas[at][2].formula or "")
        if at in self._entries:
            entry, place = self._entries[at]
            return _as_number(entry.typed[place], at)
        cell = self._package.sheets[name].cells.get(ref)
        if cell is None or (cell.kind is CellKind.BLANK and cell.source is None):
            return Fraction(0)
        if cell.source is not None:
            is_ours = name in self._template
            return self._figure(at) if is_ours else self._formula(at, cell.formula or "")
        if cell.kind is CellKind.NUMBER:
            return Fraction(SIGNIFICANT.create_decimal(cell.text))
        return _as_number(cell.text, at)

    def _figure(self, at: CellAt) -> Fraction:
        """A figure that the workbook works out, as we work it out."""
        if at[0] == checks.SHEET:
            raise NotArithmeticError(f"it refers to {_named(at)}, which is no amount")
        if self._figures is None:
            raise _PendingError
        return _as_number(self._figures.get(at, ""), at)


def _as_number(value: object, at: CellAt) -> Fraction:
    if value is None:
        return Fraction(0)
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return Fraction(value)
    raise NotArithmeticError(f"it refers to {_named(at)}, which holds no number")


def _named(at: CellAt) -> str:
    return f"{at[0]} {at[1]}"
