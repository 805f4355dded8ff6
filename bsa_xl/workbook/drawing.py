"""The chart of the funding sources."""

from __future__ import annotations

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.data_source import AxDataSource, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)
from openpyxl.worksheet.worksheet import Worksheet

from .declare import Table
from .layout import CHART_ROWS
from .style import ACCENT, FONT, HEAD_FILL, PLAIN_TEXT, RULE, SECOND_TEXT

#: Centimetres of a sheet's row of usual height, and of the chart.
_ROW, _WIDTH = 0.529, 24.5
_TITLE_SIZE, _TEXT_SIZE = 12, 9


def add_program_chart(sheet: Worksheet, table: Table) -> None:
    """Allocated beside budgeted, one pair of bars for every funding source.

    Every bar says what it is and how much, so that neither a legend nor an axis is needed.
    """
    chart = BarChart()
    chart.type = "bar"
    run = RegularTextRun(t="Allocated and budgeted, by funding source")
    head = Paragraph(pPr=_text(_TITLE_SIZE, PLAIN_TEXT, bold=True), r=[run])
    chart.title = Title(tx=Text(rich=RichText(p=[head])), overlay=False)
    letters = table.letters()
    names = table.address("label")
    for name, color in (("allocated", HEAD_FILL), ("budgeted", ACCENT)):
        column = sheet[f"{letters[name]}1"].column
        data = Reference(sheet, min_col=column, min_row=table.head, max_row=table.last)
        chart.add_data(data, titles_from_data=True)
        series = chart.series[-1]
        series.graphicalProperties = GraphicalProperties(solidFill=color)
        series.graphicalProperties.line.solidFill = color
        series.dLbls = _labels()
        series.cat = AxDataSource(strRef=StrRef(f=names))
    _set_axes(chart)
    chart.legend = None
    chart.layout = Layout(manualLayout=_beside_labels())
    chart.gapWidth, chart.overlap = 50, -5
    chart.graphical_properties = GraphicalProperties(ln=LineProperties(solidFill=RULE))
    chart.height, chart.width = (CHART_ROWS - 1) * _ROW, _WIDTH  # type: ignore[assignment]
    sheet.add_chart(chart, f"B{table.last + 2}")


def _beside_labels() -> ManualLayout:
    """Where the bars stand, in parts of the chart: beside them the longest labels have room."""
    return ManualLayout(
        layoutTarget="inner", xMode="edge", yMode="edge", x=0.2, y=0.13, w=0.62, h=0.84
    )


def _set_axes(chart: BarChart) -> None:
    """The first funding source stands on top; the bars are read by their labels."""
    chart.x_axis.delete, chart.y_axis.delete = False, True
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.txPr = _rich(_TEXT_SIZE, PLAIN_TEXT)
    chart.x_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=RULE))
    chart.x_axis.majorTickMark = "none"
    chart.y_axis.majorGridlines = None
    chart.y_axis.scaling.min = 0


def _labels() -> DataLabelList:
    """The series and its dollars behind every bar: Allocated: $2,569,288."""
    made = DataLabelList()
    made.showVal = made.showSerName = True
    made.showCatName = made.showLegendKey = made.showPercent = made.showBubbleSize = False
    made.separator, made.position, made.numFmt = ": ", "outEnd", '"$"#,##0'
    made.txPr = _rich(_TEXT_SIZE, SECOND_TEXT)
    return made


def _rich(size: int, color: str) -> RichText:
    return RichText(p=[Paragraph(pPr=_text(size, color), r=[], endParaRPr=CharacterProperties())])


def _text(size: int, color: str, *, bold: bool = False) -> ParagraphProperties:
    look = CharacterProperties(sz=size * 100, b=bold, solidFill=color, latin=Font(typeface=FONT))
    return ParagraphProperties(defRPr=look)
