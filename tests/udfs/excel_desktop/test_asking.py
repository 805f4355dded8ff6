"""Another Python is asked in one short run; what does not answer as a Python is not believed."""

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from bsa_xl.udfs.excel_desktop import Holding
from bsa_xl.udfs.excel_desktop.asking import holding_of

#: Seconds that a Python may take to answer where many programs run at once.
SLOW = 300.0
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="imitates Pythons by scripts")


def script(path, text):
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def test_the_python_of_these_tests_has_bsa_xl_and_xlwings():
    assert holding_of(Path(sys.executable), SLOW) == Holding(
        has_bsa_xl=True, xlwings=version("xlwings"), has_pywin32=sys.platform == "win32"
    )


def test_an_empty_virtual_environment_has_nothing(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "bare")], check=True
    )
    bare = tmp_path / "bare" / "bin" / "python"
    assert holding_of(bare, SLOW) == Holding(has_bsa_xl=False, xlwings="", has_pywin32=False)


def test_it_is_asked_apart_from_folders_and_variables_of_others(tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("raise SystemExit('not the standard library')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONHOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert holding_of(Path(sys.executable), SLOW) is not None


@pytest.mark.parametrize(
    "text", ["echo no answer", "exit 1", "echo '[1]'", "echo '{\"bsa_xl\": true}'"]
)
def test_what_says_anything_else_is_no_python(tmp_path, text):
    assert holding_of(script(tmp_path / "python", text)) is None


def test_what_never_answers_is_given_up(tmp_path):
    assert holding_of(script(tmp_path / "python3", "exec sleep 60"), seconds=0.2) is None


def test_a_text_file_is_no_python(tmp_path):
    (tmp_path / "python3").write_text("not a program")
    assert holding_of(tmp_path / "python3") is None


def test_a_program_of_another_name_is_not_run(tmp_path):
    touched = tmp_path / "touched"
    assert holding_of(script(tmp_path / "clean-up", f"touch {touched}")) is None
    assert not touched.exists()
