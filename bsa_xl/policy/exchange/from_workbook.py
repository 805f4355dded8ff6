"""A policy's workbook that came back, as the policy's file: what was not edited stays as it was."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bsa_xl.finding import Finding
from bsa_xl.location import Location
from bsa_xl.policy.document import Block
from bsa_xl.policy.encoding import decode
from bsa_xl.policy.facts import PolicyFacts
from bsa_xl.policy.model import Policy
from bsa_xl.policy.read import read_policy
from bsa_xl.policy.sentences import quote
from bsa_xl.policy.tree import read_tree

from .changes import Change, changes_between
from .checking import check_returned
from .contents import contents_of
from .families import Raw, sections_of
from .kinds import IGNORED, NO_SHEET, NOT_A_BOOK, TEXT_LOST
from .nodes import Tree
from .opening import Grid, open_book
from .ordering import in_order, ranks_of
from .original import unpacked
from .owners import Owners
from .patching import Patch
from .rendering import document
from .returned import Returned
from .returned_parts import take_parts
from .returned_rows import take_section, take_settings, take_sources
from .returned_values import take_values, year_header
from .sheets import KINDS, LISTS, ORIGINAL, PARTS, POLICY, SOURCES, START, VALUES, Column, Sheet
from .tables import Table, ignored_columns, read_table

_NOT_TYPED_ON = {START, KINDS, LISTS, ORIGINAL}


@dataclass(frozen=True, slots=True)
class FromWorkbook:
    """A policy out of a workbook.

    Attributes:
        raw: the bytes of the policy's file; None where a finding is fatal.
        changes: what differs from the policy that the workbook was made from.
        original: SHA-256 of that policy's bytes; empty where the workbook does not know it.
        findings: by sheet and cell.
    """

    raw: bytes | None
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...] = ()
    original: str = ""


def policy_from_workbook(
    data: bytes, *, name: str = "policy.xlsx", facts: PolicyFacts | None = None
) -> FromWorkbook:
    """Read a policy's workbook, check the policy in it, and write it as a policy's file.

    What was not edited keeps every letter, remarks too; without an edit the bytes are those that
    the workbook was made from. Nothing is raised for a bad workbook, and nothing in it is guessed.

    Args:
        data: all bytes of the workbook.
        name: its name, for findings.
        facts: what the district supplies, to check the policy's names against it as well.
    """
    grids, refused = open_book(data)
    if refused:
        return FromWorkbook(None, (NOT_A_BOOK.at(Location(file=name), *refused),))
    raw, sha256 = _original_of(grids)
    book = read_book(grids, raw)
    findings = [*book.findings]
    if not book.is_broken:
        findings += check_returned(book, facts)
    if any(finding.is_fatal for finding in findings):
        return FromWorkbook(None, _in_order(findings, grids, name), original=sha256)
    made, lost = _written(book, raw)
    findings += lost
    _, told = read_policy(made, name=name, facts=facts)
    known = {finding.problem for finding in findings}
    findings += [each for each in told if each.is_fatal and each.problem not in known]
    fatal = any(finding.is_fatal for finding in findings)
    changes = () if book.old is None else tuple(changes_between(book))
    return FromWorkbook(None if fatal else made, _in_order(findings, grids, name), changes, sha256)


def read_book(
    grids: Mapping[str, Grid], raw: bytes | None, policy: type[Block] = Policy
) -> Returned:
    """What the sheets of a workbook say.

    Args:
        grids: the sheets.
        raw: the policy that the workbook was made from; None where that is lost.
        policy: the model.
    """
    old = None if raw is None else _tree_of(raw)
    contents = contents_of(old or {}, policy)
    book = Returned(policy, old, contents)
    if old is None:
        book.tell(
            TEXT_LOST,
            Location(sheet=ORIGINAL),
            "The workbook does not hold the text of the policy that it was made from.",
            "The policy is written anew, without remarks; compare it with the one you have.",
        )
    tables = {sheet.name: _table(grids, sheet, book) for sheet in contents.sheets}
    take_sources(book, tables[SOURCES])
    take_settings(book, tables[POLICY])
    for section in sections_of(policy):
        take_section(book, section, tables[section.title])
    owners = Owners(book)
    take_parts(book, owners, tables.get(PARTS))
    take_values(book, owners, tables[VALUES])
    for table in tables.values():
        book.findings += ignored_columns(table) if table else ()
    book.findings += _further_sheets(grids, {sheet.name for sheet in contents.sheets})
    ranks = ranks_of(policy, book.data)
    book.data = in_order(book.data, ranks)
    book.is_broken = any(finding.kind is NO_SHEET for finding in book.findings) or any(
        table.is_broken for table in tables.values() if table
    )
    return book


def _table(grids: Mapping[str, Grid], sheet: Sheet, book: Returned) -> Table | None:
    """A sheet as a table; None where it is missing, and a finding where it had rows."""
    grid = grids.get(sheet.name)
    if grid is None:
        if sheet.rows:
            problem = f"The sheet {sheet.name} is missing."
            remedy = "Put it back under that name; to take its rows out, delete the rows."
            book.tell(NO_SHEET, Location(sheet=sheet.name), problem, remedy)
        return None
    if not sheet.rows and not grid.cells:
        return None
    more = tuple(
        str(seen).strip()
        for seen in grid.cells.values()
        if sheet.name == VALUES and isinstance(seen, str) and year_header(seen.strip())
    )
    table = read_table(grid, _needed(sheet), more)
    book.findings += table.findings
    return table


def _needed(sheet: Sheet) -> tuple[Column, ...]:
    """The columns that must be there; a year that nothing is written under may be taken out."""
    if sheet.name != VALUES:
        return sheet.columns
    used = {
        column.title
        for place, column in enumerate(sheet.columns[1:])
        if any(row.cells[place] is not None for row in sheet.rows)
    }
    return tuple(c for c in sheet.columns if not year_header(c.title) or c.title in used)


def _original_of(grids: Mapping[str, Grid]) -> tuple[bytes | None, str]:
    """The bytes that the workbook was made from, and their SHA-256."""
    grid = grids.get(ORIGINAL)
    if grid is None:
        return None, ""
    rows = sorted((row, seen) for (row, column), seen in grid.cells.items() if column == 1)
    cells = [str(seen) for _, seen in rows]
    raw = unpacked(cells)
    return raw, cells[1] if raw is not None else ""


def _tree_of(raw: bytes) -> Raw:
    """The policy as plain data; None where it is none."""
    text, refused = decode(raw, "")
    written, _ = read_tree(text, "") if not refused else (None, ())
    return written.data if written is not None and isinstance(written.data, dict) else None


def _written(book: Returned, raw: bytes | None) -> tuple[bytes, list[Finding]]:
    """The policy's bytes: patched where the old ones are known, else written anew."""
    if raw is not None and book.data == book.old:
        return raw, []
    if raw is None:
        return document(book.data).encode("utf-8"), []
    text, _ = decode(raw, "")
    ranks = ranks_of(book.policy, book.data)
    patch = Patch(Tree(text), book.origins, lambda steps: ranks.get(steps, (0, "")))
    made = patch.text(book.old, book.data)
    written, faults = read_tree(made, "")
    if written is None or written.data != book.data or faults:
        lost = TEXT_LOST.at(
            Location(sheet=ORIGINAL),
            "The edits do not fit into the policy's own text.",
            "The policy is written anew, without remarks; compare it with the one you have.",
        )
        return document(book.data).encode("utf-8"), [lost]
    if raw.count(b"\r\n") == raw.count(b"\n") > 0:
        made = made.replace("\n", "\r\n")
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    return mark + made.encode("utf-8"), []


def _further_sheets(grids: Mapping[str, Grid], known: set[str]) -> Iterator[Finding]:
    for name, grid in grids.items():
        if name not in known and name not in _NOT_TYPED_ON and (grid.cells or grid.formulas):
            problem = f"The sheet {quote(name)} is no part of the policy and is not read."
            remedy = "Nothing is to be done, if it holds notes of yours."
            yield IGNORED.at(Location(sheet=name), problem, remedy)


def _in_order(findings: list[Finding], grids: Mapping[str, Grid], name: str) -> tuple[Finding, ...]:
    """By sheet and row, each said once."""
    sheets = list(grids)

    def place(finding: Finding) -> tuple[int, int, str]:
        sheet = finding.where.sheet
        digits = "".join(filter(str.isdigit, finding.where.cell.split(":")[0]))
        return (
            sheets.index(sheet) if sheet in sheets else -1,
            int(digits or 0),
            finding.where.cell,
        )

    once = {(one.where, one.id, one.problem): one for one in findings}
    return tuple(one.in_file(name) for one in sorted(once.values(), key=place))
