"""Rows that one row stands for, and results beside formulas, in a finished template."""

import io
import zipfile
from dataclasses import replace
from decimal import Decimal

from bsa_xl.workbook import Layout, build_template
from bsa_xl.workbook.finishing import RepeatedRow, finish
from bsa_xl.workbook.press import _blank_values
from bsa_xl.workbook.stamping import set_cached_values, written_results

PART = "xl/worksheets/sheet1.xml"


def finished(xml, **more):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr(PART, xml)
    with zipfile.ZipFile(io.BytesIO(finish(made.getvalue(), **more))) as file:
        return file.read(PART).decode()


def parts(package):
    with zipfile.ZipFile(io.BytesIO(package)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_a_row_stands_for_those_below_it_but_for_number_and_key():
    xml = (
        '<row r="8" ht="8"><c r="A8" t="inlineStr"><is><t>S002</t></is></c>'
        '<c r="B8" s="8"><f t="shared" si="8"/><v>8</v></c><c r="AB8"><is><t>8%</t></is></c></row>'
        '<row r="11"/>'
    )
    rows = [RepeatedRow(PART, 8, 10, ("S002", "S003", "S004"))]
    assert finished(xml, repeated=rows) == "".join(
        [
            *(
                f'<row r="{row}" ht="8"><c r="A{row}" t="inlineStr"><is><t>{key}</t></is></c>'
                f'<c r="B{row}" s="8"><f t="shared" si="8"/><v>8</v></c>'
                f'<c r="AB{row}"><is><t>8%</t></is></c></row>'
                for row, key in ((8, "S002"), (9, "S003"), (10, "S004"))
            ),
            '<row r="11"/>',
        ]
    )


def test_a_result_stands_beside_its_formula():
    xml = '<c r="B8" s="8"><f t="shared" si="8"/><v></v></c><c r="C8"><f>A1</f><v></v></c>'
    results = dict(zip(("B8", "C8"), written_results(["a & b", Decimal("1.50")]), strict=True))
    assert finished(xml, results={PART: results}) == (
        '<c r="B8" s="8" t="str"><f t="shared" si="8"/><v>a &amp; b</v></c>'
        '<c r="C8"><f>A1</f><v>1.50</v></c>'
    )


def test_results_set_while_building_are_those_set_afterwards(sample):
    blank = _blank_values(sample.layout)
    built = parts(build_template(sample.layout, blank))
    assert built == parts(set_cached_values(sample.template, blank))
    assert built != parts(sample.template)


def test_a_long_table_has_every_row_with_its_key(sample):
    for rows in (2, 3, 4, 41):
        layout = Layout(replace(sample.layout.shape, staffing_rows=rows))
        xml = parts(build_template(layout))["xl/worksheets/sheet3.xml"].decode()
        first, last = layout.staffing.first, layout.staffing.last
        for number, row in enumerate(range(first, last + 1), start=1):
            assert xml.count(f'<row r="{row}"') == 1
            assert xml.count(f'<c r="A{row}" s="28" t="inlineStr"><is><t>S{number:03d}</t>') == 1
        assert f'<row r="{last + 1}"' not in xml
