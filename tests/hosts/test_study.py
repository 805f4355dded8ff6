"""``bsa-xl study``: the case study's table for people, for programs, as CSV and as a workbook."""

import csv
import io
import json
from decimal import Decimal

import pytest
from openpyxl import load_workbook

YEAR = ("--year", "FY2026")


@pytest.mark.usefixtures("desk")
def test_adjustments_are_studied_for_people(run):
    done = run("study", "adjustments", "district", *YEAR, "--above", "2000")
    assert done.code == 0
    assert "what it would be)" in done.out
    assert "of 13 schools are adjusted, " in done.out
    assert "by more than $2,000.00: " in done.out
    assert "Deficits and surpluses: the positions of staff.csv" in done.out
    assert "$-" not in done.out


def test_the_same_study_comes_as_json_csv_and_workbook(run, desk):
    done = run(
        "study", "adjustments", "district", *YEAR, "--json", "--csv", "s.csv", "--xlsx", "s.xlsx"
    )
    assert done.code == 0
    told = json.loads(done.out)
    attendance, salaries = told["study"]["adjustments"]
    assert not attendance["in_policy"]
    assert told["written"] == ["s.csv", "s.xlsx"]
    rows = list(csv.DictReader(io.StringIO((desk / "s.csv").read_bytes().decode("utf-8-sig"))))
    mine = [row for row in rows if row["Adjustment"] == salaries["label"]]
    assert len(mine) == salaries["adjusted"] == len(salaries["by_school"])
    assert sum(Decimal(row["Amount"]) for row in mine) == Decimal(salaries["total"])
    assert Decimal(salaries["given"]) + Decimal(salaries["charged"]) == Decimal(salaries["total"])
    book = load_workbook(desk / "s.xlsx")
    assert book.sheetnames == ["Adjustments", "Schools", "Deficits", "About"]


def test_a_dry_run_writes_nothing(run, desk):
    done = run("study", "adjustments", "district", *YEAR, "--csv", "s.csv", "--dry-run")
    assert "Would be written: s.csv." in done.err
    assert not (desk / "s.csv").exists()


@pytest.mark.usefixtures("desk")
def test_only_the_schools_of_a_model_are_studied(run):
    done = run("study", "adjustments", "district", *YEAR, "--model", "none", "--json")
    assert json.loads(done.out)["study"]["adjustments"][0]["schools"] == 0


def test_reviews_are_listed_by_year_and_a_school_without_a_date_is_told(run, desk):
    schools = desk / "district" / "schools.csv"
    lines = schools.read_text(encoding="utf-8-sig").splitlines()
    rows = list(csv.DictReader(lines))
    for row in rows[:2]:
        row["model"] = "pilot"
    rows[0]["opened"], rows[1]["opened"] = "2023-08-14", ""
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    schools.write_text(out.getvalue(), encoding="utf-8")
    done = run("study", "reviews", "district", *YEAR, "--years", "2", "--json")
    told = json.loads(done.out)
    mine = [one for one in told["reviews"] if one["school_id"] == rows[0]["school_id"]]
    assert [(one["fiscal_year"], one["season"], one["review"]) for one in mine] == [
        ("FY2026", "spring", "School quality review: self-study"),
        ("FY2027", "fall", "School quality review: external visit, renewal"),
    ]
    assert [one["id"] for one in told["findings"] if one["id"].startswith("ANA")] == ["ANA-01"]
    shown = run("study", "reviews", "district", *YEAR, "--years", "2")
    assert "School quality review: self-study" in shown.out
