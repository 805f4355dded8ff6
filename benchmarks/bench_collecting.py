"""Collecting returned workbooks: openpyxl's one load of each file against `bsa-xl collect`.

    python benchmarks/bench_collecting.py [ROUNDS] [FILES IN A ROUND] [SCHOOLS AT THE END]

Ours is everything that a return costs: its bytes kept, the gate, the reading, every rule, the
register asked, and one transaction. openpyxl's is one load, of formulas only: no gate, no values,
no rules, no store. Rounds are interleaved in one process and medians of CPU time count; Python
looks for cycles as often as in a worker while ours runs, and as usual while openpyxl does. Before
anything is timed, both readings are compared: which cells hold a formula, a content, nothing.

Schools send back what a spreadsheet program saved, not what our press stamped, so three sets are
measured: as stamped; as one Excel saves them (an imitation: shared texts, formulas shared anew,
17 digits, a calculation chain); and, as the worst case, with formulas shared differently in every
file, so that hardly a row of one is written as in another.
At the end all returns of 833 schools are collected once with two workers; memory is watched.
"""

from __future__ import annotations

import gc
import importlib
import statistics
import sys
import threading
import time
import warnings
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import psutil
from openpyxl import load_workbook
from season import EVENT, YEAR, Season, issue_all, season, write_returns

from bsa_xl.api import CollectOrder, Vetting, collect
from bsa_xl.intake import CYCLES_AFTER, Job, Judge
from bsa_xl.store import Outcome, Run, RunInput, RunKind, Store
from bsa_xl.workbook import read_package

SCHOOLS = 833
EXCEL_ROUNDS = 5  # of files saved as Excel does: imitating it takes a second a file
SAMPLED = 3  # files of a round that openpyxl loads
MIB = 1 << 20


def prove_equal(paths: Sequence[Path]) -> int:
    """Both readings find a formula, a content, or nothing in the same cells."""
    compared = 0
    for path in paths:
        package = read_package(path.read_bytes(), path.name)
        book = load_workbook(path)
        for name, sheet in package.sheets.items():
            for ref, cell in sheet.cells.items():
                value = book[name][ref].value
                if cell.formula is not None:
                    same = isinstance(value, str) and value.startswith("=")
                elif cell.text == "":
                    same = value in (None, "")
                else:
                    same = value is not None
                if not same:
                    raise SystemExit(f"{path.name} {name} {ref}: {cell} is not {value!r}")
                compared += 1
    return compared


class Desk:
    """Judges and records files in this process, as a collect does in its own and its workers."""

    def __init__(self, store: Store, run: Run) -> None:
        self.store, self.run = store, run
        self.vetting = Vetting(store, YEAR, EVENT)
        self.judge = Judge(self.vetting.digests())
        self.spent = {"gate": 0.0, "read": 0.0, "check": 0.0, "store": 0.0}
        self.files = self.accepted = 0

    def take(self, paths: Sequence[Path]) -> None:
        now = datetime.now(UTC)
        started = time.process_time()
        given = [RunInput.of(path.name, path.read_bytes()) for path in paths]
        self.store.runs.add_inputs(self.run, given)
        self.spent["store"] += time.process_time() - started
        for path in paths:
            judged = self.judge(Job(path, path.name, now, now))
            started = time.process_time()
            recorded = self.store.returns.record(self.run, self.vetting.vet(judged).returned)
            self.spent["store"] += time.process_time() - started
            for name in ("gate", "read", "check"):
                self.spent[name] += getattr(judged.cost, name) / 1e9
            self.files += 1
            self.accepted += recorded.outcome is Outcome.ACCEPTED


def saved_by_excel(paths: Sequence[Path], folder: Path, seed: Callable[[int], int]) -> list[Path]:
    """The same returns as Excel would save them; the seed says how it shares formulas."""
    sys.path.append(str(Path(__file__).parents[1] / "tests"))
    imitation = importlib.import_module("support.excel_like")
    folder.mkdir()
    made = []
    for number, path in enumerate(paths):
        made.append(folder / path.name)
        made[-1].write_bytes(imitation.as_excel_saves(path.read_bytes(), seed(number)))
    return made


def clocked(way: Callable[[], object]) -> float:
    started = time.process_time()
    way()
    return (time.process_time() - started) * 1000


