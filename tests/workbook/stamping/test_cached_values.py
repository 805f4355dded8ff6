"""A template's formulas get their true results once, before it is compiled."""

import io
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook

from bsa_xl.workbook.stamping import (
    RowBlock,
    SlotKind,
    TemplateError,
    ValueRefusedError,
    compile_template,
    set_cached_values,
)


@pytest.fixture
def package(saved):
    book = Workbook()
    first, second = book.active, book.create_sheet("Second")
    for row in range(1, 5):
        first[f"A{row}"] = row
        first[f"B{row}"] = f"=A{row}*2"
        second[f"A{row}"] = f'=IF(Sheet!A{row}>2,"OVER","")'
    return saved(book)


RESULTS = {
    "Sheet": {"B1": 2, "B2": Decimal("4.00"), "B3": True, "B4": None},
    "Second": {"A1": "", "A3": "OVER"},
}


def values(package, *, formulas=False):
    book = load_workbook(io.BytesIO(package), data_only=not formulas)
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book
    }


def test_formulas_get_results_and_all_else_stays(package):
    out = set_cached_values(package, RESULTS)
    assert values(out) == {
        "Sheet": [[1, 2], [2, 4], [3, True], [4, None]],
        "Second": [[None], [None], ["OVER"], [None]],
    }
    assert values(out, formulas=True) == values(package, formulas=True)


def test_rows_that_no_school_fills_show_them(package):
    out = set_cached_values(package, RESULTS)
    block = RowBlock("rows", "Sheet", 1, 4, (("A", SlotKind.NUMBER), ("B", SlotKind.NUMBER)))
    stamped = compile_template(out, [], [block]).stamp((), {"rows": [(7, 14)]})
    assert values(stamped)["Sheet"] == [[7, 14], [2, 4], [3, True], [4, None]]


def test_setting_them_twice_is_the_same_as_once(package):
    once = set_cached_values(package, RESULTS)
    assert set_cached_values(once, RESULTS) == once


def test_cells_without_a_formula_are_told(package):
    with pytest.raises(TemplateError) as caught:
        set_cached_values(package, {"Sheet": {"A1": 5, "B1": 2, "C9": 1}})
    assert str(caught.value).splitlines() == [
        (
            "Sheet C9: the template has no such cell, and it is to be filled. "
            "Put it back: a format or a value makes it exist."
        ),
        (
            "Sheet A1: the cell has no formula whose result could be set. "
            "Give the cell its formula back, or take it off the list."
        ),
    ]


def test_results_that_no_cell_can_hold_are_told(package):
    with pytest.raises(ValueRefusedError) as caught:
        set_cached_values(package, {"Sheet": {"B1": 0.5}})
    assert str(caught.value) == (
        "Sheet B1: float 0.5 is nothing that a cell holds. "
        "Give an int, Decimal, str, bool, date or None."
    )
