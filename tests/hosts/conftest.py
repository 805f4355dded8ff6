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
def compiled(small_sample: Path) -> Path:
    """The store of a district that was issued once: its templates need not be compiled again."""
    order = api.IssueOrder(
        small_sample, FiscalYear(2026), small_sample.parent / "workbooks",
        total_cents=api.allocate_district(
            api.AllocateOrder(small_sample, FiscalYear(2026), dry_run=True)
        ).total_cents,
    )  # fmt: skip
    assert api.issue(order).folder is not None
    return small_sample.parent / "district.store"


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
