"""What a staffing row says of itself, in the workbook's words."""

from __future__ import annotations

from .views import StaffingView


def status(view: StaffingView) -> str:
    """The first thing to do on the row; empty on a blank row."""
    line = view.line
    if not line.row.is_used:
        return ""
    if line.text_fault:
        return "A number is typed as text"
    return "A number is out of range" if line.range_fault else status_2(view)


def status_2(view: StaffingView) -> str:
    """The same, where all numbers are numbers."""
    line = view.line
    if line.list_fault:
        return "Not on the list"
    return "Not complete" if line.incomplete else status_3(view)


def status_3(view: StaffingView) -> str:
    """The same, where the row is complete."""
    if view.line.share_fault:
        return "Shares must come to 100"
    return "FTE is not a step of this title" if view.line.step_fault else "OK"
