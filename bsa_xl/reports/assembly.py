"""The last step of a report's workbook: what openpyxl has no way to write, put into its package.

The rows of its tables with exact digits, the values of its formulas, words on its charts, and
moments that make equal reports equal bytes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from .row_xml import rows_xml
from .table import Table

_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_DRAWING = re.compile(r"xl/drawings/drawing(\d+)\.xml")
_FORMULA = re.compile(
    r'<c r="([A-Z]+[0-9]+)"((?: s="[0-9]+")?)><f>([^<]*)</f>(?:<v ?/>|<v></v>)</c>'
)
_STYLE = re.compile(r'<c r="[A-Z]+[0-9]+"(?: s="([0-9]+)")?')
_DIMENSION = re.compile(r'(<dimension ref=")[^"]*')
_CHART_NAME = re.compile(r'(<(?:\w+:)?cNvPr id="\d+" name=)"Chart \d+"')
#: LibreOffice fits rows to their texts where it is told that Excel did not write them.
_APPLICATION = re.compile(r"<Application>[^<]*<")
_CHART_FORMAT = re.compile(r'<(?:\w+:)?numFmt formatCode="[^"]*"(?! sourceLinked)')
_FONT = re.compile(r"<font>(.*?)</font>", re.DOTALL)
_FONT_PART = re.compile(r"<(\w+)[^>]*/>")
#: The order in which the schema has the parts of a font; openpyxl has another.
_FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color",
    "name", "family", "charset", "scheme",
)  # fmt: skip
_MOMENT = re.compile(r"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_FIRST_ZIP_YEAR = 1980


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table that take the place of a pattern row.

    Attributes:
        first: the row of the pattern, and of the first of them.
        widths: characters of every column.
        dimension: what the sheet covers when they are in.
    """

    table: Table
    first: int
    widths: Sequence[int]
    dimension: str


@dataclass(slots=True)
class SheetParts:
    """What is put into one sheet.

    Attributes:
        values: cell to the value of its formula, and whether it is a text.
    """

    rows: Rows | None = None
    values: dict[str, tuple[str, bool]] = field(default_factory=dict)


def assemble(
    package: bytes, sheets: Sequence[SheetParts], charts: Sequence[str], made_at: datetime
) -> bytes:
    """The finished workbook.

    Args:
        package: as openpyxl saved it.
        sheets: one for every sheet, in order.
        charts: the words of every chart, one chart a drawing.
        made_at: when the report was made.
    """
    made = BytesIO()
    moment = max(made_at.year, _FIRST_ZIP_YEAR), made_at.month, made_at.day, 0, 0, 0
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, moment)
            info.compress_type = zipfile.ZIP_DEFLATED
            text = old.read(name).decode("utf-8")
            with new.open(info, "w") as part:
                for piece in _part(name, text, sheets, charts, made_at):
                    part.write(piece)
    return made.getvalue()


def _part(
    name: str, text: str, sheets: Sequence[SheetParts], charts: Sequence[str], made_at: datetime
) -> Iterator[bytes]:
    if found := _SHEET.fullmatch(name):
        yield from _sheet(text, sheets[int(found[1]) - 1])
    elif found := _DRAWING.fullmatch(name):
        named = f'"Chart" descr={quoteattr(charts[int(found[1]) - 1])}'
        yield _CHART_NAME.sub(lambda chart: chart[1] + named, text).encode("utf-8")
    elif name.startswith("xl/charts/chart"):
        yield _CHART_FORMAT.sub(r'\g<0> sourceLinked="0"', text).encode("utf-8")
    elif name == "xl/styles.xml":
        yield _FONT.sub(_in_order, text).encode("utf-8")
    elif name == "docProps/app.xml":
        yield _APPLICATION.sub("<Application>BSA-XL<", text).encode("utf-8")
    elif name == "docProps/core.xml":
        yield _MOMENT.sub(rf"\g<1>{made_at:%Y-%m-%dT%H:%M:%SZ}", text).encode("utf-8")
    else:
        yield text.encode("utf-8")


def _sheet(text: str, parts: SheetParts) -> Iterator[bytes]:
    if parts.values:
        text = _FORMULA.sub(lambda found: _with_value(found, parts.values), text)
    if parts.rows is None:
        yield text.encode("utf-8")
        return
    rows = parts.rows
    text = _DIMENSION.sub(rf"\g<1>{rows.dimension}", text, count=1)
    pattern = re.search(rf'<row r="{rows.first}".*?</row>', text, re.DOTALL)
    if pattern is None:
        raise ValueError(f"the sheet has no pattern in row {rows.first}")
    styles = [found[1] or "0" for found in _STYLE.finditer(pattern[0])]
    yield text[: pattern.start()].encode("utf-8")
    yield from rows_xml(rows.table, rows.first, styles, rows.widths)
    yield text[pattern.end() :].encode("utf-8")


def _in_order(font: re.Match[str]) -> str:
    parts = {part[1]: part[0] for part in _FONT_PART.finditer(font[1])}
    return f"<font>{''.join(parts[name] for name in _FONT_ORDER if name in parts)}</font>"


def _with_value(found: re.Match[str], values: Mapping[str, tuple[str, bool]]) -> str:
    place, style, formula = found[1], found[2], found[3]
    value, is_text = values[place]
    kind = ' t="str"' if is_text else ""
    return f'<c r="{place}"{style}{kind}><f>{formula}</f><v>{escape(value)}</v></c>'
