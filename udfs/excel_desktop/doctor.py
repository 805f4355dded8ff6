"""What a computer has for BSA-XL in Excel and LibreOffice, what it lacks, and the way out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .install import ADDIN, CannotInstallError, built
from .machine import Machine
from .points import INSTALL, MISSING, NOTE, OK, Point, missing, note, ok
from .pythons import answers_of, interpreter, library, settled, xlwings

_POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security"
_CHOICE = r"HKCU\Software\Microsoft\Office\16.0\Excel\Security"
_IT = "Ask the IT department; it-department.md of the documentation says what is needed."
#: What Office's setting of macros means; 2, which asks the reader, is the usual one.
_NO_MACROS, _SIGNED_ONLY = "4", "3"
_ALLOWED = {
    _NO_MACROS: "macros from trusted folders alone",
    _SIGNED_ONLY: "signed macros, and those from trusted folders",
}


def examine(machine: Machine) -> tuple[Point, ...]:
    """Everything that was looked at, in the order in which it should be mended.

    Another Python than this one that an add-in asks is run once, for what it has.
    """
    python = ok("python", f"This Python is {machine.python}, {machine.bits} bits.")
    answers = answers_of(machine)
    if machine.is_windows:
        return (
            python,
            _excel(machine),
            *(look(machine, answers) for look in (xlwings, library, settled, interpreter)),
            *(look(machine) for look in (_addin, _macros, _office)),
        )
    other = note(
        "system",
        "Excel with the functions and buttons of BSA-XL needs Windows.",
        "On this system use the workbooks as they are, or LibreOffice with the add-in.",
    )
    return (other, python, settled(machine, answers), _office(machine))


def told(points: Iterable[Point]) -> str:
    """The points as text: what is missing first."""
    ordered = sorted(points, key=lambda point: (MISSING, NOTE, OK).index(point.word))
    return "\n".join(f"{each.word}  {each.found} {each.remedy}".rstrip() for each in ordered)


def _excel(machine: Machine) -> Point:
    if machine.excel:
        return ok("excel", f"Excel is {machine.excel}, {machine.excel_bits} bits.")
    way_out = "Install Microsoft Excel 2016 or later, not the one from a browser."
    return missing("excel", "Excel was not found on this computer.", way_out)


def _addin(machine: Machine) -> Point:
    path = machine.startup_folder / ADDIN
    try:
        held, ours = path.read_bytes(), built(ADDIN).read_bytes()
    except FileNotFoundError:
        return missing("add-in", f"The add-in is not in {path.parent}.", INSTALL)
    except (OSError, CannotInstallError) as fault:
        return missing("add-in", f"The add-in cannot be read: {fault}", INSTALL)
    if held != ours:
        return missing("add-in", "Excel's add-in is of another version of BSA-XL.", INSTALL)
    if Path(f"{path}:Zone.Identifier").exists():
        found = "Windows marks the add-in as come from the internet."
        return missing("add-in", found, f"In its Properties tick Unblock: {path}")
    return ok("add-in", f"The add-in lies in {path.parent}, which Excel opens by itself.")


def _macros(machine: Machine) -> Point:
    setting = _security(machine, "", "VBAWarnings")
    if _security(machine, r"\Trusted Locations", "AllLocationsDisabled") == "1":
        found = "Excel trusts no folder, so it asks about the add-in, or refuses it."
        blocks = setting in _ALLOWED
        return Point("macros", MISSING if blocks else NOTE, found, _IT)
    if setting in _ALLOWED:
        found = f"Excel runs {_ALLOWED[setting]}. The add-in is in one, other workbooks are not."
        return note("macros", found, _IT)
    return ok("macros", "Excel may run macros from its start-up folder.")


def _security(machine: Machine, key: str, name: str) -> str:
    """A setting of Excel's Trust Center: the IT department's goes before the user's own."""
    return machine.registry(_POLICY + key, name) or machine.registry(_CHOICE + key, name)


def _office(machine: Machine) -> Point:
    program = machine.office_program("soffice")
    if program:
        return ok("libreoffice", f"LibreOffice is {program}.")
    if machine.is_windows:
        return note("libreoffice", "LibreOffice was not found; Excel does without it.")
    way_out = "Install it from libreoffice.org, then: bsa-xl excel install --for libreoffice"
    return note("libreoffice", "LibreOffice was not found on this computer.", way_out)
