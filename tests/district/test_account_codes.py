"""Tables of account codes, and files that hold neither schools nor codes."""

import csv
from pathlib import Path

import pytest

from bsa_xl.district import import_cde


def imported_from(path: Path, *lines: str):
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return import_cde([path])


def test_the_codes_of_the_chart_of_accounts_lose_their_padding(shared):
    files = sorted((shared / "data" / "accounts").glob("ref_*.csv"))
    imported = import_cde(files)
    assert imported.findings == ()
    for path in files:
        dimension = path.stem.split("_")[1]
        with path.open(encoding="utf-8", newline="") as file:
            raw = {row[0].strip(): row[1].strip() for row in list(csv.reader(file))[1:]}
        titles = imported.accounts.titles[dimension]
        assert titles.keys() == raw.keys()
        assert all(titles[code] == " ".join(raw[code].split()) for code in raw)
    assert imported.accounts.titles["fund"]["01"] == "General Fund/County School Service Fund"
    assert [file.used for file in imported.rows] == [file.read for file in imported.rows]
    tables = imported.render_tables()
    assert sorted(tables) == [
        "accounts/function.csv", "accounts/fund.csv", "accounts/goal.csv",
        "accounts/object.csv", "accounts/resource.csv",
    ]  # fmt: skip


def test_account_codes_of_an_unknown_dimension_ask_for_a_name(tmp_path):
    imported = imported_from(
        tmp_path / "published.csv", "Code,Title", '"77  ","Seventy-seven"', '"7788","More"'
    )
    assert [str(finding) for finding in imported.findings] == [
        (
            "published.csv: the table has codes and titles, but of which dimension is not clear. "
            "Name the file after it: fund, resource, goal, function or object. [DATA-51]"
        )
    ]
    path = tmp_path / "our goal codes.csv"
    named = imported_from(path, "Code,Title", '"7788 ","More   "')
    assert named.accounts.titles == {"goal": {"7788": "More"}}


@pytest.mark.parametrize(
    "name",
    ["accounts/Legend.xlsx", "accounts/sfusd_usergl_fy2021-22.csv", "wcpss/AllotFormulas.csv",
     "lcff/lcff_2013_14_districts_sample.csv", "sfusd/accept_2022-23_inputs.csv",
     "dcps/FY15 to FY16 Budgeted Enrollment (Final).xlsx"],
)  # fmt: skip
def test_a_file_of_another_kind_is_refused_and_says_what_was_expected(shared, name):
    imported = import_cde([shared / "data" / name])
    assert imported.schools == ()
    assert imported.findings[0].id == "DATA-51"
    assert imported.findings[0].is_fatal
    assert imported.render_tables() == {}


def test_codes_given_twice_and_titles_without_a_code_are_set_apart(tmp_path):
    imported = imported_from(
        tmp_path / "fund.csv", "Code,Title", "01,General", "01,General", "01,Other", ",Nameless"
    )
    assert [str(finding) for finding in imported.findings] == [
        (
            "fund.csv, line 4, column Code: code 01 is 'General' above, which was used. "
            "Keep the title that is right. [DATA-12]"
        ),
        (
            "fund.csv, line 5, column Code: 'Nameless' has no code and was set apart. "
            "Fill in its code. [DATA-25]"
        ),
    ]
    [file] = imported.rows
    assert (file.read, file.used) == (4, 1)
    assert file.set_apart == {"codes given twice": 2, "titles without a code": 1}
