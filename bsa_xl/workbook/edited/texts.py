"""Shared texts of a template whose marks a spreadsheet has cut in pieces."""

from __future__ import annotations

import re
from html import unescape

from .references import escaped

_ITEM = re.compile(rb"<si>(.*?)</si>", re.DOTALL)
_RUN = re.compile(rb"<r>.*?</r>", re.DOTALL)
_TEXT = re.compile(rb"<t(?:\s[^>]*)?>([^<]*)</t>")
_MARK = re.compile(r"@@\w+@@")


def whole_marks(strings: bytes) -> bytes:
    """The table of shared texts with every mark in one piece.

    Where a part of a text was formatted apart, a spreadsheet cuts the text there, perhaps within a
    mark. Such a text loses the format of its parts, and keeps that of its cell.
    """
    return _ITEM.sub(_whole, strings)


def _whole(item: re.Match[bytes]) -> bytes:
    runs = [_said(run) for run in _RUN.findall(item[1])]
    if len(runs) < 2:  # noqa: PLR2004 - one run is in one piece
        return item[0]
    text = "".join(runs)
    marks = sum(len(_MARK.findall(run)) for run in runs)
    if len(_MARK.findall(text)) == marks:
        return item[0]
    return f'<si><t xml:space="preserve">{escaped(text)}</t></si>'.encode()


def _said(xml: bytes) -> str:
    return "".join(unescape(text.decode()) for text in _TEXT.findall(xml))
