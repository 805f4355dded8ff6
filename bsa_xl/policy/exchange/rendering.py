"""Plain data as YAML text, in the style of the house: short things on one line, long ones below.

Every scalar is text. One that is `Bare` (a number, a word, a year, yes or no) is written as it is;
any other is put in quotes where a YAML reader could take it for something else than a text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bsa_xl.policy.tree import read_tree

#: A line is no longer than this where it can be helped.
WIDEST = 100
_NOT_TEXT_TO_OTHERS = re.compile(
    r"[-+]?[\d._]+(e[-+]?\d+)?|0[xob][\da-f]+|\d+(:\d\d)+|\d{4}-\d\d?-\d\d?.*"
    r"|true|false|yes|no|on|off|null|~|y|n",
    re.IGNORECASE,
)


class Bare(str):
    """A scalar that is written without quotes."""

    __slots__ = ()


def scalar(text: str, quote: str = "", *, in_flow: bool = False) -> str:
    """A text as a scalar on one line.

    Args:
        text: what it says.
        quote: ``'`` or ``"`` to keep where it can be kept; empty to do without where possible.
        in_flow: whether it stands in brackets.
    """
    if isinstance(text, Bare):
        return str(text)
    if not quote and not _NOT_TEXT_TO_OTHERS.fullmatch(text) and _is_itself(text, in_flow=in_flow):
        return text
    if quote == "'" and "\n" not in text:
        return "'" + text.replace("'", "''") + "'"
    if not re.search(r'["\\\n\t]', text):
        return f'"{text}"'
    if "\n" not in text and "\t" not in text:
        return "'" + text.replace("'", "''") + "'"
    letters = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
    return '"' + "".join(letters.get(letter, letter) for letter in text) + '"'


def _is_itself(text: str, *, in_flow: bool) -> bool:
    """Whether a text without quotes is read back as it is."""
    if "\n" in text or not text or text != text.strip():
        return False
    if text.startswith(":"):  # read in a list, and taken for a second colon behind a key in braces
        return False
    tried = f"[a, {text}, {{b: {text}, c: d}}]" if in_flow else f"{text}  # end"
    below = f"  - {text}\n"  # behind a dash, "0:" is a key and "-" a list
    written, findings = read_tree(f"k: {tried}\nl:\n{below}", "")
    meant = ["a", text, {"b": text, "c": "d"}] if in_flow else text
    return written is not None and not findings and written.data == {"k": meant, "l": [text]}


def flow(raw: Any) -> str:  # noqa: ANN401 - plain YAML data
    """Data on one line."""
    if raw is None:
        return "null"
    if isinstance(raw, Mapping):
        return "{" + ", ".join(f"{key_text(k)}: {flow(v)}" for k, v in raw.items()) + "}"
    if isinstance(raw, list):
        return "[" + ", ".join(map(flow, raw)) + "]"
    return scalar(raw, in_flow=True)


def key_text(key: str) -> str:
    """A key, quoted where it has to be."""
    return scalar(str(key), in_flow=True) if not re.fullmatch(r"[\w-]+", str(key)) else str(key)


def value(raw: Any, indent: int, room: int = WIDEST) -> str:  # noqa: ANN401 - plain YAML data
    """What follows ``key:``: a space and a line, or lines that are indented below the key.

    Args:
        raw: the value.
        indent: the column of the key.
        room: characters that are left on the key's line.
    """
    if isinstance(raw, str) and "\n" in raw and not isinstance(raw, Bare):
        return f" {paragraph(raw, indent + 2)}"
    if not isinstance(raw, Mapping | list):
        return f" {'null' if raw is None else scalar(raw)}"
    one_line = flow(raw)
    if len(one_line) < room and not _is_better_below(raw):
        return f" {one_line}"
    return f"\n{' ' * (indent + 2)}{block(raw, indent + 2)}"


def block(raw: Any, indent: int) -> str:  # noqa: ANN401 - plain YAML data
    """Keys or entries below one another; the first line comes without its indentation."""
    gap = "\n" + " " * indent
    if isinstance(raw, list):
        return gap.join("- " + item(each, indent) for each in raw)
    lines = []
    for key, below in raw.items():
        name = key_text(key)
        lines.append(f"{name}:{value(below, indent, WIDEST - indent - len(name) - 2)}")
    return gap.join(lines)


def item(raw: Any, indent: int) -> str:  # noqa: ANN401 - plain YAML data
    """What follows the dash of an entry whose dash is at this column."""
    one_line = flow(raw)
    if not isinstance(raw, Mapping) or (
        len(one_line) <= WIDEST - indent - 2 and not _is_better_below(raw)
    ):
        return one_line
    return block(raw, indent + 2)


def paragraph(text: str, indent: int) -> str:
    """A text of several lines; one that YAML could not keep below is quoted on one line."""
    lines = text.split("\n")
    if any(line != line.rstrip() for line in lines) or lines[0] != lines[0].lstrip():
        return scalar(text)
    sign = "|-" if lines[-1] else "|"
    kept = lines if lines[-1] else lines[:-1]
    if not kept[-1] or not kept[0]:
        return scalar(text)
    below = "\n".join(f"{' ' * indent}{line}" if line else "" for line in kept)
    return f"{sign}\n{below}"


def _is_better_below(raw: Mapping[str, Any] | list[Any]) -> bool:
    """Whether a list of blocks, or a block with one in it, reads better on lines of its own."""
    parts = list(raw.values()) if isinstance(raw, Mapping) else raw
    if isinstance(raw, list):
        return any(isinstance(part, Mapping) for part in parts)
    return any(isinstance(part, list) and _is_better_below(part) for part in parts) or any(
        isinstance(part, str) and "\n" in part for part in parts
    )


def document(data: Mapping[str, Any]) -> str:
    """A whole policy: what it says of itself, then its sections, with a line between them."""
    text, before_was_short = "", True
    for key, raw in data.items():
        is_section = isinstance(raw, Mapping | list)
        if text and (is_section or not before_was_short):
            text += "\n"
        text += f"{key}:{_section(raw)}\n" if is_section else f"{key}:{value(raw, 0)}\n"
        before_was_short = not is_section
    return text


def _section(raw: Mapping[str, Any] | list[Any]) -> str:
    """A section: its blocks spelled out, with a line between them where they are long."""
    if isinstance(raw, Mapping):
        has_blocks = any(isinstance(part, Mapping) for part in raw.values())
        return f"\n  {block(raw, 2)}" if has_blocks else value(raw, 0)
    items = ["  - " + item(each, 2) for each in raw]
    return "\n" + ("\n\n" if any("\n" in each for each in items) else "\n").join(items)
