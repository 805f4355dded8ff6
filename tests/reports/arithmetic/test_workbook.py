"""The workbook itself: functions that every Excel has, names, words in the place of numbers, bytes."""

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from support.invented_district import invented_district

from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import published_policy, read_policy
from bsa_xl.reports.arithmetic import arithmetic, write_arithmetic

YEAR = FiscalYear(2026)
#: Of Excel 2013, and of LibreOffice 7.4 (decisions 6).
FUNCTIONS = {
    "ABS", "AND", "AVERAGE", "CHOOSE", "COUNT", "COUNTIF", "COUNTIFS", "IF", "INT", "ISNUMBER",
    "MAX", "MIN", "N", "OR", "ROUND", "ROUNDDOWN", "ROUNDUP", "SIGN", "SUM", "SUMIF", "SUMIFS",
    "SUMPRODUCT",
}  # fmt: skip
LONGEST, DEEPEST, MOST_ARGUMENTS = 8_192, 64, 255
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def work():
    """The policy that uses every word of the grammar, over a district with gaps."""
    policy = read_policy(published_policy("fairview"))[0].policy
    return arithmetic(invented_district(policy, YEAR, gaps=True), policy, YEAR)


@pytest.fixture(scope="module", params=["district", "school"])
def written(request, work):
    school_id = work.model.school_ids[4] if request.param == "school" else ""
    return write_arithmetic(work, school_id)


def formulas(data):
    book = openpyxl.load_workbook(BytesIO(data))
    return [
        (f"{sheet.title}!{cell.coordinate}", cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def depth(text):
    bare, most, now = re.sub(r'"[^"]*"', "", text), 0, 0
    for letter in bare:
        now += (letter == "(") - (letter == ")")
        most = max(most, now)
    return most


def test_only_functions_are_used_that_excel_2013_and_libreoffice_have(written):
    used = {
        name
        for _, text in formulas(written)
        for name in re.findall(r"([A-Z][A-Z0-9.]*)\(", re.sub(r'"[^"]*"', '""', text))
    }
    assert used <= FUNCTIONS
    assert {"ROUND", "IF", "SUM"} <= used


def test_no_formula_is_longer_or_deeper_than_excel_takes(written):
    for place, text in formulas(written):
        assert len(text) <= LONGEST, place
        assert depth(text) <= DEEPEST, place
        assert text.count(",") <= MOST_ARGUMENTS, place


def test_every_name_that_a_formula_calls_is_defined_once_and_like_no_cell(written):
    book = openpyxl.load_workbook(BytesIO(written))
    names = set(book.defined_names)
    assert len({name.casefold() for name in names}) == len(names)
    assert not [name for name in names if re.fullmatch(r"[A-Za-z]{1,3}\d+", name)]
    sheets = set(book.sheetnames)
    for place, text in formulas(written):
        bare = re.sub(r'"[^"]*"', "", text)
        called = set(re.findall(r"[A-Za-z_][A-Za-z0-9_]*(?![A-Za-z0-9_(!])", bare))
        called -= {each for each in called if re.fullmatch(r"[A-Z]{1,3}\d*", each)}
        assert called - sheets <= names, place


def test_every_formula_stands_beside_its_value(written):
    shown = openpyxl.load_workbook(BytesIO(written), data_only=True)
    for place, _ in formulas(written):
        sheet, _, cell = place.partition("!")
        kept = shown[sheet][cell]  # empty words are read as nothing
        assert kept.value is not None or kept.data_type == "str", place


def test_equal_facts_give_equal_bytes(work, written):
    again = [write_arithmetic(work, school) for school in ("", work.model.school_ids[4])]
    assert written in again


def test_a_count_that_is_not_known_is_a_word_and_never_zero(work):
    missing = {
        (key, row)
        for key, values in work.model.values.items()
        if key.startswith("count/")
        for row, value in enumerate(values)
        if value in ("not supplied", "suppressed")
    }
    assert missing
    book = openpyxl.load_workbook(BytesIO(write_arithmetic(work)))
    words = [cell.value for row in book["Counts"].iter_rows() for cell in row]
    assert words.count("suppressed") + words.count("not supplied") == len(missing)


def test_values_can_be_changed_and_formulas_are_told_by_their_look(written):
    with zipfile.ZipFile(BytesIO(written)) as package:
        styles = ET.fromstring(package.read("xl/styles.xml"))
    names = {style.get("name", "") for style in styles.iter(f"{MAIN}cellStyle")}
    assert any(name.startswith("Typed") for name in names)
    assert any(name.startswith("Formula") for name in names)
