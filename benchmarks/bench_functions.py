"""Worksheet functions in Python: one call for a table, beside one call for each of its cells.

    python benchmarks/bench_functions.py [--schools 833] [--rounds 10]

A table of every school and six components, asked for at once and cell by cell, is proved equal
before a clock starts; rounds are interleaved, and medians of CPU time count. Then what one call of
each function costs: a district's once it has been read, a workbook's with all of its sheets handed
over anew. Hosts add the way to Python and back (benchmarks/bench_calc_functions.py).
"""

import argparse
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from bsa_xl.udfs.catalog import catalog  # noqa: E402
from support.live_values import values_of  # noqa: E402
from support.sample_books import sample_book  # noqa: E402

from bsa_xl.sample import write_sample  # noqa: E402

YEAR = "FY2026"
COMPONENTS = [
    "grade-spans", "english-learners", "low-income", "school-climate", "title-i", "total",
]  # fmt: skip
SHEETS = ("Snapshot", "Staffing", "Spending", "Checks", "Sign-off")


def cpu_ms(work: Callable[[], object]) -> float:
    """CPU time of one run, milliseconds."""
    started = time.process_time_ns()
    work()
    return (time.process_time_ns() - started) / 1e6


def medians(works: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median CPU time of each, in interleaved rounds."""
    found: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            found[name].append(cpu_ms(work))
    return {name: statistics.median(each) for name, each in found.items()}


def main() -> None:
    """Measure, and print."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--schools", type=int, default=833)
    options.add_argument("--rounds", type=int, default=10)
    chosen = options.parse_args()
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), chosen.schools, chosen.rounds)


def measure(folder: Path, schools: int, rounds: int) -> None:
    """A district and a workbook are made, every function is asked about them."""
    district = folder / "district"
    write_sample(district, schools=schools)
    values = values_of(sample_book(folder / "small").issued)
    book = [values[name] for name in SHEETS]
    ask = {function.name: function.run for function in catalog()}
    lines = (district / "schools.csv").read_text(encoding="utf-8").splitlines()[1:]
    ids = [line.partition(",")[0] for line in lines]
    here = (str(district), YEAR)
    first = cpu_ms(lambda: ask["amount"](*here, [[ids[0]]], [["total"]]))
    print(f"{len(ids)} schools; reading and allocating the district, once: {first:,.0f} ms")

    def table() -> list[list[float]]:
        return ask["amount"](*here, [[one] for one in ids], [COMPONENTS])

    def cells() -> list[list[float]]:
        return [
            [ask["amount"](*here, [[one]], [[name]])[0][0] for name in COMPONENTS] for one in ids
        ]

    if table() != cells():
        raise SystemExit("one call for the table and one for each cell differ")
    many = len(ids) * len(COMPONENTS)
    took = medians({"one call for the table": table, "one call a cell": cells}, rounds)
    for name, ms in took.items():
        print(f"{name:28} {ms:10,.1f} ms for {many:,} cells, {1000 * ms / many:8,.1f} us a cell")
    ratio = took["one call a cell"] / took["one call for the table"]
    print(f"{'':28} {ratio:10,.1f} times as long cell by cell")
    numbers = [[1.005 + 0.01 * row] for row in range(2_000)]
    works = {
        "rate, one cell": lambda: ask["rate"](*here, [[ids[0]]], [["english-learners"]]),
        "sentence, one cell": lambda: ask["sentence"](*here, [[ids[0]]], [["english-learners"]]),
        "allocation, a letter": lambda: ask["allocation"](*here, ids[0]),
        "peers, five": lambda: ask["peers"](*here, ids[0]),
        "position_cost, one": lambda: ask["position_cost"](*here, [["01010"]], [[1.0]]),
        "balance, a workbook": lambda: ask["balance"](*book[:3]),
        "findings, a workbook": lambda: ask["findings"](*book),
        "rounded, 2,000 cells": lambda: ask["rounded"](numbers),
        "share_out, 2,000 cells": lambda: ask["share_out"](1_000.0, numbers),
    }
    for name, ms in medians(works, rounds).items():
        print(f"{name:28} {ms:10,.2f} ms")
    changed = iter(range(10_000))
    new = [
        cpu_ms(lambda: ask["what_if"](*here, [[ids[0]]], [["newcomer"]], [[float(next(changed))]]))
        for _ in range(rounds)
    ]
    print(f"{'what_if, counts not seen yet':28} {statistics.median(new):10,.1f} ms")


if __name__ == "__main__":
    main()
