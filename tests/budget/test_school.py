"""A school's totals by program, title and body, and the rows of its Checks sheet."""

from dataclasses import replace
from decimal import Decimal

from support.plans import (
    AIDE,
    BRIDGE,
    COUNCIL,
    SITE_COUNCIL,
    TITLE_I,
    budget,
    setting,
    staff,
    supplies,
)

from bsa_xl.budget import AsIssued, FteTrade, GivenFte, RuleSetting, check_rows


def test_the_clean_plan_spends_every_dollar():
    made = budget()
    assert [
        (p.money.id, p.staffing_cents, p.spending_cents, p.left_cents) for p in made.programs
    ] == [
        ("general", 10_000_000, 5_000_000, 0),
        ("title-i", 0, 2_000_000, 0),
        ("bridge", 0, 0, 0),
    ]
    assert (made.allocated_cents, made.budgeted_cents, made.left_cents) == (
        17_000_000, 17_000_000, 0,
    )  # fmt: skip
    assert made.line_count == 3
    assert made.fte_parts == 10_000


def test_what_was_there_at_issue_is_noted_and_nothing_else_changes():
    made = budget()
    programs, found = made.programs, {"BAL-06": AsIssued(1, 500)}
    noted = made.noting(found)
    assert (noted.setting.as_issued, made.setting.as_issued) == (found, {})
    assert replace(noted, setting=made.setting) == made
    assert noted.programs is programs  # worked out once


def test_over_counts_from_the_deficit_that_was_accepted_at_issue():
    programs = setting().programs
    accepted = replace(programs[0], accepted_cents=300_00)
    made = budget(setting(programs=(accepted, *programs[1:])), spending=(supplies(amount=50_500),))
    # 150,500.00 planned of 150,000.00, 300.00 of it accepted
    assert made.programs[0].left_cents == -500_00
    assert made.programs[0].over_cents == 200_00


def test_money_of_a_program_that_is_not_on_the_list_is_nobodys_but_is_budgeted():
    made = budget(spending=(supplies(program="Title 1"),))
    assert sum(program.spending_cents for program in made.programs) == 0
    assert made.budgeted_cents == 15_000_000


def test_one_program_twice_on_a_row_takes_both_shares():
    row = staff(share_1=60, program_2=" General fund".strip().upper(), share_2=40)
    assert budget(staffing=(row,), spending=()).programs[0].staffing_cents == 10_000_000


def test_bodies_add_up_their_programs():
    row = staff(title=AIDE, share_1=50, program_2=BRIDGE, share_2=50)
    made = budget(staffing=(row,))
    # aide 40,000.00: half of it Bridge grant; with 50,000.00 supplies all of it the council's
    assert made.bodies() == ((COUNCIL, 9_000_000), (SITE_COUNCIL, 2_000_000))
    assert made.approval(COUNCIL).body == COUNCIL
    assert made.approval("Parents") is None


def test_given_fte_may_be_traded_as_the_policy_lists():
    given = (GivenFte("a", "1100", 20_000), GivenFte("b", "2100", 5_000), GivenFte("c", "1100", 0))
    trade = FteTrade("t", give="1100", take="2100", rate=Decimal("2.5"))
    made = budget(setting(given_fte=given, trades=(trade,)))
    # 2.0 teachers given and 1.0 planned: 1.0 may be had as 2.5 aides, beside the 0.5 given
    assert made.may_plan_parts("1100") == 20_000
    assert made.may_plan_parts("2100") == 30_000
    assert made.may_plan_parts("9999") == 0


def test_closed_rows_count_no_fte():
    made = budget(staffing=(staff(), staff(row=13, action="Close"), staff(row=14, title=AIDE)))
    assert made.fte_by_code == {"1100": 10_000, "2100": 10_000}
    assert made.required_planned_parts(("1100", "2100")) == 20_000


def test_the_checks_sheet_has_a_row_for_each_program_and_each_body():
    rules = tuple(RuleSetting(rule, "F") for rule in ("FTE-01", "BAL-01", "APR-01"))
    rows = check_rows(setting(rules=rules))
    assert [(row.id, row.subject) for row in rows] == [
        ("FTE-01", ""),
        ("BAL-01:general", "general"),
        ("BAL-01:title-i", "title-i"),
        ("BAL-01:bridge", "bridge"),
        (f"APR-01:{COUNCIL}", COUNCIL),
        (f"APR-01:{SITE_COUNCIL}", SITE_COUNCIL),
    ]


def test_title_i_is_charged_by_share():
    row = staff(share_1=75, program_2=TITLE_I, share_2=25)
    assert budget(staffing=(row,), spending=()).programs[1].staffing_cents == 2_500_000
