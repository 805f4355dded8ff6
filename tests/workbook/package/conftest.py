"""Small workbooks made of text, so that a test can show the very characters that it is about."""

import zipfile
from io import BytesIO

import pytest

from bsa_xl.workbook.package import Limits, Package, PackageRefused, read_package

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

CONTENT_TYPES = "[Content_Types].xml"
ROOT_RELS = "_rels/.rels"
BOOK = "xl/workbook.xml"
BOOK_RELS = "xl/_rels/workbook.xml.rels"
SHEET = "xl/worksheets/sheet1.xml"
STYLES = "xl/styles.xml"
STRINGS = "xl/sharedStrings.xml"


def relationships(*entries: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(entries)}</Relationships>'


def leads(identifier: str, kind: str, target: str, more: str = "") -> str:
    return f'<Relationship Id="{identifier}" Type="{OFFICE}/{kind}" Target="{target}"{more}/>'


class Parts(dict):
    """The parts of a workbook with one sheet, "Staffing"; to be changed and then packed."""

    def __init__(self, rows="", *, tail="", strings=None, formats="<xf/>", book="", more=()):
        super().__init__()
        self[CONTENT_TYPES] = (
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
            'ContentType="application/xml"/><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/{BOOK}" ContentType="{SHEET_TYPE}"/></Types>'
        )
        self[ROOT_RELS] = relationships(leads("r1", "officeDocument", BOOK))
        self[BOOK] = (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            f'<sheet name="Staffing" sheetId="1" r:id="r1"/></sheets>{book}</workbook>'
        )
        entries = [
            leads("r1", "worksheet", "worksheets/sheet1.xml"),
            leads("r2", "styles", "styles.xml"),
        ]
        if strings is not None:
            entries.append(leads("r3", "sharedStrings", "sharedStrings.xml"))
            self[STRINGS] = f'<sst xmlns="{MAIN}">{strings}</sst>'
        self[BOOK_RELS] = relationships(*entries, *more)
        self[STYLES] = f'<styleSheet xmlns="{MAIN}"><cellXfs>{formats}</cellXfs></styleSheet>'
        self[SHEET] = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{tail}</worksheet>'

    def swap(self, name, old, new):
        """The same parts with a text replaced in one of them; it must be there."""
        assert old in self[name]
        self[name] = self[name].replace(old, new)
        return self

    def by_events(self):
        """The same sheet written so that its cells are read by the parser's events."""
        return self.swap(SHEET, "<sheetData>", "<sheetData >")

    def packed(self) -> bytes:
        """The workbook's bytes."""
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.items():
                archive.writestr(name, content)
        return buffer.getvalue()


@pytest.fixture(scope="session")
def parts():
    """Makes the parts of a small workbook."""
    return Parts


@pytest.fixture(scope="session")
def read():
    """Reads parts or bytes as the file 0417.xlsx."""

    def _read(made, **limits) -> Package:
        data = made if isinstance(made, bytes) else made.packed()
        return read_package(data, "0417.xlsx", Limits(**limits))

    return _read


@pytest.fixture(scope="session")
def refusal(read):
    """What is said when parts or bytes are refused."""

    def _refusal(made, **limits) -> str:
        with pytest.raises(PackageRefused) as refused:
            read(made, **limits)
        assert refused.value.finding.is_fatal
        return str(refused.value.finding)

    return _refusal


def plain(found):
    """Cells with their formulas written out, so that they can be compared."""
    return {ref: (cell.kind, cell.text, cell.formula, cell.style) for ref, cell in found.items()}


@pytest.fixture(scope="session")
def cells(read):
    """The cells of the one sheet, whichever way they are read."""

    def _cells(made, **limits):
        found = read(made, **limits).sheets["Staffing"].cells
        again = read(made.by_events(), **limits).sheets["Staffing"].cells
        assert plain(again) == plain(found)
        return found

    return _cells
