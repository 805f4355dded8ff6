"""One form for what programs write differently, and different forms for what differs."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsa_xl.workbook.package.address import column_letters, parse_cell
from bsa_xl.workbook.package.formula import SharedFormula
from bsa_xl.workbook.sealing import (
    canonical_formula,
    canonical_number,
    canonical_text,
    canonical_value,
    relative_form,
)
from bsa_xl.workbook.sealing.canonical import FilledDown


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # what LibreOffice 7.4 was seen to make of it
        ("IF(TRUE,false,1)", "IF(TRUE(),FALSE(),1)"),
        (".5+A1", "0.5+A1"),
        ("1e3+1.50+0.1E-3+1E+20", "1000+1.5+0.0001+1E+020"),
        ("12345678901234567890", "1.23456789012346E+019"),
        ("sum(A1:A3)", "SUM(A1:A3)"),
        ("a1+$b$2", "A1+$B$2"),
        ("INDEX(foo,2)", "INDEX(Foo,2)"),
        ("'Start'!A1", "Start!A1"),
        ("AGGREGATE(9,6,A1:A3)", "aggregate(9,6,A1:A3)"),
        # what Excel is known to write
        ("_xlfn.IFNA(A1,0)", "IFNA(A1,0)"),
        ("_xlfn._xlws.FILTER(A1,B1)", "FILTER(A1,B1)"),
        (" SUM( A1 , A2 )\n+1", "SUM(A1,A2)+1"),
        ("1.0", "1"),
        ("100000000000000000000", "1E+20"),
        ("1.0049999999999999", "1.005"),
    ],
)
def test_the_same_formula_has_one_form(one, other):
    assert canonical_formula(one) == canonical_formula(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A1+B1", "A1-B1"),
        ("A1", "$A1"),
        ("A1", "A2"),
        ("ROUND(A1,2)", "ROUND(A1,1)"),
        ("A1+0.01", "A1"),
        ("0.1", "0.10001"),
        ('"a b"', '"ab"'),
        ('"OK"', '"ok"'),
        ('"TRUE()"', '"TRUE"'),
        ('"_xlfn.x"', '"x"'),
        ('".5"', '"0.5"'),
        ("'My Sheet'!A1", "'MySheet'!A1"),
        ("Start!A1", "A1"),
        ("A1 B1", "A1,B1"),
        ("A1:B2 B1:C2", "A1:B2B1:C2"),
        ("IF(A1=TRUE,1,0)", "IF(A1=FALSE,1,0)"),
        ("A1'", "A1"),
        ("SUM(A1:A9)", "SUM(A1:A8)"),
    ],
)
def test_other_formulas_have_other_forms(one, other):
    assert canonical_formula(one) != canonical_formula(other)


@settings(max_examples=500)
@given(st.text(alphabet="ABZ019.+-*/()$!'\" ,:<>&%eE_x{};#\n", max_size=40))
def test_the_form_of_a_form_is_itself(formula):
    once = canonical_formula(formula)
    assert canonical_formula(once) == once


@pytest.mark.parametrize(
    ("text", "form"),
    [("1.50", "1.5"), ("15E-1", "1.5"), ("0", "0"), ("-0.00", "0"), ("1.0049999999999999", "1.005"),
     ("37.784999999999997", "37.785"), ("1500000", "1.5E+6"), ("1500000.00", "1.5E+6")],
)  # fmt: skip
def test_numbers_have_their_shortest_form(text, form):
    assert canonical_number(text) == form


def test_texts_come_back_without_what_programs_do_not_keep():
    assert canonical_text(" Lincoln\r\n& Sons\u200b ") == "Lincoln\n& Sons"
    assert canonical_text("Título · é") == "Título · é"


def test_a_value_is_told_from_a_text_that_looks_like_it():
    assert canonical_value(Decimal("5.00")) == canonical_value(5) != canonical_value("5")
    assert canonical_value(None) == canonical_value("") == ""
    assert canonical_value(0) == canonical_value(Decimal("0.00"))
    with pytest.raises(TypeError):
        canonical_value(2.5)


@pytest.mark.parametrize(
    ("one", "at", "other", "there", "alike"),
    [
        ("A1+B2", (3, 5), "A2+B3", (3, 6), True),
        ("A1+B2", (3, 5), "B1+C2", (4, 5), True),
        ("$A$1+B2", (3, 5), "$A$1+B3", (3, 6), True),
        ("$A1", (3, 5), "$A2", (3, 6), True),
        ("A1", (3, 5), "A1", (3, 6), False),
        ("$A$1", (3, 5), "$A$2", (3, 6), False),
        ('"A1"', (3, 5), '"A1"', (3, 6), True),
        ("Total_left+LOG10(A1)", (1, 2), "Total_left+LOG10(A2)", (1, 3), True),
    ],
)
def test_a_formula_filled_down_is_the_same_in_relative_form(one, at, other, there, alike):
    first = relative_form(canonical_formula(one), *at)
    assert (first == relative_form(canonical_formula(other), *there)) is alike


FORMULAS = (
    "IF(AE7=1,0,ROUND(AF7*AG7,4))",
    'IF(AD7=0,"",IF(BD7<>"","A7 is text",BU7))',
    "INDEX(Title_costs,AM7,$AQ$3)+'Sign-off'!B7+Lists!$A$2:$A7",
    "SUM($A$1:A7)*LOG10(B9)",
    "A$7+$A7+AB$10",
)


@pytest.mark.parametrize("formula", FORMULAS)
@given(down=st.integers(0, 400))
def test_filling_down_gives_what_the_readers_own_way_gives(formula, down):
    shared = SharedFormula()
    shared.define(formula, "C7")
    filled = FilledDown(canonical_formula(formula), 7)
    assert filled.is_simple
    assert filled.at(7 + down) == canonical_formula(shared.at(f"C{7 + down}"))


def test_whole_rows_and_references_above_are_left_to_the_slow_way():
    assert not FilledDown("SUM(3:5)", 7).is_simple
    assert not FilledDown("A6+1", 7).is_simple
    assert FilledDown("SUM(A:A)+$3:$5", 7).is_simple is False


def test_the_addresses_used_here_are_what_they_seem():
    assert parse_cell("AB12") == (28, 12)
    assert column_letters(28) == "AB"
