"""A policy's tree against the grammar: every fault at once, and what can be read in spite of them.

The part that can be read is checked further in the same round, so that nobody has to mend a file
in several rounds to learn all that is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from .grammar import keys_of, place_of, words_of
from .kinds import GRAMMAR
from .model import Policy
from .sentences import nearest, quote, use_one_of
from .tree import Steps, Written
from .wording import Told, tell

_LISTS = (
    "components", "adjustments", "programs", "required_positions", "trades", "checks", "waivers",
)  # fmt: skip
_OF_KINDS = ("components", "adjustments")
#: Keys that mean everybody or everything when they are left out, and what is left when emptied.
_ALL_WHERE_LEFT_OUT: Mapping[str | int, object] = {
    "schools": [], "where": {}, "among": {}, "of": [], "positions": [], "paid_by": [],
    "programs": [], "only_spans": [], "components": [],
}  # fmt: skip
_YEAR = re.compile(r"FY\d+")


@dataclass(frozen=True, slots=True)
class Declared:
    """Names that the file declares, also where their blocks have faults of their own.

    Attributes:
        programs: program ids; one is named ``general`` where the file names none.
        counting: names of counts made of others.
        has_base: whether there is a base, readable or not.
        whole: whether all of the policy could be read.
    """

    programs: tuple[str, ...]
    counting: frozenset[str]
    has_base: bool
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Validated:
    """What came of it.

    Attributes:
        policy: the whole policy, or what could be read of it.
        lines: the lines of what could be read.
        faults: every fault of grammar; none means that the policy is whole.
    """

    policy: Policy
    lines: Mapping[Steps, int]
    faults: tuple[Told, ...]
    declared: Declared


def validate(written: Written) -> Validated:
    """The file's data as a policy, with every fault of grammar.

    Args:
        written: its ``data`` must be a dictionary.
    """
    data, kinds = _with_kinds_guessed(written.data)
    try:
        policy = Policy.model_validate(data)
        errors: list[ErrorDetails] = []
    except ValidationError as error:
        policy = None
        errors = error.errors(include_url=False)
    faults = [*kinds, *(tell(error, data) for error in _without_echoes(errors))]
    faults += _empty_values(written, errors)
    faults = [fault for fault in faults if not _is_in(fault[1], written.unreadable)]
    faulty = {_part_of(steps) for _, steps, _, _ in faults}
    faulty |= {_part_of(steps) for steps in written.unreadable}
    lines = written.lines
    if policy is None or faulty:
        policy, lines = _readable_part(data, lines, faulty)
    return Validated(policy, lines, tuple(faults), _declared(written.data, whole=not faulty))


def _with_kinds_guessed(data: Any) -> tuple[Any, list[Told]]:  # noqa: ANN401 - plain YAML data
    """A misspelt kind put right, so that the rest of its block is checked as well."""
    faults: list[Told] = []
    for part in _OF_KINDS:
        if isinstance(data.get(part), list):
            known = words_of(get_args(Policy.model_fields[part].annotation)[0])
            guessed = [
                _guessed(block, known, (part, index, "kind"), faults)
                for index, block in enumerate(data[part])
            ]
            data = {**data, part: guessed}
    return data, faults


def _guessed(block: Any, known: tuple[str, ...], steps: Steps, faults: list[Told]) -> Any:  # noqa: ANN401 - plain YAML data
    kind = block.get("kind") if isinstance(block, Mapping) else None
    near = nearest(kind, known) if isinstance(kind, str) and kind not in known else None
    if not near:
        return block
    problem, remedy = f"kind {quote(str(kind))} is not known.", use_one_of(str(kind), known)
    faults.append((GRAMMAR, steps, problem, remedy))
    return {**block, "kind": near}


def _without_echoes(errors: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Leave out what only follows from another fault.

    A key is not missing where a misspelt one in the same block was meant to be it; and a list is
    not too short because its entries have faults.
    """
    meant = set()
    for error in errors:
        if error["type"] == "extra_forbidden":
            near = nearest(str(error["loc"][-1]), keys_of(place_of(error["loc"]).block))
            meant.add((*error["loc"][:-1], near))
    for error in errors:
        is_meant = error["type"] == "missing" and error["loc"] in meant
        is_long = error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"]
        if not is_meant and not is_long:
            yield error


def _empty_values(written: Written, errors: list[ErrorDetails]) -> list[Told]:
    """Keys without a value, where pydantic takes that for a key left out.

    So is a list that was emptied, where a list left out means everybody: nobody was meant.
    """
    told = {place_of(error["loc"]).steps for error in errors if error["type"] != "missing"}
    found: list[Told] = []
    for steps in written.lines:
        value = _value_at(written.data, steps)
        in_history = steps[-1] == "value" or _YEAR.fullmatch(str(steps[-1])) is not None
        is_emptied = value is not None and value == _ALL_WHERE_LEFT_OUT.get(steps[-1])
        if (is_emptied or (value is None and not in_history)) and not _is_in(steps, told):
            what = "an entry" if is_emptied else "a value"
            remedy = f"Give it {what}, or take the line out."
            found.append((GRAMMAR, steps, f"{quote(str(steps[-1]))} is empty.", remedy))
    return found


def _value_at(data: object, steps: Steps) -> Any:  # noqa: ANN401 - plain YAML data
    here: Any = data
    for step in steps:
        here = here[step]
    return here


def _is_in(steps: Steps, parts: set[Steps] | frozenset[Steps]) -> bool:
    return any(steps[:length] in parts for length in range(1, len(steps) + 1))


def _part_of(steps: Steps) -> Steps:
    """The part of the policy that is left out for a fault in it."""
    if len(steps) > 1 and (steps[0] in _LISTS or steps[0] == "counting"):
        return steps[:2]
    return steps[:1]


def _readable_part(
    data: Mapping[str, Any], lines: Mapping[Steps, int], faulty: set[Steps]
) -> tuple[Policy, Mapping[Steps, int]]:
    """The policy without its faulty parts, and its lines."""
    kept: dict[str, Any] = {"policy": "unnamed", "title": "Untitled"}
    moved: dict[Steps, Steps] = {}
    for key, value in data.items():
        if (key,) in faulty or key not in Policy.model_fields:
            continue
        if key == "counting" and isinstance(value, dict):
            kept[key] = {name: way for name, way in value.items() if (key, name) not in faulty}
        elif key in _LISTS and isinstance(value, list):
            whole = [index for index in range(len(value)) if (key, index) not in faulty]
            moved.update({(key, old): (key, new) for new, old in enumerate(whole)})
            kept[key] = [value[index] for index in whole]
        else:
            kept[key] = value
    if not kept.get("programs", True):
        del kept["programs"]
    there = {}
    for steps, line in lines.items():
        if not _is_in(steps, faulty):
            there[(*moved.get(steps[:2], steps[:2]), *steps[2:])] = line
    return Policy.model_validate(kept), there


def _declared(data: Mapping[str, Any], *, whole: bool) -> Declared:
    programs, counting = data.get("programs"), data.get("counting")
    ids = ["general"]
    if isinstance(programs, list) and programs:
        ids = [str(entry.get("id")) for entry in programs if isinstance(entry, Mapping)]
    names = frozenset(map(str, counting)) if isinstance(counting, Mapping) else frozenset()
    return Declared(tuple(ids), names, "base" in data, whole)
