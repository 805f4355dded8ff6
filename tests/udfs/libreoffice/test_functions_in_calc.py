"""Every function is a cell of LibreOffice and answers there what Python answers."""

import re
import zipfile
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from bsa_xl.udfs.catalog import catalog
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.formula import ArrayFormula
from support.function_examples import ENTRIES, EXAMPLES, Cells, Stands
from support.office import CellError, Formula, as_decimal

pytestmark = pytest.mark.libreoffice
FUNCTIONS = {function.name: function for function in catalog()}
ASKED = "Asked"
DAY_ZERO = date(1899, 12, 30)
EMPTY_HERE = (None, "", 0.0)


def written(argument, district):
    """An argument as it stands in a formula."""
    match argument:
        case Stands.OMITTED:
            text = ""
        case Stands.DISTRICT:
            text = written(str(district), district)
        case tuple():
            rows = (",".join(written(cell, district) for cell in row) for row in argument)
            text = "{" + ";".join(rows) + "}"
        case Cells(sheet=sheet, reference=reference):
            text = f"'{sheet}'!{reference}"
        case bool():
            text = f"{argument}()".upper()
        case str():
            text = '"' + argument.replace('"', '""') + '"'
        case _:
            text = repr(argument)
    return text


def formula(function, example, district):
    arguments = (written(each, district) for each in example)
    return f"={function.calc_name}({','.join(arguments)})"


def given(argument, values, is_range, district):
    """An argument as Python gets it: Calc hands on numbers and texts, an empty cell as a text."""
    if isinstance(argument, tuple):
        return [list(row) for row in argument]
    if not isinstance(argument, Cells):
        cell = str(district) if argument is Stands.DISTRICT else argument
        return [[cell]] if is_range else cell
    left, top, right, bottom = range_boundaries(argument.reference)
    cells = [
        [
            values[argument.sheet].get(f"{get_column_letter(column)}{row}", "")
            for column in range(left, right + 1)
        ]
        for row in range(top, bottom + 1)
    ]
    assert not any(isinstance(cell, CellError) for row in cells for cell in row), argument
    cells = [[float(c) if isinstance(c, bool) else c for c in row] for row in cells]
    return cells if is_range else cells[0][0]


def answer_of_python(function, example, values, district):
    arguments = {
        told.name: given(argument, values, told.is_range, district)
        for argument, told in zip(example, function.arguments, strict=False)
        if argument is not Stands.OMITTED
    }
    answer = function.run(**arguments)
    return answer if function.gives_range else [[answer]]


def is_same(shown, answer):
    """What Calc shows for a cell of Python's answer."""
    match answer:
        case None | "":
            return shown in EMPTY_HERE
        case bool():
            return shown is answer or shown == float(answer)
        case date():
            return shown == (answer - DAY_ZERO).days
        case _:
            return shown == answer


def places(corner, rows, columns):
    """References row by row, from a corner such as C5."""
    letters, row = re.fullmatch(r"([A-Z]+)(\d+)", corner).groups()
    first = range_boundaries(f"{letters}1")[0]
    return [
        [f"{get_column_letter(first + c)}{int(row) + r}" for c in range(columns)]
        for r in range(rows)
    ]


@pytest.fixture(scope="module")
def answers(calc, issued, tmp_path_factory):
    """By function and number of its example: Python's answer, and the cells in which Calc gives it.

    One workbook with all of them: the issued one and a sheet more.
    """
    folder, district = tmp_path_factory.mktemp("asked"), issued.with_name("district")
    book = load_workbook(issued)
    for name, cells in ENTRIES.items():
        for reference, entry in cells.items():
            book[name][reference] = entry
    book.save(folder / "typed.xlsx")
    values = calc.recalculate(folder / "typed.xlsx", everything=True)
    sheet, made, row = book.create_sheet(ASKED), {}, 1
    for name, function in FUNCTIONS.items():
        for number, example in enumerate(EXAMPLES.get(name, ())):
            answer = answer_of_python(function, example, values, district)
            asked = formula(function, example, district)
            rows, columns = len(answer), len(answer[0])
            larger = places(f"C{row}", rows + 1, columns + 1)
            sheet[f"A{row}"] = asked
            sheet[f"A{row + 1}"] = f"=INDEX({asked[1:]},{rows},{columns})"
            sheet[f"C{row}"] = ArrayFormula(f"{larger[0][0]}:{larger[-1][-1]}", asked)
            made[name, number] = (answer, f"A{row}", f"A{row + 1}", larger)
            row += rows + 3
    book.save(folder / "asked.xlsx")
    return made, calc.recalculate(folder / "asked.xlsx", everything=True)[ASKED]


