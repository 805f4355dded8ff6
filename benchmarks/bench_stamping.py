"""Issuing one workbook: openpyxl's load, fill and save against a compiled template, side by side.

    python benchmarks/bench_stamping.py [ROUNDS]

Every way makes the same workbook and writes it durably. Rounds are interleaved in one process;
medians are printed, with the limit: compressing the changing bytes and writing the file. Before
anything is timed, the cells of both ways' workbooks are compared.
"""

from __future__ import annotations

import gc
import io
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from bsa_xl.filing import write_durably
from bsa_xl.money import to_dollars

ROUNDS = 20
#: What is measured is furniture of its room, as in the room's own tests.
stamping = import_module("bsa_xl.workbook.stamping")
Value = stamping.CellValue
Deflate = stamping.Deflate
CENTS, NUMBER, TEXT, _, ANY = stamping.SlotKind


@dataclass(frozen=True)
class Job:
    """One school's workbook, as both ways take it.

    Attributes:
        package: the template.
        compiled: the same, compiled.
        cells: values of the cell slots.
        blocks: rows of the blocks.
        marks: texts of the marks.
        typed: sheet, cell and value for openpyxl: what is content, not a formula's result.
    """

    package: bytes
    compiled: stamping.CompiledTemplate
    cells: Mapping[tuple[str, str], Value] | Sequence[Value]
    blocks: Mapping[str, Sequence[Sequence[Value]]]
    marks: Mapping[str, str]
    typed: Sequence[tuple[str, str, Value]]


def job_of(
    package: bytes,
    compiled: stamping.CompiledTemplate,
    cells: Mapping[tuple[str, str], Value] | Sequence[Value],
    blocks: Mapping[str, Sequence[Sequence[Value]]],
    marks: Mapping[str, str],
) -> Job:
    """What is to be measured: a template, the same compiled, and the arguments of its `stamp`."""
    job = Job(package, compiled, cells, blocks, marks, ())
    book = load_workbook(io.BytesIO(package))
    typed = [
        (sheet, ref, value)
        for sheet, ref, value in filled(job)
        if not str(book[sheet][ref].value).startswith("=")
    ]
    return Job(package, compiled, cells, blocks, marks, typed)


def filled(job: Job) -> Iterator[tuple[str, str, Value]]:
    """Every cell that is filled, with its value as a spreadsheet has it: amounts in dollars."""
    cells = job.cells
    for at, slot in enumerate(job.compiled.cells):
        value = cells[slot.sheet, slot.ref] if isinstance(cells, Mapping) else cells[at]
        yield slot.sheet, slot.ref, to_dollars(value) if slot.kind is CENTS else value
    for block in job.compiled.blocks:
        for row, values in enumerate(job.blocks[block.name], block.first_row):
            for (letters, kind), value in zip(block.columns, values, strict=True):
                yield block.sheet, f"{letters}{row}", to_dollars(value) if kind is CENTS else value


def stamp(job: Job, deflate: Deflate) -> bytes:
    """Our way."""
    return job.compiled.stamp(job.cells, job.blocks, job.marks, deflate=deflate)


def fill_with_openpyxl(job: Job) -> bytes:
    """The usual way; it writes no results beside formulas, and fills no marks."""
    book = load_workbook(io.BytesIO(job.package))
    for sheet, ref, value in job.typed:
        book[sheet][ref] = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def prove_equal(job: Job, deflate: Deflate) -> int:
    """Compare all cells: contents, formulas, styles; then our results. Returns how many cells."""
    ours = stamp(job, deflate)
    left = load_workbook(io.BytesIO(ours))
    right = load_workbook(io.BytesIO(fill_with_openpyxl(job)))
    compared = 0
    for sheet in left.worksheets:
        for mine in (cell for row in sheet.iter_rows() for cell in row):
            other = right[sheet.title][mine.coordinate]
            value = None if other.value == "" else other.value
            if isinstance(value, str):
                for mark, text in job.marks.items():
                    value = value.replace(mark, text)
            if (mine.value, mine.style_id) != (value, other.style_id):
                raise AssertionError(f"{sheet.title} {mine.coordinate}: {mine.value!r} {value!r}")
            compared += 1
    results = load_workbook(io.BytesIO(ours), data_only=True)
    for sheet, ref, value in filled(job):
        wanted = float(value) if isinstance(value, Decimal) else value
        found = results[sheet][ref].value
        if isinstance(found, date):  # openpyxl goes by the cell's format
            found = to_excel(found)
        if found != (None if wanted == "" else wanted):
            raise AssertionError(f"{sheet} {ref}: {found!r} {wanted!r}")
    return compared


