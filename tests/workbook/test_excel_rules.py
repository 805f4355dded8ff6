"""What Excel's repair dialog would look for (decision 27): in a template and in an issued workbook.

`openxml-audit` judges the parts against their schemas; what it does not know is asserted here.
"""

import io
import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree
from openpyxl.utils import range_boundaries
from openxml_audit import FileFormat, OpenXmlValidator

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TO = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
#: Findings that are no fault, by the words that they have in common. Texts stand in their cells
#: instead of a list of shared strings: Excel reads that, and makes its own list when it saves.
KNOWN_NOTICES = ("Excel will move every inline string to a freshly-created shared-strings table",)
#: Excel's limits (support.microsoft.com, Excel specifications and limits).
MOST_FORMULA, MOST_TEXT, MOST_SHEET_NAME, MOST_NAME = 8192, 32_767, 31, 255
MOST_LIST, MOST_VALIDATIONS, MOST_LINKS, MOST_STYLES = 255, 65_534, 65_530, 64_000


class Parts:
    """The parts of a workbook, parsed when they are first asked for."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.names = package.namelist()
            self._data = {name: package.read(name) for name in self.names}

    def tree(self, name: str) -> etree._Element:
        return etree.fromstring(self._data[name])

    def sheets(self) -> dict[str, etree._Element]:
        """Sheet name to its part, in the workbook's order."""
        book = self.tree("xl/workbook.xml")
        leads = {
            each.get("Id"): each.get("Target").removeprefix("/xl/")
            for each in self.tree("xl/_rels/workbook.xml.rels")
        }
        return {
            each.get("name"): self.tree(f"xl/{leads[each.get(f'{TO}id')]}")
            for each in book.iter(f"{MAIN}sheet")
        }


@pytest.fixture(scope="module", params=["template", "issued"])
def parts(sample, request) -> Parts:
    return Parts(getattr(sample, request.param))


@pytest.fixture(scope="module")
def sheets(parts) -> dict[str, etree._Element]:
    return parts.sheets()


@pytest.mark.parametrize("which", ["template", "issued"])
def test_the_audit_finds_nothing_but_known_notices(sample, tmp_path, which):
    path = tmp_path / f"{which}.xlsx"
    path.write_bytes(getattr(sample, which))
    assert audit(path) == []


def audit(path: Path) -> list[str]:
    """What the audit finds, but for the known notices."""
    result = OpenXmlValidator(FileFormat.OFFICE_2016, max_errors=0).validate(path)
    told = [re.sub(r"\s+", " ", f"{each.part_uri} {each.description}") for each in result.errors]
    return [each for each in told if not any(known in each for known in KNOWN_NOTICES)]


