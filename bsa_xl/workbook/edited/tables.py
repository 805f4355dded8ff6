"""Excel's own tables in a template: on which sheet each stands, and whether its headings agree."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from html import unescape

from bsa_xl.workbook.package import Package
from bsa_xl.workbook.package.address import Area, column_letters

_TARGET = re.compile(rb'\sTarget="([^"]*)"')
_REF = re.compile(rb'<table\b[^>]*\sref="([^"]*)"')
_COLUMN = re.compile(rb'<tableColumn\b[^>]*\sname="([^"]*)"')
_LETTERS = re.compile(r"[A-Z]+")


def table_sheets(members: Mapping[str, bytes], sheets: Mapping[str, str]) -> dict[str, str]:
    """The parts of tables, each with the name of its sheet.

    Args:
        members: the parts of the package by name.
        sheets: the part of each sheet, by the sheet's name.
    """
    found: dict[str, str] = {}
    for sheet, part in sheets.items():
        folder, name = posixpath.split(part)
        leads = members.get(posixpath.join(folder, "_rels", f"{name}.rels"), b"")
        for target in _TARGET.findall(leads):
            path = posixpath.normpath(posixpath.join("/", folder, target.decode())).lstrip("/")
            if path in members and b"<tableColumn" in members[path]:
                found[path] = sheet
    return found


def other_headings(
    members: Mapping[str, bytes], sheets: Mapping[str, str], package: Package
) -> Iterator[tuple[str, str, str, str]]:
    """Headings that are not their table's: sheet, cell, what the table has, what stands there.

    Excel offers to repair a workbook in which the two differ.
    """
    for part, sheet in table_sheets(members, sheets).items():
        data = members[part]
        found = _REF.search(data)
        area = Area.parse(found[1].decode()) if found else None
        if area is None:
            continue
        names = [unescape(each.decode()) for each in _COLUMN.findall(data)]
        for offset, name in enumerate(names):
            ref = f"{column_letters(area.first_column + offset)}{area.first_row}"
            cell = package.sheets[sheet].cells.get(ref)
            text = cell.text if cell is not None else ""
            if _plain(text) != _plain(name):
                yield sheet, ref, name, text


def _plain(text: str) -> str:
    return " ".join(text.replace("_x000a_", "\n").replace("_x000D_", "").split())
