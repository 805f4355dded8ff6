"""The template's formulas: short, the same down a column, of functions that every office program has.

They are taken from the file itself, not from the declarations, so that none can be missed.
"""

import io
import re
from collections.abc import Iterator

import pytest
from openpyxl import load_workbook
from openpyxl.formula import Tokenizer
from openpyxl.formula.translate import Translator
from support.sample_books import SampleBook

from bsa_xl.budget import AMOUNT, FIRST_DAY, FTE_EACH, HOW_MANY, LAST_DAY, QUANTITY, SHARE

#: Functions of Excel 2013 and older that LibreOffice 7.4 has too (decision 6).
ALLOWED = {
    "ABS", "AGGREGATE", "AND", "COUNTA", "COUNTIF", "COUNTIFS", "HYPERLINK", "IF", "IFERROR",
    "INDEX", "ISBLANK", "ISNUMBER", "ISTEXT", "LEFT", "LEN", "MATCH", "MAX", "MIN", "N", "NOT",
    "OR", "ROUND", "ROW", "ROWS", "SUM", "SUMIFS", "SUMPRODUCT", "TEXT", "TRIM", "TRUNC",
    "_xlfn.IFNA",
}  # fmt: skip
VOLATILE = {"CELL", "INDIRECT", "INFO", "NOW", "OFFSET", "RAND", "RANDBETWEEN", "TODAY"}
#: Numbers that say nothing about money: no, yes, cents, FTE's decimals, truncation's, percent.
PLAIN_NUMBERS = {"0", "1", "2", "4", "8", "100"}
#: What inputs accept stands in one place, the number fields and days of the budget room.
BOUNDS = {str(field.high) for field in (HOW_MANY, FTE_EACH, SHARE, QUANTITY, AMOUNT)}
BOUNDS |= {str(FIRST_DAY), str(LAST_DAY)}
LONGEST, DEEPEST = 165, 6
#: openpyxl does not follow a print area that is a formula.
pytestmark = pytest.mark.filterwarnings("ignore:Print area cannot be set to Defined name")
Found = dict[tuple[str, str], str]


def formulas_of(data: bytes) -> Found:
    """Every formula by sheet and cell; shared ones written out."""
    book = load_workbook(io.BytesIO(data))
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


@pytest.fixture(scope="module")
def found(sample) -> Found:
    return formulas_of(sample.template)


def functions(formula: str) -> set[str]:
    items = Tokenizer(formula).items
    return {i.value.rstrip("(") for i in items if i.type == "FUNC" and i.subtype == "OPEN"}


def depth(formula: str) -> int:
    """How many functions stand inside each other."""
    now = most = 0
    for item in Tokenizer(formula).items:
        if item.type == "FUNC":
            now += 1 if item.subtype == "OPEN" else -1
            most = max(most, now)
    return most


def odd_numbers(formula: str) -> set[str]:
    """Numbers that could change with a rate or a rule."""
    items = Tokenizer(formula).items
    every = {i.value for i in items if i.type == "OPERAND" and i.subtype == "NUMBER"}
    return every - PLAIN_NUMBERS - BOUNDS


def faults(found: Found) -> list[str]:
    """What is wrong with each formula by itself."""
    told = []
    for (sheet, ref), formula in found.items():
        told += [
            f"{sheet}!{ref}: {fault}"
            for fault, holds in (
                (f"{functions(formula) - ALLOWED}", functions(formula) - ALLOWED),
                ("volatile", functions(formula) & VOLATILE),
                (f"{len(formula)} characters", len(formula) > LONGEST),
                (f"{depth(formula)} deep", depth(formula) > DEEPEST),
                (f"{odd_numbers(formula)}", odd_numbers(formula)),
                ("an array constant", "{" in re.sub(r'"[^"]*"', "", formula)),
                ("a structured reference", "[" in re.sub(r'"[^"]*"', "", formula)),
            )
            if holds
        ]
    return told


