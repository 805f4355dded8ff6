"""The turns of phrase that all messages about a policy share."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

LONGEST_QUOTE = 60
LONGEST_LIST = 30


def quote(text: str) -> str:
    """Text from a file in quotes: short, on one line, with nothing that a terminal obeys."""
    return f"'{plainly(text)}'"


def plainly(text: str) -> str:
    """The same without the quotes, for words that stand by themselves."""
    shown = "".join(_seen(letter) for letter in text[: LONGEST_QUOTE + 1])
    return f"{shown[:LONGEST_QUOTE]}..." if len(shown) > LONGEST_QUOTE else shown


def _seen(letter: str) -> str:
    return letter if letter.isprintable() else f"<U+{ord(letter):04X}>"


def listing(words: Iterable[str]) -> str:
    """``a, b, c``; a long list is cut and says how many more there are."""
    shown = [plainly(word) for word in words]
    more = len(shown) - LONGEST_LIST
    tail = f" and {more} more" if more > 0 else ""
    return ", ".join(shown[:LONGEST_LIST]) + tail


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant; None when none is alike."""
    plain = {_plain(candidate): candidate for candidate in known}
    found = get_close_matches(_plain(word), plain, n=1)
    return plain[found[0]] if found else None


def _plain(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")


def use_one_of(word: str, known: Iterable[str]) -> str:
    """``Write values, or use: label, unit.`` or, when nothing is alike, ``Use: label, unit.``."""
    words = list(known)
    if not words:
        return "Take it out."
    near = nearest(word, words)
    if near is None:
        return f"Use: {listing(words)}."
    others = [other for other in words if other != near]
    more = f", or use: {listing(others)}" if others else ""
    return f"Write {plainly(near)}{more}."
