"""Change a YAML text as little as can be: what stays equal keeps every letter, and its remarks.

Old and new data are compared place by place. A scalar that differs is exchanged for its like; a
key or entry that is new is written in the style of its neighbors; one that is gone is taken out
with its line. Remarks between lines stay where they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ruamel.yaml.nodes import Node, ScalarNode

from bsa_xl.policy.tree import Steps

from . import rendering
from .nodes import Entry, Tree

Raw = Any
#: Where a key belongs among its neighbors: a number or text that sorts.
Rank = Callable[[Steps], Any]


@dataclass(frozen=True, slots=True)
class Patch:
    """What becomes what.

    Attributes:
        tree: the old text.
        origins: place in the new data to the place in the old that it was; entries of lists and
            renamed keys only.
        rank: where a new key belongs among its neighbors.
    """

    tree: Tree
    origins: Mapping[Steps, Steps]
    rank: Rank

    def text(self, old: Raw, new: Raw) -> str:
        """The new text."""
        root, text = self.tree.root, self.tree.text
        start, end = self.tree.start(root), self.tree.end(root)
        return text[:start] + self._value(root, old, new, (), ()) + text[end:]

    def _value(self, node: Node, old: Raw, new: Raw, was: Steps, is_now: Steps) -> str:
        """The text of a node once its data is the new one."""
        if old == new:
            return self.tree.text[self.tree.start(node) : self.tree.end(node)]
        if isinstance(old, dict) and isinstance(new, dict) and old and new:
            return self._collection(node, self._pairs(old, new, was, is_now))
        if isinstance(old, list) and isinstance(new, list) and old and new:
            return self._collection(node, self._items(old, new, was, is_now))
        return self._exchanged(node, new)

    def _exchanged(self, node: Node, new: Raw) -> str:
        """Another value in a node's place."""
        if isinstance(new, str) and isinstance(node, ScalarNode):
            quote = node.style if node.style in {"'", '"'} else ""
            if "\n" in new and not self._in_brackets(node):
                return rendering.paragraph(new, self._indent_of_line(node) + 2)
            return rendering.scalar(new, quote or "", in_flow=True)
        return rendering.flow(new)

    def _in_brackets(self, node: Node) -> bool:
        """Whether a scalar may stand in brackets; its line tells."""
        start = self.tree.start(node)
        line = self.tree.text[self.tree.text.rfind("\n", 0, start) + 1 : start]
        return "{" in line or "[" in line

    def _indent_of_line(self, node: Node) -> int:
        start = self.tree.start(node)
        line = self.tree.text[self.tree.text.rfind("\n", 0, start) + 1 : start]
        found = re.match(r" *(- +)*", line)
        return len(found[0]) if found else 0

    def _pairs(self, old: dict[str, Raw], new: dict[str, Raw], was: Steps, is_now: Steps) -> Plan:
        """What becomes of each key, and which keys are new."""
        kept: dict[int, tuple[str, Raw, Raw, Steps, Steps]] = {}
        order = list(old)
        for key, value in new.items():
            origin = self.origins.get((*is_now, key), (*was, key))
            old_key = str(origin[-1])
            if old_key in old and origin[:-1] == was:
                steps = ((*was, old_key), (*is_now, key))
                kept[order.index(old_key)] = (key, old[old_key], value, *steps)
        here = {key for key, *_ in kept.values()}
        added = [(key, value) for key, value in new.items() if key not in here]
        plan = Plan(kept)
        for key, value in added:
            mine = self.rank((*is_now, key))
            before = [n for n, one in kept.items() if self.rank((*is_now, one[0])) <= mine]
            after = max(before, default=-1)
            plan.add(after, key, value)
        return plan

    def _items(self, old: list[Raw], new: list[Raw], was: Steps, is_now: Steps) -> Plan:
        """What becomes of each entry of a list, and which are new; old ones keep their order."""
        if not any(isinstance(each, dict) for each in (*old, *new)):
            kept = {
                n: ("", one, two, (*was, n), (*is_now, n))
                for n, (one, two) in enumerate(zip(old, new, strict=False))
            }
            plan = Plan(kept)
            for value in new[len(old) :]:
                plan.add(len(old) - 1, "", value)
            return plan
        plan, last = Plan({}), -1
        for number, value in enumerate(new):
            origin = self.origins.get((*is_now, number))
            if origin is not None and origin[:-1] == was:
                last = int(origin[-1])
                plan.kept[last] = ("", old[last], value, origin, (*is_now, number))
            else:
                plan.add(last, "", value)
        return plan

    def _collection(self, node: Node, plan: Plan) -> str:
        """The text of a list or dictionary of which something stays."""
        entries = self.tree.entries(node)
        flow = self.tree.is_flow(node)
        if not plan.kept and flow:
            return rendering.flow(plan.whole())
        writer = _Brackets(self, node, entries) if flow else _Lines(self, node, entries)
        return writer.write(plan)

    def entry(self, entry: Entry, kept: tuple[str, Raw, Raw, Steps, Steps]) -> str:
        """An entry that stays, its key and value as they are to be."""
        key, old, new, was, is_now = kept
        tree = self.tree
        before = tree.text[entry.start : entry.value_start]
        if key and key != entry.key:
            before = rendering.key_text(key) + before[before.index(":") :]
        value_end = max(tree.end(entry.value), entry.value_start)
        remark = tree.text[value_end : entry.end]
        if tree.end(entry.value) <= entry.value_start:  # nothing was written after the colon
            written = "" if old == new else self._exchanged(entry.value, new)
            return before + (f" {written}" if written else "") + remark
        written = self._value(entry.value, old, new, was, is_now)
        below = "\n" in before
        if below and not isinstance(new, dict | list):
            before = before[: before.index(":") + 1] + " "
        return before + written + remark


