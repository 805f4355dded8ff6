"""The last touches on a template, which openpyxl has no way to make."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

_WORDS = b"Bar chart: for each funding source, what is allocated beside what is budgeted."
_CHART = re.compile(rb'(<(?:\w+:)?cNvPr id="\d+" name=")Chart \d+"')
_APPLICATION = re.compile(rb"<Application>[^<]*<")
_MOMENT = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_FORMULA_CELL = re.compile(
    rb'(?P<open><c r="(?P<letter>[A-Z]+)(?P<row>[0-9]+)"[^>]*>)<f>(?P<formula>[^<]*)</f>'
)
_CHART_FORMAT = re.compile(rb'<(?:\w+:)?numFmt formatCode="[^"]*"(?! sourceLinked)')
_SEPARATOR = re.compile(rb'<(?P<name>(?:\w+:)?separator) val="(?P<text>[^"]*)" ?/>')
_FONT = re.compile(rb"<font>(?P<parts>.*?)</font>", re.DOTALL)
_FONT_PART = re.compile(rb"<(?P<name>\w+)[^>]*/>")
_FONT_ORDER = (
    b"b", b"i", b"strike", b"condense", b"extend", b"outline", b"shadow", b"u", b"vertAlign",
    b"sz", b"color", b"name", b"family", b"charset", b"scheme",
)  # fmt: skip
_ROW = re.compile(rb'<row r="(?P<row>[0-9]+)"[^>]*>')
#: A template is as old as its form, not as its last building; equal templates have equal bytes.
_BUILT = b"2026-01-01T00:00:00Z"
_ZIP_DATE = (2026, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class SharedColumn:
    """A column whose rows all hold the same formula, but for the row.

    Attributes:
        part: the sheet's part in the package.
        letter: of the column.
    """

    part: str
    letter: str
    first_row: int
    last_row: int


@dataclass(frozen=True, slots=True)
class FittedRows:
    """Rows whose height follows their texts, and opens as it was set.

    Attributes:
        part: the sheet's part in the package.
    """

    part: str
    first_row: int
    last_row: int


def finish(
    package: bytes, shared: Sequence[SharedColumn] = (), fitted: Sequence[FittedRows] = ()
) -> bytes:
    """The package with its formulas shared, its charts described, and without its moment.

    A shared formula stands once for its whole column, as Excel itself writes it: the workbook is
    half as large, and twice as quick to write and read.

    Args:
        package: as openpyxl saved it.
        shared: columns whose formulas are to be shared.
        fitted: rows that a spreadsheet may make higher when somebody types more.
    """
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(made, "w") as new:
        for info in old.infolist():
            data = _touch(info.filename)(old.read(info))
            here = [column for column in shared if column.part == info.filename]
            if here:
                data = _share(data, here)
            rows = [each for each in fitted if each.part == info.filename]
            if rows:
                data = _let_rows_grow(data, rows)
            new.writestr(zipfile.ZipInfo(info.filename, _ZIP_DATE), data, zipfile.ZIP_DEFLATED, 6)
    return made.getvalue()


def _share(data: bytes, columns: Sequence[SharedColumn]) -> bytes:
    """A sheet whose formulas stand once, in the first row of their column."""
    by_letter = {column.letter.encode(): (number, column) for number, column in enumerate(columns)}

    def shared(cell: re.Match[bytes]) -> bytes:
        number, column = by_letter.get(cell["letter"], (0, None))
        row = int(cell["row"])
        if column is None or not column.first_row <= row <= column.last_row:
            return cell[0]
        if row > column.first_row:
            return cell["open"] + b'<f t="shared" si="%d"/>' % number
        whole = f"{column.letter}{column.first_row}:{column.letter}{column.last_row}".encode()
        return cell["open"] + b'<f t="shared" ref="%s" si="%d">%s</f>' % (
            whole, number, cell["formula"],
        )  # fmt: skip

    return _FORMULA_CELL.sub(shared, data)


def _let_rows_grow(data: bytes, fitted: Sequence[FittedRows]) -> bytes:
    """A sheet whose data rows are not held at their height; openpyxl holds every height."""

    def let_grow(row: re.Match[bytes]) -> bytes:
        number = int(row["row"])
        if any(each.first_row <= number <= each.last_row for each in fitted):
            return row[0].replace(b' customHeight="1"', b"")
        return row[0]

    return _ROW.sub(let_grow, data)


def _touch(name: str) -> Callable[[bytes], bytes]:
    if name.startswith("xl/drawings/drawing"):
        return _describe
    if name.startswith("xl/charts/chart"):
        return _mend_labels
    if name == "xl/styles.xml":
        return _order_fonts
    if name == "docProps/app.xml":
        return _sign
    return _forget_when if name == "docProps/core.xml" else bytes


def _mend_labels(data: bytes) -> bytes:
    """Labels in a format of their own, with their separator where the standard has it.

    openpyxl cannot say that a format is not the cells' own, and writes the separator, which is an
    element's text, as an attribute.
    """
    data = _CHART_FORMAT.sub(rb'\g<0> sourceLinked="0"', data)
    return _SEPARATOR.sub(rb"<\g<name>>\g<text></\g<name>>", data)


def _order_fonts(data: bytes) -> bytes:
    """What a font consists of in the order of the standard; openpyxl has one of its own."""

    def ordered(font: re.Match[bytes]) -> bytes:
        parts = {part["name"]: part[0] for part in _FONT_PART.finditer(font["parts"])}
        return (
            b"<font>" + b"".join(parts[name] for name in _FONT_ORDER if name in parts) + b"</font>"
        )

    return _FONT.sub(ordered, data)


def _describe(data: bytes) -> bytes:
    return _CHART.sub(rb'\1Budget by funding source" descr="' + _WORDS + b'"', data)


def _sign(data: bytes) -> bytes:
    """Name the maker: LibreOffice fits rows to their texts where it is told that Excel did not."""
    return _APPLICATION.sub(b"<Application>BSA-XL<", data)


def _forget_when(data: bytes) -> bytes:
    return _MOMENT.sub(rb"\g<1>" + _BUILT, data)