def measure(job: Job, rounds: int = ROUNDS) -> dict[str, tuple[float, float]]:
    """Median CPU and wall milliseconds of each way; 20 interleaved rounds or more can be judged."""
    best, plain = stamping.best_deflate(), stamping.deflate_with_zlib
    changed = list(job.compiled.render(job.cells, job.blocks, job.marks).values())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "0417.xlsx")
        size = len(stamp(job, best))

        def limit(deflate: Deflate) -> None:
            write_durably(path, b"".join(map(deflate, changed)).ljust(size))

        ways: dict[str, tuple[Callable[[], object], int]] = {
            "openpyxl": (lambda: write_durably(path, fill_with_openpyxl(job)), 1),
            "ours, ISA-L": (lambda: write_durably(path, stamp(job, best)), 5),
            "ours, zlib 6": (lambda: write_durably(path, stamp(job, plain)), 3),
            "limit, ISA-L": (lambda: limit(best), 5),
            "limit, zlib 6": (lambda: limit(plain), 3),
            "joining only": (lambda: job.compiled.render(job.cells, job.blocks, job.marks), 5),
            "durable write only": (lambda: write_durably(path, b"x" * size), 5),
        }
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
        for way, _ in ways.values():
            way()
        gc.collect()
        gc.freeze()
        for _ in range(rounds):
            for name, (way, repeats) in ways.items():
                times[name].append(_timed(way, repeats))
        gc.unfreeze()
    return {
        name: (statistics.median(c for c, _ in rows), statistics.median(w for _, w in rows))
        for name, rows in times.items()
    }


