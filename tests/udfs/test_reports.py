"""What a button writes is read on the sheet as it was meant, whatever its texts look like."""

from pathlib import Path

import pytest
from bsa_xl.udfs.reports import Column, Report, link_to, place_of, put
from openpyxl import Workbook
from support.xlwings_engine import open_book


@pytest.fixture
def sheet(tmp_path: Path):
    """An empty sheet, open."""
    path = tmp_path / "book.xlsx"
    Workbook().save(path)
    return open_book(path).sheets[0]


def shown(sheet, row: int) -> object:
    return sheet.impl.live.cell(row, 1).value


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("=1+1", "‘=1+1’"),
        ("+1", "‘+1’"),
        ("-12", "‘-12’"),
        ("@SUM(A1)", "‘@SUM(A1)’"),
        (" =1+1", "‘ =1+1’"),
        ("\t=1+1", "‘\t=1+1’"),
        ("'abc' is a text", "‘abc' is a text"),
        ("0109", "0109"),
        ("2025-02-28", "2025-02-28"),
        ("1,000", "1,000"),
        ("plain words", "plain words"),
    ],
)
def test_a_text_stays_a_text(sheet, text, stands):
    put(Report("Title", ("Lead",), (Column("What", 20),), ((text,),)), sheet)
    assert shown(sheet, 5) == stands  # title, lead, an empty row, the header


@pytest.mark.parametrize("text", ["TRUE", "May 3", "$5.00", "(5)", "5%", "1/2"])
def test_what_excel_would_convert_stands_in_a_cell_of_text(sheet, text):
    put(Report("Title", ("Lead",), (Column("What", 20),), ((text,),)), sheet)
    assert sheet.impl.live.cell(5, 1).number_format == "@"


def test_numbers_stay_numbers(sheet):
    put(Report("Title", ("Lead",), (Column("What", 20),), ((5.5,),)), sheet)
    assert shown(sheet, 5) == 5.5
    assert sheet.impl.live.cell(5, 1).number_format == "General"


def test_many_sentences_are_counted_and_the_next_report_clears_them(sheet):
    rows = tuple((f"row {n}",) for n in range(1_100))
    lead = tuple(f"sentence {n}" for n in range(100))
    put(Report("Title", lead, (Column("What", 20),), rows), sheet)
    assert shown(sheet, 32) == "and 70 more"  # below the title and 30 sentences
    assert sheet.impl.live.cell(1035, 1).value == "and 100 more"  # 1 + 31 + 1 + 1 + 1,000 rows
    put(Report("Second", ("Lead",)), sheet)
    assert [shown(sheet, row) for row in range(1, 1_200) if shown(sheet, row)] == ["Second", "Lead"]


def test_a_link_is_a_formula_whatever_the_sheet_is_called():
    place = place_of('Ann\'s "A"', "B2")
    assert place == "'Ann''s \"A\"'!B2"
    assert link_to(place) == '=HYPERLINK("#\'Ann\'\'s ""A""\'!B2","Anns ""A""!B2")'
    assert place_of("Staffing", "H12") == "Staffing!H12"
    assert place_of("Sign-off", "E2") == "'Sign-off'!E2"
