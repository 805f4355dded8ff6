"""What buttons leave on My notes, and how a person selects a cell before pressing one."""

from __future__ import annotations

from bsa_xl.udfs.findings import NOTES


def note(book) -> list[list[object]]:
    """What stands on My notes from column J on, rows that hold something."""
    rows = book.sheets[NOTES].range((1, 10), (120, 18)).options(ndim=2).value
    formulas = book.sheets[NOTES].impl.live.iter_rows(
        min_row=1, max_row=120, min_col=10, max_col=18, values_only=True
    )
    told = [
        [
            formula if str(formula).startswith("=") else cell
            for cell, formula in zip(row, own, strict=True)
        ]
        for row, own in zip(rows, formulas, strict=True)
    ]
    return [row for row in told if any(cell is not None for cell in row)]


def select(book, sheet: str, corner: tuple[int, int]) -> None:
    """As a person does it: the sheet's tab first."""
    book.sheets[sheet].activate()
    book.sheets[sheet].range(corner, corner).select()
