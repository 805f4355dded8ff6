"""Numbers of things in what the commands say, and where a policy was looked for."""

import pytest

from bsa_xl.cli.screen import counted

SCHOOL = "school_id,name,level\n0109,Alder,elementary\n"


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 schools"), (1, "1 school"), (2, "2 schools"), (1234, "1,234 schools")],
)
def test_one_of_a_kind_is_said_in_the_singular(number, said):
    assert counted(number, "school") == said


def test_a_district_of_one_school_is_told_as_one(desk, run):
    counts = "school_id,fiscal_year,measure,enrollment\n0109,FY2026,projected,10\n"
    for path in (desk / "district").glob("*.csv"):
        path.unlink()
    (desk / "district" / "schools.csv").write_text(SCHOOL, encoding="utf-8")
    (desk / "district" / "counts.csv").write_text(counts, encoding="utf-8")
    name, _, counted_line = run("district", "check", "district").out.splitlines()[:3]
    assert name.endswith(": 1 school")
    assert counted_line == "Counts FY2026 projected, 1 school: enrollment 10"


def test_a_missing_policy_of_a_workbook_is_told_with_the_folder_in_which_it_was_looked_for(
    desk, run
):
    (desk / "facts").mkdir()
    (desk / "facts" / "district.xlsx").write_bytes(b"no workbook")
    ended = run("policy", "check", "facts/district.xlsx")
    said = " ".join(f"{ended.out} {ended.err}".split())
    place = (desk / "facts" / "policy.yaml").absolute()
    assert f"{place} FIX There is no such file. Check the folder and the name. [POL-02]" in said


ONE_OF_EACH = """\
policy: one
title: One of each
status: draft
base: {label: Base, unit: USD per pupil, values: {FY2026: 100}, source: {title: Policy}}
components:
  - id: el
    kind: weight
    label: English learners
    unit: share of base
    counts: el
    values: {FY2026: 0.1}
    source: {title: Policy}
checks:
  - {rule: BAL-01}
"""


def test_a_policy_of_one_component_and_one_check_is_told_as_that(desk, run):
    (desk / "one.yaml").write_text(ONE_OF_EACH, encoding="utf-8")
    ended = run("policy", "check", "one.yaml")
    assert ended.out.splitlines()[:2] == [
        "One of each (one): draft, checked by itself",
        "1 component, 1 check, programs general",
    ]
