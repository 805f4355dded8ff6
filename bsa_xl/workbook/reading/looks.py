"""Inputs that lost their lock, list or format, and inputs that were merged.

Excel's paste carries all of these along, so nothing here is held against anybody but a merge, under
which entries vanish.
"""

from __future__ import annotations

from collections.abc import Iterator

from bsa_xl.finding import Severity
from bsa_xl.workbook.declare import Column, Kind, Table
from bsa_xl.workbook.package import CellFormat, Package, Sheet, Validation, kinds
from bsa_xl.workbook.package.address import Area, column_number
from bsa_xl.workbook.sealing import CellAt
from bsa_xl.workbook.sheets import sign_off

from .forms import Form
from .kinds import LOOK_LOST
from .told import Told

_TEXT_FORMAT = "@"


def tell_looks(
    package: Package,
    form: Form,
    locked: frozenset[CellAt],
    moved: frozenset[str],
    told: Told,
) -> None:
    """Say, once a sheet, which inputs lost their look.

    Args:
        package: what came back.
        form: that it was issued on.
        locked: inputs that were issued locked, the cells of required positions.
        moved: sheets whose rows stand elsewhere, so that nothing is said of them.
        told: takes the findings.
    """
    lost: dict[str, list[str]] = {}
    for table in _tables(form):
        if table.sheet not in moved:
            cells = lost.setdefault(table.sheet, [])
            cells += _changed_formats(package, form, table, locked)
    for name, changed in lost.items():
        cells = [*changed, *_without_list(package.sheets[name], form)]
        count = len(dict.fromkeys(cells))
        if count:
            counted = "1 input cell has" if count == 1 else f"{count:,} input cells have"
            told.say(
                LOOK_LOST,
                told.at(name, cells[0]),
                f"{counted} lost the list, format or lock that the workbook was issued with.",
                "Nothing needs to be done; what stands there was read all the same.",
            )


def _tables(form: Form) -> Iterator[Table]:
    """The tables with inputs, each once."""
    yield from {table.name: table for table, _, _ in form.cells.input_columns}.values()


def _changed_formats(
    package: Package, form: Form, table: Table, locked: frozenset[CellAt]
) -> Iterator[str]:
    """The inputs of a table whose format is not theirs, column by column."""
    rows = package.sheets[table.sheet].rows
    here = [rows[n] for n in range(table.first, table.last + 1) if n in rows]
    met = list(zip(*{form.styles_of(table, row) for row in here}, strict=True))
    for (column, letter), styles in zip(form.columns[table.name], met, strict=False):
        held = {style for style in styles if style is not None}
        changed = {style for style in held if _has_changed(package.formats[style], column.kind)}
        for row in here if changed else ():
            cell = row.cells.get(ref := f"{letter}{row.number}")
            if cell is not None and cell.style in changed and (table.sheet, ref) not in locked:
                yield ref


def _has_changed(format_: CellFormat, kind: Kind) -> bool:
    is_text = format_.number_format == _TEXT_FORMAT
    if format_.locked or is_text is not (kind is Kind.TEXT):
        return True
    return format_.is_date is not (kind is Kind.DATE)


def _without_list(sheet: Sheet, form: Form) -> Iterator[str]:
    """Input cells that lost what says which entries they take."""
    key = (sheet.name, sheet.validations)
    if key in form.validations:
        return
    areas = [
        (area, validation)
        for validation in sheet.validations
        for text in validation.ranges.split()
        if (area := Area.parse(text)) is not None
    ]
    is_whole = True
    for table, column, letter in form.cells.input_columns:
        if table.sheet != sheet.name or column.choice is None:
            continue
        number = column_number(letter)
        fitting = [area for area, each in areas if _fits(each, column)]
        for row in range(table.first, table.last + 1):
            if not any(area.holds(number, row) for area in fitting):
                is_whole = False
                yield f"{letter}{row}"
    if is_whole and len(form.validations) < _MOST_KEPT:
        form.validations.add(key)


_MOST_KEPT = 100


def _fits(validation: Validation, column: Column) -> bool:
    """Whether a validation offers the column's list; any other column takes any validation."""
    names = column.choice.names if column.choice is not None else ""
    return not names or validation.formula1.lstrip("=").lower() == names.lower()


def tell_merges(package: Package, form: Form, told: Told) -> None:
    """Say which merged ranges touch inputs; of their entries all but one are gone."""
    for name in form.cells.sheets:
        for text in package.sheets[name].merges:
            area = Area.parse(text)
            touches = area is not None and _touches(area, name, form)
            told.say(
                kinds.MERGE,
                told.at(name, text),
                "These cells are merged, and of the entries under them only the first is left."
                if touches
                else "These cells are merged.",
                "Unmerge them (Home > Merge & Center), enter what is missing, and send the "
                "workbook again.",
                None if touches else Severity.WARNING,
            )


def _touches(area: Area, sheet: str, form: Form) -> bool:
    for table, _, letter in form.cells.input_columns:
        number = column_number(letter)
        if (
            table.sheet == sheet
            and area.first_column <= number <= area.last_column
            and area.first_row <= table.last
            and area.last_row >= table.first
        ):
            return True
    if sheet != sign_off.SHEET:
        return False
    return any(area.holds(*_place(ref)) for ref in form.cells.attestations)


def _place(ref: str) -> tuple[int, int]:
    letters = ref.rstrip("0123456789")
    return column_number(letters), int(ref[len(letters) :])
