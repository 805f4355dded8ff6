"""Every block of a policy that has values or parts on other sheets, each with its address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from bsa_xl.policy.document import Block
from bsa_xl.policy.tree import Steps

from .families import Family, Group, Raw, family_of, sections_of, settings_of
from .leaves import Form, Leaf
from .sheets import POLICY, Address, at, names_in


@dataclass(frozen=True, slots=True)
class Placed:
    """A block of the policy.

    Attributes:
        steps: where it stands; empty for the policy itself.
        address: how a person means it.
        raw: what it says.
        leaves: its fields.
        label: what it is called in full, its owner's label first.
        unit: its own, or its owner's.
        is_known: whether it says of which kind it is.
    """

    steps: Steps
    address: Address
    raw: Raw
    leaves: tuple[Leaf, ...]
    label: str = ""
    unit: str = ""
    is_known: bool = True

    def having(self, form: Form) -> tuple[Leaf, ...]:
        """Its fields of a form."""
        return tuple(leaf for leaf in self.leaves if leaf.form is form)


def placed_blocks(data: Raw, policy: type[Block]) -> Iterator[Placed]:
    """The policy itself, every row of its sections, and every part of those, in file order.

    Args:
        data: the policy, as plain data.
        policy: its model.
    """
    settings = settings_of(policy)
    root = Placed((), Address(POLICY), data, settings)
    for leaf in settings:
        if leaf.form is Form.DATED:
            root = replace(root, **_said(at(data, leaf.path[:-1]), root))
    yield root
    yield from _parts_of(root)
    for section in sections_of(policy):
        listed = data.get(section.key)
        rows = _rows(listed)
        names = list(map(str, listed)) if section.is_named and isinstance(listed, dict) else None
        names = names or names_in(section.family, [raw for _, raw in rows])
        for (step, raw), name in zip(rows, names, strict=True):
            here = Placed((section.key, step), Address(section.title, name), raw, ())
            yield from _block(here, section.family)


def _block(here: Placed, family: Family, name: str = "") -> Iterator[Placed]:
    if not isinstance(here.raw, dict):
        return
    known = family.group_of(here.raw)
    group = known or Group("", Block, _every_leaf(family))
    said = _said(here.raw, here, name)
    here = replace(here, leaves=group.leaves, is_known=known is not None, **said)
    yield here
    yield from _parts_of(here)


def _parts_of(owner: Placed) -> Iterator[Placed]:
    for leaf in owner.having(Form.PARTS):
        family, rows = family_of(leaf.parts), _rows(at(owner.raw, leaf.path))
        names = names_in(family, [raw for _, raw in rows])
        for (step, raw), name in zip(rows, names, strict=True):
            steps = (*owner.steps, *leaf.path, step)
            part = replace(
                owner, steps=steps, address=owner.address.below(leaf.path, name), raw=raw
            )
            yield from _block(part, family, name)


def _said(raw: Raw, owner: Placed, name: str = "") -> dict[str, Any]:
    """Label, or else name, and unit of a block, after those of its owner."""
    own = [at(raw, (key,)) for key in ("label", "unit")]
    label, unit = (each if isinstance(each, str) else "" for each in own)
    label = label or name
    return {
        "label": ": ".join(filter(None, (owner.label, label))) or owner.label,
        "unit": unit or owner.unit,
    }


def _rows(listed: Raw) -> list[tuple[str | int, Raw]]:
    if isinstance(listed, dict):
        return list(listed.items())
    return list(enumerate(listed)) if isinstance(listed, list) else []


def _every_leaf(family: Family) -> tuple[Leaf, ...]:
    """The fields of all kinds, for a row that does not say its own."""
    found: dict[tuple[str, ...], Leaf] = {}
    for group in family.groups:
        for leaf in group.leaves:
            found.setdefault(leaf.path, leaf)
    return tuple(found.values())
