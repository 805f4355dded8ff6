"""Installing puts three files where Excel, our VBA and LibreOffice's add-in look, and nothing else."""

import json
import sys
from pathlib import Path

import pytest
from bsa_xl.udfs.excel_desktop import (
    EXCEL,
    LIBREOFFICE,
    CannotInstallError,
    examine,
    tasks,
    this_machine,
)
from bsa_xl.udfs.excel_desktop.conf import told_python

TEMPLATES = Path(__file__).parents[3] / "workbook_templates"


def carry_out(machine, target):
    for task in tasks(machine, target):
        task.do()


def files_below(folder):
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def test_excel_gets_its_addin_and_is_told_where_python_is(windows):
    carry_out(windows.machine(), EXCEL)
    assert files_below(windows.user) == [
        ".bsa_xl/bsa_xl.conf",
        "AppData/Local/BSA-XL/settings.json",
        "AppData/Roaming/Microsoft/Excel/XLSTART/bsa_xl.xlam",
    ]
    addin = windows.startup / "bsa_xl.xlam"
    assert addin.read_bytes() == (TEMPLATES / "bsa_xl.xlam").read_bytes()
    assert json.loads(windows.settings.read_bytes()) == {"python": str(windows.python)}
    conf = windows.user / ".bsa_xl" / "bsa_xl.conf"
    assert conf.read_bytes() == (  # as VBA's Input # reads it: two texts in quotes a line
        f'"INTERPRETER_WIN","{windows.python}"\r\n"SHOW CONSOLE","False"\r\n'.encode("cp1252")
    )
    assert told_python(conf, {}) == str(windows.python)


def test_it_can_be_done_again_after_a_new_version(windows):
    carry_out(windows.machine(), EXCEL)
    (windows.startup / "bsa_xl.xlam").write_bytes(b"an older one")
    carry_out(windows.machine(), EXCEL)
    assert [point.name for point in examine(windows.machine()) if point.is_missing] == []


def test_what_will_be_done_is_told_before_anything_is(windows):
    said = [task.says for task in tasks(windows.machine(), EXCEL)]
    assert said == [
        f"Say in {windows.settings} that the add-ins ask the Python {windows.python}",
        f"Say the same to Excel's add-in in {windows.user / '.bsa_xl' / 'bsa_xl.conf'}",
        f"Copy the add-in to {windows.startup / 'bsa_xl.xlam'}",
    ]
    assert not windows.user.exists()


def refused(machine, target):
    with pytest.raises(CannotInstallError) as refusal:
        tasks(machine, target)
    return str(refusal.value)


def test_excels_addin_is_refused_where_there_is_no_windows(windows):
    windows.platform = "darwin"
    assert refused(windows.machine(), EXCEL) == (
        "Excel's add-in needs Excel on Windows, and this is another system. "
        "Here LibreOffice can have the functions: bsa-xl excel install --for libreoffice"
    )


@pytest.mark.parametrize(
    ("version", "pywin32", "found"),
    [
        ("", True, "has no xlwings"),
        ("0.36.1", True, "has xlwings 0.36.1"),
        ("0.37.8", False, "cannot talk to Excel (pywin32)"),
    ],
)
def test_another_xlwings_is_refused_with_the_way_out(windows, version, pywin32, found):
    windows.xlwings, windows.has_pywin32 = version, pywin32
    assert refused(windows.machine(), EXCEL) == (
        f"The add-in needs xlwings 0.37.8, and this Python {found}. "
        f'Run: "{windows.python}" -m pip install "bsa-xl[excel]" xlwings==0.37.8'
    )


def test_a_path_that_excel_cannot_read_is_refused(windows):
    windows.python = Path("C:/用户/python.exe")
    said = refused(windows.machine(), EXCEL)
    assert said == (
        f"Excel cannot start a Python whose path has these letters: {windows.python}. "
        "Install Python in a folder whose path has plain letters, such as C:\\Python."
    )
    assert not windows.user.exists()


