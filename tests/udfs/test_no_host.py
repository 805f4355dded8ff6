"""Buttons run where no xlwings is installed: a server or a task pane may take them as they are."""

import os
import subprocess
import sys
from pathlib import Path

from support.sources import ROOT

PROGRAM = """
import sys
sys.modules["xlwings"] = None  # an import of it fails, as where it is not installed

from pathlib import Path
from openpyxl import load_workbook
from bsa_xl.udfs.macros import MACROS


class Area:
    def __init__(self, sheet, first, last):
        self.sheet, (self.row, self.column) = sheet, first
        self.shape = last[0] - first[0] + 1, last[1] - first[1] + 1

    def options(self, *, ndim, err_to_str):
        assert ndim == 2 and err_to_str
        return self

    @property
    def value(self):
        rows = self.sheet.values[self.row - 1 : self.row - 1 + self.shape[0]]
        return [row[self.column - 1 : self.column - 1 + self.shape[1]] for row in rows]

    @value.setter
    def value(self, grid):
        self.sheet.written = (self.row, self.column, grid)

    def clear(self):
        self.sheet.written = None

    def select(self):
        self.sheet.book.selection = self


class Sheet:
    def __init__(self, book, cells):
        self.book, self.name, self.written = book, cells.title, None
        self.values = [list(row) for row in cells.iter_rows(values_only=True)]
        self.used_range = Area(self, (1, 1), (len(self.values), len(self.values[0])))

    def range(self, first, last=None):
        return Area(self, first, last or first)

    def activate(self):
        self.book.front = self.name


class Book:
    def __init__(self, path):
        self.name, self.fullname = Path(path).name, path
        self.sheets = [Sheet(self, cells) for cells in load_workbook(path, data_only=True)]
        self.selection = Area(self.sheets[2], (7, 8), (7, 8))


book = Book(sys.argv[1])
for macro in MACROS:
    if macro.group == "school":
        report = macro.run(book)
        [notes] = [sheet for sheet in book.sheets if sheet.name == "My notes"]
        row, column, grid = notes.written
        sheet, _, cell = report.go_to.rpartition("!")
        assert not sheet or book.front == sheet.strip("'"), (book.front, report.go_to)
        print(macro.name, row, column, grid[0][0] == report.title, report.lead[0])
"""


def test_every_button_of_a_school_runs_without_xlwings(season: Path):
    path = season / "inbox" / "0109 school budget.xlsx"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROGRAM, str(path)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr
    told = done.stdout.splitlines()
    assert [line.split()[:4] for line in told] == [
        ["check_my_budget", "1", "10", "True"],
        ["explain_this_cell", "1", "10", "True"],
        ["what_changed", "1", "10", "True"],
        ["price_staffing", "1", "10", "True"],
        ["prepare_submission", "1", "10", "True"],
    ]
    assert told[0].endswith("Nothing is open: the budget can be sent in.")
