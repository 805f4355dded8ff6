"""Names in a policy: each stands for one thing, and what is referred to exists.

Needs nothing but the policy; what the district supplies is checked in `supplied`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bsa_xl.finding import Finding

from .adjustment_block import AdjustmentBlock
from .component_block import ComponentBlock
from .components import Given
from .kinds import CIRCLE, NO_EFFECT, TWICE, UNKNOWN_NAME
from .marks import Stands
from .model import Policy
from .naming import called
from .policy_file import PolicyFile
from .sentences import listing, quote, use_one_of
from .tree import Steps
from .validate import Declared
from .walk import count_uses, name_uses


def check_names(file: PolicyFile, declared: Declared) -> Iterator[Finding]:
    """Ids given twice, programs that do not exist, counts made of themselves or used by nothing."""
    yield from _ids_given_twice(file)
    yield from _amounts_taken_twice(file)
    yield from _programs(file, declared)
    yield from _circles(file)
    if declared.whole:
        yield from _named_before(file)
    if declared.whole:
        yield from _counting_not_used(file)
    yield from _parts_named_twice(file)


def _ids_given_twice(file: PolicyFile) -> Iterator[Finding]:
    policy = file.policy
    yield from _twice(file, "component", ("components",), (one.id for one in policy.components))
    yield from _twice(file, "adjustment", ("adjustments",), (one.id for one in policy.adjustments))
    yield from _also_a_component(file)
    for steps, what, ids in _parts_with_ids(policy):
        yield from _twice(file, what, steps, ids)
    yield from _twice(file, "program", ("programs",), (one.id for one in policy.programs))
    required = (one.id for one in policy.required_positions)
    yield from _twice(file, "required position", ("required_positions",), required)
    yield from _twice(file, "trade", ("trades",), (one.id for one in policy.trades))
    yield from _twice(file, "check", ("checks",), (one.rule for one in policy.checks))
    waivers = (f"{one.rule} for school {one.school}" for one in policy.waivers)
    yield from _twice(file, "waiver of", ("waivers",), waivers)


def _parts_with_ids(policy: Policy) -> Iterator[tuple[Steps, str, list[str]]]:
    """The lists within components and adjustments whose entries have ids: spans, bands, caps."""
    for part in ("components", "adjustments"):
        for index, block in enumerate(getattr(policy, part)):
            for name in type(block).model_fields:
                entries = getattr(block, name)
                if isinstance(entries, tuple) and entries and hasattr(entries[0], "id"):
                    what = name.removesuffix("s").replace("_", " ")
                    yield (part, index, name), what, [entry.id for entry in entries]
    base = policy.base
    if base is not None:
        yield ("base", "levels"), "level", [level.id for level in base.levels]
    if base is not None and base.pool is not None:
        kept = [entry.id for entry in base.pool.set_asides]
        yield ("base", "pool", "set_asides"), "set aside", kept


def _twice(file: PolicyFile, what: str, steps: Steps, ids: Iterable[str]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for index, own in enumerate(ids):
        if own in first:
            line = file.where(*steps, first[own]).line
            yield TWICE.at(
                file.where(*steps, index),
                f"{what} {quote(own)} is given twice, first on line {line}.",
                "Give this one another name, or take it out.",
            )
        first.setdefault(own, index)


def _also_a_component(file: PolicyFile) -> Iterator[Finding]:
    """An adjustment's lines are told from a component's by their ids."""
    components = [one.id for one in file.policy.components]
    for index, adjustment in enumerate(file.policy.adjustments):
        if adjustment.id in components:
            line = file.where("components", components.index(adjustment.id)).line
            yield TWICE.at(
                file.where("adjustments", index),
                f"{quote(adjustment.id)} is also a component, on line {line}.",
                "Give the adjustment another name.",
            )


def _named_before(file: PolicyFile) -> Iterator[Finding]:
    """A component named by another stands above it, so that nothing can run in a circle."""
    policy = file.policy
    order = [one.id for one in (*policy.components, *policy.adjustments)]
    for use in name_uses(policy, Stands.COMPONENT):
        if use.steps[0] == "base":
            continue  # the base is worked out after all shares of it are known
        part, index = use.steps[0], int(use.steps[1])
        here = index + (len(policy.components) if part == "adjustments" else 0)
        above = order[:here]
        if use.name in above:
            continue
        if use.name in order:
            yield CIRCLE.at(
                file.where(*use.steps),
                f"{quote(use.name)} does not stand above {quote(order[here])}, which needs it.",
                "Move it up, or name another.",
            )
        else:
            yield UNKNOWN_NAME.at(
                file.where(*use.steps),
                f"{quote(use.name)} is not a component or adjustment of this policy.",
                use_one_of(use.name, above) if above else "Name a component that stands above.",
            )


def _amounts_taken_twice(file: PolicyFile) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for index, component in enumerate(file.policy.components):
        if not isinstance(component, Given):
            continue
        if component.takes in first:
            line = file.where("components", first[component.takes]).line
            yield TWICE.at(
                file.where("components", index),
                f"The amounts {quote(component.takes)} would be paid twice, first on line {line}.",
                "Name another line of amounts.csv with line:, or take one of the two out.",
            )
        first.setdefault(component.takes, index)


def _programs(file: PolicyFile, declared: Declared) -> Iterator[Finding]:
    policy = file.policy
    blocks: list[tuple[str, int, ComponentBlock | AdjustmentBlock]] = [
        *(("components", index, block) for index, block in enumerate(policy.components)),
        *(("adjustments", index, block) for index, block in enumerate(policy.adjustments)),
    ]
    for part, index, block in blocks:
        if block.program:
            yield from _program(file, (part, index, "program"), block.program, declared)
        elif len(declared.programs) > 1:
            yield UNKNOWN_NAME.at(
                file.where(part, index),
                f"{called((part, index), policy)} names no program, "
                f"and the policy has {len(declared.programs)}.",
                f"Add program: and one of: {listing(declared.programs)}.",
            )
    for index, required in enumerate(file.policy.required_positions):
        for number, program in enumerate(required.programs):
            steps: Steps = ("required_positions", index, "programs", number)
            yield from _program(file, steps, program, declared)


def _program(file: PolicyFile, steps: Steps, program: str, declared: Declared) -> Iterator[Finding]:
    if program not in declared.programs:
        yield UNKNOWN_NAME.at(
            file.where(*steps),
            f"program {quote(program)} is not among the programs.",
            use_one_of(program, declared.programs),
        )


def _circles(file: PolicyFile) -> Iterator[Finding]:
    parts: dict[str, list[str]] = {name: [] for name in file.policy.counting}
    for use in count_uses(file.policy):
        if use.steps[0] == "counting" and use.name in parts:
            parts[str(use.steps[1])].append(use.name)
    told: set[str] = set()
    for name in parts:
        way = _way_back(name, parts)
        if way and not told & set(way):
            told |= set(way)
            yield CIRCLE.at(
                file.where("counting", name),
                f"counting {quote(name)} is made of itself: {' > '.join([*way, name])}.",
                "Take one of them out of the other.",
            )


def _way_back(name: str, parts: dict[str, list[str]]) -> list[str]:
    """The names from one back to itself; empty where no way leads back."""
    ways, seen = [[name]], {name}
    while ways:
        way = ways.pop(0)
        for part in parts[way[-1]]:
            if part == name:
                return way
            if part not in seen:
                seen.add(part)
                ways.append([*way, part])
    return []


def _counting_not_used(file: PolicyFile) -> Iterator[Finding]:
    used = {use.name for use in count_uses(file.policy)}
    for name in file.policy.counting:
        if name not in used:
            yield NO_EFFECT.at(
                file.where("counting", name),
                f"counting {quote(name)} is used by no component.",
                "Name it in the component that needs it, or take it out.",
            )


def _parts_named_twice(file: PolicyFile) -> Iterator[Finding]:
    seen: set[tuple[str, str, str, int]] = set()
    for use in count_uses(file.policy):
        if use.steps[0] != "counting" or {"of", "within", "present"} & set(use.steps[2:]):
            continue
        owner = str(use.steps[1])
        if (owner, use.name, use.measure, use.years_ago) in seen:
            yield TWICE.at(
                file.where(*use.steps),
                f"counting {quote(owner)} names {quote(use.name)} twice.",
                "Take one of them out, or use times: to count pupils several times.",
            )
        seen.add((owner, use.name, use.measure, use.years_ago))
