"""Ctrl-C, and a request to end: a clean message, whole files, and a second run that goes on."""

import json
import os
import shutil
import signal
import zipfile
from pathlib import Path

import pytest

from bsa_xl import api
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.sample import write_sample

FY2026 = FiscalYear(2026)
YEAR = ("--year", "FY2026")
#: More than two batches, so that something is written before the end and something is left to do.
SCHOOLS = 360

MESSAGE = "Stopped. Every file that was written is whole. Run the same command again to go on."


@pytest.mark.parametrize(
    "words", [("district", "check", "district"), ("allocate", "district", *YEAR)]
)
def test_ctrl_c_ends_a_command_with_130_and_a_message(desk, run, monkeypatch, words):
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    assert desk.is_dir()
    monkeypatch.setattr(api, "check_district", interrupted)
    monkeypatch.setattr(api, "allocate_district", interrupted)
    ended = run(*words)
    assert (ended.code, ended.out, ended.err) == (130, "", f"{MESSAGE}\n")


@pytest.fixture(scope="module")
def district(tmp_path_factory) -> Path:
    """A district of several batches, its templates compiled, of which nothing is issued yet."""
    first, folder = (tmp_path_factory.mktemp("season") for _ in range(2))
    write_sample(first / "district", schools=SCHOOLS)
    allocated = api.allocate_district(
        api.AllocateOrder(first / "district", FY2026, dry_run=True)
    ).total_cents
    api.issue(api.IssueOrder(first / "district", FY2026, first / "out", total_cents=allocated))
    shutil.copytree(first / "district", folder / "district")
    shutil.copytree(first / "district.store" / "templates", folder / "templates")
    return folder


@pytest.mark.skipif(os.name == "nt", reason="signals are sent in another way on Windows")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM], ids=lambda each: each.name)
def test_a_stop_during_issue_leaves_whole_files_and_a_second_run_goes_on(
    tmp_path, district, run, start, sent
):
    shutil.copytree(district, tmp_path, dirs_exist_ok=True)
    store, out = tmp_path / "district.store", tmp_path / "workbooks"
    shutil.move(tmp_path / "templates", store / "templates")
    place = str(tmp_path / "district")
    words = ("issue", place, *YEAR, "--out", str(out), "--total", total_of(run, place))
    started = start(*words)
    first = started.stderr.readline()
    started.send_signal(sent)
    printed, said = started.communicate(timeout=120)
    assert first == f"issuing workbooks: 64 of {SCHOOLS}\n"
    assert (started.returncode, printed) == (130, "")
    assert said.splitlines()[-1] == MESSAGE
    assert_whole(out)
    written = {path.name: parts(path) for path in out.iterdir()}
    assert 0 < len(written) < SCHOOLS
    assert run(*words).code == 0
    assert len(list(out.iterdir())) == SCHOOLS
    assert_whole(out)
    for name, held in written.items():
        assert parts(out / name) == held


def total_of(run, district: str) -> str:
    return json.loads(run("allocate", district, *YEAR, "--dry-run", "--json").out)["total"]


def parts(path: Path) -> dict[str, bytes]:
    """What a workbook holds, however it is compressed."""
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def assert_whole(folder: Path) -> None:
    """Nothing but whole workbooks: no temporary file, no broken one."""
    for path in folder.iterdir():
        assert path.suffix == ".xlsx", path.name
        with zipfile.ZipFile(path) as book:
            assert book.testzip() is None
