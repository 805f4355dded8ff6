"""What a staffing row comes to, worked out by hand; the rate sheet is worked out in conftest."""

from dataclasses import replace
from decimal import Decimal

import pytest
from support.plans import GENERAL, TITLE_I, blank_staff, setting, staff

from bsa_xl.budget import NowPosition, Plan, price

TEACHER, CLERK = "Teacher · 1100", "Clerk · 2400"


@pytest.fixture(scope="module")
def school(rates):
    return setting(rates=rates)


def line(school, row):
    return price(school, Plan(staffing=(row,))).staffing[0]


def test_two_persons_of_six_tenths_are_paid_by_fte_and_insured_by_the_person(school):
    made = line(school, staff(how_many=2, fte_each=Decimal("0.6")))
    # 1.2 x 100,394.08 = 120,472.896 -> 120,472.90, and 2 x 14,212.00 = 28,424.00
    assert made.fte_parts == 12_000
    assert made.person_cost_cents == 2_842_400
    assert made.cents == 12_047_290 + 2_842_400
    # 1.2 x 82,450.50 = 98,940.60
    assert made.salary_cents == 9_894_060
    assert made.benefits_cents == 14_889_690 - 9_894_060


def test_below_the_tier_no_health_is_owed(school):
    made = line(school, staff(fte_each=Decimal("0.4")))
    # 0.4 x 100,394.08 = 40,157.632 -> 40,157.63
    assert made.cents == 4_015_763


def test_exactly_at_the_tier_health_is_owed(school):
    made = line(school, staff(fte_each=Decimal("0.5")))
    # 0.5 x 100,394.08 = 50,197.04, and 14,212.00
    assert made.cents == 5_019_704 + 1_421_200


def test_ten_persons_of_a_tenth_are_not_one_person(school):
    ten, one = (
        line(school, staff(how_many=10, fte_each=Decimal("0.1"))),
        line(school, staff(how_many=1, fte_each=1)),
    )
    assert ten.fte_parts == one.fte_parts == 10_000
    assert ten.cents == 10_039_408
    assert one.cents == 10_039_408 + 1_421_200


def test_the_last_program_used_takes_what_the_rounded_others_leave(school):
    made = line(
        school,
        staff(
            how_many=2, fte_each=Decimal("0.6"), program_2=TITLE_I, program_3="Bridge grant",
            share_1=33, share_2=33, share_3=34,
        ),
    )  # fmt: skip
    # 33 % of 148,896.90 = 49,135.977 -> 49,135.98, twice; 148,896.90 - 98,271.96 = 50,624.94
    assert made.split == (4_913_598, 4_913_598, 5_062_494)
    assert made.unassigned_cents == 0


def test_shares_short_of_100_leave_the_rest_to_nobody(school):
    made = line(school, staff(fte_each=Decimal("0.4"), share_1=90))
    # 90 % of 40,157.63 = 36,141.867 -> 36,141.87
    assert made.split == (3_614_187, 0, 0)
    assert made.unassigned_cents == 401_576
    assert made.share_fault == "share_1"


def test_shares_over_100_count_and_are_a_fault(school):
    made = line(school, staff(fte_each=Decimal("0.4"), program_2=TITLE_I, share_2=10))
    # 40,157.63 and 10 % of it, 4,015.763 -> 4,015.76, which is 4,015.76 too much
    assert made.split == (4_015_763, 401_576, 0)
    assert made.unassigned_cents == -401_576
    assert made.share_fault == "share_1"


def test_a_share_without_its_program_is_named(school):
    made = line(school, staff(share_1=50, share_3=50))
    assert made.share_fault == "program_3"


def test_a_policy_of_whole_dollars_rounds_every_amount_to_the_dollar(rates):
    made = line(
        setting(rates=rates, places=0),
        staff(
            how_many=2, fte_each=Decimal("0.6"), program_2=TITLE_I, program_3="Bridge grant",
            share_1=33, share_2=33, share_3=34,
        ),
    )  # fmt: skip
    # 120,472.896 -> 120,473 and 28,424; 98,940.60 -> 98,941; 33 % of 148,897 = 49,136.01 -> 49,136
    assert made.cents == 14_889_700
    assert made.salary_cents == 9_894_100
    assert made.split == (4_913_600, 4_913_600, 14_889_700 - 2 * 4_913_600)


