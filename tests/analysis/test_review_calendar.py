"""Reviews by opening year: a self-study, an external visit, and walk-throughs in between."""

from datetime import date

import pytest
from support.small_district import YEAR, school, small_district

from bsa_xl.analysis import ReviewCycle, review_calendar
from bsa_xl.fiscal_year import FiscalYear

SELF_STUDY = "School quality review: self-study"
VISIT = "School quality review: external visit, renewal"


def calendar(*opened, first=2008, years=14, **more):
    schools = [
        school(f"{row:04d}", "HS", model="pilot", opened=day) for row, day in enumerate(opened)
    ]
    return review_calendar(small_district({}, schools=schools), FiscalYear(first), years, **more)


def test_a_school_is_reviewed_after_three_years_and_every_five_years_thereafter():
    # opened in 2007-08: self-study in the spring of the third year, visit in the fall of the fourth
    reviews, unknown = calendar(date(2007, 9, 4))
    found = [
        (str(one.fiscal_year), one.season, one.year_of_operation)
        for one in reviews
        if "quality" in one.what
    ]
    assert found == [
        ("FY2010", "spring", 3), ("FY2011", "fall", 4),
        ("FY2015", "spring", 8), ("FY2016", "fall", 9),
        ("FY2020", "spring", 13), ("FY2021", "fall", 14),
    ]  # fmt: skip
    assert unknown == ()


def test_every_year_without_a_review_has_a_walk_through_in_spring():
    reviews, _ = calendar(date(2007, 9, 4), years=4)
    assert [(str(one.fiscal_year), one.season, one.what) for one in reviews] == [
        ("FY2008", "spring", "Walk-through"), ("FY2009", "spring", "Walk-through"),
        ("FY2010", "spring", SELF_STUDY), ("FY2011", "fall", VISIT),
    ]  # fmt: skip


def test_a_year_lists_its_fall_before_its_spring():
    reviews, _ = calendar(date(2010, 8, 1), date(2007, 9, 4), first=2011, years=1)
    assert [(one.school_id, one.season) for one in reviews] == [
        ("0001", "fall"),
        ("0000", "spring"),
    ]


@pytest.mark.parametrize(("day", "first"), [
    (date(2007, 6, 30), "FY2007"), (date(2007, 7, 1), "FY2008"),
])  # fmt: skip
def test_the_first_year_is_the_fiscal_year_of_the_opening(day, first):
    reviews, _ = calendar(day, first=2006, years=3)
    assert str(reviews[0].fiscal_year) == first


def test_other_models_are_left_out_and_a_school_without_a_date_is_named():
    schools = [
        school("1", "ES", model="formula", opened=date(2020, 7, 1)),
        school("2", "ES", model="pilot"),
    ]
    assert review_calendar(small_district({}, schools=schools), YEAR, 5) == ((), ("2",))


def test_another_cycle_is_other_numbers():
    reviews, _ = calendar(date(2007, 9, 4), years=6, cycle=ReviewCycle(first_self_study=2, every=3))
    assert [one.year_of_operation for one in reviews if one.what == VISIT] == [3, 6]
