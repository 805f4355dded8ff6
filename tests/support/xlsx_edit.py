"""An .xlsx changed cell by cell in its XML, as somebody with a zip program would."""

from __future__ import annotations

import copy
import re
import zipfile
from io import BytesIO

from lxml import etree

from bsa_xl.workbook.package import read_package

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
BOOK = "xl/workbook.xml"
BOOK_RELS = "xl/_rels/workbook.xml.rels"
CONTENT_TYPES = "[Content_Types].xml"
_REF = re.compile(r"([A-Z]+)([0-9]+)")


def q(name: str) -> str:
    """A name in the spreadsheet's own namespace."""
    return f"{{{MAIN}}}{name}"


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def split(ref: str) -> tuple[str, int]:
    """Letters and row of a cell."""
    letters, row = _REF.fullmatch(ref).groups()
    return letters, int(row)


_RELATIVE = re.compile(r"(?<![A-Za-z0-9_.!'])(\$?[A-Z]{1,3}\$?)([0-9]+)(?![A-Za-z0-9_(])")


def _shifted(formula: str, row: int, by: int) -> str:
    def shifted(found: re.Match[str]) -> str:
        number = int(found[2])
        gone = by < 0 and number == row
        return f"{found[1]}{number + by if number >= row and not gone else number}"

    return _RELATIVE.sub(shifted, formula)


def _moved(formula: str, by: int) -> str:
    return _RELATIVE.sub(
        lambda f: f[0] if f[1].endswith("$") else f"{f[1]}{int(f[2]) + by}", formula
    )


