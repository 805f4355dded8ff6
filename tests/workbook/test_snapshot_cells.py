"""The snapshot is one long text in several cells; what is cut must be whole when it is joined."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bsa_xl.workbook.snapshot import chunks, school_cells

#: Characters that a cell of the snapshot may hold: a cell of Excel takes at most 32,767.
MOST = 30_000
words = st.lists(st.sampled_from(["", "school", "a", '"', "  "]), max_size=12).map(" ".join)


@settings(max_examples=25)
@given(before=st.integers(MOST - 40, MOST + 5), around=words, again=st.integers(MOST - 40, MOST))
def test_no_cut_is_beside_a_space_and_nothing_is_lost(before, around, again):
    text = f"{'x' * before}{around}{'y' * again}{around}z"
    parts = chunks(text)
    assert "".join(parts) == text
    assert all(0 < len(part) <= MOST for part in parts)
    assert all(part == part.strip() for part in parts)


def test_a_text_of_spaces_is_cut_all_the_same():
    assert "".join(chunks(" " * (MOST + 3))) == " " * (MOST + 3)


def test_a_space_at_the_end_of_a_cell_goes_into_the_next():
    text = "x" * (MOST - 1) + " fund" + "y" * 10
    cells = dict(school_cells(text))
    assert cells["B2"] == "x" * (MOST - 2)
    assert cells["B3"] == "x fund" + "y" * 10
    assert not any(cells[ref] for ref in cells if ref not in ("B2", "B3"))
