"""From the inbox to the ledger: what is told to people, to programs, and by exit codes."""

import json
import re
import shutil
from decimal import Decimal

import pytest

YEAR = ("--year", "FY2026")
COLLECT = ("collect", "district", *YEAR, "inbox")


def of(ended) -> dict:
    return json.loads(ended.out)


@pytest.mark.usefixtures("season")
def test_a_collect_says_what_became_of_every_file_and_what_each_must_fix(run):
    ended = run(*COLLECT)
    assert ended.code == 5  # a locked cell was changed
    # twelve schools answer, one of them twice: six right and the copy, five wrong, one web page
    assert ended.out.startswith("Returned workbooks of FY2026 (2025-26), adopted\n")
    lines = [line.split() for line in ended.out.splitlines()]
    assert ["accepted", "5"] in lines
    assert ["rejected", "6"] in lines
    assert ["quarantined", "1"] in lines
    assert ["duplicate", "1"] in lines
    assert ["in", "the", "inbox", "13"] in lines
    assert (
        "0165 school budget.xlsx\n  FIX      Programs G8: General fund school program: "
        in ended.out
    )
    assert ended.out.splitlines()[-1] == "11 to fix, 1 to explain"
    assert ended.err.splitlines()[-1] == "7 schools are still waited for."
    assert "Traceback" not in ended.out + ended.err


@pytest.mark.usefixtures("season")
def test_every_accepted_return_has_a_receipt_with_its_figures(run):
    answer = of(run(*COLLECT, "--json"))
    assert set(answer) == {
        "schema_version", "command", "exit", "error", "findings", "dry_run", "outcomes", "files",
        "left_alone", "missing",
    }  # fmt: skip
    accepted = [file for file in answer["files"] if file["outcome"] == "accepted"]
    assert {file["school"] for file in accepted} == {"0109", "0116", "0123", "0137", "0158"}
    for file in answer["files"]:
        assert set(file) == {
            "file", "school", "outcome", "was_refused", "to_fix", "to_explain", "receipt", "replaces",
        }  # fmt: skip
        assert (file["receipt"] is not None) == (file["outcome"] == "accepted")
    assert set(accepted[0]["receipt"]) == {"number", "revision", "total", "fte", "lines", "sha256"}
    book = of(run("consolidate", "district", *YEAR, "--dry-run", "--json"))
    receipts = sum(Decimal(file["receipt"]["total"]) for file in accepted)
    assert receipts == Decimal(book["budgeted"])
    assert len(answer["missing"]) == 12 - len(accepted)


@pytest.mark.usefixtures("collected")
def test_collecting_twice_changes_nothing(run):
    again = of(run(*COLLECT, "--json"))
    assert again["outcomes"] == {"duplicate": 6, "rejected": 6, "quarantined": 1}
    assert again["exit"] == 5  # what was refused is still to be mended, a locked cell among it
    assert sum(file["was_refused"] for file in again["files"]) == 7
    told = run(*COLLECT)
    assert told.out.splitlines()[-1] == "11 to fix, 1 to explain"
    assert "7 files were refused before, and are unchanged. --again judges them anew." in told.err


@pytest.mark.usefixtures("season")
def test_money_left_without_a_word_is_to_be_explained(season, run):
    """0109 as it was issued, and approved: what no row plans is asked about, not called a warning."""
    [blank] = (season / "workbooks").glob("0109_*")
    shutil.rmtree(season / "inbox")
    (season / "inbox").mkdir()
    shutil.copy(blank, season / "inbox" / "0109.xlsx")
    ended = run(*COLLECT)
    assert ended.code == 3
    [line, *_] = [line for line in ended.out.splitlines() if "[BAL-02" in line]
    assert line.startswith("  EXPLAIN  Programs ")
    assert ", or explain it on Checks. [BAL-02; " in line
    assert re.search(r"\b\d+ to explain", ended.out.splitlines()[-1])
    checked = run("check", "inbox/0109.xlsx").out
    assert re.search(r"TO BE MENDED  0109\.xlsx, school 0109: .*\d+ to explain", checked)


def test_what_is_no_workbook_is_left_alone_for_a_reason_that_is_told(season, run):
    (season / "inbox" / "notes.txt").write_text("Dear colleague", encoding="utf-8")
    (season / "inbox" / "old").mkdir()
    ended = run(*COLLECT, "--dry-run")
    assert "left alone        2" in ended.out
    assert "notes.txt is not a workbook. If it is meant to be one, ask for an .xlsx." in ended.err
    assert "old is a folder. Move its workbooks up here, or collect it by its name." in ended.err


@pytest.mark.usefixtures("season")
def test_a_check_without_a_store_never_says_accepted(run):
    ended = run("check", "inbox")
    assert ended.code == 5
    assert "accepted" not in ended.out
    assert "IN ORDER      0109 school budget.xlsx, school 0109" in ended.out
    assert "TO BE MENDED  0165 school budget.xlsx, school 0165: 1 to fix" in ended.out
    assert "NOT READ      0186 school budget.xlsx: 1 to fix" in ended.out
    assert "identity not verified. Check it with --store to ask the register. [SUB-05]" in ended.out


