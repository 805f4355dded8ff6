"""APR: the council approved $150,000.00, the site council $20,000.00; both have all their fields."""

from decimal import Decimal

import pytest
from support.plans import COUNCIL, SITE_COUNCIL, approval, setting, supplies


def test_apr_01_is_silent_when_everything_is_recorded(faults):
    for body in (COUNCIL, SITE_COUNCIL):
        assert faults("APR-01", subject=body) == ()


@pytest.mark.parametrize(
    ("fields", "place", "state", "remedy"),
    [
        (
            {"date": None},
            "Sign-off C21",
            "the date of the approval is empty",
            "Type the date of the meeting on Sign-off.",
        ),
        (
            {"date": "3/1/26", "quorum": None},
            "Sign-off C21",
            "the date of the approval is '3/1/26'",
            "Type the date of the meeting on Sign-off.",
        ),
        (
            {"quorum": "No", "minutes": None},
            "Sign-off D21",
            "the quorum is 'No'",
            "Write yes on Sign-off if there was a quorum; without one the body meets again.",
        ),
        (
            {"votes_for": None, "approved": None},
            "Sign-off E21",
            "the number of votes for is empty",
            "Type the number of votes for the budget on Sign-off.",
        ),
        (
            {"date": 45},
            "Sign-off C21",
            "the date of the approval is '45'",
            "Type the date of the meeting on Sign-off.",
        ),
        (
            {"votes_for": 3, "votes_against": 9},
            "Sign-off E21",
            "the number of votes for is 3, with 9 against",
            "Correct the votes on Sign-off; a body approves with more votes for than against.",
        ),
        (
            {"votes_for": 4, "votes_against": 4},
            "Sign-off E21",
            "the number of votes for is 4, with 4 against",
            "Correct the votes on Sign-off; a body approves with more votes for than against.",
        ),
        (
            {"votes_for": 0, "votes_against": None},
            "Sign-off E21",
            "the number of votes for is 0, with 0 against",
            "Correct the votes on Sign-off; a body approves with more votes for than against.",
        ),
        (
            {"votes_for": "9.5"},
            "Sign-off E21",
            "the number of votes for is '9.5'",
            "Type the number of votes for the budget on Sign-off.",
        ),
        (
            {"votes_against": -3},
            "Sign-off F21",
            "the number of votes against is '-3'",
            "Type the number of votes against the budget on Sign-off, a whole number.",
        ),
        (
            {"minutes": "  "},
            "Sign-off G21",
            "the reference to the minutes is '  '",
            "Write on Sign-off where the minutes can be found.",
        ),
        (
            {"approved": None},
            "Sign-off H21",
            "the amount approved is empty",
            "Type the dollars that the body approved on Sign-off.",
        ),
    ],
)
def test_apr_01_names_the_first_field_that_is_missing(said, fields, place, state, remedy):
    approvals = (approval(COUNCIL, 20), approval(SITE_COUNCIL, 21, **fields))
    problem = f"School Site Council: $20,000.00 is budgeted in its programs, and {state}."
    assert said("APR-01", subject=SITE_COUNCIL, approvals=approvals) == [
        (place, problem, remedy, 0)
    ]


@pytest.mark.parametrize(
    "fields",
    [{"quorum": "yes"}, {"quorum": "YES"}, {"votes_for": 1, "votes_against": 0},
     {"votes_for": 999, "votes_against": 998}, {"votes_against": None},
     {"date": 36526}, {"date": 73050},
     {"approved": 0}, {"minutes": 14}],
)  # fmt: skip
def test_apr_01_is_silent_when_just_enough_is_recorded(faults, fields):
    approvals = (approval(SITE_COUNCIL, 21, **fields),)
    assert faults("APR-01", subject=SITE_COUNCIL, approvals=approvals) == ()


def test_apr_01_points_to_the_place_of_a_missing_row(said):
    assert said("APR-01", subject=SITE_COUNCIL, approvals=()) == [
        (
            "Programs B41",
            (
                "School Site Council: $20,000.00 is budgeted in its programs, and Sign-off has no row "
                "for its approval."
            ),
            "Ask the central office for a corrected workbook.",
            0,
        )
    ]


def test_apr_01_asks_nothing_of_a_body_without_a_budget(faults):
    asked = {"subject": SITE_COUNCIL, "approvals": ()}
    assert faults("APR-01", spending=(supplies(),), **asked) == ()


def test_apr_06_is_silent_when_the_amounts_are_equal(faults):
    for body in (COUNCIL, SITE_COUNCIL):
        assert faults("APR-06", subject=body) == ()


def test_apr_06_names_both_amounts(said):
    approvals = (approval(COUNCIL, 20, approved=149_000),)
    assert said("APR-06", subject=COUNCIL, approvals=approvals) == [
        (
            "Sign-off H20",
            (
                "School council: the amount approved is $149,000.00 and $150,000.00 is budgeted in its "
                "programs."
            ),
            "Bring the budget back to the amount approved, or have the body approve the new amount.",
            100_000,
        )
    ]


def test_apr_06_is_silent_exactly_at_the_cent_and_speaks_at_the_next(faults):
    def asked(approved):
        approvals = (approval(COUNCIL, 20, approved=Decimal(approved)),)
        return [f.cents for f in faults("APR-06", subject=COUNCIL, approvals=approvals)]

    assert asked("150000.004") == []
    assert asked("150000.005") == [1]
    assert asked("149999.99") == [1]


def test_apr_06_compares_whole_dollars_where_the_policy_rounds_to_them(faults):
    approvals = (approval(COUNCIL, 20, approved=Decimal("150000.49")),)
    asked = {"subject": COUNCIL, "approvals": approvals}
    assert faults("APR-06", of=setting(places=0), **asked) == ()
    assert [fault.cents for fault in faults("APR-06", **asked)] == [49]


def test_apr_06_says_when_the_amount_cannot_be_one(said):
    approvals = (approval(COUNCIL, 20, approved=-5),)
    [(_, problem, _, cents)] = said("APR-06", subject=COUNCIL, approvals=approvals)
    assert cents == 15_000_000
    assert problem == (
        "School council: the amount approved is -5, which is not a number from 0 to 100,000,000, "
        "and $150,000.00 is budgeted in its programs."
    )


def test_apr_06_leaves_a_missing_amount_to_apr_01(faults):
    for approvals in ((), (approval(COUNCIL, 20, approved=None),)):
        assert faults("APR-06", subject=COUNCIL, approvals=approvals) == ()
    text = (approval(COUNCIL, 20, approved="150000"),)
    assert faults("APR-06", subject=COUNCIL, approvals=text) == ()
