"""A policy's file as a workbook that budget analysts edit in Excel."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from openpyxl import Workbook

from bsa_xl.finding import Finding
from bsa_xl.location import Location
from bsa_xl.policy.document import Block
from bsa_xl.policy.encoding import decode
from bsa_xl.policy.facts import PolicyFacts
from bsa_xl.policy.model import Policy
from bsa_xl.policy.read import read_policy
from bsa_xl.policy.tree import read_tree

from .cells import MOST_LETTERS
from .choices import Choices
from .contents import Contents, contents_of
from .families import Raw
from .front import write_kinds, write_start
from .kinds import WRONG_CELL
from .original import packed
from .sheets import KINDS, LISTS, ORIGINAL, START
from .timeless import without_time
from .writing import SheetWriter


@dataclass(frozen=True, slots=True)
class ToWorkbook:
    """A policy as a workbook.

    Attributes:
        data: the workbook's bytes; None where a finding is fatal.
        findings: of the policy's own file, by line.
        sheets: name of a sheet that is typed on to its rows.
    """

    data: bytes | None
    findings: tuple[Finding, ...]
    sheets: dict[str, int]


def policy_to_workbook(
    raw: bytes, *, name: str = "policy.yaml", facts: PolicyFacts | None = None
) -> ToWorkbook:
    """Write a policy as a workbook; one with a fatal fault is not written.

    Args:
        raw: the bytes of the policy's file; the workbook carries them along, so that
            `policy_from_workbook` gives them back where nothing was edited.
        name: the file's name, for findings and the sheet Start.
        facts: what the district supplies, to check the policy's names against it as well.
    """
    file, findings = read_policy(raw, name=name, facts=facts)
    if file is None:
        return ToWorkbook(None, findings, {})
    text, _ = decode(raw, name)
    written, _ = read_tree(text, name)
    data = written.data if written is not None else {}
    contents = contents_of(data)
    too_long = tuple(_too_long(contents, name))
    if too_long:
        return ToWorkbook(None, (*findings, *too_long), {})
    book = book_of(data, contents, raw, name)
    rows = {sheet.name: len(sheet.rows) for sheet in contents.sheets}
    return ToWorkbook(book, findings, rows)


def book_of(
    data: Raw, contents: Contents, raw: bytes, name: str, policy: type[Block] = Policy
) -> bytes:
    """The bytes of a workbook.

    Args:
        data: the policy, as plain data.
        contents: its sheets.
        raw: the bytes of its file.
        name: of its file.
        policy: its model.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    start = book.create_sheet(START)
    lists = book.create_sheet(LISTS)
    choices = Choices(lists, contents, policy)
    footer = f"{data.get('title', '')} - {name}"
    write_start(start, data, contents, name)
    for what in contents.sheets:
        sheet = book.create_sheet(what.name)
        SheetWriter(sheet, what, choices, policy).write(footer)
    write_kinds(book.create_sheet(KINDS), policy, footer)
    book.move_sheet(lists, len(book.sheetnames))
    lists.sheet_state = "hidden"
    original = book.create_sheet(ORIGINAL)
    original.sheet_state = "veryHidden"
    for row, part in enumerate(packed(raw, name), start=1):
        cell = original.cell(row, 1, part)
        cell.data_type, cell.number_format = "s", "@"
    book.properties.creator = "BSA-XL"
    book.properties.title = str(data.get("title", ""))
    book.properties.created = book.properties.modified = datetime(2000, 1, 1)  # noqa: DTZ001 - the same policy, the same bytes
    out = io.BytesIO()
    book.save(out)
    return without_time(out.getvalue())


def _too_long(contents: Contents, name: str) -> Iterator[Finding]:
    for sheet in contents.sheets:
        for row in sheet.rows:
            for seen in row.cells:
                if isinstance(seen, str) and len(seen) > MOST_LETTERS:
                    yield WRONG_CELL.at(
                        Location(file=name),
                        f"A text of {len(seen):,} characters at {row.key} fits into no cell.",
                        f"Shorten it to {MOST_LETTERS:,}.",
                    )
