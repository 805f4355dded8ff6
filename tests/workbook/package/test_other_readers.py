"""A second and a third opinion: openpyxl and calamine see the same cells in good files."""

import datetime as dt
import warnings
from io import BytesIO

import openpyxl
import pytest
import python_calamine
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from bsa_xl.workbook.package import CellKind, PackageRefused, read_package

DATES = (dt.date, dt.time, dt.timedelta)


@pytest.fixture(scope="module")
def written():
    """A workbook of every kind of cell, written by openpyxl."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Kinds & more"
    sheet.append(["text", 5, -1.5, 1e-7, 123456789.12, True, None, "=A1&B1", "01-0000", " spaced "])
    sheet.append(
        ["caf\u00e9 \u2014 \u6771\u4eac", 0, 0.1, 1e300, "line\nbreak", False, "#N/A", "=1/0"]
    )
    sheet["A5"] = dt.datetime.fromisoformat("2026-03-02T10:15:00")
    sheet["B5"], sheet["B5"].number_format = 45000.5, "d-mmm-yy"
    sheet["C9"] = ArrayFormula("C9:C10", "=A1:A2")
    sheet.merge_cells("E9:F10")
    book.create_sheet("Empty")
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def as_openpyxl_says(cell, is_date):
    """What openpyxl gives for a cell; None where the two cannot be compared."""
    if cell.formula is not None:
        return f"={cell.formula}"
    match cell.kind:
        case CellKind.NUMBER:
            return None if is_date else float(cell.text)
        case CellKind.BOOLEAN:
            return cell.text == "1"
        case CellKind.TEXT:
            return cell.text or None
        case CellKind.ERROR:
            return cell.text
    return None


def formula_text(value):
    if isinstance(value, ArrayFormula):
        return f"={{{value.text.removeprefix('=')}}}"
    return value.replace("\r", "\n") if isinstance(value, str) else value


def differences(data, name):
    """Cells of which the two say different things."""
    package = read_package(data, name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(BytesIO(data))
    sheets = [sheet for sheet in package.sheets.values() if sheet.has_cells]
    if [sheet.name for sheet in sheets] != [sheet.title for sheet in book.worksheets]:
        return [f"sheets {[sheet.name for sheet in sheets]}"]
    found = []
    for sheet, other in zip(sheets, book.worksheets, strict=True):
        theirs = {cell.coordinate: formula_text(cell.value) for cell in other._cells.values()}
        for ref, cell in sheet.cells.items():
            mine, value = as_openpyxl_says(cell, package.format_of(cell).is_date), theirs.get(ref)
            if mine is None or isinstance(value, (*DATES, DataTableFormula)):
                continue
            if mine != value and not (cell.formula or "").startswith("{"):
                found.append(f"{sheet.name} {ref}: {mine!r} {value!r}")
        missing = {ref for ref, value in theirs.items() if value is not None} - sheet.cells.keys()
        found += [f"{sheet.name} {ref}: missing" for ref in missing]
    return found


def test_openpyxl_reads_what_it_wrote_as_we_do(written):
    assert differences(written, "written.xlsx") == []
    package = read_package(written, "written.xlsx")
    cells = package.sheets["Kinds & more"].cells
    assert cells["D1"][:2] == (CellKind.NUMBER, "1e-07")
    assert cells["I1"][:2] == (CellKind.TEXT, "01-0000")
    assert cells["C9"].formula == "{A1:A2}"
    assert package.sheets["Kinds & more"].merges == ("E9:F10",)
    assert package.format_of(cells["A5"]).is_date
    assert package.format_of(cells["B5"]).is_date


def test_calamine_reads_what_openpyxl_wrote_as_we_do(written):
    sheets = read_package(written, "written.xlsx").sheets
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(written))
    assert book.sheet_names == list(sheets)
    rows = book.get_sheet_by_name("Kinds & more").to_python(skip_empty_area=False)
    cells = sheets["Kinds & more"].cells
    for ref, value in {"A1": rows[0][0], "B1": rows[0][1], "C1": rows[0][2], "D2": rows[1][3],
                       "A2": rows[1][0], "E2": rows[1][4], "I1": rows[0][8]}.items():  # fmt: skip
        cell = cells[ref]
        assert (float(cell.text) if cell.kind is CellKind.NUMBER else cell.text) == value, ref


def test_openpyxl_reads_the_tricks_on_a_school_workbook_as_we_do(shared):
    files = sorted((shared / "hostile").glob("C*.xlsx"))
    assert len(files) > 20
    escaped = {"C04_numbers_as_text.xlsx"}  # holds a zero-width space, which we take out
    for path in files:
        if path.name not in escaped:
            assert differences(path.read_bytes(), path.name) == [], path.name


OTHERWISE = {"DialogSheet.xlsx"}  # openpyxl takes a dialogue for a sheet with cells


def test_openpyxl_reads_the_odd_workbooks_as_we_do(shared):
    compared, differing = 0, {}
    for path in sorted((shared / "robustness" / "closedxml").glob("*.xlsx")):
        data = path.read_bytes()
        try:
            found = differences(data, path.name)
        except PackageRefused:
            continue
        except Exception:  # noqa: BLE001, S112 - openpyxl cannot read it
            continue
        compared += 1
        if found and path.name not in OTHERWISE:
            differing[path.name] = found[:5]
    assert compared > 300
    assert differing == {}
