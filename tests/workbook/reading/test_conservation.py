"""Nothing is dropped silently: what counts and what is listed as rejected is all that was typed.

The input areas are scanned once more by other code, in the raw XML, for every number in them.
"""

import re
import zipfile
from decimal import Decimal
from io import BytesIO
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.xlsx_edit import Edited

from bsa_xl.workbook.package import read_package
from bsa_xl.workbook.reading import read_returned
from bsa_xl.workbook.sealing import CellMap

CELL = re.compile(r'<c r="([A-Z]+)([0-9]+)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


def scanned(data, book):
    """The sum of all numbers in the input areas; the rows below the tables belong to them."""
    letters = {}
    for table, _, letter in CellMap(book.layout).input_columns:
        letters.setdefault(table.sheet, {})[letter] = table
    attestations = set(CellMap(book.layout).attestations)
    total = Decimal(0)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = _parts(archive)
        for sheet, columns in letters.items():
            xml = archive.read(names[sheet]).decode()
            for column, row, attributes, content in CELL.findall(xml):
                table = columns.get(column)
                is_below = table is not None and table.name in ("Staffing", "Spending")
                last = 10**6 if is_below else (0 if table is None else table.last)
                is_input = table is not None and table.head < int(row) <= last
                is_input = is_input or (sheet == "Sign-off" and f"{column}{row}" in attestations)
                if is_input and 't="' not in attributes.replace('t="n"', ""):
                    held = re.search(r"<v>([^<]*)</v>", content or "")
                    if held and NUMBER.fullmatch(held[1]) and abs(float(held[1])) < 1e308:
                        total += Decimal(f"{float(held[1]):.15g}")
    return total


def _parts(archive):
    book = archive.read("xl/workbook.xml").decode()
    rels = archive.read("xl/_rels/workbook.xml.rels").decode()
    targets = {}
    for rel in re.findall(r"<(?:\w+:)?Relationship [^>]*>", rels):
        targets[re.search(r' Id="([^"]*)"', rel)[1]] = re.search(r'Target="([^"]*)"', rel)[1]
    found = {}
    for entry in re.findall(r"<sheet [^>]*>", book):
        name, identifier = (
            re.search(r'name="([^"]*)"', entry)[1],
            re.search(r'r:id="([^"]*)"', entry)[1],
        )
        target = targets[identifier]
        found[name] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def accounted(returned):
    """The sum of all numbers that count, and of all that are listed as rejected."""
    plan = returned.plan
    counted = []
    for row in plan.staffing:
        counted += [row.action, row.title, row.how_many, row.fte_each, row.start, row.end]
        counted += [*row.programs, *row.shares, row.goal, row.note]
    for row in plan.spending:
        counted += [row.item, row.quantity, row.amount, row.program, row.goal, row.justification]
        counted += [row.note]
    for row in plan.approvals:
        counted += [
            row.date,
            row.quorum,
            row.votes_for,
            row.votes_against,
            row.minutes,
            row.approved,
        ]
    counted += plan.attestations.values()
    numbers = sum(value for value in counted if isinstance(value, Decimal))
    rejected = sum(cell.number for cell in returned.rejected if cell.number is not None)
    return numbers + rejected


def inputs(book):
    found = []
    for table, _, letter in CellMap(book.layout).input_columns:
        below = 3 if table.name in ("Staffing", "Spending") else 0
        found += [
            (table.sheet, f"{letter}{row}") for row in range(table.first, table.last + 1 + below)
        ]
    return found + [("Sign-off", ref) for ref in CellMap(book.layout).attestations]


def law_holds(data, book, desk):
    returned = read_returned(read_package(data, "0417.xlsx"), desk)
    assert accounted(returned) == scanned(data, book)
    return returned


def test_the_scan_finds_what_the_opening_plan_holds(book, desk):
    shares, positions = 400, 4
    fte = Decimal(1) + Decimal("0.5") + Decimal(1) + Decimal("0.6")
    assert scanned(book.issued.data, book) == shares + positions + fte
    law_holds(book.issued.data, book, desk)


@pytest.mark.parametrize("seed", range(15))
def test_the_law_holds_for_random_plans(book, desk, seed):
    law_holds(book.returned(book.random_plan(seed)), book, desk)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_the_law_holds_whatever_is_done_to_the_inputs(book, desk, seed):
    rng = Random(seed)
    file = Edited(book.issued.data)
    places = inputs(book)
    for _ in range(rng.randrange(1, 40)):
        sheet, ref = rng.choice(places)
        _spoil(file, sheet, ref, rng)
    if rng.random() < 0.3:
        file.copy_row("Staffing", rng.randrange(7, 14), rng.randrange(14, 19))
    if rng.random() < 0.3:
        file.shift_rows("Spending", rng.randrange(7, 17), rng.choice((1, 1, -1)))
    law_holds(file.packed(), book, desk)


def _spoil(file, sheet, ref, rng):
    number = rng.choice(("12.5", "1e3", "0.30000000000000004", "-7", "1234567.891", ".5", "1E-7"))
    match rng.randrange(9):
        case 0 | 1 | 2:
            file.number(sheet, ref, number)
        case 3:
            file.text(sheet, ref, rng.choice(("1,5", "TBD", "", "12")))
        case 4:
            file.raw(sheet, ref, rng.choice("be"), rng.choice("01"))
        case 5:
            file.raw(sheet, ref, "n", rng.choice(("NaN", "1e400", "0x10", "1,5")))
        case 6:
            file.formula(sheet, ref, rng.choice(("SUM(1,2)", "1/0", "cmd|'x'!A1")), number)
        case 7:
            file.formula(sheet, ref, rng.choice(("12.5*2", "5%+20")), "25")
            held = file.cell(sheet, ref)
            comes_to = "25" if held[0].text == "12.5*2" else "20.05"
            held[1].text = comes_to
        case _:
            file.clear(sheet, ref)


def test_a_number_typed_as_an_explanation_is_listed_too(book, desk):
    file = Edited(book.issued.data)
    table = book.layout.checks
    file.number("Checks", f"{book.layout.letters(table)['explanation']}{table.first}", "17.5")
    returned = law_holds(file.packed(), book, desk)
    assert [cell.number for cell in returned.rejected] == [Decimal("17.5")]
