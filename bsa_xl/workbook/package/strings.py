"""Shared strings: the texts that a workbook keeps once and its cells refer to by number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from . import kinds
from .known import Known, KnownString
from .markup import MAIN, end_of_root, feed, open_parser, uses_plain_names
from .part import Attributes, Part
from .plain_text import NotCanonical, plain_text
from .refusal import refused
from .settling import written
from .surroundings import wrong_root
from .values import decoded, trimmed, visible

_ITEM = 2  # how deep the items stand
_START, _END = b"<si>", b"</si>"
_LONGEST = 4 * 1024 * 1024
_SHORT = 300  # characters; longer texts are mostly a school's own
_T = '<t( xml:space="preserve")?>([^<]*)</t>'
_TEXT_FORM = re.compile(_T)
_ITEM_FORM = re.compile(f"{_T}|(?:<r>{_T}</r>)+")


class StringTable(NamedTuple):
    """The shared strings.

    Attributes:
        texts: each by its index, written as a cell writes it: ``"12"``.
        unclean: those whose text held invisible characters.
        written: all others as a settled row has them.
    """

    texts: dict[str, str]
    unclean: frozenset[str]
    written: dict[str, str]


NO_STRINGS = StringTable({}, frozenset(), {})


def read_strings(part: Part, known: Known) -> StringTable:
    """Every shared string: the text of its runs in order, without phonetic hints.

    Args:
        part: that holds them.
        known: texts of earlier files, which need not be taken apart again.

    Raises:
        PackageRefused: not well-formed, beyond a bound, or a text too long.
    """
    return _read_usual(part, known) or _read_events(part)


def _read_usual(part: Part, known: Known) -> StringTable | None:
    """Texts written in the usual form; None where they are written in another."""
    start, end = part.data.find(_START), part.data.rfind(_END) + len(_END)
    outline = part.without(start, end)
    if not start < end <= start + _LONGEST or not uses_plain_names(outline.data):
        return None
    if end_of_root(part.data) != start or part.data[end:].strip() != b"</sst>":
        return None
    try:
        items = part.data[start:end].decode().split("</si>")
        if items.pop():
            return None
        told = [known.strings.get(item) or _learned(item, part, known) for item in items]
    except (NotCanonical, UnicodeDecodeError):
        return None
    part.count(part.data.count(b"<", start, end) - part.data.count(b"</", start, end))
    _read_events(outline)
    return _table(told)


def _table(told: Sequence[KnownString]) -> StringTable:
    """Strings in the order of the file, by their index."""
    numbers = list(map(str, range(len(told))))
    texts = dict(zip(numbers, [text for text, _, _ in told], strict=True))
    settled = dict(zip(numbers, [settled for _, settled, _ in told], strict=True))
    unclean = frozenset(n for n, (_, _, changed) in zip(numbers, told, strict=True) if changed)
    for number in unclean:
        del settled[number]
    return StringTable(texts, unclean, settled)


def _learned(item: str, part: Part, known: Known) -> KnownString:
    """What one string, without its end, says."""
    body = item.removeprefix("<si>")
    if body == item or "]]>" in item or _ITEM_FORM.fullmatch(body) is None:
        raise NotCanonical
    raw = "".join(
        trimmed(plain_text(text), {"space": "preserve"} if kept else {})
        for kept, text in _TEXT_FORM.findall(body)
    )
    found = _bounded(part, raw)
    if len(item) <= _SHORT:
        known.keep_string(item, found)
    return found


def _read_events(part: Part) -> StringTable:
    """Every shared string by the parser's events."""
    plain = uses_plain_names(part.data)
    space = "" if plain else f"{MAIN} "
    root, item, run, text = space + "sst", space + "si", space + "r", space + "t"
    path: list[str] = []
    pieces: list[str] = []
    texts: list[str] = []
    found: list[KnownString] = []
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
            found.append(_bounded(part, "".join(pieces)))
            pieces.clear()
            texts.clear()
        path.pop()

    parser = open_parser(part, plain=plain)
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = texts.append
    feed(parser, part, texts)
    return _table(found)


def _bounded(part: Part, raw: str) -> KnownString:
    """What a string says, if it is not too long."""
    if len(raw) > part.limits.text:
        raise refused(
            kinds.LIMIT,
            f"A text in the workbook is longer than {part.limits.text:,} characters.",
            "Shorten it, save the workbook, and send it again.",
        )
    text, changed = visible(decoded(raw))
    return text, written(text), changed
