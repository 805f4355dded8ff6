"""Installs the add-ins for the user who asks: for Excel on Windows, or for LibreOffice anywhere.

Nothing needs an administrator. Excel's add-in is one file in the user's own start-up folder and one
settings file; LibreOffice's is added by its own tool.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from bsa_xl.filing import write_durably

from ..settings import PYTHON, settings_file, write_settings
from .conf import conf_text
from .machine import Machine
from .versions import XLWINGS

EXCEL, LIBREOFFICE = "excel", "libreoffice"
ADDIN, EXTENSION = "bsa_xl.xlam", "bsa_xl.oxt"
_SECONDS = 180
#: Words of LibreOffice's tool, and what to do then.
_WAYS_OUT = (
    ("as root", "Run this as the person who will use LibreOffice, not as the administrator."),
    ("unopkg cannot be started", "Close LibreOffice everywhere, then run this again."),
)


class CannotInstallError(Exception):
    """An add-in cannot be installed here.

    Attributes:
        problem: the fact; one sentence.
        remedy: what the reader can do.
    """

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem = problem
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to be done.

    Attributes:
        says: what, for people, with the place.
        do: does it.
    """

    says: str
    do: Callable[[], None]


def tasks(machine: Machine, target: str) -> tuple[Task, ...]:
    """What installing comes to on a computer; nothing is done yet.

    Args:
        machine: the computer.
        target: `EXCEL` or `LIBREOFFICE`.

    Returns:
        In order. What LibreOffice refuses comes first: nothing is settled then.

    Raises:
        CannotInstallError: the program is not there, or this is not Windows.
    """
    settings = settings_file(machine.environ, machine.platform)
    settle = Task(
        f"Say in {settings} that the add-ins ask the Python {machine.python}",
        lambda: write_settings(settings, {PYTHON: str(machine.python)}),
    )
    if target == LIBREOFFICE:
        return (_extension(machine), settle)
    return (settle, *_excel(machine))


def built(name: str) -> Path:
    """A file of the folder workbook_templates, as it was installed with this product.

    Raises:
        CannotInstallError: it is missing.
    """
    path = Path(str(files("bsa_xl.workbook_templates") / name))
    if not path.is_file():
        raise CannotInstallError(
            f"{name} is missing from this installation of BSA-XL.", "Install BSA-XL again."
        )
    return path


def _excel(machine: Machine) -> tuple[Task, ...]:
    if not machine.is_windows:
        raise CannotInstallError(
            "Excel's add-in needs Excel on Windows, and this is another system.",
            "Here LibreOffice can have the functions: bsa-xl excel install --for libreoffice",
        )
    if machine.xlwings != XLWINGS or not machine.has_pywin32:
        found = f"has xlwings {machine.xlwings}" if machine.xlwings else "has no xlwings"
        found = found if machine.xlwings != XLWINGS else "cannot talk to Excel (pywin32)"
        raise CannotInstallError(
            f"The add-in needs xlwings {XLWINGS}, and this Python {found}.",
            f'Run: "{machine.python}" -m pip install "bsa-xl[excel]" xlwings=={XLWINGS}',
        )
    source, goal = built(ADDIN), machine.startup_folder / ADDIN
    conf, text = machine.xlwings_conf, _conf(machine.python)
    return (
        Task(f"Say the same to Excel's add-in in {conf}", lambda: _put(conf, text)),
        Task(f"Copy the add-in to {goal}", lambda: _put(goal, source.read_bytes())),
    )


def _conf(python: Path) -> bytes:
    try:
        return conf_text(python)
    except UnicodeEncodeError:
        raise CannotInstallError(
            f"Excel cannot start a Python whose path has these letters: {python}.",
            "Install Python in a folder whose path has plain letters, such as C:\\Python.",
        ) from None


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_durably(path, data)


def _extension(machine: Machine) -> Task:
    tool = machine.office_program("unopkg")
    if not tool:
        raise CannotInstallError(
            "LibreOffice was not found on this computer.",
            "Install LibreOffice from libreoffice.org, then run this again.",
        )
    source = built(EXTENSION)
    return Task(f"Add {source} to LibreOffice with {tool}", lambda: _add(machine, tool, source))


def _add(machine: Machine, tool: str, extension: Path) -> None:
    """By LibreOffice's own tool; it must not inherit what leads its Python astray."""
    try:
        done = subprocess.run(  # noqa: S603 - LibreOffice's own program, no shell
            [tool, "add", "--force", "--suppress-license", str(extension)],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_SECONDS,
            env=machine.clean_environ,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise _refused(str(fault), extension) from fault
    if done.returncode:
        raise _refused(done.stderr.strip() or done.stdout.strip(), extension)


def _refused(said: str, extension: Path) -> CannotInstallError:
    """What LibreOffice's tool said, and what follows from it."""
    remedy = next(
        (way_out for words, way_out in _WAYS_OUT if words in said),
        f"Mend that and run this again, or add it in LibreOffice, Tools, Extensions: {extension}",
    )
    told = said[-300:].strip().rstrip(".") or "it did not say why"
    return CannotInstallError(f"LibreOffice did not take the add-in: {told}.", remedy)
