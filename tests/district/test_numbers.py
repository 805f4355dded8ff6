"""A cell's text as a number: certain, tidied, missing, suppressed or refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsa_xl.district.counts import CountState
from bsa_xl.district.numbers import (
    BENEFIT,
    COUNT,
    PRICE,
    SHARE,
    SIGNED_DOLLARS,
    plain_cents,
    read_number,
    written,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("412", "412"),
        ("412.5", "412.5"),
        (".5", "0.5"),
        ("0.1250", "0.125"),
        ("190.0", "190"),
    ],
)
def test_plain_digits_are_read_without_a_word(text, value):
    reading = read_number(text, COUNT)
    assert reading.value == Decimal(value)
    assert reading.kind is None


@pytest.mark.parametrize("text", ["", " ", "\u00a0"])
def test_an_empty_cell_is_not_supplied_and_never_zero(text):
    reading = read_number(text, COUNT)
    assert (reading.value, reading.state, reading.kind) == (None, CountState.NOT_SUPPLIED, None)


def test_a_star_is_suppressed_and_never_zero():
    reading = read_number("*", COUNT)
    assert (reading.value, reading.state, reading.kind) == (None, CountState.SUPPRESSED, None)


@pytest.mark.parametrize(
    "text", ["<10", "< 11", "n<10", "**", "*<10", "≤10", "10 or fewer", "suppressed"]
)
def test_other_marks_of_suppression_are_understood_and_said(text):
    reading = read_number(text, COUNT)
    assert reading.state is CountState.SUPPRESSED
    assert reading.value is None
    assert (reading.kind.id, reading.remedy) == ("DATA-06", "Write * for a suppressed count.")


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,329 ", "1329"), (" 412", "412"), ("1,234,567", "1234567"), ("1 329", "1329"), ("'0412", "412"),
     ("1\u00a0329", "1329"), ("41\u200b2", "412"), ("1,329.5", "1329.5")],
)  # fmt: skip
def test_thousands_commas_and_stray_blanks_are_tidied_and_said(text, value):
    reading = read_number(text, COUNT)
    assert reading.value == Decimal(value)
    assert reading.kind.id == "DATA-04"
    assert reading.problem.endswith(f"was read as {value}.")


@pytest.mark.parametrize("text", ["NULL", "N/A", "#N/A", "n/a", "None", "-", "nan"])
def test_words_for_nothing_are_not_supplied_with_a_warning(text):
    reading = read_number(text, COUNT)
    assert reading.state is CountState.NOT_SUPPLIED
    assert reading.kind.id == "DATA-05"
    assert reading.problem == f"'{text}' was read as not supplied."
    assert reading.remedy == "Leave the cell empty, or write 0 where it means none."


@pytest.mark.parametrize(
    ("text", "id_", "problem", "remedy"),
    [
        ("1,2O9", "DATA-03", "'1,2O9' is not a number.", "Write digits only, such as 1209."),
        ("twelve", "DATA-03", "'twelve' is not a number.",
         "Write the number of students, in digits only."),
        ("12.5%", "DATA-03", "'12.5%' is a percentage.", "Write the number of students."),
        ("1.2E+03", "DATA-03", "'1.2E+03' is a number that a spreadsheet has shortened.",
         "Write it in full, such as 1200, if that is what it was."),
        ("-3", "DATA-07", "'-3' is below zero.", "Write the number of students, or 0."),
        ("12.34567", "DATA-08", "'12.34567' has more than 4 decimals.",
         "Write 12.3457, or correct it."),
        ("#REF!", "DATA-27", "the cell shows the error #REF!.",
         "Write the number of students instead."),
        ("####", "DATA-27", "the cell shows the error ####.",
         "Write the number of students instead."),
        ("12,5", "DATA-03", "'12,5' is not a number.", "Write it with a point, such as 12.5."),
        ("12,34", "DATA-03", "'12,34' is not a number.", "Write it with a point, such as 12.34."),
        ("1.234.567", "DATA-03", "'1.234.567' is not a number.",
         "Write the number of students, in digits only."),
        ("１２", "DATA-03", "'１２' is not a number.", "Write the number of students, in digits only."),
        ("²", "DATA-03", "'²' is not a number.", "Write the number of students, in digits only."),
        ("9999999999999", "DATA-03", "'9999999999999' is larger than any school's number.",
         "Write the number of students."),
        ("$12", "DATA-03", "'$12' is not a number.", "Write the number of students, in digits only."),
        ("#FORMULA", "DATA-28", "the formula in this cell has no saved value.",
         "Open the workbook in Excel, save it, and try again."),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_refused_with_a_way_out(text, id_, problem, remedy):
    reading = read_number(text, COUNT)
    assert reading.value is None
    assert reading.refused
    assert (reading.kind.id, reading.problem, reading.remedy) == (id_, problem, remedy)


@pytest.mark.parametrize(
    ("text", "value"),
    [("$95,000.00", "95000"), ("95,000", "95000"), ("(1,234.50)", "-1234.50"), ("-$12.00", "-12"),
     ("$ 7", "7"), ("\u221212.5", "-12.5")],
)  # fmt: skip
def test_dollars_may_carry_their_sign_and_accountants_brackets(text, value):
    assert read_number(text, SIGNED_DOLLARS).value == Decimal(value)


def test_fractions_of_a_cent_are_refused():
    reading = read_number("95000.125", PRICE)
    assert (reading.kind.id, reading.remedy) == ("DATA-08", "Write 95000.13, or correct it.")


def test_a_price_below_zero_is_refused_and_a_given_amount_is_not():
    assert read_number("(5.00)", PRICE).kind.id == "DATA-07"
    assert read_number("-5.00", SIGNED_DOLLARS).value == Decimal("-5.00")


def test_a_percent_sign_is_understood_only_where_percent_are_meant():
    assert read_number("19.1%", BENEFIT).value == Decimal("19.1")
    assert read_number("50 %", SHARE).value == Decimal(50)
    assert read_number("50%", COUNT).value is None


def test_a_star_has_no_meaning_in_a_price():
    assert read_number("*", PRICE).kind.id == "DATA-03"


class TestFilesSeparatedBySemicolons:
    def test_a_decimal_comma_is_read_where_only_one_reading_is_possible(self):
        assert read_number("412,5", COUNT, decimal_comma=True).value == Decimal("412.5")
        assert read_number("1.329,50", COUNT, decimal_comma=True).value == Decimal("1329.5")

    def test_a_comma_that_may_be_either_is_refused_with_both_readings(self):
        reading = read_number("1,329", COUNT, decimal_comma=True)
        assert reading.problem == "'1,329' may mean 1329 or 1.329."
        assert reading.remedy == "Write it without a comma."


@given(st.decimals(0, 10**8, places=4))
def test_what_is_written_is_read_back_without_a_word(number):
    reading = read_number(written(number), COUNT)
    assert reading.value == number
    assert reading.kind is None


@given(st.text(max_size=30))
def test_any_text_gives_a_reading_and_never_an_exception(text):
    for style in (COUNT, SIGNED_DOLLARS, BENEFIT, SHARE):
        for decimal_comma in (False, True):
            reading = read_number(text, style, decimal_comma=decimal_comma)
            assert reading.value is None or reading.value.is_finite()
            assert (reading.kind is None) == (reading.problem == "")


@given(st.from_regex(r"-?[0-9]{0,14}(\.[0-9]{0,4})?|[0-9 ,.$()]{0,8}|[٠-٩]{1,3}", fullmatch=True))
def test_plain_dollars_are_the_cents_that_the_long_way_reads(text):
    reading = read_number(text, PRICE)
    plain = plain_cents(text)
    assert plain is None or (reading.kind is None and reading.value is not None)
    assert plain is None or Decimal(plain) == reading.value * 100


def test_plain_dollars_are_read_at_once():
    plain = [plain_cents(text) for text in ("0", "12", "12.5", "1234.56", "007.10")]
    assert plain == [0, 1200, 1250, 123_456, 710]
    assert [plain_cents(text) for text in ("", ".5", "12.", "1.005", "-1", "$1", "1,000")] == [
        None
    ] * 7
