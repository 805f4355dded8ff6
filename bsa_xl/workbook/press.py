"""The press: a template built and compiled once, from which every school's workbook is stamped."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from .case import Case
from .declare import Column, Kind, Role, Single, Table, Value
from .firsts import DerivedCell, first_cells, first_values, spare_cell
from .identity import seal
from .layout import Layout
from .package import read_package
from .pages import MARKS, mark
from .required_rows import REQUIRED, required_variant
from .sealing import Sealer, make_sealer
from .sheets.lists import site_account
from .sheets.views import StaffingView
from .snapshot import SCHOOL_CELLS, SNAPSHOT_SHEET, letter_fields, school_cells, school_text
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
from .values import Views, cell_value, pattern_case

#: Tables whose rows are filled from the top, the rest of them blank.
BLOCKS = ("Staffing", "Spending")
#: Bytes that say how long the sealer's part of a kept press is.
_LENGTH = 8
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


class Stamped(NamedTuple):
    """One school's workbook.

    Attributes:
        data: its bytes.
        digest: of its locked content; its token has the first half.
        values: the school's snapshot, packed, from which everything stamped can be worked out
            again, so that a changed cell can be told old and new.
        template: the fingerprint of what it was stamped from.
    """

    data: bytes
    digest: str
    values: bytes
    template: str

    @property
    def sha256(self) -> str:
        """Of its bytes, hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Press:
    """A template made ready for one layout.

    Attributes:
        fingerprint: of the layout and of the code that built it.
        compiled: what is stamped.
        sealer: what it contributes to the digest of every workbook.
        rows: rows that were worked out before, by what stands in them; most positions of a
            district are like many others.
    """

    layout: Layout
    fingerprint: str
    compiled: CompiledTemplate
    sealer: Sealer
    rows: dict[tuple[object, ...], tuple[Value, ...]]

    def stamp(
        self, case: Case, sign: Callable[[bytes], str] | None, *, deflate: Deflate
    ) -> Stamped:
        """One school's workbook.

        Args:
            case: what it shows.
            sign: makes the signature; None leaves the workbook unsigned.
            deflate: how to compress.
        """
        layout = self.layout
        views = Views(layout, case)
        staffing = [
            self._staffing_row(view) for view in views.rows(layout.staffing, everything=False)
        ]
        spending = [
            _row(layout.spending, view) for view in views.rows(layout.spending, everything=False)
        ]
        blocks: dict[str, Sequence[Sequence[Value]]] = {
            "Staffing": staffing,
            "Spending": spending,
        }
        school = school_text(case.setting, snapshot_extra(case))
        cells = [
            *_table_values(layout, views),
            *(cell_value(single.kind, single.value(case)) for single in stamped_singles(layout)),
            *_derived(layout, views, blocks),
            *(part for _, part in school_cells(school)),
        ]
        marks = marks_of(case)
        required = [n for n, now in enumerate(case.setting.now) if now.required]
        digest = self.sealer.digest(cells, blocks, marks, school, required)
        marks[mark("token")] = seal(case.identity, digest, sign).text
        variants = {"Staffing": dict.fromkeys(required, REQUIRED)}
        data = self.compiled.stamp(cells, blocks, marks, variants=variants, deflate=deflate)
        return Stamped(data, digest, zlib.compress(school.encode(), 1), self.fingerprint)

    def to_bytes(self) -> bytes:
        """For a cache; `restore` reads it back."""
        seal_part = self.sealer.to_bytes()
        return len(seal_part).to_bytes(_LENGTH) + seal_part + self.compiled.to_bytes()

    def _staffing_row(self, view: StaffingView) -> Sequence[Value]:
        """A row's values; a row like an earlier one is not worked out again."""
        now, row = view.now, view.line.row
        key = (
            None if now is None else replace(now, key="", position_id="", school_id=""),
            row.action, row.title, row.how_many, row.fte_each, row.start, row.end,
            row.programs, row.shares, row.goal, row.note, view.lists.setting.site_code,
        )  # fmt: skip
        known = self.rows.get(key)
        if known is None:
            known = tuple(_row(self.layout.staffing, view))
            self.rows[key] = known
        return (None if now is None else now.position_id or None, *known[1:])


def prepare(layout: Layout, fingerprint: str, template: bytes | None = None) -> Press:
    """Build the template (or take a district's edited one) and compile it.

    Args:
        layout: what stands where.
        fingerprint: what to call it.
        template: a template of this layout that was edited in Excel; None builds it.

    Raises:
        TemplateError: an edited template lacks a cell, a formula or a mark of its layout.
        PackageRefused: an edited template could not even be read if a school sent it back.
    """
    package = build_template(layout) if template is None else template
    package = set_cached_values(package, _blank_values(layout))
    marks = [mark(name) for name in (*MARKS, "site_account")]
    compiled = compile_template(package, list(slots(layout)), list(row_blocks(layout)), marks)
    sealer = make_sealer(layout, list(slots(layout)), read_package(package, "template"))
    return Press(layout, fingerprint, compiled, sealer, {})


def restore(layout: Layout, fingerprint: str, kept: bytes) -> Press | None:
    """A press from a cache; None where the bytes are not whole, or of another version."""
    length = _LENGTH + int.from_bytes(kept[:_LENGTH])
    try:
        sealer = Sealer.from_bytes(layout, list(slots(layout)), kept[_LENGTH:length])
        compiled = CompiledTemplate.from_bytes(kept[length:])
    except ValueError:
        return None
    return Press(layout, fingerprint, compiled, sealer, {})


