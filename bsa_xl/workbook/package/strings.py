"""Shared strings: the texts that a workbook keeps once and its cells refer to by number."""

from __future__ import annotations

from typing import NamedTuple

from . import kinds
from .markup import MAIN, feed, open_parser, uses_plain_names
from .part import Attributes, Part
from .refusal import refused
from .surroundings import wrong_root
from .values import decoded, trimmed, visible

_ITEM = 2  # how deep the items stand


class StringTable(NamedTuple):
    """The shared strings.

    Attributes:
        texts: each by its index, written as a cell writes it: ``"12"``.
        unclean: those whose text held invisible characters.
    """

    texts: dict[str, str]
    unclean: frozenset[str]


NO_STRINGS = StringTable({}, frozenset())


def read_strings(part: Part) -> StringTable:
    """Every shared string: the text of its runs in order, without phonetic hints.

    Raises:
        PackageRefused: not well-formed, beyond a bound, or a text too long.
    """
    plain = uses_plain_names(part.data)
    space = "" if plain else f"{MAIN} "
    root, item, run, text = space + "sst", space + "si", space + "r", space + "t"
    path: list[str] = []
    pieces: list[str] = []
    texts: list[str] = []
    found: dict[str, str] = {}
    unclean: set[str] = set()
    attributes_of_text: Attributes = {}
    deepest, inside = part.limits.depth, False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal attributes_of_text, inside
        path.append(tag)
        if inside:
            raise part.corrupt("A text in the workbook is cut by an element.")
        if tag == text:
            inside, attributes_of_text = True, attributes
            texts.clear()
        elif len(path) == 1 and tag != root:
            raise wrong_root(part, tag)
        elif len(path) > deepest:
            raise part.too_deep()

    def end(tag: str) -> None:
        nonlocal inside
        if tag == text:
            inside = False
            if path[1:-1] == [item] or path[1:-1] == [item, run]:
                pieces.append(trimmed("".join(texts), attributes_of_text))
            texts.clear()
        elif tag == item and len(path) == _ITEM:
            _keep(part, "".join(pieces), found, unclean)
            pieces.clear()
            texts.clear()
        path.pop()

    parser = open_parser(part, plain=plain)
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = texts.append
    feed(parser, part, texts)
    return StringTable(found, frozenset(unclean))


def _keep(part: Part, raw: str, found: dict[str, str], unclean: set[str]) -> None:
    """Add one string under its index."""
    if len(raw) > part.limits.text:
        raise refused(
            kinds.LIMIT,
            f"A text in the workbook is longer than {part.limits.text:,} characters.",
            "Shorten it, save the workbook, and send it again.",
        )
    index = str(len(found))
    found[index], changed = visible(decoded(raw))
    if changed:
        unclean.add(index)
