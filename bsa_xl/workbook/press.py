"""The press: a template built and compiled once, from which every school's workbook is stamped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bsa_xl.budget import Plan, price

from .case import Case, Identity, Letter
from .declare import Column, Kind, Role, Table, Value
from .firsts import derived_values, first_cells, spare_cell
from .layout import Layout
from .pages import MARKS, mark
from .sheets.lists import site_account
from .sheets.views import Lists
from .snapshot import SCHOOL_CELLS, SNAPSHOT_SHEET, school_cells, school_text
from .stamping import (
    CellSlot,
    CompiledTemplate,
    Deflate,
    RowBlock,
    SlotKind,
    compile_template,
    set_cached_values,
)
from .template import build_template
from .values import Views, cell_value

#: Tables whose rows are filled from the top, the rest of them blank.
BLOCKS = ("Staffing", "Spending")
_FORMULA_SLOTS = {
    Kind.CENTS: SlotKind.CENTS,
    Kind.FTE: SlotKind.NUMBER,
    Kind.COUNT: SlotKind.NUMBER,
    Kind.SHARE: SlotKind.NUMBER,
    Kind.NUMBER: SlotKind.ANY,
    Kind.DATE: SlotKind.ANY,
    Kind.TEXT: SlotKind.TEXT,
    Kind.ANY: SlotKind.ANY,
}


@dataclass(frozen=True, slots=True)
class Press:
    """A template made ready for one layout.

    Attributes:
        template: the package that was compiled, with cached values in its blank rows.
        compiled: what is stamped.
    """

    layout: Layout
    template: bytes
    compiled: CompiledTemplate
    lists: Lists

    def stamp(
        self, case: Case, token: str, *, extra: Mapping[str, object], deflate: Deflate
    ) -> bytes:
        """One school's workbook.

        Args:
            case: what it shows.
            token: identity and seal.
            extra: what the snapshot carries besides the setting.
            deflate: how to compress.
        """
        views = Views(self.layout, case, self.lists)
        cells = [value for _, value in slot_values(self.layout, case, views)]
        cells += [part for _, part in school_cells(school_text(case.setting, extra))]
        blocks = {
            name: [_row(table, view) for view in views.rows(table, everything=False)]
            for name, table in self._blocks()
        }
        return self.compiled.stamp(cells, blocks, _marks(case, token), deflate=deflate)

    def _blocks(self) -> Iterator[tuple[str, Table]]:
        yield "Staffing", self.layout.staffing
        yield "Spending", self.layout.spending


def prepare(layout: Layout, template: bytes | None = None) -> Press:
    """Build the template (or take a district's edited one) and compile it.

    Args:
        layout: what stands where.
        template: a template of this layout that was edited in Excel; None builds it.

    Raises:
        TemplateError: an edited template lacks a cell, a formula or a mark of its layout.
    """
    package = build_template(layout) if template is None else template
    lists = Lists(layout.shape.pattern)
    package = set_cached_values(package, _blank_values(layout, lists))
    slots = [
        *(slot for slot, _ in slot_values(layout, None, None)),
        *(CellSlot(SNAPSHOT_SHEET, f"B{row}", SlotKind.TEXT) for row in range(2, 2 + SCHOOL_CELLS)),
    ]
    marks = [mark(name) for name in (*MARKS, "site_account")]
    compiled = compile_template(package, slots, list(row_blocks(layout)), marks)
    return Press(layout, package, compiled, lists)


def _blank_values(layout: Layout, lists: Lists) -> dict[str, dict[str, Value]]:
    """What the formulas of Staffing and Spending give in rows that nobody has filled."""
    setting = replace(layout.shape.pattern, now=())
    case = Case(_NOBODY, Letter((), (), (), None), price(setting, Plan()), {})
    views = Views(layout, case, lists)
    found: dict[str, dict[str, Value]] = {}
    for table in (layout.staffing, layout.spending):
        letters = layout.letters(table)
        here = found.setdefault(table.sheet, {})
        for row, view in enumerate(views.rows(table, everything=True), start=table.first):
            for column in table.columns:
                if column.role is Role.COMPUTED:
                    value = cell_value(column.kind, column.value(view))
                    here[f"{letters[column.name]}{row}"] = value
    return found


_NOBODY = Identity("", "", "", 0, "", "", "", "", "")


def row_blocks(layout: Layout) -> Iterator[RowBlock]:
    """Staffing and Spending as blocks of rows."""
    for table in (layout.staffing, layout.spending):
        letters = layout.letters(table)
        columns = tuple(
            (letters[c.name], _slot_kind(c)) for c in table.columns if c.role is not Role.FIXED
        )
        yield RowBlock(table.name, table.sheet, table.first, table.rows, columns)


def _row(table: Table, view: object) -> list[Value]:
    """One row's values, in the order of the block's columns."""
    return [
        _slot_value(column, column.value(view))
        for column in table.columns
        if column.role is not Role.FIXED
    ]


def _slot_kind(column: Column) -> SlotKind:
    """A formula always has a value of its kind; any other cell may be blank."""
    return _FORMULA_SLOTS[column.kind] if column.role is Role.COMPUTED else SlotKind.ANY


def _slot_value(column: Column, value: Value) -> Value:
    """A value as its slot takes it: cents as they are where the slot itself makes them dollars."""
    if column.role is Role.COMPUTED and column.kind is Kind.CENTS:
        return value
    return cell_value(column.kind, value)


def slot_values(
    layout: Layout, case: Case | None, views: Views | None
) -> Iterator[tuple[CellSlot, Value]]:
    """Every single slot of a layout, always in the same order, with its value.

    Without a case only the slots are asked for; their values are None.
    """
    for table in layout.tables:
        if table.name not in BLOCKS:
            yield from _table_slots(layout, table, views)
    for single in layout.singles:
        if single.role is not Role.INPUT:
            value = None if case is None else single.value(case)
            slot = CellSlot(single.sheet, single.ref, SlotKind.ANY)
            yield slot, cell_value(single.kind, value)
    yield from _derived_slots(layout, views)


def _table_slots(
    layout: Layout, table: Table, views: Views | None
) -> Iterator[tuple[CellSlot, Value]]:
    letters = layout.letters(table)
    shown = views.rows(table, everything=True) if views is not None else [None] * table.rows
    for row, view in enumerate(shown, start=table.first):
        for column in table.columns_in(row):
            if column.role is Role.FIXED:
                continue
            value = None if view is None else column.value(view)
            slot = CellSlot(table.sheet, f"{letters[column.name]}{row}", SlotKind.ANY)
            yield slot, cell_value(column.kind, value)


def _derived_slots(layout: Layout, views: Views | None) -> Iterator[tuple[CellSlot, Value]]:
    for table, column in layout.fault_columns:
        if views is None:
            pairs = [(cell, None) for cell in first_cells(table, column)]
        else:
            letters = [column.value(view) for view in views.rows(table, everything=False)]
            pairs = list(derived_values(table, column, letters))
        for cell, value in pairs:
            yield CellSlot(cell.sheet, cell.ref, SlotKind.ANY), value
    for table in (layout.staffing, layout.spending):
        cell = spare_cell(table)
        used = 0 if views is None else _used(views, table)
        yield CellSlot(cell.sheet, cell.ref, SlotKind.ANY), table.rows - used


def _used(views: Views, table: Table) -> int:
    return sum(1 for view in views.rows(table, everything=False) if view.line.row.is_used)


def _marks(case: Case, token: str) -> dict[str, str]:
    facts = dict(case.letter.facts)
    identity = case.identity
    facts |= {
        "school_id": identity.school_id,
        "event": identity.event,
        "revision": str(identity.revision),
        "code": identity.code,
        "issued_on": identity.issued_on,
        "policy_id": identity.policy,
        "policy_fingerprint": identity.policy_fingerprint,
        "draft": "DRAFT - NOT AN ALLOCATION" if identity.is_draft else "",
        "token": token,
        "site_account": site_account(case.setting),
    }
    return {mark(name): facts.get(name, "") for name in (*MARKS, "site_account")}
