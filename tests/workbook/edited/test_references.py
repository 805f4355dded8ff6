"""Rows that move when tables get another number of rows, and references that follow them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsa_xl.workbook.edited.references import moved_areas, moved_formula
from bsa_xl.workbook.edited.rows import RowMap, Stretch

#: A table in rows 7 to 86 that is cut to 40 rows.
CUT = RowMap((Stretch(7, 86, 7, 46),))
#: Two tables one below the other, of which the upper one grows by 22 rows.
GROWN = RowMap((Stretch(10, 32, 10, 54), Stretch(36, 37, 58, 59)))


@pytest.mark.parametrize(
    ("text", "rows", "expected"),
    [
        ("Y7:Y86", CUT, "Y7:Y46"),
        ("B3:M3 D10:D32", GROWN, "B3:M3 D10:D54"),
        ("G36:G37", GROWN, "G58:G59"),
        ("A1:O41", GROWN, "A1:O63"),
        ("B:B", CUT, "B:B"),
        ("D41", RowMap((Stretch(41, 41, 63, 64),)), "D63:D64"),
    ],
)
def test_an_area_that_ends_with_a_table_ends_with_it_still(text, rows, expected):
    assert moved_areas(text, rows) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$AE7=0", "$AE7=0"),
        ("Staffing!$U$7:$U$86", "Staffing!$U$7:$U$46"),
        ("'Staffing'!$A$1:INDEX(Staffing!$Y:$Y,Staffing_last)",) * 2,
        ("SUM(Allocation!B34,Staffing!B90)", "SUM(Allocation!B34,Staffing!B50)"),
        ("IF(A1=&quot;Staffing!B90&quot;,1,0)",) * 2,
        ("LOG10(2)+A1B2",) * 2,
        ("$G36&lt;&gt;&quot;OK&quot;",) * 2,
    ],
)
def test_a_formula_follows_the_rows_of_the_sheet_it_names(text, expected):
    assert moved_formula(text, {"Staffing": CUT}) == expected


def test_a_reference_without_a_sheet_means_the_sheet_it_stands_on():
    assert moved_formula("$G36", {"Allocation": GROWN}, "Allocation") == "$G58"
    assert moved_formula("$G36", {"Allocation": GROWN}, "Staffing") == "$G36"


@given(st.integers(1, 200), st.integers(1, 60), st.integers(1, 60))
def test_what_stands_below_a_table_takes_its_look_from_below_it(row, before, after):
    rows = RowMap((Stretch(7, 6 + before, 7, 6 + after),))
    assert rows.source(rows.row(row)) == row or 7 <= row <= 6 + before


@given(st.integers(1, 60), st.integers(1, 60))
def test_the_first_and_the_last_row_of_a_table_keep_their_look(before, after):
    rows = RowMap((Stretch(7, 6 + before, 7, 6 + after),))
    assert rows.source(6 + after) == 6 + before
    assert after == 1 or rows.source(7) == 7
    assert all(7 <= rows.source(row) <= 6 + before for row in range(7, 7 + after))
