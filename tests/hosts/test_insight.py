"""Scenarios, changes and the board's questions on the command line."""

import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

MORE = "scenario: more\ntitle: More for learners\nchanges:\n  - {value: english-learners, times: 1.25}\n"
LESS = "scenario: less\ntitle: Fewer pupils\ncounts:\n  - {group: all, times: 0.9}\n"
YEAR = ("--year", "FY2026")
CAUSES = ["pupils", "base", "weights", "rates", "adjustments", "rounding"]


pytestmark = pytest.mark.usefixtures("desk")


@pytest.fixture
def scenarios(desk: Path) -> list[str]:
    (desk / "more.yaml").write_text(MORE, encoding="utf-8")
    (desk / "less.yaml").write_text(LESS, encoding="utf-8")
    return ["more.yaml", "less.yaml"]


def dollars(text: str) -> Decimal:
    return Decimal(text)


def test_scenarios_are_compared_with_the_formula_as_it_is(run, scenarios):
    ended = run("scenario", "district", *scenarios, *YEAR, "--json")
    assert ended.code == 0
    as_is, more, less = json.loads(ended.out)["scenarios"]
    assert (as_is["scenario"], as_is["cost"]) == ("as-is", "0.00")
    # a quarter more on the weight moves the lines of English learners by about a quarter
    lines = json.loads(run("allocate", "district", *YEAR, "--dry-run", "--json").out)["components"]
    [now] = [dollars(one["amount"]) for one in lines if one["component"] == "english-learners"]
    assert abs(dollars(more["cost"]) - now / 4) < Decimal(
        1
    )  # a cent at most for each of 12 schools
    assert dollars(more["total"]) == dollars(as_is["total"]) + dollars(more["cost"])
    assert (more["schools_that_lose"], less["schools_that_gain"]) == (0, 0)
    assert sum(map(dollars, less["schools"].values())) == dollars(less["cost"]) < 0
    for one in (more, less):
        for grouping in one["groups"]:
            moved = sum(dollars(g["after"]) - dollars(g["before"]) for g in grouping["groups"])
            assert moved == dollars(one["cost"]), grouping["by"]


def test_the_comparison_is_written_as_a_workbook(desk, run, scenarios):
    ended = run("scenario", "district", *scenarios, *YEAR, "--xlsx", "scenarios.xlsx")
    assert ended.code == 0
    assert "NOT AN ALLOCATION" in ended.out
    book = load_workbook(desk / "scenarios.xlsx")
    assert book.sheetnames == ["Compare", "S more", "S less", "Schools", "About"]
    assert [cell.value for cell in book["Compare"]["A"][5:8]] == ["as-is", "more", "less"]
    again = run("scenario", "district", *scenarios, *YEAR, "--xlsx", "again.xlsx")
    assert again.code == 0
    assert (desk / "again.xlsx").read_bytes() == (desk / "scenarios.xlsx").read_bytes()


@pytest.mark.usefixtures("scenarios")
def test_a_scenario_that_cannot_be_worked_out_does_not_stop_the_others(desk, run):
    (desk / "bad.yaml").write_text(MORE.replace("english-learners", "english"), encoding="utf-8")
    ended = run("scenario", "district", "bad.yaml", "less.yaml", *YEAR)
    assert ended.code == 3
    assert "The policy has nothing named 'english'. Write english-learners. [SCN-02]" in ended.err
    assert "More for learners" in ended.out
    assert "not worked out" in ended.out
    assert "Fewer pupils" in ended.out


@pytest.mark.usefixtures("scenarios")
def test_a_dry_run_writes_nothing(desk, run):
    ended = run(
        "scenario", "district", "more.yaml", *YEAR, "--xlsx", "district/more.xlsx", "--dry-run"
    )
    assert ended.code == 0
    assert "Would be written: district/more.xlsx." in ended.err
    assert not (desk / "district" / "more.xlsx").exists()


def test_every_schools_steps_add_up_to_its_change(run):
    ended = run("change", "district", "--from", "FY2025", "--to", "FY2026", "--json")
    assert ended.code == 0
    schools = json.loads(ended.out)["schools"]
    assert len(schools) >= 12
    for school in schools:
        assert list(school["steps"]) == CAUSES
        moved = sum(map(dollars, school["steps"].values()))
        assert (
            moved
            == dollars(school["change"])
            == dollars(school["after"]) - dollars(school["before"])
        )
    after = json.loads(run("allocate", "district", *YEAR, "--dry-run", "--json").out)["total"]
    assert sum(dollars(school["after"]) for school in schools) == dollars(after)


def test_the_workbook_of_a_change_adds_up_its_schools(desk, run):
    words = ("change", "district", "--from", "FY2025", "--to", "FY2026", "--xlsx", "change.xlsx")
    assert run(*words).code == 0
    data = io.BytesIO((desk / "change.xlsx").read_bytes())
    book = load_workbook(data, data_only=True)
    heads = [cell.value for cell in book["Schools"][6]]
    rows = list(book["Schools"].iter_rows(min_row=7, values_only=True))
    for row, cause in enumerate(CAUSES, start=6):
        place = heads.index(cause.capitalize())
        total = sum(Decimal(str(each[place])) for each in rows)
        assert Decimal(str(book["Summary"].cell(row, 2).value)).quantize(Decimal("0.01")) == total


def test_the_board_is_answered_and_the_answers_agree(desk, run):
    ended = run("board", "district", *YEAR, "--json", "--xlsx", "board.xlsx")
    assert ended.code == 0
    report = json.loads(ended.out)["report"]
    moved = dollars(report["after"]) - dollars(report["before"])
    for grouping in report["groups"]:
        assert sum(dollars(g["gained"]) + dollars(g["lost"]) for g in grouping["groups"]) == moved
    assert [one["fiscal_year"] for one in report["years"]] == ["FY2025", "FY2026"]
    assert len(report["largest_moves"]) <= 20
    sizes = [abs(dollars(one["change"])) for one in report["largest_moves"]]
    assert sizes == sorted(sizes, reverse=True)
    ends = [one for one in report["one_time"] if one["until"] in (None, "FY2026")]
    assert sum(dollars(one["amount"]) for one in ends) == dollars(report["cliff"])
    book = load_workbook(desk / "board.xlsx")
    assert book.sheetnames == [
        "Summary", "Groups", "Largest moves", "Manual adjustments", "One-time money", "Schools",
        "About",
    ]  # fmt: skip


def test_a_year_without_counts_is_told_and_nothing_is_made_up(desk, run):
    ended = run("board", "district", "--year", "FY2025", "--xlsx", "board.xlsx")
    assert ended.code == 3
    assert (
        "The formula gives nobody anything in FY2024. "
        "Supply values and counts of FY2024, or compare other years. [CHG-01]"
    ) in ended.err
    assert ended.out == ""
    assert not (desk / "board.xlsx").exists()
