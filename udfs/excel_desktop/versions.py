"""Which versions fit together: VBA, the xlwings in Python, and this product."""

from __future__ import annotations

#: The only xlwings that our VBA can talk to: its DLL carries the version in its name.
XLWINGS = "0.37.8"
#: The form of the calls between our VBA and Python; see vba/bsa_here.bas.
FORM = 1


def refusal(asked_for: str, found: str, form: int) -> str:
    """Why a call from a workbook or add-in cannot be answered; empty where it can.

    Args:
        asked_for: the xlwings version that the VBA was made for.
        found: the xlwings version in this Python.
        form: the form of calls that the VBA knows.
    """
    if form != FORM or asked_for != XLWINGS:
        return (
            "The buttons in this workbook or add-in are of another version of BSA-XL. Run "
            "'bsa-xl excel install' for the add-in, and ask for the workbook of this version."
        )
    if found != XLWINGS:
        return (
            f"BSA-XL needs xlwings {XLWINGS} and its Python has {found}. "
            f"Run: python -m pip install xlwings=={XLWINGS}"
        )
    return ""
