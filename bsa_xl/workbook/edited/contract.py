"""What an edited template must keep: everything that a return is read by, and every figure.

It may look otherwise: colours, fonts, widths, the words of titles and notes, pictures, and further
notes in cells that were blank. All else is compared with the template as it is built, cell by cell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from bsa_xl.finding import Fault
from bsa_xl.location import Location
from bsa_xl.workbook.declare import Role
from bsa_xl.workbook.form import SHEETS
from bsa_xl.workbook.layout import Layout
from bsa_xl.workbook.package import Package, SheetState, read_package
from bsa_xl.workbook.package.refusal import shown
from bsa_xl.workbook.pages import MARKS, mark
from bsa_xl.workbook.reading.changes import Wording
from bsa_xl.workbook.sealing import HIDDEN, CanonicalTexts, CellMap, Content, read_content
from bsa_xl.workbook.snapshot import SNAPSHOT_SHEET
from bsa_xl.workbook.stamping.container import read_members
from bsa_xl.workbook.stamping.sheet_parts import read_book

from .inputs import input_faults, lock_faults
from .tables import other_headings
from .texts import whole_marks

_MARK = re.compile(r"@@\w+@@")
_ANEW = "Write a new template with `bsa-xl template` and make your changes in that one."
_BACK = "Put it back, or make your changes in a new template from `bsa-xl template`."
#: The capacities that a template's hidden sheet names, with what each may be.
_CAPACITIES = {"staffing_rows": 2000, "spending_rows": 2000, "dollar_rows": 1000,
               "central_rows": 1000}  # fmt: skip


def capacities_of(template: bytes) -> Mapping[str, int] | None:
    """Rows of Staffing and so on that a template says it has; None where it is no template.

    Raises:
        PackageRefused: it could not even be read if a school sent it back.
    """
    sheet = read_package(template, "").sheets.get(SNAPSHOT_SHEET)
    if sheet is None:
        return None
    texts, row = [], 2
    while (cell := sheet.cells.get(f"A{row}")) is not None and cell.text:
        texts.append(cell.text)
        row += 1
    try:
        shape = json.loads("".join(texts))["shape"]
        found = {name: shape[name] for name in _CAPACITIES}
    except (ValueError, KeyError, TypeError):
        return None
    is_sound = all(type(n) is int and 0 <= n <= _CAPACITIES[name] for name, n in found.items())
    return found if is_sound else None


def breaches(template: bytes, built: bytes, layout: Layout) -> tuple[Fault, ...]:
    """Everything in which an edited template breaks its contract.

    Args:
        template: as it was edited.
        built: as the program builds it.
        layout: of both.

    Raises:
        PackageRefused: it could not even be read if a school sent it back.
        TemplateError: likewise.
    """
    edited = read_package(template, "")
    faults = [
        Fault(each.where, each.problem, each.remedy) for each in (*edited.faults, *edited.notices)
    ]
    faults += _sheet_faults(edited)
    if faults:
        return tuple(faults)
    comparison = _Comparison(edited, read_package(built, ""), CellMap(layout))
    faults += comparison.faults()
    faults += comparison.marks(template)
    parts = {each.name: each for each in read_members(template)}
    contents = {name: each.content() for name, each in parts.items()}
    told = {(fault.where.sheet, fault.where.cell) for fault in faults}
    for sheet, ref, wanted, text in other_headings(contents, read_book(parts).sheets, edited):
        if (sheet, ref) in told:
            continue
        faults.append(
            Fault(
                Location(sheet=sheet, cell=ref),
                f"The heading is {shown(text)}, and Excel's table calls the column "
                f"{shown(wanted)}.",
                "Change headings of tables in Excel, which keeps the two alike, or put it back.",
            )
        )
    return tuple(dict.fromkeys(faults))


def _sheet_faults(package: Package) -> Iterator[Fault]:
    """Sheets that are missing, added, shown or hidden."""
    wanted = (*SHEETS, *HIDDEN)
    for name in wanted:
        if name not in package.sheets:
            yield Fault(Location(sheet=name), "The template has no such sheet.", _BACK)
            continue
        sheet = package.sheets[name]
        is_hidden = sheet.state is not SheetState.VISIBLE
        if is_hidden is not (name in HIDDEN):
            said, remedy = ("hidden", "Show it.") if is_hidden else ("shown", "Hide it again.")
            yield Fault(Location(sheet=name), f"The sheet is {said}.", remedy)
        for area in sheet.merges:
            yield Fault(
                Location(sheet=name, cell=area),
                "These cells are merged, and of what stands under them only the first is kept.",
                "Unmerge them; Format Cells > Alignment > Center Across Selection looks the same.",
            )
    for name in package.sheets:
        if name not in wanted:
            yield Fault(
                Location(sheet=name),
                "The sheet was added, and every school's return would be questioned for it.",
                "Move its text to free cells of Start, About or My notes, and delete the sheet.",
            )
    if package.date1904:
        yield Fault(Location(), "Dates count from 1904.", "Turn that off in Excel's options.")
    if package.manual_calculation:
        yield Fault(
            Location(),
            "Excel is told not to recalculate.",
            "Turn on Formulas > Calculation Options > Automatic, and save it again.",
        )


class _Comparison:
    """An edited template beside the one that is built."""

    def __init__(self, edited: Package, built: Package, cells: CellMap) -> None:
        """Both have all sheets."""
        self._edited, self._built, self._cells = edited, built, cells
        self._texts = CanonicalTexts()
        self._wording = Wording(cells)

    def faults(self) -> Iterator[Fault]:
        """Sheet by sheet, in their order."""
        for name in self._cells.sheets:
            yield from self._protection(name)
            if name in HIDDEN:
                yield from self._hidden(name)
            else:
                yield from self._formulas(name)
                yield from self._kept_words(name)
        yield from self._names()
        yield from input_faults(self._edited, self._built, self._cells, self._texts)
        yield from lock_faults(self._edited, self._built, self._cells)

    @cached_property
    def _contents(self) -> tuple[Content, Content]:
        return (
            read_content(self._edited, self._cells, self._texts, ()),
            read_content(self._built, self._cells, self._texts, ()),
        )

    def _protection(self, name: str) -> Iterator[Fault]:
        if self._built.sheets[name].protected and not self._edited.sheets[name].protected:
            yield Fault(
                Location(sheet=name),
                "The sheet is not protected, so a slip would overwrite a formula.",
                "Protect it again (Review > Protect Sheet), without a password.",
            )

    def _hidden(self, name: str) -> Iterator[Fault]:
        edited, built = (each.fixed.sheets[name].by_address for each in self._contents)
        words, built_words = (
            {at: text for at, text in each.words.items() if at[0] == name}
            for each in self._contents
        )
        if edited != built or words != built_words:
            yield Fault(
                Location(sheet=name),
                "The hidden sheet is not what this district, year and policy give: its lists, "
                "rates or shape differ.",
                _ANEW,
            )

    def _formulas(self, name: str) -> Iterator[Fault]:
        edited, built = (each.fixed.sheets[name].by_address for each in self._contents)
        here = self._edited.sheets[name].cells
        for ref in sorted(built.keys() | edited.keys(), key=lambda ref: (len(ref), ref)):
            before, now = built.get(ref, ""), edited.get(ref, "")
            if before == now:
                continue
            if before:
                said = (
                    f"The cell is built with {self._wording.before(before)} and "
                    f"{self._wording.now(here.get(ref))}."
                )
                yield Fault(Location(sheet=name, cell=ref), said, _BACK)
            else:
                yield Fault(
                    Location(sheet=name, cell=ref),
                    f"The cell {self._wording.now(here.get(ref))}, and is built without one.",
                    "Type a text instead: further formulas are not worked out when a school "
                    "returns its workbook.",
                )

    def _kept_words(self, name: str) -> Iterator[Fault]:
        """Words that a return is read by: headings of input columns, and fixed cells of tables."""
        for ref in _kept_cells(self._cells.layout, name):
            before, now = (each.words.get((name, ref), "") for each in reversed(self._contents))
            if before != now:
                yield Fault(
                    Location(sheet=name, cell=ref),
                    f"The cell is built with {self._wording.before(before)}, by which returned "
                    f"workbooks are read, and {self._wording.now(self._cell(name, ref))}.",
                    _BACK,
                )

    def marks(self, template: bytes) -> Iterator[Fault]:
        """Marks that are gone, and texts that look like one and are none."""
        said = b"".join(
            whole_marks(each.content())
            for each in read_members(template)
            if each.name.endswith(".xml")
        ).decode(errors="replace")
        edited, built = (each.words for each in self._contents)
        marks = [mark(name) for name in (*MARKS, "site_account")]
        for wanted in marks:
            if wanted in said:
                continue
            sheet, ref = next((at for at, text in built.items() if wanted in text), ("", ""))
            yield Fault(
                Location(sheet=sheet, cell=ref),
                f"The mark {wanted}, in whose place each school's own text is put, is gone.",
                "Type it where that text is to stand, in one go and one format.",
            )
        for (sheet, ref), text in edited.items():
            for found in _MARK.findall(text):
                if found not in marks:
                    yield Fault(
                        Location(sheet=sheet, cell=ref),
                        f"The cell holds {shown(found)}, which is no mark and would be shown as "
                        "it stands.",
                        "Write it as the template as built does, or without the signs @@.",
                    )

    def _cell(self, sheet: str, ref: str) -> Any:  # noqa: ANN401 - a cell or none
        return self._edited.sheets[sheet].cells.get(ref)

    def _names(self) -> Iterator[Fault]:
        edited, built = (each.fixed.names for each in self._contents)
        for name, before in built.items():
            now = edited.get(name, "")
            if now != before:
                stands = f"stands for {self._wording.formula(now)}" if now else "is gone"
                yield Fault(
                    Location(),
                    f"The name {self._wording.name(name)} is built to stand for "
                    f"{self._wording.formula(before)} and {stands}.",
                    _BACK,
                )


def _kept_cells(layout: Layout, sheet: str) -> Iterator[str]:
    for table in layout.tables:
        if table.sheet != sheet:
            continue
        letters = layout.letters(table)
        for column in table.columns:
            if column.role is Role.INPUT:
                yield f"{letters[column.name]}{table.head}"
        for row in range(table.first, table.last + 1):
            for column in table.columns_in(row):
                if column.role is Role.FIXED:
                    yield f"{letters[column.name]}{row}"
