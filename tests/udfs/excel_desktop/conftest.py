"""A Windows computer, imitated; and cells of Excel that call functions, in a process of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from bsa_xl.udfs.excel_desktop.faults import FaultBook
from support.windows_computer import Windows

EXCEL = Path(__file__).with_name("imitated_excel.py")
ROOT = EXCEL.parents[3]


@pytest.fixture
def windows(tmp_path: Path) -> Windows:
    """One with Excel and a Python that has xlwings, and nothing of ours installed yet."""
    return Windows(tmp_path / "c")


@pytest.fixture
def called(tmp_path):
    """Calls cells in a process with COM imitated; ``called.faults`` is where faults are kept."""

    def call(*calls):
        done = subprocess.run(
            [sys.executable, EXCEL],
            input=json.dumps(calls),
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            env=os.environ | {"XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path)},
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    call.faults = FaultBook(tmp_path / "bsa-xl" / "settings.json")
    return call
