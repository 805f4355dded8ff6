"""Control totals: the same money, or the same schools, added up in two ways, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from openpyxl.worksheet.worksheet import Worksheet

from bsa_xl.workbook import style

from .book import Book, Placed
from .table import Column, Shown, Table

_UNITS = {Shown.DOLLARS: "dollars", Shown.FTE: "FTE", Shown.WHOLE: "schools"}
_PLACES = {Shown.DOLLARS: 2, Shown.FTE: 4, Shown.WHOLE: 0}
_WORDS = (("OK", "OK"), ("DIFFERS", "FIX"))


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two ways.

    Attributes:
        value: what Python makes it: integer cents, FTE parts or a count.
        of: what is added up, in words.
        at: table and header of the column that it is the sum of; None where it comes from
            elsewhere, and only its value stands in the workbook.
    """

    value: int
    of: str
    at: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Control:
    """Two figures that must be equal, to the cent."""

    what: str
    left: Side
    right: Side
    shown: Shown = Shown.DOLLARS

    @property
    def foots(self) -> bool:
        """Whether they are."""
        return self.left.value == self.right.value

    @property
    def difference(self) -> int:
        """How much more the left side is, in its own unit."""
        return self.left.value - self.right.value


def put_controls(
    book: Book,
    sheet: Worksheet,
    row: int,
    controls: Sequence[Control],
    placed: Mapping[str, Placed],
) -> int:
    """The controls as a table with live formulas, each beside the value that it comes to.

    Args:
        book: that the sheet belongs to.
        sheet: a page with seven columns.
        row: where the heading stands.
        controls: in the order to be shown.
        placed: by name, the tables that the sides point to.

    Returns:
        The first free row below.
    """
    columns = (
        Column("What"),
        Column("Result", words=_WORDS),
        Column("Unit"),
        Column("One way", Shown.DOLLARS),
        Column("The other way", Shown.DOLLARS),
        Column("Difference", Shown.DOLLARS),
        Column("How"),
    )
    heading = "Control totals: the same figure added up in two ways"
    rows = [(each.what, "", _UNITS[each.shown], None, None, None, _how(each)) for each in controls]
    last = book.block(sheet, row, heading, Table(columns, rows)).last
    for number, control in enumerate(controls, start=row + 2):
        places = _PLACES[control.shown]
        for letter, side in (("D", control.left), ("E", control.right)):
            place = f"{letter}{number}"
            book.show_as(sheet, place, control.shown, side.value)
            if side.at is not None:
                name, head = side.at
                text = f"SUM({placed[name].cells(head)})"
                book.formula(sheet, place, text, side.value, control.shown)
        book.show_as(sheet, f"F{number}", control.shown)
        difference = f"ROUND(D{number}-E{number},{places})"
        book.formula(sheet, f"F{number}", difference, control.difference, control.shown)
        style.plain(sheet[f"B{number}"], bold=True)
        word = "OK" if control.foots else "DIFFERS"
        text = f'IF(F{number}=0,"OK","DIFFERS")'
        book.formula(sheet, f"B{number}", text, word, Shown.TEXT)
    return last + 1


def unsettled(controls: Iterable[Control]) -> tuple[Control, ...]:
    """The controls that do not foot."""
    return tuple(control for control in controls if not control.foots)


def _how(control: Control) -> str:
    return f"{control.left.of[:1].upper()}{control.left.of[1:]}, beside {control.right.of}"
