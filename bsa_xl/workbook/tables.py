"""Tables on a sheet: headers, cells, drop-downs, prompts, names, hidden and folded columns."""

from __future__ import annotations

from collections.abc import Container, Sequence
from copy import copy
from itertools import pairwise

from openpyxl.cell import Cell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table as ListObject
from openpyxl.worksheet.table import TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from bsa_xl.budget import FIRST_DAY, LAST_DAY

from .declare import Choice, Column, Kind, Role, Table, Value
from .style import REMARK_SIZE, Look, table_head
from .text_size import LINE, lines
from .values import cell_value

#: Width of the blank column that ends a group of folded columns.
_SPACER = 2
#: Points above and below the lines of a row, and of a header.
_ROOM, _HEAD_ROOM = 2, 8
#: Lines that rows take whose texts are another school's in every workbook.
_LINES = {"Staffing": 2, "Spending": 2, "Allocation": 2, "Central": 2, "Position": 2}


def add_table(
    sheet: Worksheet,
    table: Table,
    look: Look,
    views: Sequence[object],
    left_out: Container[int] = (),
) -> None:
    """Write a table's headers, cells and validations, and make it a table with that name.

    Args:
        sheet: that it stands on.
        table: the declaration.
        look: how cells are dressed.
        views: the rows' models, for what is the same in every school's workbook.
        left_out: rows that are not written, since another one stands for them.
    """
    letters = table.letters()
    indents = {column.name: _indent(table, column) for column in table.columns}
    for column in table.columns:
        head = sheet[f"{letters[column.name]}{table.head}"]
        head.value = column.header
        table_head(head, right=column.kind is not Kind.TEXT, indent=indents[column.name])
    sheet.row_dimensions[table.head].height = _head_height(table)
    usual = {column.name: column for column in table.columns}
    dressed: dict[tuple[str, Role], StyleArray] = {}
    for row, view in enumerate(views, start=table.first):
        if row in left_out:
            continue
        sheet.row_dimensions[row].height = _row_height(table, row, view)
        places = table.places(row, letters)
        for column in table.columns_in(row):
            cell = sheet[f"{letters[column.name]}{row}"]
            style = dressed.get((column.name, column.role))
            if style is None:
                like = usual[column.name] if column.role is Role.STAMPED else column
                look.dress(cell, like, indent=indents[column.name])
                dressed[column.name, column.role] = cell._style  # noqa: SLF001
            else:
                cell._style = copy(style)  # noqa: SLF001 - dressing each cell anew takes seconds
            if column.role is Role.COMPUTED:
                cell.value = "=" + column.formula.format_map(places)
            elif column.role is Role.FIXED:
                put_constant(cell, cell_value(column.kind, column.value(view)))
    for column in table.columns:
        _set_up_column(sheet, table, column, letters[column.name])
    _end_the_fold(sheet, table, letters)
    _make_list_object(sheet, table, letters)


def shown_columns(table: Table) -> list[Column]:
    """The columns that everybody sees."""
    return [c for c in table.columns if not (c.is_hidden or c.is_detail)]


def _indent(table: Table, column: Column) -> int:
    """Texts keep off what stands on their left; those of the first column stand under the title."""
    return int(column.kind is Kind.TEXT and column != shown_columns(table)[0])


def _head_height(table: Table) -> float:
    """Points that the longest header needs when it wraps between its words."""
    shown = [column for column in table.columns if not column.is_hidden]
    return max(lines(c.header, c.width, bold=True) for c in shown) * LINE + _HEAD_ROOM


def _row_height(table: Table, row: int, view: object) -> float:
    """Points that a row needs; where texts are a school's own, as many as most schools need."""
    if table.name in _LINES:
        return _LINES[table.name] * LINE + _ROOM
    wrapped = [c for c in table.columns_in(row) if c.wraps and c.role in (Role.FIXED, Role.STAMPED)]
    most = max((_lines_of(column, view) for column in wrapped), default=1)
    return most * LINE + _ROOM


def _lines_of(column: Column, view: object) -> int:
    size = REMARK_SIZE if column.is_remark else 10
    return lines(str(column.value(view) or ""), column.width - 1, size=size)


def put_constant(cell: Cell, value: Value) -> None:
    """A constant; a text stays a text, whatever it begins with."""
    if value is None or value == "":
        return
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def _set_up_column(sheet: Worksheet, table: Table, column: Column, letter: str) -> None:
    known = letter in sheet.column_dimensions
    dimension = sheet.column_dimensions[letter]
    if column.is_hidden:
        dimension.hidden = True
    else:
        dimension.width = max(dimension.width if known else 0, column.width)
    if column.is_detail:
        dimension.outlineLevel, dimension.hidden = 1, True
    if column.choice is not None:
        cells = f"{letter}{table.first}:{letter}{table.last}"
        validation = _validation(column, column.choice)
        validation.add(cells)
        sheet.add_data_validation(validation)


def _end_the_fold(sheet: Worksheet, table: Table, letters: dict[str, str]) -> None:
    """A narrow column behind the folded ones: it carries their plus sign, and bounds them."""
    folded = [letters[column.name] for column in table.columns if column.is_detail]
    if folded:
        spacer = get_column_letter(column_index_from_string(folded[-1]) + 1)
        sheet.column_dimensions[spacer].width = _SPACER
        sheet.column_dimensions[spacer].collapsed = True


def _validation(column: Column, choice: Choice) -> DataValidation:
    """What Excel accepts in an input, and what it says before and after."""
    if choice.names:
        made = DataValidation(type="list", formula1=f"={choice.names}")
    elif choice.longest:
        made = DataValidation(
            type="textLength", operator="lessThanOrEqual", formula1=str(choice.longest)
        )
    elif choice.is_date:
        made = DataValidation(
            type="date", operator="between", formula1=str(FIRST_DAY), formula2=str(LAST_DAY)
        )
    else:
        made = DataValidation(
            type="whole" if choice.whole else "decimal",
            operator="between",
            formula1=str(choice.low),
            formula2=str(choice.high),
        )
    made.allow_blank = True
    made.showInputMessage, made.promptTitle, made.prompt = True, column.header, column.prompt
    made.showErrorMessage, made.errorTitle, made.error = True, column.header, choice.refusal
    return made


def _make_list_object(sheet: Worksheet, table: Table, letters: dict[str, str]) -> None:
    """Tell Excel and screen readers that it is a table, where its columns stand side by side."""
    used = list(letters.values())
    last = next(
        (n for n, pair in enumerate(pairwise(used), 1) if not _adjoin(*pair)),
        len(used),
    )
    made = ListObject(
        displayName=f"{table.name}_table",
        ref=f"{used[0]}{table.head}:{used[last - 1]}{table.last}",
    )
    made.tableStyleInfo = TableStyleInfo(showRowStripes=False)
    made._initialise_columns()  # type: ignore[attr-defined]  # noqa: SLF001
    for column, listed in zip(table.columns, made.tableColumns, strict=False):
        listed.name = column.header
    made.autoFilter = None
    sheet.add_table(made)


def _adjoin(left: str, right: str) -> bool:
    return column_index_from_string(right) == column_index_from_string(left) + 1
