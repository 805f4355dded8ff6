"""What a spending row comes to, worked out by hand; the rates are worked out in conftest."""

from decimal import Decimal

import pytest
from support.plans import blank_spend, setting, spend

from bsa_xl.budget import CellError, Plan, price

HOUR, BOOKS, LUMP = "Teacher by the hour · X1", "Books · B1", "Supplies · S1"


@pytest.fixture(scope="module")
def school(rates):
    return setting(rates=rates)


def line(school, **fields):
    return price(school, Plan(spending=(spend(**{"item": HOUR, **fields}),))).spending[0]


def test_hours_are_paid_with_their_statutory_costs(school):
    # 37.5 x 49.8715 = 1,870.18125 -> 1,870.18
    assert line(school, quantity=Decimal("37.5")).cents == 187_018


def test_a_half_cent_goes_away_from_zero(school):
    # 0.5 x 10.01 = 5.005 -> 5.01
    assert line(school, item=BOOKS, quantity=Decimal("0.5")).cents == 501


def test_a_lump_takes_the_amount_that_is_typed(school):
    made = line(school, item=LUMP, quantity=None, amount=Decimal("1234.565"))
    assert made.cents == 123_457
    assert made.unused == ""


def test_a_policy_of_whole_dollars_rounds_to_the_dollar(rates):
    dollars = setting(rates=rates, places=0)
    assert line(dollars, quantity=Decimal("37.5")).cents == 187_000
    assert line(dollars, item=LUMP, quantity=None, amount=Decimal("1234.50")).cents == 123_500


def test_the_number_an_item_has_no_use_for_is_named(school):
    lump = line(school, item=LUMP, quantity=2, amount=100)
    assert (lump.cents, lump.unused) == (10_000, "quantity")
    hours = line(school, quantity=2, amount=100)
    assert (hours.cents, hours.unused) == (9_974, "amount")  # 2 x 49.8715 = 99.743


def test_item_and_program_are_read_whatever_their_case(school):
    made = line(school, item="TEACHER BY THE HOUR · x1", quantity=1, program="TITLE i")
    assert made.cents == 4_987
    assert made.list_fault == ""


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({}, ""),
        ({"item": None}, "item"),
        ({"quantity": None}, "quantity"),
        ({"item": LUMP, "quantity": None}, "amount"),
        ({"item": LUMP, "quantity": None, "amount": CellError("#REF!")}, "amount"),
        ({"program": None}, "program"),
        ({"item": "Pencils"}, ""),
    ],
)
def test_what_a_used_row_lacks_is_named_in_the_order_of_the_columns(school, fields, missing):
    assert line(school, **fields).incomplete == missing


def test_text_and_bounds_and_lists_are_named(school):
    made = line(school, quantity="ten", amount="five", item="Pencils", program="Title 1")
    assert (made.text_fault, made.list_fault, made.cents) == ("quantity", "item", 0)
    assert line(school, program="Title 1").list_fault == "program"
    assert line(school, quantity=-1).range_fault == "quantity"
    assert line(school, amount=Decimal("100000000.01")).range_fault == "amount"


def test_a_row_with_only_words_is_not_in_use(school):
    row = blank_spend(goal="Reading", justification="why", note="later")
    assert price(school, Plan(spending=(row,))).spending == ()
