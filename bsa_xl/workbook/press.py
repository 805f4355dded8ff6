"""The press: a template built and compiled once, from which every school's workbook is stamped."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from .case import Case
from .cell_slots import row_blocks, slots
from .declare import Role, Value
from .identity import seal
from .layout import Layout
from .package import read_package
from .pages import MARKS, mark
from .required_rows import REQUIRED
from .row_values import KnownRows, RowValues
from .sealing import Sealer, make_sealer
from .sheets.lists import site_account
from .snapshot import letter_fields, school_cells, school_text
from .stamping import (
    CompiledTemplate,
    Deflate,
    compile_template,
    set_cached_values,
    zlib_stream,
)
from .template import build_template
from .values import Views, cell_value, pattern_case

#: Bytes that say how long the sealer's part of a kept press is.
_LENGTH = 8


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
        rows: how its values are worked out.
    """

    layout: Layout
    fingerprint: str
    compiled: CompiledTemplate
    sealer: Sealer
    rows: RowValues

    def stamp(
        self,
        case: Case,
        sign: Callable[[bytes], str] | None,
        *,
        deflate: Deflate,
        own: str = "",
    ) -> Stamped:
        """One school's workbook.

        Args:
            case: what it shows.
            sign: makes the signature; None leaves the workbook unsigned.
            deflate: how to compress.
            own: the case's setting as `setting_text` gives it, where that was asked for before.
        """
        views = Views(self.layout, case)
        work = self.rows
        blocks = {"Staffing": work.staffing(case), "Spending": work.spending(views)}
        school = school_text(case.setting, snapshot_extra(case), own)
        cells = [
            *work.tables(views),
            *work.singles(case),
            *work.derived(views, blocks),
            *(part for _, part in school_cells(school)),
        ]
        marks = marks_of(case)
        required = [n for n, now in enumerate(case.setting.now) if now.required]
        digest = self.sealer.digest(cells, blocks, marks, school, required)
        marks[mark("token")] = seal(case.identity, digest, sign).text
        variants = {"Staffing": dict.fromkeys(required, REQUIRED)}
        data = self.compiled.stamp(cells, blocks, marks, variants=variants, deflate=deflate)
        values = zlib_stream(school.encode(), deflate)
        return Stamped(data, digest, values, self.fingerprint)

    def to_bytes(self) -> bytes:
        """For a cache; `restore` reads it back."""
        seal_part = self.sealer.to_bytes()
        return len(seal_part).to_bytes(_LENGTH) + seal_part + self.compiled.to_bytes()


def prepare(
    layout: Layout,
    fingerprint: str,
    template: bytes | None = None,
    known: KnownRows | None = None,
) -> Press:
    """Build the template (or take a district's edited one) and compile it.

    Args:
        layout: what stands where.
        fingerprint: what to call it.
        template: a template of this layout that was edited in Excel; None builds it.
        known: rows that presses of the same district have worked out; they are added to.

    Raises:
        TemplateError: an edited template lacks a cell, a formula or a mark of its layout.
        PackageRefused: an edited template could not even be read if a school sent it back.
    """
    blank = _blank_values(layout)
    if template is None:
        package = build_template(layout, blank)
    else:
        package = set_cached_values(template, blank)
    marks = [mark(name) for name in (*MARKS, "site_account")]
    compiled = compile_template(package, list(slots(layout)), list(row_blocks(layout)), marks)
    sealer = make_sealer(layout, list(slots(layout)), read_package(package, "template"))
    rows = RowValues(layout, {} if known is None else known)
    return Press(layout, fingerprint, compiled, sealer, rows)


def restore(
    layout: Layout, fingerprint: str, kept: bytes, known: KnownRows | None = None
) -> Press | None:
    """A press from a cache; None where the bytes are not whole, or of another version."""
    length = _LENGTH + int.from_bytes(kept[:_LENGTH])
    try:
        sealer = Sealer.from_bytes(layout, list(slots(layout)), kept[_LENGTH:length])
        compiled = CompiledTemplate.from_bytes(kept[length:])
    except ValueError:
        return None
    rows = RowValues(layout, {} if known is None else known)
    return Press(layout, fingerprint, compiled, sealer, rows)


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
