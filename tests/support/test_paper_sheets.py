"""The engine that buttons are tested with refuses what Excel refuses."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Protection

from support.paper_sheets import RefusedError
from support.xlwings_engine import open_book


@pytest.fixture
def book(tmp_path: Path):
    """Two sheets, the first in front."""
    made = Workbook()
    made.create_sheet("Second")
    made.save(tmp_path / "book.xlsx")
    return open_book(tmp_path / "book.xlsx")


def protect(sheet, *, unlocked: bool = False) -> None:
    sheet.impl.live.protection.sheet = True
    sheet.impl.live["A1"].protection = Protection(locked=not unlocked)


def test_a_cell_is_selected_only_on_the_sheet_in_front(book):
    cell = book.sheets["Second"].range((1, 1))
    with pytest.raises(RefusedError, match=r"^Select method of Range class failed$"):
        cell.select()
    book.sheets["Second"].activate()
    cell.select()
    assert book.selection.sheet.name == "Second"


def test_a_hidden_sheet_does_not_come_to_the_front(book):
    book.sheets["Second"].impl.live.sheet_state = "hidden"
    with pytest.raises(RefusedError, match=r"^Activate method of Worksheet class failed$"):
        book.sheets["Second"].activate()


@pytest.mark.parametrize(("look", "most"), [("row_height", 409.5), ("column_width", 255)])
def test_rows_and_columns_have_a_largest_size(book, look, most):
    cell = book.sheets[0].range((1, 1))
    setattr(cell, look, most)
    with pytest.raises(RefusedError, match=r"^Unable to set the \w+ property of the Range class$"):
        setattr(cell, look, most + 0.5)


def test_a_locked_cell_of_a_protected_sheet_is_not_written(book):
    protect(book.sheets[0])
    with pytest.raises(RefusedError, match=r"^write: Sheet!A1 is locked$"):
        book.sheets[0].range((1, 1)).value = 1.0


@pytest.mark.parametrize(
    ("look", "value"),
    [
        ("color", (1, 2, 3)), ("number_format", "@"), ("wrap_text", True),
        ("row_height", 20), ("column_width", 20),
    ],
)  # fmt: skip
def test_a_protected_sheet_is_not_formatted_even_where_it_may_be_written(book, look, value):
    protect(book.sheets[0], unlocked=True)
    cell = book.sheets[0].range((1, 1))
    cell.value = 1.0
    with pytest.raises(RefusedError, match=r"^Sheet is protected: no format of "):
        setattr(cell, look, value)
    with pytest.raises(RefusedError, match=r"^Sheet is protected: no format of cells$"):
        cell.clear()


def test_a_merged_cell_is_cleared_whole_or_not_at_all(book):
    live = book.sheets[0].impl.live
    live.merge_cells("B2:D3")
    with pytest.raises(RefusedError, match=r"^Cannot change part of a merged cell\.$"):
        book.sheets[0].range((1, 3), (9, 9)).clear()
    book.sheets[0].range((1, 1), (9, 9)).clear()
    assert not live.merged_cells.ranges


def test_what_a_merged_cell_does_not_show_is_passed_over(book):
    live = book.sheets[0].impl.live
    live.merge_cells("A1:B1")
    book.sheets[0].range((1, 1), (1, 3)).value = [["shown", "lost", "beside"]]
    assert [live["A1"].value, live["B1"].value, live["C1"].value] == ["shown", None, "beside"]
