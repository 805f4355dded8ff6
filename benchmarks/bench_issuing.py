"""Issuing a district: openpyxl's load, set, save for every workbook against `bsa-xl issue`.

    python benchmarks/bench_issuing.py [ROUNDS] [SCHOOLS IN A ROUND] [SCHOOLS AT THE END]

Ours is the whole of an issue: the district's files read, allocated, drafted, stamped, entered in
the register, and written durably. openpyxl's is its load of the finished template, the same cells
set, its save, and a durable write; no allocation, no register, no results beside formulas. Rounds
are interleaved in one process; CPU time is that of all its threads and of the twin that drafts
and stamps beside it, and medians count. Before anything is timed, the cells of both ways'
workbooks are compared.

The limit beside each of our ways is what nothing can be faster than: the bytes that change
compressed in the same way, and a file of the workbook's size written.
"""

from __future__ import annotations

import gc
import io
import os
import shutil
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace

from openpyxl import load_workbook
from season import YEAR, Season, issue_all, order, ready_of, season

from bsa_xl.api import issue, open_district
from bsa_xl.api import presses as room
from bsa_xl.filing import write_durably
from bsa_xl.workbook import best_deflate, build_template, deflate_with_zlib, prepare

Cell = tuple[str, str, object]
#: A school, its template, the cells that are filled, and our workbook.
Job = tuple[str, bytes, list[Cell], bytes]
SAMPLED = 3  # workbooks of a round that openpyxl makes
WARM = 5  # issues with compiled templates, of which the median counts


def filled_cells(template: bytes, issued: bytes) -> list[Cell]:
    """Sheet, cell and content of everything that an issued workbook has beyond its template."""
    before, after = load_workbook(io.BytesIO(template)), load_workbook(io.BytesIO(issued))
    return [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in after.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value != before[sheet.title][cell.coordinate].value
    ]


