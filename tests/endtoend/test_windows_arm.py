"""As on the central office's Windows machines: no POSIX modules, and a wheel in an empty environment."""

import pickle
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
from support.finished import finish, issue_sample, issued_workbooks, solvent
from support.one_run import ROOT, command, environment

from bsa_xl.store import Outcome, Store

HIDING = ROOT / "tests" / "support" / "as_on_windows"
NO_NETWORK = re.compile(
    r"No matching distribution|NewConnectionError|Retrying \(|Temporary failure"
)
IN_PLACE = ("pyproject.toml", "README.md", "LICENSE")
#: What is installed, all of it inside the one package bsa_xl.
FOLDERS = ("bsa_xl", "udfs", "workbook_templates")


@pytest.fixture
def hidden(tmp_path) -> dict[str, str]:
    """The environment of a process from which resource and fcntl are hidden."""
    return environment(first=str(HIDING), HIDDEN_FROM=str(tmp_path / "hidden.txt"))


def test_a_process_and_its_workers_find_neither_resource_nor_fcntl(hidden):
    tried = "import importlib, sys\nfor name in ('resource', 'fcntl'):\n    try:\n"
    tried += "        importlib.import_module(name)\n    except ImportError:\n        print(name)\n"
    done = subprocess.run(
        [sys.executable, "-c", tried], env=hidden, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["resource", "fcntl"]


def test_workbooks_are_issued_and_collected_without_what_only_posix_has(hidden, tmp_path):
    ready = issue_sample(tmp_path, schools=12)
    with_all = {path.name for path in (tmp_path / "out").iterdir()}
    store, out = tmp_path / "other.store", tmp_path / "other out"
    cents = ready.allocation.total_cents
    issued = subprocess.run(
        command("issue", tmp_path / "sample", store, out, cents),
        env=hidden, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert (issued.returncode, issued.stderr, issued.stdout) == (0, "", "0\n")
    assert {path.name for path in out.iterdir()} == with_all
    schools = [draft.book.school.school_id for draft in solvent(ready)][:3]
    inbox = tmp_path / "inbox"
    dict(finish(ready, issued_workbooks(store), out, inbox, schools))
    (inbox / "half.xlsx").write_bytes(next(inbox.iterdir()).read_bytes()[:5000])
    collected = subprocess.run(
        command("collect", tmp_path / "sample", store, inbox, tmp_path / "result"),
        env=hidden, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert (collected.returncode, collected.stderr) == (0, "")
    result = pickle.loads((tmp_path / "result").read_bytes())  # noqa: S301  our own process's
    assert result.count(Outcome.ACCEPTED) == 3
    assert result.count(Outcome.QUARANTINED) == 1
    # the issue, the collect and two workers
    assert len((tmp_path / "hidden.txt").read_text(encoding="ascii").splitlines()) >= 4
    with Store.open(store) as opened:
        assert opened.examine() == ()
        assert opened.ledger.control_totals("FY2026", "adopted").agree


def run_pip(*arguments: object, python: str = sys.executable) -> None:
    """Run pip; skip where it finds no registry."""
    done = subprocess.run(
        [python, "-m", "pip", *map(str, arguments), "--quiet", "--no-input",
         "--disable-pip-version-check"],
        capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    if done.returncode and NO_NETWORK.search(done.stderr):
        pytest.skip(
            "pip reaches no package registry, and a build or an empty environment needs one"
        )
    assert done.returncode == 0, done.stderr


def installed_as(place: str) -> str:
    """Where a file of the source stands in the wheel: all of it below the one package."""
    return place if place.startswith("bsa_xl/") else f"bsa_xl/{place}"


def hidden_folder(path: Path) -> bool:
    return any(part.startswith(".") or part == "__pycache__" for part in path.parts)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built from a copy so that nothing is left beside the source."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for name in FOLDERS:
        shutil.copytree(
            ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", ".*")
        )
    for name in IN_PLACE:
        shutil.copy(ROOT / name, source / name)
    run_pip("wheel", source, "--no-deps", "--wheel-dir", folder)
    [built] = folder.glob("*.whl")
    return built


def test_the_wheel_claims_no_module_but_its_own_and_has_every_file(wheel):
    with zipfile.ZipFile(wheel) as file:
        names = {name for name in file.namelist() if not name.endswith("/")}
    source = {
        installed_as(path.relative_to(ROOT).as_posix())
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not hidden_folder(path.relative_to(ROOT)) and path.suffix != ".md"
    }
    about = {name for name in names if name.split("/")[0].endswith(".dist-info")}
    assert {name for name in names - about if not name.endswith(".md")} == source
    assert {name.split("/")[0] for name in names - about} == {"bsa_xl"}
    kinds = {Path(name).suffix for name in source}
    assert {".py", ".csv", ".yaml"} <= kinds


def test_the_wheel_runs_the_demo_in_an_empty_environment(wheel, tmp_path):
    home = tmp_path / "empty"
    venv.create(home, with_pip=True)
    place = home / ("Scripts" if sys.platform == "win32" else "bin")
    run_pip("install", wheel, python=str(place / "python"))
    bare = {k: v for k, v in environment().items() if not k.startswith("PYTHON")}
    done = subprocess.run(
        [str(place / "bsa-xl"), "demo", "--schools", "12"],
        cwd=tmp_path, env=bare, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stdout + done.stderr
    assert done.returncode == 0, done.stdout + done.stderr
    books = [path.name for path in tmp_path.rglob("*.xlsx") if home not in path.parents]
    assert "district-book.xlsx" in books
    assert len([name for name in books if name.endswith("_FY2026_adopted_r1.xlsx")]) == 12
