"""The judge is judged first: what LibreOffice tells us must be what its formulas come to."""

import os
import re
import signal
import time
import zipfile
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import psutil
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Protection

from support.alive import is_alive
from support.office import (
    CellError,
    Formula,
    Office,
    OfficeDiedError,
    RefusedError,
    as_decimal,
    render,
)

TIES = ["1.005", "2.675", "-0.005", "37.785", "0.285", "-1.115", "8.325", "1234567.895", "0.004"]


def save(path: Path, cells: dict[str, object], sheet: str = "Plan") -> Path:
    """A workbook of one sheet."""
    workbook = Workbook()
    workbook.active.title = sheet
    for reference, value in cells.items():
        workbook.active[reference] = value
    workbook.save(path)
    return path


def forge(path: Path, formula: str, cached: str, program: str) -> None:
    """Give a formula a cached value, and say that another program wrote the file."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    forged = f"<f>{formula}</f><v>{cached}</v>"
    parts[sheet] = re.sub(rf"<f>{re.escape(formula)}</f><v(?: ?/>|></v>)", forged, parts[sheet])
    assert forged in parts[sheet]
    parts["docProps/app.xml"] = parts["docProps/app.xml"].replace("Microsoft Excel", program)
    assert program in parts["docProps/app.xml"]
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


@pytest.fixture
def locked_plan(tmp_path: Path) -> Path:
    """A1 is an input, B1 = A1 x 2 is locked, as in a school's workbook."""
    path = save(tmp_path / "plan.xlsx", {"A1": 5, "B1": "=A1*2", "C1": '=IF(ISTEXT(A1),"text","")'})
    workbook = load_workbook(path)
    workbook["Plan"]["A1"].protection = Protection(locked=False)
    workbook["Plan"].protection.sheet = True
    workbook.save(path)
    return path


@pytest.mark.parametrize("program", ["Microsoft Excel", "LibreOffice/7.4"])
def test_a_forged_cached_value_is_not_believed(office, tmp_path, program):
    path = save(tmp_path / "forged.xlsx", {"A1": 2, "B1": "=A1*3"})
    forge(path, "A1*3", "999", program)
    assert load_workbook(path, data_only=True)["Plan"]["B1"].value == 999
    assert office.recalculate(path) == {"Plan": {"B1": 6.0}}


def test_round_takes_ties_away_from_zero_as_the_decimal_says(office, tmp_path):
    cells = {}
    for row, text in enumerate(TIES, start=1):
        cells |= {f"A{row}": float(text), f"B{row}": f"=ROUND(A{row},2)"}
    values = office.recalculate(save(tmp_path / "ties.xlsx", cells))["Plan"]
    for row, text in enumerate(TIES, start=1):
        expected = Decimal(text).quantize(Decimal("0.01"), ROUND_HALF_UP)
        assert as_decimal(values[f"B{row}"]) == expected, text


def test_errors_are_reported_as_errors_and_texts_that_look_like_them_as_texts(office, tmp_path):
    formulas = ["=1/0", "=NA()", "=NOSUCH(1)", '="a"+1', "=#REF!+1", '="#N/A"', "=SQRT(-1)"]
    cells = {f"A{row}": formula for row, formula in enumerate(formulas, start=1)}
    values = office.recalculate(save(tmp_path / "errors.xlsx", cells))["Plan"]
    assert [values[f"A{row}"] for row in range(1, 8)] == [
        CellError("#DIV/0!"),
        CellError("#N/A"),
        CellError("#NAME?"),
        CellError("#VALUE!"),
        CellError("#REF!"),
        "#N/A",
        CellError("Err:502"),
    ]


def test_texts_numbers_and_truths_are_told_apart(office, tmp_path):
    formulas = ["=5", '=TEXT(5,"0")', '=""', "=1=1", "=IF(1=1,1,0)", "=0.1+0.2", "=1=2"]
    cells = {f"A{row}": formula for row, formula in enumerate(formulas, start=1)}
    values = office.recalculate(save(tmp_path / "kinds.xlsx", cells))["Plan"]
    found = [values[f"A{row}"] for row in range(1, 8)]
    assert found == [5.0, "5", "", True, 1.0, 0.1 + 0.2, False]
    assert [type(value) for value in found] == [float, str, str, bool, float, float, bool]
    assert as_decimal(found[5]) == Decimal("0.3")


