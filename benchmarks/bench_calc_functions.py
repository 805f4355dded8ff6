"""Functions in LibreOffice's cells: 2,000 cells, one call each, against one call for all of them.

    python benchmarks/bench_calc_functions.py [ROUNDS]

Two functions: one that needs nothing but its cells (ROUNDED), and one that asks about a district
(AMOUNT). Each fills a workbook with 2,000 cells, and another with one array formula for the same
2,000; a fifth has as many cells of Calc's own ROUND. Before anything is timed, the cells of both
ways are compared. The workbooks are recalculated by turns in one LibreOffice; wall time of hard
recalculations: the median, and the best round.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from bsa_xl.sample import write_sample

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from support.calc import Calc  # noqa: E402
from support.office import why_no_office  # noqa: E402

CELLS = 2_000
ROUNDS = 20
SCHOOLS = 100
LIMIT_SECONDS = 2.0
LAST = f"A1:A{CELLS}"
#: What a way is called: its formula, and whether that stands in one array of all cells.
WAYS = {
    "ROUNDED, a call each": ("=BSA.ROUNDED(A{row},2)", False),
    "ROUNDED, one call for all": (f"=BSA.ROUNDED({LAST},2)", True),
    "AMOUNT, a call each": ('=BSA.AMOUNT(D$1,"FY2026",B{row},"total")', False),
    "AMOUNT, one call for all": (f'=BSA.AMOUNT(D1,"FY2026",B1:B{CELLS},"total")', True),
    "Calc's own ROUND": ("=ROUND(A{row},2)", False),
}


def workbook(folder: Path, number: int, district: Path, schools: list[str]) -> Path:
    """A workbook with numbers in column A, schools in B, the formulas of one way in C."""
    formula, is_array = list(WAYS.values())[number]
    book = Workbook()
    sheet = book.active
    sheet["D1"] = str(district)
    for row in range(1, CELLS + 1):
        sheet[f"A{row}"] = round(17.125 + 13.337 * row, 3)
        sheet[f"B{row}"] = schools[row % len(schools)]
        if not is_array:
            sheet[f"C{row}"] = formula.format(row=row)
    if is_array:
        sheet["C1"] = ArrayFormula(f"C1:C{CELLS}", formula)
    path = folder / f"{number}.xlsx"
    book.save(path)
    return path


def measured(rounds: int, folder: Path) -> dict[str, list[float]]:
    """Seconds of every round, by way.

    Raises:
        SystemExit: two ways do not come to the same cells.
    """
    district = folder / "district"
    write_sample(district, schools=SCHOOLS)
    lines = (district / "schools.csv").read_text(encoding="utf-8").splitlines()[1:]
    schools = [line.partition(",")[0] for line in lines]
    books = [workbook(folder, number, district, schools) for number in range(len(WAYS))]
    calc = Calc(folder / "add-in")
    try:
        shown = [calc.recalculate(book) for book in books]
        if not (shown[0] == shown[1] == shown[4] and shown[2] == shown[3]):
            raise SystemExit("The ways do not come to the same cells.")
        seconds: dict[str, list[float]] = {way: [] for way in WAYS}
        for _ in range(rounds):
            for way, book in zip(WAYS, books, strict=True):
                seconds[way] += calc.seconds_to_recalculate(book, 1)
    finally:
        calc.close()
    return seconds


def main(rounds: int) -> None:
    """Print the figures."""
    if reason := why_no_office():
        print(reason)
        return
    with tempfile.TemporaryDirectory() as name:
        seconds = measured(rounds, Path(name))
    print(f"{CELLS:,} cells, {rounds} rounds; promised: {LIMIT_SECONDS} s at most.")
    for way, taken in seconds.items():
        median = statistics.median(taken)
        print(
            f"{way:28}{median * 1e3:8.1f} ms, best {min(taken) * 1e3:7.1f} ms;"
            f"{median / CELLS * 1e6:7.1f} us a cell"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
