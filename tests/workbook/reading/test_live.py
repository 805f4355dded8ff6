"""A workbook that stands open says what its saved file says, but for what only a file can tell."""

import warnings
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from support.live_values import values_of, with_cells
from support.school_book import GENERAL, SUPPLIES, TEACHER

from bsa_xl.budget import CellError
from bsa_xl.workbook.package import PackageRefused, column_letters
from bsa_xl.workbook.reading import read_open_book

#: What lies in seals, formulas and formats, which no value shows.
OF_FILES = {"FILE-37", "FILE-38", "RET-02"}
ENOUGH = ("Snapshot", "Staffing", "Spending")
NO_DATE = Decimal(1_000_000_000)

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


@pytest.fixture(scope="module")
def values(book):
    """The workbook as it is issued, as a spreadsheet shows it."""
    with warnings.catch_warnings(action="ignore"):
        return values_of(book.issued.data)


@pytest.fixture
def live(desk):
    return lambda values, **more: read_open_book(values, desk, **more)


def without_file(returned):
    """What is said of a file, as it would be said of its cells."""
    return [
        str(replace(each, where=replace(each.where, file="")))
        for each in returned.findings
        if each.id not in OF_FILES
    ]


def texts(reading):
    return [str(finding) for finding in reading.findings]


def drawable(plan):
    """The plan without the one number that openpyxl calls an error in a cell of dates."""
    return replace(
        plan,
        staffing=tuple(replace(r, end=None if r.end == NO_DATE else r.end) for r in plan.staffing),
        approvals=tuple(
            replace(r, date=None if r.date == NO_DATE else r.date) for r in plan.approvals
        ),
    )


@pytest.mark.parametrize("seed", range(24))
def test_whatever_is_typed_is_read_as_from_the_saved_file(book, read, live, seed):
    data = book.returned(drawable(book.random_plan(seed)))
    returned, reading = read(data, "0417.xlsx"), live(values_of(data))
    assert texts(reading) == without_file(returned)
    assert reading.plan == returned.plan
    assert reading.budget.programs == returned.budget.programs
    assert reading.budget.staffing == returned.budget.staffing
    assert reading.token == returned.token
    assert reading.letter == returned.letter


def test_a_fresh_workbook_has_no_changes_and_nothing_to_say(live, values, book):
    reading = live(values)
    assert reading.changes == ()
    assert reading.findings == ()
    assert reading.budget.budgeted_cents == book.case(book.opening).budget.budgeted_cents


def test_three_sheets_are_enough_for_the_money(live, values):
    whole, some = live(values), live({name: values[name] for name in ENOUGH}, is_whole=False)
    assert some.budget.programs == whole.budget.programs
    assert some.token is None
    assert some.findings == ()


def test_ranges_that_reach_beyond_the_sheet_say_the_same(live, values):
    wide = {name: [[*row, None, "", None] for row in rows] for name, rows in values.items()}
    for rows in wide.values():
        rows += [[None] * 5, [], [""] * 90]
    assert live(wide).plan == live(values).plan
    assert texts(live(wide)) == []


def test_changes_name_each_cell_with_what_was_issued_and_what_is_there(live, values, at):
    n = "how_many"
    changed = with_cells(
        values,
        Staffing={
            at("Staffing", n, 2): 3.0,
            at("Staffing", "action", 3): "Close",
            at("Staffing", "end", 3): datetime(2026, 1, 31, tzinfo=UTC),
            at("Staffing", "title", 3): None,
        },
        Spending={at("Spending", "item"): SUPPLIES},
    )
    assert [(str(c.where), c.header, c.issued, c.now) for c in live(changed).changes] == [
        (f"Staffing {at('Staffing', n, 2)}", "How many", Decimal(1), Decimal(3)),
        (f"Staffing {at('Staffing', 'action', 3)}", "Action", "Keep", "Close"),
        (f"Staffing {at('Staffing', 'title', 3)}", "Position planned", TEACHER, None),
        # 2026-01-31: 126 years of 365 days, 31 leap days from 1904 to 2024, the February 29 of 1900
        # that a spreadsheet counts, and 31 days of January: 45,990 + 31 + 1 + 31.
        (f"Staffing {at('Staffing', 'end', 3)}", "Ends", None, Decimal(46_053)),
        (f"Spending {at('Spending', 'item')}", "Item", None, SUPPLIES),
    ]