def snapshot_extra(case: Case) -> dict[str, object]:
    """What a workbook carries of its school besides the setting.

    With it everything that is stamped can be worked out again: the policy's id, the letter, and
    what the rows of required positions opened with.
    """
    required = {now.key for now in case.setting.now if now.required}
    return {
        "policy": case.identity.policy,
        "name": case.letter.facts.get("school_name", ""),
        "letter": letter_fields(case.letter),
        "opened": {
            row.key: (row.action, row.title, row.how_many, row.fte_each)
            for row in case.budget.plan.staffing
            if row.key in required
        },
    }


def slots(layout: Layout) -> Iterator[CellSlot]:
    """Every single cell that is filled for a school, in the order in which a press gives them."""
    for table in layout.tables:
        if table.name in BLOCKS:
            continue
        letters = layout.letters(table)
        for row in range(table.first, table.last + 1):
            for column in table.columns_in(row):
                if column.role is not Role.FIXED:
                    yield CellSlot(table.sheet, f"{letters[column.name]}{row}", SlotKind.ANY)
    for single in stamped_singles(layout):
        yield CellSlot(single.sheet, single.ref, SlotKind.ANY)
    for cell in derived_cells(layout):
        yield CellSlot(cell.sheet, cell.ref, SlotKind.ANY)
    for row in range(2, 2 + SCHOOL_CELLS):
        yield CellSlot(SNAPSHOT_SHEET, f"B{row}", SlotKind.TEXT)


def stamped_singles(layout: Layout) -> tuple[Single, ...]:
    """The single cells that a press fills."""
    return tuple(single for single in layout.singles if single.role is not Role.INPUT)


def derived_cells(layout: Layout) -> Iterator[DerivedCell]:
    """The cells above hidden columns that a press fills."""
    for table, column in layout.fault_columns:
        yield from first_cells(table, column)
    yield spare_cell(layout.staffing)
    yield spare_cell(layout.spending)


def row_blocks(layout: Layout) -> Iterator[RowBlock]:
    """Staffing and Spending as blocks of rows."""
    for table in (layout.staffing, layout.spending):
        letters = layout.letters(table)
        columns = tuple((letters[c.name], _slot_kind(c)) for c in _filled(table))
        variants = (required_variant(table),) if table is layout.staffing else ()
        yield RowBlock(table.name, table.sheet, table.first, table.rows, columns, variants)


def _filled(table: Table) -> list[Column]:
    return [column for column in table.columns if column.role is not Role.FIXED]


def _slot_kind(column: Column) -> SlotKind:
    """A formula always has a value of its kind; any other cell may be blank."""
    return _FORMULA_SLOTS[column.kind] if column.role is Role.COMPUTED else SlotKind.ANY


def _row(table: Table, view: object) -> list[Value]:
    """One row's values, in the order of the block's columns."""
    return [_slot_value(column, column.value(view)) for column in _filled(table)]


def _slot_value(column: Column, value: Value) -> Value:
    """A value as its slot takes it: cents as they are where the slot itself makes them dollars."""
    if column.role is Role.COMPUTED and column.kind is Kind.CENTS:
        return value
    return cell_value(column.kind, value)


def _blank_values(layout: Layout) -> dict[str, dict[str, Value]]:
    """What the formulas of Staffing and Spending give in rows that nobody has filled."""
    views = Views(layout, pattern_case(layout))
    found: dict[str, dict[str, Value]] = {}
    for table in (layout.staffing, layout.spending):
        letters = layout.letters(table)
        here = found.setdefault(table.sheet, {})
        blank = views.rows(table, everything=True)[0]
        for column in table.columns:
            if column.role is Role.COMPUTED:
                value = cell_value(column.kind, column.value(blank))
                for row in range(table.first, table.last + 1):
                    here[f"{letters[column.name]}{row}"] = value
    return found


def _table_values(layout: Layout, views: Views) -> Iterator[Value]:
    for table in layout.tables:
        if table.name in BLOCKS:
            continue
        for row, view in enumerate(views.rows(table, everything=True), start=table.first):
            for column in table.columns_in(row):
                if column.role is not Role.FIXED:
                    yield cell_value(column.kind, column.value(view))


def _derived(
    layout: Layout, views: Views, blocks: Mapping[str, Sequence[Sequence[Value]]]
) -> Iterator[Value]:
    """Where the first faults are, from the columns already worked out."""
    for table, column in layout.fault_columns:
        if table.name in BLOCKS:
            at = _filled(table).index(column)
            letters = [row[at] for row in blocks[table.name]]
        else:
            letters = [column.value(view) for view in views.rows(table, everything=True)]
        yield from first_values(table, letters)
    for table in (layout.staffing, layout.spending):
        at = [column.name for column in _filled(table)].index("used")
        yield table.rows - sum(row[at] for row in blocks[table.name])


def marks_of(case: Case) -> dict[str, str]:
    """The text of every mark but the token's, which is still to be made."""
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
        "site_account": site_account(case.setting),
    }
    return {mark(name): facts.get(name, "") for name in (*MARKS, "site_account")}
