"""Asks another Python what it has: one short run of it, which reads and changes nothing of ours.

The doctor alone does so, and of those Pythons alone that the add-ins were told to ask.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

SECONDS = 10.0
#: How the name of a Python's program begins (python3, py.exe); no other program is ever run.
_NAME = "py"
#: Run with -I, which says -P too and which a Python older than 3.11 knows. It also keeps away the
#: user's own packages: an add-in finds those, so they are looked at here, but for a virtual
#: environment, which does without them.
_QUESTION = """
import importlib.metadata, importlib.util, json, site, sys

if sys.prefix == sys.base_prefix:
    site.addsitedir(site.getusersitepackages())


def version(name):
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def has(name):
    return importlib.util.find_spec(name) is not None


held = {"bsa_xl": has("bsa_xl"), "xlwings": version("xlwings"), "pywin32": has("win32com")}
print(json.dumps(held))
"""


@dataclass(frozen=True, slots=True)
class Holding:
    """What a Python has of all that the add-ins need.

    Attributes:
        has_bsa_xl: whether BSA-XL is installed in it.
        xlwings: its version; empty where it is not installed.
        has_pywin32: whether it can talk to Excel.
    """

    has_bsa_xl: bool
    xlwings: str
    has_pywin32: bool


def holding_of(python: Path, seconds: float = SECONDS) -> Holding | None:
    """What a Python has; None where it does not answer as a Python does.

    Args:
        python: its program. A file of another name than a Python's is not run.
        seconds: how long the answer may take.
    """
    if not python.name.lower().startswith(_NAME):
        return None
    try:
        done = subprocess.run(  # noqa: S603 - the Python that its user settled, no shell
            [str(python), "-I", "-c", _QUESTION],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
            cwd=tempfile.gettempdir(),
            creationflags=0x08000000 if sys.platform == "win32" else 0,  # no console window
        )
        said = json.loads(done.stdout)
        return Holding(bool(said["bsa_xl"]), str(said["xlwings"]), bool(said["pywin32"]))
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError, TypeError):
        return None