def columns_that_differ(sample: SampleBook, found: Found) -> list[str]:
    """Cells whose formula is not that of their column's first row, moved down."""
    told = []
    for table in sample.layout.tables:
        if table.by_row:  # every check looks at something else, and says so in its own row
            continue
        for name, letter in sample.layout.letters(table).items():
            first = f"{letter}{table.first}"
            for row in range(table.first, table.last + 1):
                ref = f"{letter}{row}"
                here = found.get((table.sheet, ref), "")
                moved = Translator(here, origin=ref).translate_formula(first) if here else ""
                if moved != found.get((table.sheet, first), ""):
                    told.append(f"{table.sheet}!{ref} ({name}): {here}")
    return told


def test_every_formula_is_short_plain_and_of_functions_that_all_have(found):
    assert len(found) > 5000
    assert faults(found) == []


def test_a_formula_is_the_same_all_down_its_column(sample, found):
    assert columns_that_differ(sample, found) == []


def test_the_linter_bites(sample, found):
    """One rate in a formula, one row unlike its column: both are told."""
    letters = sample.layout.letters(sample.layout.staffing)
    cell = ("Staffing", f"{letters['cost']}{sample.layout.staffing.first + 7}")
    worse = found | {cell: found[cell] + "*1.05"}
    assert faults(worse) == [f"Staffing!{cell[1]}: {{'1.05'}}"]
    assert [line.split(" ")[0] for line in columns_that_differ(sample, worse)] == [
        f"Staffing!{cell[1]}"
    ]
    for formula, fault in (
        ("=XLOOKUP(A1,B:B,C:C)", "{'XLOOKUP'}"),
        ("=TODAY()", "{'TODAY'}"),
        ("=SUM({1,2})", "an array constant"),
        ("=tbl[Cost]", "a structured reference"),
        (f"=SUM({'A1,' * 60}A1)", "188 characters"),
        ("=ABS(ABS(ABS(ABS(ABS(ABS(ABS(A1)))))))", "7 deep"),
    ):
        assert f"Staffing!A1: {fault}" in faults({("Staffing", "A1"): formula})


def summed_ranges(found: Found) -> Iterator[tuple[str, str, str]]:
    """Each operand of a SUM, SUMIFS or COUNTIF that is more than one cell."""
    for (sheet, ref), formula in found.items():
        if functions(formula) & {"SUM", "SUMIFS", "COUNTIF", "SUMPRODUCT"}:
            for item in Tokenizer(formula).items:
                if item.type == "OPERAND" and item.subtype == "RANGE":
                    yield sheet, ref, item.value


def test_every_sum_covers_its_block_from_the_first_row_to_the_last(sample, found):
    """Sums read defined names, and each name is its column's block exactly."""
    named = {
        f"{table.name}_{column.name}": table.address(column.name)
        for table in sample.layout.tables
        for column in table.columns
        if column.is_named
    }
    book = load_workbook(io.BytesIO(sample.template))
    for _, _, operand in summed_ranges(found):
        assert ":" not in operand, operand
        if operand in named:
            assert book.defined_names[operand].attr_text == named[operand]
    used = {operand for _, _, operand in summed_ranges(found)}
    assert {"Allocation_amount", "Staffing_cost", "Spending_cost", "Program_allocated"} <= used


def test_a_row_inserted_anywhere_in_a_block_is_in_the_total(sample, office, tmp_path):
    """LibreOffice inserts rows below the first, in the middle and above the last."""
    path = tmp_path / "0109.xlsx"
    path.write_bytes(sample.issued)
    table = sample.layout.spending
    letters = sample.layout.letters(table)
    before = office.recalculate(path)["Programs"]["F5"]
    for row in (table.first + 1, (table.first + table.last) // 2, table.last):
        after = office.fill_and_recalculate(
            path,
            {"Spending": {f"{letters['cost']}{row}": 1234.56}},
            even_locked=True,
            insert_rows={"Spending": [row]},
        )
        assert round(after["Programs"]["F5"] - before, 2) == 1234.56


def test_a_workbook_is_small(sample):
    assert len(sample.issued) < 400_000
    assert len(sample.template) < 400_000
