"""Which schools share a workbook, and what money and positions come into it."""

from datetime import date

from support.small_district import YEAR, fte, per_pupil, school, small_district, small_policy

from bsa_xl.allocation import allocate
from bsa_xl.api import school_books

ROWS = {"0101": {"el": "10"}, "0102": {"el": "4"}, "0103": {"el": "3"}}


def books(*schools, components=()):
    district = small_district(ROWS, schools=schools, positions=[("0700", "Counselor")])
    policy = small_policy(per_pupil("el", "100"), *components)
    return school_books(district, policy, allocate(district, policy, YEAR))


def members(found):
    return [[each.school_id for each in book.group.members] for book in found]


def test_a_centre_is_budgeted_with_its_host():
    found = books(school("0101"), school("0102", budgeted_with="0101"), school("0103"))
    assert members(found) == [["0101", "0102"], ["0103"]]
    assert found[0].group.cents == {"general": 140000}


def test_a_centre_whose_host_is_closed_keeps_its_money_in_a_workbook_of_its_own():
    closed = school("0101", closes_on=date(2025, 1, 1))
    found = books(closed, school("0102", budgeted_with="0101"), school("0103"))
    assert members(found) == [["0102"], ["0103"]]
    assert [book.group.cents for book in found] == [{"general": 40000}, {"general": 30000}]


def test_positions_that_any_component_gives_come_into_the_workbook():
    found = books(school("0101"), components=[fte("0700", "0.5")])
    assert found[0].group.fte == (("staff", "0700", 5000),)
