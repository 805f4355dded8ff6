"""What stands in an input: kept as the school typed it, or named as what does not count."""

from decimal import Decimal

import pytest
from support.school_book import BUSES, COUNSELOR, GENERAL, SUPPLIES
from support.xlsx_edit import BOOK, q

from bsa_xl.budget import CellError

FORMAT = "Set the cell's format to Number, check the amount, save the workbook, and send it again."
ITSELF = "Type the entry itself in its place, or clear the cell."


def texts(returned):
    """What is said, but for stored totals: nobody calculates after these edits."""
    return [str(finding) for finding in returned.findings if finding.id != "FILE-38"]


def row_of(returned, index):
    return next(r for r in returned.plan.staffing if r.key == f"S{index + 1:03d}")


def test_texts_in_number_cells_are_kept_and_told_once(read, edit, at):
    file = edit()
    file.text("Staffing", at("Staffing", "how_many", 5), "1,5")
    file.text("Spending", at("Spending", "amount", 1), "$1,234.56")
    file.text("Sign-off", at("Approval", "approved"), "TBD")
    returned = read(file.packed())
    assert row_of(returned, 5).how_many == "1,5"
    assert returned.plan.spending[0].amount == "$1,234.56"
    assert returned.plan.approvals[0].approved == "TBD"
    assert texts(returned) == [
        (
            f"0417.xlsx, Staffing {at('Staffing', 'how_many', 5)}: 3 number cells hold a text, which "
            "no sum counts. Type the number again; Checks leads to each of these cells. [FILE-32]"
        )
    ]


def test_texts_in_date_cells_are_told_apart_from_those_that_sums_pass_over(read, edit, at):
    file = edit()
    file.text("Staffing", at("Staffing", "end", 5), "in June")
    assert texts(read(file.packed())) == [
        (
            f"0417.xlsx, Staffing {at('Staffing', 'end', 5)}: 1 date cell holds a text, which is no "
            "day. Type the whole date, such as 8/15/2025, again; Checks leads to it. [FILE-32]"
        )
    ]
    file.text("Staffing", at("Staffing", "how_many", 5), "1,5")
    file.text("Sign-off", at("Approval", "date"), "April 2nd")
    assert texts(read(file.packed())) == [
        (
            f"0417.xlsx, Staffing {at('Staffing', 'how_many', 5)}: 1 number cell holds a text, which "
            "no sum counts. Type the number again; Checks leads to it. [FILE-32]"
        ),
        (
            f"0417.xlsx, Staffing {at('Staffing', 'end', 5)}: 2 date cells hold a text, which is no "
            "day. Type the whole date, such as 8/15/2025, again; Checks leads to each of these cells. "
            "[FILE-32]"
        ),
    ]


def test_an_empty_text_is_not_a_blank_as_in_a_spreadsheet(read, edit, at):
    file = edit()
    file.text("Staffing", at("Staffing", "how_many", 5), "")
    returned = read(file.packed(), agrees=False)
    assert row_of(returned, 5).how_many == ""
    assert [line.text_fault for line in returned.budget.staffing] == ["", "", "", "", "how_many"]


def test_error_values_are_named_one_by_one_and_do_not_count(read, edit, at):
    file = edit()
    file.raw("Staffing", at("Staffing", "how_many", 2), "e", "#REF!")
    file.raw("Staffing", at("Staffing", "end", 2), "e", "#N/A")
    file.raw("Spending", at("Spending", "note"), "e", "#SPILL!")
    returned = read(file.packed())
    assert row_of(returned, 2).how_many == CellError("#REF!")
    assert texts(returned) == [
        (
            f'0417.xlsx, Staffing {at("Staffing", "how_many", 2)}: The cell shows "#REF!" where a '
            f"number belongs. {ITSELF} [FILE-33]"
        ),
        (
            f'0417.xlsx, Staffing {at("Staffing", "end", 2)}: The cell shows "#N/A" where a date '
            f"belongs. {ITSELF} [FILE-33]"
        ),
        (
            f'0417.xlsx, Spending {at("Spending", "note")}: The cell shows "#SPILL!" where words '
            f"belong. {ITSELF} [FILE-33]"
        ),
    ]
    assert [(each.text, each.number, each.reason) for each in returned.rejected] == [
        ("#REF!", None, "an error value"),
        ("#N/A", None, "an error value"),
        ("#SPILL!", None, "an error value"),
    ]
    [line] = [line for line in returned.budget.staffing if line.row.key == "S003"]
    assert line.how_many == 0


