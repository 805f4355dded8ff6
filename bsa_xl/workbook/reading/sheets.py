"""The sheets of a returned workbook: those it must have, and those that somebody added."""

from __future__ import annotations

from bsa_xl.finding import Severity
from bsa_xl.workbook.form import NOTES, SHEETS
from bsa_xl.workbook.package import CellKind, Package, Sheet, kinds
from bsa_xl.workbook.package.refusal import shown
from bsa_xl.workbook.sealing import HIDDEN

from .kinds import NOT_READ
from .tokens import refusal
from .told import Told

#: Rows of My notes that the template fills.
_HEAD_OF_NOTES = 4


def require_sheets(package: Package) -> None:
    """Refuse a workbook that lacks a sheet.

    Raises:
        PackageRefused: one is missing, or renamed.
    """
    wanted = [*(name for name in SHEETS if name != NOTES), *HIDDEN]
    missing = [
        name for name in wanted if name not in package.sheets or not package.sheets[name].has_cells
    ]
    if not missing:
        return
    added = [name for name in package.sheets if name not in (*SHEETS, *HIDDEN)]
    named = " and ".join(filter(None, (", ".join(missing[:-1]), missing[-1])))
    sheets = f"The sheet {named} is" if len(missing) == 1 else f"The sheets {named} are"
    renamed = len(missing) == 1 and len(added) == 1
    hint = f"; the sheet {shown(added[0])} may be what became of it" if renamed else ""
    raise refusal(
        package,
        kinds.STRUCTURE,
        f"{sheets} missing from the workbook{hint}.",
        "Copy your entries into a workbook as it was issued, and send that one.",
    )


def tell_sheets(package: Package, told: Told) -> None:
    """Say which sheets are not read: those that were added, and the school's own notes."""
    for name, sheet in package.sheets.items():
        if name == NOTES:
            _tell_notes(sheet, told)
        elif name not in (*SHEETS, *HIDDEN):
            count = sum(1 for cell in sheet.cells.values() if cell.kind is CellKind.NUMBER)
            numbers = "1 number" if count == 1 else f"{count:,} numbers"
            told.say(
                kinds.STRUCTURE,
                told.at(name),
                f"This sheet was added to the workbook and is not read; it holds {numbers}.",
                "Enter on Staffing or Spending what belongs in the budget; the sheet may stay.",
                Severity.WARNING,
            )


def _tell_notes(sheet: Sheet, told: Told) -> None:
    count = sum(
        1
        for ref, cell in sheet.cells.items()
        if (cell.text or cell.source is not None) and _row(ref) > _HEAD_OF_NOTES
    )
    if count:
        cells = "1 cell is" if count == 1 else f"{count:,} cells are"
        told.say(
            NOT_READ,
            told.at(NOTES),
            f"{cells} filled in on My notes, which is yours and is not read.",
            "Nothing needs to be done.",
        )


def _row(ref: str) -> int:
    return int(ref.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
