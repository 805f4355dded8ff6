"""Which numbers a text may mean; the policy on text numbers is the district's own, never a locale's."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsa_xl.checks import Readings, readings_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234.56", "1234.56"),
        (" 1234.56 ", "1234.56"),
        ("$1,234.56", "1234.56"),
        ("$ 1,234", "1234"),
        ("1,234,567", "1234567"),
        ("(1,234.56)", "-1234.56"),
        ("($5)", "-5"),
        ("-$5", "-5"),
        ("$-5", "-5"),
        ("\u22125", "-5"),  # a minus sign as typesetters write it
        ("+5", "5"),
        ("1\u00a0234", "1234"),  # no-break space
        ("1\u202f234,50", "1234.5"),  # narrow no-break space
        ("1'234.50", "1234.5"),
        ("1.234,56", "1234.56"),
        ("1.234.567", "1234567"),
        ("0,5", "0.5"),
        (",5", "0.5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("0.123", "0.123"),
        ("O.5", "0.5"),  # the letter O
        ("l00", "100"),  # the letter l
        ("1234 $", "1234"),
        ("007", "7"),
    ],
)
def test_some_texts_have_one_reading(text, number):
    assert readings_of(text) == Readings((Decimal(number),))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1.234", ("1.234", "1234")),
        ("1,234", ("1234", "1.234")),
        ("12,34", ("12.34", "1234")),
        ("1234-", ("1234", "-1234")),
        ("50%", ("50", "0.5")),
        ("12.5 %", ("12.5", "0.125")),
        ("(1.234)", ("-1.234", "-1234")),
    ],
)
def test_some_texts_have_two_readings_the_likelier_first(text, numbers):
    assert readings_of(text).numbers == tuple(Decimal(number) for number in numbers)
    assert not readings_of(text).or_date


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1/2", Readings((Decimal("0.5"),), or_date=True)),
        ("1 / 3", Readings((), or_date=True)),
        ("50/100", Readings((Decimal("0.5"),))),
        ("10/1", Readings((Decimal(10),), or_date=True)),
        ("1/0", Readings()),
    ],
)
def test_fractions_may_be_dates(text, readings):
    assert readings_of(text) == readings


@pytest.mark.parametrize(
    "text",
    ["", " ", "TBD", "n/a", "1,23,456", "12 34", "1 FTE", "1e3", "--5", "-(5)", "(-5)", "$", "-",
     "$5$", "#REF!", "TRUE", "OI", "1.2.3", "1,2,3", "１２", "=1+1", "9" * 41, "5%%", "-5-"],
)  # fmt: skip
def test_some_texts_have_no_reading(text):
    assert readings_of(text) == Readings()


@given(st.decimals(0, 10**9, places=2))
def test_a_number_as_accountants_print_it_is_read_back(value):
    assert value in readings_of(f"${value:,.2f}").numbers
    assert -value in readings_of(f"({value:,.2f})").numbers
    assert readings_of(f"{value:.2f}").numbers == (value,)


@given(st.text(alphabet="0123456789.,-+$%()/ OlI'", max_size=41))
def test_any_text_has_at_most_a_few_readings_and_no_accident(text):
    readings = readings_of(text)
    assert len(readings.numbers) <= 4
    assert all(number.is_finite() for number in readings.numbers)
