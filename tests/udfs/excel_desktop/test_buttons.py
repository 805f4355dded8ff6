"""A pressed button always answers with a sentence for people, and faults can be read again."""

from types import SimpleNamespace

import pytest
from bsa_xl.udfs.cells import NoAnswerError
from bsa_xl.udfs.excel_desktop import buttons as module
from bsa_xl.udfs.excel_desktop.buttons import press, pressed
from bsa_xl.udfs.excel_desktop.faults import FaultBook
from bsa_xl.udfs.excel_desktop.presses import CENTRAL, SCHOOL, Button, buttons
from bsa_xl.udfs.macros import MACROS
from bsa_xl.udfs.reports import Report

from bsa_xl.filing import CannotWriteError


@pytest.fixture
def faults(tmp_path):
    return FaultBook(tmp_path / "BSA-XL" / "settings.json")


@pytest.fixture
def presses(monkeypatch, faults, windows):
    """Presses a button behind which a function stands."""

    def run(macro, name="a-button"):
        made = (Button("a-button", "A button", "Does it.", SCHOOL, macro),)
        monkeypatch.setattr(module, "buttons", lambda *_: made)
        return pressed(name, lambda: SimpleNamespace(name="book.xlsx"), faults, windows.machine)

    return run


def test_the_answer_is_what_the_report_says(presses):
    assert presses(lambda book: Report(book.name, ("All is well.", "Send it."))) == (
        "All is well.\nSend it."
    )
    assert presses(lambda _: None) == ""


def test_a_missing_sheet_an_old_template_a_full_disk_are_told_as_they_are(presses, faults):
    def without_sheet(_):
        raise NoAnswerError("book.xlsx has no sheet Staffing. Open the workbook of the office.")

    def full(_):
        raise CannotWriteError("report.pdf", "The disk is full.", "Free some space.", 28)

    assert presses(without_sheet) == (
        "book.xlsx has no sheet Staffing. Open the workbook of the office."
    )
    assert presses(full) == "The disk is full. Free some space."
    assert [fault.text for fault in faults.last()] == [
        "The disk is full. Free some space.",
        "book.xlsx has no sheet Staffing. Open the workbook of the office.",
    ]


def test_a_fault_of_ours_is_told_without_a_traceback_which_is_kept(presses, faults):
    told = presses(lambda _: {}["not there"])
    assert told == (
        "This is a fault of BSA-XL, not of your workbook. The details were written to "
        f"{faults.path}: send that file to the central office."
    )
    assert "KeyError: 'not there'" in faults.path.read_text()
    assert "Traceback" not in presses(lambda _: None, "what-went-wrong")


def test_what_went_wrong_shows_the_last_faults_the_newest_first(presses, faults):
    assert presses(lambda _: None, "what-went-wrong") == "Nothing went wrong lately."
    faults.keep("bsa_share_out", "The total is empty, and a number belongs there.")
    faults.keep("bsa_rounded", "The number is '#REF!', and a number belongs there.")
    faults.keep("bsa_share_out", "The total is empty, and a number belongs there.")
    said = presses(lambda _: None, "what-went-wrong").split("\n\n")
    assert said[0] == "What went wrong last:"
    assert [line.split("  ", 1)[1] for line in said[1:]] == [
        "bsa_share_out: The total is empty, and a number belongs there.",
        "bsa_rounded: The number is '#REF!', and a number belongs there.",
    ]


def test_the_doctor_answers_a_button_too(presses):
    assert presses(lambda _: None, "doctor").startswith("MISSING  No Python is settled")


def test_an_unknown_button_says_which_versions_to_look_at(presses):
    assert presses(lambda _: None, "dance") == (
        "There is no button 'dance' in this version of BSA-XL. Run 'bsa-xl excel install' for the "
        "add-in, and ask for the workbook of this version."
    )


def test_vba_of_another_version_is_told_before_anything_is_done():
    assert press("check-my-budget", "0.30.0", 1).startswith(
        "The buttons in this workbook or add-in are of another version of BSA-XL."
    )


def test_every_macro_is_a_button_of_its_group():
    assert [each.name.replace("-", "_") for each in buttons(SCHOOL, CENTRAL)] == [
        macro.name for macro in MACROS
    ]
    assert [each.sub for each in buttons(SCHOOL)][:2] == ["BsaCheckMyBudget", "BsaExplainThisCell"]
    assert {each.group for each in buttons(CENTRAL)} == {CENTRAL}


def test_a_long_list_of_faults_is_cut_and_a_broken_line_passed_over(faults):
    for n in range(3000):
        faults.keep("bsa_share_out", f"Fault {n} " + "x" * 90)
    assert faults.path.stat().st_size < 250_000
    assert faults.last(1)[0].text.startswith("Fault 2999 ")
    with faults.path.open("a") as file:
        file.write("{broken\n")
    assert faults.last(1)[0].text.startswith("Fault 2999 ")


def test_faults_that_cannot_be_written_stop_nothing(tmp_path):
    (tmp_path / "BSA-XL").write_text("a file where the folder belongs")
    book = FaultBook(tmp_path / "BSA-XL" / "settings.json")
    book.keep("bsa_rounded", "No value.")
    assert book.told() == "Nothing went wrong lately."
