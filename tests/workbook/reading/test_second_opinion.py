"""Another reader's opinion: the same entries, or the cell in which the two differ."""

from dataclasses import replace

import pytest

from bsa_xl.workbook.package import CellKind, read_package
from bsa_xl.workbook.reading import read_returned, second_opinion

AGAIN = "Open the workbook in Excel, type the entry again, save it, and send it again. [FILE-42]"


@pytest.fixture
def opinion(desk):
    def asking(data, **cells):
        """What is said when we had read these cells of Spending otherwise."""
        package = read_package(data, "0417.xlsx")
        returned = read_returned(package, desk)
        spending = package.sheets["Spending"]
        ours = {ref: spending.cells[ref]._replace(**changes) for ref, changes in cells.items()}
        spending = replace(spending, cells={**spending.cells, **ours})
        package = replace(package, sheets={**package.sheets, "Spending": spending})
        return [str(finding) for finding in second_opinion(data, package, returned)]

    return asking


def test_two_readers_agree_about_every_kind_of_entry(book, edit, opinion):
    file = edit()
    letters = book.layout.letters(book.layout.staffing)
    end = letters["end"]
    file.number("Staffing", f"{end}9", "46203")
    file.number("Staffing", f"{end}10", "46203.75")
    file.raw("Staffing", f"{end}11", "d", "2026-06-30")
    file.raw("Staffing", f"{end}12", "e", "#N/A")
    file.raw("Staffing", f"{end}13", "b", "1")
    file.text("Staffing", f"{letters['note']}9", "a_x000D_b é ·")
    file.formula("Staffing", f"{letters['how_many']}9", "1+1", "2")
    file.number("Staffing", f"{letters['fte_each']}9", "0.30000000000000004")
    assert opinion(file.packed()) == []


def test_a_cell_that_is_read_otherwise_is_named_with_both_readings(edit, opinion):
    file = edit()
    file.number("Spending", "G7", "500")
    file.text("Spending", "K7", "words")
    file.number("Spending", "G8", "12")
    other = {"G7": {"text": "501"}, "K7": {"text": "other words"},
             "G8": {"kind": CellKind.BLANK, "text": ""}}  # fmt: skip
    assert opinion(file.packed(), **other) == [
        "0417.xlsx, Spending G7: BSA-XL reads 501 in this cell, and a second reader 500. " + AGAIN,
        "0417.xlsx, Spending G8: BSA-XL reads nothing in this cell, and a second reader 12. "
        + AGAIN,
        (
            '0417.xlsx, Spending K7: BSA-XL reads "other words" in this cell, and a second reader '
            f'"words". {AGAIN}'
        ),
    ]


def test_a_file_that_the_second_reader_cannot_open_is_told(book, edit, desk):
    package = read_package(book.issued.data, "0417.xlsx")
    returned = read_returned(package, desk)
    file = edit()
    file.raw("Spending", "G7", "n", "NaN")
    [finding] = second_opinion(file.packed(), package, returned)
    assert finding.problem.startswith("A second reader could not open the workbook: ")
    assert not finding.is_fatal
    assert "Traceback" not in str(finding)
