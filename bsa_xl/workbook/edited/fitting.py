"""One edited template fitted to every capacity: its own look, the contract of the built one.

A school's workbook has as many rows as the school needs, so a district has several templates. The
central office edits one. What it may edit (styles, widths, words, pictures) is taken from there;
what the contract names (formulas, lists, rows of tables) from the template that was built.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO

from openpyxl.utils import get_column_letter

from bsa_xl.workbook.layout import Layout
from bsa_xl.workbook.sealing.cell_map import HIDDEN
from bsa_xl.workbook.stamping.container import read_members
from bsa_xl.workbook.stamping.sheet_parts import Book, read_book
from bsa_xl.workbook.stamping.xml_text import ATTRIBUTE, as_utf8

from .references import moved_areas, moved_formula
from .rows import RowMap, row_maps
from .sheet_xml import XmlCell, XmlRow, XmlSheet, read_sheet
from .tables import table_sheets
from .texts import whole_marks

_ZIP_DATE = (2026, 1, 1, 0, 0, 0)
_END_OF_NAMES = b"</definedNames>"
_WHICH = frozenset({b"name", b"localSheetId"})
_NAME = re.compile(rb"(<definedName[^>]*>)([^<]*)(</definedName>)")
_AREAS = re.compile(rb'(\s(?:sqref|ref)=")([^"]*)(")')
_INNER_AREAS = re.compile(rb"(<xm:sqref>)([^<]*)(</xm:sqref>)")
_LINK = re.compile(rb'(\slocation=")([^"]*)(")')
_FORMULA = re.compile(rb"(<(?:formula[12]?|xm:f)>)([^<]*)(</(?:formula[12]?|xm:f)>)")
_EMPTY = XmlRow({}, {})
#: What of a cell belongs to its content; the rest of its tag is its look.
_OF_CONTENT = frozenset({b"t", b"cm", b"vm"})


def fit_template(template: bytes, before: Layout, after: Layout, built: bytes) -> bytes:
    """The template of another capacity, looking as the edited one does.

    Args:
        template: as it was edited; it keeps to the contract of ``before``.
        before: its layout.
        after: the layout that is wanted.
        built: the template of ``after`` as the program builds it.

    Returns:
        An .xlsx file's bytes; the same for the same arguments.

    Raises:
        TemplateError: a sheet is written in a way that cannot be followed.
    """
    book, members = _read(template)
    wanted_book, wanted = _read(built)
    maps = row_maps(before, after)
    made = dict(members)
    for sheet, part in wanted_book.sheets.items():
        here = book.sheets[sheet]
        look = read_sheet(here, as_utf8(here, members[here]))
        content = read_sheet(part, wanted[part])
        made[here] = _fit_sheet(sheet, look, content, maps)
    tables = table_sheets(members, book.sheets)
    same_order = list(book.sheets) == list(wanted_book.sheets)
    for name in made:
        if name == book.part:
            names = _printed(wanted[wanted_book.part]) if same_order else {}
            made[name] = _fit_names(members[name], maps, names)
        elif name in tables:
            made[name] = _moved_areas(members[name], maps.get(tables[name], RowMap()))
        elif name.endswith("/sharedStrings.xml"):
            made[name] = whole_marks(members[name])
    return _packed(made)


def _read(package: bytes) -> tuple[Book, dict[str, bytes]]:
    members = {each.name: each for each in read_members(package)}
    return read_book(members), {name: each.content() for name, each in members.items()}


def _packed(parts: Mapping[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, data in parts.items():
            file.writestr(zipfile.ZipInfo(name, _ZIP_DATE), data, zipfile.ZIP_DEFLATED, 6)
    return made.getvalue()


def _printed(data: bytes) -> dict[bytes, bytes]:
    """The names that say what is printed, by their tag; openpyxl loses those with a formula."""
    return {found[1]: found[0] for found in _NAME.finditer(data) if b"_xlnm.Print_" in found[1]}


def _fit_names(data: bytes, maps: Mapping[str, RowMap], printed: Mapping[bytes, bytes]) -> bytes:
    def moved(found: re.Match[bytes]) -> bytes:
        return found[1] + moved_formula(found[2].decode(), maps).encode() + found[3]

    known = set(map(_which_name, _printed(data)))
    lost = [each for tag, each in printed.items() if _which_name(tag) not in known]
    data = _NAME.sub(moved, data)
    return data.replace(_END_OF_NAMES, b"".join([*lost, _END_OF_NAMES]))


def _which_name(tag: bytes) -> tuple[bytes, ...]:
    """Its name and sheet, in whichever order the tag has them."""
    return tuple(sorted(each[2] for each in ATTRIBUTE.finditer(tag) if each[1] in _WHICH))


def _moved_areas(data: bytes, rows: RowMap) -> bytes:
    def moved(found: re.Match[bytes]) -> bytes:
        return found[1] + moved_areas(found[2].decode(), rows).encode() + found[3]

    return _INNER_AREAS.sub(moved, _AREAS.sub(moved, data))


def _fit_sheet(sheet: str, look: XmlSheet, content: XmlSheet, maps: Mapping[str, RowMap]) -> bytes:
    rows = maps.get(sheet, RowMap())
    parts = [_around(look.before, sheet, maps), b"<sheetData>"]
    lowest = max((rows.area(row, row)[1] for row in look.rows), default=0)
    for number in range(1, max(lowest, *content.rows, 1) + 1):
        wanted = content.rows.get(number, _EMPTY)
        dressed = look.rows.get(rows.source(number), _EMPTY)
        is_ours = sheet in HIDDEN or rows.is_of_table(number)
        cells = b"".join(_fit_cells(number, wanted, dressed, is_ours=is_ours))
        if cells or dressed.attributes:
            parts.append(b'<row r="%d"%s>%s</row>' % (number, _tag(dressed.attributes), cells))
    parts += [b"</sheetData>", _around(look.after, sheet, maps)]
    return b"".join(parts)


def _around(data: bytes, sheet: str, maps: Mapping[str, RowMap]) -> bytes:
    """What stands about the cells: formats, lists, links and their areas."""

    def moved(found: re.Match[bytes]) -> bytes:
        return found[1] + moved_formula(found[2].decode(), maps, sheet).encode() + found[3]

    data = _moved_areas(data, maps.get(sheet, RowMap()))
    return _FORMULA.sub(moved, _LINK.sub(moved, data))


def _fit_cells(number: int, wanted: XmlRow, dressed: XmlRow, *, is_ours: bool) -> Iterator[bytes]:
    """The cells of one row.

    Args:
        number: of the row, afterwards.
        wanted: the row as it is built.
        dressed: the row of the edited template whose look it takes.
        is_ours: whether its content is the contract's, all of it.
    """
    for column in sorted(wanted.cells.keys() | dressed.cells.keys()):
        ours, theirs = wanted.cells.get(column), dressed.cells.get(column)
        keeps_ours = is_ours or (ours is not None and ours.has_formula)
        cell = _dressed(ours, theirs) if keeps_ours else theirs
        if cell is None:
            continue
        place = f"{get_column_letter(column)}{number}".encode()
        yield b'<c r="%s"%s>%s</c>' % (place, _tag(cell.attributes), cell.content)


def _dressed(ours: XmlCell | None, theirs: XmlCell | None) -> XmlCell | None:
    """What a cell holds as built, in the look that it was given."""
    if theirs is None:
        return ours and XmlCell(
            {k: v for k, v in ours.attributes.items() if k != b"s"}, ours.content
        )
    look = {name: said for name, said in theirs.attributes.items() if name not in _OF_CONTENT}
    if ours is None:
        return XmlCell(look, b"")
    kind = {name: said for name, said in ours.attributes.items() if name in _OF_CONTENT}
    return XmlCell({**look, **kind}, ours.content)


def _tag(attributes: Mapping[bytes, bytes]) -> bytes:
    return b"".join([b" %s=%s" % each for each in attributes.items()])
