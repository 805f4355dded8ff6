"""Choices that a spreadsheet made a number of, or that only look like an entry of their list.

Typing the code 06002 leaves the number 6002 in the cell, 1E5 leaves 100000 and 3-4 a date. What was
probably meant is proposed, never taken.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bsa_xl.budget import Setting, Typed
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
    found: Iterable[tuple[CellAt, Column, Decimal]], choices: Choices, told: Told
) -> None:
    """Say which choices are numbers, and what was probably typed."""
    for at, column, number in found:
        near = list(_with_code(number, choices.labels(column)))
        told.say(
            kinds.CODE,
            told.at(*at),
            f"The cell holds the number {plain_number(number)} where an entry of its list belongs.",
            _proposal(near),
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
        code = label.rpartition(_BETWEEN)[2] if _BETWEEN in label else label
        try:
            is_same = code.isascii() and "_" not in code and Decimal(code) == number
        except ArithmeticError:
            continue
        if is_same:
            yield label


def _proposal(near: Sequence[str]) -> str:
    if len(near) == 1:
        return f"Choose {shown(near[0])} from the cell's list, if that is meant."
    return "Choose an entry of the cell's list."


def _folded(text: str) -> str:
    """A text without the differences that nobody sees."""
    plain = unicodedata.normalize("NFKC", text).translate(_LOOKALIKES)
    return " ".join(plain.split()).casefold()
