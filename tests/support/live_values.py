"""What a spreadsheet hands out of a workbook: the values of every sheet, from its cell A1 on."""

from io import BytesIO

import openpyxl


def values_of(data, *names):
    """Sheet name to rows of values; of all sheets, or of some; every number is a double."""
    book = openpyxl.load_workbook(BytesIO(data), data_only=True)
    return {
        sheet.title: [
            [float(value) if type(value) is int else value for value in row]
            for row in sheet.iter_rows(min_row=1, min_col=1, values_only=True)
        ]
        for sheet in book.worksheets
        if not names or sheet.title in names
    }


def with_cells(values, **cells):
    """The same with other values in some cells: ``Staffing={"E12": 5.0}``."""
    made = dict(values)
    for name, changed in cells.items():
        rows = [list(row) for row in made[name]]
        for ref, value in changed.items():
            row, column = openpyxl.utils.cell.coordinate_to_tuple(ref)
            rows += [[] for _ in range(row - len(rows))]
            line = rows[row - 1]
            line += [None] * (column - len(line))
            line[column - 1] = value
        made[name] = rows
    return made
