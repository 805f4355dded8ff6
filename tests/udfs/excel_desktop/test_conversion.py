"""What xlwings hands over becomes plain cells, and answers become what Excel takes."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from bsa_xl.udfs.cells import NoAnswerError
from bsa_xl.udfs.excel_desktop.conversion import answer_out, cell_in, grid_in


@pytest.mark.parametrize(
    ("given", "cell"),
    [
        (None, None),
        ("", None),
        ("0417", "0417"),
        (2.5, 2.5),
        (True, True),
        (Decimal("1234.5000"), 1234.5),  # a cell formatted as currency
        (7, 7.0),
        (datetime(2026, 7, 1), date(2026, 7, 1)),  # noqa: DTZ001 - Excel's dates have no zone
        (datetime(2026, 7, 1, 9, 30), datetime(2026, 7, 1, 9, 30)),  # noqa: DTZ001
        (-2146826288, "#NULL!"),
        (-2146826273, "#VALUE!"),
        (-2146826246, "#N/A"),
        (-2146826243, "#SPILL!"),
        (-2146826238, "#CALC!"),
        (-2146826240, "#VALUE!"),  # an error value that has no name here
    ],
)
def test_a_cell_of_excel_becomes_a_plain_one(given, cell):
    assert cell_in(given, "the total") == cell
    assert grid_in(given) == [[cell]]
    assert type(cell_in(given, "the total")) is type(cell)


def test_a_range_where_one_cell_belongs_is_refused():
    with pytest.raises(NoAnswerError) as refusal:
        cell_in([[1.0], [2.0]], "total")
    assert str(refusal.value) == "The argument total takes one cell, and a range was given."


def test_something_that_no_cell_holds_is_refused():
    with pytest.raises(NoAnswerError, match="no text, number or date"):
        grid_in([[object()]])


def test_answers_keep_their_shape_and_dates_get_a_time():
    midnight = datetime(2026, 7, 1)  # noqa: DTZ001
    assert answer_out([[1.0, None], ["a", date(2026, 7, 1)]]) == [[1.0, None], ["a", midnight]]
    assert answer_out("a sentence") == "a sentence"
    assert answer_out(None) is None
