"""Programs rely on exit codes: each way of ending has its own, for every command."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from support.sources import ROOT

from bsa_xl import api
from bsa_xl.finding import Severity
from bsa_xl.store import Store

pytestmark = pytest.mark.usefixtures("desk")
YEAR = ("--year", "FY2026")


def spoil_policy(desk: Path) -> None:
    policy = desk / "district" / "policy.yaml"
    policy.write_text(
        policy.read_text(encoding="utf-8").replace("kind: pool", "kind: pol"), "utf-8"
    )


def spoil_counts(desk: Path) -> None:
    counts = desk / "district" / "counts.csv"
    counts.write_text(counts.read_text(encoding="utf-8").replace("0109,FY2026,projected,2025-01-24,612",
                      "0109,FY2026,projected,2025-01-24,twelve"), "utf-8")  # fmt: skip


def nothing(_desk: Path) -> None:
    """All is well."""


def make_folder(name: str):
    return lambda desk: (desk / name).mkdir(parents=True)


def damaged_store(desk: Path) -> None:
    (desk / "district.store").mkdir()
    (desk / "district.store" / "store.sqlite").write_bytes(b"not a database at all" * 100)


def newer_store(desk: Path) -> None:
    """A store of this program, written by a version that does not exist yet."""
    Store.open(desk / "district.store", create=True).close()
    with sqlite3.connect(desk / "district.store" / "store.sqlite") as database:
        database.execute("PRAGMA user_version = 9999")


@pytest.mark.parametrize(
    ("code", "spoil", "words"),
    [
        (0, nothing, ("policy", "check", "district")),
        (0, nothing, ("policy", "check", "district/policy.yaml")),
        (0, nothing, ("district", "check", "district")),
        (0, nothing, ("allocate", "district", *YEAR)),
        (0, nothing, ("explain", "district", "0109", *YEAR)),
        (0, nothing, ("issue", "district", *YEAR, "--out", "out", "--dry-run")),
        (2, nothing, ("allocate", "district")),
        (2, nothing, ("allocate", "district", "--year", "2025-26")),
        (2, nothing, ("allocate", "district", *YEAR, "--event", "spring")),
        (2, nothing, ("allocate", "district", *YEAR, "--xlsx", "a.csv")),
        (2, nothing, ("allocate", "district", *YEAR, "--csv", "a.xlsx", "--xlsx", "a.xlsx")),
        (2, nothing, ("allocate", "district", *YEAR, "--csv", "district")),
        (2, nothing, ("explain", "district", "109", *YEAR)),
        (0, nothing, ("template", "district", *YEAR, "--out", "new.xlsx")),
        (2, nothing, ("template", "district", *YEAR, "--out", "template")),
        (2, nothing, ("template", "district", *YEAR, "--out", "district/counts.csv")),
        (2, nothing, ("issue", "district", *YEAR)),
        (2, nothing, ("issue", "district", *YEAR, "--out", "out", "--template", "district")),
        (2, nothing, ("issue", "district", *YEAR, "--out", "district/counts.csv")),
        (2, nothing, ("issue", "district", *YEAR, "--out", "out", "--total", "1.234,56")),
        (2, nothing, ("district", "import", "--from", "nces", "district/counts.csv", "--to", "x")),
        (2, nothing, ("nonsense",)),
        (3, spoil_policy, ("policy", "check", "district")),
        (3, spoil_policy, ("policy", "check", "district/policy.yaml")),
        (3, spoil_policy, ("allocate", "district", *YEAR)),
        (3, spoil_counts, ("district", "check", "district")),
        (3, spoil_counts, ("allocate", "district", *YEAR)),
        (3, spoil_counts, ("explain", "district", "0109", *YEAR)),
        (3, spoil_counts, ("issue", "district", *YEAR, "--out", "out", "--dry-run")),
        (3, spoil_counts, ("template", "district", *YEAR, "--out", "new.xlsx")),
        (3, nothing, ("issue", "district", *YEAR, "--out", "out", "--total",
                      "59,309,527.09", "--template", "district/counts.csv")),
        (3, nothing, ("allocate", "district", "--year", "FY2031")),
        (3, nothing, ("allocate", "district", *YEAR, "--csv", "district/counts.csv")),
        (3, nothing, ("issue", "district", *YEAR, "--out", "out")),
        (3, nothing, ("issue", "district", *YEAR, "--out", "out", "--total", "1.00")),
        (3, nothing, ("district", "import", "--from", "cde", "district/items.csv", "--to", "x")),
        (4, nothing, ("policy", "check", "nowhere")),
        (4, nothing, ("district", "check", "nowhere")),
        (4, nothing, ("allocate", "nowhere", *YEAR)),
        (4, nothing, ("explain", "nowhere", "0109", *YEAR)),
        (4, nothing, ("issue", "nowhere", *YEAR, "--out", "out")),
        (4, nothing, ("template", "nowhere", *YEAR, "--out", "new.xlsx")),
        (4, nothing, ("issue", "district", *YEAR, "--out", "out", "--template", "no.xlsx")),
        (4, nothing, ("district", "import", "--from", "cde", "nowhere.csv", "--to", "x")),
        (5, damaged_store, ("allocate", "district", *YEAR)),
        (6, newer_store, ("allocate", "district", *YEAR)),
        (6, nothing, ("allocate", "district", *YEAR, "--csv", "nowhere/a.csv")),
        (6, make_folder("district.store/store.sqlite"), ("allocate", "district", *YEAR)),
    ],
)  # fmt: skip
def test_each_way_of_ending_has_its_code(desk, run, code, spoil, words):
    spoil(desk)
    ended = run(*words)
    assert ended.code == code, (ended.out, ended.err)
    assert "Traceback" not in ended.out + ended.err
    if code:
        assert (ended.err + ended.out).strip()


def test_a_store_that_somebody_writes_to_is_busy(desk, run, monkeypatch):
    run("allocate", "district", *YEAR)
    usual = Store.open.__func__.__kwdefaults__
    monkeypatch.setattr(Store.open.__func__, "__kwdefaults__", usual | {"wait_seconds": 0})
    holder = sqlite3.connect(desk / "district.store" / "store.sqlite", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        ended = run("allocate", "district", *YEAR)
    finally:
        holder.close()
    assert ended.code == 6
    assert ended.err == (
        "The store district.store is busy: another program is writing to it. "
        "Wait until that has finished, then run this again.\n"
    )


def test_a_stop_is_told_to_programs_too(desk, run):
    damaged_store(desk)
    ended = run("allocate", "district", *YEAR, "--json")
    answer = json.loads(ended.out)
    assert (ended.code, answer["exit"]) == (5, 5)
    assert answer["error"]["problem"].endswith("is not a store of this program.") or answer[
        "error"
    ]["problem"].endswith("is damaged.")
    assert answer["findings"] == []


def test_a_fault_of_ours_is_told_as_such_and_its_details_are_kept(run, tmp_path, monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("division by zero in School [/]")

    monkeypatch.setattr(api, "check_district", broken)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ended = run("district", "check", "district")
    [details] = tmp_path.glob("bsa-xl-fault-*.log")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == (
        "This is our fault: something happened that we did not foresee. "
        f"Please send {details} to whoever looks after BSA-XL.\n"
    )
    kept = details.read_text(encoding="utf-8")
    assert "Traceback" in kept
    assert "ZeroDivisionError: division by zero" in kept
    assert json.loads(run("district", "check", "district", "--json").out)["exit"] == 1


def test_a_fault_of_ours_is_told_even_where_nothing_can_be_written(run, tmp_path, monkeypatch):
    monkeypatch.setattr(api, "check_district", lambda _: 1 // 0)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    ended = run("district", "check", "district")
    assert ended.code == 1
    assert ended.err.endswith("ZeroDivisionError: integer division or modulo by zero\n")
    assert "Traceback" not in ended.err


def test_a_warning_alone_is_no_reason_to_stop(desk, run):
    (desk / "district" / "staff_2.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    ended = run("district", "check", "district", "--json")
    answer = json.loads(ended.out)
    assert ended.code == 0
    assert [each["severity"] for each in answer["findings"]] != []
    assert Severity.FATAL.value not in [each["severity"] for each in answer["findings"]]


def test_nobody_reading_the_output_any_more_is_no_fault(desk, start):
    started = start("district", "check", str(desk / "district"), "--json")
    started.stdout.close()
    assert started.wait(300) == 0
    assert started.stderr.read() == ""
    started.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_disk_behind_stdout_is_said(desk):
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bsa_xl.cli", "district", "check", "district"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False, cwd=desk,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )  # fmt: skip
    assert done.returncode == 6
    assert done.stderr == "The disk is full. Make room on it, then run this again.\n"


def test_the_same_command_from_inside_the_district_folder_finds_its_store(desk, run, monkeypatch):
    monkeypatch.chdir(desk / "district")
    assert run("allocate", ".", *YEAR).code == 0
    assert (desk / "district.store").is_dir()
    shutil.rmtree(desk / "district.store")
