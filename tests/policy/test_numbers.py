"""Numbers are read exactly from their text; what is not one is refused with what was meant."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsa_xl.policy.numbers import decimals_of, digits_of, meant_number, parse_number, plain


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("0.24", "0.24"),
        ("0.240", "0.240"),
        ("5174.4996", "5174.4996"),
        ("-310", "-310"),
        ("215_000", "215000"),
        ("1_215_000.50", "1215000.50"),
        ("0.1000000000000000055511151231257827", "0.1000000000000000055511151231257827"),
    ],
)
def test_a_number_keeps_every_digit_that_was_written(text, value):
    assert str(parse_number(text)) == value


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "0.2O", "1e5", "NaN", "Infinity", "inf", "+5", ".5", "5.", "007", "1,000", "24%",
        "0x1F", "1_0", "12_34_567", "_1", "1__000", "٣", "５", "1 000", "0.24 ", "--5", "1/2", "true",
    ],
)  # fmt: skip
def test_what_is_not_plainly_a_number_is_none(text):
    assert parse_number(text) is None


def test_a_negative_zero_is_zero():
    assert str(parse_number("-0.00")) == "0.00"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("0.2O", "0.20"),
        ("l00", "100"),
        ("O.5", "0.5"),
        ("$5,275.50", "5275.50"),
        ("-$5,275", "-5275"),
        ("(1,234.56)", "-1234.56"),
        ("\u2212310", "-310"),
        ("24%", "0.24"),
        ("24 %", "0.24"),
        ("0.5%", "0.005"),
        ("1e5", "100000"),
        ("2.5E-1", "0.25"),
        (".5", "0.5"),
        ("5.", "5"),
        ("+5", "5"),
        ("007", "7"),
        ("1 000", "1000"),
        ("1\u00a0000", "1000"),
        ("\u201c0.24\u201d", "0.24"),
        ("0,24", "0.24"),
        ("1_0", "10"),
    ],
)
def test_the_number_that_was_meant_is_proposed(text, meant):
    assert meant_number(text) == meant


@pytest.mark.parametrize(
    "text",
    ["TBD", "1.234,56", "12,34", "1/2", "1234-", "", "%", "$", "O", "oil", "1.2.3", "1e999999999"],
)
def test_nothing_is_proposed_where_there_are_two_readings_or_none(text):
    assert meant_number(text) is None


@given(st.text(max_size=40))
def test_every_proposal_is_a_number_itself(text):
    meant = meant_number(text)
    assert meant is None or parse_number(meant) is not None


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12
    )
)
def test_a_printed_decimal_reads_back_to_the_same_number(value):
    text = f"{value:f}"
    read = parse_number(text)
    assert read == value
    assert f"{read:f}" == text.removeprefix("-") if value == 0 else f"{read:f}" == text
    assert parse_number(plain(value)) == value


@pytest.mark.parametrize(
    ("text", "digits", "decimals"),
    [("0.240", 2, 2), ("215000", 3, 0), ("5174.4996", 8, 4), ("0", 1, 0), ("100.5", 4, 1)],
)
def test_digits_and_decimals_leave_out_the_zeros_around_them(text, digits, decimals):
    assert (digits_of(Decimal(text)), decimals_of(Decimal(text))) == (digits, decimals)
