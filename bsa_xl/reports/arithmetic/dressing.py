"""How cells of the arithmetic look: typed ones to be changed, formulas, words that wait."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Context, Decimal

from openpyxl.cell import Cell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from bsa_xl.reports.look import decimals_of
from bsa_xl.workbook import number_formats, style

from .expression import Value
from .model import NO_ROW, TO_COME, UNKNOWN, Kind

_SPREADSHEET = Context(prec=15)
_RULE = Border(bottom=Side(style="thin", color=style.RULE))
#: Words that stand where a number is not known yet.
WAITING = (TO_COME, UNKNOWN, NO_ROW, "not supplied", "suppressed")
_MOST_DECIMALS = 4


def digits(value: Decimal) -> str:
    """A number as a file holds it: 15 digits, which is what a spreadsheet keeps."""
    kept = _SPREADSHEET.plus(value)
    return f"{kept.normalize():f}" if kept else "0"


@dataclass(slots=True)
class Wardrobe:
    """The styles of a workbook, each made once."""

    _made: dict[str, NamedStyle] = field(default_factory=dict)

    def dress(self, cell: Cell, kind: Kind, values: Iterable[Value], *, typed: bool) -> None:
        """Give a cell the look of its kind.

        Args:
            cell: to dress.
            kind: of its value.
            values: that its column holds, for the decimals.
            typed: whether people may change it; a formula otherwise.
        """
        cell.style = self.name_of(cell, kind, values, typed=typed)

    def name_of(self, cell: Cell, kind: Kind, values: Iterable[Value], *, typed: bool) -> str:
        """The name of a style, which the workbook has from then on."""
        number_format = format_of(kind, values)
        role = "Typed" if typed else "Formula"
        name = f"{role} {kind.value} {number_format}"[:60]
        if name not in self._made:
            self._made[name] = _style(name, kind, number_format, typed=typed)
            cell.style = self._made[name]
        return name


def format_of(kind: Kind, values: Iterable[Value]) -> str:
    """The number format that shows all digits of some values."""
    match kind:
        case Kind.WORD:
            return "General"
        case Kind.RATE:
            return number_formats.RATE
        case Kind.SHARE:
            return "0.00######"
        case Kind.FTE:
            return "#,##0.0###"
        case Kind.DOLLARS:  # with and without cents among each other would be hard to read
            return number_formats.DOLLARS_AND_CENTS
    numbers = [each for each in values if isinstance(each, Decimal)]
    places = min(decimals_of(each.normalize() for each in numbers), _MOST_DECIMALS)
    return f"#,##0.{'0' * places}" if places else "#,##0"


def _style(name: str, kind: Kind, number_format: str, *, typed: bool) -> NamedStyle:
    made = NamedStyle(name)
    text = style.INPUT_TEXT if typed else style.COMPUTED_TEXT
    fill = style.INPUT_FILL if typed else style.COMPUTED_FILL
    made.font = Font(name=style.FONT, size=10, color=text)
    made.fill = PatternFill("solid", start_color=fill, end_color=fill)
    made.border = _RULE
    made.alignment = Alignment(
        horizontal="left" if kind is Kind.WORD else "right",
        vertical="top",
        indent=1 if kind is Kind.WORD else 0,
    )
    made.number_format = number_format
    return made


def mark_waiting(sheet: Worksheet, cells: str) -> None:
    """Words that wait for something have their own colours.

    Args:
        sheet: that they stand on.
        cells: ``C10:F20``.
    """
    first = cells.partition(":")[0]
    asked = ",".join(f'{first}="{word}"' for word in WAITING)
    text, fill = style.WORDS["EXPLAIN"]
    rule = FormulaRule(  # type: ignore[no-untyped-call]
        formula=[f"OR({asked})"],
        font=Font(color=text),
        fill=PatternFill("solid", start_color=fill, end_color=fill),
    )
    sheet.conditional_formatting.add(cells, rule)