def test_a_closed_row_costs_nothing_and_is_asked_nothing(school):
    made = line(school, staff(action="CLOSE", share_1=55, fte_each=Decimal("0.55")))
    assert made.is_closed
    assert (made.cents, made.fte_parts, made.persons_parts, made.split) == (0, 0, 0, (0, 0, 0))
    assert (made.share_fault, made.step_fault, made.incomplete) == ("", "", "")


def test_choices_are_read_as_a_spreadsheet_compares_them_whatever_their_case(school):
    plain = line(school, staff())
    shouted = line(school, staff(action="nEW", title="TEACHER · 1100", program_1="general FUND"))
    assert shouted.cents == plain.cents
    assert shouted.title is plain.title
    assert shouted.list_fault == ""


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"action": "Add"}, "action"),
        ({"title": "Teacher"}, "title"),
        ({"title": Decimal(1100)}, "title"),
        ({"program_2": "Title 1"}, "program_2"),
        ({"action": "Add", "title": "Teacher"}, "action"),
    ],
)
def test_the_first_choice_that_is_not_on_its_list_is_named(school, fields, fault):
    assert line(school, staff(**fields)).list_fault == fault


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({}, ""),
        ({"title": None}, "title"),
        ({"how_many": None}, "how_many"),
        ({"how_many": 0}, "how_many"),
        ({"fte_each": "0.5"}, "fte_each"),
        ({"program_1": None, "share_1": None}, "program_1"),
        ({"title": None, "fte_each": None}, "title"),
    ],
)
def test_what_a_used_row_lacks_is_named_in_the_order_of_the_columns(school, fields, fault):
    assert line(school, staff(**fields)).incomplete == fault


def test_text_and_numbers_out_of_bounds_are_named_in_the_order_of_the_columns(school):
    made = line(school, staff(how_many=1000, fte_each="half", share_1="all", end="June"))
    assert made.text_fault == "fte_each"
    assert made.range_fault == "how_many"
    assert line(school, staff(start="July", share_1="all")).text_fault == "start"
    assert line(school, staff(share_1=Decimal("99.5"))).range_fault == "share_1"


def test_fte_is_held_against_the_step_of_its_title(school):
    assert line(school, staff(fte_each=Decimal("0.55"))).step_fault == "fte_each"
    assert line(school, staff(fte_each=Decimal("0.5"))).step_fault == ""
    assert line(school, staff(title=CLERK, fte_each=Decimal("0.4375"))).step_fault == ""


def with_person(rates, **changes):
    now = NowPosition(
        key="S012", position_id="5001", school_id="0417", code="1100", title=TEACHER,
        fte_parts=10_000, filled=True, shares=(("general", 100),),
        actual_salary_cents=9_100_000, actual_benefits_cents=3_333_333,
    )  # fmt: skip
    return setting(rates=rates, now=(replace(now, **changes),))


def test_a_school_on_actual_cost_is_charged_what_its_person_costs(rates):
    made = line(with_person(rates), staff(fte_each=Decimal("0.8")))
    # 0.8 x (91,000.00 + 33,333.33) = 99,466.664 -> 99,466.66; 0.8 x 91,000.00 = 72,800.00
    assert made.is_actual
    assert made.cents == 9_946_666
    assert made.salary_cents == 7_280_000


def test_another_title_on_the_row_is_charged_at_the_rate_sheet(rates):
    made = line(with_person(rates), staff(title=CLERK))
    assert not made.is_actual
    assert made.cents == 6_100_000


def test_a_row_of_the_schools_own_is_charged_at_the_rate_sheet(rates):
    made = line(with_person(rates), staff(row=13))
    assert not made.is_actual
    assert made.cents == 10_039_408 + 1_421_200


def test_actual_cost_without_benefits_is_the_salary_alone(rates):
    made = line(with_person(rates, actual_benefits_cents=None), staff())
    assert made.cents == made.salary_cents == 9_100_000


def test_a_row_with_only_a_goal_or_a_note_is_not_in_use(school):
    budget = price(school, Plan(staffing=(blank_staff(goal="Reading", note="later"),)))
    assert budget.staffing == ()
    assert budget.line_count == 0


def test_general_fund_pays_where_it_is_named(school):
    budget = price(school, Plan(staffing=(staff(title=CLERK),)))
    paid = {program.money.label: program.budgeted_cents for program in budget.programs}
    assert paid[GENERAL] == 6_100_000