class Edited:
    """A package whose parts are parsed when they are first asked for, and written back changed."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            self.parts = {info.filename: archive.read(info) for info in archive.infolist()}
        self.trees: dict[str, etree._Element] = {}
        self._cells: dict[str, dict[str, etree._Element]] = {}

    def tree(self, part: str) -> etree._Element:
        """A part's outermost element."""
        if part not in self.trees:
            self.trees[part] = etree.fromstring(self.parts[part])
        return self.trees[part]

    def sheet_part(self, sheet: str) -> str:
        """The part of a sheet."""
        book, rels = self.tree(BOOK), self.tree(BOOK_RELS)
        [entry] = [s for s in book.iter(q("sheet")) if s.get("name") == sheet]
        target = next(r.get("Target") for r in rels if r.get("Id") == entry.get(f"{{{OFFICE}}}id"))
        return target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    @property
    def sheets(self) -> list[str]:
        """The names of all sheets."""
        return [entry.get("name") for entry in self.tree(BOOK).iter(q("sheet"))]

    def cells(self, sheet: str) -> dict[str, etree._Element]:
        """Every cell of a sheet by its address."""
        if sheet not in self._cells:
            tree = self.tree(self.sheet_part(sheet))
            self._cells[sheet] = {cell.get("r"): cell for cell in tree.iter(q("c"))}
        return self._cells[sheet]

    def cell(self, sheet: str, ref: str) -> etree._Element:
        """A cell, made in its place where there is none."""
        found = self.cells(sheet).get(ref)
        return self._made(sheet, ref) if found is None else found

    def _made(self, sheet: str, ref: str) -> etree._Element:
        letters, number = split(ref)
        data = self.tree(self.sheet_part(sheet)).find(q("sheetData"))
        rows = list(data)
        row = next((each for each in rows if int(each.get("r")) == number), None)
        if row is None:
            at = sum(int(each.get("r")) < number for each in rows)
            row = etree.Element(q("row"), r=str(number))
            data.insert(at, row)
        at = sum(column_number(split(each.get("r"))[0]) < column_number(letters) for each in row)
        cell = etree.Element(q("c"), r=ref)
        row.insert(at, cell)
        self._cells[sheet][ref] = cell
        return cell

    def clear(self, sheet: str, ref: str) -> None:
        """Leave nothing in a cell but its format."""
        cell = self.cell(sheet, ref)
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)

    def raw(self, sheet: str, ref: str, kind: str, value: str) -> None:
        """A value of a declared type, written as it is: ``n``, ``b``, ``e``, ``d``, ``str``."""
        self.clear(sheet, ref)
        cell = self.cell(sheet, ref)
        cell.set("t", kind)
        etree.SubElement(cell, q("v")).text = value

    def number(self, sheet: str, ref: str, value: object) -> None:
        """A typed number."""
        self.raw(sheet, ref, "n", str(value))

    def text(self, sheet: str, ref: str, value: str) -> None:
        """A typed text."""
        self.clear(sheet, ref)
        cell = self.cell(sheet, ref)
        cell.set("t", "inlineStr")
        item = etree.SubElement(cell, q("is"))
        held = etree.SubElement(item, q("t"))
        held.text = value
        held.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def formula(
        self, sheet: str, ref: str, formula: str, cached: str = "", kind: str = "n"
    ) -> None:
        """A formula, without its equals sign, and its stored result."""
        self.clear(sheet, ref)
        cell = self.cell(sheet, ref)
        if kind != "n":
            cell.set("t", kind)
        etree.SubElement(cell, q("f")).text = formula
        if cached:
            etree.SubElement(cell, q("v")).text = cached

    def cached(self, sheet: str, ref: str, value: str) -> None:
        """Another stored result beside a formula that stays."""
        cell = self.cell(sheet, ref)
        held = cell.find(q("v"))
        if held is None:
            held = etree.SubElement(cell, q("v"))
        held.text = value

    def style(self, sheet: str, ref: str, like: tuple[str, str]) -> None:
        """Give a cell the format of another one, as pasting does."""
        self.cell(sheet, ref).set("s", self.cell(*like).get("s", "0"))

    def name(self, name: str) -> etree._Element:
        """A defined name."""
        [found] = [n for n in self.tree(BOOK).iter(q("definedName")) if n.get("name") == name]
        return found

    def unshare(self) -> None:
        """Write every shared formula out, so that single cells can be changed."""
        package = read_package(self.packed(), "unshared.xlsx")
        for sheet in self.sheets:
            for ref, cell in self.cells(sheet).items():
                held = cell.find(q("f"))
                if held is not None and held.get("t") == "shared":
                    held.attrib.clear()
                    held.text = package.sheets[sheet].cells[ref].formula

    def shift_rows(self, sheet: str, row: int, by: int) -> None:
        """Rows from this one on move by one down, or up over the row that is deleted.

        As in Excel: formulas of the sheet, and names that refer to it, follow.
        """
        self.unshare()
        data = self.tree(self.sheet_part(sheet)).find(q("sheetData"))
        for each in list(data):
            number = int(each.get("r"))
            if by < 0 and number == row:
                data.remove(each)
            elif number >= row:
                each.set("r", str(number + by))
                for cell in each:
                    letters, _ = split(cell.get("r"))
                    cell.set("r", f"{letters}{number + by}")
        self._cells.pop(sheet, None)
        for cell in self.cells(sheet).values():
            held = cell.find(q("f"))
            if held is not None:
                held.text = _shifted(held.text, row, by)
        quoted = f"'{sheet}'!" if not sheet.isalnum() else f"{sheet}!"
        for name in self.tree(BOOK).iter(q("definedName")):
            if name.text.startswith(quoted):
                name.text = quoted + _shifted(name.text.removeprefix(quoted), row, by)

    def copy_row(self, sheet: str, source: int, target: int) -> None:
        """Everything in one row, hidden cells too, into another one, as copying rows does."""
        self.unshare()
        rows = {int(r.get("r")): r for r in self.tree(self.sheet_part(sheet)).iter(q("row"))}
        rows[target][:] = [copy.deepcopy(cell) for cell in rows[source]]
        for cell in rows[target]:
            letters, _ = split(cell.get("r"))
            cell.set("r", f"{letters}{target}")
            held = cell.find(q("f"))
            if held is not None:
                held.text = _moved(held.text, target - source)
        self._cells.pop(sheet, None)

    def after(self, sheet: str, tag: str, element: etree._Element) -> None:
        """Put an element after the first of that tag on a sheet."""
        self.tree(self.sheet_part(sheet)).find(q(tag)).addnext(element)

    def packed(self) -> bytes:
        """The file's bytes."""
        made = BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                tree = self.trees.get(name)
                written = (
                    data
                    if tree is None
                    else etree.tostring(
                        tree, xml_declaration=True, encoding="UTF-8", standalone=True
                    )
                )
                archive.writestr(name, written)
        return made.getvalue()
