"""What an issued workbook prints on Allocation, read by openpyxl and by our own reader."""

from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook

from bsa_xl.workbook import read_package

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_HEAD = ("What it is for", "Count", "Rate", "Amount")

PrintedLine = tuple[str, Decimal, Decimal, Decimal]


def printed_lines(path: Path) -> list[PrintedLine]:
    """Label, count, rate and amount of the dollar lines that apply, as openpyxl reads them."""
    book = load_workbook(path, read_only=True, data_only=True)
    rows = list(book["Allocation"].iter_rows(values_only=True))
    book.close()
    start = next(n for n, row in enumerate(rows) if set(_HEAD) <= {str(cell) for cell in row})
    places = [rows[start].index(name) for name in _HEAD]
    lines: list[PrintedLine] = []
    for row in rows[start + 1 :]:
        label, *numbers = (row[place] for place in places)
        if not label:
            break
        if numbers[0] is not None:
            count, rate, amount = (Decimal(str(number)) for number in numbers)
            lines.append((str(label), count, rate, amount))
    return lines


def printed_cents(path: Path) -> int:
    """The dollar lines of an issued workbook, added up from its cells; cents."""
    cells = read_package(path.read_bytes(), path.name).sheets["Allocation"].cells
    [head] = [ref for ref, cell in cells.items() if cell.text == _HEAD[-1] and cell.source is None]
    letter, row = head.rstrip("0123456789"), int(head.lstrip(_LETTERS)) + 1
    total = 0
    while (cell := cells.get(f"{letter}{row}")) is not None and cell.source is not None:
        if cell.text[-1:].isdigit():
            total += int(Decimal(cell.text) * 100)
        row += 1
    return total
