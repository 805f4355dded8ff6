"""The buttons: what each is called, what it says of itself, and the macro behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..books import Book
from ..macros import MACROS

SCHOOL, CENTRAL = "school", "central"


@dataclass(frozen=True, slots=True)
class Button:
    """A button of the ribbon.

    Attributes:
        name: of what it does, as VBA has it: ``check-my-budget``. With hyphens, since virus
            scanners take ``what_changed`` for a macro that starts by itself.
        caption: what the button says.
        help: what it does, for the tip that the pointer brings up.
        group: whose it is: `SCHOOL` or `CENTRAL`.
        run: does it, on a workbook.
    """

    name: str
    caption: str
    help: str
    group: str
    run: Callable[[Book], Any]

    @property
    def sub(self) -> str:
        """The macro's name in Excel's list of macros: ``BsaCheckMyBudget``."""
        return "Bsa" + "".join(word.capitalize() for word in self.name.split("-"))


def buttons(*groups: str) -> tuple[Button, ...]:
    """The buttons of these groups, in the order of the ribbon."""
    return tuple(
        Button(each.name.replace("_", "-"), each.caption, each.help, each.group, each.run)
        for each in MACROS
        if each.group in groups
    )
