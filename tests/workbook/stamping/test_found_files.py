"""Workbooks that other programs saved, and hostile ones: stamped right, or refused in words."""

import io
import zipfile

import pytest
from openpyxl import load_workbook

from bsa_xl.workbook.stamping import CellSlot, SlotKind, TemplateError, compile_template

PLAIN = (str, int, float, bool, type(None))


def plain_cells(book):
    """The cells whose value can be compared; array formulas and data tables are objects."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows(max_row=200)
        for cell in row
        if isinstance(cell.value, PLAIN) and cell.value is not None
    }


@pytest.mark.filterwarnings("ignore")
def test_workbooks_of_other_programs_keep_all_that_is_not_filled(shared):
    tried = 0
    for path in sorted(shared.glob("robustness/*/*.xlsx"))[::9]:
        package = path.read_bytes()
        try:
            before = plain_cells(load_workbook(io.BytesIO(package)))
        except Exception:  # noqa: BLE001, S112  some are damaged on purpose, each in its own way
            continue
        chosen = {key: f"text & {key[1]}" for key in sorted(before)[::7]}
        slots = [CellSlot(sheet, ref, SlotKind.ANY) for sheet, ref in chosen]
        out = compile_template(package, slots).stamp(chosen)
        assert zipfile.ZipFile(io.BytesIO(out)).testzip() is None
        after = plain_cells(load_workbook(io.BytesIO(out)))
        results = load_workbook(io.BytesIO(out), data_only=True)
        for sheet, ref in before:
            if (sheet, ref) in chosen:
                assert results[sheet][ref].value == chosen[sheet, ref], (path.name, sheet, ref)
            else:
                assert after[sheet, ref] == before[sheet, ref], (path.name, sheet, ref)
        tried += 1
    assert tried >= 40


def test_hostile_files_are_compiled_or_refused_in_words(shared):
    slot = CellSlot("Start", "A1", SlotKind.ANY)
    refused = []
    for path in sorted(shared.glob("hostile/*.xls*")):
        try:
            compile_template(path.read_bytes(), [slot], marks=["@@school@@"])
        except TemplateError as error:
            refused.append(error.faults)
    assert len(refused) >= 14
    assert all(fault.problem and fault.remedy for faults in refused for fault in faults)