def test_without_libreoffice_its_addin_is_refused(windows):
    assert refused(windows.machine(), LIBREOFFICE) == (
        "LibreOffice was not found on this computer. "
        "Install LibreOffice from libreoffice.org, then run this again."
    )


def unopkg(folder, ends_with, says=""):
    """A program that writes down how it was called."""
    folder.mkdir(parents=True, exist_ok=True)
    program, log = folder / "unopkg", folder / "called"
    lines = (
        f"#!{sys.executable}",
        "import os, sys, pathlib",
        f"pathlib.Path({str(log)!r}).write_text(' '.join(sys.argv[1:]))",
        f"pathlib.Path({str(log)!r} + '-in').write_text(' '.join(sorted(os.environ)))",
        f"sys.stderr.write({says!r})",
        f"sys.exit({ends_with})",
    )
    program.write_text("\n".join(lines), encoding="utf-8")
    program.chmod(0o755)
    return program, log


def test_libreoffice_takes_the_extension_by_its_own_tool(windows, tmp_path):
    program, log = unopkg(tmp_path / "office", 0)
    windows.platform, windows.programs = "linux", {"unopkg": str(program)}
    windows.environ = {"HOME": str(windows.user)}
    carry_out(windows.machine(), LIBREOFFICE)
    assert log.read_text() == f"add --force --suppress-license {TEMPLATES / 'bsa_xl.oxt'}"
    assert files_below(windows.user) == [".config/bsa-xl/settings.json"]


def test_its_tool_does_not_inherit_what_leads_its_python_astray(windows, tmp_path):
    program, log = unopkg(tmp_path / "office", 0)
    windows.platform, windows.programs = "linux", {"unopkg": str(program)}
    astray = {"PYTHONPATH": str(tmp_path / "x"), "PYTHONSAFEPATH": "1", "PYTHONHOME": "/nowhere"}
    windows.environ = {"HOME": str(windows.user), "LC_ALL": "C.UTF-8", **astray}
    carry_out(windows.machine(), LIBREOFFICE)
    assert log.with_name("called-in").read_text() == "HOME LC_ALL"


BY_HAND = (
    "Mend that and run this again, or add it in LibreOffice, Tools, Extensions: "
    f"{TEMPLATES / 'bsa_xl.oxt'}"
)


@pytest.mark.parametrize(
    ("says", "told", "remedy"),
    [
        (
            "ERROR: unopkg cannot be started. The lock file indicates it as already running.\n",
            "ERROR: unopkg cannot be started. The lock file indicates it as already running.",
            "Close LibreOffice everywhere, then run this again.",
        ),
        (  # as LibreOffice 7.4 says it
            "ERROR: Cannot run unopkg as root without --shared or --bundled option.\n",
            "ERROR: Cannot run unopkg as root without --shared or --bundled option.",
            "Run this as the person who will use LibreOffice, not as the administrator.",
        ),
        ("No space left on device", "No space left on device.", BY_HAND),
        ("", "it did not say why.", BY_HAND),
    ],
)
def test_what_libreoffice_says_against_it_is_passed_on(windows, tmp_path, says, told, remedy):
    program, _ = unopkg(tmp_path / "office", 1, says)
    windows.programs = {"unopkg": str(program)}
    with pytest.raises(CannotInstallError) as refusal:
        carry_out(windows.machine(), LIBREOFFICE)
    assert str(refusal.value) == f"LibreOffice did not take the add-in: {told} {remedy}"
    assert not windows.user.exists(), "nothing is settled for an add-in that is not there"


def test_programs_of_libreoffice_are_found_where_windows_keeps_them(windows):
    program = Path(windows.environ["PROGRAMFILES"], "LibreOffice", "program", "unopkg.exe")
    program.parent.mkdir(parents=True)
    program.write_bytes(b"")
    assert windows.machine().office_program("unopkg") == str(program)
    assert windows.machine().office_program("soffice") == ""


def test_this_computer_is_described():
    machine = this_machine()
    assert (machine.platform, machine.python) == (sys.platform, Path(sys.executable))
    assert machine.xlwings == "0.37.8"
    assert machine.registry(r"HKCU\Software\Nothing", "") == ""
