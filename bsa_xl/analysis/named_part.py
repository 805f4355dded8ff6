"""Which part of a policy a scenario means by a name."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from bsa_xl.policy import Block, Policy, PolicyChange, values_of

BASE = "base"
COMPONENTS = "components"
ADJUSTMENTS = "adjustments"
COUNTING = "counting"

#: What a part is called, where a name stands for several.
_CALLED = {COMPONENTS: "a component", ADJUSTMENTS: "an adjustment", COUNTING: "a counting"}


@dataclass(frozen=True, slots=True)
class NamedPart:
    """A part of the policy that has values.

    Attributes:
        section: the part of the file that it stands in; ``base`` for the base amount.
        name: its id, or ``base``.
        entry: the id of the entry in it that is meant; empty for itself.
    """

    section: str
    name: str
    block: Block
    entry: str = ""

    def places(self, field: str) -> list[tuple[str | int, ...]]:
        """The ways to the values that the entry and a field may mean; one, if that is clear."""
        return [steps for steps in values_of(self.block) if self._is_meant(steps, field)]

    def _is_meant(self, steps: tuple[str | int, ...], field: str) -> bool:
        last = [step for step in steps if isinstance(step, str)][-1]
        if last != field and not (field == "values" and last == "share" and len(steps) == 1):
            return False
        if len(steps) == 1:
            return not self.entry
        listed = getattr(self.block, str(steps[0])) if isinstance(steps[1], int) else None
        inner = None if listed is None else listed[steps[1]]
        return bool(self.entry) and getattr(inner, "id", getattr(inner, "counts", None)) == (
            self.entry
        )


def named_part(
    policy: Policy, change: PolicyChange
) -> tuple[NamedPart | None, tuple[str, str] | None]:
    """The part that a change names, or the two sentences of why there is no such one.

    ``base`` is always the base amount. Any other name is the id of a component, an adjustment or a
    counting; one that stands for several is told, unless only one of them has the value. The
    section before the name, ``components/base``, leaves no doubt.

    Args:
        policy: as it is before the change.
        change: one that moves a value.
    """
    first, _, rest = change.value.partition("/")
    sections = _sections(policy)
    name, _, entry = rest.partition("/")
    if name in sections.get(first, {}):
        return NamedPart(first, name, sections[first][name], entry), None
    if first == BASE and policy.base is not None:
        return NamedPart(BASE, BASE, policy.base, rest), None
    if first == BASE:
        problem = "The policy has no base amount, which is what 'base' stands for."
        if BASE not in sections[COMPONENTS]:
            return None, (problem, "Name a component, an adjustment or a counting.")
        return None, (problem, f"Write {COMPONENTS}/{change.value} for the component 'base'.")
    return _among(policy, first, rest, change)


def _among(
    policy: Policy, name: str, entry: str, change: PolicyChange
) -> tuple[NamedPart | None, tuple[str, str] | None]:
    sections = _sections(policy)
    found = [
        NamedPart(section, name, blocks[name], entry)
        for section, blocks in sections.items()
        if name in blocks
    ]
    if not found:
        known = [] if policy.base is None else [BASE]
        return None, unknown(name, known + [one for blocks in sections.values() for one in blocks])
    clear = [part for part in found if len(part.places(change.field)) == 1] or found[:1]
    if len(clear) == 1:
        return clear[0], None
    called = " and ".join(_CALLED[part.section] for part in clear)
    ways = " or ".join(f"{part.section}/{change.value}" for part in clear)
    return None, (f"'{name}' is {called} of the policy.", f"Write {ways}.")


def unknown(name: str, known: list[str]) -> tuple[str, str]:
    """The two sentences for a name that the policy does not have."""
    close = get_close_matches(name, known, n=1)
    others = f"Use: {', '.join(known)}." if known else "Nothing is left of it to be named."
    remedy = f"Write {close[0]}." if close else others
    return f"The policy has nothing named '{name}'.", remedy


def _sections(policy: Policy) -> dict[str, dict[str, Block]]:
    return {
        COMPONENTS: {one.id: one for one in policy.components},
        ADJUSTMENTS: {one.id: one for one in policy.adjustments},
        COUNTING: dict(policy.counting),
    }
