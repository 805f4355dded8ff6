"""What refers to what in a package, and what kind each part is said to be."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import unquote

from . import kinds
from .archive import Archive
from .markup import scan
from .part import Attributes, Meter, Part
from .refusal import SAVE_AGAIN, refused, shown

_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/"
_RELATIONSHIP = f"{_NAMESPACE}relationships Relationship"
_DEFAULT = f"{_NAMESPACE}content-types Default"
_OVERRIDE = f"{_NAMESPACE}content-types Override"
CONTENT_TYPES = "[Content_Types].xml"


class Relationship(NamedTuple):
    """One reference from a part.

    Attributes:
        identifier: by which the part names it, ``rId1``.
        kind: the last word of its type, ``worksheet``.
        family: the type without its last word.
        target: the part it leads to; for an external one the address as it stands.
        external: whether it leads out of the file.
    """

    identifier: str
    kind: str
    family: str
    target: str
    external: bool


class Wiring(NamedTuple):
    """All relationships and content types of a package.

    Attributes:
        relationships: by the part that they belong to, the whole package being ``""``.
        types: content type of each part, in lower case; empty where none is given.
        parts: each part's own spelling of its name, by its name in lower case.
    """

    relationships: Mapping[str, tuple[Relationship, ...]]
    types: Mapping[str, str]
    parts: Mapping[str, str]

    def of(self, part: str, kind: str) -> list[Relationship]:
        """The part's relationships of one kind."""
        return [r for r in self.relationships.get(part, ()) if r.kind == kind]

    def part(self, relationship: Relationship) -> str | None:
        """The name of the part it leads to; None when it leads out or to nothing."""
        if relationship.external:
            return None
        return self.parts.get(relationship.target.lower())


def read_wiring(archive: Archive, meter: Meter) -> Wiring:
    """Read the content types and every relationships part.

    Raises:
        PackageRefused: one cannot be read, or points outside the file.
    """
    relationships: dict[str, tuple[Relationship, ...]] = {}
    total = 0
    parts = {name.lower(): name for name in archive.members}
    for name in archive.members:
        if is_wiring(name) and name != CONTENT_TYPES:
            folder, _, file = name.rpartition("/")
            owner = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
            part = Part(name, archive.unpack(name), archive.limits, meter)
            relationships[owner] = found = _read_relationships(
                part, parts, posixpath.dirname(folder)
            )
            total += len(found)
            _bound(total, archive)
    return Wiring(
        relationships,
        _read_types(archive, meter),
        parts,
    )


def _bound(total: int, archive: Archive) -> None:
    limit = archive.limits.relationships
    if total > limit:
        raise refused(
            kinds.LIMIT, f"The file has more than {limit:,} references inside it.", SAVE_AGAIN
        )


def is_wiring(name: str) -> bool:
    """Whether a part holds content types or relationships."""
    folder, _, file = name.rpartition("/")
    return name == CONTENT_TYPES or (
        file.endswith(".rels") and posixpath.basename(folder) == "_rels"
    )


def _read_relationships(
    part: Part, parts: Mapping[str, str], folder: str
) -> tuple[Relationship, ...]:
    found: dict[str, Relationship] = {}

    def visit(tag: str, attributes: Attributes) -> None:
        if tag != _RELATIONSHIP:
            return
        identifier, target = attributes.get("Id", ""), attributes.get("Target", "")
        family, _, kind = attributes.get("Type", "").rpartition("/")
        external = attributes.get("TargetMode", "Internal") == "External"
        if not external:
            target = _inside(part, parts, folder, target)
        if identifier in found:
            raise refused(
                kinds.RELATIONSHIP,
                f"The part {shown(part.name)} of the file uses {shown(identifier)} for two things.",
                SAVE_AGAIN,
            )
        found[identifier] = Relationship(identifier, kind, family, target, external)

    scan(part, visit)
    return tuple(found.values())


def _inside(part: Part, parts: Mapping[str, str], folder: str, target: str) -> str:
    """The part that a target names, which must lie in the package; fragments are dropped.

    A target that climbs above the top of the package is taken from the top, as RFC 3986
    (5.2.4) has it and LibreOffice writes it, but only where that leads to a part.
    """
    path = unquote(target.partition("#")[0])
    if not path:
        return ""
    steps = [] if path.startswith("/") else folder.split("/") if folder else []
    above = path.startswith("//") or any(c in path for c in ":\\")
    for step in path.removeprefix("/").split("/"):
        if step == "..":
            above = above or not steps
            steps = steps[:-1]
        elif step != ".":
            steps.append(step)
    inside = "/".join(steps)
    if above and inside.lower() not in parts:
        raise refused(
            kinds.RELATIONSHIP,
            f"The part {shown(part.name)} of the file points to {shown(target)}, outside the file.",
            SAVE_AGAIN,
        )
    return inside


def _read_types(archive: Archive, meter: Meter) -> dict[str, str]:
    """The content type of every part that has one."""
    by_extension: dict[str, str] = {}
    by_name: dict[str, str] = {}
    part = Part(CONTENT_TYPES, archive.unpack(CONTENT_TYPES), archive.limits, meter)

    def visit(tag: str, attributes: Attributes) -> None:
        content_type = attributes.get("ContentType", "").lower()
        if tag == _DEFAULT:
            by_extension[attributes.get("Extension", "").lower()] = content_type
        elif tag == _OVERRIDE:
            name = unquote(attributes.get("PartName", "")).removeprefix("/").lower()
            if by_name.setdefault(name, content_type) != content_type:
                raise refused(
                    kinds.ZIP_MISMATCH,
                    f"The file gives two kinds for its part {shown(name)}.",
                    SAVE_AGAIN,
                )

    scan(part, visit)
    return {
        name: by_name.get(name.lower(), by_extension.get(name.rpartition(".")[2].lower(), ""))
        for name in archive.members
    }
