"""What is built for Excel on a desktop, each from a workbook without macros."""

from __future__ import annotations

from .packages import addin, with_macros
from .presses import CENTRAL, SCHOOL, buttons
from .ribbon import ribbon_xml
from .vba_files import ADDIN, CONTROL, WORKBOOK, modules


def school_workbook(workbook: bytes) -> bytes:
    """A school's .xlsm: the .xlsx with the buttons and functions of BSA-XL in it."""
    ribbon = ribbon_xml(buttons(SCHOOL), hides_behind_addin=True)
    return with_macros(workbook, modules(WORKBOOK), ribbon)


def control_workbook(workbook: bytes) -> bytes:
    """The central office's .xlsm: the control workbook with a season's steps as buttons."""
    ribbon = ribbon_xml(buttons(CENTRAL), hides_behind_addin=False)
    return with_macros(workbook, modules(CONTROL), ribbon)


def desktop_addin(workbook: bytes) -> bytes:
    """The .xlam, from an empty .xlsx: buttons and functions for whatever workbook is in front."""
    ribbon = ribbon_xml(buttons(SCHOOL), hides_behind_addin=False)
    return addin(workbook, modules(ADDIN), ribbon)
