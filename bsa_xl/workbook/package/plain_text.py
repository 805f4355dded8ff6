"""Texts in the one form in which programs write them: no markup, and no rare references."""

from __future__ import annotations

import re

_REFERENCE = re.compile("&(?:(amp|lt|gt|quot|apos);|#([0-9]{1,7});|#x([0-9A-Fa-f]{1,6});)?")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ILLEGAL = re.compile("[\\x00-\\x08\\x0b-\\x1f\\ufffe\\uffff]")
_LEGAL_CONTROLS = (0x09, 0x0A, 0x0D)
_SPACE, _SURROGATES, _BEYOND, _NO_CHARACTER = 0x20, 0xD800, 0xE000, 0xFFFE


class NotCanonical(Exception):  # noqa: N818 - nothing is wrong, it is only read another way
    """The sheet is written in a form that this module does not read."""


def is_plain(text: str) -> bool:
    """Whether a printable text stands for itself, without markup, references and escapes."""
    return not ("&" in text or "<" in text or "_x" in text)


def plain_text(text: str) -> str:
    """A text as it stands, its references replaced; there must be nothing else of markup in it."""
    if "<" in text or (not text.isprintable() and _ILLEGAL.search(text)):
        raise NotCanonical
    if "&" not in text:
        return text
    usual = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    if usual.count("&") == usual.count("&amp;"):
        return usual.replace("&amp;", "&")
    return _REFERENCE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    """What a reference stands for; what is none or rare is left to the parser."""
    if match[1]:
        return _NAMED[match[1]]
    code = int(match[2]) if match[2] else int(match[3], 16) if match[3] else 0
    if code in _LEGAL_CONTROLS or _SPACE <= code < _SURROGATES or _BEYOND <= code < _NO_CHARACTER:
        return chr(code)
    raise NotCanonical