def test_every_function_has_examples():
    """The table in tests/support/function_examples.py covers the catalog, and nothing else."""
    assert set(EXAMPLES) == set(FUNCTIONS)
    assert all(EXAMPLES.values())


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_cell_shows_what_python_answers(answers, name):
    made, shown = answers
    assert (name, 0) in made
    for (function, number), (answer, one, last, _) in made.items():
        if function == name:
            assert is_same(shown.get(one), answer[0][0]), (name, number, shown.get(one))
            assert is_same(shown.get(last), answer[-1][-1]), (name, number, shown.get(last))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_an_array_formula_is_filled_and_shows_no_more_than_the_answer(answers, name):
    made, shown = answers
    for (function, number), (answer, _, _, larger) in made.items():
        if function != name:
            continue
        rows, columns = len(answer), len(answer[0])
        for r, c in product(range(rows), range(columns)):
            cell = shown.get(larger[r][c])
            assert is_same(cell, answer[r][c]), (name, number, larger[r][c], cell, answer[r][c])
        # Calc repeats an answer of one row or one column over a larger range; else it is #N/A.
        if rows > 1:
            assert {shown[place] for place in larger[rows][:columns]} == {CellError("#N/A")}
        if columns > 1:
            assert {shown[row[columns]] for row in larger[:rows]} == {CellError("#N/A")}


def test_a_workbook_that_stands_open_is_read_from_its_cells(answers):
    """Half a position is a change, and so is a date, which Calc has as a number; a text where a
    number belongs is a change and a finding too.
    """
    made, shown = answers
    changes, *_, cells = made["since_issue", 0]
    assert [row[1] for row in changes[1:]] == ["J8", "K8", "J9"]
    assert changes[2][4] == date(2026, 9, 1)
    assert [shown[cells[row][4]] for row in (1, 2, 3)] == [0.5, 46266.0, "half"]
    findings, *_ = made["findings", 0]
    assert ["Staffing", "J9"] in [row[:2] for row in findings]


def test_the_function_wizard_tells_what_the_functions_themselves_tell(calc, tmp_path):
    told = calc.described(shares(tmp_path / "any.xlsx"))
    for function in FUNCTIONS.values():
        text, arguments = told[function.calc_name]
        assert text == function.help
        assert arguments == [[each.name, each.help] for each in function.arguments]
    assert told["BSA.STATUS"][1] == []


def shares(path):
    """100 dollars by claims 1, 1, 1 in cells, as an array, as an array too small, and their sum."""
    book = Workbook()
    sheet = book.active
    sheet.title = ASKED
    for row in (1, 2, 3):
        sheet[f"A{row}"] = 1
    sheet["B1"] = 100
    sheet["C1"] = ArrayFormula("C1:C3", "=BSA.SHAREOUT(B1,A1:A3)")
    sheet["D1"] = ArrayFormula("D1:D2", "=BSA.SHAREOUT(B1,A1:A3)")
    sheet["E1"] = "=SUM(BSA.SHAREOUT(B1,A1:A3))"
    book.save(path)
    return path


def test_what_is_edited_is_answered_anew(calc, tmp_path):
    path = shares(tmp_path / "shares.xlsx")
    before = calc.recalculate(path)[ASKED]
    assert [before[f"C{row}"] for row in (1, 2, 3)] == [33.34, 33.33, 33.33]
    assert [before["D1"], before["D2"], before["E1"]] == [33.34, 33.33, 100.0]
    after = calc.edited(path, {ASKED: {"A3": 2, "B1": Formula("=50+50.01")}})[ASKED]
    # 100.01 by 1, 1, 2: 25.0025, 25.0025, 50.005; the cent left over goes to the largest remainder
    assert [after[f"C{row}"] for row in (1, 2, 3)] == [25.0, 25.0, 50.01]
    assert as_decimal(after["E1"]) == Decimal("100.01")


def formulas_in(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as package:
        text = package.read("xl/worksheets/sheet1.xml").decode()
    return re.findall(r"<f[^>]*>([^<]*)</f>", text)


def test_an_excel_file_carries_the_functions_there_and_back(calc, tmp_path):
    path = shares(tmp_path / "shares.xlsx")
    again = calc.resave(path, tmp_path / "again.xlsx")
    assert "BSA.SHAREOUT(B1,A1:A3)" in formulas_in(again)
    assert "SUM(BSA.SHAREOUT(B1,A1:A3))" in formulas_in(again)
    assert calc.recalculate(again)[ASKED]["E1"] == 100.0


def test_without_the_add_in_the_cells_say_that_they_know_no_such_function(office, tmp_path):
    shown = office.recalculate(shares(tmp_path / "shares.xlsx"))[ASKED]
    assert shown["C1"] == CellError("#NAME?")
    assert shown["E1"] == CellError("#NAME?")
