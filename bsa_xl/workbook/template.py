"""The template: every sheet built from the layout with openpyxl, before any school is stamped.

Nothing of one school is in it; what differs is a cell of the layout or a mark, ``@@name@@``.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.properties import CalcProperties
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.worksheet import Worksheet

from .declare import Kind, Role, Table, quoted
from .drawing import add_program_chart
from .finishing import SharedColumn, finish
from .firsts import first_cells, spare_cell
from .identity import add_identity
from .layout import INPUT_SHEETS, Layout
from .pages import (
    about,
    allocation_texts,
    checks_texts,
    mark,
    notes,
    programs_texts,
    sign_off_texts,
    spending_texts,
    staffing_texts,
    start,
)
from .required_rows import add_required_look
from .sheets import allocation, checks, lists, programs, sign_off, spending, staffing
from .sheets import start as start_sheet
from .snapshot import add_snapshot, shared_text
from .style import Look, band, figure
from .tables import add_table, color_status, color_words, column_names, put_constant
from .values import Views, pattern_case

#: The version of the form: what stands where, and what it computes.
FORM_VERSION = "2026.1"
SHEETS = (
    start_sheet.SHEET, allocation.SHEET, staffing.SHEET, spending.SHEET, programs.SHEET,
    checks.SHEET, sign_off.SHEET, "My notes", "About",
)  # fmt: skip
_TAB_COLORS = {"Staffing": "C98A1B", "Spending": "C98A1B", "Sign-off": "C98A1B"}


def build_template(layout: Layout) -> bytes:
    """A template's bytes; every formula without a cached value yet."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name in SHEETS:
        book.create_sheet(name)
    _fill_pages(book, layout)
    look = Look(layout.shape.pattern.places)
    views = Views(layout, pattern_case(layout))
    for table in layout.tables:
        add_table(book[table.sheet], table, look, views.rows(table, everything=True))
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
    return finish(made.getvalue(), list(_shared_columns(book, layout)))


def _shared_columns(book: Workbook, layout: Layout) -> Iterator[SharedColumn]:
    """The computed columns of the two long tables; every row of them says the same."""
    for table in (layout.staffing, layout.spending):
        part = f"xl/worksheets/sheet{book.sheetnames.index(table.sheet) + 1}.xml"
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
    allocation_texts(book["Allocation"], layout)
    staffing_texts(book["Staffing"])
    spending_texts(book["Spending"])
    programs_texts(book["Programs"], layout)
    checks_texts(book["Checks"])
    sign_off_texts(book["Sign-off"], layout)
    notes(book["My notes"])
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
        is_text = single.kind is Kind.TEXT
        figure(cell, "General" if is_text else look.number_format(single.kind))
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
    _color(book, layout)
    heads = {t.sheet: t for t in reversed(layout.tables)}
    for name in SHEETS:
        _set_up_page(book[name], heads.get(name))
    add_program_chart(book[programs.SHEET], layout.programs)
    for sheet in INPUT_SHEETS:
        band(book[sheet]["B3"])
    book.calculation = CalcProperties(fullCalcOnLoad=True, calcId=191029)
    book.security = WorkbookProtection(lockStructure=True)
    properties = book.properties
    properties.creator = "BSA-XL"
    properties.title = f"{mark('school_name')}: school budget {mark('year')}"
    properties.language = "en-US"
    properties.subject = mark("code")
    book.active = 0


def _color(book: Workbook, layout: Layout) -> None:
    color_words(book[checks.SHEET], layout.checks, "word")
    for sheet in INPUT_SHEETS:
        color_status(book[sheet], "B3:H3", "Total_left<0", "Total_left=0")
    color_status(book["Start"], "F6:F7", "Total_left<0", "Total_left=0")
    color_status(book["Start"], "B9", "Open_fix>0", "Open_fix+Open_to_do+Open_explain=0")
    for table, column, good, bad in (
        (layout.staffing, "status", "OK", ()),
        (layout.spending, "status", "OK", ()),
        (layout.required, "word", "OK", ("Missing",)),
        (layout.positions, "word", "OK", (allocation.OVER,)),
        (layout.approvals, "word", "Approved", ("Amount differs",)),
    ):
        if table.rows:
            _color_column(book[table.sheet], table, column, good, bad)
    over = f"${layout.programs.letters()['over']}{layout.programs.first}"
    left = f"${layout.programs.letters()['left']}{layout.programs.first}"
    letter = layout.programs.letters()["word"]
    cells = f"{letter}{layout.programs.first}:{letter}{layout.programs.last}"
    color_status(book[programs.SHEET], cells, f"{over}>0", f"{left}=0")


def _color_column(
    sheet: Worksheet, table: Table, column: str, good: str, bad: tuple[str, ...]
) -> None:
    """Green where the word is good; red where it is bad, or anything else where none is named."""
    letter = table.letters()[column]
    first = f"${letter}{table.first}"
    wrong = ",".join(f'{first}="{word}"' for word in bad)
    test = f"OR({wrong})" if bad else f'AND({first}<>"",{first}<>"{good}")'
    color_status(sheet, f"{letter}{table.first}:{letter}{table.last}", test, f'{first}="{good}"')


def _set_up_page(sheet: Worksheet, table: Table | None) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100
    if table is not None:
        first = "C" if sheet.title in ("Staffing", "Spending") else "A"
        sheet.freeze_panes = f"{first}{table.first}"
        sheet.print_title_rows = f"{table.head}:{table.head}"
    if sheet.title in _TAB_COLORS:
        sheet.sheet_properties.tabColor = _TAB_COLORS[sheet.title]
    sheet.page_setup.orientation = "portrait" if sheet.title in ("Start", "About") else "landscape"
    sheet.page_setup.paperSize = 1
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom = 0.5, 0.6
    footer = sheet.oddFooter
    footer.left.text = mark("footer")  # type: ignore[union-attr]
    footer.right.text = "&A   Page &P of &N"  # type: ignore[union-attr]
    if sheet.title != "My notes":
        protection = sheet.protection
        protection.sheet = True
        protection.formatColumns = protection.formatRows = False
        protection.autoFilter = protection.sort = False
