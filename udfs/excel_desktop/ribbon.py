"""The ribbon: the tab BSA-XL with its groups, as the XML that Excel reads from a file's package."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from .presses import CENTRAL, SCHOOL, Button

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
#: Excel's own pictures; a button that is not named here gets a plain one.
_PICTURES = {
    "check-my-budget": "AcceptInvitation",
    "explain-this-cell": "TraceError",
    "what-changed": "ReviewCompareTwoVersions",
    "price-staffing": "CalculateNow",
    "prepare-submission": "FileSendAsAttachment",
}
_PLAIN = "MacroPlay"
_GROUPS = {SCHOOL: "Plan", CENTRAL: "Season"}
_PRESS = "BsaRibbonPress"
#: Name, caption, picture, callback, tip.
_HELP = (
    ("next-finding", "Next finding", "GoToNext", "BsaRibbonNextFinding",
     "Goes to the next line of the Checks sheet that is open, and to its cell. Needs no Python."),
    ("function-help", "Functions", "FunctionWizard", "BsaRibbonFunctionHelp",
     "Tells Excel's function wizard what the functions of BSA-XL and their arguments are for."),
    ("what-went-wrong", "What went wrong", "ErrorChecking", _PRESS,
     "Shows why functions gave an error value and why buttons stopped, the newest first."),
    ("doctor", "Doctor", "Info", _PRESS,
     "Says what BSA-XL finds on this computer, what is missing, and what to do about it."),
)  # fmt: skip


def ribbon_xml(pressed: Sequence[Button], *, hides_behind_addin: bool) -> bytes:
    """The ribbon of a workbook or of the add-in.

    Args:
        pressed: the buttons, all of one group, before those that help.
        hides_behind_addin: whether the tab stays away where the add-in shows the same one.
    """
    shown = ' getVisible="BsaRibbonShown"' if hides_behind_addin else ""
    work = "".join(
        _button(each.name, each.caption, _PICTURES.get(each.name, _PLAIN), _PRESS, each.help)
        for each in pressed
    )
    helps = "".join(_button(*each) for each in _HELP)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<customUI xmlns="{NAMESPACE}"><ribbon><tabs>'
        f'<tab id="bsaTab" label="BSA-XL"{shown}>'
        f'<group id="bsaWork" label="{_GROUPS[pressed[0].group]}">{work}</group>'
        f'<group id="bsaHelp" label="Help">{helps}</group>'
        "</tab></tabs></ribbon></customUI>\n"
    ).encode()


def _button(name: str, caption: str, picture: str, callback: str, tip: str) -> str:
    """One button; its tag says what it does, its tip is what the pointer brings up."""
    given = {
        "id": "bsa_" + name.replace("-", "_"),
        "tag": name,
        "label": caption,
        "imageMso": picture,
        "size": "large",
        "screentip": caption,
        "supertip": tip,
        "onAction": callback,
    }
    return "<button " + " ".join(f"{key}={quoteattr(text)}" for key, text in given.items()) + "/>"
