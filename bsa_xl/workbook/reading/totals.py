"""The totals that the file stores beside its formulas, compared with what the entries come to.

Stored totals are never believed. That they are old is worth saying: people read them, and a council
may have approved one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from bsa_xl.budget import SchoolBudget
from bsa_xl.finding import Severity
from bsa_xl.money import format_dollars
from bsa_xl.workbook.case import Case
from bsa_xl.workbook.declare import Column, Kind, Role, Table, Value
from bsa_xl.workbook.layout import Layout
from bsa_xl.workbook.package import Cell, CellKind, Package, kinds
from bsa_xl.workbook.sealing import CellAt, canonical_number
from bsa_xl.workbook.sheets import checks
from bsa_xl.workbook.values import Views, budget_values, cell_value

from .told import Told

_NUMBERS = frozenset({Kind.CENTS, Kind.FTE, Kind.COUNT, Kind.SHARE})
#: What people read, besides the lines of Staffing and Spending: columns of tables, by table.
_READ = {
    "Program": ("allocated", "staffing", "spending", "budgeted", "left"),
    "Required": ("planned", "short"),
    "Position": ("planned", "may"),
    "Approval": ("budgeted",),
}
_NAMED = 3
_ZEROS = frozenset({"0", "0.00", "0.0000", ""})
_LOOK_AGAIN = (
    "Nothing is lost, for all totals were worked out again; open the workbook in Excel, press F9 "
    "and save it to see them."
)
_APPROVE_AGAIN = (
    "Press F9 in Excel, save the workbook, and have the amount that the entries come to approved."
)


def stale_totals(package: Package, layout: Layout, case: Case) -> list[CellAt]:
    """The figures that people read whose stored value is not what the entries come to.

    A figure without a stored value is none of them.
    """
    budget = case.budget
    staffing = {
        line.row.place.row: (line.fte_parts, line.salary_cents, line.cents)
        for line in budget.staffing
    }
    spending = {line.row.place.row: (line.cents,) for line in budget.spending}
    found = [
        *_stale_lines(package, layout, layout.staffing, ("fte", "salary", "cost"), staffing),
        *_stale_lines(package, layout, layout.spending, ("cost",), spending),
    ]
    views = Views(layout, case)
    for table in layout.tables:
        columns = [c for c in table.columns if c.name in _READ.get(table.name, ())]
        if columns:
            found.extend(_stale_in(package, layout, table, columns, views))
    for single in layout.singles:
        is_figure = single.role is Role.COMPUTED and single.kind in _NUMBERS
        if is_figure and single.sheet != checks.SHEET:
            cell = package.sheets[single.sheet].cells.get(single.ref)
            if cell is not None and is_stale(cell, single.kind, single.value(case)):
                found.append((single.sheet, single.ref))
    return found


def _stale_lines(
    package: Package,
    layout: Layout,
    table: Table,
    names: tuple[str, ...],
    lines: Mapping[int, tuple[int, ...]],
) -> Iterator[CellAt]:
    """Stale figures of Staffing or Spending; a row that nobody used has zeros."""
    rows = package.sheets[table.sheet].rows_from(table.first, table.last)
    letters = layout.letters(table)
    kinds_of = {column.name: column.kind for column in table.columns}
    for place, name in enumerate(names):
        letter, kind = letters[name], kinds_of[name]
        for row, cells in enumerate(rows, start=table.first):
            cell = cells.get(f"{letter}{row}")
            if cell is None:
                continue
            values = lines.get(row)
            if values is None:
                if cell.text not in _ZEROS:
                    yield table.sheet, f"{letter}{row}"
            elif is_stale(cell, kind, values[place]):
                yield table.sheet, f"{letter}{row}"


def _stale_in(
    package: Package, layout: Layout, table: Table, columns: list[Column], views: Views
) -> Iterator[CellAt]:
    get = package.sheets[table.sheet].cells.get
    letters = layout.letters(table)
    for row, view in enumerate(views.rows(table, everything=True), start=table.first):
        for column in columns:
            ref = f"{letters[column.name]}{row}"
            cell = get(ref)
            if cell is not None and is_stale(cell, column.kind, column.value(view)):
                yield table.sheet, ref


def stale_cells(package: Package, layout: Layout, case: Case) -> list[CellAt]:
    """Every computed cell whose stored value is not the one that the case gives it.

    Args:
        package: a returned workbook whose rows stand where they were issued.
        layout: of the workbook.
        case: its plan, priced and judged; without outcomes the Checks sheet looks stale.
    """
    found = []
    for sheet, ref, kind, value in budget_values(layout, case):
        cell = package.sheets[sheet].cells.get(ref)
        if cell is not None and cell.source is not None and is_stale(cell, kind, value):
            found.append((sheet, ref))
    return found


def is_stale(cell: Cell, kind: Kind, value: Value) -> bool:
    """Whether a formula's stored result is another than the value; none stored is not stale."""
    if cell.source is None or cell.kind is CellKind.BLANK:
        return False
    expected = cell_value(kind, value)
    if isinstance(expected, str):
        return cell.text != expected
    if cell.kind is not CellKind.NUMBER:
        return True
    number = str(expected)
    if cell.text == number or cell.text == number.rstrip("0").rstrip("."):
        return False
    return canonical_number(cell.text) != canonical_number(number)


def tell_stale(stale: list[CellAt], package: Package, budget: SchoolBudget, told: Told) -> None:
    """Say once that stored totals are old; an approved amount that is one of them is fatal."""
    if not stale:
        return
    named = ", ".join(f"{sheet} {ref}" for sheet, ref in stale[:_NAMED])
    more = f" and {len(stale) - _NAMED:,} more" if len(stale) > _NAMED else ""
    told.say(
        kinds.STALE,
        told.at(*stale[0]),
        f"The stored totals are older than the entries, in {named}{more}.",
        _LOOK_AGAIN,
    )
    for row in budget.plan.approvals:
        letter = row.place.columns["budgeted"]
        at = (row.place.sheet, f"{letter}{row.place.row}")
        cell = package.sheets[at[0]].cells.get(at[1])
        if at not in stale or cell is None or not isinstance(row.approved, Decimal):
            continue
        if cell.kind is CellKind.NUMBER and Decimal(cell.text) == row.approved:
            cents = dict(budget.bodies()).get(row.body, 0)
            told.say(
                kinds.STALE,
                told.at(at[0], f"{row.place.columns['approved']}{row.place.row}"),
                f"The amount approved is {format_dollars(_cents(row.approved))}, an old total; "
                f"the entries come to {format_dollars(cents)}.",
                _APPROVE_AGAIN,
                Severity.FATAL,
            )


def _cents(dollars: Decimal) -> int:
    return int(dollars.scaleb(2).to_integral_value())
