"""What may stand in a list of the policy: its kinds side by side, as the columns of one table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_origin

from bsa_xl.policy.document import Block
from bsa_xl.policy.grammar import bare, words_of

from .leaves import ELSEWHERE, Form, Leaf, Path, blocks_in, inside, leaves_of, said_of

#: Keys by which a person knows a row, the best one first.
NAMES = ("id", "rule", "counts", "label", "title")
#: The order of a row's keys: first these, then what is needed, then the rest.
_FIRST = {"id": 0, "rule": 0, "kind": 1, "label": 2, "title": 2, "program": 3, "unit": 4, "note": 9}
_LATE = {Form.SOURCE: 6, Form.DATED: 7, Form.PARTS: 8}

Raw = Any  #: dictionaries, lists, texts and None, as `tree.read_tree` gives them


@dataclass(frozen=True, slots=True)
class Group:
    """One kind of row.

    Attributes:
        word: what its kind is called in the file; empty where there is only one.
        leaves: its fields, in the order in which they are written.
    """

    word: str
    block: type[Block]
    leaves: tuple[Leaf, ...]

    @property
    def about(self) -> str:
        """What it is, in a sentence."""
        return said_of(self.block)

    def has_cell(self, path: Path) -> bool:
        """Whether this kind has such a field, and writes it in the row's own cell."""
        leaf = self.leaf(path)
        return leaf is not None and leaf.form not in ELSEWHERE

    def leaf(self, path: Path) -> Leaf | None:
        """The field of that way; None where this kind has none."""
        return next((leaf for leaf in self.leaves if leaf.path == path), None)


@dataclass(frozen=True, slots=True)
class Family:
    """All kinds that may stand in one list."""

    groups: tuple[Group, ...]

    @property
    def has_kinds(self) -> bool:
        """Whether a key ``kind`` tells them apart."""
        return any(group.leaf(("kind",)) for group in self.groups)

    def columns(self) -> tuple[Leaf, ...]:
        """The fields of all kinds that have a cell in the row; words of all kinds together."""
        merged: dict[Path, Leaf] = {}
        for group in self.groups:
            for leaf in group.leaves:
                if leaf.form in ELSEWHERE:
                    continue
                known = merged.get(leaf.path)
                merged[leaf.path] = leaf if known is None else _both(known, leaf)
        everywhere = len(self.groups)
        shares = {path: sum(1 for g in self.groups if g.leaf(path)) for path in merged}
        return tuple(
            sorted(
                merged.values(),
                key=lambda leaf: _rank(leaf, is_shared=shares[leaf.path] == everywhere),
            )
        )

    def own(self, column: Leaf, row: Mapping[str, Raw]) -> Leaf | None:
        """A column's field as a row's own kind writes it; None where the kind has no such cell."""
        group = self.group_of(row)
        if group is None:
            return column
        own = group.leaf(column.path)
        if own is None or own.form in ELSEWHERE:
            return None
        return own if own.form is not column.form else column

    def elsewhere(self, form: Form) -> dict[Path, Leaf]:
        """The fields of all kinds that have rows of their own on another sheet."""
        found: dict[Path, Leaf] = {}
        for group in self.groups:
            for leaf in group.leaves:
                if leaf.form is form:
                    found.setdefault(leaf.path, leaf)
        return found

    def group_of(self, row: Mapping[str, Raw]) -> Group | None:
        """The kind that a row is; None where it does not say."""
        if len(self.groups) == 1:
            return self.groups[0]
        if self.has_kinds:
            return next((g for g in self.groups if g.word == row.get("kind")), None)
        return next((g for g in self.groups if g.word in row), None)

    def name_of(self, row: Mapping[str, Raw]) -> str:
        """By what a person knows the row; empty where nothing in it has a name."""
        for key in NAMES:
            if isinstance(row.get(key), str) and row[key]:
                return str(row[key])
        return next((value for value in row.values() if isinstance(value, str) and value), "")


def _both(known: Leaf, other: Leaf) -> Leaf:
    words = (*known.words, *(word for word in other.words if word not in known.words))
    return Leaf(
        known.path,
        known.form,
        known.is_needed and other.is_needed,
        words if known.words and other.words else (),
        known.stands or other.stands,
        known.parts,
        known.about or other.about,
    )


def _rank(leaf: Leaf, *, is_shared: bool) -> int:
    """Where a column stands: what names a row, what all kinds need, what some have, the rest."""
    if len(leaf.path) == 1 and leaf.key in _FIRST:
        return _FIRST[leaf.key]
    if leaf.form is Form.SOURCE and leaf.is_needed:
        return 5
    if is_shared:
        return 4 if leaf.is_needed else 8
    return 6 if leaf.is_needed else 7


def _written(leaf: Leaf) -> int:
    """Where a key stands in the file."""
    return _FIRST.get(leaf.path[0], _LATE.get(leaf.form, 4 if leaf.is_needed else 5))


def family_of(shape: Any) -> Family:  # noqa: ANN401 - typing's forms have no type
    """The kinds of blocks that a shape lets in."""
    blocks, shape = blocks_in(shape), bare(shape)
    words = words_of(shape) if len(blocks) > 1 else ()
    groups = []
    for number, block in enumerate(blocks):
        leaves = tuple(sorted(leaves_of(block), key=_written))
        groups.append(Group(words[number] if words else "", block, leaves))
    return Family(tuple(groups))


@dataclass(frozen=True, slots=True)
class Section:
    """A list or dictionary of the policy that has a sheet of its own.

    Attributes:
        key: its key in the file.
        is_named: whether its rows are known by a name that is no field of theirs.
    """

    key: str
    family: Family
    is_named: bool

    @property
    def title(self) -> str:
        """The sheet's name."""
        return self.key.replace("_", " ").capitalize()


@cache
def sections_of(policy: type[Block]) -> tuple[Section, ...]:
    """The lists of blocks of a policy, in the model's order."""
    found = []
    for key, field in policy.model_fields.items():
        of = inside(field.annotation)
        if of is not None and blocks_in(of):
            origin: Any = get_origin(bare(field.annotation))
            is_named = origin is dict
            found.append(Section(key, family_of(of), is_named))
    return tuple(found)


@cache
def settings_of(policy: type[Block]) -> tuple[Leaf, ...]:
    """What a policy says once: every other field, those of its single blocks flattened."""
    listed = {section.key for section in sections_of(policy)}
    return tuple(leaf for leaf in leaves_of(policy) if leaf.path[0] not in listed)


def single_blocks(policy: type[Block]) -> Iterator[str]:
    """The keys of the policy's single blocks."""
    for key, field in policy.model_fields.items():
        if blocks_in(field.annotation):
            yield key
