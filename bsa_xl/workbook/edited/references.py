"""References in formulas and areas, moved along with the rows that they name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from .rows import RowMap

_PIECES = re.compile(r'("(?:[^"]|"")*")|([^"]+|")')
_REFERENCE = re.compile(
    r"(?P<sheet>(?:'(?:[^']|'')+'|(?<![\w.'!])[A-Za-z_][\w.]*)!)?"
    r"(?<![\w.$])(?P<left>\$?[A-Z]{1,3}\$?)(?P<top>[1-9]\d{0,6})"
    r"(?::(?P<right>\$?[A-Z]{1,3}\$?)(?P<bottom>[1-9]\d{0,6}))?(?![\w.(!])"
)
_AREA = re.compile(r"([A-Z]{1,3})([0-9]+)(?::([A-Z]{1,3})([0-9]+))?")
_SAME = RowMap()


def moved_formula(text: str, maps: Mapping[str, RowMap], own: str = "") -> str:
    """A formula whose references follow their rows.

    Args:
        text: as it stands in the XML, where some characters are escaped.
        maps: by sheet.
        own: the sheet that references without one mean; empty where there is none.
    """
    plain = unescape(text)

    def moved(found: re.Match[str]) -> str:
        sheet = (found["sheet"] or "")[:-1].strip("'").replace("''", "'") or own
        rows = maps.get(sheet, _SAME)
        top = int(found["top"])
        if found["bottom"] is None:
            return f"{found['sheet'] or ''}{found['left']}{rows.row(top)}"
        first, last = rows.area(top, int(found["bottom"]))
        return f"{found['sheet'] or ''}{found['left']}{first}:{found['right']}{last}"

    said = "".join(quoted or _REFERENCE.sub(moved, rest) for quoted, rest in _PIECES.findall(plain))
    return text if said == plain else escaped(said)


def escaped(text: str) -> str:
    """A text as it stands in XML, in an element or between double quotes."""
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


def moved_areas(text: str, rows: RowMap) -> str:
    """Areas with spaces between them, ``B3:M3 D10:D32``; a whole column stays as it is."""
    return _AREA.sub(lambda found: _moved_area(found, rows), text)


def _moved_area(found: re.Match[str], rows: RowMap) -> str:
    left, top, right, bottom = found.groups()
    first, last = rows.area(int(top), int(bottom or top))
    is_cell = right is None and first == last
    return f"{left}{first}" if is_cell else f"{left}{first}:{right or left}{last}"
