"""Text that others wrote, made fit to be shown: on one line, nothing in it invisible or alive."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape as as_xml

#: Letters of one cell; a spreadsheet takes 32,767 units of which a letter needs one or two.
MOST_LETTERS = 16_000
_MORE = "..."
#: What a spreadsheet would take for the code of a letter, as in ``_x0041_``.
_LIKE_A_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
#: What a spreadsheet would run as a formula, behind blanks that it drops and the apostrophes that a
#: file may carry already.
_LIKE_A_FORMULA = re.compile(r"['\s]*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def fit_to_show(text: str, most: int = MOST_LETTERS) -> str:
    """The text on one line; what cannot be seen is named, as in ``<U+202E>``.

    Args:
        text: from a file or a workbook.
        most: letters at most; a longer text ends in three dots.
    """
    if text.isprintable() and len(text) <= most:
        return text
    shown = "".join(map(_visible, text[: most + 1]))
    return f"{shown[: most - len(_MORE)]}{_MORE}" if len(shown) > most else shown


def cell_text(text: str) -> str:
    """The text as the XML of a cell holds it, so that any spreadsheet shows just this text."""
    return as_xml(_LIKE_A_CODE.sub("_x005F_", fit_to_show(text)))


def not_a_formula(text: str) -> str:
    """The text for a file that a spreadsheet may open: an apostrophe before what it would run.

    A number stays as it is, whatever its sign.
    """
    shown = fit_to_show(text)
    if _LIKE_A_FORMULA.match(shown) and not _NUMBER.fullmatch(shown):
        return f"'{shown}"
    return shown


def _visible(letter: str) -> str:
    if letter.isprintable():
        return letter
    return " " if letter.isspace() else f"<U+{ord(letter):04X}>"
