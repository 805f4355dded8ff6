"""What goes wrong is an error value in the cell that no sum passes over, and a text for who asks."""

import os
import signal
import sys
import time

import psutil
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.formula import ArrayFormula
from support.alive import is_alive
from support.calc import Calc
from support.office import CellError, why_no_office

pytestmark = pytest.mark.libreoffice
VALUE = CellError("#VALUE!")
SHEET = "Asked"
WORKER = "bsa_xl.udfs.libreoffice.worker"


def save(path, cells):
    book = Workbook()
    book.active.title = SHEET
    for reference, value in cells.items():
        book.active[reference] = value
    book.save(path)
    return path


def with_faults(cells, rows=5):
    """The list of faults below them: cells are calculated from the top of a sheet on."""
    return cells | {"A30": ArrayFormula(f"A30:B{29 + rows}", "=BSA.FAULTS()")}


@pytest.fixture
def own_calc(tmp_path_factory):
    """Makes a LibreOffice of its own, asking another Python or none."""
    reason = why_no_office()
    if reason:
        pytest.skip(reason)
    made = []

    def make(**how):
        made.append(Calc(tmp_path_factory.mktemp("add-in"), **how))
        return made[-1]

    yield make
    for each in made:
        each.close()


def test_no_sum_passes_over_a_fault(calc, tmp_path):
    path = save(
        tmp_path / "faults.xlsx",
        {
            "A1": "=BSA.ROUNDED(1.005)",
            "A2": '=BSA.ROUNDED("x")',
            "A3": "=SUM(A1:A2)",
            "A4": "=SUBTOTAL(9,A1:A2)",
            "A5": "=SUMIFS(A1:A2,B1:B2,1)",
            "B1": 1,
            "B2": 1,
            "A6": ArrayFormula("A6:A8", '=BSA.ROUNDED({1;2;"x"})'),
            "A9": "=SUM(A6:A8)",
            "A10": "=A2+1",
        },
    )
    shown = calc.recalculate(path)[SHEET]
    assert shown["A1"] == 1.01
    assert [shown[f"A{row}"] for row in (2, 3, 4, 5, 6, 7, 8, 9, 10)] == [VALUE] * 9


def test_an_excel_file_keeps_the_error_as_one(calc, tmp_path):
    path = save(tmp_path / "faults.xlsx", {"A1": '=BSA.ROUNDED("x")', "A2": "=SUM(A1:A1)"})
    again = load_workbook(calc.resave(path, tmp_path / "again.xlsx"), data_only=True)
    assert [again[SHEET][place].value for place in ("A1", "A2")] == ["#VALUE!", "#VALUE!"]


def test_an_error_in_an_argument_stays_an_error(calc, tmp_path):
    path = save(
        tmp_path / "errors.xlsx",
        {"A1": 1, "A2": "=1/0", "B1": "=BSA.ROUNDED(A2)", "B2": "=BSA.ROUNDED(A1:A2)"},
    )
    shown = calc.recalculate(path)[SHEET]
    assert shown["B1"] == CellError("#DIV/0!")
    assert shown["B2"] == CellError("Err:504")


def test_too_many_arguments_are_refused_by_calc_and_too_few_by_us(calc, tmp_path):
    cells = {"A1": "=BSA.ROUNDED(1,2,3)", "A2": "=BSA.ROUNDED()", "A3": "=BSA.SHAREOUT(,1)"}
    shown = calc.recalculate(save(tmp_path / "numbers.xlsx", with_faults(cells)))[SHEET]
    assert shown["A1"] == CellError("Err:504")
    assert [shown["A2"], shown["A3"]] == [VALUE, VALUE]
    told = {shown[f"A{row}"]: shown[f"B{row}"] for row in (31, 30)}
    assert told == {
        "BSA.ROUNDED": "BSA.ROUNDED was given no numbers. "
        "The numbers, a cell or a range; empty cells stay empty, but one alone is 0 in LibreOffice.",
        "BSA.SHAREOUT": "BSA.SHAREOUT was given no total. "
        "Dollars to share, a whole number of cents, below ten trillion; an empty cell is an error in "
        "Excel and 0 in LibreOffice.",
    }


def test_a_range_that_ends_before_the_entries_is_an_error(calc, issued, tmp_path):
    """With rows 1 to 20 of Staffing, hundreds of thousands of dollars would seem to be left."""
    book = load_workbook(issued)
    sheet = book.create_sheet(SHEET)
    asked = "=BSA.BALANCE(Snapshot!A1:B60,Staffing!A1:{},Spending!A1:AZ300)"
    sheet["A1"], sheet["A2"] = asked.format("DZ600"), asked.format("DZ20")
    sheet["A30"] = ArrayFormula("A30:B30", "=BSA.FAULTS()")
    book.save(tmp_path / "short.xlsx")
    shown = calc.recalculate(tmp_path / "short.xlsx", everything=True)[SHEET]
    assert (shown["A1"], shown["A2"]) == ("Program", VALUE)
    assert shown["A30"] == "BSA.BALANCE"
    assert shown["B30"] == (
        "The range of Staffing ends at DZ20, and its entries go on to T86. Give the sheet Staffing "
        "from its cell A1 to T86, or more."
    )


