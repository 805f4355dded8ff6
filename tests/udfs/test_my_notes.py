"""My notes is the school's own sheet: buttons write there, and spare what is not theirs."""

import pytest
from bsa_xl.udfs.cells import NoAnswerError
from bsa_xl.udfs.findings import NOTES
from bsa_xl.udfs.macros import (
    MACROS,
    REPLACED,
    check_my_budget,
    prepare_submission,
    what_changed,
)
from openpyxl.styles import Protection
from support.noted import note, select

IN_ORDER, OF_NINETY = "0109", "0172"
SCHOOL = [macro for macro in MACROS if macro.group == "school"]

REFUSED = (
    "My notes cannot be written from J1 on. Lift the sheet's protection, unmerge the cells there, "
    "and press the button again."
)


@pytest.mark.parametrize(
    "macro", [check_my_budget, what_changed, prepare_submission], ids=lambda macro: macro.__name__
)
def test_a_button_goes_to_a_cell_of_a_sheet_that_is_not_in_front(macro, returned):
    book = returned(OF_NINETY)
    book.sheets["Start"].activate()
    report = macro(book)
    assert report.go_to
    sheet, _, cell = report.go_to.rpartition("!")
    assert book.impl.live.active.title == sheet.strip("'")
    assert book.selection.address.replace("$", "") == cell


def test_a_finding_on_a_hidden_sheet_is_told_and_nobody_is_taken_there(returned):
    book = returned(OF_NINETY)
    book.sheets["Start"].activate()
    sheet = check_my_budget(book).go_to.rpartition("!")[0]
    book.sheets["Start"].activate()
    book.impl.live[sheet].sheet_state = "hidden"
    report = check_my_budget(book)
    assert report.go_to.startswith(f"{sheet}!")
    assert book.impl.live.active.title == "Start"
    assert note(book)[0][0] == "Check of the budget"


def test_a_long_text_makes_a_row_no_higher_than_excel_has_them(issued):
    book = issued(IN_ORDER)
    for half in (book.impl.live, book.impl.cached):
        half["Staffing"]["T7"] = "y " * 450
    report = what_changed(book)
    assert [row[1] for row in report.rows] == ["Staffing!T7"]
    heights = book.impl.live[NOTES].row_dimensions
    # A title, a sentence, what is replaced, an empty row, the headers, then the entry: 900
    # characters in 30 of width are 30 lines of 15 points, and 409.5 is Excel's most.
    assert heights[6].height == 409


def protected(notes) -> None:
    notes.protection.sheet = True


def unlocked_but_protected(notes) -> None:
    notes.protection.sheet = True
    for row in notes["J1:R1040"]:
        for cell in row:
            cell.protection = Protection(locked=False)


def merged(notes) -> None:
    notes.merge_cells("H3:L5")


@pytest.mark.parametrize("change", [protected, unlocked_but_protected, merged])
def test_notes_that_cannot_be_written_are_told(change, returned):
    book = returned(OF_NINETY)
    change(book.impl.live[NOTES])
    with pytest.raises(NoAnswerError) as fault:
        check_my_budget(book)
    assert str(fault.value) == REFUSED


@pytest.mark.parametrize("macro", SCHOOL, ids=lambda macro: macro.name)
def test_a_schools_own_words_are_not_cleared_away(macro, returned):
    book = returned(OF_NINETY)
    select(book, "Staffing", (7, 3))
    book.impl.live[NOTES]["K5"] = "Call the union."
    with pytest.raises(NoAnswerError) as fault:
        macro.run(book)
    assert str(fault.value) == (
        "Words of yours stand on My notes in K5, where buttons write what they find. Move them to "
        "the left of column J, and press the button again."
    )
    assert book.impl.live[NOTES]["K5"].value == "Call the union."


@pytest.mark.parametrize("macro", SCHOOL, ids=lambda macro: macro.name)
def test_a_report_says_that_it_will_be_replaced(macro, returned):
    book = returned(OF_NINETY)
    select(book, "Staffing", (7, 3))
    report = macro.run(book)
    stands = [row[0] for row in note(book)]
    assert stands[len(report.lead) + 1] == REPLACED
    assert REPLACED not in report.message


def test_words_beyond_a_report_s_columns_are_nobodys_business(returned):
    book = returned(OF_NINETY)
    book.impl.live[NOTES]["S2"] = "Call the union."
    check_my_budget(book)
    assert book.impl.live[NOTES]["S2"].value == "Call the union."


@pytest.mark.parametrize("macro", SCHOOL, ids=lambda macro: macro.name)
def test_notes_that_were_taken_away_are_told(macro, returned):
    book = returned(OF_NINETY)
    select(book, "Staffing", (7, 3))
    for half in (book.impl.live, book.impl.cached):
        del half[NOTES]
    with pytest.raises(NoAnswerError) as fault:
        macro.run(book)
    assert str(fault.value) == (
        "0172 school budget.xlsx has no sheet My notes any more, where this button writes what it "
        "finds. Add an empty sheet of that name, and press the button again."
    )
