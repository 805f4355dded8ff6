"""Places are found quickly in what programs usually write, and carefully in everything else."""

import io
import zipfile

import pytest
from support.excel_like import as_excel_saves

from bsa_xl.workbook.pages import MARKS, mark
from bsa_xl.workbook.stamping.cells import find_cells
from bsa_xl.workbook.stamping.faults import TemplateError
from bsa_xl.workbook.stamping.marks import MarkFinder

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#: Behind the last element a comment says nothing; a part that has one is looked through carefully.
CAREFULLY = b"<!-- -->"
EVERY = {(row, column) for row in range(1, 60) for column in range(1, 60)}


def parts(package):
    with zipfile.ZipFile(io.BytesIO(package)) as file:
        return {name: file.read(name) for name in file.namelist() if name.endswith(".xml")}


@pytest.fixture(params=["as built", "as Excel saves it"])
def package(request, sample):
    return sample.template if request.param == "as built" else as_excel_saves(sample.template)


def test_both_ways_find_the_same_cells(package):
    found = 0
    for name, data in parts(package).items():
        if "worksheets/sheet" in name:
            here = find_cells(name, data, EVERY)
            assert here == find_cells(name, data + CAREFULLY, EVERY), name
            found += len(here)
    assert found > 4000


def test_both_ways_find_the_same_marks(package):
    marks = [mark(name) for name in MARKS]
    found = 0
    for name, data in parts(package).items():
        quick, careful = (MarkFinder(name, each, marks) for each in (data, data + CAREFULLY))
        assert quick.found == careful.found, name
        assert quick.rooms == careful.rooms, name
        assert quick.faults == careful.faults, name
        found += len(quick.found)
    assert found >= len(marks) - 1


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B2"/>',
        '<c r="B2" s="3"/>',
        '<c s="3" r="B2"><v>1</v></c>',
        '<c r="B2" s="3" t="str" cm="1"><f t="array" ref="B2">A1&gt;2</f><v>x</v></c>',
        '<c r="B2" t="inlineStr"><is><r><t>a</t></r><r><t>b &lt; c</t></r></is></c>',
        '<c r="B2" s="3" vm="2"><v>1</v></c>',
        "<c r='B2'><f>1</f></c>",
        '<c  r="B2" ><f/><v>1</v></c >',
        '<c r="B2" s="3" ph="1"><v>1</v></c>',
        '<c r="A2"><v>1</v></c><c><f>A2</f></c>',
        '<c r="B2"><extLst><ext uri="c"><x/></ext></extLst></c>',
    ],
)
def test_both_ways_read_a_cell_alike(cell):
    data = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="2">{cell}</row></sheetData></worksheet>'
    ).encode()
    found = find_cells("sheet", data, {(2, 2)})
    assert found == find_cells("sheet", data + CAREFULLY, {(2, 2)})
    assert list(found) == [(2, 2)]


def test_a_cell_in_another_namespace_is_no_cell():
    data = b'<worksheet xmlns="urn:other"><sheetData><row><c r="B2"/></row></sheetData></worksheet>'
    assert find_cells("sheet", data, {(2, 2)}) == {}


@pytest.mark.parametrize(
    "tail", [b"</sheetData>", b"</sheetData></worksheet><", b"</sheetData></x>"]
)
def test_what_is_no_xml_is_refused_both_ways(tail):
    data = f'<worksheet xmlns="{MAIN}"><sheetData><row r="2"><c r="B2"/></row>'.encode() + tail
    for each in (data, data + CAREFULLY):
        with pytest.raises(TemplateError, match="a part of it is damaged"):
            find_cells("sheet", each, {(2, 2)})
