"""``bsa-xl policy list`` and ``show``: what is in the library, and a copy that loses nothing."""

import json
from pathlib import Path

import pytest

from bsa_xl.policy import published_policies, published_policy

SHOW = ("policy", "show", "boston_2015_16")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_policy_is_listed_with_its_years_standing_and_title(run):
    ended = run("policy", "list")
    assert ended.code == 0
    rows = {line.split()[0]: " ".join(line.split()) for line in ended.out.splitlines()[2:]}
    assert tuple(rows) == published_policies()
    assert rows["title_i_example_1"] == (
        "title_i_example_1 2015-16 published 0 "
        "Title I, first example of the US Department of Education (125 % rule)"
    )
    assert rows["riverbend"].startswith("riverbend 2023-24 to 2025-26 example 0 Riverbend")
    assert " with assumptions 8 " in rows["san_francisco_2022_23"]
    assert ended.err == "Start from one with: bsa-xl policy show NAME --out policy.yaml\n"


def test_the_list_for_programs_says_what_is_missing(run):
    listed = json.loads(run("policy", "list", "--json").out)["policies"]
    [seattle] = [each for each in listed if each["name"] == "seattle_2020_21"]
    assert seattle == {
        "name": "seattle_2020_21",
        "title": "Seattle Public Schools weighted staffing standards, 2020-21",
        "standing": "partial",
        "missing": (
            "three printed lines of one elementary school. Kindergarten, grade 1, middle and high "
            "schools, the floor staffing and all other titles are not here."
        ),
        "since": "FY2021",
        "until": "FY2021",
        "components": 3,
        "assumptions": 0,
    }


def test_a_policy_is_shown_as_it_lies_in_the_library(run):
    ended = run(*SHOW)
    assert ended.code == 0
    assert ended.out.encode() == published_policy("boston_2015_16")
    assert ended.err.startswith("Partial: the weight of English learners in 2015-16, ")
    assert ended.err.endswith(
        "assumption: true marks every value that no document gives; replace it by your own.\n"
    )


@pytest.mark.parametrize("name", published_policies())
def test_a_copy_is_the_same_to_the_byte_and_is_checked_without_a_finding(here, run, name):
    ended = run("policy", "show", name, "--out", "policy.yaml")
    assert ended.code == 0
    assert ended.out == ""
    assert ended.err.startswith(
        "Written: policy.yaml. Check your changes with: bsa-xl policy check policy.yaml\n"
    )
    assert (here / "policy.yaml").read_bytes() == published_policy(name)
    checked = run("policy", "check", "policy.yaml", "--json")
    assert checked.code == 0
    assert json.loads(checked.out)["findings"] == []


def test_a_file_that_is_there_is_never_written_over(here, run):
    (here / "policy.yaml").write_text("mine", encoding="utf-8")
    ended = run(*SHOW, "--out", "policy.yaml")
    assert ended.code == 2
    assert "policy.yaml is there already, and may hold your changes. Name another." in ended.err
    assert (here / "policy.yaml").read_text(encoding="utf-8") == "mine"


def test_a_dry_run_writes_nothing(here, run):
    ended = run(*SHOW, "--out", "policy.yaml", "--dry-run", "--json")
    answer = json.loads(ended.out)
    assert set(answer) == {
        "schema_version", "command", "exit", "error", "findings",
        "dry_run", "policy", "text", "file",
    }  # fmt: skip
    assert (answer["dry_run"], answer["file"]) == (True, None)
    assert answer["text"].encode() == published_policy("boston_2015_16")
    assert list(here.iterdir()) == []
    assert run(*SHOW, "--out", "policy.yaml", "--dry-run").err.startswith(
        "Nothing was written. Without --dry-run it would go to policy.yaml.\n"
    )


@pytest.mark.parametrize(
    ("typed", "near"), [("bostn_2015", "Did you mean boston_2015_16? "), ("../model", "")]
)
def test_a_name_that_is_not_there_is_answered_with_the_nearest(run, typed, near):
    ended = run("policy", "show", typed)
    said = f"The library has no policy {typed!r}. {near}Run bsa-xl policy list for the names.\n"
    assert (ended.code, ended.out, ended.err) == (2, "", said)


@pytest.mark.parametrize("typed", ["Boston-2015-16", "boston_2015_16.yaml", "boston 2015 16"])
def test_a_name_may_be_typed_in_other_ways(run, typed):
    assert run("policy", "show", typed).out.encode() == published_policy("boston_2015_16")


def test_a_folder_that_is_not_there_is_told(here, run):
    ended = run(*SHOW, "--out", "nowhere/policy.yaml")
    assert ended.code == 6
    assert not (here / "nowhere").exists()
