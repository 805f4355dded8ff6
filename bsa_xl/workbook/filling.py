"""An issued workbook as it comes back from a spreadsheet: inputs typed, every formula calculated.

For rehearsals, training files and tests: the sample district's schools answer with it.
"""

from __future__ import annotations

from collections.abc import Mapping

from .case import Case
from .declare import Kind, Role
from .layout import Layout
from .sheets import sign_off
from .stamping import CellSlot, CellValue, SlotKind, best_deflate, compile_template
from .values import budget_values, cell_value


def filled(
    issued: bytes,
    layout: Layout,
    case: Case,
    others: Mapping[tuple[str, str], CellValue] | None = None,
) -> bytes:
    """The workbook with the plan of a case typed in and calculated.

    Args:
        issued: the workbook as it was issued.
        layout: its layout.
        case: the plan, priced and judged.
        others: further cells to write, locked ones too, by sheet and address.

    Raises:
        TemplateError: it is no workbook of this layout.
    """
    roles = _roles(layout)
    values: dict[tuple[str, str], CellValue] = {}
    for sheet, ref, kind, value in budget_values(layout, case):
        if roles.get((sheet, ref), Role.COMPUTED) in (Role.INPUT, Role.COMPUTED):
            values[sheet, ref] = cell_value(kind, value)
    for number, ref in enumerate(layout.attestations, start=1):
        if (answer := case.budget.plan.attestations.get(str(number))) is not None:
            values[sign_off.SHEET, ref] = cell_value(Kind.TEXT, answer)
    values |= others or {}
    slots = [CellSlot(sheet, ref, SlotKind.ANY) for sheet, ref in values]
    compiled = compile_template(issued, slots)
    return compiled.stamp(list(values.values()), deflate=best_deflate())


def _roles(layout: Layout) -> dict[tuple[str, str], Role]:
    """Who writes a cell, for every cell of the layout that is declared one by one."""
    roles = {(single.sheet, single.ref): single.role for single in layout.singles}
    for table in layout.tables:
        letters = layout.letters(table)
        for row in range(table.first, table.last + 1):
            for column in table.columns_in(row):
                roles[table.sheet, f"{letters[column.name]}{row}"] = column.role
    return roles
