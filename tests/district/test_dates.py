"""Dates and fiscal years as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsa_xl.district.dates import (
    DateOrder,
    order_of,
    read_iso,
    read_otherwise,
    remedy_for,
    year_meant,
    year_of_span,
)
from bsa_xl.fiscal_year import FiscalYear

MARCH_4 = date(2026, 3, 4)


@pytest.mark.parametrize(
    "text", ["2026-03-04", "2026-3-4", "2026-03-04 00:00:00", "2026-03-04T00:00:00"]
)
def test_year_month_day_is_certain(text):
    assert read_iso(text) == MARCH_4


@pytest.mark.parametrize("text", ["4-Mar-2026", "March 4, 2026", "4 March 2026", "Mar 4 2026"])
def test_a_month_in_letters_is_certain(text):
    assert read_otherwise(text, DateOrder.UNKNOWN) == MARCH_4


def test_a_column_says_by_one_certain_date_what_all_its_dates_mean():
    assert order_of(["3/4/2026", "3/31/2026"]) is DateOrder.MONTH_FIRST
    assert order_of(["3/4/2026", "31/3/2026"]) is DateOrder.DAY_FIRST
    assert order_of(["3/4/2026", "4/3/2026"]) is DateOrder.UNKNOWN
    assert order_of(["3/31/2026", "31/3/2026"]) is DateOrder.UNKNOWN  # two people filled it in
    assert read_otherwise("3/4/2026", DateOrder.MONTH_FIRST) == MARCH_4
    assert read_otherwise("3/4/2026", DateOrder.DAY_FIRST) == date(2026, 4, 3)
    assert read_otherwise("3/4/2026", DateOrder.UNKNOWN) is None
    assert read_otherwise("4/4/2026", DateOrder.UNKNOWN) == date(2026, 4, 4)


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-01", "3/4/26", "soon", "46085"])
def test_what_is_no_certain_date_is_not_read(text):
    assert read_iso(text) is None
    assert read_otherwise(text, DateOrder.MONTH_FIRST) is None


def test_the_remedy_gives_the_readings_that_are_possible():
    assert remedy_for("3/4/2026") == "Write 2026-03-04 or 2026-04-03."
    assert remedy_for("3/31/2026") == "Write 2026-03-31."
    # Excel's day 1 is January 1, 1900, and it counts a February 29, 1900: 46085 is March 4, 2026.
    assert remedy_for("46085") == "Write 2026-03-04 if that is the day which Excel stored."
    assert remedy_for("soon") == "Write it as year-month-day, such as 2026-03-31."


@pytest.mark.parametrize("text", ["2018-2019", "2018-19", "2018–19", "FY2018-19", "SY 2018/19"])
def test_a_span_of_two_years_is_the_fiscal_year_that_ends_it(text):
    assert year_of_span(text) == FiscalYear(2019)


@pytest.mark.parametrize("text", ["2018", "2018-2020", "2018-18", "19-20", ""])
def test_anything_else_is_no_span(text):
    assert year_of_span(text) is None


def test_the_turn_of_the_century_is_a_span_too():
    assert year_of_span("1999-00") == FiscalYear(2000)


@pytest.mark.parametrize(
    ("text", "year"), [("2026", 2026), ("FY26", 2026), ("26", 2026), ("2025-26", 2026)]
)
def test_a_year_is_proposed_from_what_people_write(text, year):
    assert year_meant(text) == FiscalYear(year)


@given(st.text(max_size=20))
def test_no_text_makes_the_readers_fail(text):
    order = order_of([text])
    for day in (read_iso(text), read_otherwise(text, order)):
        assert day is None or isinstance(day, date)
    assert remedy_for(text).endswith(".")
    assert year_meant(text) is None or year_meant(text).ends_in >= 1900
