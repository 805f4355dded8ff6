"""Text of a cell made fit to show: invisible characters, lost letters and formulas taken out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable

#: Control, direction-changing, invisible and unassigned characters; line breaks count as blanks.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_MOJIBAKE = re.compile("[ÂÃâ][\x80-\xbf‘’“”€™–—…†‡‰‹›ŒœŠšŸŽžƒˆ˜¡-¿]")
_FORMULA_SIGNS = "=+@-"
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9][0-9.,]*")
#: Words that databases and spreadsheets write for "there is no value".
NO_VALUE_WORDS = frozenset({"null", "n/a", "#n/a", "na", "nan", "none", "nil", "n.a.", "(blank)"})
#: What a spreadsheet shows when a formula failed or a column is too narrow.
_ERROR = re.compile(r"#(REF|VALUE|DIV/0|NAME|NUM|NULL|SPILL|CALC|FIELD|BLOCKED)[!?]|#{3,}")


def has_unsafe(text: str) -> bool:
    """Whether a text, of a cell or of a whole file, holds characters that must not be shown."""
    return _UNSAFE.search(text) is not None


def without_unsafe(text: str) -> tuple[str, str]:
    """The text without unsafe characters, and the first of those as people name it: ``U+202E``."""
    first = _UNSAFE.search(text)
    name = f"U+{ord(first[0]):04X}" if first else ""
    return _UNSAFE.sub("", text), name


def one_line(text: str) -> str:
    """Without blanks at the ends, and with one blank for any run of blanks and line breaks."""
    if text.isalnum():
        return text
    return " ".join(text.split())


def without_formula(text: str) -> str:
    """Without signs at the front that would make a spreadsheet run it; numbers stay as they are."""
    if text[:1] not in _FORMULA_SIGNS or _PLAIN_NUMBER.fullmatch(text):
        return text
    return text.lstrip(_FORMULA_SIGNS + " ")


def is_error(text: str) -> bool:
    """Whether it is an error that a spreadsheet shows, such as #REF!."""
    return text.startswith("#") and _ERROR.fullmatch(text) is not None


def mended_letters(text: str) -> str:
    """UTF-8 that was read as Windows-1252, read rightly; empty where that is not certain.

    ``PeÃ±a`` gives ``Peña``.
    """
    if not _MOJIBAKE.search(text):
        return ""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""


def key_of(text: str) -> str:
    """The name of a column, key or word as files mean it: ``School ID`` gives ``school_id``."""
    return re.sub(r"[\s\-]+", "_", text.strip().casefold())


def nearest(word: str, known: Iterable[str], *, alone: bool = False) -> str:
    """The known word that was probably meant, or an empty text.

    Args:
        word: as it was written.
        known: the words that there are.
        alone: whether a second word that is just as near leaves none.
    """
    close = difflib.get_close_matches(word, list(known), n=2, cutoff=0.75)
    if not close:
        return ""
    if alone and len(close) > 1:
        first, second = (difflib.SequenceMatcher(None, other, word).ratio() for other in close)
        return close[0] if first > second else ""
    return close[0]


def spoken_list(words: Collection[str], *, last: str = "or", most: int = 12) -> str:
    """``a, b or c``; a long list is cut with a number."""
    shown = list(words)
    if len(shown) > most:
        return f"{', '.join(shown[:most])} {last} {len(shown) - most} more"
    if len(shown) < 2:  # noqa: PLR2004
        return "".join(shown)
    return f"{', '.join(shown[:-1])} {last} {shown[-1]}"


def shown(text: str, most: int = 40) -> str:
    """A value as a message quotes it: one line, safe, and not too long."""
    clean = one_line(_UNSAFE.sub("", text))
    return clean if len(clean) <= most else clean[: most - 1] + "…"
