"""Rows are found by their keys, whatever was inserted, deleted, copied or sorted."""

from decimal import Decimal

import pytest
from support.school_book import GENERAL, SUPPLIES, TEACHER

from bsa_xl.workbook.package import PackageRefused

AS_ISSUED = (
    "Copy your entries into a workbook as it was issued; to drop a position, choose Close, and to "
    "drop an item, clear its row. [FILE-34]"
)
ADDED = (
    "This row was added to the table; it counts in the budget, though the workbook's own totals "
    "may leave it out. Nothing needs to be done; next time use one of the free rows of the table. "
    "[FILE-34]"
)


@pytest.fixture(scope="module")
def staffing(book):
    return book.layout.letters(book.layout.staffing)


@pytest.fixture(scope="module")
def spending(book):
    return book.layout.letters(book.layout.spending)


def texts(returned):
    return [str(finding) for finding in returned.findings]


def fill(file, letters, row):
    """A new half-time teacher of the general fund."""
    for name, value in (("action", "New"), ("title", TEACHER), ("program_1", GENERAL)):
        file.text("Staffing", f"{letters[name]}{row}", value)
    for name, number in (("how_many", 1), ("fte_each", "0.6"), ("share_1", 100)):
        file.number("Staffing", f"{letters[name]}{row}", number)


def test_an_inserted_row_is_a_new_line_with_a_warning(book, read, edit, staffing):
    file = edit()
    file.shift_rows("Staffing", 9, 1)
    fill(file, staffing, 9)
    returned = read(file.packed())
    assert texts(returned) == [f"0417.xlsx, Staffing {staffing['action']}9: {ADDED}"]
    assert returned.is_acceptable
    assert not returned.is_as_issued
    keys = [(row.key, row.place.row) for row in returned.plan.staffing]
    new = f"S{book.layout.staffing.rows + 1:03d}"
    assert keys == [("S001", 7), ("S002", 8), (new, 9), ("S003", 10), ("S004", 11)]
    kept = [row for row in returned.plan.staffing if row.key != new]
    for row, opened in zip(kept, book.opening.staffing, strict=True):
        assert (row.title, row.shares, row.position_id) == (
            opened.title, opened.shares, opened.position_id,
        )  # fmt: skip
    added = next(row for row in returned.plan.staffing if row.key == new)
    assert (added.title, added.fte_each, added.position_id) == (TEACHER, Decimal("0.6"), "")


def test_an_inserted_row_that_stays_empty_is_nothing_to_speak_of(read, edit):
    file = edit()
    file.shift_rows("Staffing", 10, 1)
    returned = read(file.packed())
    assert texts(returned) == []
    assert [row.place.row for row in returned.plan.staffing] == [7, 8, 9, 11]


def test_rows_inserted_on_both_sheets_keep_every_other_check(read, edit, staffing):
    file = edit()
    file.shift_rows("Staffing", 8, 1)
    file.shift_rows("Spending", 9, 1)
    file.number("Staffing", f"{staffing['cost']}12", "1")
    returned = read(file.packed())
    assert [(f.id, f.where.sheet, f.where.cell) for f in returned.findings] == [
        ("FILE-37", "Staffing", f"{staffing['cost']}12")
    ]


def test_a_row_typed_below_the_table_is_a_new_line(book, read, edit, spending):
    file = edit()
    row = book.layout.spending.last + 1
    file.text("Spending", f"{spending['item']}{row}", SUPPLIES)
    file.number("Spending", f"{spending['amount']}{row}", 125)
    file.text("Spending", f"{spending['program']}{row}", GENERAL)
    returned = read(file.packed())
    assert texts(returned) == [f"0417.xlsx, Spending {spending['item']}{row}: {ADDED}"]
    assert [line.cents for line in returned.budget.spending] == [12_500]
    assert returned.plan.spare["spending"] == book.layout.spending.rows


def test_several_added_rows_get_keys_of_their_own(book, read, edit, spending):
    file = edit()
    last = book.layout.spending.last
    for n in (1, 2):
        file.number("Spending", f"{spending['amount']}{last + n}", n)
    returned = read(file.packed())
    rows = book.layout.spending.rows
    assert [row.key for row in returned.plan.spending] == [f"P{rows + 1:03d}", f"P{rows + 2:03d}"]


def test_deleted_rows_are_named_by_their_keys(read, edit):
    file = edit()
    for _ in range(2):
        file.shift_rows("Staffing", 9, -1)
    returned = read(file.packed())
    assert texts(returned)[0] == (
        f"0417.xlsx, Staffing: 2 rows are missing from Staffing: S003 and S004. {AS_ISSUED}"
    )
    assert [each.id for each in returned.findings] == ["FILE-34"]
    assert not returned.is_acceptable
    assert [row.key for row in returned.plan.staffing] == ["S001", "S002"]


