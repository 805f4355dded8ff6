"""Paper: the school's workbook, out and back.

In order: declare (how a sheet is declared), case (what it shows), sheets (what stands where),
layout (the contract), values, style, tables, pages, drawing, identity, snapshot, template; press
(stamping one school's); package and reading (the way back).
"""

from . import style
from .case import Case, CheckOutcome, Identity, Letter, ShownLine
from .filling import filled
from .layout import Layout, Shape, key_of
from .press import Press, Stamped, prepare, restore
from .sheets.checks import CheckText
from .snapshot import school_text, shared_text
from .stamping import best_deflate
from .template import FORM_VERSION

__all__ = [
    "FORM_VERSION",
    "Case",
    "CheckOutcome",
    "CheckText",
    "Identity",
    "Layout",
    "Letter",
    "Press",
    "Shape",
    "ShownLine",
    "Stamped",
    "best_deflate",
    "filled",
    "key_of",
    "prepare",
    "restore",
    "school_text",
    "shared_text",
    "style",
]
