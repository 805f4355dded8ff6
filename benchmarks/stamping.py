"""Issuing one workbook: openpyxl's load, fill and save against a compiled template, side by side.

    python benchmarks/stamping.py [ROUNDS]

Every way makes the same workbook and writes it durably. Rounds are interleaved in one process;
medians are printed, with the limit: compressing the changing bytes and writing the file. Before
anything is timed, the cells of the ways' workbooks are compared.
"""

from __future__ import annotations

import gc
import io
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from bsa_xl.filing import write_durably
from bsa_xl.money import to_dollars
from bsa_xl.workbook.stamping import (
    CellSlot,
    CellValue,
    CompiledTemplate,
    Deflate,
    RowBlock,
    SlotKind,
    best_deflate,
    compile_template,
    deflate_with_zlib,
    set_cached_values,
)

ROUNDS = 20


@dataclass(frozen=True)
class Job:
    """One school's workbook, as both ways take it.

    Attributes:
        package: the template.
        compiled: the same, compiled.
        cells: values of the cell slots.
        blocks: rows of the blocks.
        marks: texts of the marks.
        typed: sheet, cell and value (amounts in dollars) for openpyxl: content, not results.
    """

    package: bytes
    compiled: CompiledTemplate
    cells: Mapping[tuple[str, str], CellValue]
    blocks: Mapping[str, Sequence[Sequence[CellValue]]]
    marks: Mapping[str, str]
    typed: Sequence[tuple[str, str, CellValue]]


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
    """Every cell of both ways' workbooks, contents and formulas; then our results.

    Returns:
        How many cells were compared.
    """
    ours, theirs = stamp(job, deflate), fill_with_openpyxl(job)
    left, right = load_workbook(io.BytesIO(ours)), load_workbook(io.BytesIO(theirs))
    compared = 0
    for sheet in left.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                other = right[sheet.title][cell.coordinate].value
                mine = cell.value
                if isinstance(mine, str):
                    for mark, text in job.marks.items():
                        other = other.replace(mark, text)
                if mine != other or cell.style_id != right[sheet.title][cell.coordinate].style_id:
                    raise AssertionError(f"{sheet.title} {cell.coordinate}: {mine!r} {other!r}")
                compared += 1
    results = load_workbook(io.BytesIO(ours), data_only=True)
    for slot in job.compiled.cells:
        wanted = job.cells[slot.sheet, slot.ref]
        if slot.kind is SlotKind.CENTS:
            wanted = to_dollars(wanted)
        found = results[slot.sheet][slot.ref].value
        if found != (wanted if isinstance(wanted, str) else float(wanted)):
            raise AssertionError(f"{slot}: {found!r} {wanted!r}")
    return compared


def measure(job: Job, rounds: int = ROUNDS) -> dict[str, tuple[float, float]]:
    """Median CPU and wall milliseconds of each way, rounds interleaved.

    Args:
        job: one school's workbook.
        rounds: how many; 20 or more can be judged.
    """
    best = best_deflate()
    changed = list(job.compiled.render(job.cells, job.blocks, job.marks).values())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "0417.xlsx")
        size = len(stamp(job, best))

        def limit(deflate: Deflate) -> None:
            squeezed = b"".join(map(deflate, changed))
            write_durably(path, squeezed.ljust(size))

        ways: dict[str, tuple[Callable[[], object], int]] = {
            "openpyxl": (lambda: write_durably(path, fill_with_openpyxl(job)), 1),
            "ours, ISA-L": (lambda: write_durably(path, stamp(job, best)), 5),
            "ours, zlib 6": (lambda: write_durably(path, stamp(job, deflate_with_zlib)), 3),
            "limit, ISA-L": (lambda: limit(best), 5),
            "limit, zlib 6": (lambda: limit(deflate_with_zlib), 3),
            "ours, joining only": (
                lambda: job.compiled.render(job.cells, job.blocks, job.marks),
                5,
            ),
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
        name: (
            statistics.median(cpu for cpu, _ in rows),
            statistics.median(wall for _, wall in rows),
        )
        for name, rows in times.items()
    }


