"""What issued workbooks and reports print, read by openpyxl and by our own reader."""

import zipfile
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

from openpyxl import load_workbook

from bsa_xl.workbook import read_package

from .raw_inputs import MAIN, sheet_parts

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


def printed_rows(path: Path, sheet: str, first: str) -> list[dict[str, object]]:
    """The rows of a report below the heading that begins with a word, by heading."""
    book = load_workbook(path, read_only=True, data_only=True)
    rows = list(book[sheet].iter_rows(values_only=True))
    book.close()
    start = next(n for n, row in enumerate(rows) if row[0] == first)
    head = [str(cell) for cell in rows[start] if cell is not None]
    return [
        dict(zip(head, row, strict=False)) for row in rows[start + 1 :] if row[0] is not None
    ]  # fmt: skip


def printed_cents(path: Path) -> int:
    """The dollar lines of an issued workbook, added up as our own reader finds them; cents."""
    cells = read_package(path.read_bytes(), path.name).sheets["Allocation"].cells
    texts = {ref: cell.text for ref, cell in cells.items()}
    return _added(texts, {ref for ref, cell in cells.items() if cell.source is not None})


def written_cents(path: Path) -> int:
    """The same from the XML alone, with nothing of the product."""
    with zipfile.ZipFile(path) as book:
        sheet = ET.fromstring(book.read(sheet_parts(book)["Allocation"]))
        strings = _strings(book)
    texts: dict[str, str] = {}
    formulas = set()
    for cell in sheet.iter(f"{MAIN}c"):
        ref, value = cell.get("r"), cell.find(f"{MAIN}v")
        text = "".join(cell.itertext()) if value is None else value.text or ""
        texts[ref] = strings[int(text)] if cell.get("t") == "s" else text
        if cell.find(f"{MAIN}f") is not None:
            formulas.add(ref)
    return _added(texts, formulas)


def _strings(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    items = ET.fromstring(book.read("xl/sharedStrings.xml")).iter(f"{MAIN}si")
    return ["".join(item.itertext()) for item in items]


def _added(texts: dict[str, str], formulas: set[str]) -> int:
    """Cents in the column headed Amount, down to the first cell without a formula."""
    [head] = [ref for ref, text in texts.items() if text == _HEAD[-1] and ref not in formulas]
    letter, row = head.rstrip("0123456789"), int(head.lstrip(_LETTERS)) + 1
    total = 0
    while (ref := f"{letter}{row}") in formulas:
        if texts[ref][-1:].isdigit():
            total += int(Decimal(texts[ref]) * 100)
        row += 1
    return total
