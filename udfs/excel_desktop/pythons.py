"""The Pythons that the add-ins ask: whether each is there, and has what its add-in needs.

There may be two besides the one that runs this: Excel's add-in reads one from bsa_xl.conf, and
LibreOffice's from BSA_XL_PYTHON or settings.json.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from ..settings import VARIABLE, chosen_python, is_there
from .asking import Holding
from .conf import told_python
from .machine import Machine
from .points import INSTALL, Point, missing, note, ok
from .versions import XLWINGS

#: What each Python said by its path; None where it did not answer, nothing where it is gone.
Answers: TypeAlias = Mapping[str, Holding | None]

_FOR_LIBREOFFICE = f"{INSTALL} --for libreoffice"
_VARIABLE = (
    f"Set {VARIABLE} to the whole path of a Python that has BSA-XL, or remove it; "
    "then start LibreOffice again."
)


def answers_of(machine: Machine) -> Answers:
    """What the Pythons of the add-ins have; each other one than this is run once, shortly."""
    named = {chosen_python(machine.environ, machine.platform)}
    if machine.is_windows:
        named.add(told_python(machine.xlwings_conf, machine.environ))
    return {
        python: machine.holding if Path(python) == machine.python else machine.ask(Path(python))
        for python in sorted(named)
        if is_there(python)
    }


def settled(machine: Machine, answers: Answers) -> Point:
    """The Python that LibreOffice's add-in asks."""
    python = chosen_python(machine.environ, machine.platform)
    is_named = bool(machine.environ.get(VARIABLE))
    with_office = not machine.is_windows or bool(machine.office_program("soffice"))
    way_out = _FOR_LIBREOFFICE if with_office else INSTALL
    if not python and not machine.is_windows:
        return note("settings", "No add-in has been installed here.", way_out)
    if not python:
        return missing("settings", "No Python is settled for LibreOffice's add-in.", way_out)
    asks = f"{VARIABLE} names" if is_named else "LibreOffice's add-in is told to ask"
    fault = _fault(python, answers)
    if fault:
        return missing("settings", f"{asks} {fault}", _VARIABLE if is_named else way_out)
    where = f", as {VARIABLE} says" if is_named else ""
    return ok("settings", f"LibreOffice's add-in is told to ask the Python {python}{where}.")


def interpreter(machine: Machine, answers: Answers) -> Point:
    """The Python that Excel's add-in asks."""
    python = told_python(machine.xlwings_conf, machine.environ)
    if not python:
        return missing("interpreter", "Excel's add-in has not been told where Python is.", INSTALL)
    fault = _fault(python, answers)
    if fault:
        return missing("interpreter", f"Excel's add-in asks {fault}", INSTALL)
    if Path(python) != machine.python:
        found = f"Excel's add-in asks another Python than this one: {python}."
        return note("interpreter", found, "To let it ask this one, run: bsa-xl excel install")
    return ok("interpreter", f"Excel's add-in asks this Python; {machine.xlwings_conf} says so.")


def xlwings(machine: Machine, answers: Answers) -> Point:
    """What Python talks to Excel with: in the Python that Excel's add-in asks."""
    python, held = _of_excel(machine, answers)
    who = "this Python" if python == machine.python else "the Python that it asks"
    pip = f'Run: "{python}" -m pip install'
    if held.xlwings != XLWINGS:
        has = f"xlwings {held.xlwings}" if held.xlwings else "no xlwings"
        found = f"The add-in needs xlwings {XLWINGS}; {who} has {has}."
        return missing("xlwings", found, f"{pip} xlwings=={XLWINGS}")
    if not held.has_pywin32:
        who = "This Python" if python == machine.python else "The Python that the add-in asks"
        found = f"{who} cannot talk to Excel: pywin32 is missing."
        return missing("xlwings", found, f"{pip} pywin32")
    return ok("xlwings", f"xlwings is {held.xlwings}, as the add-in needs it.")


def library(machine: Machine, answers: Answers) -> Point:
    """The library of xlwings, which Excel loads, in the folders where our VBA looks."""
    python, _ = _of_excel(machine, answers)
    name = f"xlwings{machine.excel_bits}-{XLWINGS}.dll"
    folders = (python.parent, python.parent.parent)
    for folder in folders:
        if (folder / name).is_file():
            return ok("library", f"{name} lies in {folder}.")
    found = f"{name} lies neither in {folders[0]} nor in {folders[1]}."
    again = f'Run: "{python}" -m pip install --force-reinstall xlwings=={XLWINGS}'
    return missing("library", found, again)


def _of_excel(machine: Machine, answers: Answers) -> tuple[Path, Holding]:
    """The Python that Excel's add-in asks; this one where that one must be replaced anyway."""
    python = told_python(machine.xlwings_conf, machine.environ)
    held = answers.get(python)
    if held is not None and held.has_bsa_xl:
        return Path(python), held
    return machine.python, machine.holding


def _fault(python: str, answers: Answers) -> str:
    """What is wrong with a Python, as the end of a sentence; nothing where all is well."""
    if python not in answers:
        return f"a Python that is gone: {python}."
    held = answers[python]
    if held is None:
        return f"what does not answer as a Python does: {python}."
    return "" if held.has_bsa_xl else f"a Python without BSA-XL: {python}."
