"""Buttons on real issued workbooks: what they write, where they go, and what they leave alone."""

import shutil
from pathlib import Path

import pytest
from bsa_xl.udfs.books import address_of, values_of
from bsa_xl.udfs.cells import NoAnswerError
from bsa_xl.udfs.findings import NOTES
from bsa_xl.udfs.macros import (
    MACROS,
    check_my_budget,
    explain_this_cell,
    prepare_submission,
    price_staffing,
    what_changed,
)
from openpyxl import Workbook, load_workbook
from support.noted import note, select
from support.xlwings_engine import open_book

from bsa_xl import api

IN_ORDER, NO_MEETING, AS_TEXT, OF_NINETY = "0109", "0130", "0144", "0172"
SCHOOL = [macro for macro in MACROS if macro.group == "school"]


def everything(path: Path) -> dict[tuple[str, str], object]:
    """Every cell of a workbook but those of My notes from column J on."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "") and not (sheet.title == NOTES and cell.column >= 10)
    }


def test_a_budget_in_order_can_be_sent(returned):
    book = returned(IN_ORDER)
    report = check_my_budget(book)
    assert report.lead[0] == "Nothing is open: the budget can be sent in."
    assert report.go_to == ""
    assert note(book)[0][0] == "Check of the budget"


def test_the_check_names_every_cell_and_goes_to_the_first(returned, season):
    book = returned(OF_NINETY)
    report = check_my_budget(book)
    [file] = api.check_files((season / "inbox" / f"{OF_NINETY} school budget.xlsx",)).files
    fatal = [finding for finding in file.findings if finding.is_fatal]
    assert fatal
    told = [row for row in report.rows if row[0] == "FIX"]
    assert [(row[2], row[3]) for row in told] == [
        (finding.problem[0].upper() + finding.problem[1:], finding.remedy) for finding in fatal
    ]
    first = fatal[0].where
    assert report.go_to == f"{first.sheet}!{first.cell}"
    assert (book.selection.sheet.name, book.selection.address.replace("$", "")) == (
        first.sheet, first.cell,
    )  # fmt: skip
    table = note(book)
    head = next(n for n, row in enumerate(table) if row[1] == "Go there")
    assert table[head + 1][0] == "FIX"
    assert table[head + 1][1] == f'=HYPERLINK("#{report.go_to}","{report.go_to}")'


def test_a_text_among_amounts_is_found(returned):
    report = check_my_budget(returned(AS_TEXT))
    assert any(row[0] == "FIX" and "text" in str(row[2]) for row in report.rows)


def test_a_workbook_as_issued_has_things_to_do_and_nothing_to_fix(issued):
    report = check_my_budget(issued(IN_ORDER))
    assert report.lead[0].endswith("to do.")
    assert "to fix" not in report.lead[0]


def test_what_changed_shows_old_and_new(issued):
    book = issued(IN_ORDER)
    assert what_changed(book).lead == ("Nothing has been changed yet.",)
    sheet = book.sheets["Spending"].impl.live
    [column] = [cell.column_letter for cell in sheet[6] if cell.value == "Why it is needed"]
    sheet[f"{column}7"] = "For the library"
    report = what_changed(book)
    assert report.rows == (
        ("CHANGED", f"Spending!{column}7", "Why it is needed", None, "For the library"),
    )
    assert report.lead == ("1 entry differs from how the workbook was issued.",)
    assert book.selection.address == f"${column}$7"


def test_staffing_priced_again_is_what_the_rows_show(returned):
    report = price_staffing(returned(IN_ORDER))
    assert {row[0] for row in report.rows} == {"OK"}
    total = sum(round(row[6] * 100) for row in report.rows)
    assert report.lead == (f"{len(report.rows):,} rows of Staffing come to ${total / 100:,.2f}.",)


def test_a_stale_cost_is_told(returned):
    book = returned(IN_ORDER)
    report = price_staffing(book)
    row = int(report.rows[0][1].rpartition("!")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    cached = book.sheets["Staffing"].impl.cached
    cost = [cell for cell in cached[row] if cell.value == report.rows[0][6]]
    assert cost
    for cell in cost:
        cell.value = 1.0
    again = price_staffing(book)
    assert again.rows[0][0] == "FIX"
    assert again.lead[1] == (
        "1 of them show another cost. Switch Excel's calculation to automatic, press F9, and look "
        "again."
    )


def test_a_submission_is_told_with_the_figures_of_its_receipt(returned):
    report = prepare_submission(returned(IN_ORDER))
    assert report.lead == (
        "Nothing is open: the budget can be sent in.",
        "Print its sheets, or save them as a PDF, for your files.",
        "Save the workbook, and send it to the central office.",
    )
    told = {row[2]: row[3] for row in report.rows}
    live = api.read_live(values_of(returned(IN_ORDER)))
    assert told["Budgeted"] == f"${live.planned_cents / 100:,.2f}"
    assert told["Issue code"] == live.code
    assert live.is_ready


def test_a_submission_is_printed_beside_the_workbook(returned, office, tmp_path):
    book = returned(IN_ORDER)

    def print_out(paper, path: Path) -> None:
        paper.save(tmp_path / "printed.xlsx")
        office.to_pdf(tmp_path / "printed.xlsx", path)

    book.impl.printer = print_out
    report = prepare_submission(book)
    assert report.lead[1] == f"Its sheets are printed to {IN_ORDER} school budget.pdf, beside it."
    assert (tmp_path / f"{IN_ORDER} school budget.pdf").read_bytes().startswith(b"%PDF-")


def test_a_pdf_that_lies_there_is_not_written_over(returned, tmp_path):
    book = returned(IN_ORDER)
    book.impl.printer = lambda _, path: path.write_bytes(b"%PDF-")
    scanned = tmp_path / f"{IN_ORDER} school budget.pdf"
    scanned.write_bytes(b"the principal's signed scan")
    said = [prepare_submission(book).lead[1] for _ in range(2)]
    assert said == [
        f"Its sheets are printed to {IN_ORDER} school budget ({n}).pdf, beside it." for n in (2, 3)
    ]
    assert scanned.read_bytes() == b"the principal's signed scan"


def test_what_is_missing_for_a_submission_is_listed(returned):
    report = prepare_submission(returned(NO_MEETING))
    assert report.lead[1] == "Check my budget leads to what is open."
    assert {row[0] for row in report.rows} & {"FIX", "TO DO", "EXPLAIN"}
    assert report.go_to


def test_a_cell_is_explained(returned):
    book = returned(IN_ORDER)
    staffing = book.sheets["Staffing"].impl.live
    [cost] = [cell.column for cell in staffing[6] if cell.value == "Line cost"]
    select(book, "Staffing", (7, cost))
    report = explain_this_cell(book)
    assert report.title == f"Staffing {address_of(7, cost)}: Line cost"
    assert report.lead[1] == "It is worked out by a formula, and nobody types there."
    assert report.lead[2].startswith("It follows from FTE (U7: 1), Cost of 1.0 FTE (Z7: $")
    assert {"Salary", "Benefits"} <= {row[0] for row in report.rows}


def test_nothing_selected_is_told(returned):
    book = returned(IN_ORDER)
    book.app.impl.selection = None
    with pytest.raises(NoAnswerError) as fault:
        explain_this_cell(book)
    assert str(fault.value) == "No cell is selected. Select one, and press the button again."


@pytest.mark.parametrize("macro", SCHOOL, ids=lambda macro: macro.name)
def test_a_button_touches_nothing_but_its_own_columns(macro, returned, tmp_path):
    book = returned(OF_NINETY)
    select(book, "Staffing", (7, 3))
    before = everything(Path(book.fullname))
    macro.run(book)
    book.save(tmp_path / "after.xlsx")
    assert everything(tmp_path / "after.xlsx") == before


@pytest.mark.parametrize("macro", SCHOOL, ids=lambda macro: macro.name)
def test_a_second_press_replaces_the_first(macro, returned):
    book = returned(OF_NINETY)
    select(book, "Staffing", (7, 3))
    macro.run(book)
    first = note(book)
    macro.run(book)
    assert note(book) == first


@pytest.mark.parametrize("macro", SCHOOL, ids=lambda macro: macro.name)
def test_another_workbook_is_told_apart(macro, tmp_path):
    path = tmp_path / "shopping.xlsx"
    Workbook().save(path)
    book = open_book(path)
    book.sheets[0].range("A1").select()
    with pytest.raises(NoAnswerError) as fault:
        macro.run(book)
    assert str(fault.value) == (
        "shopping.xlsx is not a school's workbook as the central office issues it: it has no sheet "
        "Snapshot. Bring the one that you plan in to the front, and press the button again."
    )


def test_what_a_button_wrote_does_not_keep_a_budget_from_being_accepted(season, tmp_path):
    name = f"{IN_ORDER} school budget.xlsx"
    path = Path(shutil.copy(season / "inbox" / name, tmp_path / name))
    book = open_book(path)
    check_my_budget(book)
    book.save(path)
    [file] = api.check_files((path,)).files
    assert file.outcome.value == "accepted", [str(f) for f in file.findings]
