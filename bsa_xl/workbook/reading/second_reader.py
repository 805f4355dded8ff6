"""What another reader of workbooks says of the same inputs; where the two differ, a person looks.

openpyxl shares no code with the reader of the package. It is asked in tests about every file, and
by ``--paranoid``.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.datetime import to_excel as to_serial
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from bsa_xl.finding import Finding
from bsa_xl.workbook.package import Cell, CellKind, Package, kinds
from bsa_xl.workbook.package.refusal import shown
from bsa_xl.workbook.package.values import decoded, is_serial_date, visible
from bsa_xl.workbook.sealing import SIGNIFICANT, CellAt, CellMap, canonical_formula

from .entries import plain_number
from .records import Returned
from .told import Told

_REMEDY = "Open the workbook in Excel, type the entry again, save it, and send it again."
#: What a cell holds, as both readers can say it: nothing, a number, a text, a formula and so on.
_Held = Decimal | str | None


def second_opinion(data: bytes, package: Package, returned: Returned) -> tuple[Finding, ...]:
    """Where openpyxl reads another entry than we did, cell by cell; none where both agree.

    Args:
        data: the bytes of the returned file.
        package: the same as we read it.
        returned: what it came to.
    """
    told = Told(package.file)
    cells = CellMap(returned.layout)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(data))
    except Exception as error:  # noqa: BLE001 - whatever it raises is its opinion
        told.say(
            kinds.PARSER_DIFFERENCE,
            told.at(),
            f"A second reader could not open the workbook: {shown(str(error))}.",
            "Open it in Excel, choose File > Save As > Excel Workbook (.xlsx), and send the new "
            "file.",
        )
        return tuple(told.findings())
    for (sheet, ref), ours in _inputs(package, cells):
        theirs = book[sheet][ref] if sheet in book.sheetnames else None
        held, other = _ours(ours), _theirs(theirs, book.epoch)
        if held != other and not _is_no_date(package, ours):
            told.say(
                kinds.PARSER_DIFFERENCE,
                told.at(sheet, ref),
                f"BSA-XL reads {_said(held)} in this cell, and a second reader {_said(other)}.",
                _REMEDY,
            )
    return tuple(told.findings())


def _inputs(package: Package, cells: CellMap) -> Iterator[tuple[CellAt, Cell | None]]:
    for sheet, inputs in cells.input_kinds.items():
        get = package.sheets[sheet].cells.get
        for ref in inputs:
            yield (sheet, ref), get(ref)


def _is_no_date(package: Package, cell: Cell | None) -> bool:
    """Whether it is a number that its date format cannot show: the package's reader says so."""
    return (
        cell is not None
        and cell.kind is CellKind.NUMBER
        and package.format_of(cell).is_date
        and not is_serial_date(cell.text)
    )


def _ours(cell: Cell | None) -> _Held:
    if cell is None or (cell.kind is CellKind.BLANK and cell.source is None):
        return None
    if cell.source is not None:
        return _formula(cell.formula or "")
    if cell.kind is CellKind.NUMBER:
        return SIGNIFICANT.create_decimal(cell.text)
    if cell.kind is CellKind.BOOLEAN:
        return "TRUE" if cell.text == "1" else "FALSE"
    if cell.kind is CellKind.DATE:
        return _serial(datetime.fromisoformat(cell.text), None)
    return cell.text or None


def _theirs(cell: Any, epoch: datetime) -> _Held:  # noqa: ANN401 - openpyxl's cell, merged or not
    value = None if cell is None else cell.value
    if isinstance(value, ArrayFormula | DataTableFormula):
        return _formula("{" + str(getattr(value, "text", "") or "").removeprefix("=") + "}")
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return SIGNIFICANT.create_decimal(repr(value))
    if isinstance(value, datetime | date | time | timedelta):
        return _serial(value, epoch)
    if isinstance(value, str) and cell.data_type == "f":
        return _formula(value.removeprefix("="))
    return None if value is None else visible(decoded(str(value)))[0] or None


def _serial(moment: datetime | date | time | timedelta, epoch: datetime | None) -> _Held:
    arguments = (moment,) if epoch is None else (moment, epoch)
    serial: float = to_serial(*arguments)  # type: ignore[no-untyped-call]
    return SIGNIFICANT.create_decimal(repr(serial))


def _formula(text: str) -> str:
    return "=" + canonical_formula(text)


def _said(held: _Held) -> str:
    if held is None:
        return "nothing"
    return plain_number(held) if isinstance(held, Decimal) else shown(held)
