"""Which part of the package holds which sheet, wherever the writing program put it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from .container import ROOT_RELATIONSHIPS, Member
from .xml_text import MAIN, as_utf8, not_a_template, split_name, walk

_TRUE = frozenset({"1", "true"})


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook's sheets.

    Attributes:
        sheets: the part of each worksheet, by the sheet's name.
        is_1904: whether days are counted from 1 January 1904, as old Macs did.
        part: the part that lists the sheets and names.
    """

    sheets: dict[str, str]
    is_1904: bool
    part: str


def read_book(members: Mapping[str, Member]) -> Book:
    """Find the sheets by following the relationships from the package's root.

    Raises:
        TemplateError: they lead nowhere.
    """
    roots = _relationships(members, "").values()
    workbook = next((to for kind, to in roots if kind.endswith("/officeDocument")), "")
    if workbook not in members:
        raise not_a_template("", "it is no workbook")
    targets = _relationships(members, workbook)
    sheets: dict[str, str] = {}
    is_1904 = False

    def start(_at: int, name: str, attributes: Mapping[str, str]) -> None:
        nonlocal is_1904
        space, local, _ = split_name(name)
        if space not in MAIN:
            return
        if local == "workbookPr":
            is_1904 = attributes.get("date1904", "") in _TRUE
        elif local == "sheet":
            kind, target = targets.get(_relationship_id(attributes), ("", ""))
            if kind.endswith("/worksheet"):
                sheets[attributes.get("name", "")] = target

    walk(workbook, as_utf8(workbook, members[workbook].content()), start)
    for part in sheets.values():
        if part not in members:
            raise not_a_template(part, "a sheet is missing")
    return Book(sheets, is_1904, workbook)


def _relationship_id(attributes: Mapping[str, str]) -> str:
    """The attribute ``r:id``, in either of the two namespaces for it."""
    for name, value in attributes.items():
        space, local, _ = split_name(name)
        if local == "id" and space.endswith("/relationships"):
            return value
    return ""


def _relationships(members: Mapping[str, Member], part: str) -> dict[str, tuple[str, str]]:
    """Kind and target part of each internal relationship, by id."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels") if part else ROOT_RELATIONSHIPS
    if path not in members:
        return {}
    found: dict[str, tuple[str, str]] = {}

    def start(_at: int, reported: str, attributes: Mapping[str, str]) -> None:
        local = split_name(reported)[1]
        if local == "Relationship" and attributes.get("TargetMode") != "External":
            to = unquote(attributes.get("Target", ""))
            target = posixpath.normpath(posixpath.join("/", folder, to))
            found[attributes.get("Id", "")] = (attributes.get("Type", ""), target.lstrip("/"))

    walk(path, as_utf8(path, members[path].content()), start)
    return found
