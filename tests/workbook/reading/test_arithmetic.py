"""Plain arithmetic typed into a cell: what is let in, what it comes to, and what is refused."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsa_xl.workbook.reading.arithmetic import (
    DEEPEST,
    LONGEST,
    NotArithmeticError,
    rounded,
    work_out,
)

CELLS = {
    ("", "A1"): Fraction(5),
    ("Staffing", "C7"): Fraction(1, 3),
    ("My notes", "B5"): Fraction(8),
}


def resolve(sheet, ref):
    return CELLS[sheet, ref]


@pytest.mark.parametrize(
    ("formula", "comes_to"),
    [
        ("1200*3", "3600"),
        ("A1/2", "2.5"),
        ("+A1*2", "10"),
        ("1+2*3-4/8", "6.5"),
        ("(1+2)*(3-5)", "-6"),
        ("--3", "3"),
        ("2--3", "5"),
        ("-2%*100", "-2"),
        ("50%*1200", "600"),
        ("5%%", "0.0005"),
        ("$A$1+a1", "10"),
        ("Staffing!C7*3", "1"),
        ("'My notes'!$B$5/2", "4"),
        (" 1 +\n2 ", "3"),
        (".5+1.", "1.5"),
        ("1e3+2E-2", "1000.02"),
        ("0.1+0.2", "0.3"),
        ("1.005*100", "100.5"),
        ("1/3", "0.333333333333333"),
        ("2/3", "0.666666666666667"),
        ("123456789012345678", "123456789012346000"),
    ],
)
def test_plain_arithmetic_is_worked_out_exactly(formula, comes_to):
    assert rounded(work_out(formula, resolve)) == Decimal(comes_to)


@pytest.mark.parametrize(
    ("formula", "because"),
    [
        ("SUM(A1:A2)", 'it uses the function "SUM"'),
        ('WEBSERVICE("http://x")', 'it uses the function "WEBSERVICE"'),
        ('HYPERLINK("x")', 'it uses the function "HYPERLINK"'),
        ("A1:B2", "it refers to more than one cell at once"),
        ("Sheet1:Sheet2!A1", "it refers to more than one cell at once"),
        ("[1]Sheet1!A1", "it takes a value from outside this workbook"),
        (r"'\\evil\share\[x.xlsx]S'!A1", "it takes a value from outside this workbook"),
        ("cmd|'/c calc'!A0", "it takes a value from outside this workbook"),
        ("Staffing_table[Cost]", "it takes a value from outside this workbook"),
        ("Total_left/2", 'it uses "Total_left", which is neither a number nor a cell'),
        ("TRUE", 'it uses "TRUE", which is neither a number nor a cell'),
        ("1.2.3", 'it uses "1.2.3", which is neither a number nor a cell'),
        ("ABCD1", 'it uses "ABCD1", which is neither a number nor a cell'),
        ("５", 'it uses "５", which is neither a number nor a cell'),
        ("#REF!+1", "it refers to a cell that is gone"),
        ("#N/A", 'it uses "#N/A", which is neither a number nor a cell'),
        ("XFE1", "there is no cell XFE1"),
        ("A1048577", "there is no cell A1048577"),
        ('"5"*2', "it holds a text"),
        ("2^3", 'it uses the sign "^"'),
        ("A1&A1", 'it uses the sign "&"'),
        ("1,5", 'it uses the sign ","'),
        ("{1}", 'it uses the sign "{"'),
        ("1=1", 'it uses the sign "="'),
        ("@A1", 'it uses the sign "@"'),
        ("1e99", 'it holds the number "1e99"'),
        ("1/0", "it divides by zero"),
        ("1/(A1-5)", "it divides by zero"),
        ("1 2", "it is not complete"),
        ("(1", "it is not complete"),
        ("1)", "it is not complete"),
        ("1+", "it is not complete"),
        ("()", "it is not complete"),
        ("", "it is not complete"),
        ("%5", "it is not complete"),
        ("1" * (LONGEST + 1), "it is longer than 500 characters"),
        ("(" * (DEEPEST + 1) + "1" + ")" * (DEEPEST + 1),
         "it has too many brackets within one another"),
    ],
)  # fmt: skip
def test_everything_else_is_refused_with_the_reason(formula, because):
    with pytest.raises(NotArithmeticError) as refusal:
        work_out(formula, resolve)
    assert str(refusal.value) == because


@given(st.text(alphabet="0123456789.+-*/()%eE A$!'[]\"|#,;&^<>=_\n٣＋", max_size=40))
def test_any_text_is_either_worked_out_or_refused(formula):
    try:
        value = work_out(formula, lambda _sheet, _ref: Fraction(1))
    except NotArithmeticError as refusal:
        value = str(refusal)
    assert value is not None
    assert isinstance(value, Fraction) or len(value) > 10


@given(st.lists(st.tuples(st.sampled_from("+-*"), st.integers(0, 999)), min_size=1, max_size=8))
def test_it_agrees_with_python_on_whole_numbers(steps):
    formula = "7" + "".join(f"{sign}{number}" for sign, number in steps)
    assert work_out(formula, resolve) == eval(formula)  # noqa: S307 - digits and signs of our own
