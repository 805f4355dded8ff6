"""A report's table as a CSV file."""

from __future__ import annotations

import csv
import io
import re

from .table import Column, Table, Value, number_text

#: What a spreadsheet would take for a formula when it opens the file.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")


def table_csv(table: Table) -> bytes:
    """UTF-8 with a byte-order mark, CR LF after each row; dollars with two decimals.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.head for column in table.columns])
    for row in table.rows:
        writer.writerow(
            [_cell(value, column) for value, column in zip(row, table.columns, strict=True)]
        )
    return out.getvalue().encode("utf-8-sig")


def _cell(value: Value, column: Column) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if _FORMULA.match(value) else value
    return number_text(value, column.shown)
