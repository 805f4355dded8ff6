"""The chart of the funding sources."""

from __future__ import annotations

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.worksheet.worksheet import Worksheet

from .declare import Table
from .style import HEAD_FILL

_ACCENT = "C98A1B"


def add_program_chart(sheet: Worksheet, table: Table) -> None:
    """Allocated beside budgeted, one pair of bars for every funding source."""
    chart = BarChart()
    chart.type, chart.style = "bar", 10
    chart.title = "Allocated and budgeted, by funding source"
    letters = table.letters()
    for name, color in (("allocated", HEAD_FILL), ("budgeted", _ACCENT)):
        column = sheet[f"{letters[name]}1"].column
        data = Reference(sheet, min_col=column, min_row=table.head, max_row=table.last)
        chart.add_data(data, titles_from_data=True)
        series = chart.series[-1]
        series.graphicalProperties.solidFill = color
        series.graphicalProperties.line.solidFill = color
    labels = sheet[f"{letters['label']}1"].column
    chart.set_categories(Reference(sheet, min_col=labels, min_row=table.first, max_row=table.last))
    chart.y_axis.numFmt, chart.y_axis.majorGridlines = '"$"#,##0', None
    chart.y_axis.delete = chart.x_axis.delete = False
    chart.x_axis.scaling.orientation = "maxMin"
    chart.dataLabels = DataLabelList()
    chart.dataLabels.showVal, chart.dataLabels.numFmt = True, '"$"#,##0'
    chart.dataLabels.showSerName = chart.dataLabels.showCatName = False
    chart.dataLabels.showLegendKey = False
    chart.legend.position, chart.gapWidth = "t", 60
    chart.height, chart.width = 8.6, 26
    sheet.add_chart(chart, f"B{table.last + 2}")
