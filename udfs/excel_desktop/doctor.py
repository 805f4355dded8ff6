"""What a computer has for BSA-XL in Excel and LibreOffice, what it lacks, and the way out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..settings import chosen_python
from .conf import told_python
from .install import ADDIN, CannotInstallError, built
from .machine import Machine
from .versions import XLWINGS

_EXCEL_PATH = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_OFFICE = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security"
_CHOICE = r"HKCU\Software\Microsoft\Office\16.0\Excel\Security"
_INSTALL = "Run: bsa-xl excel install"
_IT = "Ask the IT department; it-department.md of the documentation says what is needed."
_OK, _MISSING, _NOTE = "OK", "MISSING", "NOTE"
#: What Office's setting of macros means; 2, which asks the reader, is the usual one.
_NO_MACROS, _SIGNED_ONLY = "4", "3"
_ALLOWED = {
    _NO_MACROS: "macros from trusted folders alone",
    _SIGNED_ONLY: "signed macros, and those from trusted folders",
}


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that was looked at.

    Attributes:
        name: short, for programs.
        word: OK, MISSING or NOTE.
        found: what there is; one sentence.
        remedy: what to do; empty where nothing needs doing.
    """

    name: str
    word: str
    found: str
    remedy: str = ""

    @property
    def is_missing(self) -> bool:
        """Whether something does not work for want of this."""
        return self.word == _MISSING


def examine(machine: Machine) -> tuple[Point, ...]:
    """Everything that was looked at, in the order in which it should be mended."""
    python = _ok("python", f"This Python is {machine.python}, {machine.bits} bits.")
    if machine.is_windows:
        looks = (_excel, _xlwings, _library, _settled, _interpreter, _addin, _macros, _office)
        return (python, *(look(machine) for look in looks))
    other = _note(
        "system",
        "Excel with the functions and buttons of BSA-XL needs Windows.",
        "On this system use the workbooks as they are, or LibreOffice with the add-in.",
    )
    return (other, python, _settled(machine), _office(machine))


def told(points: Iterable[Point]) -> str:
    """The points as text: what is missing first."""
    ordered = sorted(points, key=lambda point: (_MISSING, _NOTE, _OK).index(point.word))
    return "\n".join(f"{each.word}  {each.found} {each.remedy}".rstrip() for each in ordered)


def _ok(name: str, found: str) -> Point:
    return Point(name, _OK, found)


def _missing(name: str, found: str, remedy: str) -> Point:
    return Point(name, _MISSING, found, remedy)


def _note(name: str, found: str, remedy: str = "") -> Point:
    return Point(name, _NOTE, found, remedy)


def _excel(machine: Machine) -> Point:
    path = machine.registry(_EXCEL_PATH, "")
    if path:
        return _ok("excel", f"Excel is {path}, {_excel_bits(machine)} bits.")
    way_out = "Install Microsoft Excel 2016 or later, not the one from a browser."
    return _missing("excel", "Excel was not found on this computer.", way_out)


def _excel_bits(machine: Machine) -> int:
    return 32 if machine.registry(_OFFICE, "Platform") == "x86" else 64


def _xlwings(machine: Machine) -> Point:
    pip = f'Run: "{machine.python}" -m pip install'
    if machine.xlwings != XLWINGS:
        held = f"xlwings {machine.xlwings}" if machine.xlwings else "no xlwings"
        found = f"The add-in needs xlwings {XLWINGS}; this Python has {held}."
        return _missing("xlwings", found, f"{pip} xlwings=={XLWINGS}")
    if not machine.has_pywin32:
        found = "This Python cannot talk to Excel: pywin32 is missing."
        return _missing("xlwings", found, f"{pip} pywin32")
    return _ok("xlwings", f"xlwings is {machine.xlwings}, as the add-in needs it.")


def _library(machine: Machine) -> Point:
    name = f"xlwings{_excel_bits(machine)}-{XLWINGS}.dll"
    folders = (machine.python.parent, machine.python.parent.parent)
    for folder in folders:
        if (folder / name).is_file():
            return _ok("library", f"{name} lies in {folder}.")
    found = f"{name} lies neither in {folders[0]} nor in {folders[1]}."
    again = f'Run: "{machine.python}" -m pip install --force-reinstall xlwings=={XLWINGS}'
    return _missing("library", found, again)


def _settled(machine: Machine) -> Point:
    python = chosen_python(machine.environ, machine.platform)
    way_out = _INSTALL if machine.is_windows else f"{_INSTALL} --for libreoffice"
    if not python and not machine.is_windows:
        return _note("settings", "No add-in has been installed here.", way_out)
    if not python:
        return _missing("settings", "No Python is settled for the add-ins.", way_out)
    if not Path(python).is_file():
        return _missing("settings", f"The add-ins ask a Python that is gone: {python}.", way_out)
    return _ok("settings", f"The add-ins ask the Python {python}.")


def _interpreter(machine: Machine) -> Point:
    python = told_python(machine.xlwings_conf)
    if not python:
        found = "Excel's add-in has not been told where Python is."
        return _missing("interpreter", found, _INSTALL)
    if Path(python) != machine.python:
        found = f"Excel's add-in asks another Python than this one: {python}."
        return _note("interpreter", found, "To let it ask this one, run: bsa-xl excel install")
    return _ok("interpreter", f"Excel's add-in asks this Python; {machine.xlwings_conf} says so.")


def _addin(machine: Machine) -> Point:
    path = machine.startup_folder / ADDIN
    try:
        held, ours = path.read_bytes(), built(ADDIN).read_bytes()
    except FileNotFoundError:
        return _missing("add-in", f"The add-in is not in {path.parent}.", _INSTALL)
    except (OSError, CannotInstallError) as fault:
        return _missing("add-in", f"The add-in cannot be read: {fault}", _INSTALL)
    if held != ours:
        return _missing("add-in", "Excel's add-in is of another version of BSA-XL.", _INSTALL)
    if Path(f"{path}:Zone.Identifier").exists():
        found = "Windows marks the add-in as come from the internet."
        return _missing("add-in", found, f"In its Properties tick Unblock: {path}")
    return _ok("add-in", f"The add-in lies in {path.parent}, which Excel opens by itself.")


def _macros(machine: Machine) -> Point:
    setting = _security(machine, "", "VBAWarnings")
    if _security(machine, r"\Trusted Locations", "AllLocationsDisabled") == "1":
        found = "Excel trusts no folder, so it asks about the add-in, or refuses it."
        blocks = setting in _ALLOWED
        return Point("macros", _MISSING if blocks else _NOTE, found, _IT)
    if setting in _ALLOWED:
        found = f"Excel runs {_ALLOWED[setting]}. The add-in is in one, other workbooks are not."
        return _note("macros", found, _IT)
    return _ok("macros", "Excel may run macros from its start-up folder.")


def _security(machine: Machine, key: str, name: str) -> str:
    """A setting of Excel's Trust Center: the IT department's goes before the user's own."""
    return machine.registry(_POLICY + key, name) or machine.registry(_CHOICE + key, name)


def _office(machine: Machine) -> Point:
    program = machine.office_program("soffice")
    if program:
        return _ok("libreoffice", f"LibreOffice is {program}.")
    if machine.is_windows:
        return _note("libreoffice", "LibreOffice was not found; Excel does without it.")
    way_out = "Install it from libreoffice.org, then: bsa-xl excel install --for libreoffice"
    return _note("libreoffice", "LibreOffice was not found on this computer.", way_out)
