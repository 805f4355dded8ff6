"""INP and CAP: what a person typed that a number, a list or a finished row cannot be made of."""

from decimal import Decimal

import pytest
from support.plans import (
    COUNCIL,
    SITE_COUNCIL,
    SUPPLIES,
    approval,
    blank_spend,
    spend,
    staff,
    supplies,
)

from bsa_xl.budget import CellError

AGAIN = "; if it turns into text once more, set the cell's number format to General first."


def test_inp_01_is_silent_when_numbers_are_numbers(faults):
    assert faults("INP-01") == ()
    assert faults("INP-01", staffing=(staff(start=46_000, end=46_203),)) == ()


def test_inp_01_proposes_the_number_that_a_text_looks_like(said):
    row = blank_spend(row=15, item=SUPPLIES, amount="$1,234.56")
    assert said("INP-01", spending=(row,)) == [
        (
            "Spending F15",
            "the lump sum is the text '$1,234.56', which looks like 1234.56.",
            f"Type 1234.56 in its place{AGAIN}",
            0,
        )
    ]


@pytest.mark.parametrize(
    ("fields", "problem", "remedy"),
    [
        (
            {"fte_each": "1,5"},
            "FTE each is the text '1,5', which could mean 1.5 or 15.",
            "Type the number that is meant: a number from 0 to 2, without other signs.",
        ),
        (
            {"share_2": "50%"},
            "share 2 is the text '50%', which could mean 50 or 0.5.",
            "Type the number that is meant: a whole number from 0 to 100, without other signs.",
        ),
        (
            {"fte_each": "1/2"},
            "FTE each is the text '1/2', which could mean 0.5 or a date.",
            "Type the number that is meant: a number from 0 to 2, without other signs.",
        ),
        (
            {"how_many": "(3)"},
            "how many is the text '(3)', which looks like -3.",
            "Type a whole number from 0 to 999 in its place.",
        ),
        (
            {"fte_each": "TBD"},
            "FTE each is the text 'TBD', which is not a number.",
            "Type a number from 0 to 2, or clear the cell.",
        ),
        (
            {"share_1": " "},
            "share 1 looks empty, and holds a text of 1 blank character.",
            "Clear the cell with the Delete key.",
        ),
        (
            {"share_1": ""},
            "share 1 looks empty, and holds an empty text.",
            "Clear the cell with the Delete key.",
        ),
        (
            {"share_1": " \u00a0 "},
            "share 1 looks empty, and holds a text of 3 blank characters.",
            "Clear the cell with the Delete key.",
        ),
        (
            {"end": "June 30"},
            "the end date is the text 'June 30', which is not a date that a spreadsheet counts.",
            f"Type the day again with the year first, such as 2025-09-01{AGAIN}",
        ),
    ],
)
def test_inp_01_says_what_a_text_may_mean(said, fields, problem, remedy):
    [(_, found, way_out, _)] = said("INP-01", staffing=(staff(**fields),))
    assert (found, way_out) == (problem, remedy)


def test_inp_01_tells_one_fault_a_row_in_the_order_of_the_sheets(said):
    found = said(
        "INP-01",
        staffing=(staff(row=13, how_many="one", share_1="all"), staff(row=12, end="never")),
        spending=(spend(quantity="many", amount="much"),),
        approvals=(approval(COUNCIL, 20, votes_for="nine", approved="all"),
                   approval(SITE_COUNCIL, 21, date="Monday")),
    )  # fmt: skip
    assert [place for place, *_ in found] == [
        "Staffing G13", "Staffing J12", "Spending E12", "Sign-off E20", "Sign-off C21",
    ]  # fmt: skip


def test_inp_01_shows_typed_text_short_on_one_line_and_harmless(said):
    wild = "\x1b[31mred\u202e\n" + "9" * 100
    [(_, problem, _, _)] = said("INP-01", spending=(supplies(amount=wild),))
    assert "\x1b" not in problem
    assert "\u202e" not in problem
    assert "\n" not in problem
    assert "'<U+001B>[31mred<U+202E> 999" in problem
    assert len(problem) < 150


def test_inp_02_is_silent_inside_the_bounds_and_on_them(faults):
    assert faults("INP-02") == ()
    edge = staff(how_many=999, fte_each=2, share_1=100, share_2=0)
    rich = supplies(amount=100_000_000)
    assert faults("INP-02", staffing=(edge,), spending=(rich,)) == ()


@pytest.mark.parametrize(
    ("fields", "place", "problem", "remedy"),
    [
        (
            {"how_many": Decimal("1.5")},
            "Staffing G12",
            "how many is 1.5, which is not a whole number from 0 to 999.",
            "Type a whole number from 0 to 999.",
        ),
        (
            {"fte_each": Decimal("2.0001")},
            "Staffing H12",
            "FTE each is 2.0001, which is not a number from 0 to 2.",
            "Type a number from 0 to 2.",
        ),
        (
            {"share_2": Decimal("0.5")},
            "Staffing N12",
            "share 2 is 0.5, which is not a whole number from 0 to 100.",
            "Type a whole number from 0 to 100; 50 means 50 %.",
        ),
        (
            {"fte_each": Decimal("1E+400")},
            "Staffing H12",
            "FTE each is 1.000E+400, which is not a number from 0 to 2.",
            "Type a number from 0 to 2.",
        ),
    ],
)
def test_inp_02_names_the_number_and_the_bounds(said, fields, place, problem, remedy):
    assert said("INP-02", staffing=(staff(**fields),)) == [(place, problem, remedy, 0)]


