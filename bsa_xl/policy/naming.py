"""What a part of the policy is called in a message: component 'el', span 'k3', the base."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .sentences import plainly, quote
from .tree import Steps

_PARTS = {
    "components": ("component", "id"),
    "adjustments": ("adjustment", "id"),
    "spans": ("span", "id"),
    "norm": ("component", "id"),
    "programs": ("program", "id"),
    "required_positions": ("required position", "id"),
    "trades": ("trade", "id"),
    "checks": ("the check", "rule"),
    "waivers": ("the waiver of", "rule"),
    "claims": ("claim", "counts"),
    "points": ("point", "id"),
    "pieces": ("piece", "id"),
    "weighted": ("weight of", "counts"),
    "positions": ("position", "id"),
    "staff": ("position", "id"),
    "groups": ("group", "counts"),
    "set_asides": ("set-aside", "id"),
    "skipped": ("skipped school", "school"),
    "grandfathered": ("school", "school"),
    "bands": ("band", "id"),
    "levels": ("level", "id"),
    "changes": ("change", "value"),
    "counts": ("change of", "group"),
}


def called(steps: Steps, data: object) -> str:
    """The innermost named part on the way: "component 'el'"; "the policy" for the whole file.

    Args:
        steps: the way to the part, or to anything in it.
        data: the whole file as plain data, or the policy.
    """
    name = "the policy"
    here: Any = data
    for depth, step in enumerate(steps):
        here = _below(here, step)
        before = steps[depth - 1] if depth else ""
        if isinstance(step, int) and isinstance(before, str) and before in _PARTS:
            name = _numbered(before, step, here)
        elif before == "counting":
            name = f"counting {quote(str(step))}"
        elif depth == 0 and step in ("base", "rounding"):
            name = f"the {step}" if step == "base" else str(step)
        elif step in ("source", "authority"):
            name = f"the {step} of {name}" if name != "the policy" else f"the {step}"
    return name


def _numbered(part: str, number: int, entry: object) -> str:
    word, key = _PARTS[part]
    own = _below(entry, key)
    if not isinstance(own, str) or not own:
        return f"entry {number + 1} of {part}"
    return f"{word} {plainly(own) if key == 'rule' else quote(own)}"


def _below(here: object, step: str | int) -> object:
    if isinstance(here, Mapping):
        return here.get(step)
    if isinstance(here, list | tuple) and isinstance(step, int) and step < len(here):
        return here[step]
    return getattr(here, step, None) if isinstance(step, str) else None
