"""Turns of phrase that the messages of all rules share; typed text is shown safely."""

from __future__ import annotations

from decimal import Decimal

from bsa_xl.budget import (
    AMOUNT,
    FTE_EACH,
    FTE_PARTS,
    HOW_MANY,
    QUANTITY,
    SHARE,
    CellError,
    NumberField,
    SchoolBudget,
    Typed,
    text_in,
)

LONGEST_QUOTE = 60
LONGEST_NUMBER = 24

#: What a person calls each input, by the field's name in a row.
INPUT_WORDS = {
    "action": "the action",
    "title": "the position planned",
    "how_many": "how many",
    "fte_each": "FTE each",
    "start": "the start date",
    "end": "the end date",
    "program_1": "funding source 1",
    "program_2": "funding source 2",
    "program_3": "funding source 3",
    "share_1": "share 1",
    "share_2": "share 2",
    "share_3": "share 3",
    "item": "the item",
    "quantity": "the quantity",
    "amount": "the lump sum",
    "program": "the funding source",
    "date": "the date of the approval",
    "quorum": "the quorum",
    "votes_for": "the number of votes for",
    "votes_against": "the number of votes against",
    "minutes": "the reference to the minutes",
    "approved": "the amount approved",
}
#: Inputs that take a date.
DATES = frozenset({"start", "end", "date"})
#: What numbers the other number inputs take; votes are counted like the persons of a row.
NUMBERS: dict[str, NumberField] = {
    "how_many": HOW_MANY,
    "fte_each": FTE_EACH,
    "share_1": SHARE,
    "share_2": SHARE,
    "share_3": SHARE,
    "quantity": QUANTITY,
    "amount": AMOUNT,
    "votes_for": HOW_MANY,
    "votes_against": HOW_MANY,
    "approved": AMOUNT,
}


def plain(text: str) -> str:
    """A text that others wrote: short, on one line, with nothing that a terminal obeys."""
    shown = text[: LONGEST_QUOTE + 1]
    if not shown.isprintable():
        shown = "".join(map(_visible, shown))
    return f"{shown[:LONGEST_QUOTE]}..." if len(shown) > LONGEST_QUOTE else shown


def quoted(value: Typed) -> str:
    """What was typed, in quotes."""
    if isinstance(value, Decimal):
        return f"'{number_text(value)}'"
    if isinstance(value, CellError):
        return f"'{plain(value.code)}'"
    return f"'{plain(text_in(value))}'"


def _visible(letter: str) -> str:
    if letter.isprintable():
        return letter
    return " " if letter.isspace() else f"<U+{ord(letter):04X}>"


def number_text(value: Decimal) -> str:
    """A number as a person would type it: ``0.5``, ``1234.56``; a monstrous one is shortened."""
    if not value:
        return "0"
    if not value.is_finite() or abs(value.adjusted()) > LONGEST_NUMBER:
        return f"{value:.3E}"
    text = text_in(value)
    return text if len(text) <= LONGEST_NUMBER else f"{text[:LONGEST_NUMBER]}..."


def fte_text(parts: int) -> str:
    """FTE from its parts: ``1``, ``0.5``, ``1.2``."""
    return text_in(Decimal(parts) / FTE_PARTS)


def what_counts(name: str) -> str:
    """The numbers that an input takes: ``a whole number from 0 to 999``."""
    field = NUMBERS[name]
    return f"a {'whole ' if field.exact else ''}number from 0 to {field.high:,}"


def title_words(budget: SchoolBudget, code: str) -> str:
    """A title as the drop-down shows it; its code where it is not on the rate sheet."""
    for title in budget.setting.rates.titles:
        if title.code == code:
            return plain(title.label)
    return plain(code)
