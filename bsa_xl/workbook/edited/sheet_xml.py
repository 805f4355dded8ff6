"""A sheet's XML cut into what stands before its cells, its rows, and what stands after them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bsa_xl.workbook.stamping.slots import row_and_column
from bsa_xl.workbook.stamping.xml_text import ATTRIBUTE, TAG, not_a_template

_DATA = re.compile(rb"<sheetData\s*(?:/>|>)")
_END = b"</sheetData>"
_ROW = re.compile(rb"<row(?=[\s/>])")
_CELL = re.compile(rb"<c(?=[\s/>])")


@dataclass(frozen=True, slots=True)
class XmlCell:
    """One cell.

    Attributes:
        attributes: of its tag, by name, the values in their quotes; without its place.
        content: what stands between its tags.
    """

    attributes: Mapping[bytes, bytes]
    content: bytes

    @property
    def has_formula(self) -> bool:
        """Whether it holds a formula."""
        return b"<f" in self.content


@dataclass(frozen=True, slots=True)
class XmlRow:
    """One row.

    Attributes:
        attributes: of its tag, by name, without its number.
        cells: by column, counted from 1.
    """

    attributes: Mapping[bytes, bytes]
    cells: Mapping[int, XmlCell]


@dataclass(frozen=True, slots=True)
class XmlSheet:
    """One sheet.

    Attributes:
        before: everything up to its rows.
        rows: by number.
        after: everything from behind its rows.
    """

    before: bytes
    rows: Mapping[int, XmlRow]
    after: bytes


def read_sheet(part: str, data: bytes) -> XmlSheet:
    """Cut a sheet's part; Excel, LibreOffice and openpyxl all write it so that it can be cut.

    Raises:
        TemplateError: it is written in another way.
    """
    begin = _DATA.search(data)
    is_odd = b"<!--" in data or b"<![CDATA[" in data
    if begin is None or is_odd:
        raise not_a_template(part, "a sheet of it is written in an unusual way")
    if begin[0].endswith(b"/>"):
        return XmlSheet(data[: begin.start()], {}, data[begin.end() :])
    end = data.find(_END, begin.end())
    rows = dict(_rows(part, data[begin.end() : end]))
    return XmlSheet(data[: begin.start()], rows, data[end + len(_END) :])


def _rows(part: str, data: bytes) -> Iterator[tuple[int, XmlRow]]:
    number = 0
    for attributes, content in _elements(part, data, _ROW, b"</row>"):
        said = attributes.pop(b"r", b"")[1:-1]
        number = int(said) if said.isdigit() else number + 1
        attributes.pop(b"spans", None)
        yield number, XmlRow(attributes, dict(_cells(part, content)))


def _cells(part: str, data: bytes) -> Iterator[tuple[int, XmlCell]]:
    column = 0
    for attributes, content in _elements(part, data, _CELL, b"</c>"):
        place = row_and_column(attributes.pop(b"r", b"")[1:-1].decode())
        column = place[1] if place else column + 1
        yield column, XmlCell(attributes, content)


def _elements(
    part: str, data: bytes, opening: re.Pattern[bytes], closing: bytes
) -> Iterator[tuple[dict[bytes, bytes], bytes]]:
    """Elements of one name that follow each other: their attributes, and what is in them."""
    at = 0
    while found := opening.search(data, at):
        tag = TAG.match(data, found.start())
        if tag is None:
            raise not_a_template(part, "a part of it is damaged")
        attributes = {each[1]: each[2] for each in ATTRIBUTE.finditer(tag[2])}
        end = tag.end() if tag[3] else data.find(closing, tag.end())
        if end < 0:
            raise not_a_template(part, "a part of it is damaged")
        yield attributes, data[tag.end() : end]
        at = end
