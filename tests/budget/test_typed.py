"""What an input cell accepts, and how a number in it is rounded."""

from datetime import date
from decimal import Decimal

import pytest

from bsa_xl.budget import (
    AMOUNT,
    FTE_EACH,
    HOW_MANY,
    QUANTITY,
    SHARE,
    CellError,
    day_number,
    text_in,
)


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("0.5", 5_000),
        ("0.33333", 3_333),  # the fifth decimal is below a half
        ("0.33335", 3_334),  # a half goes away from zero
        ("2", 20_000),
        ("2.0001", 0),  # above what a position can be
        ("-0.1", 0),
        ("0.00004", 0),
    ],
)
def test_fte_each_keeps_four_decimals_and_counts_nothing_outside_its_bounds(value, parts):
    assert FTE_EACH.parts(Decimal(value)) == parts


@pytest.mark.parametrize("value", [None, "1", "", True, CellError("#REF!")])
def test_only_a_number_counts_as_a_number(value):
    for field in (HOW_MANY, FTE_EACH, SHARE, QUANTITY, AMOUNT):
        assert field.parts(value) == 0
        assert not field.refuses(value)


def test_a_whole_number_field_refuses_decimals_and_rounds_them_all_the_same():
    assert SHARE.refuses(Decimal("33.5"))
    assert SHARE.parts(Decimal("33.5")) == 34
    assert not SHARE.refuses(Decimal("33.0"))
    assert HOW_MANY.refuses(Decimal("0.5"))


@pytest.mark.parametrize(
    ("field", "high"), [(HOW_MANY, 999), (FTE_EACH, 2), (SHARE, 100), (AMOUNT, 100_000_000)]
)
def test_the_bounds_themselves_are_accepted(field, high):
    assert not field.refuses(Decimal(0))
    assert not field.refuses(Decimal(high))
    assert field.refuses(Decimal(high) + Decimal("0.0001"))
    assert field.refuses(Decimal("-0.0001"))


def test_money_is_rounded_to_the_cent_half_away_from_zero():
    assert AMOUNT.parts(Decimal("1.005")) == 101
    assert AMOUNT.parts(Decimal("1.0049")) == 100


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (Decimal("1.50"), "1.5"),
        (Decimal("1E+2"), "100"),
        (Decimal(1200), "1200"),
        (True, "TRUE"),
        (False, "FALSE"),
        (CellError("#N/A"), ""),
        (" as typed ", " as typed "),
    ],
)
def test_the_text_of_a_cell_is_what_the_cell_shows(value, text):
    assert text_in(value) == text


def test_a_day_is_counted_as_a_spreadsheet_counts_it():
    # Microsoft: January 1, 2008 is serial number 39448; July 5, 2011 is 40729.
    assert day_number(date(2008, 1, 1)) == 39_448
    assert day_number(date(2011, 7, 5)) == 40_729
