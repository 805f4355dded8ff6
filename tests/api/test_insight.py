"""Scenario, change and board: what they write never takes the place of what they read."""

import shutil

import openpyxl
import pytest

from bsa_xl.api.insight import (
    BoardOrder,
    ChangeOrder,
    ScenarioOrder,
    answer_board,
    compare_scenarios,
    explain_change,
)
from bsa_xl.api.outcome import Exit
from bsa_xl.fiscal_year import FiscalYear

FIRST, YEAR = FiscalYear(2025), FiscalYear(2026)


@pytest.fixture(scope="module")
def workbook(sample, tmp_path_factory):
    """The sample as one workbook of facts with its policy beside it."""
    folder = tmp_path_factory.mktemp("facts")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for table in sorted(sample.glob("*.csv")):
        sheet = book.create_sheet(table.stem)
        for line in table.read_text(encoding="utf-8").splitlines():
            sheet.append(line.split(","))
    book.save(folder / "district.xlsx")
    for name in ("policy.yaml", "district.yaml"):
        shutil.copy(sample / name, folder)
    return folder / "district.xlsx"


def refused(name: str) -> str:
    return (
        f"{name}: {name} is one of the files that this was worked out from. "
        "Choose another name, or another folder. [ALO-31]"
    )


def told(done) -> list[str]:
    return [str(finding) for finding in done.answer.findings if finding.id == "ALO-31"]


def test_alo_31_board_never_takes_the_place_of_the_facts(workbook):
    before = workbook.read_bytes()
    done = answer_board(BoardOrder(workbook, YEAR, xlsx=workbook))
    assert told(done) == [refused("district.xlsx")]
    assert (done.written, done.report, done.answer.exit) == ((), None, Exit.ATTENTION)
    assert workbook.read_bytes() == before


@pytest.mark.parametrize("name", ["district.xlsx", "before/policy.yaml", "before/counts.csv"])
def test_alo_31_change_never_takes_the_place_of_a_file_of_either_side(
    sample, workbook, tmp_path, name
):
    after = tmp_path / "district.xlsx"
    for path in workbook.parent.iterdir():
        shutil.copy(path, tmp_path)
    shutil.copytree(sample, tmp_path / "before")
    target = tmp_path / name
    kept = target.read_bytes()
    done = explain_change(ChangeOrder(tmp_path / "before", after, FIRST, YEAR, xlsx=target))
    assert told(done) == [refused(target.name)]
    assert (done.written, done.change, done.answer.exit) == ((), None, Exit.ATTENTION)
    assert target.read_bytes() == kept


def test_alo_31_board_looks_at_the_year_before_too(sample, tmp_path):
    before = shutil.copytree(sample, tmp_path / "before")
    target = before / "schools.csv"
    kept = target.read_bytes()
    done = answer_board(BoardOrder(sample, YEAR, before=before, xlsx=target))
    assert told(done) == [refused("schools.csv")]
    assert target.read_bytes() == kept


def test_alo_31_the_comparison_never_takes_the_place_of_a_scenario(sample, tmp_path):
    scenario = tmp_path / "more.yaml"
    scenario.write_text("scenario: More\nchanges: []\n", encoding="utf-8")
    done = compare_scenarios(ScenarioOrder(sample, YEAR, (scenario,), xlsx=scenario))
    assert told(done) == [refused("more.yaml")]
    assert scenario.read_text(encoding="utf-8") == "scenario: More\nchanges: []\n"


def test_board_and_change_still_write_where_nothing_of_theirs_lies(sample, tmp_path):
    board, change = tmp_path / "board.xlsx", tmp_path / "change.xlsx"
    assert answer_board(BoardOrder(sample, YEAR, xlsx=board)).written == (board,)
    order = ChangeOrder(sample, sample, FIRST, YEAR, xlsx=change)
    assert explain_change(order).written == (change,)
    assert board.is_file()
    assert change.is_file()