def _timed(way: Callable[[], object], repeats: int) -> tuple[float, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    for _ in range(repeats):
        way()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return cpu * 1000 / repeats, wall * 1000 / repeats


def report(job: Job, rounds: int = ROUNDS) -> None:
    """Print what was measured."""
    best = stamping.best_deflate()
    changed = job.compiled.render(job.cells, job.blocks, job.marks)
    values = sum(1 for _ in filled(job))
    print(f"cells compared: {prove_equal(job, best):,}; of them filled: {values:,}")
    print(f"parts that change: {len(changed)}, {sum(map(len, changed.values())):,} bytes of XML")
    for name, deflate in (("ISA-L", best), ("zlib 6", stamping.deflate_with_zlib)):
        print(f"size with {name}: {len(stamp(job, deflate)):,} bytes")
    times = measure(job, rounds)
    print(f"{'way':20} {'CPU ms':>8} {'wall ms':>8} {'x usual':>8} {'x limit':>8}")
    for name, (cpu, wall) in times.items():
        limit = times.get(name.replace("ours", "limit"), (cpu,))[0]
        print(
            f"{name:20} {cpu:8.2f} {wall:8.2f} {times['openpyxl'][0] / cpu:8.1f} {cpu / limit:8.2f}"
        )


# A synthetic template. Columns of a sheet's one table: c cents, n number, t text; in upper case a
# formula with such a result; - a constant. Then its rows, and how many of them a school fills.
SHEETS = {
    "Start": ("-TC-", 30, 30),
    "Allocation": ("tttnncctttnc", 45, 45),
    "Staffing": ("ttttnnttntntnttTCCCCNC", 80, 52),
    "Spending": ("ttttncctttTCC", 80, 14),
    "Services": ("-tcCTC", 20, 20),
    "Programs": ("-TCCCCNCT", 12, 12),
    "Checks": ("--TNCT-", 60, 60),
    "Goals": ("tttC", 20, 0),
    "Compare": ("-nnnnn", 25, 25),
    "What-if": ("-nNCC", 45, 45),
    "Sign-off": ("ttttC", 12, 0),
    "Lists": ("----", 250, 0),
}
FIRST = 5
MARKS = {"@@school@@": "Maple & Third Street School", "@@code@@": "0417", "@@year@@": "2026-27"}
KINDS = {"C": CENTS, "N": NUMBER, "T": TEXT}
WORDS = ("Teacher", "Books & supplies", "3010", "Title I, Part A", "1000-1999", "OK", "Keep")


def synthetic_job() -> Job:
    """A template of twelve sheets, and one school's values."""
    package = _template()
    chance = random.Random(1966)
    blocks, rows = [], {}
    for name, (kinds, count, used) in SHEETS.items():
        columns = [(get_column_letter(at), k) for at, k in enumerate(kinds, 1) if k != "-"]
        if columns:
            slots = tuple((letters, KINDS.get(kind, ANY)) for letters, kind in columns)
            blocks.append(stamping.RowBlock(name, name, FIRST, count, slots))
            rows[name] = [[_value(kind, chance) for _, kind in columns] for _ in range(used)]
    cells = [stamping.CellSlot(name, f"{column}2", CENTS) for name in SHEETS for column in "BCD"]
    compiled = stamping.compile_template(package, cells, blocks, list(MARKS))
    return job_of(package, compiled, [chance.randrange(10**9) for _ in cells], rows, MARKS)


def _value(kind: str, chance: random.Random) -> Value:
    """Inputs are given as a spreadsheet has them, results in cents."""
    match kind:
        case "c":
            return to_dollars(chance.randrange(1, 20_000_000))
        case "C":
            return chance.randrange(-1000, 20_000_000)
        case "n" | "N":
            return chance.choice([1, 2, 100, Decimal("0.5"), Decimal("-1.25"), Decimal("0.333333")])
        case _:
            return f"{chance.choice(WORDS)} {chance.randrange(1, 400)}"


def _template() -> bytes:
    book = Workbook()
    book.remove(book.active)
    results = {}
    for name, (kinds, count, _) in SHEETS.items():
        results[name] = _fill(book.create_sheet(name), kinds, count)
    for name in ("school", "code", "year"):
        book.defined_names[name] = DefinedName(name, attr_text=f'"@@{name}@@"')
    for name in ("Programs", "Compare"):
        chart = BarChart()
        chart.add_data(Reference(book[name], min_col=3, min_row=FIRST, max_row=FIRST + 9))
        book[name].add_chart(chart, "L2")
    book.properties.title = "@@school@@, @@year@@"
    file = io.BytesIO()
    book.save(file)
    return stamping.set_cached_values(file.getvalue(), results)


def _fill(sheet: Worksheet, kinds: str, count: int) -> dict[str, Value]:
    """A sheet's table, and what its formulas give for blank rows."""
    thin = Side(style="thin", color="FFBFBFBF")
    border, head = Border(bottom=thin, right=thin), Font(bold=True, color="FFFFFFFF")
    dark, pale, grey = (PatternFill("solid", c) for c in ("FF1F3864", "FFFFF8E1", "FFEDEDED"))
    results: dict[str, Value] = {}
    sheet["A1"] = f"{sheet.title}: @@school@@"
    for column, formula in zip("BCD", ("=SUM(E5:E99)", "=SUM(F5:F99)", "=B2-C2"), strict=True):
        sheet[f"{column}2"] = formula
        sheet[f"{column}2"].number_format = "#,##0.00"
    for at, kind in enumerate(kinds, 1):
        letters, before = get_column_letter(at), get_column_letter(max(at - 2, 1))
        top = sheet.cell(FIRST - 1, at, f"Heading {at}")
        top.font, top.fill, top.border = head, dark, border
        for row in range(FIRST, FIRST + count):
            cell = sheet.cell(row, at)
            if kind == "-":
                cell.value = f"{sheet.title} entry {row}"
            elif kind.isupper():
                cell.value = _formula(kind, f"{before}{row}")
                results[f"{letters}{row}"] = "" if kind == "T" else 0
            cell.number_format = "#,##0.00" if kind in "cC" else "General"
            cell.border, cell.fill = border, pale if kind.islower() else grey
            cell.protection = Protection(locked=not kind.islower())
    last = f"{get_column_letter(len(kinds))}{FIRST + count - 1}"
    table = Table(displayName=f"t{sheet.title.replace('-', '')}", ref=f"A{FIRST - 1}:{last}")
    sheet.add_table(table)
    choice = DataValidation("list", formula1="=Lists!$A$5:$A$254", prompt="Choose from the list.")
    choice.add(f"B{FIRST}:B{FIRST + count - 1}")
    sheet.add_data_validation(choice)
    red = CellIsRule("lessThan", ["0"], font=Font(color="FF9C0006"))
    sheet.conditional_formatting.add(f"C{FIRST}:{last}", red)
    sheet.protection.sheet = True
    sheet.freeze_panes = f"A{FIRST}"
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&8@@school@@ (@@code@@)", "&P of &N"
    return results


def _formula(kind: str, cell: str) -> str:
    if kind == "T":
        found = f"INDEX(Lists!$B$5:$B$254,MATCH({cell},Lists!$A$5:$A$254,0))"
        return f'=IF({cell}="","",{found})'
    if kind == "N":
        return f"=IF(ISNUMBER({cell}),{cell},0)"
    return f"=IF(ISNUMBER({cell}),ROUND({cell}*2,2),0)"


if __name__ == "__main__":
    report(synthetic_job(), int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
