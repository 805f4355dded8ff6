"""Functions in LibreOffice's cells: 2,000 cells, one call each, against one call for all of them.

    python benchmarks/bench_calc_functions.py [ROUNDS]

Three workbooks are recalculated by turns in one LibreOffice: 2,000 cells that each ask for one
number, one array formula that asks for the same 2,000, and the same number of Calc's own functions.
Before anything is timed, the cells of both ways are compared. Wall time of hard recalculations;
medians, and the best round.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from support.calc import Calc
from support.office import why_no_office

CELLS = 2_000
ROUNDS = 20
LIMIT_SECONDS = 2.0


def numbers() -> list[float]:
    """Amounts with three decimals, none of them twice."""
    return [round(17.125 + 13.337 * row, 3) for row in range(CELLS)]


def one_by_one(sheet: Worksheet) -> None:
    """A call a cell."""
    for row in range(1, CELLS + 1):
        sheet[f"B{row}"] = f"=BSA.ROUNDED(A{row},2)"


def at_once(sheet: Worksheet) -> None:
    """One call for the whole column."""
    sheet["B1"] = ArrayFormula(f"B1:B{CELLS}", f"=BSA.ROUNDED(A1:A{CELLS},2)")


def native(sheet: Worksheet) -> None:
    """Calc alone."""
    for row in range(1, CELLS + 1):
        sheet[f"B{row}"] = f"=ROUND(A{row},2)"


WAYS: dict[str, Callable[[Worksheet], None]] = {
    f"{CELLS:,} cells, a call each": one_by_one,
    f"one array call for {CELLS:,} cells": at_once,
    f"{CELLS:,} cells of Calc's own ROUND": native,
}


def workbook(folder: Path, name: str, fill: Callable[[Worksheet], None]) -> Path:
    """A workbook with the numbers in column A and formulas in column B."""
    book = Workbook()
    sheet = book.active
    for row, number in enumerate(numbers(), start=1):
        sheet[f"A{row}"] = number
    fill(sheet)
    path = folder / f"{name.replace(' ', '_')}.xlsx"
    book.save(path)
    return path


def main(rounds: int) -> int:
    """Print the figures; 1 where the ways differ."""
    if reason := why_no_office():
        print(reason)
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        books = {way: workbook(folder, way, fill) for way, fill in WAYS.items()}
        calc = Calc(folder / "add-in")
        try:
            shown = [calc.recalculate(path) for path in books.values()]
            if not shown[0] == shown[1] == shown[2]:
                print("The ways do not come to the same cells.")
                return 1
            seconds: dict[str, list[float]] = {way: [] for way in books}
            for _ in range(rounds):
                for way, path in books.items():
                    seconds[way] += calc.seconds_to_recalculate(path, 1)
        finally:
            calc.close()
    for way, taken in seconds.items():
        median = statistics.median(taken)
        print(
            f"{way:36} {median * 1e3:8.1f} ms, best {min(taken) * 1e3:8.1f} ms, "
            f"{median / CELLS * 1e6:7.1f} us a cell"
        )
    slowest = statistics.median(seconds[next(iter(seconds))])
    print(f"Promised: {CELLS:,} cells in {LIMIT_SECONDS} s; taken: {slowest:.2f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS))
