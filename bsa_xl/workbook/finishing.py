"""The last touches on a template, which openpyxl has no way to make."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from .stamping import Result

_WORDS = b"Bar chart: for each funding source, what is allocated beside what is budgeted."
_CHART = re.compile(rb'(<(?:\w+:)?cNvPr id="\d+" name=")Chart \d+"')
_APPLICATION = re.compile(rb"<Application>[^<]*<")
_MOMENT = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_FORMULA_CELL = re.compile(
    rb'(?P<open><c r="(?P<letter>[A-Z]+)(?P<row>[0-9]+)"[^>]*>)<f>(?P<formula>[^<]*)</f>'
)
_UNKNOWN_RESULT = re.compile(
    rb'(?P<open><c r="(?P<ref>[A-Z]+[0-9]+)"[^>]*)>(?P<formula><f(?: [^>]*)?(?:/>|>[^<]*</f>))'
    rb"<v></v></c>"
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


@dataclass(frozen=True, slots=True)
class RepeatedRow:
    """A row that stands for those below it; they differ from it in their key alone.

    Attributes:
        part: the sheet's part in the package.
        row: the one that is there; those up to ``last_row`` are not.
        keys: of that row and of each that it stands for.
    """

    part: str
    row: int
    last_row: int
    keys: Sequence[str]


def finish(
    package: bytes,
    shared: Sequence[SharedColumn] = (),
    fitted: Sequence[FittedRows] = (),
    repeated: Sequence[RepeatedRow] = (),
    results: Mapping[str, Mapping[str, Result]] | None = None,
) -> bytes:
    """The package with its formulas shared, its charts described, and without its moment.

    A shared formula stands once for its whole column, as Excel itself writes it: the workbook is
    half as large, and twice as quick to write and read.

    Args:
        package: as openpyxl saved it.
        shared: columns whose formulas are to be shared.
        fitted: rows that a spreadsheet may make higher when somebody types more.
        repeated: rows to be written out for those below them.
        results: by part and cell, what is to stand beside formulas until they are calculated.
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
            if results and info.filename in results:
                data = _set_results(data, results[info.filename])
            for row in repeated:
                if row.part == info.filename:
                    data = _repeat(data, row)
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


def _repeat(data: bytes, repeated: RepeatedRow) -> bytes:
    """A sheet with the rows that one of them stands for."""
    begin = data.index(b'<row r="%d"' % repeated.row)
    end = data.index(b"</row>", begin) + len(b"</row>")
    pieces = re.split(rb'((?<= r=")[A-Z]*%d(?="))' % repeated.row, data[begin:end])
    places = rb'((?<= r=")[A-Z]*%d(?=")|(?<=<t>)%s(?=</t>))'
    first = repeated.keys[0].encode()
    pieces = re.split(places % (repeated.row, re.escape(first)), data[begin:end])
    rows = []
    for row, key in enumerate(repeated.keys, start=repeated.row):
        pieces[1::2] = [
            key.encode() if piece == first else piece.rstrip(_DIGITS) + b"%d" % row
            for piece in pieces[1::2]
        ]
        first = key.encode()
        rows.append(b"".join(pieces))
    return data[:begin] + b"".join(rows) + data[end:]


_DIGITS = b"0123456789"


def _set_results(data: bytes, results: Mapping[str, Result]) -> bytes:
    """A sheet with results beside its formulas."""

    def known(cell: re.Match[bytes]) -> bytes:
        found = results.get(cell["ref"].decode())
        return cell[0] if found is None else b"%s%s>%s%s</c>" % (
            cell["open"], found[0], cell["formula"], found[1],
        )  # fmt: skip

    return _UNKNOWN_RESULT.sub(known, data)


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