def test_the_audit_bites(sample, tmp_path):
    path = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(io.BytesIO(sample.issued)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/styles.xml":
                data = data.replace(b"<borders", b"<boarders").replace(b"</borders", b"</boarders")
            new.writestr(name, data)
    assert any("boarders" in each for each in audit(path))


def test_the_header_cells_of_a_table_are_its_columns(parts, sheets):
    for name, sheet in sheets.items():
        texts = cell_texts(sheet)
        for table in tables_of(parts, name):
            left, top, right, bottom = range_boundaries(table.get("ref"))
            columns = [each.get("name") for each in table.iter(f"{MAIN}tableColumn")]
            assert [texts[top, column] for column in range(left, right + 1)] == columns
            assert len({each.lower() for each in columns}) == len(columns)
            assert bottom > top
            ids = [each.get("id") for each in table.iter(f"{MAIN}tableColumn")]
            assert ids == [str(n) for n in range(1, len(ids) + 1)]


def tables_of(parts: Parts, sheet: str) -> list[etree._Element]:
    number = list(parts.sheets()).index(sheet) + 1
    path = f"xl/worksheets/_rels/sheet{number}.xml.rels"
    if path not in parts.names:
        return []
    targets = (each.get("Target") for each in parts.tree(path))
    return [parts.tree(each.lstrip("/")) for each in targets if "tables/" in each]


def cell_texts(sheet: etree._Element) -> dict[tuple[int, int], str]:
    found = {}
    for cell in sheet.iter(f"{MAIN}c"):
        text = "".join(each.text or "" for each in cell.iter(f"{MAIN}t"))
        column, row, *_ = range_boundaries(cell.get("r"))
        found[row, column] = text
    return found


def test_names_and_ids_are_unique_whatever_their_case(parts, sheets):
    book = parts.tree("xl/workbook.xml")
    names = Counter(
        (each.get("name").lower(), each.get("localSheetId"))
        for each in book.iter(f"{MAIN}definedName")
    )
    tables = [each for name in sheets for each in tables_of(parts, name)]
    shown = [each.get("displayName").lower() for each in tables]
    globally = {name for name, scope in names if scope is None}
    assert set(names.values()) == {1}
    assert len(set(shown)) == len(shown)
    assert not globally & set(shown)
    assert len({each.get("id") for each in tables}) == len(tables)
    assert len({each.lower() for each in sheets}) == len(sheets)
    for kind in ("sheetId", f"{TO}id"):
        ids = [each.get(kind) for each in book.iter(f"{MAIN}sheet")]
        assert len(set(ids)) == len(ids)
    for name in (each for each in parts.names if each.endswith(".rels")):
        ids = [each.get("Id") for each in parts.tree(name)]
        assert len(set(ids)) == len(ids), name


def test_no_defined_name_could_be_a_cell(parts):
    book = parts.tree("xl/workbook.xml")
    for each in book.iter(f"{MAIN}definedName"):
        name = each.get("name")
        assert re.fullmatch(r"[A-Za-z_][\w.]*", name), name
        assert not re.fullmatch(r"[A-Za-z]{1,3}[0-9]{1,7}|[Rr][0-9]*[Cc][0-9]*", name), name
        assert len(name) <= MOST_NAME


def test_styles_are_in_range(parts, sheets):
    styles = parts.tree("xl/styles.xml")
    count = {
        name: len(styles.find(f"{MAIN}{name}"))
        for name in ("cellXfs", "cellStyleXfs", "dxfs", "fonts", "fills", "borders")
    }
    for sheet in sheets.values():
        used = {int(each.get("s", 0)) for each in sheet.iter(f"{MAIN}c", f"{MAIN}row")}
        used |= {int(each.get("style", 0)) for each in sheet.iter(f"{MAIN}col")}
        assert max(used) < count["cellXfs"] < MOST_STYLES
        rules = [each.get("dxfId") for each in sheet.iter(f"{MAIN}cfRule") if each.get("dxfId")]
        assert all(int(each) < count["dxfs"] for each in rules)
    formats = {
        int(each.get("numFmtId")): each.get("formatCode") for each in styles.find(f"{MAIN}numFmts")
    }
    for look in styles.find(f"{MAIN}cellXfs"):
        assert int(look.get("fontId")) < count["fonts"]
        assert int(look.get("fillId")) < count["fills"]
        assert int(look.get("borderId")) < count["borders"]
        assert int(look.get("xfId", 0)) < count["cellStyleXfs"]
        number = int(look.get("numFmtId"))
        assert number < 164 or number in formats
    for each in styles.find(f"{MAIN}dxfs").iter(f"{MAIN}numFmt"):
        number, code = int(each.get("numFmtId")), each.get("formatCode")
        assert formats.setdefault(number, code) == code, "one id, two formats"


def test_excels_limits_are_kept(parts, sheets):
    for name, sheet in sheets.items():
        assert 1 <= len(name) <= MOST_SHEET_NAME
        assert not re.search(r"[\[\]:*?/\\]", name)
        assert all(len(each.text or "") < MOST_FORMULA for each in sheet.iter(f"{MAIN}f"))
        assert all(len(each) <= MOST_TEXT for each in cell_texts(sheet).values())
        assert len(list(sheet.iter(f"{MAIN}dataValidation"))) < MOST_VALIDATIONS
        assert len(list(sheet.iter(f"{MAIN}hyperlink"))) < MOST_LINKS
    book = parts.tree("xl/workbook.xml")
    assert all(len(each.text) < MOST_FORMULA for each in book.iter(f"{MAIN}definedName"))


def test_no_validation_or_conditional_format_asks_what_excel_refuses_there(sheets):
    for sheet in sheets.values():
        validated = [
            each.text for each in sheet.iter(f"{MAIN}formula1", f"{MAIN}formula2") if each.text
        ]
        coloured = [
            each.text
            for rule in sheet.iter(f"{MAIN}cfRule")
            for each in rule.iter(f"{MAIN}formula")
        ]
        for formula in (*validated, *coloured):
            bare = re.sub(r'"[^"]*"', "", formula)
            assert "[" not in bare, f"structured reference: {formula}"
            assert "{" not in bare, f"array constant: {formula}"
            assert "#REF!" not in bare
            assert len(formula) <= MOST_LIST
        assert all("!" not in formula for formula in coloured), "another sheet by its address"
        priorities = [each.get("priority") for each in sheet.iter(f"{MAIN}cfRule")]
        assert len(set(priorities)) == len(priorities)


def test_links_stay_inside_and_nothing_leads_out(parts, sheets):
    for name in (each for each in parts.names if each.endswith(".rels")):
        assert [each.get("Target") for each in parts.tree(name) if each.get("TargetMode")] == []
    links = [each for sheet in sheets.values() for each in sheet.iter(f"{MAIN}hyperlink")]
    assert len(links) == 8
    for each in links:
        assert each.get(f"{TO}id") is None
        place = each.get("location").rpartition("!")[0].strip("'")
        assert place in sheets
    assert not [
        each for each in parts.names if re.search("vba|external|connection", each, re.IGNORECASE)
    ]


def test_rows_and_cells_stand_in_their_order(sheets):
    for sheet in sheets.values():
        rows = [int(each.get("r")) for each in sheet.iter(f"{MAIN}row")]
        assert rows == sorted(set(rows))
        for row in sheet.iter(f"{MAIN}row"):
            columns = [range_boundaries(cell.get("r"))[0] for cell in row]
            assert columns == sorted(set(columns))


def test_no_cells_are_merged(sheets):
    assert [name for name, sheet in sheets.items() if list(sheet.iter(f"{MAIN}mergeCell"))] == []
