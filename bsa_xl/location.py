"""A place that a person can go to: a line and column of a file, or a cell of a sheet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Location:
    """Where something stands. Parts that do not apply are empty.

    Attributes:
        file: the file's name, without its folder.
        line: line of a text file, counted from 1, or row of a data sheet; 0 when it does not apply.
        column: the column's header in a data file.
        sheet: the sheet of a workbook.
        cell: the cell's address on that sheet, ``F14``, or a range.
    """

    file: str = ""
    line: int = 0
    column: str = ""
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        """As a message begins: ``counts.csv, line 8, column el`` or ``0417.xlsx, Staffing F14``."""
        parts = [self.file] if self.file else []
        if self.sheet:
            parts.append(f"{self.sheet} {self.cell}".strip())
        elif self.cell:
            parts.append(self.cell)
        if self.line:
            parts.append(f"{'row' if self.sheet else 'line'} {self.line}")
        if self.column:
            parts.append(f"column {self.column}")
        return ", ".join(parts)
