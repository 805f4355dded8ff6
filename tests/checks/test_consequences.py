"""A text in a number cell is told once (INP-01); what it leads to stays, and names its cell."""

from decimal import Decimal

import pytest
from support.plans import (
    AIDE,
    COUNCIL,
    SITE_COUNCIL,
    TITLE_I,
    YEAR,
    approval,
    blank_staff,
    budget,
    setting,
    spend,
    staff,
    supplies,
)

from bsa_xl.checks import rule_settings, run, summary, told_once
from bsa_xl.policy import Policy

ALL_RULES = rule_settings(Policy(policy="riverbend", title="Riverbend"), "0417", YEAR)
APPROVED = "Bring the budget back to the amount approved, or have the body approve the new amount"
CAUSE = "mend {} first, which may be the cause"


def told(**changes):
    made = budget(setting(rules=ALL_RULES), **changes)
    results = run(made)
    assert not summary(results).ready
    return [str(finding) for finding in told_once(results, made)]


def test_a_text_for_an_amount_is_told_once_and_totals_name_it_as_what_may_be_the_cause():
    assert told(spending=(spend(), supplies(amount="50,000 USD"))) == [
        (
            "Spending F13: the lump sum is the text '50,000 USD', which is not a number. Type a "
            "number from 0 to 100,000,000, or clear the cell. [INP-01]"
        ),
        (
            "Programs F12: General fund: $50,000.00 of the $150,000.00 allocated is left to budget, "
            "and nothing may be left. Plan it on Staffing or Spending in rows that are paid from "
            "General fund; mend Spending F13 first, which may be the cause. [BAL-02]"
        ),
        (
            "Sign-off H20: School council: the amount approved is $150,000.00 and $100,000.00 is "
            f"budgeted in its programs. {APPROVED}; mend Spending F13 first, which may be the cause. "
            "[APR-06]"
        ),
    ]


def test_a_text_for_fte_names_its_cell_where_its_required_title_is_missing():
    found = told(staffing=(staff(fte_each="full"),))
    assert [line for line in found if "FTE-15" in line] == [
        (
            "Programs H21: One teacher: 1 FTE is required, and 0 FTE is planned. Plan 1 FTE more of "
            f"Teacher · 1100 on Staffing; {CAUSE.format('Staffing H12')}. [FTE-15]"
        )
    ]
    assert not [line for line in found if "INP-04" in line]


def test_another_program_and_another_title_are_told_without_that_cell():
    aide = staff(14, title=AIDE, fte_each="half", program_1=TITLE_I)
    found = told(staffing=(aide,), spending=(supplies(),))
    ended = {line.rpartition("[")[2][:6]: line for line in found}
    assert CAUSE.format("Staffing H14") in next(
        line for line in found if "BAL-02" in line and "Title I:" in line
    )
    general = next(line for line in found if "BAL-02" in line and "General fund:" in line)
    assert general.endswith("that are paid from General fund. [BAL-02]")
    assert ended["FTE-15"].endswith("Plan 1 FTE more of Teacher · 1100 on Staffing. [FTE-15]")


def test_a_row_that_names_no_program_may_belong_to_any():
    found = told(spending=(supplies(amount="20,000 USD", program=None),))
    short = [line for line in found if "BAL-02" in line]
    assert len(short) == 2
    assert all(f"; {CAUSE.format('Spending F13')}." in line for line in short)


def test_more_than_was_approved_does_not_come_from_a_number_that_is_missing():
    found = told(
        spending=(spend(), supplies(amount="50,000 USD")),
        approvals=(approval(COUNCIL, 20, approved=90_000), approval(SITE_COUNCIL, 21)),
    )
    assert [line for line in found if "APR-06" in line] == [
        (
            "Sign-off H20: School council: the amount approved is $90,000.00 and $100,000.00 is "
            f"budgeted in its programs. {APPROVED}. [APR-06]"
        )
    ]


def test_a_text_for_the_day_of_an_approval_is_told_once():
    assert told(
        approvals=(approval(COUNCIL, 20, date="April 2nd"), approval(SITE_COUNCIL, 21))
    ) == [
        (
            "Sign-off C20: the date of the approval is the text 'April 2nd', which is not a date that "
            "a spreadsheet counts. Type the day again with the year first, such as 2025-09-01; if it "
            "turns into text once more, set the cell's number format to General first. [INP-01]"
        )
    ]


def test_what_another_cell_lacks_is_told_beside_a_text():
    found = told(spending=(spend(quantity="many"), supplies(amount=None)))
    assert [line.partition(":")[0] for line in found if "INP-0" in line] == [
        "Spending E12",
        "Spending F13",
    ]


def test_a_share_that_is_a_text_leaves_the_fault_of_the_shares_and_names_the_cell():
    found = told(staffing=(staff(share_1="all"),))
    [share] = [line for line in found if "FTE-01" in line]
    assert share == (
        "Staffing L12: the shares of the row come to 0 %, not 100 %, and leave $100,000.00 of "
        "$100,000.00 to nobody. Change the shares of the row until they come to 100; "
        f"{CAUSE.format('Staffing L12')}. [FTE-01]"
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"spending": (spend(), supplies(amount=None))},
        {"approvals": ()},
        {"staffing": (blank_staff(action="New"),)},
        {"spending": (spend(), supplies(amount=60_000))},
    ],
)
def test_without_a_text_everything_is_told_as_the_rules_find_it(changes):
    made = budget(setting(rules=ALL_RULES), **changes)
    results = run(made)
    found = [finding for result in results for finding in result.findings]
    assert found
    assert list(told_once(results, made)) == found


def test_an_amount_approved_that_no_ledger_holds_is_no_trouble():
    many = approval(COUNCIL, 20, approved=Decimal("1E+300"))
    assert told(spending=(supplies(amount="x"),), approvals=(many,))
