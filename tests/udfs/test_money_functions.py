"""Rounding and sharing out, as a cell asks for them, beside what a spreadsheet itself rounds."""

from decimal import ROUND_HALF_UP, Decimal
from random import Random

import pytest
from bsa_xl.udfs.cells import NoAnswerError
from bsa_xl.udfs.money_functions import rounded, share_out
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

CASES = 3_000


def near_ties(seed):
    """Numbers that are hard to round, with digits: halves, products, sums of cents, large ones."""
    rng = Random(seed)
    for _ in range(CASES):
        places, pick = rng.choice((0, 1, 2, 3, 4, -1, -2, -3)), rng.random()
        if pick < 0.5:
            number = (rng.randrange(10 ** rng.randrange(1, 11)) + 0.5) / 10.0**places
        elif pick < 0.7:
            number = rng.randrange(1, 10**6) / 100 * rng.choice((0.1, 0.15, 3, 1.1, 0.07))
        elif pick < 0.85:
            number = float(f"{rng.uniform(-1e9, 1e9):.15g}")  # as many digits as one can type
        else:
            number = sum(rng.randrange(1, 10**5) / 100 for _ in range(rng.randrange(2, 30)))
        yield number * rng.choice((1, -1)), places


@pytest.mark.parametrize("seed", [1, 2])
def test_rounding_is_what_the_spreadsheet_rounds(office, tmp_path, seed):
    cases = list(near_ties(seed))
    book = Workbook()
    for row, (number, places) in enumerate(cases, start=1):
        book.active[f"A{row}"], book.active[f"B{row}"] = number, places
        book.active[f"C{row}"] = f"=ROUND(A{row},B{row})"
    book.save(tmp_path / "rounds.xlsx")
    shown = office.recalculate(tmp_path / "rounds.xlsx")["Sheet"]
    for row, (number, places) in enumerate(cases, start=1):
        assert rounded([[number]], float(places)) == [[shown[f"C{row}"]]], (number, places)


@pytest.mark.parametrize(
    ("number", "places", "answer"),
    [
        (1.005, 2.0, 1.01),  # the nearest double is 1.00499999999999989; a cell shows 1.005
        (2.675, 2.0, 2.68),
        (-2.675, 2.0, -2.68),
        (0.285, 2.0, 0.29),
        (50 + 50.005, 2.0, 100.01),
        (0.1 + 0.2, 15.0 - 6, 0.3),
        (1_234_565.0, -1.0, 1_234_570.0),
        (-0.4, 0.0, 0.0),
        (45_069_515_056.49999, 0.0, 45_069_515_057.0),  # 16 digits; a cell shows ...056.5000
    ],
)
def test_halves_go_away_from_zero_on_what_the_cell_shows(number, places, answer):
    [[found]] = rounded([[number]], places)
    assert (found, str(found)[:1] == "-") == (answer, answer < 0)


@given(
    st.decimals(-(10**9), 10**9, places=6),
    st.integers(-4, 6),
)
def test_rounding_is_the_schoolbook_rule_on_fifteen_digits(number, places):
    seen = Decimal(f"{float(number):.15g}")
    expected = seen.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert rounded([[float(number)]], float(places)) == [[float(expected)]]


@pytest.mark.parametrize("number", [1e58, -1e58, 1.5e300, 1.7976931348623e308, 5e-324, 1e-300])
def test_the_largest_and_smallest_numbers_are_rounded_too(number):
    """Fifteen digits of a large number end left of the point; nothing is there to round."""
    for places in (-9.0, 0.0, 2.0, 9.0):
        assert rounded([[number]], places) == [[number if abs(number) > 1 else 0.0]]


def test_a_range_is_rounded_cell_by_cell_and_empty_cells_stay_empty():
    assert rounded([[1.125, None], ["  ", -1.125]]) == [[1.13, None], [None, -1.13]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (([["abc"]],), "The number is 'abc', and a number belongs there."),
        (([[True]],), "The number is 'True', and a number belongs there."),
        (([["#N/A"]],), "The number is '#N/A', and a number belongs there."),
        (([[1.0]], 1.5), "The number of digits must be a whole number from -9 to 9."),
        (([[1.0]], 10.0), "The number of digits must be a whole number from -9 to 9."),
    ],
)
def test_what_is_no_number_is_no_answer(arguments, said):
    with pytest.raises(NoAnswerError) as fault:
        rounded(*arguments)
    assert str(fault.value) == said


def test_a_dollar_in_three_parts_loses_no_cent():
    # 100 / 3 = 33.33 each; the cent that is left goes to whoever stands first.
    assert share_out(1.0, [[1.0], [1.0], [1.0]]) == [[0.34], [0.33], [0.33]]


def test_the_largest_total_is_shared_to_the_cent():
    # Its third is 3,333,333,333,333.33 without a rest.
    assert share_out(9_999_999_999_999.99, [[1.0], [1.0], [1.0]]) == [[3_333_333_333_333.33]] * 3
    assert share_out(1.0, [[1e300], [1e-300]]) == [[1.0], [0.0]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((1.005, [[1.0]]), "The total 1.005 is no whole number of cents. Round it first."),
        ((1.0, [[-1.0]]), "A claim is below zero. Claims must be zero or more."),
        ((1.0, [[0.0, None]]), "No claim is above zero, so nothing can be shared by them."),
        (
            (12_345_678_901_234.56, [[1.0]]),
            (
                "The total is 12345678901234.6, more than a cell shows to the cent. Share out less "
                "than 10,000,000,000,000."
            ),
        ),
        (
            (-1e300, [[1.0]]),
            (
                "The total is -1E+300, more than a cell shows to the cent. Share out less than "
                "10,000,000,000,000."
            ),
        ),
        ((1.0, [["x"]]), "The claim is 'x', and a number belongs there."),
    ],
)
def test_what_cannot_be_shared_is_no_answer(arguments, said):
    with pytest.raises(NoAnswerError) as fault:
        share_out(*arguments)
    assert str(fault.value) == said
