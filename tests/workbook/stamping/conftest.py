"""Packages written by hand, as other programs write them, and ways to look into stamped ones."""

import io
import re
import zipfile
from collections.abc import Mapping

import pytest
from openpyxl import Workbook, load_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def raw_parts(sheet: str | bytes, *, shared: str = "", names: str = "", date1904: str = "") -> dict:
    """A workbook of one sheet, named Sheet, whose XML is given."""
    if isinstance(sheet, str) and not sheet.lstrip().startswith("<"):
        raise ValueError(sheet)
    parts: dict[str, str | bytes] = {
        "xl/worksheets/sheet1.xml": sheet,
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><workbookPr {date1904}/>'
            f'<sheets><sheet name="Sheet" sheetId="1" r:id="rId1"/></sheets>{names}</workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{RELATED}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{RELATED}/sharedStrings" Target="sharedStrings.xml"/>'
            "</Relationships>"
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{RELATED}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.spreadsheetml.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEET_TYPE}"/>'
            '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats'
            '-officedocument.spreadsheetml.sharedStrings+xml"/>'
            "</Types>"
        ),
        "xl/sharedStrings.xml": shared or f'<sst xmlns="{MAIN}"/>',
    }
    return parts


@pytest.fixture(scope="session")
def raw():
    """raw(rows, **parts): a package whose one sheet, Sheet, has this XML between its rows' tags."""

    def make(rows: str, *, after: str = "", **more) -> bytes:
        extra = more.pop("extra", {})
        sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'
        return zipped(raw_parts(sheet, **more) | extra)

    return make


@pytest.fixture(scope="session")
def raw_sheet():
    """raw_sheet(xml): a package whose one sheet has exactly this XML."""

    def make(sheet: str | bytes, **more) -> bytes:
        return zipped(raw_parts(sheet, **more))

    return make


@pytest.fixture(scope="session")
def sheet_xml():
    """The sheet's XML of a package made by `raw`."""
    return lambda package: part(package, "xl/worksheets/sheet1.xml").decode()


@pytest.fixture(scope="session")
def part_of():
    return part


def part(package: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.testzip() is None
        return archive.read(name)


@pytest.fixture(scope="session")
def read():
    """read(package, sheet, ref): the value, results of formulas included, through openpyxl."""

    def value(package: bytes, sheet: str, ref: str, *, formula: bool = False):
        book = load_workbook(io.BytesIO(package), data_only=not formula)
        return book[sheet][ref].value

    return value


@pytest.fixture(scope="session")
def unescaped():
    """Text as a reader that follows ECMA-376, 22.9.2.19 (ST_Xstring) understands it."""
    return lambda text: re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), text)


@pytest.fixture(scope="session")
def saved():
    """saved(book): an openpyxl workbook's bytes."""

    def save(book: Workbook) -> bytes:
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()

    return save
