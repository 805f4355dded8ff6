"""What a press of a button in Excel comes to: the VBA asks here, and shows what is answered.

The answer is always a text for people; no exception leaves this module, since Excel would show its
reader a traceback.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from typing import Any

from bsa_xl import api

from ..books import Book
from ..cells import NoAnswerError
from ..settings import settings_file
from .doctor import examine, told
from .faults import FaultBook
from .machine import Machine, this_machine
from .presses import CENTRAL, SCHOOL, buttons
from .versions import refusal

_OUR_FAULT = (
    "This is a fault of BSA-XL, not of your workbook. The details were written to {path}: "
    "send that file to the central office."
)
_WENT_WRONG, _DOCTOR = "what-went-wrong", "doctor"


def press(name: str, xlwings_version: str, form: int) -> str:
    """Do what a button says, on the workbook in front, and tell what came of it.

    Args:
        name: of the button.
        xlwings_version: that the VBA was made for.
        form: of the calls that the VBA knows.
    """
    import xlwings  # noqa: PLC0415 - only Excel's Python needs it

    faults = FaultBook(settings_file(os.environ, sys.platform))
    refused = refusal(xlwings_version, xlwings.__version__, form)
    if refused:
        return refused
    return pressed(name, xlwings.Book.caller, faults, this_machine)


def pressed(
    name: str, book: Callable[[], Any], faults: FaultBook, machine: Callable[[], Machine]
) -> str:
    """As `press`, with everything that it needs handed in.

    Args:
        name: of the button.
        book: gives the workbook in front.
        faults: where faults are kept.
        machine: gives the computer that this runs on.
    """
    if name == _WENT_WRONG:
        return faults.told()
    if name == _DOCTOR:
        return told(examine(machine()))
    try:
        return _told(_run(name)(book()))
    except NoAnswerError as fault:
        faults.keep(name, str(fault))
        return str(fault)
    except Exception as fault:  # noqa: BLE001 - the last hand before the reader
        stop = api.stop_for(fault)
        text = f"{stop.problem} {stop.remedy}" if stop else _OUR_FAULT.format(path=faults.path)
        faults.keep(name, text, "" if stop else "".join(traceback.format_exception(fault)))
        return text


def _run(name: str) -> Callable[[Book], Any]:
    for button in buttons(SCHOOL, CENTRAL):
        if button.name == name:
            return button.run
    raise NoAnswerError(
        f"There is no button '{name}' in this version of BSA-XL. Run 'bsa-xl excel install' for "
        "the add-in, and ask for the workbook of this version."
    )


def _told(answer: Any) -> str:
    """What a macro has to say: its report's message, or its own text; else nothing."""
    if isinstance(answer, str):
        return answer
    return str(getattr(answer, "message", "") or "")
