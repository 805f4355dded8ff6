"""Every function, called as a cell of Excel calls it, gives what Python gives for the same cells."""

import datetime as dt
import io

import pytest
from bsa_xl.udfs.catalog import catalog
from bsa_xl.udfs.cells import NoAnswerError
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from support.function_examples import EXAMPLES, Cells, Stands
from support.sample_books import sample_book

MISSING = {"missing": True}
#: As COM gives error values.
CODES = {"#NULL!": 2000, "#DIV/0!": 2007, "#VALUE!": 2015, "#REF!": 2023, "#N/A": 2042}
ZERO = -2146828288
FUNCTIONS = {function.name: function for function in catalog()}


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """The sample's folder, and its first school's workbook as it was issued, by sheet and rows."""
    folder = tmp_path_factory.mktemp("asked") / "district"
    issued = sample_book(folder).issued
    book = load_workbook(io.BytesIO(issued), data_only=True)
    return folder, book


def cells_at(book, argument):
    left, top, right, bottom = range_boundaries(argument.reference)
    rows = book[argument.sheet].iter_rows(top, bottom, left, right, values_only=True)
    return [[float(c) if type(c) is int else c for c in row] for row in rows]


def plain(cell):
    """As our functions have it: no empty texts, and dates without a time."""
    if cell == "":
        return None
    return cell.date() if isinstance(cell, dt.datetime) else cell


def as_com_has_it(cell):
    if cell in CODES:
        return {"error": ZERO + CODES[cell]}
    return {"date": cell.isoformat()} if isinstance(cell, dt.datetime) else cell


def of_python(argument, told, district, book):
    match argument:
        case Cells():
            grid = [[plain(cell) for cell in row] for row in cells_at(book, argument)]
            return grid if told.is_range else grid[0][0]
        case tuple():
            return [list(row) for row in argument]
        case _:
            cell = str(district) if argument is Stands.DISTRICT else argument
            return [[cell]] if told.is_range else cell


def of_excel(argument, district, book):
    match argument:
        case Cells():
            return {"range": [[as_com_has_it(c) for c in row] for row in cells_at(book, argument)]}
        case tuple():
            return {"range": [list(row) for row in argument]}
        case Stands.DISTRICT:
            return str(district)
        case Stands.OMITTED:
            return MISSING
        case _:
            return argument


def shown(answer):
    """An answer as VBA gets it: a single cell bare, a single row as a list, nothing as a text."""
    grid = [
        ["" if c is None else f"{c} 00:00:00" if type(c) is dt.date else c for c in row]
        for row in answer
    ]
    if len(grid) == 1:
        return grid[0][0] if len(grid[0]) == 1 else grid[0]
    return grid


def expected(function, example, district, book):
    arguments = {
        told.name: of_python(argument, told, district, book)
        for argument, told in zip(example, function.arguments, strict=False)
        if argument is not Stands.OMITTED
    }
    try:
        return {"answer": shown(function.run(**arguments))}
    except NoAnswerError as fault:
        return {"raised": "NoAnswerError", "says": str(fault)}


def test_every_function_gives_a_cell_of_excel_what_it_gives_python(asked, called):
    district, book = asked
    examples = [(name, each) for name in FUNCTIONS for each in EXAMPLES[name]]
    calls = []
    for name, example in examples:
        function = FUNCTIONS[name]
        given = [of_excel(argument, district, book) for argument in example]
        given += [MISSING] * (len(function.arguments) - len(given))
        calls.append((function.excel_name, given))
    answers = called(*calls)
    for (name, example), answer in zip(examples, answers, strict=True):
        assert answer == expected(FUNCTIONS[name], example, district, book), (name, example)
    assert sum("answer" in answer for answer in answers) >= len(FUNCTIONS)