def measure(title: str, place: Season, paths: Sequence[Path], rounds: int, many: int) -> None:
    print(f"\n{title}")
    ours, usual = [], []
    with (
        Store.open(place.store) as store,
        store.runs.during(
            RunKind.COLLECT,
            (),
            code_version="benchmark",
            user="benchmark",
            clock=lambda: datetime.now(UTC),
        ) as run,
    ):
        desk = Desk(store, run)
        desk.take(paths[:many])
        desk.spent = dict.fromkeys(desk.spent, 0.0)
        first = desk.files
        gc.collect()
        gc.freeze()
        for number in range(1, rounds + 1):
            batch = [paths[n % len(paths)] for n in range(number * many, (number + 1) * many)]
            usual_thresholds = gc.get_threshold()
            gc.set_threshold(*CYCLES_AFTER)  # as in the workers of a collect
            ours.append(clocked(lambda files=batch: desk.take(files)) / many)
            gc.set_threshold(*usual_thresholds)
            sampled = batch[:: max(1, many // SAMPLED)][:SAMPLED]
            loads = clocked(lambda files=sampled: [load_workbook(path) for path in files])
            usual.append(loads / len(sampled))
        gc.unfreeze()
    fast, slow = statistics.median(ours), statistics.median(usual)
    print(f"{'a workbook':24} {'CPU ms':>8} {'x usual':>8}")
    print(f"{'openpyxl, one load':24} {slow:8.2f} {1:8.1f}")
    print(f"{'ours, all of a collect':24} {fast:8.2f} {slow / fast:8.1f}")
    for name, seconds in desk.spent.items():
        print(f"  of it {name:16} {seconds * 1000 / (desk.files - first):8.2f}")
    print(f"medians of {rounds} interleaved rounds, {many} files in each; "
          f"{desk.accepted} of {desk.files} accepted")  # fmt: skip


class Watch(threading.Thread):
    """The most memory that this process and its workers held at once."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most, self.is_over = 0, threading.Event()

    def run(self) -> None:
        me = psutil.Process()
        while not self.is_over.wait(0.1):
            held = 0
            for process in (me, *me.children(recursive=True)):
                try:
                    held += process.memory_info().rss
                except psutil.Error:
                    continue
            self.most = max(self.most, held)


def whole_inbox(place: Season) -> None:
    """All returns, once, with two workers, into the store that issued them."""
    watch = Watch()
    watch.start()
    started, cpu = time.perf_counter(), time.process_time()
    done = collect(CollectOrder(place.district, YEAR, (place.inbox,), EVENT, place.store, jobs=2))
    wall, cpu = time.perf_counter() - started, time.process_time() - cpu
    watch.is_over.set()
    cost = done.cost
    workers = (cost.gate + cost.read + cost.check) / 1e9
    print(f"{len(done.files)} files, 2 workers: {wall:.1f} s wall; {cpu:.1f} s CPU here, "
          f"{workers:.1f} s in the workers; {watch.most / MIB:,.0f} MiB at most; "
          f"{done.count(Outcome.ACCEPTED)} accepted")  # fmt: skip


def main() -> None:
    warnings.simplefilter("ignore")  # openpyxl does not know print areas that are formulas
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    many = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    schools = int(sys.argv[3]) if len(sys.argv) > 3 else SCHOOLS
    with season(min(SCHOOLS, (rounds + 1) * many)) as place:
        issue_all(place)
        write_returns(place)
        paths = sorted(place.inbox.glob("*.xlsx"))
        print(f"cells compared: {prove_equal(paths[:3]):,} in 3 files, none different")
        measure("as stamped", place, paths, rounds, many)
        few = min(rounds, EXCEL_ROUNDS)
        some = paths[: (few + 1) * many]
        saved = saved_by_excel(some, place.out.with_name("saved"), lambda _: 0)
        print(f"\ncells compared: {prove_equal(saved[:3]):,} in 3 files, none different")
        measure("as one Excel saves them", place, saved, few, many)
        saved = saved_by_excel(some, place.out.with_name("otherwise"), lambda number: 2 * number)
        measure("formulas shared otherwise in every file", place, saved, few, many)
    with season(schools) as place:
        issue_all(place)
        write_returns(place)
        whole_inbox(place)


if __name__ == "__main__":
    main()
