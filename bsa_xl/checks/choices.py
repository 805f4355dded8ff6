"""What the drop-down lists of one school offer, and which entry was probably meant."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from heapq import nlargest

from bsa_xl.budget import ACTIONS, Setting, Typed, text_in

from .wording import plain

LONGEST_CHOICE = 200
#: Wrong choices for which the nearest entry is sought; a pasted column of others names none.
MOST_SOUGHT = 10
#: Entries with the most pieces in common that are compared letter by letter.
COMPARED = 8
PIECE = 3


class Choices:
    """The lists of one school; each wrong text is compared with its list once."""

    __slots__ = ("_found", "_lists", "_pieces")

    def __init__(self, setting: Setting) -> None:
        """Take the labels of titles, items and programs as the lists show them."""
        self._lists: dict[str, tuple[str, ...]] = {
            "action": ACTIONS,
            "title": tuple(title.label for title in setting.rates.titles),
            "item": tuple(item.label for item in setting.rates.items),
            "program": tuple(program.label for program in setting.programs),
        }
        self._found: dict[tuple[str, str], str] = {}
        self._pieces: dict[str, dict[str, frozenset[str]]] = {}

    def count(self, name: str) -> int:
        """How many entries the list of an input has."""
        return len(self._lists[_list_of(name)])

    def remedy(self, name: str, value: Typed) -> str:
        """What to choose instead."""
        if name == "action":
            return "Choose Keep, Change, Close or New."
        near = self._nearest(_list_of(name), text_in(value))
        if near:
            return f"Choose '{plain(near)}' if that is meant, or another entry of the cell's list."
        return "Choose an entry of the cell's list."

    def _nearest(self, list_name: str, text: str) -> str:
        key = (list_name, text)
        if key not in self._found:
            if len(self._found) >= MOST_SOUGHT or len(text) > LONGEST_CHOICE:
                return ""
            if list_name not in self._pieces:
                labels = self._lists[list_name]
                self._pieces[list_name] = {label: _pieces(label.lower()) for label in labels}
            self._found[key] = _closest(text, self._pieces[list_name])
        return self._found[key]


def _list_of(name: str) -> str:
    return "program" if name.startswith("program_") else name


def _closest(text: str, labels: Mapping[str, frozenset[str]]) -> str:
    """The nearest label; a text that is a label's code, or its title alone, means that label.

    A rate sheet may have thousands of titles: only those with the most pieces in common are
    compared letter by letter.
    """
    wanted = " ".join(text.lower().split())
    if not wanted:
        return ""
    for label in labels:
        if wanted in (label.lower(), *label.lower().split(" · ")):
            return label
    pieces = _pieces(wanted)
    alike = nlargest(COMPARED, labels, key=lambda label: _in_common(pieces, labels[label]))
    spelt = {label.lower(): label for label in alike}
    return next((spelt[one] for one in get_close_matches(wanted, spelt, n=1)), "")


def _pieces(text: str) -> frozenset[str]:
    padded = f" {text} "
    return frozenset(padded[start : start + PIECE] for start in range(len(padded) - PIECE + 1))


def _in_common(pieces: frozenset[str], others: frozenset[str]) -> int:
    """Twice the pieces in common, in thousandths of all pieces of both."""
    return 2000 * len(pieces & others) // (len(pieces) + len(others))
