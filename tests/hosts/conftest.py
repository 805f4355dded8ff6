"""A small district on disk, and two ways of running the command line on it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.sources import ROOT

from bsa_xl import api
from bsa_xl.cli import main
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.sample import write_sample
from bsa_xl.sample.returns import write_returns

#: A terminal's and a user's settings must not decide how a test ends.
PLAIN = {"NO_COLOR": "", "TERM": "xterm", "COLUMNS": "100", "FORCE_COLOR": "", "TTY_COMPATIBLE": ""}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit code, and what it wrote."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def small_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample district with twelve schools; not to be changed."""
    folder = tmp_path_factory.mktemp("sample") / "district"
    write_sample(folder, schools=12)
    return folder


@pytest.fixture
def desk(tmp_path: Path, small_sample: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a copy of the district in it, which commands call ``district``."""
    folder = tmp_path / "desk"
    folder.mkdir()
    shutil.copytree(small_sample, folder / "district")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="session")
def issued_season(small_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as it is when the schools have answered: the district, its store, workbooks, inbox.

    Nothing is collected yet.
    """
    folder = tmp_path_factory.mktemp("season")
    district = shutil.copytree(small_sample, folder / "district")
    year = FiscalYear(2026)
    adopted = api.allocate_district(api.AllocateOrder(district, year, dry_run=True)).total_cents
    issued = api.issue(api.IssueOrder(district, year, folder / "workbooks", total_cents=adopted))
    assert issued.ready is not None
    sent = {}
    places = {each.wanted.school_id: each for each in issued.new}
    for draft in issued.ready.drafts:
        planned = places[draft.book.school.school_id]
        identity = issued.ready.identity(
            draft.book.school.school_id, planned.revision, planned.nonce, ""
        )
        data = (folder / "workbooks" / api.file_name(identity)).read_bytes()
        sent[planned.wanted.school_id] = (identity, data)
    write_returns(issued.ready, sent, folder / "inbox")
    return folder


@pytest.fixture(scope="session")
def collected_season(issued_season: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same folder, what the schools sent collected."""
    folder = shutil.copytree(issued_season, tmp_path_factory.mktemp("collected") / "season")
    order = api.CollectOrder(folder / "district", FiscalYear(2026), (folder / "inbox",))
    assert len(api.collect(order).files) == 13
    return folder


@pytest.fixture
def collected(collected_season: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that folder to work in."""
    folder = shutil.copytree(collected_season, tmp_path / "collected")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def season(issued_season: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that folder to work in."""
    folder = shutil.copytree(issued_season, tmp_path / "season")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="session")
def compiled(issued_season: Path) -> Path:
    """The store of a district that was issued once: its templates need not be compiled again."""
    return issued_season / "district.store"


@pytest.fixture
def quick_desk(desk: Path, compiled: Path) -> Path:
    """The desk, its templates compiled before the first issue, which spares ten seconds."""
    shutil.copytree(compiled / "templates", desk / "district.store" / "templates")
    return desk


@pytest.fixture
def run() -> Callable[..., Ended]:
    """Runs a command in this process, its streams not a terminal: ``run("policy", "check", ...)``."""

    def run(*words: str, **environment: str) -> Ended:
        ended = CliRunner(env=PLAIN | environment).invoke(main, list(words), prog_name="bsa-xl")
        return Ended(ended.exit_code, ended.stdout, ended.stderr)

    return run


@pytest.fixture
def start() -> Callable[..., subprocess.Popen[str]]:
    """Starts a command in a process of its own."""

    def start(*words: str, **environment: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "bsa_xl.cli", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=os.environ | PLAIN | {"PYTHONPATH": str(ROOT)} | environment,
        )

    return start


@pytest.fixture
def total(run: Callable[..., Ended]) -> Callable[[], str]:
    """The dollars that the schools of the district in hand plan, as the command line has them."""

    def total() -> str:
        return json.loads(
            run("allocate", "district", "--year", "FY2026", "--dry-run", "--json").out
        )["total"]

    return total