def test_truth_values_errors_and_dates_are_named_as_in_a_file(live, values, at):
    how_many, share = at("Staffing", "how_many", 2), at("Staffing", "share_1", 2)
    amount = at("Spending", "amount")
    reading = live(
        with_cells(
            values,
            Staffing={how_many: True, share: "#N/A"},
            Spending={amount: date(2025, 9, 1)},
        )
    )
    row = next(r for r in reading.plan.staffing if r.key == "S003")
    assert (row.how_many, row.shares[0]) == (True, CellError("#N/A"))
    assert reading.plan.spending[0].amount == Decimal(45_901)
    assert texts(reading) == [
        (
            f"Staffing {how_many}: The cell holds TRUE where a number belongs. Type the entry "
            "itself in its place, or clear the cell. [FILE-30]"
        ),
        (
            f'Staffing {share}: The cell shows "#N/A" where a number belongs. Type the entry '
            "itself in its place, or clear the cell. [FILE-33]"
        ),
        (
            f"Spending {amount}: The cell shows a date, and holds the number 45901. Set the cell's "
            "format to Number, check the amount, save the workbook, and send it again. [FILE-30]"
        ),
    ]


@pytest.mark.parametrize(
    ("value", "read_as"),
    [
        (1.005, "1.005"),  # the nearest double is 1.00499999999999989; a person sees 1.005
        (0.1 + 0.2, "0.3"),  # 0.30000000000000004 has 17 digits; a spreadsheet shows 15
        (1e-07, "0.0000001"),
        (99999999.99, "99999999.99"),
        (12, "12"),
        (time(12, 0), "0.5"),
        (
            datetime(1900, 2, 28, tzinfo=UTC),
            "59",
        ),  # a spreadsheet's day 60 is the February 29 that never was
        (datetime(1900, 3, 1, tzinfo=UTC), "61"),
    ],
)
def test_numbers_are_read_as_a_person_sees_them(live, values, at, value, read_as):
    reading = live(with_cells(values, Spending={at("Spending", "amount"): value}))
    assert reading.plan.spending[0].amount == Decimal(read_as)


def test_a_number_that_is_none_is_an_error(live, values, at):
    where = at("Spending", "amount")
    reading = live(with_cells(values, Spending={where: float("nan")}))
    assert texts(reading) == [
        (
            f'Spending {where}: The cell shows "#NUM!" where a number belongs. Type the entry itself '
            "in its place, or clear the cell. [FILE-33]"
        )
    ]


def test_invisible_characters_are_taken_out_and_told(live, values, at):
    where = at("Spending", "note")
    reading = live(with_cells(values, Spending={where: "abc\u202edef"}))
    assert reading.plan.spending[0].note == "abcdef"
    assert texts(reading) == [
        (
            f"Spending {where}: Invisible characters were taken out of this text. Check that the "
            "text still reads as it should. [FILE-41]"
        )
    ]


def test_rows_are_found_by_their_keys_wherever_they_stand(live, values):
    rows = values["Staffing"]
    moved = [*rows[:8], [None] * len(rows[0]), *rows[8:]]
    reading = live(values | {"Staffing": moved})
    assert [(r.key, r.place.row) for r in reading.plan.staffing] == [
        ("S001", 7), ("S002", 8), ("S003", 10), ("S004", 11),
    ]  # fmt: skip
    assert reading.changes == ()


def test_a_row_whose_key_was_deleted_stays_where_it_was_issued(live, values):
    reading = live(with_cells(values, Staffing={"A9": None}))
    assert [(r.key, r.place.row) for r in reading.plan.staffing][2] == ("S003", 9)
    assert reading.changes == ()


