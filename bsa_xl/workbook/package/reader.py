"""One bounded pass over a returned file, from its bytes to its cells."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from bsa_xl.finding import Finding

from . import kinds
from .address import column_letters
from .archive import Archive, open_archive
from .book import Book, SheetEntry, read_book, read_custom_properties
from .cell import Cell, CellKind
from .cells import CellCollector, Lookup
from .contents import (
    Remains,
    cell_findings,
    judge_links,
    note_contents,
    require_package,
    require_workbook,
    unclean_notice,
    wrong_kind_findings,
)
from .known import Known
from .limits import Limits
from .markup import scan
from .model import CellFormat, Package, Sheet
from .part import Meter, Part
from .refusal import SAVE_AGAIN, PackageRefused, megabytes, refused
from .relationships import is_wiring, read_wiring
from .row_forms import KnownRows
from .sheet import SheetContent, read_sheet
from .sniff import require_zip
from .strings import NO_STRINGS, StringTable, read_strings
from .styles import read_formats

_WORKSHEET = "worksheet"
_WITHOUT_CELLS = ("chartsheet", "dialogsheet")


def read_package(
    data: bytes, file: str, limits: Limits | None = None, known: Known | None = None
) -> Package:
    """Read a returned workbook in full, within bounds, or say why not.

    Nothing is converted: numbers stay the text that the file holds, formulas are not worked
    out, and stored results of formulas are given as such. Nothing is written, fetched or run.

    Args:
        data: the bytes of the file. A caller that knows its size checks it before reading.
        file: the file's name, without its folder, for messages.
        limits: the bounds; `Limits()` when left out.
        known: what earlier files have taught; one for all files that a worker reads saves it a
            third of its time.

    Returns:
        The workbook's sheets, names, properties and formats. Its ``faults`` name what makes it
        unacceptable although it could be read.

    Raises:
        PackageRefused: the file is not read further; its finding names the trick.
    """
    try:
        return _read(data, file, limits or Limits(), known or Known(lasting=False))
    except PackageRefused as refusal:
        raise PackageRefused(refusal.finding.in_file(file)) from None


def _read(data: bytes, file: str, limits: Limits, known: Known) -> Package:
    require_zip(data)
    if len(data) > limits.file_bytes:
        raise refused(
            kinds.SIZE,
            f"The file is {megabytes(len(data))}; at most {megabytes(limits.file_bytes)} is read.",
            "Take pictures and added sheets out of the workbook, save it, and send it again.",
        )
    archive = open_archive(data, limits)
    require_package(archive)
    reading = _Reading(archive, limits)
    book = read_book(reading.part(reading.workbook))
    known.begin(limits)
    formats = reading.formats(known)
    lookup = _lookup(reading.strings(known), formats, limits, known)
    sheets: dict[str, Sheet] = {}
    faults: list[Finding] = []
    notices: list[Finding] = []
    for order, entry in enumerate(book.sheets):
        sheet, content = reading.sheet(entry, order, book, lookup)
        sheets[sheet.name] = sheet
        if content is not None:
            faults.extend(_cell_faults(sheet, content.notes, limits))
            if content.notes.unclean:
                notices.append(unclean_notice(sheet.name, content.notes.unclean))
    properties = reading.properties()
    remains = reading.rest(known)
    faults.extend(judge_links(reading.wiring, sheets))
    notices.extend(note_contents(reading.wiring, reading.sheet_parts, remains))
    return Package(
        file,
        hashlib.sha256(data).hexdigest(),
        len(data),
        sheets,
        book.names,
        properties,
        formats,
        book.date1904,
        book.manual_calculation,
        book.structure_protected,
        tuple(finding.in_file(file) for finding in faults),
        tuple(finding.in_file(file) for finding in notices),
    )


class _Reading:
    """The parts of one package on their way to being read, each exactly once."""

    def __init__(self, archive: Archive, limits: Limits) -> None:
        self.archive = archive
        self.limits = limits
        self.meter = Meter()
        self.wiring = read_wiring(archive, self.meter)
        self.workbook = require_workbook(self.wiring)
        self.sheet_parts: dict[str, str] = {}
        self.seen = {name for name in archive.members if is_wiring(name)}

    def part(self, name: str, sheet: str = "") -> Part:
        """A part, unpacked; of a sheet, with the sheet's name for messages."""
        self.seen.add(name)
        return Part(name, self.archive.unpack(name), self.limits, self.meter, sheet)

    def only(self, kind: str, what: str) -> str | None:
        """The one part of a kind that the workbook refers to; None when it refers to none."""
        found = self.wiring.of(self.workbook, kind)
        if not found:
            return None
        name = self.wiring.part(found[0]) if len(found) == 1 else None
        if name is None:
            raise refused(kinds.CORRUPT, f"The file has lost its {what}.", SAVE_AGAIN)
        return name

    def formats(self, known: Known) -> tuple[CellFormat, ...]:
        """The cell formats, without which no number can be told from a date."""
        name = self.only("styles", "cell formats")
        if name is None:
            raise refused(kinds.CORRUPT, "The file has lost its cell formats.", SAVE_AGAIN)
        part = self.part(name)
        mark = part.print
        found = known.styles.get(mark)
        if found is None:
            found = read_formats(part)
            known.keep_styles(mark, found)
        else:
            part.count_elements()
        return found

    def strings(self, known: Known) -> StringTable:
        """The shared strings; none where the cells hold their own."""
        name = self.only("sharedStrings", "shared texts")
        return NO_STRINGS if name is None else read_strings(self.part(name), known)

    def sheet(
        self, entry: SheetEntry, order: int, book: Book, lookup: Lookup
    ) -> tuple[Sheet, SheetContent | None]:
        """One sheet; without content when it is a chart or a dialogue."""
        leads = self.wiring.relationships.get(self.workbook, ())
        lead = next((r for r in leads if r.identifier == entry.identifier), None)
        name = None if lead is None else self.wiring.part(lead)
        if lead is None or name is None or lead.kind not in (_WORKSHEET, *_WITHOUT_CELLS):
            raise refused(
                kinds.CORRUPT,
                "The sheet is listed but missing from the file.",
                SAVE_AGAIN,
                sheet=entry.name,
            )
        if name in self.seen:
            raise refused(
                kinds.CORRUPT, "Two sheets show the same cells.", SAVE_AGAIN, sheet=entry.name
            )
        self.sheet_parts[entry.name] = name
        part = self.part(name, entry.name)
        names = book.local_names.get(order, {})
        if lead.kind in _WITHOUT_CELLS:
            scan(part)
            return Sheet(entry.name, order, entry.state, {}, names=names, has_cells=False), None
        content = read_sheet(part, lookup)
        around = content.around
        sheet = Sheet(
            entry.name,
            order,
            entry.state,
            content.cells,
            around.merges,
            around.validations,
            around.protected,
            names,
        )
        return sheet, content

    def properties(self) -> Mapping[str, str]:
        """The document's custom properties."""
        found = self.wiring.of("", "custom-properties")
        name = self.wiring.part(found[0]) if found else None
        return {} if name is None else read_custom_properties(self.part(name))

    def rest(self, known: Known) -> Remains:
        """Look through every part that nothing was taken from."""
        remains = Remains()
        for name in self.archive.members:
            if name not in self.seen:
                remains.look_at(self.part(name), self.wiring.types[name], known.sound)
        return remains


def _lookup(
    strings: StringTable, formats: tuple[CellFormat, ...], limits: Limits, known: Known
) -> Lookup:
    styles: dict[str | None, int] = {str(i): i for i in range(len(formats))}
    styles[None] = styles[""] = 0
    dates = frozenset(i for i, format_ in enumerate(formats) if format_.is_date)
    blanks = tuple(Cell(CellKind.BLANK, "", None, i) for i in range(len(formats)))
    known.prepare(len(formats))
    columns = frozenset(column_letters(n) for n in range(1, limits.columns + 1))
    rows = known.rows((formats, limits), KnownRows)
    return Lookup(strings, styles, dates, blanks, columns, known, rows)


def _cell_faults(sheet: Sheet, content: CellCollector, limits: Limits) -> Iterator[Finding]:
    yield from cell_findings(
        kinds.NUMBER,
        sheet,
        content.not_numbers,
        "The cell holds {value} where a number belongs.",
        "Type the amount again as a number, save the workbook, and send it again.",
        limits.listed,
    )
    yield from wrong_kind_findings(sheet, content.wrong_kinds, limits.listed)
