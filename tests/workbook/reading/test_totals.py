"""Stored totals: never believed, told when they are old, fatal where an old one was approved."""

import pytest
from support.school_book import COUNCIL

from bsa_xl.workbook.package import read_package
from bsa_xl.workbook.reading import read_returned, stale_cells

OLD = (
    "Nothing is lost, for all totals were worked out again; open the workbook in Excel, press F9 "
    "and save it to see them. [FILE-38]"
)


def texts(returned):
    return [str(finding) for finding in returned.findings]


def test_totals_that_fit_are_not_spoken_of(book, read):
    assert texts(read(book.issued.data)) == []


def test_entries_changed_without_recalculation_are_told_once(read, edit, at):
    file = edit()
    file.number("Staffing", at("Staffing", "how_many", 2), 3)
    returned = read(file.packed())
    first = ", ".join(f"Staffing {at('Staffing', name, 2)}" for name in ("fte", "salary", "cost"))
    stale = [finding for finding in returned.findings if finding.id == "FILE-38"]
    assert len(stale) == 1
    said, _, more = str(stale[0]).partition(" and ")
    assert said == (
        f"0417.xlsx, Staffing {at('Staffing', 'fte', 2)}: The stored totals are older than the "
        f"entries, in {first}"
    )
    assert more.endswith(f" more. {OLD}")
    assert returned.is_acceptable
    line = next(line for line in returned.budget.staffing if line.row.key == "S003")
    assert line.fte_parts == 30_000


@pytest.mark.parametrize(
    ("sheet", "table", "column"),
    [("Staffing", "Staffing", "cost"), ("Spending", "Spending", "cost"),
     ("Programs", "Program", "left"), ("Sign-off", "Approval", "budgeted"),
     ("Programs", "Required", "planned")],
)  # fmt: skip
def test_a_forged_stored_total_is_told_with_its_cell(read, edit, at, sheet, table, column):
    file = edit()
    file.cached(sheet, at(table, column), "17.25")
    assert texts(read(file.packed())) == [
        (
            f"0417.xlsx, {sheet} {at(table, column)}: The stored totals are older than the entries, in "
            f"{sheet} {at(table, column)}. {OLD}"
        )
    ]


def test_a_workbook_that_was_never_calculated_is_fine(read, edit):
    file = edit()
    for sheet in file.sheets:
        for cell in file.cells(sheet).values():
            held = cell.find("{*}v")
            if cell.find("{*}f") is not None and held is not None:
                cell.remove(held)
                cell.attrib.pop("t", None)
    returned = read(file.packed())
    assert returned.is_as_issued
    assert texts(returned) == []


def test_an_old_total_that_was_approved_is_fatal(book, read, edit, at):
    opened = dict(book.case(book.opening).budget.bodies())[COUNCIL]
    file = edit()
    file.number("Staffing", at("Staffing", "share_1", 3), 50)
    file.number("Staffing", at("Staffing", "how_many", 3), 3)
    dollars = f"{opened // 100}.{opened % 100:02d}"
    file.number("Sign-off", at("Approval", "approved"), dollars)
    returned = read(file.packed())
    now = dict(returned.budget.bodies())[COUNCIL]
    assert now != opened
    assert texts(returned)[1] == (
        f"0417.xlsx, Sign-off {at('Approval', 'approved')}: The amount approved is "
        f"${opened / 100:,.2f}, an old total; the entries come to ${now / 100:,.2f}. Press F9 in "
        "Excel, save the workbook, and have the amount that the entries come to approved. [FILE-38]"
    )
    assert [finding.is_fatal for finding in returned.findings] == [False, True]


def test_an_amount_approved_that_is_no_stored_total_is_not_held_against_anybody(read, edit, at):
    file = edit()
    file.number("Staffing", at("Staffing", "how_many", 3), 3)
    file.number("Sign-off", at("Approval", "approved"), "12.50")
    assert [finding.is_fatal for finding in read(file.packed()).findings] == [False]


@pytest.mark.parametrize("seed", [1, 4, 9])
def test_every_stored_value_of_a_filled_workbook_fits_and_a_changed_one_does_not(
    book, desk, edit, seed
):
    case = book.case(book.random_plan(seed))
    data = book.returned(case.budget.plan)
    package = read_package(data, "0417.xlsx")
    assert stale_cells(package, book.layout, case) == []
    assert read_returned(package, desk).is_as_issued
    file = edit(data)
    file.raw("Start", "F7", "str", "Exactly nothing")
    file.cached("Programs", "G8", "0.01")
    changed = read_package(file.packed(), "0417.xlsx")
    assert stale_cells(changed, book.layout, case) == [("Programs", "G8")]


def test_a_stored_word_is_compared_too(book, edit):
    file = edit()
    file.cached("Start", "F7", "Exactly nothing")
    package = read_package(file.packed(), "0417.xlsx")
    assert stale_cells(package, book.layout, book.case(book.opening)) == [("Start", "F7")]
