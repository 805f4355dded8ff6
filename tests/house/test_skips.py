"""With CI=true a skipped test fails the run, but for what truly cannot be there."""

import os
import shutil
import subprocess
import sys

import pytest
from support.office import REMEDY
from support.sources import ROOT

TESTS = """
import pytest

def test_that_runs(): assert 1 + 1 == 2

def test_without_office(office): assert office

def test_with_a_skip_inside(): pytest.skip("no LibreOffice")

@pytest.mark.skip(reason="tired")
def test_with_a_mark(): assert True

@pytest.mark.xfail(strict=True)
def test_that_is_expected_to_fail(): assert False

@pytest.mark.windows
@pytest.mark.skip(reason="no Windows")
def test_of_windows(): assert True

@pytest.mark.excel
def test_of_excel(): pytest.skip("no Excel")

def test_of_shared(shared): assert shared.is_dir()

@pytest.mark.shared
def test_of_shared_by_mark(): pytest.skip("no shared")
"""
A_FILE_THAT_SKIPS_ITSELF = "import pytest\npytest.skip('not today', allow_module_level=True)\n"


@pytest.fixture
def run(tmp_path):
    """Runs those tests under a copy of this project's conftest, and gives how each ended."""
    tests = tmp_path / "main" / "tests"
    tests.mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "conftest.py", tests)
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (tmp_path / "main" / "pyproject.toml").write_text(
        settings.replace('pythonpath = [".", "tests"]', f'pythonpath = ["{ROOT}", "{ROOT}/tests"]'),
        encoding="utf-8",
    )

    def run(text: str, *, ci: str) -> tuple[dict[str, str], str]:
        (tests / "test_some.py").write_text(text, encoding="utf-8")
        nowhere = {"PATH": str(tmp_path)}  # LibreOffice is not found here, wherever it is installed
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-v", "-ra", "-p", "no:cacheprovider", "--color=no"],
            cwd=tmp_path / "main",
            env=os.environ | nowhere | {"CI": ci, "COLUMNS": "100", "PYTEST_ADDOPTS": ""},
            capture_output=True,
            text=True,
            check=False,
        )
        lines = [
            line.split() for line in done.stdout.splitlines() if "::test_" in line and "%]" in line
        ]
        return {words[0].split("::")[1]: words[1] for words in lines}, done.stdout

    return run


def test_at_a_desk_skips_are_skips(run):
    ends, said = run(TESTS, ci="")
    assert set(ends.values()) == {"PASSED", "SKIPPED", "XFAIL"}
    assert f"LibreOffice Calc is not installed; {REMEDY}" in said
    assert "the folder shared does not lie beside the repository" in said


def test_in_ci_only_what_cannot_be_there_is_skipped(run):
    ends, said = run(TESTS, ci="true")
    assert ends == {
        "test_that_runs": "PASSED",
        "test_without_office": "ERROR",
        "test_with_a_skip_inside": "FAILED",
        "test_with_a_mark": "ERROR",
        "test_that_is_expected_to_fail": "XFAIL",
        "test_of_windows": "SKIPPED",
        "test_of_excel": "SKIPPED",
        "test_of_shared": "SKIPPED",
        "test_of_shared_by_mark": "SKIPPED",
    }
    assert "With CI=true every test must run. Skipped: tired" in said
    assert (
        f"With CI=true every test must run. Skipped: LibreOffice Calc is not installed; {REMEDY}"
        in said
    )


def test_in_ci_a_test_that_skips_although_shared_is_there_fails(run, tmp_path):
    (tmp_path / "shared").mkdir()
    ends, _ = run(TESTS, ci="true")
    assert ends["test_of_shared"] == "PASSED"
    assert ends["test_of_shared_by_mark"] == "FAILED"


def test_in_ci_a_whole_file_that_skips_itself_fails(run):
    _, said = run(A_FILE_THAT_SKIPS_ITSELF, ci="")
    assert "1 skipped" in said
    _, said = run(A_FILE_THAT_SKIPS_ITSELF, ci="true")
    assert "1 error" in said
    assert "With CI=true every test must run. Skipped: not today" in said
