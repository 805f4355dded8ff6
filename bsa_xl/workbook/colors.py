"""Conditional formats: the colours of words and balances, and what is not worth showing.

A word says it and the colour only helps. Every test is of the sheet itself or of a defined name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl.formatting.rule import DataBarRule, Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.worksheet import Worksheet

from .declare import Role, Table
from .layout import INPUT_SHEETS, Layout
from .number_formats import BROKEN, NOTHING
from .sheets import allocation
from .style import BAR, SECOND_TEXT, WORDS

#: Ids above those that a workbook's own formats take.
_FORMAT_IDS = {NOTHING: 250, BROKEN: 251}


def color_sheets(sheets: Mapping[str, Worksheet], layout: Layout, last: Mapping[str, str]) -> None:
    """All conditional formats of a template.

    Args:
        sheets: by name.
        layout: what stands where.
        last: the letter of the last column that everybody sees, by sheet.
    """
    for name in INPUT_SHEETS:
        _color(sheets[name], f"B3:{last[name]}3", "OR(Total_left<0,Open_fix>0)", "FIX")
        _color(sheets[name], f"B3:{last[name]}3", "Total_left=0", "OK")
    _color_start(sheets["Start"])
    for table in (layout.staffing, layout.spending):
        _color_rows_to_fill(sheets[table.sheet], table)
    for table in (layout.dollars, layout.central):
        if table.rows:
            _break_counts(sheets[table.sheet], _cells(table, "count"))
    _break_counts(sheets[allocation.SHEET], f"D{allocation.TOTAL_ROW}")
    for table, column, words in (
        (layout.positions, "word", {"FIX": allocation.OVER, "TO DO": "FTE left", "OK": "OK"}),
        (layout.required, "word", {"FIX": "Missing", "OK": "OK"}),
        (layout.approvals, "word",
         {"FIX": "Amount differs", "TO DO": "Not approved yet", "OK": "Approved"}),
    ):  # fmt: skip
        if table.rows:
            _color_words(sheets[table.sheet], table, column, words)
    _color_programs(sheets[layout.programs.sheet], layout.programs)
    _color_checks(sheets[layout.checks.sheet], layout.checks)


def _color(sheet: Worksheet, cells: str, test: str, word: str) -> None:
    """The colours of a result word where a test holds; of several tests the first wins."""
    text, fill = WORDS[word]
    _add(sheet, cells, test, DifferentialStyle(font=Font(color=text, bold=True), fill=_fill(fill)))


def _add(sheet: Worksheet, cells: str, test: str, style: DifferentialStyle) -> None:
    rule = Rule(type="expression", formula=[test], dxf=style)
    sheet.conditional_formatting.add(cells, rule)


def _fill(color: str) -> PatternFill:
    """In a conditional format the background is what fills."""
    return PatternFill("solid", start_color=color, end_color=color)


def _show_as(sheet: Worksheet, cells: str, test: str, number_format: str) -> None:
    """Another number format where a test holds."""
    made = NumberFormat(numFmtId=_FORMAT_IDS[number_format], formatCode=number_format)
    _add(sheet, cells, test, DifferentialStyle(numFmt=made))


def _cells(table: Table, first: str, last: str = "") -> str:
    """All data cells from one column to another."""
    letters = table.letters()
    return f"{letters[first]}{table.first}:{letters[last or first]}{table.last}"


def _here(table: Table, column: str) -> str:
    """A column's cell in the row that is looked at, for a test."""
    return f"${table.letters()[column]}{table.first}"


def _color_words(
    sheet: Worksheet, table: Table, column: str, words: Mapping[str, str | Sequence[str]]
) -> None:
    """Colour a column of words: by result word, the word or words that take its colours."""
    here = _here(table, column)
    for word, told in words.items():
        every = [told] if isinstance(told, str) else told
        tests = [f'{here}="{each}"' for each in every]
        test = tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"
        _color(sheet, _cells(table, column), test, word)


def _color_start(sheet: Worksheet) -> None:
    _color(sheet, "F5:F7", "Total_left<0", "FIX")
    _color(sheet, "F5:F7", "Total_left=0", "OK")
    _color(sheet, "B9:F9", "Open_fix>0", "FIX")
    _color(sheet, "B9:F9", "Open_to_do>0", "TO DO")
    _color(sheet, "B9:F9", "Open_explain>0", "EXPLAIN")
    _color(sheet, "B9:F9", "Open_fix+Open_to_do+Open_explain=0", "OK")


def _color_rows_to_fill(sheet: Worksheet, table: Table) -> None:
    """What is still to do on a row; zeros of a row that nobody uses are not shown."""
    status = _here(table, "status")
    _color_words(sheet, table, "status", {"OK": "OK", "TO DO": "Not complete"})
    _color(sheet, _cells(table, "status"), f'{status}<>""', "FIX")
    for column in table.columns:
        if column.role is Role.COMPUTED and not column.is_hidden:
            _show_as(sheet, _cells(table, column.name), f"{_here(table, 'used')}=0", NOTHING)


def _break_counts(sheet: Worksheet, cells: str) -> None:
    """Counts that are not whole show their decimals."""
    first = cells.split(":", maxsplit=1)[0]
    _show_as(sheet, cells, f"ROUND({first},0)<>{first}", BROKEN)


def _color_programs(sheet: Worksheet, table: Table) -> None:
    """Over, planned to the cent, or with money left to plan."""
    over, left, tolerance = (_here(table, name) for name in ("over", "left", "tolerance"))
    for column in ("left", "word"):
        _color(sheet, _cells(table, column), f"{over}>0", "FIX")
    _color(sheet, _cells(table, "word"), f"{left}=0", "OK")
    _color(sheet, _cells(table, "word"), f"{left}>{tolerance}", "TO DO")
    bar = DataBarRule(  # type: ignore[no-untyped-call]
        "num", 0, "num", 100, color=BAR, showValue=True, minLength=0, maxLength=100
    )
    sheet.conditional_formatting.add(_cells(table, "used"), bar)


def _color_checks(sheet: Worksheet, table: Table) -> None:
    """Results, counts of what is open, and rows that are judged on return."""
    words = {word: word for word in ("FIX", "EXPLAIN", "TO DO")}
    settled = ("OK", "EXPLAINED", "WAIVED")
    _color_words(sheet, table, "word", {**words, "OK": settled})
    later = f'{_here(table, "word")}="ON RETURN"'
    for column in ("count", "cents"):
        _show_as(sheet, _cells(table, column), later, NOTHING)
    shown = [column.name for column in table.columns if not column.is_hidden]
    _add(sheet, _cells(table, shown[0], shown[-1]), later,
         DifferentialStyle(font=Font(color=SECOND_TEXT)))  # fmt: skip
    for single, word in (("D5", "FIX"), ("E5", "TO DO"), ("F5", "EXPLAIN")):
        _color(sheet, single, f"{single}>0", word)
