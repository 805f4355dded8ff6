"""INP-04 and CAP-01: rows that are not finished, and rows that have run out."""

from decimal import Decimal

import pytest
from support.plans import blank_spend, blank_staff, staff


def test_inp_04_is_silent_on_finished_and_on_blank_rows(faults):
    assert faults("INP-04") == ()
    blank = (blank_staff(note="later"), staff(row=13, action="Close", title=None))
    assert faults("INP-04", staffing=blank, spending=(blank_spend(justification="later"),)) == ()


@pytest.mark.parametrize(
    ("fields", "place", "what", "state"),
    [
        ({"title": None}, "Staffing F12", "the position planned", "is empty"),
        ({"how_many": 0}, "Staffing G12", "how many", "is 0"),
        ({"fte_each": "half"}, "Staffing H12", "FTE each", "is 'half', which counts as 0"),
        (
            {"fte_each": Decimal("0.00001")},
            "Staffing H12",
            "FTE each",
            "is '0.00001', which counts as 0",
        ),
        ({"program_1": None, "share_1": None}, "Staffing K12", "funding source 1", "is empty"),
    ],
)
def test_inp_04_names_what_the_row_still_lacks(said, fields, place, what, state):
    assert said("INP-04", staffing=(staff(**fields),)) == [
        (
            place,
            f"the row is in use, and {what} {state}.",
            f"Fill in {what}, or clear the whole row.",
            0,
        )
    ]


def test_inp_04_speaks_from_the_first_thing_typed(said):
    found = said("INP-04", staffing=(blank_staff(share_3=5),), spending=(blank_spend(quantity=1),))
    assert [place for place, *_ in found] == ["Staffing F12", "Spending D12"]


def test_cap_01_is_silent_while_one_row_is_free_or_nobody_counted(faults):
    assert faults("CAP-01", spare={"staffing": 1, "spending": 1}) == ()
    assert faults("CAP-01", spare={}) == ()


def test_cap_01_names_the_sheet_that_is_full(said):
    assert said("CAP-01", spare={"staffing": 0, "spending": 0}) == [
        (
            "Programs B30",
            "Staffing has 0 free rows left, with 1 in use.",
            (
                "Ask the central office for a workbook with more rows, or say on Checks that no more "
                "positions are planned."
            ),
            0,
        ),
        (
            "Programs B31",
            "Spending has 0 free rows left, with 2 in use.",
            (
                "Ask the central office for a workbook with more rows, or say on Checks that no more "
                "items are planned."
            ),
            0,
        ),
    ]


def test_cap_01_speaks_below_zero_as_well(faults):
    assert len(faults("CAP-01", spare={"staffing": -2, "spending": 4})) == 1