def test_inp_02_speaks_just_outside_the_bounds(faults):
    for amount in (Decimal("-0.01"), Decimal("100000000.01")):
        assert len(faults("INP-02", spending=(supplies(amount=amount),))) == 1


def test_inp_02_names_the_number_that_an_item_has_no_use_for(said):
    rows = (spend(amount=500), supplies(quantity=3))
    assert said("INP-02", spending=rows) == [
        (
            "Spending F12",
            "the lump sum is 500, and this item counts by the quantity alone.",
            "Clear the lump sum, and type the quantity instead.",
            0,
        ),
        (
            "Spending E13",
            "the quantity is 3, and this item counts by the lump sum alone.",
            "Clear the quantity, and type the lump sum instead.",
            0,
        ),
    ]


def test_inp_02_tells_one_fault_a_row(said):
    [(place, problem, _, _)] = said("INP-02", spending=(spend(quantity=-1, amount=500),))
    assert place == "Spending E12"
    assert problem == "the quantity is -1, which is not a number from 0 to 1,000,000."


def test_inp_03_is_silent_when_choices_are_on_their_lists(faults):
    assert faults("INP-03") == ()
    assert faults("INP-03", staffing=(staff(action="close", title="TEACHER · 1100"),)) == ()


@pytest.mark.parametrize(
    ("row", "place", "problem", "remedy"),
    [
        (
            staff(title="Teecher · 1100"),
            "Staffing F12",
            "the position planned is 'Teecher · 1100', which is not on its list of 2.",
            "Choose 'Teacher · 1100' if that is meant, or another entry of the cell's list.",
        ),
        (
            staff(title=1100),
            "Staffing F12",
            "the position planned is '1100', which is not on its list of 2.",
            "Choose 'Teacher · 1100' if that is meant, or another entry of the cell's list.",
        ),
        (
            staff(title="aide"),
            "Staffing F12",
            "the position planned is 'aide', which is not on its list of 2.",
            "Choose 'Aide · 2100' if that is meant, or another entry of the cell's list.",
        ),
        (
            staff(program_2="Title 1"),
            "Staffing M12",
            "funding source 2 is 'Title 1', which is not on its list of 3.",
            "Choose 'Title I' if that is meant, or another entry of the cell's list.",
        ),
        (
            staff(action="Add"),
            "Staffing E12",
            "the action is 'Add', which is not on its list of 4.",
            "Choose Keep, Change, Close or New.",
        ),
        (
            staff(title="Zeppelin"),
            "Staffing F12",
            "the position planned is 'Zeppelin', which is not on its list of 2.",
            "Choose an entry of the cell's list.",
        ),
        (
            staff(title=CellError("#REF!")),
            "Staffing F12",
            "the position planned is '#REF!', which is not on its list of 2.",
            "Choose an entry of the cell's list.",
        ),
    ],
)
def test_inp_03_proposes_the_entry_that_was_probably_meant(said, row, place, problem, remedy):
    assert said("INP-03", staffing=(row,)) == [(place, problem, remedy, 0)]


def test_inp_03_looks_at_spending_too(said):
    found = said("INP-03", spending=(spend(item="Tutorng"), supplies(program="General")))
    assert [(place, remedy) for place, _, remedy, _ in found] == [
        (
            "Spending D12",
            "Choose 'Tutoring · T10' if that is meant, or another entry of the cell's list.",
        ),
        (
            "Spending G13",
            "Choose 'General fund' if that is meant, or another entry of the cell's list.",
        ),
    ]


def test_inp_03_stops_guessing_when_everything_is_wrong(said):
    rows = tuple(staff(row=12 + n, title=f"Teecher · 110{n}") for n in range(60))
    found = said("INP-03", staffing=rows)
    assert len(found) == 60
    assert found[0][2].startswith("Choose 'Teacher · 1100'")
    assert found[-1][2] == "Choose an entry of the cell's list."


@pytest.mark.parametrize(
    ("fields", "problem", "remedy"),
    [
        (
            {"end": CellError("#N/A")},
            "the end date is '#N/A', which is not a number.",
            "Type the day, such as 2025-09-01, or clear the cell.",
        ),
        (
            {"fte_each": True},
            "FTE each is 'TRUE', which is not a number.",
            "Type a number from 0 to 2, or clear the cell.",
        ),
    ],
)
def test_inp_01_shows_an_error_or_a_truth_value_as_the_cell_does(said, fields, problem, remedy):
    [(_, found, way_out, _)] = said("INP-01", staffing=(staff(**fields),))
    assert (found, way_out) == (problem, remedy)
