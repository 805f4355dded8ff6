"""A number is what the cell shows: 15 significant digits, as Excel and LibreOffice have it."""

from decimal import Decimal

import pytest
from bsa_xl.udfs.cells import NoAnswerError, number_of
from bsa_xl.udfs.functions import rounded, share_out


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (50 + 50.01, "100.01"),  # the double is 100.00999999999999
        (0.1 + 0.2, "0.3"),
        (2.675, "2.675"),
        (-0.005, "-0.005"),
        (123456789012.34, "123456789012.34"),
        (3, "3"),
        (1e15, "1e15"),
    ],
)
def test_a_number_is_what_the_cell_shows(cell, number):
    assert number_of(cell, "the number") == Decimal(number)


def test_sums_of_cents_are_whole_cents():
    assert share_out(50 + 50.01, [[1.0], [1.0]]) == [[50.01], [50.0]]
    assert rounded([[1.1 + 2.2 - 0.025]], 2) == [[3.28]]  # 3.275, a tie, goes away from zero


@pytest.mark.parametrize("cell", [float("inf"), float("nan")])
def test_what_is_no_finite_number_is_refused(cell):
    with pytest.raises(NoAnswerError, match="The number is no finite number"):
        number_of(cell, "the number")
