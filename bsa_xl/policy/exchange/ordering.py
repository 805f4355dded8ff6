"""The order of keys: of the policy's sections, of a block's fields, of the years of a value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_origin

from bsa_xl.policy.document import Block
from bsa_xl.policy.grammar import bare
from bsa_xl.policy.tree import Steps

from .families import Raw, family_of
from .leaves import blocks_in, inside

#: A rank that sorts: the place among the keys of a block, or the key itself where all are alike.
Rank = tuple[int, str]


def ranks_of(policy: type[Block], data: Raw) -> Mapping[Steps, Rank]:
    """Of every key in a policy, where it belongs among its neighbors.

    Args:
        policy: the model.
        data: the policy, as plain data.
    """
    ranks: dict[Steps, Rank] = {}
    for place, key in enumerate(policy.model_fields):
        ranks[key,] = (place, key)
    for key, field in policy.model_fields.items():
        _below(field.annotation, data.get(key), (key,), ranks)
    return ranks


def in_order(data: Raw, ranks: Mapping[Steps, Rank], steps: Steps = ()) -> Raw:
    """The same data with its keys in order; keys that have no place keep theirs, at the end."""
    if isinstance(data, list):
        return [in_order(each, ranks, (*steps, number)) for number, each in enumerate(data)]
    if not isinstance(data, dict):
        return data
    order = sorted(data, key=lambda key: ranks.get((*steps, key), (len(data) + 1000, "")))
    return {key: in_order(data[key], ranks, (*steps, key)) for key in order}


def _below(shape: object, data: Raw, steps: Steps, ranks: dict[Steps, Rank]) -> None:
    """The keys of what stands in a place of this shape."""
    if blocks_in(shape):
        _block(shape, data, steps, ranks)
    elif blocks_in(inside(shape)) and isinstance(data, dict | list):
        origin: Any = get_origin(bare(shape))
        is_named = origin is dict
        rows = data.items() if isinstance(data, dict) else enumerate(data)
        for place, (step, raw) in enumerate(rows):
            if is_named:
                ranks[*steps, step] = (place, "")
            _block(inside(shape), raw, (*steps, step), ranks)
    elif isinstance(data, dict):
        for place, key in enumerate(data):
            ranks[*steps, key] = (0, key) if key.startswith("FY") else (place, "")
            if isinstance(data[key], dict):
                for part, name in enumerate(("value", "source", "assumption")):
                    ranks[*steps, key, name] = (part, name)


def _block(shape: object, data: Raw, steps: Steps, ranks: dict[Steps, Rank]) -> None:
    if not isinstance(data, dict):
        return
    family = family_of(shape)
    group = family.group_of(data) or family.groups[0]
    first: dict[str, int] = {}
    for place, leaf in enumerate(group.leaves):
        first.setdefault(leaf.path[0], place)
    for key in data:
        place = first.get(key, len(group.leaves))
        ranks[*steps, key] = (place, key)
        field = group.block.model_fields.get(key)
        if field is not None:
            _below(field.annotation, data[key], (*steps, key), ranks)
