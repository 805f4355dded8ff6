"""The template: every sheet built from the layout with openpyxl, before any school is stamped.

Nothing of one school is in it; what differs is a cell of the layout or a mark, ``@@name@@``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.properties import CalcProperties
from openpyxl.workbook.protection import WorkbookProtection

from .colors import color_sheets
from .declare import Role, Table, Value, column_names, quoted
from .drawing import add_program_chart
from .finishing import FittedRows, RepeatedRow, SharedColumn, finish
from .firsts import first_cells, spare_cell
from .form import FORM_VERSION, NOTES, SHEETS
from .hidden_sheets import add_identity, add_snapshot
from .layout import INPUT_SHEETS, Layout, key_of
from .page_setup import Page, set_up_page
from .pages import about, mark, notes, start, start_figures
from .required_rows import add_required_look
from .sheets import checks, lists, programs, spending, staffing
from .snapshot import shared_text
from .stamping import written_results
from .style import Look, band, figure
from .surroundings import check_figures, last_columns, last_rows, surround
from .tables import add_table, put_constant
from .values import Views, pattern_case

#: The last column that stays in sight when a wide sheet is scrolled to the right.
_STAYS = {staffing.SHEET: "now_title", spending.SHEET: "item"}
#: Allocation lines that a page of paper holds, with the small tables below them.
_ROWS_ON_A_PAGE = 28


#: Results of formulas, by sheet and cell.
Results = Mapping[str, Mapping[str, Value]]


def build_template(layout: Layout, results: Results | None = None) -> bytes:
    """A template's bytes.

    Args:
        layout: what stands where.
        results: what stands beside formulas until they are calculated; any other formula is
            without a cached value.
    """
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name in SHEETS:
        book.create_sheet(name)
    _fill_pages(book, layout)
    look = Look(layout.shape.pattern.places)
    views = Views(layout, pattern_case(layout))
    for table in layout.tables:
        rows = views.rows(table, everything=True)
        add_table(book[table.sheet], table, look, rows, _like_the_second(layout, table))
        _name_all(book, column_names(table))
    _add_lists(book, layout)
    _add_singles(book, layout, look)
    _add_derived(book, layout)
    add_snapshot(book, shared_text(layout.shape.pattern, shape_numbers(layout)))
    add_identity(book)
    add_required_look(book, layout.staffing, look)
    _finish(book, layout)
    made = BytesIO()
    book.save(made)
    written = {
        _part(book, sheet): dict(zip(cells, written_results(list(cells.values())), strict=True))
        for sheet, cells in (results or {}).items()
    }
    shared = list(_shared_columns(book, layout))
    fitted, repeated = _fitted_rows(book, layout), list(_repeated_rows(book, layout))
    return finish(made.getvalue(), shared, fitted, repeated, written)


def _like_the_second(layout: Layout, table: Table) -> range:
    """The rows of a long table that its second row stands for: all up to the last but one.

    They are written out when the template is finished, a hundred times as fast as cell by cell.
    """
    is_long = table in (layout.staffing, layout.spending)
    return range(table.first + 2, table.last) if is_long else range(0)


def _repeated_rows(book: Workbook, layout: Layout) -> Iterator[RepeatedRow]:
    for table in (layout.staffing, layout.spending):
        rows = _like_the_second(layout, table)
        if rows:
            keys = [key_of(table.name, n) for n in range(1, 2 + len(rows))]
            yield RepeatedRow(_part(book, table.sheet), table.first + 1, rows[-1], keys)


def _fitted_rows(book: Workbook, layout: Layout) -> list[FittedRows]:
    """The data rows of all tables: they grow with the texts that a school types."""
    return [
        FittedRows(_part(book, table.sheet), table.first, table.last) for table in layout.tables
    ]


def _part(book: Workbook, sheet: str) -> str:
    """The part of the package that holds a sheet."""
    return f"xl/worksheets/sheet{book.sheetnames.index(sheet) + 1}.xml"


def _shared_columns(book: Workbook, layout: Layout) -> Iterator[SharedColumn]:
    """The computed columns of the two long tables; every row of them says the same."""
    for table in (layout.staffing, layout.spending):
        part = _part(book, table.sheet)
        letters = layout.letters(table)
        for column in table.columns:
            if column.role is Role.COMPUTED:
                yield SharedColumn(part, letters[column.name], table.first, table.last)


def shape_numbers(layout: Layout) -> dict[str, object]:
    """The capacities from which the layout can be built again."""
    shape = layout.shape
    return {
        "form": FORM_VERSION,
        "staffing_rows": shape.staffing_rows,
        "spending_rows": shape.spending_rows,
        "dollar_rows": shape.dollar_rows,
        "central_rows": shape.central_rows,
        "truncates": shape.truncates,
    }


def _fill_pages(book: Workbook, layout: Layout) -> None:
    start(book["Start"])
    for name, last in last_columns(layout).items():
        surround(book[name], layout, last)
    notes(book[NOTES])
    about(book["About"], FORM_VERSION)


def _name_all(book: Workbook, names: Iterator[tuple[str, str]]) -> None:
    for name, reference in names:
        book.defined_names[name] = DefinedName(name, attr_text=reference)


def _add_lists(book: Workbook, layout: Layout) -> None:
    """The Lists sheet: one block of columns for every list, each with its defined name."""
    sheet = book.create_sheet(lists.SHEET)
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True
    column = 1
    for named in lists.named_lists(layout.shape.pattern):
        sheet.cell(1, column, named.name)
        for offset, values in enumerate(named.columns):
            for row, value in enumerate(values, start=2):
                put_constant(sheet.cell(row, column + offset), value)
        first, last = get_column_letter(column), get_column_letter(column + len(named.columns) - 1)
        bottom = 1 + len(named.columns[0])
        reference = f"{lists.SHEET}!${first}$2:${last}${bottom}"
        book.defined_names[named.name] = DefinedName(named.name, attr_text=reference)
        column += len(named.columns)
    letter = get_column_letter(column)
    sheet[f"{letter}1"] = "Site_account"
    book.defined_names["Site_account"] = DefinedName(
        "Site_account", attr_text=f"{lists.SHEET}!${letter}$2"
    )
    sheet[f"{letter}2"] = mark("site_account")


def _add_singles(book: Workbook, layout: Layout, look: Look) -> None:
    for single in layout.singles:
        cell = book[single.sheet][single.ref]
        figure(cell, look.figure_format(single.kind))
        if single.role is Role.COMPUTED:
            cell.value = f"={single.formula}"
        if single.is_named:
            letters = "".join(c for c in single.ref if c.isalpha())
            digits = single.ref[len(letters) :]
            book.defined_names[single.name] = DefinedName(
                single.name, attr_text=f"{quoted(single.sheet)}!${letters}${digits}"
            )


def _add_derived(book: Workbook, layout: Layout) -> None:
    cells = [cell for pair in layout.fault_columns for cell in first_cells(*pair)]
    cells += [spare_cell(layout.staffing), spare_cell(layout.spending)]
    for derived in cells:
        book[derived.sheet][derived.ref].value = f"={derived.formula}"
        if derived.name:
            letters = "".join(c for c in derived.ref if c.isalpha())
            digits = derived.ref[len(letters) :]
            book.defined_names[derived.name] = DefinedName(
                derived.name, attr_text=f"{quoted(derived.sheet)}!${letters}${digits}"
            )


def _finish(book: Workbook, layout: Layout) -> None:
    """Colours, frozen panes, print set-up, protection and properties."""
    last = last_columns(layout)
    color_sheets({sheet.title: sheet for sheet in book}, layout, last)
    for name, page in _pages(layout, last).items():
        set_up_page(book[name], page)
    add_program_chart(book[programs.SHEET], layout.programs)
    for sheet in INPUT_SHEETS:
        band(book[sheet]["B3"])
    start_figures(book["Start"])
    check_figures(book[checks.SHEET])
    book.calculation = CalcProperties(fullCalcOnLoad=True, calcId=191029)
    book.security = WorkbookProtection(lockStructure=True)
    properties = book.properties
    properties.creator = "BSA-XL"
    properties.title = f"{mark('school_name')}: school budget {mark('year')}"
    properties.language = "en-US"
    properties.subject = mark("code")
    book.active = 0


def _pages(layout: Layout, last: Mapping[str, str]) -> dict[str, Page]:
    """What is printed of each sheet, and what stays in sight."""
    rows = last_rows(layout)
    pages = {"Start": Page("G31"), NOTES: Page("H34"), "About": Page("C15")}
    heads = {table.sheet: table for table in reversed(layout.tables)}
    for name, table in heads.items():
        letters = table.letters()
        stays = _STAYS.get(name)
        beyond = get_column_letter(column_index_from_string(letters[stays]) + 1) if stays else "A"
        inputs = [letters[column.name] for column in table.columns if column.role is Role.INPUT]
        pages[name] = Page(
            last=f"{last[name]}{rows[name]}",
            last_row=f"{name}_last" if name in _STAYS else "",
            head=table.head,
            frozen=f"{beyond}{table.first}",
            tall=-(-table.rows // _ROWS_ON_A_PAGE) if table is layout.dollars else 0,
            first_input=f"{inputs[0]}{table.first}" if inputs else "",
        )
    return pages