def _timed(way: Callable[[], object], repeats: int) -> tuple[float, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    for _ in range(repeats):
        way()
    return (
        (time.process_time() - cpu) * 1000 / repeats,
        (time.perf_counter() - wall) * 1000 / repeats,
    )


def report(job: Job, rounds: int = ROUNDS) -> None:
    """Print what was measured."""
    deflates = {"ISA-L": best_deflate(), "zlib 6": deflate_with_zlib}
    changed = job.compiled.render(job.cells, job.blocks, job.marks)
    values = len(job.cells) + sum(len(row) for rows in job.blocks.values() for row in rows)
    print(f"cells compared: {prove_equal(job, best_deflate()):,}; values filled: {values:,}")
    print(f"changing parts: {len(changed)}, {sum(map(len, changed.values())):,} bytes of XML")
    for name, deflate in deflates.items():
        print(f"size with {name}: {len(stamp(job, deflate)):,} bytes")
    times = measure(job, rounds)
    usual = times["openpyxl"][0]
    print(f"{'way':20} {'CPU ms':>8} {'wall ms':>8} {'x usual':>8} {'x limit':>8}")
    for name, (cpu, wall) in times.items():
        limit = times.get(f"limit, {name.removeprefix('ours, ')}", (cpu,))[0]
        print(f"{name:20} {cpu:8.2f} {wall:8.2f} {usual / cpu:8.1f} {cpu / limit:8.2f}")


# A synthetic template of the size of a school's workbook

MARKS = {"@@school@@": "Maple & Third Street School", "@@code@@": "0417", "@@year@@": "2026-27"}
FOOTER = "&8@@school@@ (@@code@@)"


@dataclass(frozen=True)
class Sheet:
    """A sheet with one table: its columns as name and kind, ``=`` before the name of a formula."""

    name: str
    rows: int
    filled: int
    columns: str


#: Kinds: c cents, n number, t text. Upper case stands for a formula of that kind, - for a constant.
SHEETS = (
    Sheet("Start", 30, 30, "-TC-"),
    Sheet("Allocation", 45, 45, "tttnncctttnc"),
    Sheet("Staffing", 80, 52, "ttttnnttntntnttTCCCCNC"),
    Sheet("Spending", 80, 14, "ttttncctttTCC"),
    Sheet("Services", 20, 20, "-tcCTC"),
    Sheet("Programs", 12, 12, "-TCCCCNCT"),
    Sheet("Checks", 60, 60, "--TNCT-"),
    Sheet("Goals", 20, 0, "tttC"),
    Sheet("Compare", 25, 25, "-nnnnn"),
    Sheet("What-if", 45, 45, "-nNCC"),
    Sheet("Sign-off", 12, 0, "ttttC"),
    Sheet("Lists", 250, 0, "----"),
)
FIRST = 5
KINDS = {"c": SlotKind.CENTS, "n": SlotKind.NUMBER, "t": SlotKind.TEXT}


def synthetic_job() -> Job:
    """A template of twelve sheets, and one school's values."""
    package = _with_results(_template())
    blocks = [
        RowBlock(
            sheet.name,
            sheet.name,
            FIRST,
            sheet.rows,
            tuple(
                (get_column_letter(at), KINDS[kind.lower()])
                for at, kind in enumerate(sheet.columns, 1)
                if kind != "-"
            ),
        )
        for sheet in SHEETS
        if sheet.columns.strip("-")
    ]
    cells = [CellSlot(sheet.name, f"{c}2", SlotKind.CENTS) for sheet in SHEETS for c in "BCD"]
    compiled = compile_template(package, cells, blocks, list(MARKS))
    chance = random.Random(1966)
    rows = {
        sheet.name: [
            [_value(kind, chance) for kind in sheet.columns if kind != "-"]
            for _ in range(sheet.filled)
        ]
        for sheet in SHEETS
        if sheet.columns.strip("-")
    }
    typed: list[tuple[str, str, CellValue]] = []
    for sheet in SHEETS:
        kinds = [(at, kind) for at, kind in enumerate(sheet.columns, 1) if kind != "-"]
        for row, values in enumerate(rows.get(sheet.name, ()), FIRST):
            for (at, kind), value in zip(kinds, values, strict=True):
                if kind.islower():
                    plain = float(to_dollars(value)) if kind == "c" else value
                    typed.append((sheet.name, f"{get_column_letter(at)}{row}", plain or None))
    totals = {(slot.sheet, slot.ref): chance.randrange(10**9) for slot in cells}
    return Job(package, compiled, totals, rows, MARKS, typed)


def _value(kind: str, chance: random.Random) -> CellValue:
    words = ["Teacher", "Books & supplies", "3010", "Title I, Part A", "1000-1999", "OK", "Keep"]
    match kind.lower():
        case "c":
            return chance.randrange(1, 20_000_000)
        case "n":
            return chance.choice([1, 2, 100, Decimal("0.5"), Decimal("1.25"), Decimal("0.333333")])
        case _:
            return f"{chance.choice(words)} {chance.randrange(1, 400)}"


def _template() -> bytes:
    book = Workbook()
    book.remove(book.active)
    for sheet in SHEETS:
        _sheet(book.create_sheet(sheet.name), sheet)
    for name in ("school", "code", "year"):
        book.defined_names[f"bsa_{name}"] = DefinedName(f"bsa_{name}", attr_text=f'"@@{name}@@"')
    for name in ("Programs", "Compare"):
        chart = BarChart()
        chart.add_data(Reference(book[name], min_col=3, min_row=FIRST, max_row=FIRST + 9))
        book[name].add_chart(chart, "L2")
    book.properties.title = "@@school@@, @@year@@"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _sheet(sheet: Worksheet, of: Sheet) -> None:
    thin = Side(style="thin", color="FFBFBFBF")
    border, head = Border(bottom=thin, right=thin), Font(bold=True, color="FFFFFFFF")
    pale, grey = PatternFill("solid", "FFFFF8E1"), PatternFill("solid", "FFEDEDED")
    sheet["A1"] = f"{of.name}: @@school@@"
    sheet["A2"] = "Allocated, budgeted, left"
    width = len(of.columns)
    for column, formula in zip("BCD", ("=SUM(E5:E99)", "=SUM(F5:F99)", "=B2-C2"), strict=True):
        sheet[f"{column}2"] = formula
        sheet[f"{column}2"].number_format = "#,##0.00"
    for at in range(1, width + 1):
        cell = sheet.cell(FIRST - 1, at, f"Heading {at}")
        cell.font, cell.fill, cell.border = head, PatternFill("solid", "FF1F3864"), border
    for row in range(FIRST, FIRST + of.rows):
        for at, kind in enumerate(of.columns, 1):
            cell = sheet.cell(row, at)
            if kind == "-":
                cell.value = f"{of.name} entry {row}"
            elif kind.isupper():
                cell.value = _formula(kind, get_column_letter(max(at - 2, 1)), row)
            cell.number_format = "#,##0.00" if kind in "cC" else "General"
            cell.border, cell.fill = border, pale if kind.islower() else grey
            cell.protection = Protection(locked=not kind.islower())
    last = f"{get_column_letter(width)}{FIRST + of.rows - 1}"
    sheet.add_table(Table(displayName=f"tbl{of.name.replace('-', '')}", ref=f"A{FIRST - 1}:{last}"))
    choice = DataValidation("list", formula1="=Lists!$A$5:$A$254", allow_blank=True)
    choice.prompt, choice.promptTitle = "Choose from the list.", "Entry"
    choice.add(f"B{FIRST}:B{FIRST + of.rows - 1}")
    sheet.add_data_validation(choice)
    red = CellIsRule("lessThan", ["0"], font=Font(color="FF9C0006"))
    sheet.conditional_formatting.add(f"C{FIRST}:{last}", red)
    sheet.protection.sheet = True
    sheet.freeze_panes = f"A{FIRST}"
    sheet.oddFooter.left.text = FOOTER
    sheet.oddFooter.right.text = "&P of &N"


def _formula(kind: str, before: str, row: int) -> str:
    cell = f"{before}{row}"
    if kind == "T":
        found = f"INDEX(Lists!$B$5:$B$254,MATCH({cell},Lists!$A$5:$A$254,0))"
        return f'=IF({cell}="","",{found})'
    if kind == "N":
        return f"=IF(ISNUMBER({cell}),{cell},0)"
    return f"=IF(ISNUMBER({cell}),ROUND({cell}*2,2),0)"


def _with_results(package: bytes) -> bytes:
    """Blank rows show what their formulas give for blank cells."""
    return set_cached_values(
        package,
        {
            sheet.name: {
                f"{get_column_letter(at)}{row}": "" if kind == "T" else 0
                for row in range(FIRST, FIRST + sheet.rows)
                for at, kind in enumerate(sheet.columns, 1)
                if kind.isupper()
            }
            for sheet in SHEETS
        },
    )


if __name__ == "__main__":
    report(synthetic_job(), int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