def test_a_sheet_that_was_added_and_notes_are_told_as_of_a_file(live, values):
    more = values | {"Old plan": [[1.0, "x"], [2.0, None]]}
    more["My notes"] = [*values["My notes"], ["call the office"]]
    assert texts(live(more)) == [
        (
            "My notes: 1 cell is filled in on My notes, which is yours and is not read. Nothing needs "
            "to be done. [RET-01]"
        ),
        (
            "Old plan: This sheet was added to the workbook and is not read; it holds 2 numbers. "
            "Enter on Staffing or Spending what belongs in the budget; the sheet may stay. [FILE-34]"
        ),
    ]


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (
            lambda values: {k: v for k, v in values.items() if k != "Snapshot"},
            "The sheet Snapshot is missing. Give all of its cells, from A1 on. [FILE-34]",
        ),
        (
            lambda values: {k: v for k, v in values.items() if k != "Spending"},
            (
                "The sheet Spending is missing from the workbook. Copy your entries into a workbook "
                "as it was issued, and send that one. [FILE-34]"
            ),
        ),
        (
            lambda values: values | {"Snapshot": [["a", "b"], ["c", 5.0]]},
            (
                "The sheet Snapshot does not say what the workbook was issued with. Open a workbook "
                "as the central office issued it. [FILE-48]"
            ),
        ),
        (
            lambda values: with_cells(
                values,
                Snapshot={"A2": values["Snapshot"][1][0].replace('"2026.1"', '"2019.1"')},
            ),
            (
                'The workbook is filled in on form "2019.1", and this version of BSA-XL reads form '
                '"2026.1". Use the version of BSA-XL that issued the workbook, or have it issued '
                "again. [FILE-36]"
            ),
        ),
        (
            lambda values: values | {"Staffing": [[None, *row] for row in values["Staffing"]]},
            (
                'On Staffing the header "Action" stands in H6, where G6 was issued: rows or columns '
                "were added or deleted. Copy your entries into a workbook as it was issued, and "
                "send that one. [FILE-34]"
            ),
        ),
    ],
)  # fmt: skip
def test_what_is_no_workbook_of_ours_or_not_whole_is_refused(live, values, broken, said):
    with pytest.raises(PackageRefused) as refused:
        live(broken(values))
    assert str(refused.value.finding) == said


def test_a_sheet_that_the_money_needs_is_asked_for(live, values):
    with pytest.raises(PackageRefused) as refused:
        live({"Snapshot": values["Snapshot"], "Staffing": values["Staffing"]}, is_whole=False)
    assert str(refused.value.finding) == (
        "The sheet Spending is missing. Give all of its cells, from A1 on. [FILE-34]"
    )


@pytest.mark.parametrize(
    ("cut", "said"),
    [
        (lambda rows: rows[:-1], "ends at {wide}{less}, and its entries go on to K{high}."),
        (lambda rows: [row[:3] for row in rows], "ends at C{high}, and its entries go on to K{high}."),
        (lambda rows: [r * 9 for r in rows[10:]] + [[]] * 90, "has no headers in its row 6."),
        (lambda _: [], "ends at A1, and its entries go on to K{high}."),
    ],
)  # fmt: skip
def test_a_range_that_lacks_entries_is_refused_unless_it_is_the_whole_workbook(
    live, values, cut, said
):
    rows = values["Spending"]
    some = {name: values[name] for name in ENOUGH} | {"Spending": cut(rows)}
    wide, high = column_letters(len(rows[0])), len(rows)
    with pytest.raises(PackageRefused) as refused:
        live(some, is_whole=False)
    told = said.format(wide=wide, high=high, less=high - 1)
    assert str(refused.value.finding) == (
        f"The range of Spending {told} Give the sheet Spending from its cell A1 to K{high}, or "
        "more. [FILE-34]"
    )
    assert "1 row is missing" in texts(live(values | {"Spending": rows[:-1]}))[0]


def test_without_checks_and_sign_off_nothing_stands_on_them(live, book):
    data = book.returned(book.random_plan(3))
    some = live(values_of(data, *ENOUGH), is_whole=False)
    assert some.plan.explanations == {}
    assert all(row.date is None for row in some.plan.approvals)
    assert GENERAL in [program.money.label for program in some.budget.programs]
