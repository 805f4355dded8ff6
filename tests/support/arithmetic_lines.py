"""A workbook of formulas beside an allocation: what LibreOffice makes of its lines, line by line."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl

from bsa_xl.allocation import Allocation
from bsa_xl.reports.arithmetic import Work, write_arithmetic
from bsa_xl.reports.arithmetic.places import FIRST_SCHOOL, HOW_ROW
from support.office import CellError, Office, Values, as_decimal

#: What a school without a line may read there.
NO_LINE = {"none", "no such line", "", None}
Lines = dict[tuple[str, str], Decimal | str]


def recalculated(office: Office, work: Work, folder: Path, school_id: str = "") -> Values:
    """Every cell of the workbook, its formulas recalculated."""
    path = folder / f"arithmetic{school_id}.xlsx"
    path.write_bytes(write_arithmetic(work, school_id))
    return office.recalculate(path, everything=True)


def lines_of(values: Values) -> Lines:
    """The sheet Lines of a district's workbook: school and line id to number or words."""
    cells = values["Lines"]
    columns = {
        reference.rstrip("0123456789"): str(text)
        for reference, text in cells.items()
        if reference.endswith(str(HOW_ROW))
        and reference.rstrip("0123456789") + str(HOW_ROW) == reference
    }
    found: Lines = {}
    row = FIRST_SCHOOL
    while f"A{row}" in cells:
        for letter, line in columns.items():
            value = cells.get(f"{letter}{row}", "")
            found[str(cells[f"A{row}"]), line] = (
                as_decimal(value) if isinstance(value, float | int) else str(value)
            )
        row += 1
    return found


def differences(allocation: Allocation, lines: Lines) -> Iterator[str]:
    """Every line of which the two say different things."""
    told = set()
    for school in allocation:
        for line in school.lines:
            key = line.line_id.partition(":")[2]
            told.add((school.school_id, key))
            there = lines.get((school.school_id, key), "no column")
            number = line.fte if line.unit == "FTE" else Decimal(line.cents) / 100
            ours = number if line.status in ("final", "estimate") else str(line.status)
            if there != ours:
                yield f"{school.school_id}:{key} {ours} here, {there} in the workbook"
    for (school_id, key), there in lines.items():
        if (school_id, key) not in told and there not in NO_LINE and there != 0:
            yield f"{school_id}:{key} is no line here, {there} in the workbook"


def unlike(values: Values, path: Path) -> Iterator[str]:
    """Formula cells whose value in the file is not what LibreOffice makes of them."""
    book = openpyxl.load_workbook(path, data_only=True)
    for sheet, cells in values.items():
        for reference, value in cells.items():
            kept = book[sheet][reference].value
            kept = "" if kept is None else kept
            if isinstance(value, CellError | str) or isinstance(kept, str):
                same = value == kept
            else:
                same = abs(value - float(kept)) <= 1e-9 * max(1.0, abs(value))
            if not same:
                yield f"{sheet}!{reference} is {value}, and {kept} in the file"
