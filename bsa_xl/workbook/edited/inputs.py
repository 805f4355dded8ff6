"""The cells that a school fills: blank, unlocked, of their kind, and with their lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from bsa_xl.finding import Fault
from bsa_xl.location import Location
from bsa_xl.workbook.package import Package
from bsa_xl.workbook.package.address import Area, column_letters, parse_cell
from bsa_xl.workbook.package.refusal import shown
from bsa_xl.workbook.sealing import HIDDEN, CanonicalTexts, CellMap

_TEXT_FORMAT = "@"
#: What a validation allows, without the words of its prompt.
_Allowed = tuple[str, str, str, str]


def input_faults(
    edited: Package, built: Package, cells: CellMap, texts: CanonicalTexts
) -> Iterator[Fault]:
    """Inputs that are filled in, or that take other entries than they are built for."""
    for sheet, kinds in cells.input_kinds.items():
        yield from _filled(edited, sheet, cells)
        allowed = _allowed(edited, sheet, texts)
        wanted = _allowed(built, sheet, texts)
        others = [ref for ref in kinds if allowed.get(ref) != wanted.get(ref)]
        for area in _areas(others):
            yield Fault(
                Location(sheet=sheet, cell=area),
                "The drop-down or bound of these entries is not as it is built.",
                "Copy a cell of another row, and paste it with Paste Special > Validation.",
            )
        formats = [ref for ref in kinds if _kind(edited, sheet, ref) != _kind(built, sheet, ref)]
        for area in _areas(formats):
            yield Fault(
                Location(sheet=sheet, cell=area),
                "Text, date or number: the format of these entries is of another kind than built.",
                "Give them back a format of their kind; decimals and signs are free.",
            )


def _filled(edited: Package, sheet: str, cells: CellMap) -> Iterator[Fault]:
    here = edited.sheets[sheet].cells
    inputs = cells.input_kinds[sheet]
    for ref in sorted(cells.apart[sheet] & here.keys(), key=lambda ref: (len(ref), ref)):
        cell = here[ref]
        if cell.source is not None or (ref in inputs and cell.text):
            held = f"the formula ={cell.source}" if isinstance(cell.source, str) else "a formula"
            said = shown(cell.text) if cell.source is None else held
            yield Fault(
                Location(sheet=sheet, cell=ref),
                f"The cell holds {said}, and is filled in for or by each school.",
                "Clear it, and keep its format.",
            )


def lock_faults(edited: Package, built: Package, cells: CellMap) -> Iterator[Fault]:
    """Cells that are locked where a school types, or open where it does not."""
    for sheet in cells.sheets:
        if sheet in HIDDEN:
            continue
        inputs = cells.input_kinds[sheet]
        here, there = edited.sheets[sheet].cells, built.sheets[sheet].cells
        locked: list[str] = []
        opened: list[str] = []
        for ref in here.keys() | there.keys():
            is_locked = ref not in here or edited.format_of(here[ref]).locked
            was_locked = ref not in there or built.format_of(there[ref]).locked
            if is_locked is not was_locked:
                holds = ref in there or bool(here[ref].text)
                (locked if is_locked else opened).extend([ref] if ref in inputs or holds else [])
        for area in _areas(locked):
            yield Fault(
                Location(sheet=sheet, cell=area),
                "These entries are locked, so that no school could type there.",
                "Take away Format Cells > Protection > Locked.",
            )
        for area in _areas(opened):
            yield Fault(
                Location(sheet=sheet, cell=area),
                "These cells are not locked, so that a school could overwrite them by mistake.",
                "Set Format Cells > Protection > Locked.",
            )


def _allowed(package: Package, sheet: str, texts: CanonicalTexts) -> Mapping[str, _Allowed]:
    """What each cell with a validation takes."""
    found: dict[str, _Allowed] = {}
    for each in package.sheets[sheet].validations:
        has_operator = each.kind not in {"list", "none", "custom"}
        has_second = has_operator and each.operator in {"between", "notBetween"}
        says = (
            each.kind,
            each.operator if has_operator else "",
            texts.formula(each.formula1.lstrip("=")),
            texts.formula(each.formula2.lstrip("=")) if has_second else "",
        )
        for text in each.ranges.split():
            area = Area.parse(text)
            if area is None or area.last_row > _LAST_ROW:
                continue
            for column in range(area.first_column, area.last_column + 1):
                for row in range(area.first_row, area.last_row + 1):
                    found[f"{column_letters(column)}{row}"] = says
    return found


#: No table reaches further down; a validation of a whole column is none of ours.
_LAST_ROW = 5000


def _kind(package: Package, sheet: str, ref: str) -> tuple[bool, bool]:
    """Whether a cell takes texts, and whether dates."""
    cell = package.sheets[sheet].cells.get(ref)
    if cell is None:
        return False, False
    format_ = package.format_of(cell)
    return format_.number_format == _TEXT_FORMAT, format_.is_date


def _areas(refs: list[str]) -> Iterator[str]:
    """Cells below one another as one area."""
    places = sorted(place for ref in refs if (place := parse_cell(ref)) is not None)
    for _, run in groupby(enumerate(places), key=lambda each: (each[1][0], each[1][1] - each[0])):
        rows = [place for _, place in run]
        (column, first), (_, last) = rows[0], rows[-1]
        letter = column_letters(column)
        yield f"{letter}{first}" if first == last else f"{letter}{first}:{letter}{last}"
