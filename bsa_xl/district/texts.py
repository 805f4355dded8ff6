"""Text from a file, made fit to be shown and printed, with a word about everything taken out."""

from __future__ import annotations

from bsa_xl.location import Location

from .kinds import BROKEN_LETTERS, UNSAFE_TEXT
from .notices import Notices
from .words import mended_letters, one_line, shown, without_formula, without_unsafe


def fit_to_show(cell: str, where: Location, notices: Notices) -> str:
    """One line of text without invisible characters, lost letters or formulas.

    Args:
        cell: as it stands in the file.
        where: the place, for messages.
        notices: takes what was changed.
    """
    text = cell
    if not cell.isprintable():
        text, name = without_unsafe(cell)
        if name:
            problem = f"an invisible character ({name}) was taken out of '{shown(text)}'."
            notices.fold(UNSAFE_TEXT, where, problem, "Type the text again.")
    text = one_line(text)
    safe = without_formula(text)
    if safe != text:
        problem = f"'{shown(text)}' begins like a formula and was read as '{shown(safe)}'."
        notices.fold(UNSAFE_TEXT, where, problem, "Remove the sign at the front.")
    if not safe.isascii():
        _tell_broken_letters(safe, where, notices)
    return safe


def _tell_broken_letters(text: str, where: Location, notices: Notices) -> None:
    meant = mended_letters(text)
    if meant and meant != text:
        problem = f"'{shown(text)}' looks like '{shown(meant)}' saved in the wrong encoding."
        notices.fault(BROKEN_LETTERS, where, problem, f"Write {shown(meant)}.")
    elif "\ufffd" in text:
        problem = f"a letter of '{shown(text)}' was lost when the file was saved."
        notices.fault(BROKEN_LETTERS, where, problem, "Type the text again.")