def test_truth_values_where_a_number_belongs_do_not_count(read, edit, at):
    file = edit()
    file.raw("Staffing", at("Staffing", "how_many", 2), "b", "1")
    file.raw("Spending", at("Spending", "note"), "b", "0")
    returned = read(file.packed())
    assert row_of(returned, 2).how_many is True
    assert returned.plan.spending[0].note is False
    assert texts(returned) == [
        (
            f"0417.xlsx, Staffing {at('Staffing', 'how_many', 2)}: The cell holds TRUE where a number "
            f"belongs. {ITSELF} [FILE-30]"
        )
    ]
    assert [each.text for each in returned.rejected] == ["TRUE"]


def test_a_number_that_shows_as_a_date_is_read_as_the_number_and_told(read, edit, at):
    file = edit()
    file.number("Spending", at("Spending", "amount"), "46085")
    file.style("Spending", at("Spending", "amount"), ("Staffing", at("Staffing", "end")))
    returned = read(file.packed())
    assert returned.plan.spending[0].amount == Decimal(46085)
    assert texts(returned)[0] == (
        f"0417.xlsx, Spending {at('Spending', 'amount')}: The cell shows a date, and holds the "
        f"number 46085. {FORMAT} [FILE-30]"
    )
    assert not returned.is_acceptable


def test_a_date_serial_that_no_calendar_has_is_told_once(read, edit, at):
    file = edit()
    file.number("Spending", at("Spending", "amount"), "1234567.89")
    file.number("Spending", at("Spending", "amount", 1), "2958466")
    for n in (0, 1):
        file.style("Spending", at("Spending", "amount", n), ("Staffing", at("Staffing", "end")))
    returned = read(file.packed())
    assert [row.amount for row in returned.plan.spending] == [Decimal("1234567.89"), 2958466]
    assert [each.id for each in returned.findings if each.is_fatal] == ["FILE-30", "FILE-30"]


def test_numbers_that_are_none_are_named_and_count_as_blank(read, edit, at):
    file = edit()
    for n, text in enumerate(("1e400", "NaN", "1,234.56", "INF", "0x10")):
        file.raw("Spending", at("Spending", "amount", n), "n", text)
    returned = read(file.packed(), agrees=False)
    assert [row.amount for row in returned.plan.spending] == [None] * 5
    assert [each.id for each in returned.findings] == ["FILE-29"] * 5
    assert [(each.text, each.number) for each in returned.rejected] == [
        ("1e400", None), ("NaN", None), ("1,234.56", None), ("INF", None), ("0x10", None),
    ]  # fmt: skip


def test_dates_written_as_iso_are_read_as_the_days_they_are(read, edit, at):
    file = edit()
    file.raw("Staffing", at("Staffing", "end", 2), "d", "2026-06-30")
    file.raw("Spending", at("Spending", "amount"), "d", "2026-06-30")
    returned = read(file.packed(), agrees=False)
    assert row_of(returned, 2).end == Decimal(46203)
    assert returned.plan.spending[0].amount is None
    assert texts(returned) == [
        (
            f'0417.xlsx, Spending {at("Spending", "amount")}: The cell holds the date "2026-06-30" '
            f"where a number belongs. {FORMAT} [FILE-30]"
        )
    ]


def test_dates_counted_from_1904_are_shifted_by_1462_days(read, edit, at):
    file = edit()
    file.number("Staffing", at("Staffing", "end", 2), 46203 - 1462)
    file.number("Sign-off", at("Approval", "date"), 45750 - 1462)
    file.number("Spending", at("Spending", "amount"), 500)
    file.tree(BOOK).find(q("workbookPr")).set("date1904", "1")
    returned = read(file.packed())
    assert row_of(returned, 2).end == Decimal(46203)
    assert returned.plan.approvals[0].date == Decimal(45750)
    assert returned.plan.spending[0].amount == Decimal(500)
    assert texts(returned) == []


