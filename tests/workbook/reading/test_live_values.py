"""Whatever stands in the cells of an open workbook, it is read or refused in words."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from support.live_values import values_of, with_cells
from support.school_book import GENERAL, TEACHER

from bsa_xl.checks import run
from bsa_xl.workbook.package import PackageRefused
from bsa_xl.workbook.reading import read_open_book

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


@pytest.fixture(scope="module")
def values(book):
    """The workbook as it is issued, as a spreadsheet shows it."""
    return values_of(book.issued.data)


def said_of(sheets, desk):
    """What is said of a workbook: a word for every rule, or why it is refused."""
    try:
        reading = read_open_book(sheets, desk)
    except PackageRefused as refused:
        return refused.finding.problem and refused.finding.remedy
    return [result.verdict for result in run(reading.budget)]


CELL = (
    st.none()
    | st.booleans()
    | st.floats()
    | st.text(max_size=20)
    | st.dates(min_value=date(1900, 1, 1))
    | st.sampled_from(["#N/A", "#REF!", "S003", "Keep", TEACHER, GENERAL, "S001"])
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cells=st.dictionaries(
        st.tuples(
            st.sampled_from(["Staffing", "Spending", "Checks", "Sign-off", "Snapshot", "Stamp"]),
            st.integers(1, 20),
            st.integers(1, 20),
        ),
        CELL,
        max_size=12,
    )
)
def test_whatever_stands_in_the_cells_is_read_or_refused_in_words(values, desk, cells):
    made = dict(values)
    for (sheet, row, column), value in cells.items():
        made = with_cells(made, **{sheet: {f"{get_column_letter(column)}{row}": value}})
    assert said_of(made, desk)
