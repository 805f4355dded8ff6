"""Text as the XML of a workbook holds it, so that any reader gives back the same text.

Spreadsheets write characters that XML does not allow as ``_xHHHH_``; a text that looks like that
has its first underscore written so (ECMA-376 part 1, 22.9.2.19, ST_Xstring).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Excel's limit for the text of a cell, in UTF-16 units: a letter outside the basic plane is two.
MAX_TEXT = 32767

_FORBIDDEN = "\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff"
#: What has to be coded. The code of a forbidden character ends in ``_`` too, hence the look-ahead.
_CODED = re.compile(f"_(?=x[0-9A-Fa-f]{{4}}[_{_FORBIDDEN}\0])|[{_FORBIDDEN}\0]")
_HALF = re.compile("[\ud800-\udfff]")
#: Between texts that are escaped together. Coded anywhere else, so no text holds it afterwards.
_BETWEEN = "\0"
#: Looked for one by one: for a long text that is many times faster than a pattern.
_CONTROLS = tuple(
    chr(code) for code in (*range(1, 32), 0xFFFE, 0xFFFF) if chr(code) not in "\t\n\r"
)


class RefusedError(ValueError):
    """A value that cannot be written; the message is the fact, `remedy` the way out."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.remedy = remedy


def units(text: str) -> int:
    """Length as a spreadsheet counts it, in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def refuse_unwritable(text: str, limit: int = MAX_TEXT) -> None:
    """Refuse a text that is too long, or that holds half a character.

    Raises:
        RefusedError: it does.
    """
    if len(text) * 2 > limit and (size := units(text)) > limit:
        raise RefusedError(
            f"the text has {size:,} characters, and {limit:,} is the most that fits.",
            "Shorten it.",
        )
    if not text.isascii() and _HALF.search(text):
        raise RefusedError(
            "the text holds half a character, which no file can hold.",
            "Type it again, or save the file it comes from as UTF-8.",
        )


def escape(text: str) -> str:
    """One text for the content of an element of a workbook."""
    if "\0" in text or _is_risky(text):
        text = _CODED.sub(_code, text)
    return _as_xml(text)


def escape_all(texts: Sequence[str]) -> list[str]:
    """Many texts, at least one, as `escape` each; together they take a fifth of the time.

    Raises:
        RefusedError: one of them cannot be written.
        TypeError: one of them is no text.
    """
    joined = _BETWEEN.join(texts)
    is_long = len(joined) * 2 > MAX_TEXT and max(map(len, texts)) * 2 > MAX_TEXT
    if is_long or (not joined.isascii() and _HALF.search(joined)):
        for text in texts:
            refuse_unwritable(text)
    if joined.count(_BETWEEN) != len(texts) - 1 or _is_risky(joined):
        return [escape(text) for text in texts]
    return _as_xml(joined).split(_BETWEEN)


def needs_preserving(texts: Sequence[str]) -> bool:
    """Whether one of these texts has white space that a reader of XML might drop."""
    joined = _BETWEEN.join(texts)
    if "\n" in joined or "\t" in joined or "\r" in joined:
        return True
    edges = joined[:1] + joined[-1:]
    return " " in edges or " \0" in joined or "\0 " in joined


def escape_plain(text: str) -> str:
    """One text for any other XML: element content or an attribute, without ``_xHHHH_``.

    Raises:
        RefusedError: it holds a character that XML does not allow.
    """
    found = re.search(f"[{_FORBIDDEN}\0]", text)
    if found:
        raise RefusedError(
            f"the text holds the control character U+{ord(found[0]):04X}.", "Take it out."
        )
    return _as_attribute(text)


def escape_mark(text: str) -> str:
    """One text for an attribute or the content of an element, with ``_xHHHH_`` where needed."""
    return _as_attribute(_CODED.sub(_code, text))


def _is_risky(text: str) -> bool:
    """Whether something in it may have to be coded."""
    return ("_" in text and "_x" in text) or any(map(text.__contains__, _CONTROLS))


def _as_xml(text: str) -> str:
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if "\r" in text:  # a reader of XML turns a bare one into a new line
        text = text.replace("\r", "&#13;")
    return text


def _as_attribute(text: str) -> str:
    """Also right inside an element; a line end in an attribute would be read as a space."""
    return _as_xml(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def _code(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):04X}_"
