"""What a package holds besides cells, judged: the kind of file, macros, links, comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bsa_xl.finding import Finding, FindingKind
from bsa_xl.location import Location

from . import kinds
from .archive import Archive
from .markup import STRICT, check_opaque, in_utf8, is_markup, scan, scan_once
from .model import Sheet
from .part import Attributes, Part
from .refusal import SAVE_AGAIN, SEND_WORKBOOK, PackageRefused, refused, shown
from .relationships import CONTENT_TYPES, Relationship, Wiring
from .sniff import CONTAINER_STARTS
from .surroundings import local, strict_format

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_PARTS = ("vbaproject", "vbadata", "macrosheet")
_OTHER_TYPES: tuple[tuple[str, FindingKind, str], ...] = (
    ("sheet.binary", kinds.FORMAT, "an Excel binary workbook (.xlsb)"),
    ("addin", kinds.FORMAT, "an Excel add-in"),
    ("template", kinds.FORMAT, "an Excel template (.xltx)"),
    ("sheet.macroenabled", kinds.FORMAT, "a workbook made for macros (.xlsm)"),
    ("wordprocessingml", kinds.NOT_XLSX, "a Word document"),
    ("presentationml", kinds.NOT_XLSX, "a PowerPoint presentation"),
    ("visio", kinds.NOT_XLSX, "a Visio drawing"),
)
_OTHER_PARTS: tuple[tuple[str, FindingKind, str], ...] = (
    ("xl/workbook.bin", kinds.FORMAT, "an Excel binary workbook (.xlsb)"),
    ("index/document.iwa", kinds.FORMAT, "an Apple Numbers document"),
    ("word/document.xml", kinds.NOT_XLSX, "a Word document"),
    ("ppt/presentation.xml", kinds.NOT_XLSX, "a PowerPoint presentation"),
)
_LINKED_FORMULA = re.compile(r"(?<![\w\]])\[[0-9]+\][^\[\]]*!|'[^'\[\]]*\[[^\[\]]+\][^']*'!")
_LISTED = 5

# Parts worth a word, by what their name or content type contains.
_NOTED: tuple[tuple[str, FindingKind, str, str], ...] = (
    (
        "connections",
        kinds.CONNECTION,
        "The workbook is connected to outside data.",
        "Delete the connection (Data > Queries & Connections) if it does not belong there.",
    ),
    (
        "activex",
        kinds.ACTIVE_CONTROL,
        "The workbook holds an ActiveX control, which was not run.",
        "Delete the control if it does not belong there.",
    ),
)


@dataclass(slots=True)
class Remains:
    """What was found in the parts that nothing is taken from.

    Attributes:
        people: names of people who commented.
        has_files: whether there are other files among them.
    """

    people: int = 0
    has_files: bool = False

    def look_at(self, part: Part, content_type: str, met: set[bytes]) -> None:
        """Look through one part, without taking anything from it.

        Args:
            part: to be looked through.
            content_type: as the package gives it.
            met: parts that were looked through before; they hold nothing to be noted.

        Raises:
            PackageRefused: it declares a document type, or is XML that is not well-formed.
        """
        if is_markup(part, content_type):
            if "person" in part.name.lower():
                scan(in_utf8(part), self._count)
            else:
                scan_once(in_utf8(part), met)
        else:
            check_opaque(part)
            if part.data.startswith(CONTAINER_STARTS) or "/embeddings/" in part.name.lower():
                self.has_files = True

    def _count(self, tag: str, _attributes: Attributes) -> None:
        self.people += local(tag) == "person"


def require_package(archive: Archive) -> None:
    """Refuse a zip archive that is no Office document, and say what it is.

    Raises:
        PackageRefused: it is none.
    """
    names = {name.lower() for name in archive.members}
    if CONTENT_TYPES in archive.members:
        return
    if "mimetype" in names and "content.xml" in names:
        raise refused(
            kinds.FORMAT, "The file is an OpenDocument file (.ods), not an .xlsx.", SAVE_AGAIN
        )
    for name, kind, what in _OTHER_PARTS:
        if name in names:
            raise _another(kind, what)
    if "xl/workbook.xml" in names:
        raise refused(kinds.CORRUPT, "The file has lost its list of contents.", SAVE_AGAIN)
    raise refused(kinds.NOT_XLSX, "The file is a zip archive and not a workbook.", SEND_WORKBOOK)


def require_workbook(wiring: Wiring) -> str:
    """The name of the workbook part of an ordinary .xlsx without macros.

    Raises:
        PackageRefused: the file is another Office document, or holds macros.
    """
    for name, content_type in wiring.types.items():
        if any(word in name.lower() or word in content_type for word in _MACRO_PARTS):
            raise refused(
                kinds.MACRO, f"The workbook holds macros, in its part {shown(name)}.", SAVE_AGAIN
            )
    documents = wiring.of("", "officeDocument")
    if any(document.family.startswith(STRICT) for document in documents):
        raise strict_format()
    workbook = wiring.part(documents[0]) if len(documents) == 1 else None
    if workbook is None:
        raise refused(kinds.CORRUPT, "The file does not say where its workbook is.", SAVE_AGAIN)
    content_type = wiring.types[workbook]
    for word, kind, what in _OTHER_TYPES:
        if word in content_type:
            raise _another(kind, what)
    if content_type != _SHEET_TYPE:
        raise refused(kinds.CORRUPT, "The file does not say that it is a workbook.", SAVE_AGAIN)
    return workbook


def _another(kind: FindingKind, what: str) -> PackageRefused:
    """The exception for a document of another kind; only a workbook can be saved again."""
    remedy = SAVE_AGAIN if kind is kinds.FORMAT else SEND_WORKBOOK
    return refused(kind, f"The file is {what}.", remedy)


def judge_links(wiring: Wiring, sheets: Mapping[str, Sheet]) -> Iterator[Finding]:
    """A fault when the workbook takes anything from another file; the cells are named."""
    linked = any("externallink" in name.lower() for name in wiring.types) or any(
        r.external and r.kind != "hyperlink"
        for group in wiring.relationships.values()
        for r in group
    )
    if not linked:
        return
    cells = [
        (sheet.name, address)
        for sheet in sheets.values()
        for address, cell in sheet.cells.items()
        if cell.source is not None and _LINKED_FORMULA.search(cell.formula or "")
    ]
    first_sheet, first_cell = cells[0] if cells else ("", "")
    named = ", ".join(f"{sheet} {address}" for sheet, address in cells[:_LISTED])
    more = f" and {len(cells) - _LISTED:,} more" if len(cells) > _LISTED else ""
    yield kinds.EXTERNAL_LINK.at(
        Location(sheet=first_sheet, cell=first_cell),
        "The workbook takes values from another file"
        + (f", in the cells {named}{more}." if cells else "."),
        "Type the amounts themselves in place of the links, choose Data > Edit Links > Break "
        "Link, and send it again.",
    )


def note_contents(
    wiring: Wiring, sheet_parts: Mapping[str, str], remains: Remains
) -> Iterator[Finding]:
    """What is worth saying about parts that are not read: comments, connections, links.

    Args:
        wiring: of the package.
        sheet_parts: each sheet's part, by the sheet's name.
        remains: what was found in the other parts.
    """
    for name, part in sheet_parts.items():
        kinds_here = {r.kind.lower() for r in wiring.relationships.get(part, ())}
        if kinds_here & {"comments", "threadedcomment"}:
            yield kinds.PRIVACY.at(
                Location(sheet=name),
                "The sheet has comments, which may name people.",
                "Delete the comments (Review > Delete) if they name people.",
            )
    if remains.people:
        yield kinds.PRIVACY.at(
            Location(),
            "The workbook keeps the names of people who commented in it.",
            "Inspect the document (File > Info > Check for Issues) and remove their names.",
        )
    if remains.has_files:
        yield kinds.EMBEDDED.at(
            Location(),
            "The workbook holds another file, which was not opened.",
            "Delete the embedded object if it does not belong there.",
        )
    for word, kind, problem, remedy in _NOTED:
        if any(word in name.lower() or word in kind_ for name, kind_ in wiring.types.items()):
            yield kind.at(Location(), problem, remedy)
    links = sum(_leads_out(r) for group in wiring.relationships.values() for r in group)
    if links:
        lead = "1 link that leads" if links == 1 else f"{links:,} links that lead"
        yield kinds.HYPERLINK.at(
            Location(),
            f"The workbook has {lead} out of it.",
            "Nothing needs to be done; the links were not followed.",
        )


def _leads_out(relationship: Relationship) -> bool:
    """Whether it is a link that a person may click and that leaves the workbook."""
    return (
        relationship.external
        and relationship.kind == "hyperlink"
        and not relationship.target.startswith("#")
    )


def cell_findings(
    kind: FindingKind, sheet: Sheet, addresses: Iterable[str], problem: str, remedy: str, most: int
) -> Iterator[Finding]:
    """A finding for each cell, up to a bound; what is beyond it is counted in one more.

    Args:
        kind: of the findings.
        sheet: that the cells are on.
        addresses: the cells.
        problem: what is wrong, with ``{value}`` where the cell's text belongs.
        remedy: what to do.
        most: how many cells are named.
    """
    listed = list(addresses)
    for address in listed[:most]:
        value = shown(sheet.cells[address].text)
        yield kind.at(Location(sheet=sheet.name, cell=address), problem.format(value=value), remedy)
    if len(listed) > most:
        yield kind.at(
            Location(sheet=sheet.name),
            f"The sheet has {len(listed) - most:,} more such cells.",
            remedy,
        )


def wrong_kind_findings(sheet: Sheet, addresses: Iterable[str], most: int) -> Iterator[Finding]:
    """A finding for each cell whose format or type does not allow what it holds; see above."""
    yield from cell_findings(
        kinds.TYPE,
        sheet,
        addresses,
        "The cell holds {value}, which its date format or its type does not allow.",
        "Set the cell's format to Number, check the amount, save the workbook, and send it again.",
        most,
    )


def unclean_notice(sheet: str, addresses: Sequence[str]) -> Finding:
    """That invisible characters were taken out of texts.

    Args:
        sheet: that the cells are on.
        addresses: the cells, at least one.
    """
    count = len(addresses)
    return kinds.CONTROL_CHARACTER.at(
        Location(sheet=sheet, cell=addresses[0]),
        "Invisible characters were taken out of "
        + (f"{count:,} texts on this sheet." if count > 1 else "this text."),
        "Check that the text still reads as it should.",
    )
