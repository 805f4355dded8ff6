"""Why a cell gets no answer, in words for the person who typed its formula."""

from __future__ import annotations

from decimal import Decimal

#: Digits that a cell shows.
_DIGITS = 15


class CannotAnswerError(ValueError):
    """What a cell or a button asked for cannot be answered.

    Attributes:
        problem: the fact; one sentence.
        remedy: what the reader can do; one sentence.
    """

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem = problem
        self.remedy = remedy


def shortly(number: Decimal) -> str:
    """A number as a message shows it: digit by digit, and very large or small ones as 1E+300."""
    plain = number.normalize()
    is_long = bool(plain) and not -_DIGITS <= plain.adjusted() < _DIGITS
    return str(plain) if is_long else f"{plain:f}"