def usual_way(template: bytes, cells: list[Cell]) -> bytes:
    book = load_workbook(io.BytesIO(template))
    for sheet, ref, value in cells:
        book[sheet][ref] = value
        if isinstance(value, str):
            book[sheet][ref].data_type = "s"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def contents(package: bytes) -> Iterator[Cell]:
    for sheet in load_workbook(io.BytesIO(package)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value not in (None, ""):
                    yield sheet.title, cell.coordinate, cell.value


def prove_equal(jobs: list[Job]) -> int:
    compared = 0
    for _, template, cells, issued in jobs:
        ours, theirs = set(contents(issued)), set(contents(usual_way(template, cells)))
        if ours != theirs:
            raise SystemExit(f"The cells differ, nothing was timed: {sorted(ours ^ theirs)[:3]}")
        compared += len(ours)
    return compared


def jobs_of(place: Season) -> list[Job]:
    """For every workbook of a round that openpyxl makes: template, cells, and ours."""
    ready = ready_of(open_district(place.district, YEAR))
    drafts = ready.drafts[:: max(1, len(ready.drafts) // SAMPLED)][:SAMPLED]
    jobs = []
    for draft in drafts:
        template = build_template(ready.layouts.layout(draft.staffing_rows))
        [path] = place.out.glob(f"{draft.book.school.school_id}_*.xlsx")
        issued = path.read_bytes()
        jobs.append((draft.book.school.school_id, template, filled_cells(template, issued), issued))
    return jobs


def issue_anew(place: Season, deflate: Callable[..., bytes]) -> Callable[[], None]:
    """A whole issue into a new store that has only the compiled templates."""
    wanted = order(place)

    def way() -> None:
        shutil.rmtree(place.out)
        place.out.mkdir()
        store = place.store.with_name("again.store")
        shutil.rmtree(store, ignore_errors=True)
        shutil.copytree(place.store / "templates", store / "templates")
        room.best_deflate = lambda: deflate
        issue(replace(wanted, store=store))

    return way


def limit(place: Season, jobs: list[Job], deflate: Callable[..., bytes]) -> Callable[[], None]:
    """The bytes that change compressed, and a file of that size written: nothing is faster.

    What changes is taken from the press itself, as it asks for it to be compressed.
    """
    ready = ready_of(open_district(place.district, YEAR))
    drafts = {draft.book.school.school_id: draft for draft in ready.drafts}
    work = []
    for school_id, _, _, issued in jobs:
        strips: list[bytes] = []

        def note(data: bytes, *, last: bool, kept: list[bytes] = strips) -> bytes:
            kept.append(data)
            return deflate(data, last=last)

        draft = drafts[school_id]
        press = prepare(ready.layouts.layout(draft.staffing_rows), "limit")
        press.stamp(draft.case(ready.identity(school_id, 1, "N", "")), None, deflate=note)
        work.append((strips, len(issued)))
    path = place.out.with_name("limit.xlsx")

    def way() -> None:
        for strips, size in work:
            made = b"".join([deflate(strip, last=False) for strip in strips])
            write_durably(path, made.ljust(size)[:size])

    return way


def clocked(way: Callable[[], object], many: int) -> tuple[float, float]:
    """Milliseconds for each of many: CPU time of this process and of those it started, and wall."""
    cpu, wall = cpu_seconds(), time.perf_counter()
    way()
    cpu, wall = cpu_seconds() - cpu, time.perf_counter() - wall
    return cpu * 1000 / many, wall * 1000 / many


def cpu_seconds() -> float:
    """Of this process, finely; of those that it started and that have ended, coarsely."""
    ended = os.times()
    return time.process_time() + ended.children_user + ended.children_system


def measure(place: Season, schools: int, rounds: int) -> None:
    jobs = jobs_of(place)
    print(f"cells compared: {prove_equal(jobs):,} in {len(jobs)} workbooks, none different")
    path = place.out.with_name("usual.xlsx")
    ways: dict[str, tuple[Callable[[], object], int]] = {
        "openpyxl": (
            lambda: [write_durably(path, usual_way(each[1], each[2])) for each in jobs],
            len(jobs),
        ),
        "ours, ISA-L": (issue_anew(place, best_deflate()), schools),
        "ours, zlib 6": (issue_anew(place, deflate_with_zlib), schools),
        "limit, ISA-L": (limit(place, jobs, best_deflate()), len(jobs)),
        "limit, zlib 6": (limit(place, jobs, deflate_with_zlib), len(jobs)),
    }
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for way, _ in ways.values():
        way()
    gc.collect()
    gc.freeze()
    for _ in range(rounds):
        for name, (way, many) in ways.items():
            times[name].append(clocked(way, many))
    gc.unfreeze()
    show(times)
    print(f"medians of {rounds} interleaved rounds, {schools} schools issued in each")


def show(times: dict[str, list[tuple[float, float]]]) -> None:
    """Each way with how many times faster than openpyxl it is, and how many limits it takes."""
    cpu = {name: statistics.median(c for c, _ in found) for name, found in times.items()}
    wall = {name: statistics.median(w for _, w in found) for name, found in times.items()}
    heads = ("CPU ms", "x openpyxl", "wall ms", "x openpyxl", "CPU limits")
    print(f"{'a workbook':14}" + "".join(f"{head:>12}" for head in heads))
    for name in times:
        figures = [
            cpu[name],
            cpu["openpyxl"] / cpu[name],
            wall[name],
            wall["openpyxl"] / wall[name],
        ]
        least = cpu.get(name.replace("ours", "limit"))
        if name.startswith("ours") and least:
            figures.append(cpu[name] / least)
        print(f"{name:14}" + "".join(f"{figure:12.2f}" for figure in figures))


def whole_district(schools: int) -> None:
    """All schools once, with the templates built, and again with them compiled."""
    with season(schools) as place:
        cold = clocked(lambda: issue_all(place), 1000)
        way = issue_anew(place, best_deflate())
        warm = [clocked(way, 1000) for _ in range(WARM)]
    again = tuple(map(statistics.median, zip(*warm, strict=True)))
    for name, (cpu, wall) in (("templates built first", cold), ("templates compiled", again)):
        print(f"{schools} workbooks, {name:22} {cpu:6.2f} s CPU {wall:6.2f} s wall")


def main() -> None:
    warnings.simplefilter("ignore")  # openpyxl does not know print areas that are formulas
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    schools = int(sys.argv[2]) if len(sys.argv) > 2 else 833
    with season(schools) as place:
        issue_all(place)
        measure(place, schools, rounds)
    whole_district(int(sys.argv[3]) if len(sys.argv) > 3 else 833)


if __name__ == "__main__":
    main()
