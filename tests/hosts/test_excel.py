"""``bsa-xl excel``: what is said, what is done, how it ends; on an imitated Windows computer."""

import json

import pytest
from bsa_xl.udfs import excel_desktop
from support.windows_computer import Windows


@pytest.fixture
def computer(tmp_path, monkeypatch):
    computer = Windows(tmp_path / "c")
    monkeypatch.setattr(excel_desktop, "this_machine", computer.machine)
    return computer


def test_a_rehearsal_says_what_would_be_done_and_does_nothing(run, computer):
    ended = run("excel", "install", "--dry-run")
    assert ended.code == 0
    assert ended.out.splitlines()[2] == f"Copy the add-in to {computer.startup / 'bsa_xl.xlam'}"
    assert ended.err == "Nothing was done. Without --dry-run it would be.\n"
    assert not computer.user.exists()


def test_installed_and_examined(run, computer):
    ended = run("excel", "install")
    assert (ended.code, ended.err) == (
        0,
        "Done. Close the program and start it again; then: bsa-xl excel doctor\n",
    )
    assert (computer.startup / "bsa_xl.xlam").is_file()
    ended = run("excel", "doctor")
    assert (ended.code, ended.err) == (0, "Nothing is missing.\n")


def test_the_doctor_of_an_untouched_computer_ends_with_4(run, computer):
    computer.values = {}
    ended = run("excel", "doctor")
    assert ended.code == 4
    assert ended.err == "4 things are missing.\n"
    assert "MISSING  Excel was not found on this computer." in ended.out


def test_the_doctor_does_not_say_that_nothing_is_missing_where_no_addin_was_installed(
    run, computer
):
    computer.platform = "linux"
    ended = run("excel", "doctor")
    assert (ended.code, ended.err) == (0, "Nothing is broken; see what is noted.\n")
    assert "NOTE  No add-in has been installed here." in ended.out


def test_a_python_that_is_none_ends_the_doctor_with_4_on_every_system(run, computer, tmp_path):
    computer.platform = "linux"
    computer.environ |= {"HOME": str(tmp_path), "BSA_XL_PYTHON": "/etc/passwd"}
    ended = run("excel", "doctor")
    assert (ended.code, ended.err) == (4, "One thing is missing.\n")
    said = " ".join(ended.out.split())
    assert "MISSING BSA_XL_PYTHON names " in said
    assert "Set BSA_XL_PYTHON to the whole path of a Python that has BSA-XL, or remove it" in said


def test_what_libreoffice_refuses_leaves_nothing_that_looks_installed(run, computer, tmp_path):
    refuses = tmp_path / "unopkg"
    refuses.write_text("#!/bin/sh\necho 'Cannot run unopkg as root' >&2\nexit 1\n")
    refuses.chmod(0o755)
    computer.platform, computer.programs = "linux", {"unopkg": str(refuses)}
    ended = run("excel", "install", "--for", "libreoffice")
    assert ended.code == 4
    assert ended.err == (
        "LibreOffice did not take the add-in: Cannot run unopkg as root. "
        "Run this as the person who will use LibreOffice, not as the administrator.\n"
    )
    ended = run("excel", "doctor")
    assert "NOTE  No add-in has been installed here." in ended.out


def test_the_doctor_answers_a_program(run, computer):
    told = json.loads(run("excel", "doctor", "--json").out)
    assert (told["command"], told["exit"]) == ("excel doctor", 4)
    assert told["points"][1] == {
        "name": "excel",
        "state": "ok",
        "found": r"Excel is C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE, 64 bits.",
        "remedy": "",
    }
    assert {point["state"] for point in told["points"]} <= {"ok", "note", "missing"}
    assert computer.platform == "win32"


def test_elsewhere_excels_addin_is_refused_with_what_there_is_instead(run, computer):
    computer.platform = "linux"
    ended = run("excel", "install")
    assert ended.code == 4
    assert ended.err == (
        "Excel's add-in needs Excel on Windows, and this is another system. "
        "Here LibreOffice can have the functions: bsa-xl excel install --for libreoffice\n"
    )
    told = json.loads(run("excel", "install", "--json").out)
    assert told["error"]["problem"].startswith("Excel's add-in needs Excel on Windows")


def test_a_file_that_excel_has_open_is_told(run, computer):
    computer.startup.parent.mkdir(parents=True)
    computer.startup.write_text("a file where the folder belongs")
    ended = run("excel", "install")
    assert ended.code == 6
    assert "Traceback" not in ended.err
