"""A dry run says what would be done, and writes nothing at all."""

import hashlib
import json
from pathlib import Path

import pytest

YEAR = ("--year", "FY2026")
FUNDS = "Code,Title\n01,General Fund\n12,Child Development Fund\n"


def everything(folder: Path) -> dict[str, str]:
    """Every file and folder below, with the hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): (
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        )
        for path in sorted(folder.rglob("*"))
    }


DRY = {
    "allocate": ("allocate", "district", *YEAR, "--csv", "a.csv", "--xlsx", "a.xlsx"),
    "template": ("template", "district", *YEAR, "--out", "template.xlsx"),
    "issue": ("issue", "district", *YEAR, "--out", "workbooks"),
    "import": ("district", "import", "--from", "cde", "funds.csv", "--to", "new"),
}


#: What takes a season in which the schools have answered; nothing is recorded by any of them.
LATER = {
    "collect": ("collect", "district", *YEAR, "inbox"),
    "collect again": ("collect", "district", *YEAR, "inbox", "--again"),
    "consolidate": ("consolidate", "district", *YEAR, "--out", "book.xlsx"),
    "export": ("export", "ledger", "district", *YEAR, "--layout", "sacs-like", "--out", "out.txt"),
    "demo": ("demo", "elsewhere"),
}


@pytest.mark.parametrize("command", LATER)
def test_a_dry_run_late_in_the_season_leaves_every_byte_as_it_was(collected, run, command):
    before = everything(collected)
    ended = run(*LATER[command], "--dry-run", "--json")
    assert json.loads(ended.out)["dry_run"] is True
    assert ended.code == (5 if command.startswith("collect") else 0), ended.err
    assert everything(collected) == before


def test_a_dry_run_of_a_collect_says_what_the_collect_then_says(season, run):
    before = everything(season)
    planned = run("collect", "district", *YEAR, "inbox", "--dry-run")
    assert everything(season) == before
    done = run("collect", "district", *YEAR, "inbox")
    assert planned.code == done.code == 5
    told = [line for line in done.out.splitlines() if line.startswith("  FIX")]
    assert told == [line for line in planned.out.splitlines() if line.startswith("  FIX")] != []
    assert "Nothing was recorded." in planned.err
    assert "Nothing was recorded." not in done.err


@pytest.mark.parametrize("command", ["check", "status"])
def test_looking_leaves_every_byte_as_it_was(collected, run, command):
    words = {"check": ("check", "inbox", "--store", "district.store"),
             "status": ("status", "district", *YEAR)}  # fmt: skip
    before = everything(collected)
    assert run(*words[command]).code in {0, 5}
    assert everything(collected) == before


@pytest.mark.parametrize("command", DRY)
def test_a_dry_run_leaves_every_byte_as_it_was(desk, run, command):
    (desk / "funds.csv").write_text(FUNDS, encoding="utf-8")
    before = everything(desk)
    for more in ((), ("--json",)):
        ended = run(*DRY[command], "--dry-run", *more)
        assert ended.code == 0, ended.err
        assert everything(desk) == before
    assert json.loads(ended.out)["dry_run"] is True


def test_a_dry_run_after_an_issue_leaves_the_store_as_it_was(quick_desk, run, total):
    ended = run("issue", "district", *YEAR, "--out", "workbooks", "--total", total())
    assert ended.code == 0, ended.err
    before = everything(quick_desk)
    again = run("issue", "district", *YEAR, "--out", "workbooks", "--dry-run", "--json")
    answer = json.loads(again.out)
    assert (len(answer["new"]), len(answer["unchanged"])) == (0, 12)
    assert run("allocate", "district", *YEAR, "--dry-run").code == 0
    assert everything(quick_desk) == before


@pytest.mark.usefixtures("quick_desk")
def test_a_dry_run_prints_the_plan_that_is_then_carried_out(run, total):
    planned = run("issue", "district", *YEAR, "--out", "workbooks", "--dry-run")
    done = run("issue", "district", *YEAR, "--out", "workbooks", "--total", total())
    assert planned.out == done.out
    assert "new             12" in done.out
    assert planned.err.startswith(
        "Nothing was written. Without --dry-run they would go to workbooks."
    )
    assert "Written to workbooks: 12 workbooks." in done.err


def test_a_dry_run_of_an_import_prints_the_plan_that_is_then_carried_out(desk, run):
    (desk / "funds.csv").write_text(FUNDS, encoding="utf-8")
    planned = run(*DRY["import"], "--dry-run")
    done = run(*DRY["import"])
    assert planned.out == done.out
    assert planned.err.endswith("Would be written to new: accounts/fund.csv.\n")
    assert done.err.endswith("Written to new: accounts/fund.csv.\n")
    assert (desk / "new" / "accounts" / "fund.csv").read_text(encoding="utf-8-sig") == (
        "code,title\n01,General Fund\n12,Child Development Fund\n"
    )
