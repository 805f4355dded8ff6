"""Choices that a spreadsheet made a number of, or that only look like an entry of their list.

Typing the code 06002 leaves the number 6002 in the cell, 1E5 leaves 100000 and 3-4 a date. What was
probably meant is proposed, never taken.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bsa_xl.budget import FIRST_DAY, LAST_DAY, Setting, Typed
from bsa_xl.location import Location
from bsa_xl.workbook.declare import Column
from bsa_xl.workbook.package import kinds
from bsa_xl.workbook.package.refusal import shown
from bsa_xl.workbook.sealing import CellAt

from .entries import plain_number
from .told import Told

#: What separates a title from its code in a label.
_BETWEEN = " · "
#: Letters of other alphabets that look like Latin ones.
_LOOKALIKES = str.maketrans(
    "АВЕКМНОРСТУХаеорсухіѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο‐‑–—−",
    "ABEKMHOPCTYXaeopcyxisABEZHIKMNOPTYXo-----",
)


@dataclass(frozen=True)
class Choices:
    """The entries of a school's lists, by the name of the list."""

    setting: Setting

    def labels(self, column: Column) -> Sequence[str]:
        """The entries that an input column offers; none where it has no list of the school's."""
        names = column.choice.names if column.choice is not None else ""
        match names:
            case "Title_labels":
                return [title.label for title in self.setting.rates.titles]
            case "Item_labels":
                return [item.label for item in self.setting.rates.items]
            case "Program_labels":
                return [program.label for program in self.setting.programs]
            case _:
                return []


def tell_numbers(
    found: Iterable[tuple[CellAt, Column, Decimal, bool]], choices: Choices, told: Told
) -> None:
    """Say which choices are numbers or dates, and what was probably typed."""
    for at, column, number, is_date in found:
        labels = choices.labels(column)
        day = _day(number) if is_date else None
        held = f"the number {plain_number(number)}" if day is None else f"the date {day}"
        near = _with_code(number, labels) if day is None else _with_day(day, labels)
        told.say(
            kinds.CODE,
            told.at(*at),
            f"The cell holds {held} where an entry of its list belongs.",
            _proposal(list(near)),
        )


def tell_lookalikes(
    found: Iterable[tuple[Location, Column, Typed]], choices: Choices, told: Told
) -> None:
    """Say which texts differ from an entry of their list only in what nobody sees.

    Args:
        found: texts that are not on their list, with their cells and columns.
        choices: of the school.
        told: takes the findings.
    """
    known: dict[str, dict[str, str]] = {}
    for where, column, text in found:
        labels = choices.labels(column)
        if not isinstance(text, str) or not labels:
            continue
        names = column.choice.names if column.choice is not None else ""
        if names not in known:
            known[names] = {_folded(label): label for label in labels}
        label = known[names].get(_folded(text))
        if label is not None and label.lower() != text.lower():
            told.say(
                kinds.CODE,
                where,
                f"The cell holds {shown(text)}, which looks like an entry of its list and is not "
                "the same.",
                _proposal([label]),
            )


def _with_code(number: Decimal, labels: Iterable[str]) -> Iterator[str]:
    """The entries whose code a spreadsheet would read as this number."""
    for label in labels:
        code = _code(label)
        try:
            is_same = code.isascii() and "_" not in code and Decimal(code) == number
        except ArithmeticError:
            continue
        if is_same:
            yield label


def _with_day(day: date, labels: Iterable[str]) -> Iterator[str]:
    """The entries whose code a spreadsheet reads as this day: ``3-4``, ``03/04``, ``Mar-4``."""
    month, number, year = day.month, day.day, day.year % 100
    name = _MONTHS[month - 1]
    spelt = {f"{a}-{b}" for a in (f"{month}", f"{month:02}") for b in (f"{number}", f"{number:02}")}
    spelt |= {f"{name}-{number}", f"{name}-{number:02}", f"{name}-{year:02}"}
    for label in labels:
        if _code(label).lower().replace("/", "-") in spelt:
            yield label


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _day(number: Decimal) -> date | None:
    """The day that a number stands for; None where it stands for none."""
    if not FIRST_DAY <= number <= LAST_DAY:
        return None
    return date.fromordinal(int(number) + _DAY_ZERO)


_DAY_ZERO = date(1899, 12, 30).toordinal()


def _code(label: str) -> str:
    return label.rpartition(_BETWEEN)[2] if _BETWEEN in label else label


def _proposal(near: Sequence[str]) -> str:
    if len(near) == 1:
        return f"Choose {shown(near[0])} from the cell's list, if that is meant."
    return "Choose an entry of the cell's list."


def _folded(text: str) -> str:
    """A text without the differences that nobody sees."""
    plain = unicodedata.normalize("NFKC", text).translate(_LOOKALIKES)
    return " ".join(plain.split()).casefold()