@dataclass(slots=True)
class Plan:
    """What stays and what comes, by the number of the old entry that it follows; -1 for the front.

    Attributes:
        kept: number of an old entry to its key, old and new value, old and new place.
        added: number of the old entry to what follows it.
    """

    kept: dict[int, tuple[str, Raw, Raw, Steps, Steps]]
    added: dict[int, list[tuple[str, Raw]]] | None = None

    def add(self, after: int, key: str, value: Raw) -> None:
        """Something new after an old entry."""
        self.added = self.added or {}
        self.added.setdefault(after, []).append((key, value))

    def after(self, number: int) -> list[tuple[str, Raw]]:
        """What is new after an old entry."""
        return (self.added or {}).get(number, [])

    def all_added(self) -> list[tuple[str, Raw]]:
        """All that is new, in order."""
        return [pair for _, pairs in sorted((self.added or {}).items()) for pair in pairs]

    def whole(self) -> Raw:
        """All that is new, where nothing stays."""
        pairs = self.all_added()
        return dict(pairs) if pairs and pairs[0][0] else [value for _, value in pairs]


@dataclass(frozen=True, slots=True)
class _Brackets:
    """Writes a collection that stands in brackets."""

    patch: Patch
    node: Node
    entries: list[Entry]

    def write(self, plan: Plan) -> str:
        text, tree = self.patch.tree.text, self.patch.tree
        start, end = tree.start(self.node), tree.end(self.node)
        parts = [(", ", self._new(pair)) for pair in plan.after(-1)]
        for number, entry in enumerate(self.entries):
            if number in plan.kept:
                gap = text[self.entries[number - 1].end : entry.start] if number else ", "
                parts.append((gap, self.patch.entry(entry, plan.kept[number])))
            parts += [(", ", self._new(pair)) for pair in plan.after(number)]
        body = parts[0][1] + "".join(gap + part for gap, part in parts[1:])
        opening = text[start : self.entries[0].start]
        return opening + body + text[self.entries[-1].end : end]

    @staticmethod
    def _new(pair: tuple[str, Raw]) -> str:
        key, value = pair
        written = rendering.flow(value)
        return f"{rendering.key_text(key)}: {written}" if key else written


@dataclass(frozen=True, slots=True)
class _Lines:
    """Writes a collection that runs down the page."""

    patch: Patch
    node: Node
    entries: list[Entry]

    def write(self, plan: Plan) -> str:
        text = self.patch.tree.text
        column = self.patch.tree.column(self.node)
        gap = self._usual_gap()
        if not plan.kept:
            return gap.join(self._new(pair, column) for pair in plan.all_added())
        parts: list[str] = []
        for pair in plan.after(-1):
            parts += [self._new(pair, column), gap]
        for number, entry in enumerate(self.entries):
            between = "" if number == 0 else text[self.entries[number - 1].end : entry.start]
            if number in plan.kept:
                parts += [self._between(between, parts), self.patch.entry(entry, plan.kept[number])]
            else:
                parts.append(_remarks(between))
            for pair in plan.after(number):
                parts += [gap, self._new(pair, column)]
        joined = "".join(parts)
        return joined if plan.after(-1) or 0 in plan.kept else joined.lstrip(" \n")

    def _between(self, between: str, parts: list[str]) -> str:
        """What stands between two entries, without a second empty line where one was taken out."""
        before = "".join(parts)
        if before.endswith("\n") and between.startswith("\n"):
            return between[1:] if not before.endswith("\n\n") else between.lstrip("\n")
        return between

    def _usual_gap(self) -> str:
        """What stands between entries here: a line end, an empty line too where one is usual."""
        text, column = self.patch.tree.text, self.patch.tree.column(self.node)
        gaps = [
            text[one.end : two.start]
            for one, two in zip(self.entries, self.entries[1:], strict=False)
        ]
        is_apart = bool(gaps) and sum("\n\n" in gap for gap in gaps) * 2 > len(gaps)
        return ("\n\n" if is_apart else "\n") + " " * column

    def _new(self, pair: tuple[str, Raw], column: int) -> str:
        key, value = pair
        if key:
            name = rendering.key_text(key)
            room = rendering.WIDEST - column - len(name) - 2
            if column == 0 and isinstance(value, dict | list):
                return rendering.document({key: value}).rstrip("\n")
            return f"{name}:{rendering.value(value, column, room)}"
        values = [entry.value for entry in self.entries]
        is_flow = any(self.patch.tree.is_flow(each) for each in values)
        if isinstance(value, dict) and not is_flow:
            return "- " + rendering.block(value, column + 2)
        return "- " + rendering.item(value, column)


def _remarks(between: str) -> str:
    """The remarks between an entry that goes and the one before it; they stay."""
    if "#" not in between:
        return ""
    return between[: between.rfind("\n")] if "\n" in between else ""
