"""What is typed into a workbook, found in its XML alone: no part of the product reads it here."""

import zipfile
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree as ET

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
CellAt = tuple[str, str]


def unlocked_numbers(
    data: bytes, sheets: tuple[str, ...]
) -> tuple[set[CellAt], dict[CellAt, Decimal]]:
    """Cells that a person may type into, and the numbers in them, on some sheets.

    Args:
        data: the workbook.
        sheets: by name.

    Returns:
        Every unlocked cell; and of those that hold a number and no formula, the number.
    """
    cells: set[CellAt] = set()
    numbers: dict[CellAt, Decimal] = {}
    with zipfile.ZipFile(BytesIO(data)) as book:
        loose = _unlocked_styles(book)
        for name, part in sheet_parts(book).items():
            if name not in sheets:
                continue
            for cell in ET.fromstring(book.read(part)).iter(f"{MAIN}c"):
                if int(cell.get("s", "0")) not in loose:
                    continue
                at = (name, cell.get("r"))
                cells.add(at)
                value = cell.find(f"{MAIN}v")
                is_number = cell.get("t", "n") == "n" and cell.find(f"{MAIN}f") is None
                if is_number and value is not None and value.text:
                    numbers[at] = Decimal(value.text)
    return cells, numbers


def _unlocked_styles(book: zipfile.ZipFile) -> set[int]:
    styles = ET.fromstring(book.read("xl/styles.xml")).find(f"{MAIN}cellXfs")
    found = set()
    for number, style in enumerate(styles):
        protection = style.find(f"{MAIN}protection")
        if protection is not None and protection.get("locked") in ("0", "false"):
            found.add(number)
    return found


def sheet_parts(book: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name to the part of the file that it stands in."""
    links = ET.fromstring(book.read("xl/_rels/workbook.xml.rels")).iter(_RELS)
    targets = {link.get("Id"): link.get("Target") for link in links}
    sheets = ET.fromstring(book.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
    return {
        sheet.get("name"): _whole(targets[sheet.get(_LINK)]) for sheet in sheets
    }  # fmt: skip


def _whole(target: str) -> str:
    return target[1:] if target.startswith("/") else f"xl/{target}"
