"""The workbook part: its sheets, defined names and settings; and the document's own properties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from . import kinds
from .markup import MAIN, walk
from .model import SheetState
from .part import Attributes, Part
from .refusal import SAVE_AGAIN, PackageRefused, refused, shown
from .surroundings import is_yes, wrong_root
from .values import decoded, visible

_ROOT = f"{MAIN} workbook"
_SHEET = [_ROOT, f"{MAIN} sheets", f"{MAIN} sheet"]
_NAME = [_ROOT, f"{MAIN} definedNames", f"{MAIN} definedName"]
_SETTINGS = [_ROOT, f"{MAIN} workbookPr"]
_CALCULATION = [_ROOT, f"{MAIN} calcPr"]
_PROTECTION = [_ROOT, f"{MAIN} workbookProtection"]
_ONE_PLACE_ONLY = {path[-1]: path for path in (_SHEET, _NAME, _SETTINGS)}
_IDENTIFIER = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties property"
_LONGEST_SHEET_NAME, _LONGEST_PLACE = 31, 5
_MACROS = frozenset({"xlm", "function", "vbProcedure"})
_FILTER = "_xlnm._FilterDatabase"
_STATES = {state.value: state for state in SheetState}


class SheetEntry(NamedTuple):
    """A sheet as the workbook lists it; ``identifier`` leads to its part."""

    name: str
    identifier: str
    state: SheetState


@dataclass(slots=True)
class Book:
    """What the workbook part says.

    Attributes:
        sheets: in the order of the tabs.
        names: of the whole workbook.
        local_names: by the place of their sheet, from 0.
        date1904: whether dates count from 1904.
        manual_calculation: whether Excel was told not to recalculate.
        structure_protected: whether the list of sheets is protected.
    """

    sheets: list[SheetEntry] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    local_names: dict[int, dict[str, str]] = field(default_factory=dict)
    date1904: bool = False
    manual_calculation: bool = False
    structure_protected: bool = False


def read_book(part: Part) -> Book:
    """Read the workbook part.

    Raises:
        PackageRefused: not well-formed, without sheets, with two sheets or names alike, with a
            macro behind a name, or beyond a bound.
    """
    reader = _BookReader(part)
    walk(part, reader.start, reader.text)
    if not reader.book.sheets:
        raise part.corrupt("The workbook has no sheets.")
    return reader.book


class _BookReader:
    """Collects what the workbook part says, as the parser meets it."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.book = Book()
        self.name: Attributes = {}
        self.seen: set[tuple[str, str]] = set()

    def start(self, path: list[str], attributes: Attributes) -> None:
        if len(path) == 1:
            if path[0] != _ROOT:
                raise wrong_root(self.part, path[0])
        elif path[-1] in _ONE_PLACE_ONLY and path != _ONE_PLACE_ONLY[path[-1]]:
            raise self.part.corrupt("The workbook lists a sheet or a name where none belongs.")
        elif path == _SHEET:
            self.add_sheet(attributes)
        elif path == _NAME:
            self.name = attributes
        elif path == _SETTINGS:
            self.book.date1904 = is_yes(attributes.get("date1904"))
        elif path == _CALCULATION:
            self.book.manual_calculation = attributes.get("calcMode") == "manual"
        elif path == _PROTECTION:
            self.book.structure_protected = is_yes(attributes.get("lockStructure"))

    def text(self, path: list[str], text: str) -> None:
        if path == _NAME:
            self.add_name(self.name, text)

    def add_sheet(self, attributes: Attributes) -> None:
        name, identifier = attributes.get("name", ""), attributes.get(_IDENTIFIER, "")
        name, _ = visible(decoded(name))
        if not name or len(name) > _LONGEST_SHEET_NAME or not identifier:
            raise self.part.corrupt(f"The workbook lists a sheet {shown(name)} that cannot be.")
        self.once("sheet", name)
        state = _STATES.get(attributes.get("state", "visible"), SheetState.HIDDEN)
        self.book.sheets.append(SheetEntry(name, identifier, state))
        self.bound(len(self.book.sheets), self.part.limits.sheets, "sheets")

    def add_name(self, attributes: Attributes, text: str) -> None:
        name, sheet = attributes.get("name", ""), attributes.get("localSheetId", "")
        if any(is_yes(attributes[key]) for key in _MACROS.intersection(attributes)):
            raise refused(
                kinds.MACRO,
                f"The workbook holds a macro behind the name {shown(name)}.",
                SAVE_AGAIN,
            )
        if len(text) > self.part.limits.formula:
            raise self.part.corrupt(f"The name {shown(name)} is too long to be a formula.")
        if name == _FILTER and name in self.names_on(sheet):
            return  # LibreOffice writes it twice
        self.once(f"name {sheet}", name)
        self.names_on(sheet)[name] = text
        self.bound(len(self.seen) - len(self.book.sheets), self.part.limits.defined_names, "names")

    def names_on(self, sheet: str) -> dict[str, str]:
        """The names of the sheet at this place, or of the whole workbook."""
        if not sheet:
            return self.book.names
        if not sheet.isascii() or not sheet.isdigit() or len(sheet) > _LONGEST_PLACE:
            raise self.part.corrupt(f"A name belongs to the sheet {shown(sheet)}, which is none.")
        return self.book.local_names.setdefault(int(sheet), {})

    def once(self, what: str, name: str) -> None:
        if (what, name.casefold()) in self.seen:
            raise self.part.corrupt(
                f"The workbook has two {what.split(maxsplit=1)[0]}s called {shown(name)}."
            )
        self.seen.add((what, name.casefold()))

    def bound(self, count: int, limit: int, what: str) -> None:
        if count > limit:
            raise refused(
                kinds.LIMIT,
                f"The workbook has more than {limit:,} {what}.",
                f"Delete the {what} that do not belong to it, save it, and send it again.",
            )


def read_custom_properties(part: Part) -> Mapping[str, str]:
    """The document's custom properties, name to text; of two alike neither is believed.

    Raises:
        PackageRefused: not well-formed, or a property stands there twice.
    """
    found: dict[str, str] = {}
    name = ""

    def start(path: list[str], attributes: Attributes) -> None:
        nonlocal name
        if path[-1] == _CUSTOM:
            name = attributes.get("name", "")
            if name in found:
                raise _property_twice(part, name)
            found[name] = ""

    def text(path: list[str], value: str) -> None:
        if len(path) > 1 and path[-2] == _CUSTOM:
            found[name] += decoded(value)

    walk(part, start, text)
    return found


def _property_twice(part: Part, name: str) -> PackageRefused:
    return part.corrupt(f"The document has the property {shown(name)} twice.")
