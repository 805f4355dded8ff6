"""``bsa-xl study comparability``: North Carolina's published case from files, and what is missing."""

import csv
import json

import pytest
from openpyxl import load_workbook

#: Pupils, instructional staff, pupils for each, as printed; the others have 12.8, 1,280 and 100.
NORTH_CAROLINA = {
    "Beaufort": (528, "70.2", "7.5"),
    "Broad River": (510, "49.4", "10.3"),
    "Davis": (417, "38.7", "10.8"),
    "Shanklin": (726, "59", "12.3"),
    "Port Royal": (189, "16", "11.8"),
    "St Helena": (808, "58", "13.9"),
    "Shell Point": (673, "60", "11.2"),
}
POLICY = """\
policy: beaufort
title: A policy with one line, so that there is state and local money
components:
  - {id: all, kind: per_pupil, label: All pupils, counts: enrollment, unit: USD per pupil,
     program: general, source: Board, values: {FY2026: 5000}}
programs:
  - {id: general, title: State and local}
  - {id: title_i, title: Title I, restricted: true}
"""
YEAR = ("--year", "FY2026")


def people(staff):
    """FTE as positions of 1.0, and one of what is left."""
    whole, _, part = staff.partition(".")
    return ["1"] * int(whole) + ([f"0.{part}"] if part else [])


@pytest.fixture
def county(tmp_path, monkeypatch):
    """The district of the example on disk; each school has its staff, and half a FTE of Title I."""
    folder = tmp_path / "county"
    folder.mkdir()
    (folder / "district.yaml").write_text("name: Beaufort County\n", encoding="utf-8")
    (folder / "policy.yaml").write_text(POLICY, encoding="utf-8")
    tables = {
        "schools": [["school_id", "name", "level", "title_i"]],
        "counts": [["school_id", "fiscal_year", "measure", "enrollment"]],
        "positions": [
            ["code", "title", "salary"],
            ["T", "Teacher", "50000"],
            ["C", "Clerk", "30000"],
        ],
        "staff": [
            [
                "position_id",
                "school_id",
                "code",
                "fte",
                "program_1",
                "share_1",
                "program_2",
                "share_2",
            ]
        ],
    }
    others = {"Others": (1280, "100", "")}
    for number, (name, (pupils, staff, _)) in enumerate(
        (NORTH_CAROLINA | others).items(), start=101
    ):
        mine = str(number).zfill(4)
        tables["schools"].append([mine, name, "Elementary", "no" if name == "Others" else "yes"])
        tables["counts"].append([mine, "FY2026", "projected", str(pupils)])
        tables["staff"] += [
            [f"{number}-t{each}", mine, "T", fte, "general", "100", "", ""]
            for each, fte in enumerate(people(staff))
        ]
        tables["staff"].append([f"{number}-2", mine, "T", "0.5", "title_i", "100", "", ""])
        tables["staff"].append([f"{number}-3", mine, "C", "1", "general", "100", "", ""])
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.mark.usefixtures("county")
def test_north_carolinas_case_comes_out_at_its_printed_ratios(run):
    done = run("study", "comparability", "county", *YEAR, "--position", "T", "--json")
    assert done.code == 0
    told = json.loads(done.out)["comparability"]
    assert {each["school"]: each["ratio"] for each in told["title_i"]} == {
        name: printed for name, (_, _, printed) in NORTH_CAROLINA.items()
    }
    assert {(each["average"], each["limit"]) for each in told["title_i"]} == {("12.8", "14.1")}
    assert {each["verdict"] for each in told["title_i"]} == {"comparable"}


@pytest.mark.usefixtures("county")
def test_it_is_said_for_people_and_written_as_a_workbook(run, tmp_path):
    done = run("study", "comparability", "county", *YEAR, "--position", "T", "--out", "c.xlsx")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[:3] == [
        "Beaufort County, FY2026 (2025-26), comparability",
        "7 Title I schools of 8: 7 comparable, 0 not comparable, 0 not compared.",
        "Pupils per FTE, at most 110 % of the others' average within each level.",
    ]
    assert "Written: c.xlsx." in done.err
    book = load_workbook(tmp_path / "c.xlsx")
    assert book.sheetnames == ["Comparability", "Schools", "About"]
    cells = {str(cell.value) for row in book["Comparability"] for cell in row}
    assert {"Port Royal", "11.8", "14.1", "comparable"} <= cells


