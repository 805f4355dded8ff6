"""The text of a row, cut at the values that stand in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .plain_text import plain_text

#: Stand on both sides of a text that a cell holds itself, and of one that cells share; no XML can
#: hold them.
EDGE, SHARED_EDGE = "\x01", "\x02"
SLOT = "<v>"
_NUMBERS = re.compile(r"(?:-?[0-9]{1,40}(?:\.[0-9]{1,40})?(?:[eE][+-]?[0-9]{1,2})?(?:\||\Z))*+")


def are_numbers(texts: Sequence[str]) -> bool:
    """Whether each text is a number as programs write it."""
    together = "|".join(texts)
    count = max(0, len(texts) - 1)
    return together.count("|") == count and _NUMBERS.fullmatch(together) is not None


def parted(text: str) -> tuple[str, list[str]]:
    """A row's text without values; and the values.

    Texts that cells hold themselves are values, too, with an `EDGE` on both sides.
    """
    first, *rest = with_edges(text).split(SLOT)
    pairs = [each.partition("</v>") for each in rest]
    key = SLOT.join([first, *[tail for _, _, tail in pairs]])
    return key, [value for value, _, _ in pairs]


def with_edges(text: str) -> str:
    """A row's text in which the texts that cells hold themselves stand as values with edges."""
    if "<is>" not in text:
        return text
    return text.replace("<is><t>", SLOT + EDGE).replace("</t></is>", f"{EDGE}</v>")


def without_edges(texts: Sequence[str], edge: str) -> list[str]:
    """The texts that have such an edge on both sides."""
    return [text[1:-1] for text in texts if len(text) > 1 and text[0] == text[-1] == edge]


def plain_texts(written: Sequence[str], longest: int) -> Sequence[str] | None:
    """What texts in the file say; None where one of them may need a closer look."""
    together = "".join(written)
    if "<" in together or not together.isprintable():
        return None
    if "&" in together:
        written = [plain_text(text) for text in written]
        together = "".join(written)
    is_safe = together.isprintable() and "_x" not in together and len(together) <= longest
    return written if is_safe else None
