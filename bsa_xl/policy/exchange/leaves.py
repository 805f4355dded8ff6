"""The fields of a policy's blocks as cells: what form each has, read from the models' annotations.

A block inside a block is flattened, so that a gate's conditions stand beside what they are for. A
field of a shape that has no form of its own is written as YAML in one cell, so that no new kind of
component can fail to appear.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from bsa_xl.citation import Citation
from bsa_xl.policy.dated import DatedValue
from bsa_xl.policy.document import Block
from bsa_xl.policy.grammar import bare, words_of
from bsa_xl.policy.marks import Stands, marks_of

#: The way to a field from the block that a row is about.
Path = tuple[str, ...]


class Form(Enum):
    """How a field is written in a workbook."""

    TEXT = "text"
    NUMBER = "number"
    TRUTH = "yes or no"
    DAY = "date"
    WORD = "one of certain words"
    TEXTS = "texts with commas between them"
    PAIRS = "name = value, with semicolons"
    LISTS = "name = values, with semicolons"
    SOURCE = "a row of the sheet Sources"
    DATED = "a row of the sheet Values"
    PARTS = "rows of the sheet Parts"
    YAML = "YAML on one line"


#: Forms that have a row elsewhere, not a cell in the block's own row.
ELSEWHERE = (Form.DATED, Form.PARTS)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One field.

    Attributes:
        path: the way to it.
        form: how it is written.
        is_needed: whether the block is not complete without it.
        words: the words that fit, where only certain words do.
        stands: what a name stands for, where the model says so.
        parts: what may stand in the list, for `Form.PARTS`.
        about: what it means, in the words of the model's own documentation.
    """

    path: Path
    form: Form
    is_needed: bool = False
    words: tuple[str, ...] = ()
    stands: Stands | None = None
    parts: Any = None
    about: str = ""

    @property
    def key(self) -> str:
        """The last step of the way."""
        return self.path[-1]


def blocks_in(shape: Any) -> tuple[type[Block], ...]:  # noqa: ANN401 - typing's forms have no type
    """The kinds of blocks that a shape lets in; none where it is no block."""
    shape = bare(shape)
    if get_origin(shape) in (Union, types.UnionType):
        kinds = [each for part in get_args(shape) for each in blocks_in(part)]
        return tuple(kinds) if len(kinds) == len(get_args(shape)) else ()
    return (shape,) if isinstance(shape, type) and issubclass(shape, Block) else ()


def inside(shape: Any) -> Any:  # noqa: ANN401 - typing's forms have no type
    """What a list or dictionary holds; None for any other shape."""
    shape = bare(shape)
    origin: Any = get_origin(shape)
    if origin is tuple:
        return get_args(shape)[0]
    return get_args(shape)[1] if origin is dict else None


@cache
def leaves_of(block: type[Block], above: tuple[type[Block], ...] = ()) -> tuple[Leaf, ...]:
    """The fields of a block in the model's order, those of blocks inside it included.

    Args:
        block: the block.
        above: the blocks that it is inside of; one inside itself is written as YAML.
    """
    return tuple(_leaves(block, above))


def _leaves(block: type[Block], above: tuple[type[Block], ...]) -> Iterator[Leaf]:
    about = described(block)
    for key, field in block.model_fields.items():
        inner = blocks_in(field.annotation)
        if inner and not {block, *above} & set(inner):
            once: dict[Path, Leaf] = {}
            for each in inner:
                for leaf in leaves_of(each, (*above, block)):
                    once.setdefault(leaf.path, leaf)
            for leaf in once.values():
                is_needed = leaf.is_needed and field.is_required() and len(inner) == 1
                yield replace(leaf, path=(key, *leaf.path), is_needed=is_needed)
            continue
        marks = [*(m for m in field.metadata if isinstance(m, Stands)), *marks_of(field.annotation)]
        yield Leaf(
            (key,),
            form_of(field.annotation),
            field.is_required(),
            words_of(field.annotation),
            next((mark for mark in marks if isinstance(mark, Stands)), None),
            inside(field.annotation),
            about.get(key, ""),
        )


_FORMS = {
    Citation: Form.SOURCE,
    DatedValue: Form.DATED,
    Decimal: Form.NUMBER,
    int: Form.NUMBER,
    bool: Form.TRUTH,
    date: Form.DAY,
    str: Form.TEXT,
}


def form_of(shape: Any) -> Form:  # noqa: ANN401, PLR0911 - typing's forms; one line for each
    """The form of a field that is no block."""
    shape = bare(shape)
    if isinstance(shape, type) and shape in _FORMS:
        return _FORMS[shape]
    origin: Any = get_origin(shape)
    if origin is Literal:
        return Form.WORD
    of = bare(inside(shape))
    within: Any = get_origin(of)
    if origin is tuple and get_args(shape)[-1] is Ellipsis:
        if blocks_in(of):
            return Form.PARTS
        return Form.TEXTS if of is str or within is Literal else Form.YAML
    if origin is dict:
        if within is tuple and bare(inside(of)) is str:
            return Form.LISTS
        return Form.PAIRS if within is Literal or of in (str, Decimal, int, bool) else Form.YAML
    return Form.YAML


def described(block: type[Block]) -> dict[str, str]:
    """What the ``Attributes:`` of a block's documentation, and of its ancestors', say of each."""
    found: dict[str, str] = {}
    for kind in reversed(block.__mro__):
        lines = (kind.__doc__ or "").split("Attributes:", 1)
        if not issubclass(kind, Block) or len(lines) == 1:
            continue
        key = ""
        for line in lines[1].splitlines():
            name, colon, text = line.strip().partition(": ")
            if colon and name.isidentifier() and len(line) - len(line.lstrip()) <= 8:  # noqa: PLR2004
                key, found[name] = name, text
            elif key and line.strip():
                found[key] += f" {line.strip()}"
    return {key: text.replace("``", "") for key, text in found.items()}


def said_of(block: type[Block]) -> str:
    """The first paragraph of a block's documentation."""
    first = (block.__doc__ or "").strip().split("\n\n")[0]
    return " ".join(first.replace("``", "").split())