def test_one_deleted_row_and_many_deleted_rows_are_listed(read, edit):
    file = edit()
    file.shift_rows("Spending", 7, -1)
    assert texts(read(file.packed())) == [
        f"0417.xlsx, Spending: 1 row is missing from Spending: P001. {AS_ISSUED}"
    ]
    for _ in range(11):
        file.shift_rows("Staffing", 8, -1)
    listed = ", ".join(f"S{n:03d}" for n in range(2, 12))
    assert texts(read(file.packed()))[0] == (
        f"0417.xlsx, Staffing: 11 rows are missing from Staffing: {listed} and 1 more. {AS_ISSUED}"
    )


def test_a_key_that_stands_twice_rejects_both_rows(read, edit, staffing):
    file = edit()
    fill(file, staffing, 11)
    file.copy_row("Staffing", 11, 12)
    returned = read(file.packed())
    assert texts(returned)[0] == (
        "0417.xlsx, Staffing: 1 row is missing from Staffing: S006. " + AS_ISSUED
    )
    assert texts(returned)[1] == (
        "0417.xlsx, Staffing A12: The rows 11 and 12 of Staffing are copies of one another, with "
        "the key S005, and none of them counts. Delete the copy, and enter what it was for in a "
        "free row of the table. [FILE-34]"
    )
    assert [each.id for each in returned.findings] == ["FILE-34", "FILE-34"]
    assert [row.key for row in returned.plan.staffing] == ["S001", "S002", "S003", "S004"]
    rejected = [(each.where.cell, each.number) for each in returned.rejected if each.number]
    assert rejected == [
        (f"{staffing[name]}{row}", number)
        for row in (11, 12)
        for name, number in (("how_many", 1), ("fte_each", Decimal("0.6")), ("share_1", 100))
    ]
    assert {each.reason for each in returned.rejected} == {"its row's key stands there twice"}


def test_sorted_rows_are_read_by_their_keys(read, edit):
    """The rows of two positions, exchanged with everything in them."""
    file = edit()
    file.copy_row("Staffing", 9, 18)
    file.copy_row("Staffing", 10, 9)
    file.copy_row("Staffing", 18, 10)
    file.copy_row("Staffing", 17, 18)
    file.text("Staffing", "A18", "S012")
    returned = read(file.packed())
    assert texts(returned) == []
    assert [(row.key, row.place.row, row.position_id) for row in returned.plan.staffing] == [
        ("S001", 7, "P-1"), ("S002", 8, ""), ("S004", 9, "P-3"), ("S003", 10, "P-2"),
    ]  # fmt: skip


def test_a_changed_key_is_told_as_the_locked_cell_that_it_is(read, edit):
    file = edit()
    file.text("Staffing", "A9", "mine")
    returned = read(file.packed())
    assert texts(returned) == [
        (
            '0417.xlsx, Staffing A9: The locked cell held "S003" and now holds "mine". Put back what '
            "stood there, or copy your entries into a workbook as it was issued. [FILE-37]"
        )
    ]
    assert [row.key for row in returned.plan.staffing] == ["S001", "S002", "S003", "S004"]


def test_inserted_columns_and_rows_above_the_header_refuse_the_file(book, edit, read, staffing):
    file = edit()
    header = book.layout.staffing.columns[8].header
    file.text("Staffing", f"{staffing['fte_each']}6", header)
    file.text("Staffing", f"{staffing['how_many']}6", "Mine")
    with pytest.raises(PackageRefused) as refusal:
        read(file.packed())
    assert str(refusal.value.finding) == (
        f'0417.xlsx: On Staffing the header "{header}" stands in {staffing["fte_each"]}6, where '
        f"{staffing['how_many']}6 was issued: rows or columns were added or deleted. Copy your "
        "entries into a workbook as it was issued, and send that one. [FILE-34]"
    )
    above = edit()
    above.shift_rows("Spending", 4, 1)
    with pytest.raises(PackageRefused) as refusal:
        read(above.packed())
    assert 'On Spending the header "Item" stands in B7, where B6 was issued' in str(
        refusal.value.finding
    )


def test_a_changed_header_is_a_changed_cell_and_the_inputs_are_read(read, edit, staffing):
    file = edit()
    file.text("Staffing", f"{staffing['how_many']}6", "Heads")
    returned = read(file.packed())
    assert [f.id for f in returned.findings] == ["FILE-37"]
    assert [row.how_many for row in returned.plan.staffing] == [1, 1, 1, 1]


def test_warnings_beyond_twenty_are_counted_as_warnings(book, read, edit, spending):
    file = edit()
    for n in range(25):
        file.number("Spending", f"{spending['amount']}{book.layout.spending.last + 1 + n}", n)
    returned = read(file.packed())
    assert len(returned.findings) == 21
    assert str(returned.findings[-1]).startswith("0417.xlsx: The workbook has 5 more such cells. ")
    assert returned.is_acceptable