@pytest.mark.usefixtures("season")
def test_a_check_with_the_store_asks_the_register(run):
    sound = "inbox/0109 school budget.xlsx"
    answer = of(run("check", sound, "--store", "district.store", "--json"))
    assert (answer["exit"], answer["findings"]) == (0, [])
    assert answer["sound"] == ["0109 school budget.xlsx"]
    assert run("check", "inbox/0165 school budget.xlsx").code == 3


@pytest.mark.usefixtures("season")
def test_status_before_anything_came_back_waits_for_everybody(run):
    answer = of(run("status", "district", *YEAR, "--json"))
    assert answer["counts"]["not returned"] == len(answer["schools"]) == 12


@pytest.mark.usefixtures("collected")
def test_status_counts_every_school_once_and_says_what_to_do(run):
    ended = run("status", "district", *YEAR)
    answer = of(run("status", "district", *YEAR, "--json"))
    assert set(answer) == {
        "schema_version", "command", "exit", "error", "findings", "district", "fiscal_year",
        "event", "due", "as_of", "counts", "late", "set_aside", "allocated", "budgeted", "schools",
    }  # fmt: skip
    assert set(answer["schools"][0]) == {
        "school", "name", "standing", "late", "revision", "allocated", "budgeted", "left",
        "returns", "received_on", "receipt", "note", "next",
    }  # fmt: skip
    assert sum(answer["counts"].values()) == 12
    assert {name: many for name, many in answer["counts"].items() if many} == {
        "accepted": 5, "to be mended": 6, "not returned": 1,
    }  # fmt: skip
    assert answer["set_aside"] == 1
    assert sum(Decimal(each["allocated"]) for each in answer["schools"]) == Decimal(
        answer["allocated"]
    )
    assert (
        answer["allocated"]
        == of(run("allocate", "district", *YEAR, "--dry-run", "--json"))["total"]
    )
    assert "0186    Beaconwold High School" in ended.out
    waiting = [
        line for line in ended.out.splitlines() if "to be mended" in line and line[:1] == "0"
    ]
    assert len(waiting) == 6


def test_status_says_who_is_late_once_the_day_has_passed(season, run):
    profile = season / "district" / "district.yaml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace("due: 2025-04-11", "due: 2999-04-11"), encoding="utf-8")
    in_time = of(run("status", "district", *YEAR, "--json"))
    profile.write_text(text, encoding="utf-8")
    late = of(run("status", "district", *YEAR, "--json"))
    assert (in_time["late"], late["late"]) == (0, 12)
    assert in_time["schools"][0]["next"] == "Wait for its workbook."
    assert late["schools"][0]["next"] == "Remind the school at budget-0109@schools.example."


def test_a_book_of_nothing_is_not_written(season, run):
    nothing = run("consolidate", "district", *YEAR, "--out", "book.xlsx")
    assert nothing.code == 4
    assert "[CON-03]" in nothing.err
    assert not (season / "book.xlsx").exists()


def test_a_book_is_written_once_there_is_something_to_consolidate(collected, run):
    ended = run("consolidate", "district", *YEAR, "--out", "book.xlsx", "--json")
    answer = of(ended)
    assert ended.code == 0
    assert set(answer) == {
        "schema_version", "command", "exit", "error", "findings", "dry_run", "fiscal_year",
        "event", "issued", "returned", "accepted", "to_mend", "not_returned", "allocated",
        "allocated_to_accepted", "budgeted", "closed_positions", "reduced_positions",
        "older_letters", "retitled_positions", "left_out_positions", "marked_new_positions",
        "shared_positions", "control_totals", "waited_for", "file",
    }  # fmt: skip
    assert all(each["foots"] for each in answer["control_totals"])
    assert (collected / "book.xlsx").read_bytes()[:2] == b"PK"


def test_a_ledger_file_is_written_once_and_changes_are_told_apart(collected, run):
    words = ("export", "ledger", "district", *YEAR, "--layout", "sacs-like")
    whole = of(run(*words, "--out", "whole.txt", "--json"))
    assert set(whole) == {
        "schema_version", "command", "exit", "error", "findings", "dry_run", "fiscal_year",
        "event", "layout", "changes", "schools", "rows", "total", "debits", "credits", "ledger",
        "last", "file",
    }  # fmt: skip
    assert whole["schools"] == 5
    assert whole["total"] == whole["ledger"]
    assert len((collected / "whole.txt").read_bytes().splitlines()) >= whole["rows"] > 5
    nothing_new = run(*words, "--changes", "--out", "more.txt")
    assert nothing_new.code == 4
    assert not (collected / "more.txt").exists()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (4, ("collect", "district", *YEAR, "nowhere")),
        (4, ("check", "nowhere.xlsx")),
        (4, ("collect", "district", *YEAR, "empty")),
        (4, ("check", "empty")),
        (4, ("status", "district", "--year", "FY2026", "--event", "norm_day")),
        (4, ("consolidate", "district", *YEAR, "--event", "norm_day")),
        (4, ("export", "ledger", "district", *YEAR, "--layout", "sacs-like")),
        (2, ("export", "ledger", "district", *YEAR, "--layout", "nonsense")),
        (2, ("collect", "district", *YEAR)),
        (2, ("collect", "district", *YEAR, "inbox", "--jobs", "0")),
        (2, ("demo", "x", "--schools", "11")),
        (3, ("consolidate", "district", *YEAR, "--out", "district/../district.xlsx")),
    ],
)  # fmt: skip
def test_each_way_of_ending_has_its_code(season, run, code, words):
    (season / "empty").mkdir()
    if code == 3:  # the district as a workbook: the book must not take its place
        shutil.copy(next((season / "workbooks").iterdir()), season / "district" / "district.xlsx")
        words = (*words[:-1], "district/district.xlsx")
    ended = run(*words)
    assert ended.code == code, (ended.out, ended.err)
    assert (ended.out + ended.err).strip()
    assert "Traceback" not in ended.out + ended.err


