"""One edited template serves every size of workbook, whichever program saved it."""

import io
import warnings
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.drawing.image import Image
from support.excel_like import as_excel_saves

from bsa_xl.workbook import (
    Identity,
    ReadingDesk,
    best_deflate,
    breaches,
    fit_template,
    prepare,
    read_package,
    read_returned,
)
from bsa_xl.workbook.edited.texts import whole_marks

SIZES = ("small", "with centres")


def loaded(data):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl cannot keep a print area with a formula
        return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture
def fitted(sample, other_layout, built):
    def to(template, size):
        return fit_template(template, sample.layout, other_layout(size), built(size))

    return to


@pytest.fixture(params=["openpyxl", "excel", pytest.param("office", marks=pytest.mark.libreoffice)])
def saved(request, restyled, tmp_path):
    """The restyled template as a program saves it."""
    if request.param == "excel":
        return as_excel_saves(restyled)
    if request.param == "office":
        path = tmp_path / "edited.xlsx"
        path.write_bytes(restyled)
        office = request.getfixturevalue("office")
        return office.resave(path, tmp_path / "saved.xlsx").read_bytes()
    return restyled


@pytest.mark.parametrize("size", SIZES)
def test_the_contract_holds_and_the_look_is_there_in_every_size(
    saved, size, fitted, other_layout, built
):
    template = fitted(saved, size)
    layout = other_layout(size)
    assert breaches(template, built(size), layout) == ()
    book = loaded(template)
    assert book["Start"]["B1"].fill.start_color.rgb == "FF7A0019"
    assert book["Start"]["B12"].value == "Six small steps"
    assert book["About"]["C31"].value == "Ask @@office@@"
    assert book["Staffing"].column_dimensions["H"].width == pytest.approx(44, abs=1)
    fonts = {row: book["Staffing"][f"H{row}"].font.name for row in (7, 8, 9, layout.staffing.last)}
    assert fonts == {7: "Georgia", 8: "Georgia", 9: "Calibri", layout.staffing.last: "Georgia"}
    assert book["Staffing"][f"H{layout.staffing.last + 1}"].value is None


@pytest.mark.parametrize("size", SIZES)
def test_lists_formats_tables_and_names_reach_to_the_last_row(restyled, size, fitted, built):
    ours, theirs = read_package(fitted(restyled, size), ""), read_package(built(size), "")
    for name, sheet in theirs.sheets.items():
        assert set(ours.sheets[name].validations) == set(sheet.validations), name
        assert dict(ours.sheets[name].names) == dict(sheet.names), name
    assert ours.defined_names == theirs.defined_names
    ours, theirs = loaded(fitted(restyled, size)), loaded(built(size))
    for sheet in theirs:
        here = ours[sheet.title]
        assert dict(here.tables.items()) == dict(sheet.tables.items())
        assert {(str(each.sqref), tuple(rule.formula))
                for each in here.conditional_formatting for rule in each.rules} == {
            (str(each.sqref), tuple(rule.formula))
            for each in sheet.conditional_formatting for rule in each.rules}  # fmt: skip


def test_every_formula_is_the_one_that_is_built(restyled, fitted, built):
    ours, theirs = (loaded(data) for data in (fitted(restyled, "small"), built("small")))
    for sheet in theirs:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert ours[sheet.title][cell.coordinate].value == cell.value


def test_pictures_stay_in_every_size(changed, fitted, tmp_path):
    pillow = pytest.importorskip("PIL.Image")
    path = tmp_path / "logo.png"
    pillow.new("RGB", (20, 20), "red").save(path)
    template = changed(lambda book: book["Start"].add_image(Image(path), "F1"))
    made = fitted(template, "small")
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert [name for name in package.namelist() if "media" in name] == ["xl/media/image1.png"]
    assert len(loaded(made)["Start"]._images) == 1


def test_the_same_template_gives_the_same_bytes(restyled, fitted):
    assert fitted(restyled, "small") == fitted(restyled, "small")


def test_a_mark_that_was_cut_in_pieces_is_whole_again():
    cut = (
        b"<sst><si><r><t>@@sch</t></r><r><t>ool_id@@ &amp; more</t></r></si><si><t>A</t></si></sst>"
    )
    assert whole_marks(cut) == (
        b'<sst><si><t xml:space="preserve">@@school_id@@ &amp; more</t></si><si><t>A</t></si></sst>'
    )


def test_a_text_in_two_formats_keeps_them_where_no_mark_is_cut():
    cut = b"<sst><si><r><t>Ask @@office@@</t></r><r><t> today</t></r></si></sst>"
    assert whole_marks(cut) == cut


def test_a_workbook_issued_from_it_comes_back_without_a_false_alarm(saved, sample):
    template = fit_template(saved, sample.layout, sample.layout, sample.template)
    draft = sample.draft
    identity = Identity(
        "0109", "FY2026", "adopted", 1, "2026.1", "P", "0" * 16, "7KQ4XYZ2", "2025-02-28", False
    )
    found = {}
    for name, data in (("edited", template), ("built", sample.template)):
        press = prepare(sample.layout, name, data)
        issued = press.stamp(draft.case(identity), None, deflate=best_deflate())
        texts = sample.layout.shape.texts
        returned = read_returned(read_package(issued.data, "0109.xlsx"), ReadingDesk(texts))
        found[name] = returned
    assert found["edited"].is_as_issued
    assert found["edited"].findings == found["built"].findings == ()
    assert found["edited"].budget.budgeted_cents == found["built"].budget.budgeted_cents
    assert replace(found["edited"].plan) == found["built"].plan
