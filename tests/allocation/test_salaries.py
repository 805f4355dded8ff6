"""Salaries at a school's own average, and of staff of long standing alone."""

from dataclasses import replace
from datetime import date

from support.small_district import YEAR, adjustment, per_pupil, school, small_district, small_policy
from support.small_results import cents_of, lines_of, told
from support.small_roster import PENSION, TITLES, person

from bsa_xl.allocation import LineStatus, allocate, explain

ROWS = {"0101": {"enrollment": "400"}, "0102": {"enrollment": "200"}}


def allocated(*adjustments, staff):
    listed = [school(each) for each in ROWS]
    facts = {"positions": TITLES, "benefits": (PENSION,), "staff": tuple(staff)}
    district = replace(small_district(ROWS, schools=listed), **facts)
    made = small_policy(per_pupil("enrollment", "1000"), adjustments=list(adjustments))
    return allocate(district, made, YEAR), district, made


def salary(direction="charge", **more):
    block = adjustment("salary", "salary", unit="share of difference", values={"FY2026": "1"})
    return block | {"direction": direction} | more


#: 0101: two teachers at 101,000 and 95,000 (0.5 FTE), half a vacant teacher, a vacant clerk.
OWN = (
    person("1", "0101", "2101", "85000", "16000"),
    person("2", "0101", "2101", "80000", "15000", share="0.5"),
    person("3", "0101", "2101", "", "", share="0.5", filled=False),
    person("4", "0101", "2202", "", "", filled=False),
)


def test_a_school_may_be_charged_its_own_average_also_for_vacancies():
    # (1.0 x 101,000 + 0.5 x 95,000) / 1.5 FTE = 148,500 / 1.5 = 99,000 for 1.0 FTE of a teacher here,
    # and 96,000 in the district: 2.0 FTE x 3,000 = 6,000; nobody is a clerk, so there is no average
    made = allocated(salary(cost="school_average"), staff=OWN)
    assert cents_of(made, "salary") == {"0101": -6_000_00}
    assert explain(*made, "0101").lines[-1].sentence == (
        "Salary: -$6,000.00; 2 FTE cost $198,000.00 at the school's own average, and $192,000.00 at "
        "the district's average by position; the difference of $6,000.00 (Teacher (2101) 2 FTE "
        "$6,000.00), charged, in program School budget (Board Policy 3110)."
    )


def test_a_schools_own_average_is_rounded_to_the_cent_before_it_multiplies():
    # (100,000 + 100,000 + 100,001) / 3 = 100,000.333.. = 100,000.33; 3 x (100,000.33 - 96,000)
    staff = [
        person(str(n), "0101", "2101", pay, "0")
        for n, pay in enumerate(["100000"] * 2 + ["100001"])
    ]
    made = allocated(salary(cost="school_average"), staff=staff)
    assert cents_of(made, "salary") == {"0101": -12_000_99}


def test_a_supplement_for_staff_of_long_standing_is_a_credit_of_what_they_cost_above_average():
    # hired in 2005: 110,000 - 96,000 = 14,000 x 0.5 of the difference; a newcomer and a cheaper
    # colleague of 2001 bring nothing
    staff = (
        person("1", "0101", "2101", "90000", "20000", hired=date(2005, 8, 15)),
        person("2", "0101", "2101", "90000", "20000", hired=date(2007, 7, 1)),
        person("3", "0101", "2202", "30000", "8000", hired=date(2001, 8, 15)),
    )
    legacy = salary("credit", hired_before="2007-07-01", only="above", values={"FY2026": "0.5"})
    made = allocated(legacy, staff=staff)
    assert cents_of(made, "salary") == {"0101": 7_000_00}
    assert explain(*made, "0101").lines[-1].sentence == (
        "Salary: $7,000.00; 1 FTE hired before July 1, 2007 above average cost $110,000.00, and "
        "$96,000.00 at the district's average by position; the difference of $14,000.00 (Teacher "
        "(2101) 1 FTE $14,000.00), 50 % of it credited, in program School budget (Board Policy 3110)."
    )
    # of both sides: 14,000 - (48,000 - 38,000) = 4,000
    both = allocated(salary("credit", hired_before="2007-07-01"), staff=staff)
    assert cents_of(both, "salary") == {"0101": 4_000_00}


def test_alo_72_positions_without_a_day_of_hire_are_told_once():
    staff = [person(str(n), "0101", "2101", "90000", "20000") for n in (1, 2)]
    made = allocated(salary(hired_before="2007-07-01"), staff=staff)
    assert told(made) == [
        (
            "staff.csv, line 7: 'Salary' follows staff hired before July 1, 2007, and 2 positions without "
            "that day, 1 at school 0101 first, leave it to come. Fill in hired, or write vacant. [ALO-72]"
        )
    ]
    assert lines_of(made, "salary")["0101"].status is LineStatus.TO_COME
