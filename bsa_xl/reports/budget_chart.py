"""The chart of the consolidated book: what is allocated beside what is budgeted, by program."""

from __future__ import annotations

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList

from bsa_xl.workbook import style

from .book import Book, Placed
from .heads import BUDGETED, TO_ACCEPTED

_ACCENT = "C98A1B"
_WIDTH, _HEIGHT_OF_A_PROGRAM, _LEAST_HEIGHT = 26, 2, 7
_MOST_PROGRAMS = 20


def add_budget_chart(book: Book, placed: Placed) -> None:
    """One pair of bars for every program, below the table.

    Args:
        book: that the sheet belongs to.
        placed: the table by program; its first column has the labels. Where nothing is budgeted,
            or there are more programs than anybody could tell apart, there is no chart.
    """
    rows = len(placed.table.rows)
    if not 0 < rows <= _MOST_PROGRAMS or not placed.table.total(placed.table.place(BUDGETED)):
        return
    sheet = book.sheet(placed.sheet)
    chart = BarChart()
    chart.type, chart.style = "bar", 10
    chart.title = "Accepted schools: allocated and budgeted, by program"
    for head, color in ((TO_ACCEPTED, style.HEAD_FILL), (BUDGETED, _ACCENT)):
        column = placed.table.place(head) + 1
        data = Reference(
            sheet, min_col=column, min_row=placed.first - 1, max_row=placed.first - 1 + rows
        )
        chart.add_data(data, titles_from_data=True)
        series = chart.series[-1]
        series.graphicalProperties.solidFill = color
        series.graphicalProperties.line.solidFill = color
    labels = Reference(sheet, min_col=1, min_row=placed.first, max_row=placed.last)
    chart.set_categories(labels)
    chart.y_axis.majorGridlines = None
    chart.y_axis.delete, chart.x_axis.delete = True, False  # every bar carries its figure
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, _room(placed)
    chart.dataLabels = DataLabelList()
    chart.dataLabels.showVal, chart.dataLabels.numFmt = True, '"$"#,##0'
    chart.dataLabels.showSerName = chart.dataLabels.showCatName = False
    chart.dataLabels.showLegendKey = False
    chart.legend.position, chart.gapWidth = "t", 60
    chart.width, chart.height = _WIDTH, max(_LEAST_HEIGHT, _HEIGHT_OF_A_PROGRAM * rows + 3)
    sheet.add_chart(chart, f"A{placed.last + 2}")
    book.chart_words(
        "Bar chart: for each program, what the schools with an accepted budget were allocated, "
        "beside what they budgeted."
    )


def _room(placed: Placed) -> int:
    """Dollars at the end of the axis: the longest bar, and room for its figure."""
    table = placed.table
    places = [table.place(head) for head in (TO_ACCEPTED, BUDGETED)]
    longest = max(v for row in table.rows for p in places if isinstance(v := row[p], int))
    return max(longest, 1) * 6 // 500 + 1