def test_everything_brings_the_typed_cells_too_and_nothing_that_is_empty(office, tmp_path):
    path = save(tmp_path / "all.xlsx", {"A1": "name", "B2": 3, "D4": "=B2+1", "E1": "0042"})
    assert office.recalculate(path) == {"Plan": {"D4": 4.0}}
    assert office.recalculate(path, everything=True) == {
        "Plan": {"A1": "name", "B2": 3.0, "D4": 4.0, "E1": "0042"}
    }


def test_hidden_sheets_are_read_and_a_workbook_without_formulas_gives_none(office, tmp_path):
    workbook = Workbook()
    workbook.active.title = "Shown"
    hidden = workbook.create_sheet("Very hidden")
    hidden["AB12"] = "=6*7"
    hidden.sheet_state = "veryHidden"
    workbook.save(tmp_path / "hidden.xlsx")
    assert office.recalculate(tmp_path / "hidden.xlsx") == {
        "Shown": {},
        "Very hidden": {"AB12": 42.0},
    }


def test_a_block_larger_than_one_reading_comes_back_whole(office, tmp_path):
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Large")
    for row in range(1, 11_001):
        sheet.append([row, *(f"=A{row}*{factor}" for factor in range(2, 22))])
    workbook.save(tmp_path / "large.xlsx")
    values = office.recalculate(tmp_path / "large.xlsx")["Large"]
    assert len(values) == 11_000 * 20
    assert (values["B1"], values["U1"], values["B11000"], values["U11000"]) == (
        2,
        21,
        22000,
        231000,
    )


def test_five_files_are_judged_in_one_session(office, tmp_path):
    pids = set()
    for number in range(5):
        path = save(tmp_path / f"{number}.xlsx", {"A1": number, "A2": "=A1+0.5"})
        assert office.recalculate(path) == {"Plan": {"A2": number + 0.5}}
        pids.add(office.soffice_pid)
    assert len(pids) == 1


def test_filling_types_each_value_as_what_it_is(office, tmp_path):
    path = save(tmp_path / "fill.xlsx", {"F1": "=COUNTA(A1:A8)", "F2": "=COUNT(A1:A8)", "A7": 1})
    before = path.read_bytes()
    inputs = {
        "A1": "12",
        "A2": Decimal("37.785"),
        "A3": "=1+1",
        "A4": Formula("=SUM(A2,1)"),
        "A5": True,
        "A6": date(2026, 4, 1),
        "A7": None,
        "A8": "Übergang – 'n ñ",
    }
    values = office.fill_and_recalculate(path, {"Plan": inputs}, everything=True)["Plan"]
    assert values == {
        "A1": "12",
        "A2": 37.785,
        "A3": "=1+1",
        "A4": 38.785,
        "A5": True,
        "A6": 46113.0,  # 1 April 2026 in Excel's count of days
        "A8": "Übergang – 'n ñ",
        "F1": 7.0,
        "F2": 4.0,  # 37.785, 38.785, the truth (a number to Calc) and the date
    }
    assert path.read_bytes() == before


def test_filling_refuses_a_cell_that_a_user_could_not_change(office, locked_plan):
    assert office.fill_and_recalculate(locked_plan, {"Plan": {"A1": 8}})["Plan"]["B1"] == 16.0
    with pytest.raises(RefusedError, match=r"Plan!B1 is locked; a user could not type there\."):
        office.fill_and_recalculate(locked_plan, {"Plan": {"B1": 1}})
    for typed, left in [(7, 7.0), ("x", "x"), (Formula("=A1"), 5.0)]:
        values = office.fill_and_recalculate(
            locked_plan, {"Plan": {"B1": typed}}, even_locked=True, everything=True
        )
        assert values["Plan"]["B1"] == left
    with pytest.raises(RefusedError, match=r"B\$1 is locked and cannot be cleared\."):
        office.fill_and_recalculate(locked_plan, {"Plan": {"B1": None}}, even_locked=True)