def test_a_number_that_is_no_date_of_this_century_is_a_warning(read, edit, at):
    file = edit()
    file.number("Staffing", at("Staffing", "start", 2), 2025)
    returned = read(file.packed())
    assert row_of(returned, 2).start == Decimal(2025)
    assert texts(returned) == [
        (
            f"0417.xlsx, Staffing {at('Staffing', 'start', 2)}: The cell holds the number 2025, which "
            "is no date of this century. Type the whole date, such as 8/15/2025. [FILE-30]"
        )
    ]
    assert returned.is_acceptable


def test_texts_that_look_like_formulas_stay_texts(read, edit, at):
    said = ["=1+1", "+SUM(A1)", "-2", "@cmd", "\tTAB", "＝1+1", '=HYPERLINK("x")']
    file = edit()
    for n, text in enumerate(said):
        file.text("Spending", at("Spending", "note", n), text)
    returned = read(file.packed())
    assert [row.note for row in returned.plan.spending] == said
    assert texts(returned) == []


def test_invisible_characters_are_taken_out_and_told(read, edit, at):
    file = edit()
    file.text("Spending", at("Spending", "note"), "paid\u202e by_x001B_ the\u200b school")
    returned = read(file.packed(), agrees=False)
    assert returned.plan.spending[0].note == "paid by the school"
    assert texts(returned) == [
        (
            f"0417.xlsx, Spending {at('Spending', 'note')}: Invisible characters were taken out of "
            "this text. Check that the text still reads as it should. [FILE-41]"
        )
    ]


def test_codes_that_became_numbers_are_proposed_as_their_labels(read, edit, at):
    file = edit()
    file.number("Spending", at("Spending", "item"), 6002)
    file.number("Staffing", at("Staffing", "title", 5), 100000)
    file.number("Staffing", at("Staffing", "title", 6), 46085)
    returned = read(file.packed())
    own = "where an entry of its list belongs."
    assert [said for said in texts(returned) if "FILE-39" in said] == [
        (
            f"0417.xlsx, Staffing {at('Staffing', 'title', 5)}: The cell holds the number 100000 {own} "
            f'Choose "{COUNSELOR}" from the cell\'s list, if that is meant. [FILE-39]'
        ),
        (
            f"0417.xlsx, Staffing {at('Staffing', 'title', 6)}: The cell holds the number 46085 {own} "
            "Choose an entry of the cell's list. [FILE-39]"
        ),
        (
            f"0417.xlsx, Spending {at('Spending', 'item')}: The cell holds the number 6002 {own} "
            f'Choose "{SUPPLIES}" from the cell\'s list, if that is meant. [FILE-39]'
        ),
    ]


@pytest.mark.parametrize("serial", ["46085", "38050"])
def test_a_code_that_became_a_date_is_proposed_as_its_label(read, edit, at, serial):
    """03-04 is made a fourth of March, of this year (46085) or of another."""
    file = edit()
    file.number("Spending", at("Spending", "item"), serial)
    file.style("Spending", at("Spending", "item"), ("Staffing", at("Staffing", "end")))
    day = {"46085": "2026-03-04", "38050": "2004-03-04"}[serial]
    assert [said for said in texts(read(file.packed())) if "FILE-39" in said] == [
        (
            f"0417.xlsx, Spending {at('Spending', 'item')}: The cell holds the date {day} where an "
            f'entry of its list belongs. Choose "{BUSES}" from the cell\'s list, if that is meant. '
            "[FILE-39]"
        )
    ]


def test_texts_that_only_look_like_an_entry_are_told(read, edit, at):
    file = edit()
    file.text("Spending", at("Spending", "item"), f" {SUPPLIES}\u00a0")
    file.text("Spending", at("Spending", "program"), "Gеneral fund")  # the first e is Cyrillic
    file.text("Spending", at("Spending", "program", 1), "Something else")
    file.text("Spending", at("Spending", "program", 2), GENERAL.upper())
    returned = read(file.packed())
    assert [said for said in texts(returned) if "FILE-39" in said] == [
        (
            f'0417.xlsx, Spending {at("Spending", "item")}: The cell holds " {SUPPLIES}?", which '
            f'looks like an entry of its list and is not the same. Choose "{SUPPLIES}" from the '
            "cell's list, if that is meant. [FILE-39]"
        ),
        (
            f'0417.xlsx, Spending {at("Spending", "program")}: The cell holds "Gеneral fund", which '
            f'looks like an entry of its list and is not the same. Choose "{GENERAL}" from the '
            "cell's list, if that is meant. [FILE-39]"
        ),
    ]
