"""Where in the grammar a place of the file stands: which block, which key, and what fits there.

Read from the models' own annotations, so that a new kind of component needs no second description.
"""

from __future__ import annotations

import types
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from bsa_xl.citation import Citation

from .dated import DatedValue
from .document import Block, DatedBlock, SourceBlock
from .model import Policy
from .tree import Steps

#: What fits in a place: a class, ``Literal[...]``, ``tuple[...]``, ``dict[...]`` or a union.
Shape = Any


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the file, as the grammar sees it.

    Attributes:
        steps: the way to it in the file.
        block: the innermost block that it stands in, or is.
        block_steps: the way to that block.
        shape: what the grammar wants there; None where it knows no such key.
        is_key: the fault is in the key itself, not in its value.
    """

    steps: Steps
    block: type[Block]
    block_steps: Steps
    shape: Shape
    is_key: bool = False

    @property
    def key(self) -> str:
        """The last key on the way; empty for the whole file."""
        return next((step for step in reversed(self.steps) if isinstance(step, str)), "")


def place_of(location: tuple[str | int, ...], root: type[Block] = Policy) -> Place:
    """The place that a location of pydantic's means.

    Such a location names the chosen kind of component as if it were a key; the file does not.

    Args:
        location: pydantic's.
        root: what the file as a whole is.
    """
    place = Place((), root, (), root)
    for step in location:
        place = _step(place, step)
    return place


def _step(place: Place, step: str | int) -> Place:
    shape = bare(place.shape)
    if step == "[key]":
        return Place(place.steps, place.block, place.block_steps, shape, is_key=True)
    if _is_union(shape):
        chosen = next((kind for kind in get_args(shape) if _answers_to(kind, step)), None)
        return Place(place.steps, place.block, place.block_steps, chosen or shape)
    steps = (*place.steps, step)
    block = SourceBlock if shape is Citation else shape
    if isinstance(block, type) and issubclass(block, Block):
        known = block.model_fields.get(str(step))
        return Place(steps, block, place.steps, known.annotation if known else None)
    if shape is DatedValue:
        return Place(steps, place.block, place.block_steps, DatedBlock)
    inner = None
    if _origin(shape) in (tuple, dict):
        inner = get_args(shape)[0 if _origin(shape) is tuple else 1]
    return Place(steps, place.block, place.block_steps, inner)


def _origin(shape: Shape) -> Any:  # noqa: ANN401 - typing's own forms have no type
    return get_origin(shape)


def bare(shape: Shape) -> Shape:
    """The shape without its annotations and without the None of an optional one."""
    while _origin(shape) is Annotated:
        shape = get_args(shape)[0]
    if _is_union(shape):
        some = [kind for kind in get_args(shape) if kind is not type(None)]
        if len(some) == 1:
            return bare(some[0])
    return shape


def _is_union(shape: Shape) -> bool:
    return _origin(shape) in (Union, types.UnionType)


def _answers_to(kind: Shape, tag: str | int) -> bool:
    """Whether a kind of component or of counting is the one that pydantic calls by this tag."""
    block = bare(kind)
    named = block.model_fields.get("kind")
    return tag in (words_of(named.annotation) if named else block.model_fields)


def words_of(shape: Shape) -> tuple[str, ...]:
    """The words that fit, where only certain words do; the kinds, for components and counting."""
    shape = bare(shape)
    if _origin(shape) is Literal:
        return tuple(map(str, get_args(shape)))
    if not _is_union(shape):
        return ()
    words = []
    for kind in map(bare, get_args(shape)):
        named = kind.model_fields.get("kind")
        words.append(words_of(named.annotation)[0] if named else next(iter(kind.model_fields)))
    return tuple(words)


def keys_of(block: type[Block]) -> tuple[str, ...]:
    """The keys of a block: those that it needs first, in the order of the documentation."""
    fields = block.model_fields
    order = {"id": 0, "kind": 1, "source": 3}
    ranked = sorted(fields, key=lambda name: order.get(name, 2))
    return tuple(sorted(ranked, key=lambda name: not fields[name].is_required()))


def example_of(key: str, shape: Shape) -> str:
    """How a key may be written, to be typed as it stands."""
    shape = bare(shape)
    words = words_of(shape)
    if words:
        return f"{key}: {words[0]}"
    if key in _EXAMPLES:
        return f"{key}: {_EXAMPLES[key]}"
    if shape in _WRITTEN:
        return f"{key}: {_WRITTEN[shape]}"
    return f"{key}: {'[...]' if _origin(shape) is tuple else '...'}"


_EXAMPLES = {
    "id": "a-short-name",
    "policy": "a-short-name",
    "scenario": "a-short-name",
    "group": "el",
    "counts": "enrollment",
    "above": "econ_dis",
    "supplied_as": "unduplicated",
    "sum": "[el, frpm]",
    "any_of": "[el, frpm]",
    "rule": "BAL-01",
    "share": "{FY2026: 0.55}",
}
_WRITTEN: dict[Shape, str] = {
    Citation: "{title: Board Policy 3110, section: §4}",
    DatedValue: "{FY2026: 0.24}",
    Decimal: "0.24",
    date: "2025-06-24",
}