def test_filling_names_the_sheet_that_is_not_there(office, locked_plan):
    with pytest.raises(RefusedError, match="there is no sheet Staffing"):
        office.fill_and_recalculate(locked_plan, {"Staffing": {"A1": 1}})


def test_the_keyboard_makes_numbers_of_digits_and_leaves_locked_cells_alone(office, locked_plan):
    values = office.type_into(locked_plan, {"Plan": {"A1": "12.50", "B1": "99"}})
    assert values["Plan"] == {"A1": 12.5, "B1": 25.0, "C1": ""}
    assert office.type_into(locked_plan, {"Plan": {"A1": "n/a"}})["Plan"]["C1"] == "text"


def test_what_libreoffice_saves_can_be_read_back(office, locked_plan, tmp_path):
    again = office.resave(locked_plan, tmp_path / "again.xlsx")
    assert load_workbook(again, data_only=True)["Plan"]["B1"].value == 10
    filled = tmp_path / "filled.xlsx"
    office.fill_and_recalculate(locked_plan, {"Plan": {"A1": 21}}, save_as=filled)
    assert load_workbook(filled)["Plan"]["B1"].value == "=A1*2"
    assert load_workbook(filled, data_only=True)["Plan"]["B1"].value == 42


def test_pages_are_printed_and_rendered_for_people(office, tmp_path):
    workbook = Workbook()
    workbook.active["A1"] = "first"
    workbook.create_sheet("Second")["A1"] = "second"
    workbook.save(tmp_path / "pages.xlsx")
    whole = office.to_pdf(tmp_path / "pages.xlsx", tmp_path / "whole.pdf")
    one = office.to_pdf(tmp_path / "pages.xlsx", tmp_path / "one.pdf", sheet="Second")
    pictures = [render(pdf) for pdf in (whole, one)]
    assert [len(pages) for pages in pictures] == [2, 1]
    assert all(page.read_bytes().startswith(b"\x89PNG") for pages in pictures for page in pages)


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 and no more"])
def test_a_file_that_is_no_workbook_is_refused_by_name(office, tmp_path, content):
    path = tmp_path / "broken.xlsx"
    path.write_bytes(content)
    with pytest.raises(RefusedError, match=r"LibreOffice cannot open .*broken\.xlsx"):
        office.recalculate(path)


def test_a_lock_file_that_another_program_left_does_not_matter(office, tmp_path):
    path = save(tmp_path / "open.xlsx", {"A1": "=1+1"})
    (tmp_path / ".~lock.open.xlsx#").write_text(",someone,elsewhere,21.11.2026 20:38,file:///x;")
    assert office.recalculate(path) == {"Plan": {"A1": 2.0}}


def test_a_dead_libreoffice_is_started_again_and_the_request_answered(office, tmp_path):
    path = save(tmp_path / "plan.xlsx", {"A1": "=1+1"})
    office.recalculate(path)
    first = office.soffice_pid
    os.kill(first, signal.SIGKILL)
    assert office.recalculate(path) == {"Plan": {"A1": 2.0}}
    assert office.soffice_pid != first


@pytest.mark.usefixtures("office")  # only where LibreOffice is
def test_a_request_without_end_is_given_up_and_nothing_is_left_running(tmp_path):
    path = save(tmp_path / "plan.xlsx", {"A1": "=1+1"})
    impatient = Office(seconds=0)
    with pytest.raises(OfficeDiedError, match="LibreOffice took more than 0 seconds"):
        impatient.recalculate(path)
    assert impatient.soffice_pid is None


def test_closing_ends_libreoffice_and_removes_its_profile(office, tmp_path):
    path = save(tmp_path / "plan.xlsx", {"A1": "=1+1"})
    assert office.recalculate(path)  # proves that LibreOffice is there; else this test is skipped
    other = Office()
    other.recalculate(path)
    program, profile = psutil.Process(other.soffice_pid), other._profile
    assert program.pid != office.soffice_pid
    other.close()
    deadline = time.monotonic() + 120
    while is_alive(program) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_alive(program)
    assert not profile.exists()