def test_one_empty_cell_is_zero_and_a_range_of_empty_cells_is_not(calc, issued, tmp_path):
    """As docs/libreoffice.md says: Calc hands one empty cell over as 0, and two as empty ones."""
    cells = {
        "B1": str(issued.with_name("district")),
        "A1": '=INDEX(BSA.WHATIF(B1,"FY2026","0109","swd",D1),1,3)',
        "A2": '=INDEX(BSA.WHATIF(B1,"FY2026","0109",E1:E2,D1:D2),1,3)',
        "A3": '=BSA.POSITIONCOST(B1,"FY2026","01010",1,D1)',
        "A4": "=BSA.ROUNDED(1.005,D1)",
        "E1": "swd",
        "E2": "el",
    }
    shown = calc.recalculate(save(tmp_path / "empty.xlsx", cells))[SHEET]
    # All 77 swd fewer at $253.12: -$19,490.24.
    assert [shown[f"A{row}"] for row in (1, 2, 3, 4)] == [-19_490.24, 0.0, 0.0, 1.0]


def test_a_worker_that_was_killed_is_replaced(calc, tmp_path):
    path = save(tmp_path / "kill.xlsx", {"A1": "=BSA.ROUNDED(1.005)", "A2": "=BSA.STATUS()"})
    calc.recalculate(path)
    [worker] = workers_of(calc)
    os.kill(worker.pid, signal.SIGTERM)
    wait_for_the_end_of(worker)
    shown = calc.recalculate(path)[SHEET]
    assert shown["A1"] == 1.01
    assert shown["A2"].startswith("BSA-XL ")
    [another] = workers_of(calc)
    assert another.pid != worker.pid


def workers_of(calc):
    below = psutil.Process(calc.soffice_pid).children(recursive=True)
    return [each for each in below if is_alive(each) and WORKER in words_of(each)]


def words_of(process):
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:
        return []


def wait_for_the_end_of(process):
    give_up = time.monotonic() + 120
    while is_alive(process):
        assert time.monotonic() < give_up
        time.sleep(0.02)


def test_the_worker_ends_with_libreoffice(own_calc, tmp_path):
    calc = own_calc()
    calc.recalculate(save(tmp_path / "one.xlsx", {"A1": "=BSA.ROUNDED(1.005)"}))
    [worker] = workers_of(calc)
    calc.close()
    wait_for_the_end_of(worker)


def test_where_there_is_no_python_every_cell_says_so(own_calc, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    bare = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "PATH": "/usr/bin:/bin"}
    calc = own_calc(python="", environment=bare)
    cells = {f"A{row}": f"=BSA.ROUNDED({row})" for row in range(1, 21)}
    cells |= {"A21": "=SUM(A1:A20)", "A22": "=BSA.STATUS()"}
    shown = calc.recalculate(save(tmp_path / "none.xlsx", with_faults(cells)))[SHEET]
    assert {shown[f"A{row}"] for row in range(1, 22)} == {VALUE}
    said = (
        "No Python with BSA-XL was found on this computer. Install BSA-XL and run: bsa-xl excel "
        "install --for libreoffice, or set BSA_XL_PYTHON to the Python that has it; then start "
        "LibreOffice again."
    )
    assert shown["A22"] == said
    assert [shown["A30"], shown["B30"]] == ["BSA.ROUNDED", said]


def test_an_exception_in_a_function_is_a_fault_that_names_it(own_calc, tmp_path):
    """The worker is ours with one function that fails as no function should."""
    program = tmp_path / "python"
    code = (
        "from bsa_xl.udfs import functions\n"
        "def rounded(numbers: functions.Grid, digits: float = 2) -> functions.Grid:\n"
        '    """Fail.\n\n    Args:\n        numbers: Any.\n        digits: Any.\n    """\n'
        "    return 1 / 0\n"
        "functions.FUNCTIONS = (rounded,)\n"
        "from bsa_xl.udfs.libreoffice import worker\n"
        "worker.main()\n"
    )
    (tmp_path / "worker.py").write_text(code)
    program.write_text(f"#!/bin/sh\nexec '{sys.executable}' '{tmp_path / 'worker.py'}'\n")
    program.chmod(0o755)
    calc = own_calc(python=str(program))
    cells = with_faults({"A1": "=BSA.ROUNDED(1)", "A2": "=BSA.ROUNDED(1)+1"})
    shown = calc.recalculate(save(tmp_path / "exception.xlsx", cells))[SHEET]
    assert [shown["A1"], shown["A2"]] == [VALUE, VALUE]
    assert shown["B30"] == (
        "BSA.ROUNDED failed: ZeroDivisionError: division by zero. "
        "This is a fault of BSA-XL; report it with the formula and its cells."
    )
