"""``explain --workbook``: the arithmetic as live formulas, held against the allocation."""

import json
from pathlib import Path

import openpyxl
import pytest

from bsa_xl.allocation import pricing
from bsa_xl.allocation.arithmetic import rate_of
from bsa_xl.api import Answer, ArithmeticOrder, ArithmeticShown
from bsa_xl.cli.arithmetic_text import arithmetic_reply
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import LumpSum
from bsa_xl.reports.arithmetic import formula

YEAR = ("--year", "FY2026")
pytestmark = pytest.mark.usefixtures("desk")


def test_the_whole_district_is_written_and_said_to_be_the_same(desk, run):
    ended = run("explain", "district", *YEAR, "--workbook", "arithmetic.xlsx")
    assert ended.code == 0
    first, second, third = ended.out.splitlines()
    assert first == "The arithmetic, FY2026 (2025-26), worked out twice"
    assert second == "Beside the allocation, all 324 lines of 13 schools are the same to the cent."
    assert third.startswith("Schools plan $59,")
    assert ended.err == "Written: arithmetic.xlsx.\n"
    book = openpyxl.load_workbook(desk / "arithmetic.xlsx")
    assert book.sheetnames == [
        "Start", "Contents", "Counts", "Values", "Counting", "Formula", "Pools", "Lines", "Totals",
    ]  # fmt: skip
    shown = openpyxl.load_workbook(desk / "arithmetic.xlsx", data_only=True)
    formulas = [
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(formulas) > 1000
    assert all(shown[sheet][place].value is not None for sheet, place in formulas)


def test_one_school_is_told_in_sentences_and_written(desk, run):
    alone = run("explain", "district", "0109", *YEAR)
    ended = run("explain", "district", "0109", *YEAR, "--workbook", "school.xlsx")
    assert ended.code == 0
    assert ended.out.startswith(alone.out)
    book = openpyxl.load_workbook(desk / "school.xlsx")
    texts = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "0116" not in texts  # another school
    assert any("Dunemoor Elementary School (0109)" in str(text) for text in texts)


def test_as_json_it_keeps_what_explain_says_and_adds_the_workbook(run):
    alone = json.loads(run("explain", "district", "0109", *YEAR, "--json").out)
    words = ("explain", "district", "0109", *YEAR, "--workbook", "school.xlsx", "--json")
    answer = json.loads(run(*words).out)
    assert answer["school"] == alone["school"]
    total = answer["workbook"].pop("total")
    assert total.startswith("59")
    assert answer["workbook"].pop("total_known") == total
    assert answer["workbook"] == {
        "fiscal_year": "FY2026",
        "event": "adopted",
        "schools": 13,
        "lines_compared": 324,
        "lines_that_differ": [],
        "to_come": [],
        "written": "school.xlsx",
    }


def test_without_a_school_and_a_workbook_there_is_nothing_to_explain(run):
    ended = run("explain", "district", *YEAR)
    assert ended.code == 2
    assert ended.err.endswith("Name a SCHOOL, or give --workbook FILE for every school.\n")


def test_a_file_that_was_read_is_not_written_over(desk, run):
    before = (desk / "district" / "schools.csv").read_bytes()
    ended = run("explain", "district", *YEAR, "--workbook", "district/schools.csv")
    assert ended.code == 2
    assert "does not end in .xlsx" in ended.err
    assert (desk / "district" / "schools.csv").read_bytes() == before


def test_a_kind_that_formulas_cannot_show_is_named(desk, run, monkeypatch):
    kinds = {kind: write for kind, write in formula.component_kinds().items() if kind != LumpSum}
    monkeypatch.setattr(formula, "component_kinds", lambda: kinds)
    ended = run("explain", "district", *YEAR, "--workbook", "arithmetic.xlsx", "--json")
    answer = json.loads(ended.out)
    (told,) = [each for each in answer["findings"] if each["id"] == "ALO-90"]
    assert ended.code == 3
    assert answer["workbook"]["written"] is None
    assert not (desk / "arithmetic.xlsx").exists()
    assert told["problem"] == (
        "The line 'Foundation (principal and administrative assistant)' is of kind 'lump_sum', "
        "which no workbook of formulas can show yet."
    )
    assert told["remedy"] == (
        "Use bsa-xl explain DISTRICT SCHOOL, which says every line as a sentence."
    )


def test_an_engine_that_is_broken_is_told_and_the_workbook_is_there_to_be_looked_at(
    desk, run, monkeypatch
):
    def doubled(value, places, **_):
        return rate_of(value * 2, places)

    monkeypatch.setattr(pricing, "rate_of", doubled)
    ended = run("explain", "district", *YEAR, "--workbook", "arithmetic.xlsx", "--json")
    answer = json.loads(ended.out)
    (told,) = [each for each in answer["findings"] if each["id"] == "ALO-91"]
    assert ended.code == 3
    assert (desk / "arithmetic.xlsx").exists()
    many = len(answer["workbook"]["lines_that_differ"])
    assert many > 100
    assert told["problem"] == (
        f"{many} lines of the workbook's own arithmetic differ, first 'grade-spans:tk-k' of "
        "Dunemoor Elementary School (0109): 582176 there, and 1164352 in the allocation."
    )
    assert told["remedy"] == (
        "Issue nothing, and send the district's folder to whoever looks after BSA-XL."
    )


@pytest.mark.parametrize("school", ["", "0109"])
def test_people_are_told_how_many_lines_are_not_the_same(run, monkeypatch, school):
    def doubled(value, places, **_):
        return rate_of(value * 2, places)

    monkeypatch.setattr(pricing, "rate_of", doubled)
    words = [each for each in ("explain", "district", school) if each]
    ended = run(*words, *YEAR, "--workbook", "arithmetic.xlsx")
    assert ended.code == 3
    assert " of 324 lines of 13 schools are the same." in ended.out


def test_dollars_that_are_not_all_there_are_said_with_the_lines_that_are_to_come():
    order = ArithmeticOrder(Path("district"), FiscalYear(2026), Path("arithmetic.xlsx"))
    done = ArithmeticShown(
        Answer(), schools=13, lines=324, total_cents=363_387_102, written=order.out,
        to_come=(("Low income", 1), ("Pool", 1_300)),
    )  # fmt: skip
    reply = arithmetic_reply(done, order, None)
    assert reply.lines[-1] == (
        "Schools plan $3,633,871.02 without what is to come: Low income at 1 school; Pool at 1,300 "
        "schools."
    )
    workbook = reply.data["workbook"]
    assert (workbook["total"], workbook["total_known"]) == (None, "3633871.02")
    assert workbook["to_come"] == [
        {"line": "Low income", "schools": 1},
        {"line": "Pool", "schools": 1_300},
    ]
