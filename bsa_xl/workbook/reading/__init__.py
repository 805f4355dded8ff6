"""The way in: from a returned file's cells to what the school planned.

In order: records (what a return comes to), kinds, told, tokens (which workbook it is), trust,
soundness and forms (what it was issued with), issued (what was locked in it), sheets, entries
(its inputs), arithmetic and working (formulas typed into them), alignment (rows found by key),
changes and comparing, looks, totals, mangled, plans, inputs; reader;
live_cells, since_issue and live (a workbook that stands open in a spreadsheet); second_reader.
"""

from typing import TYPE_CHECKING

from bsa_xl.doors import opens_late

from .forms import ReadingDesk
from .kinds import LOOK_LOST, NOT_READ
from .reader import read_returned
from .records import Expected, OfficeTemplate, RejectedCell, Returned, WorkedOut
from .tokens import token_of
from .totals import stale_cells

if TYPE_CHECKING:
    from .live import LiveReading, read_open_book
    from .live_cells import LiveSheet, LiveValue
    from .second_reader import second_opinion
    from .since_issue import InputChange
else:
    __getattr__ = opens_late(__name__)

__all__ = [
    "LOOK_LOST",
    "NOT_READ",
    "Expected",
    "InputChange",
    "LiveReading",
    "LiveSheet",
    "LiveValue",
    "OfficeTemplate",
    "ReadingDesk",
    "RejectedCell",
    "Returned",
    "WorkedOut",
    "read_open_book",
    "read_returned",
    "second_opinion",
    "stale_cells",
    "token_of",
]