@pytest.mark.parametrize(
    "words",
    [
        ("collect", "district", *YEAR, "inbox"),
        ("status", "district", *YEAR),
        ("consolidate", "district", *YEAR),
        ("export", "ledger", "district", *YEAR, "--layout", "sacs-like"),
    ],
)
def test_without_a_store_there_is_a_message_and_code_four(season, run, words):
    shutil.rmtree(season / "district.store")
    ended = run(*words)
    assert (ended.code, ended.out) == (4, "")
    assert ended.err == (
        "There is no store at district.store. Issue the workbooks first, or name the folder that "
        "holds the store with --store.\n"
    )


def test_junk_in_the_inbox_never_stops_the_run(season, run):
    (season / "inbox" / "0000 junk.xlsx").write_bytes(b"\x00\xff" * 5000)
    (season / "inbox" / "0001 zip.xlsx").write_bytes(b"PK\x05\x06" + bytes(18))
    answer = of(run(*COLLECT, "--json"))
    assert answer["outcomes"]["accepted"] == 5
    outcomes = {file["file"]: file["outcome"] for file in answer["files"]}
    assert outcomes["0000 junk.xlsx"] == outcomes["0001 zip.xlsx"] == "quarantined"


def test_the_demo_ends_by_saying_where_everything_lies_and_what_to_open(season, run):
    templates = season / "played" / "halcyon-bay.store" / "templates"
    shutil.copytree(season / "district.store" / "templates", templates)
    ended = run("demo", "played", "--schools", "12")
    assert ended.code == 0
    assert "Everything lies in played.\nOpen first:\n  played" in ended.out
    assert re.search(
        r"^0109 +in order, and sent twice +accepted, duplicate$", ended.out, re.MULTILINE
    )
    assert re.search(r"^0144 +an amount typed as text +rejected$", ended.out, re.MULTILINE)
    for line in ended.out.split("Open first:\n")[1].splitlines():
        assert (season / line.strip()).is_file()
    assert "0144 school budget.xlsx\n  " in ended.err
    assert ended.err.splitlines()[-1] == "Next: bsa-xl status played/halcyon-bay --year FY2026"
    assert of(run("status", "played/halcyon-bay", *YEAR, "--json"))["counts"]["accepted"] == 5


def test_a_reissue_lists_schools_and_dollars_before_it_writes_anything(season, run):
    """One pupil more in TK-K at one school; the pool is shared anew, so every school changes.

    $3,638.60 (1.15 of the base of $3,164) + $86.25 early literacy + $121.00 recovery grant, less
    $174.02 of concentration: 55 % of one pupil more, at 0.10 of the base, are under the threshold.
    """
    counts = season / "district" / "counts.csv"
    text = counts.read_text(encoding="utf-8")
    row = "0109,FY2026,projected,2025-01-24,612,160,268"
    assert row in text
    counts.write_text(text.replace(row, "0109,FY2026,projected,2025-01-24,613,161,268"), "utf-8")
    total = of(run("allocate", "district", *YEAR, "--dry-run", "--json"))["total"]
    issue = ("issue", "district", *YEAR, "--out", "workbooks", "--total", total)
    refused = run(*issue)
    assert refused.code == 3
    assert "Issue with --reissue to send a new revision. [ISS-02" in refused.err
    assert refused.err.endswith("Nothing was issued.\n")
    assert not list((season / "workbooks").glob("*_r2*"))
    done = run(*issue, "--reissue")
    assert done.code == 0, done.err
    listed, progress = done.err.split("issuing workbooks: ", 1)
    assert re.search(r"^0109 +1 +\$[\d,.]+ +\$[\d,.]+ +\$[\d,.]+$", listed, re.MULTILINE)
    assert listed.rstrip().endswith("$3,671.83")
    assert "12 of 12" in progress
    assert (season / "workbooks" / "0109_FY2026_adopted_r2.xlsx").is_file()


def test_a_total_that_is_not_the_allocations_stops_everything(season, run):
    shutil.rmtree(season / "workbooks")
    ended = run("issue", "district", *YEAR, "--out", "workbooks", "--total", "$1,000,000.00")
    assert ended.code == 3
    assert "the total typed is $1,000,000.00 and the allocation comes to $" in ended.err
    assert not (season / "workbooks").exists()
