"""Finds the Python in which BSA-XL is installed, which is never the one that runs this."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Mapping

from ...settings import VARIABLE, chosen_python, is_there

WORKER = "bsa_xl.udfs.libreoffice.worker"
HOW = (
    "Install BSA-XL and run: bsa-xl excel install --for libreoffice, or set "
    f"{VARIABLE} to the Python that has it; then start LibreOffice again."
)
NAMED = (
    f"Set {VARIABLE} to the whole path of a Python that has BSA-XL, or remove it; "
    "then start LibreOffice again."
)


class NoPythonError(Exception):
    """There is no Python to ask; the text says what to do."""


def found_python(environ: Mapping[str, str], platform: str) -> str:
    """The Python to ask: the one that was settled, else the one of `bsa-xl` on the PATH.

    Args:
        environ: as `os.environ`.
        platform: as `sys.platform`.

    Raises:
        NoPythonError: there is none, or the one that was settled is gone.
    """
    chosen = chosen_python(environ, platform)
    if is_there(chosen):
        return chosen
    if environ.get(VARIABLE):
        raise NoPythonError(f"{VARIABLE} names a Python that is gone: {chosen}. {NAMED}")
    if chosen:
        raise NoPythonError(f"The Python that BSA-XL was told to use is gone: {chosen}. {HOW}")
    command = shutil.which("bsa-xl", path=environ.get("PATH", os.defpath))
    for python in _pythons_of(Path(command), platform) if command else []:
        if is_there(str(python)):
            return str(python)
    raise NoPythonError(f"No Python with BSA-XL was found on this computer. {HOW}")


def own_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment without what LibreOffice sets for its own Python.

    Args:
        environ: as `os.environ`.
    """
    kept = {name: text for name, text in environ.items() if not name.startswith("PYTHON")}
    kept["PYTHONSAFEPATH"] = "1"  # nothing in the folder it starts in passes for a module
    return kept


def _pythons_of(command: Path, platform: str) -> list[Path]:
    """Where the Python may lie that a command was installed with, likeliest first."""
    real = command.resolve()
    if platform == "win32":  # Scripts\bsa-xl.exe of a virtual environment, or of Python itself
        return [real.with_name("python.exe"), real.parent.parent / "python.exe"]
    with real.open("rb") as script:
        first = script.readline(1000).decode("utf-8", "replace").strip()
    named = Path(first[2:]) if first.startswith("#!") and " " not in first else real
    # A long path, or one with a space, is started through /bin/sh: that is not the Python.
    own = [named] if named.name.startswith("python") else []
    return [*own, real.with_name("python3"), real.with_name("python")]
