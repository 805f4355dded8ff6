"""An allocation as a workbook: totals, a row for every school, and every line."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bsa_xl.allocation import COLUMNS, Allocation, values_of
from bsa_xl.district import District
from bsa_xl.money import to_dollars
from bsa_xl.policy import Policy

from .allocation_totals import component_totals, program_totals

_Value = str | int | Decimal | None
_MONEY, _COUNT, _RATE = "#,##0.00", "#,##0.####", "#,##0.00####"
_TITLE = Font(name="Calibri", size=16, bold=True, color="FFFFFF")
_HEAD = Font(name="Calibri", size=10, bold=True, color="FFFFFF")
_PLAIN, _BOLD = Font(name="Calibri", size=10), Font(name="Calibri", size=10, bold=True)
_BAND = PatternFill("solid", fgColor="0B4F5C")
_TABLE_HEAD = PatternFill("solid", fgColor="2F6470")
_WRAP = Alignment(wrap_text=True, vertical="center")
#: Formats of the numbers in the frozen columns.
_FORMATS = {"count": _COUNT, "rate": _RATE, "fte": _COUNT, "amount": _MONEY}
_WIDTHS = {"line_id": 34, "component": 26, "program": 18, "amount": 16, "source": 44}
_USUAL_WIDTH = 14


@dataclass(slots=True)
class _Page:
    """A sheet that is filled from the top; text on it never becomes a formula."""

    sheet: Worksheet
    row: int = 1

    def title(self, text: str, columns: int) -> None:
        """A band over so many columns."""
        for place in range(1, columns + 1):
            self.sheet.cell(self.row, place).fill = _BAND
        self.add([text], font=_TITLE)

    def head(self, names: Iterable[str]) -> None:
        """The head of a table."""
        for place, name in enumerate(names, start=1):
            cell = self.sheet.cell(self.row, place, name)
            cell.font, cell.fill, cell.alignment = _HEAD, _TABLE_HEAD, _WRAP
        self.row += 1

    def skip(self) -> None:
        """Leave a row empty."""
        self.row += 1

    def add(
        self,
        values: Iterable[_Value],
        *,
        font: Font | None = _PLAIN,
        formats: Mapping[int, str] | None = None,
    ) -> None:
        """A row; decimals without a format of their own are dollars."""
        for place, value in enumerate(values):
            if value is None:
                continue
            cell = self.sheet.cell(self.row, place + 1)
            if isinstance(value, str):
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
                cell.data_type = "s"
            else:
                cell.value = value
                usual = _MONEY if isinstance(value, Decimal) else "0"
                cell.number_format = (formats or {}).get(place, usual)
            if font is not None:
                cell.font = font
        self.row += 1


def allocation_book(allocation: Allocation, district: District, policy: Policy) -> bytes:
    """The allocation as an .xlsx file; values only, no formulas.

    Text is written as text, so that no name of a school can become a formula.

    Args:
        allocation: worked out from the same district and policy.
        district: for the schools' names.
        policy: for the programs' titles and their order.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = f"{district.profile.name}: allocation {allocation.fiscal_year}"
    book.properties.creator = "BSA-XL"
    _totals(_sheet(book, "Totals", (44, 34, 12, 14, 18, 18)), allocation, district, policy)
    programs = [program.id for program in policy.programs]
    widths = (12, 40, 14, *[18] * len(programs), 18, 18)
    _schools(_sheet(book, "Schools", widths, freeze="C3"), allocation, district, policy)
    widths = tuple(_WIDTHS.get(column, _USUAL_WIDTH) for column in COLUMNS)
    _lines(_sheet(book, "Lines", widths, freeze="C2"), allocation)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(book: Workbook, title: str, widths: Sequence[int], freeze: str | None = None) -> _Page:
    sheet = book.create_sheet(title)
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = freeze
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return _Page(sheet)


def _totals(page: _Page, allocation: Allocation, district: District, policy: Policy) -> None:
    page.title(district.profile.name, 6)
    said = f"{allocation.fiscal_year.on_paper}, {allocation.event}; {policy.title}"
    page.add([said if policy.status == "adopted" else f"DRAFT - NOT AN ALLOCATION; {said}"])
    page.skip()
    page.head(["Program", "Id", "Restricted", "Schools", "Schools plan", "Held centrally"])
    by_program = program_totals(allocation, policy)
    for each in by_program:
        restricted = "yes" if each.restricted else "no"
        dollars = [to_dollars(each.school_cents), to_dollars(each.central_cents)]
        page.add([each.title, each.program, restricted, each.schools, *dollars])
    own = sum(each.school_cents for each in by_program)
    central = sum(each.central_cents for each in by_program)
    total: list[_Value] = ["Total", "", "", len(allocation), to_dollars(own), to_dollars(central)]
    page.add(total, font=_BOLD)
    page.skip()
    page.head(["Line of the formula", "Counted", "Count", "Schools", "Amount", "FTE"])
    for part in component_totals(allocation, policy):
        amount = to_dollars(part.cents) if part.fte is None else None
        figures: list[_Value] = [part.count, part.schools, amount, part.fte]
        formats = {2: _COUNT, 5: _COUNT}
        page.add([part.label, part.counted, *figures], formats=formats)
    page.skip()
    if allocation.controls:
        page.head(["Control total", "", "", "", "Handed in", "Allocated"])
    for control in allocation.controls:
        dollars = [to_dollars(control.given_cents), to_dollars(control.allocated_cents)]
        page.add([control.label, "", "", "", *dollars])


def _schools(page: _Page, allocation: Allocation, district: District, policy: Policy) -> None:
    programs = list(policy.programs)
    page.title("What every school plans itself", 5 + len(programs))
    titles = [program.title for program in programs]
    page.head(["School", "Name", "Level", *titles, "Total", "Held centrally"])
    for school in allocation:
        known = district.school(school.school_id)
        amounts = [to_dollars(school.program_cents(program.id)) for program in programs]
        central = sum(line.cents for line in school.lines) - school.total_cents
        total = to_dollars(school.total_cents)
        names = [school.school_id, known.name, known.level]
        page.add([*names, *amounts, total, to_dollars(central)])


def _lines(page: _Page, allocation: Allocation) -> None:
    page.head(COLUMNS)
    formats = {COLUMNS.index(name): shape for name, shape in _FORMATS.items()}
    for school in allocation:
        for line in school.lines:
            page.add(values_of(line), font=None, formats=formats)
    page.sheet.auto_filter.ref = page.sheet.dimensions
    page.sheet.print_title_rows = "1:1"
