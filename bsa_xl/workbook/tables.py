"""Tables on a sheet: headers, cells, drop-downs, prompts, names, hidden and folded columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from itertools import pairwise

from openpyxl.cell import Cell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table as ListObject
from openpyxl.worksheet.table import TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from .declare import Choice, Column, Role, Table, Value
from .style import WORDS, Look, table_head
from .values import cell_value

#: A date that a budget may name; earlier ones are typing errors.
_FIRST_DATE = 36526
_LAST_DATE = 73050
_MOST_PROMPT = 255


def add_table(sheet: Worksheet, table: Table, look: Look, views: Sequence[object]) -> None:
    """Write a table's headers, cells and validations, and make it a table with that name.

    Args:
        sheet: that it stands on.
        table: the declaration.
        look: how cells are dressed.
        views: the rows' models, for what is the same in every school's workbook.
    """
    letters = table.letters()
    for column in table.columns:
        head = sheet[f"{letters[column.name]}{table.head}"]
        head.value = column.header
        table_head(head)
    dressed: dict[tuple[str, Role], StyleArray] = {}
    for row, view in enumerate(views, start=table.first):
        for column in table.columns_in(row):
            cell = sheet[f"{letters[column.name]}{row}"]
            style = dressed.get((column.name, column.role))
            if style is None:
                look.dress(cell, column)
                dressed[column.name, column.role] = cell._style  # noqa: SLF001
            else:
                cell._style = copy(style)  # noqa: SLF001 - dressing each cell anew takes seconds
            if column.role is Role.COMPUTED:
                cell.value = table.formula(column, row, letters)
            elif column.role is Role.FIXED:
                put_constant(cell, cell_value(column.kind, column.value(view)))
    for column in table.columns:
        _set_up_column(sheet, table, column, letters[column.name])
    _make_list_object(sheet, table, letters)


def put_constant(cell: Cell, value: Value) -> None:
    """A constant; a text stays a text, whatever it begins with."""
    if value is None or value == "":
        return
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def _set_up_column(sheet: Worksheet, table: Table, column: Column, letter: str) -> None:
    dimension = sheet.column_dimensions[letter]
    if column.is_hidden:
        dimension.hidden = True
    else:
        dimension.width = max(dimension.width if dimension.customWidth else 0, column.width)
    if column.is_detail:
        dimension.outlineLevel, dimension.hidden = 1, True
    if column.choice is not None:
        cells = f"{letter}{table.first}:{letter}{table.last}"
        validation = _validation(column, column.choice)
        validation.add(cells)
        sheet.add_data_validation(validation)


def _validation(column: Column, choice: Choice) -> DataValidation:
    """What Excel accepts in an input, and what it says before and after."""
    if choice.names:
        made = DataValidation(type="list", formula1=f"={choice.names}")
    elif choice.is_date:
        made = DataValidation(
            type="date", operator="between", formula1=str(_FIRST_DATE), formula2=str(_LAST_DATE)
        )
    elif choice.high:
        made = DataValidation(
            type="whole" if choice.whole else "decimal",
            operator="between",
            formula1=str(choice.low),
            formula2=str(choice.high),
        )
    else:
        made = DataValidation()
    made.allow_blank = True
    made.showInputMessage, made.promptTitle = True, column.header[:32]
    made.prompt = column.prompt[:_MOST_PROMPT]
    if choice.refusal:
        made.showErrorMessage, made.errorTitle = True, column.header[:32]
        made.error = choice.refusal
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


def column_names(table: Table) -> Iterator[tuple[str, str]]:
    """Defined names for the columns that other sheets read, with their references."""
    for column in table.columns:
        if column.is_named:
            yield f"{table.name}_{column.name}", table.address(column.name)


def color_words(sheet: Worksheet, table: Table, column: str) -> None:
    """Colour a column of result words; the word says it, the colour only helps."""
    letter = table.letters()[column]
    cells = f"{letter}{table.first}:{letter}{table.last}"
    for word, (text, fill) in WORDS.items():
        words = ("OK", "EXPLAINED", "WAIVED") if word == "OK" else (word,)
        test = ",".join(f'${letter}{table.first}="{w}"' for w in words)
        _color(sheet, cells, f"OR({test})", text, fill)


def color_status(sheet: Worksheet, cells: str, bad: str, good: str) -> None:
    """Colour cells by two tests: red where ``bad`` holds, green where ``good`` does."""
    _color(sheet, cells, bad, *WORDS["FIX"])
    _color(sheet, cells, good, *WORDS["OK"])


def _color(sheet: Worksheet, cells: str, test: str, text: str, fill: str) -> None:
    sheet.conditional_formatting.add(
        cells,
        FormulaRule(  # type: ignore[no-untyped-call]
            formula=[test],
            font=Font(color=text, bold=True),
            fill=PatternFill("solid", start_color=fill, end_color=fill, bgColor=fill),
        ),
    )
