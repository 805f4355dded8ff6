"""A sheet of the policy's workbook: its cells, drop-downs, colours, and how it prints."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal

from openpyxl.cell import Cell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from . import look
from .cells import Seen
from .choices import Choices
from .dated_rows import YEAR
from .families import settings_of
from .leaves import Form, Leaf
from .sheets import ENDS, HEAD_ROW, POLICY, Column, Role, Row, Sheet, title_of

_MARKS_OF_XML = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_MOST_PROMPT = 250
#: Rows below the table that look as if one could type there, and one can.
_DRESSED = 8
#: Characters beside one another that can still be read on a printed page.
_WIDEST_PAGE = 230
_BROKEN = "#,##0.0#######"


class SheetWriter:
    """Writes one sheet."""

    def __init__(self, sheet: Worksheet, what: Sheet, choices: Choices, policy: type) -> None:
        """Keep what all parts of the sheet need.

        Args:
            sheet: an empty one.
            what: stands on it.
            choices: takes the lists of its drop-downs.
            policy: the policy's model.
        """
        self._sheet = sheet
        self._what = what
        self._choices = choices
        self._policy = policy
        self._last = HEAD_ROW + len(what.rows)
        self._dressed = self._last + (_DRESSED if what.spare else 0)
        self._reach = self._last + what.spare

    def write(self, footer: str) -> None:
        """Everything."""
        sheet, columns = self._sheet, self._what.columns
        sheet.sheet_view.showGridLines = False
        sheet.sheet_properties.tabColor = look.ACCENT
        self._top()
        for number, column in enumerate(columns, start=1):
            self._column(number, column)
        for row, what in enumerate(self._what.rows, start=HEAD_ROW + 1):
            self._row(row, what)
        for row in range(self._last + 1, self._dressed + 1):
            for number, column in enumerate(columns[1:], start=2):
                self._dress(look.at(sheet, row, number), column)
        self._table()
        self._validate()
        self._color()
        sheet.freeze_panes = "C5" if self._what.name == POLICY else "D5"
        look.set_up_page(sheet, footer, HEAD_ROW)
        seen = sum(c.width for c in columns if c.role is not Role.KEY and not c.is_rare)
        sheet.page_setup.fitToWidth = max(1, -(-seen // _WIDEST_PAGE))
        if sheet.page_setup.fitToWidth > 1:
            sheet.print_title_cols = "A:C"
        last = get_column_letter(len(columns))
        sheet.print_area = f"A1:{last}{max(self._last, HEAD_ROW + 1)}"

    def _top(self) -> None:
        sheet, width = self._sheet, len(self._what.columns)
        for number in range(1, max(width, 8) + 1):
            look.title(look.at(sheet, 1, number))
        _text(look.at(sheet, 1, 2), self._what.name)
        sheet.row_dimensions[1].height = 28
        hints = list(self._what.hints)
        if any(column.is_rare for column in self._what.columns):
            hints[0] += " Columns that no row uses are folded away: click + above them."
        for row, said in enumerate(hints, start=2):
            _text(look.at(sheet, row, 2), said)
            look.hint(look.at(sheet, row, 2))
        sheet.row_dimensions[HEAD_ROW].height = 30

    def _column(self, number: int, column: Column) -> None:
        letter = get_column_letter(number)
        size = self._sheet.column_dimensions[letter]
        size.width = column.width
        if column.role is Role.KEY:
            size.hidden = True
        elif column.is_rare:
            size.outlineLevel, size.hidden = 1, True
        head = look.at(self._sheet, HEAD_ROW, number)
        _text(head, column.title)
        is_year = YEAR.fullmatch(column.title) is not None
        look.head(head, right=is_year or _is_number(column), is_shown=column.role is not Role.INPUT)
        if not is_year and not _is_number(column) and column.role is not Role.KEY:
            size.number_format = look.TEXT

    def _row(self, row: int, what: Row) -> None:
        _text(look.at(self._sheet, row, 1), what.key)
        texts = []
        for number, column in enumerate(self._what.columns[1:], start=2):
            seen = what.cells[number - 2]
            cell = look.at(self._sheet, row, number)
            self._dress(cell, column)
            self._fill(cell, seen, is_grouped=number - 2 in what.grouped)
            if isinstance(seen, str):
                texts.append((seen, column.width))
        self._sheet.row_dimensions[row].height = look.height_of(texts)

    def _dress(self, cell: Cell, column: Column) -> None:
        if column.role is not Role.INPUT:
            look.shown(cell)
            return
        is_number = YEAR.fullmatch(column.title) is not None or _is_number(column)
        look.typed(cell, right=is_number)
        is_setting = self._what.name == POLICY
        cell.number_format = "General" if is_number and not is_setting else look.TEXT

    @staticmethod
    def _fill(cell: Cell, seen: Seen, *, is_grouped: bool) -> None:
        if isinstance(seen, Decimal):
            cell.value = seen
            cell.number_format = look.number_format(seen, is_grouped=is_grouped)
        elif isinstance(seen, datetime):
            cell.value = seen
            cell.number_format = look.DAY
        elif isinstance(seen, str):
            _text(cell, seen)

    def _table(self) -> None:
        """An Excel table, which grows by itself when somebody types below it."""
        last = max(self._last, HEAD_ROW + 1)
        name = "T_" + re.sub(r"\W", "_", self._what.name)
        ref = f"A{HEAD_ROW}:{get_column_letter(len(self._what.columns))}{last}"
        table = Table(displayName=name, ref=ref)
        table.tableStyleInfo = TableStyleInfo(name=None, showRowStripes=False)
        self._sheet.add_table(table)

    def _validate(self) -> None:
        if self._what.name == POLICY:
            self._validate_settings()
            return
        for number, column in enumerate(self._what.columns, start=1):
            if column.role is not Role.INPUT:
                continue
            letter = get_column_letter(number)
            cells = f"{letter}{HEAD_ROW + 1}:{letter}{self._reach}"
            rule = self._rule(column, f"{letter}{HEAD_ROW + 1}")
            rule.promptTitle = column.title[:32]
            rule.prompt = column.prompt[:_MOST_PROMPT] or None
            rule.showInputMessage = bool(column.prompt)
            rule.add(cells)
            self._sheet.add_data_validation(rule)

    def _rule(self, column: Column, first: str) -> DataValidation:
        offered = self._choices.range_of(column.choices) if column.choices else ""
        if offered:
            leaf = column.leaf
            is_closed = leaf is not None and (leaf.words or leaf.form in (Form.TRUTH, Form.SOURCE))
            rule = DataValidation(type="list", formula1=offered, allow_blank=True)
            if is_closed:
                rule.showErrorMessage = True
                rule.errorTitle = "Not in the list"
                rule.error = "Choose one from the list."
            return rule
        if YEAR.fullmatch(column.title):
            test = f'OR(ISNUMBER({first}),{first}="{ENDS}")'
        elif _is_number(column):
            test = f"ISNUMBER({first})"
        else:
            return DataValidation(allow_blank=True)
        rule = DataValidation(type="custom", formula1=test, allow_blank=True)
        rule.showErrorMessage = True
        rule.errorTitle = "A number belongs here"
        rule.error = "Type a number, such as 0.24."
        if YEAR.fullmatch(column.title):
            rule.error = f"Type a number, such as 0.24, or the word {ENDS}."
        return rule

    def _validate_settings(self) -> None:
        leaves = {title_of(leaf.path): leaf for leaf in settings_of(self._policy)}
        for row, what in enumerate(self._what.rows, start=HEAD_ROW + 1):
            leaf = leaves[str(what.cells[0])]
            column = Column(title_of(leaf.path), leaf=leaf, choices=_setting_choices(leaf))
            rule = self._rule(column, f"C{row}")
            rule.add(f"C{row}")
            self._sheet.add_data_validation(rule)
            cell = look.at(self._sheet, row, 3)
            if leaf.form is Form.NUMBER and cell.value is None:
                cell.number_format = "General"
            elif leaf.form is Form.DAY:
                cell.number_format = look.DAY
            look.typed(cell)

    def _color(self) -> None:
        kinds = [column for column in self._what.columns if column.kinds]
        letters = {column.title: get_column_letter(n)
                   for n, column in enumerate(self._what.columns, start=1)}  # fmt: skip
        for column in kinds:
            letter, kind = letters[column.title], letters["Kind"]
            offered = self._choices.column_of(f"{self._what.name} {column.title}", column.kinds)
            first = f"${kind}{HEAD_ROW + 1}"
            test = f'AND({first}<>"",COUNTIF({offered},{first})=0)'
            style = DifferentialStyle(fill=_fill(look.NOT_FOR_KIND))
            self._add(f"{letter}{HEAD_ROW + 1}:{letter}{self._reach}", test, style)
        years = [letters[column.title] for column in self._what.columns
                 if YEAR.fullmatch(column.title)]  # fmt: skip
        if years:
            cells = f"{years[0]}{HEAD_ROW + 1}:{years[-1]}{self._reach}"
            first = f"{years[0]}{HEAD_ROW + 1}"
            ended = DifferentialStyle(
                font=Font(color=look.ENDED_TEXT, bold=True), fill=_fill(look.ENDED_FILL)
            )
            self._add(cells, f'{first}="{ENDS}"', ended)
            broken = NumberFormat(numFmtId=250, formatCode=_BROKEN)
            test = f"AND(ISNUMBER({first}),{first}>999,{first}<>ROUND({first},0))"
            self._add(cells, test, DifferentialStyle(numFmt=broken))

    def _add(self, cells: str, test: str, style: DifferentialStyle) -> None:
        self._sheet.conditional_formatting.add(
            cells, Rule(type="expression", formula=[test], dxf=style)
        )


def _setting_choices(leaf: Leaf) -> str:
    if leaf.words:
        return "|".join(leaf.words) if len(leaf.words) > 1 else leaf.words[0]
    return {Form.TRUTH: "yes|no", Form.SOURCE: "Sources"}.get(leaf.form, "")


def _is_number(column: Column) -> bool:
    return column.leaf is not None and column.leaf.form is Form.NUMBER


def _fill(color: str) -> PatternFill:
    """In a conditional format the background is what fills."""
    return look.solid(color)


def _text(cell: Cell, text: str) -> None:
    """A text as a text, also where it begins like a formula or looks like XML's own marks."""
    cell.value = _MARKS_OF_XML.sub("_x005F_", text)
    cell.data_type = "s"
    if text.startswith(("=", "+", "-", "@")):
        cell.quotePrefix = True
