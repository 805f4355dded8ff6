"""Where each part of a YAML text begins and ends, to the letter, so that one can be exchanged.

The end of a block (keys or entries below one another) is the end of its last line, so that a remark
at the end of a line belongs to that line's entry.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value, or one entry of a list.

    Attributes:
        key: the key's text; empty in a list.
        start: where the key begins, or the dash of a list that runs down the page.
        value_start: where its value begins.
        end: where it ends, a remark on its last line included where it runs down the page.
        value: the node of its value.
    """

    key: str
    start: int
    value_start: int
    end: int
    value: Node


class Tree:
    """A text and its nodes."""

    def __init__(self, text: str) -> None:
        """Parse the text, which is known to be plain YAML.

        Args:
            text: with line feeds only.
        """
        self.text = text
        self.root: Node = YAML(typ="safe", pure=True).compose(text)

    def is_flow(self, node: Node) -> bool:
        """Whether a collection stands in brackets."""
        return isinstance(node, CollectionNode) and bool(node.flow_style)

    def start(self, node: Node) -> int:
        """Where a node begins; of a list that runs down the page, its first dash."""
        return int(node.start_mark.index)

    def column(self, node: Node) -> int:
        """The column in which a node begins."""
        return int(node.start_mark.column)

    def end(self, node: Node) -> int:
        """Where a node ends."""
        if isinstance(node, ScalarNode):
            return self._scalar_end(node)
        if self.is_flow(node):
            return int(node.end_mark.index)
        entries = self.entries(node)
        return entries[-1].end if entries else int(node.end_mark.index)

    def entries(self, node: Node) -> list[Entry]:
        """The entries of a collection, in the order of the text."""
        line_end: Callable[[int], int] = (lambda at: at) if self.is_flow(node) else self._line_end
        found: list[Entry] = []
        if isinstance(node, MappingNode):
            for key, value in node.value:
                start, value_start = int(key.start_mark.index), self._value_start(key, value)
                end = line_end(max(self.end(value), value_start))
                found.append(Entry(str(key.value), start, value_start, end, value))
        elif isinstance(node, SequenceNode):
            before = self.start(node)
            for value in node.value:
                start = self.start(value)
                dash = start if self.is_flow(node) else self._dash(before, self.column(node))
                end = line_end(self.end(value))
                found.append(Entry("", dash, start, end, value))
                before = end
        return found

    def _value_start(self, key: Node, value: Node) -> int:
        """Of a value that is left empty, the place after the colon."""
        if isinstance(value, ScalarNode) and not value.value and value.style is None:
            return self.text.index(":", int(key.end_mark.index)) + 1
        return self.start(value)

    def _scalar_end(self, node: ScalarNode) -> int:
        end = int(node.end_mark.index)
        if node.style in {"|", ">"}:
            return self._block_text_end(node)
        if not node.value and node.style is None:
            return self.start(node)
        return end

    def _block_text_end(self, node: ScalarNode) -> int:
        """The last line of a text that runs over several lines, remarks below it left out."""
        lines = self.text[self.start(node) : int(node.end_mark.index)].split("\n")
        widths = [len(each) - len(each.lstrip(" ")) for each in lines[1:] if each.strip()]
        indent = widths[0] if widths else 0
        last = 0
        for number, line in enumerate(lines[1:], start=1):
            if line.strip() and len(line) - len(line.lstrip(" ")) >= indent:
                last = number
        return self.start(node) + len("\n".join(lines[: last + 1]))

    def _line_end(self, at: int) -> int:
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found

    def _dash(self, after: int, column: int) -> int:
        """The dash of the next entry: the first one in the list's column from here on."""
        if self.text.startswith("-", after) and self._column_of(after) == column:
            return after
        pattern = re.compile(rf"(?<=\n) {{{column}}}-(?=\s)")
        found = pattern.search(self.text, after)
        return found.end() - 1 if found else after

    def _column_of(self, at: int) -> int:
        return at - (self.text.rfind("\n", 0, at) + 1)
