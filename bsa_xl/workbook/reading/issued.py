"""The locked content of a workbook as it was issued, cell by cell.

Worked out only when what came back differs: from the template, which is built again, and from the
school's snapshot.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from bsa_xl.budget import Plan, StaffingRow, price
from bsa_xl.workbook.case import Case, Identity
from bsa_xl.workbook.declare import Role
from bsa_xl.workbook.layout import Layout
from bsa_xl.workbook.package import read_package
from bsa_xl.workbook.sealing import (
    CanonicalTexts,
    CellAt,
    CellMap,
    Content,
    Fixed,
    canonical_value,
    digest_of,
    read_content,
    slots_text,
    with_marks,
    words_text,
)
from bsa_xl.workbook.sheets.staffing import REQUIRED_LOCKED
from bsa_xl.workbook.snapshot import SNAPSHOT_SHEET, school_cells
from bsa_xl.workbook.values import Views, cell_value

from .forms import Snapshot
from .records import OfficeTemplate


@dataclass(frozen=True, slots=True)
class Issued:
    """What was locked in a workbook, by cell, in canonical form; blank cells may be left out.

    Attributes:
        digest: over all of it, as the register or the token has it if it is what was issued.
    """

    fixed: Fixed
    words: Mapping[CellAt, str]
    slots: Mapping[CellAt, str]
    digest: str


def issued_content(
    snapshot: Snapshot,
    identity: Identity,
    template: OfficeTemplate | None,
    texts: CanonicalTexts,
) -> Issued | None:
    """What was locked in the workbook of a snapshot when it was issued.

    Args:
        snapshot: with setting and letter.
        identity: of the workbook.
        template: that the office edited; None to build it.
        texts: canonical forms.

    Returns:
        None where the edited template is none.
    """
    from bsa_xl.workbook.press import marks_of  # noqa: PLC0415 - heavy; only if something differs

    form = snapshot.form
    content = _template_content(form.templates, form.cells, template, texts)
    if content is None:
        return None
    case = _case_as_issued(snapshot, identity)
    words = dict(_words(content, marks_of(case)))
    slots = dict(_slots(form.cells, case))
    for ref, part in school_cells(snapshot.text):
        slots[SNAPSHOT_SHEET, ref] = part
    singles = [slots.get(at, "") for at in form.cells.single_slots]
    columns = [
        [slots.get((table.sheet, ref), "") for ref in refs]
        for table, refs in form.cells.slot_columns
    ]
    locked = [
        slots.get(at, "")
        for row in required_rows(snapshot)
        for at in locked_cells(form.layout, row)
    ]
    digest = digest_of(
        content.fixed.digest, words_text(words), slots_text(singles, columns, snapshot.text, locked)
    )
    return Issued(content.fixed, words, slots, digest)


def required_rows(snapshot: Snapshot) -> list[int]:
    """The rows of Staffing as issued in which a required position stands."""
    first = snapshot.form.layout.staffing.first
    return [first + n for n, now in enumerate(snapshot.setting.now) if now.required]


def locked_cells(layout: Layout, row: int) -> list[CellAt]:
    """What is locked in a row of a required position, though it is an input elsewhere."""
    letters = layout.letters(layout.staffing)
    return [(layout.staffing.sheet, f"{letters[name]}{row}") for name in REQUIRED_LOCKED]


def _template_content(
    kept: dict[str, Content | None],
    cells: CellMap,
    template: OfficeTemplate | None,
    texts: CanonicalTexts,
) -> Content | None:
    """The content of the template; a desk keeps it."""
    from bsa_xl.workbook.template import build_template  # noqa: PLC0415 - heavy, as above

    key = "" if template is None else template.sha256
    if key not in kept:
        layout = cells.layout
        data = build_template(layout) if template is None else template.at_size(layout)
        package = None if data is None else read_package(data, "template")
        kept[key] = None if package is None else read_content(package, cells, texts, ())
    return kept[key]


def _words(content: Content, marks: Mapping[str, str]) -> Iterator[tuple[CellAt, str]]:
    """The texts of the sheets with the school's own in the place of marks."""
    for at, text in content.words.items():
        said = with_marks(text, marks)
        if said:
            yield at, said


def _case_as_issued(snapshot: Snapshot, identity: Identity) -> Case:
    """The workbook's case as far as its locked cells go."""
    setting = snapshot.setting
    rows = []
    for n, now in enumerate(setting.now):
        if now.required:
            action, title, how_many, each = snapshot.opened.get(now.key, (None,) * 4)
            place = snapshot.form.layout.place(snapshot.form.layout.staffing, n)
            rows.append(
                StaffingRow(
                    now.key, place, action=action, title=title,
                    how_many=_number(how_many), fte_each=_number(each),
                )
            )  # fmt: skip
    named = replace(identity, policy=snapshot.policy)
    return Case(named, snapshot.letter, price(setting, Plan(staffing=tuple(rows))), {})


def _number(text: Any) -> Decimal | None:  # noqa: ANN401 - as JSON gives it
    return None if text is None else Decimal(text)


def _slots(cells: CellMap, case: Case) -> Iterator[tuple[CellAt, str]]:
    """Every stamped cell with its value."""
    layout = cells.layout
    views = Views(layout, case)
    required = {now.key for now in case.setting.now if now.required}
    for table in layout.tables:
        letters = layout.letters(table)
        for row, view in enumerate(views.rows(table, everything=True), start=table.first):
            for column in table.columns_in(row):
                is_locked = (
                    table.name == layout.staffing.name
                    and column.name in REQUIRED_LOCKED
                    and view.key in required
                )
                if column.role is Role.STAMPED or is_locked:
                    at = table.sheet, f"{letters[column.name]}{row}"
                    yield at, canonical_value(cell_value(column.kind, column.value(view)))
    for single in layout.singles:
        if single.role is Role.STAMPED:
            value = cell_value(single.kind, single.value(case))
            yield (single.sheet, single.ref), canonical_value(value)