@pytest.mark.usefixtures("county")
def test_sns_02_a_school_that_is_not_comparable_is_told_first(run, county):
    staff = county / "staff.csv"
    rows = staff.read_text(encoding="utf-8").splitlines()
    kept = [row for row in rows if not row.startswith("106-t0,")]  # 808 / 57 = 14.2
    staff.write_text("\n".join(kept) + "\n", encoding="utf-8")
    done = run("study", "comparability", "county", *YEAR, "--position", "T", "--json")
    told = json.loads(done.out)
    assert [each["id"] for each in told["findings"] if each["id"][:3] == "SNS"] == ["SNS-02"]
    shown = run("study", "comparability", "county", *YEAR, "--position", "T").out.splitlines()
    assert shown[1].endswith("6 comparable, 1 not comparable, 0 not compared.")
    first = next(line for line in shown if "St Helena" in line)
    assert first.split()[-5:] == ["14.2", "12.8", "14.1", "not", "comparable"]
    assert shown.index(first) == 6  # the first row of the table


@pytest.mark.usefixtures("county")
def test_dollars_may_be_compared(run):
    # 5,000 for every pupil: 100 % of the others' average; 90 % of it are 4,500.00
    done = run("study", "comparability", "county", *YEAR, "--by", "allocation", "--json")
    told = json.loads(done.out)["comparability"]
    assert told["ratio"] == "dollars per pupil"
    assert {(each["ratio"], each["limit"]) for each in told["title_i"]} == {("5000.00", "4500.00")}
    # Port Royal: 16 x 50,000 for 189 pupils = 4,232.80; the others 100 x 50,000 / 1,280 = 3,906.25
    paid = run(
        "study", "comparability", "county", *YEAR, "--by", "salaries", "--position", "T", "--json"
    )
    [mine] = [
        each
        for each in json.loads(paid.out)["comparability"]["title_i"]
        if each["school"] == "Port Royal"
    ]
    assert (mine["ratio"], mine["average"]) == ("4232.80", "3906.25")


def without(path, text, instead=""):
    path.write_text(path.read_text(encoding="utf-8").replace(text, instead), encoding="utf-8")


@pytest.mark.parametrize(("file", "text", "instead", "said"), [
    ("schools.csv", "yes", "no", ("No open school is marked in title_i of schools.csv. Write yes in title_i "
     "for every Title I school.")),
    ("counts.csv", "528", "", ("The projected enrollment of Beaufort (0101) is not known. Supply it, or "
     "compare another measure with --measure.")),
])  # fmt: skip
def test_sns_03_what_the_facts_do_not_say_is_told(run, county, file, text, instead, said):
    without(county / file, text, instead)
    done = run("study", "comparability", "county", *YEAR, "--json")
    assert done.code == 3
    told = json.loads(done.out)
    assert told["comparability"] is None
    assert said in [
        f"{each['problem']} {each['remedy']}" for each in told["findings"] if each["id"] == "SNS-03"
    ]


@pytest.mark.parametrize(("words", "said"), [
    (("--position", "X"), "'X' is not a code of positions.csv. Correct the code, or add it."),
    (("--span", "tier"), ("schools.csv has no column 'tier', within which schools are compared. Name "
     "another column with --span, or add it.")),
])  # fmt: skip
@pytest.mark.usefixtures("county")
def test_sns_03_a_name_that_nothing_answers_to_is_told(run, words, said):
    done = run("study", "comparability", "county", *YEAR, *words)
    assert done.code == 3
    assert said in " ".join((done.out + done.err).split())


def test_sns_03_a_district_without_a_roster_is_told(run, county):
    (county / "staff.csv").unlink()
    done = run("study", "comparability", "county", *YEAR)
    assert done.code == 3
    assert "staff.csv lists nobody, so the staff of schools cannot be compared." in " ".join(
        (done.out + done.err).split()
    )
