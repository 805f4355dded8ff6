"""Worksheet functions of exact arithmetic: rounding, and sharing out without losing a cent."""

from __future__ import annotations

from decimal import Decimal

from bsa_xl import api

from .cells import Grid, NoAnswerError, cells_of, is_empty, number_of, shaped_like

#: Dollars from here on have more digits than the 15 that a cell shows, cents included.
_TOO_MUCH = Decimal(10) ** 13


def rounded(numbers: Grid, digits: float = 2) -> Grid:
    """Round numbers, halves away from zero, as Excel's ROUND does on what the cells show.

    Args:
        numbers: The numbers, a cell or a range; empty cells stay empty, but one alone is 0 in
            LibreOffice.
        digits: Digits after the decimal point, -9 to 9; 2 if left out. An empty cell is 2 in Excel
            and 0 in LibreOffice.
    """
    places = number_of(digits, "the number of digits")
    if places != int(places) or abs(places) > 9:  # noqa: PLR2004 - as the help text says
        raise NoAnswerError("The number of digits must be a whole number from -9 to 9.")
    answers = [
        None
        if is_empty(cell)
        else float(_rounded(number_of(cell, "the number"), int(places))) or 0.0  # never -0
        for cell in cells_of(numbers)
    ]
    return shaped_like(answers, numbers)


def share_out(total: float, claims: Grid) -> Grid:
    """Share dollars in proportion to claims, in whole cents, losing none (largest remainder).

    Args:
        total: Dollars to share, a whole number of cents, below ten trillion; an empty cell is an
            error in Excel and 0 in LibreOffice.
        claims: What each is shared by, such as pupils; zero or more. Empty cells get nothing.
    """
    weights = [
        None if is_empty(cell) else number_of(cell, "the claim") for cell in cells_of(claims)
    ]
    dollars = number_of(total, "the total")
    if abs(dollars) >= _TOO_MUCH:
        raise NoAnswerError(
            f"The total is {dollars}, more than a cell shows to the cent. Share out "
            f"less than {_TOO_MUCH:,}."
        )
    try:
        shares = api.shared_out(dollars, weights)
    except ValueError as fault:
        raise NoAnswerError(str(fault)) from None
    return shaped_like([None if share is None else float(share) for share in shares], claims)


def _rounded(number: Decimal, places: int) -> Decimal:
    """A number at so many places; one without digits beyond them is as it is, however large."""
    _, _, exponent = number.as_tuple()
    is_round = isinstance(exponent, int) and exponent >= -places
    return number if is_round else api.rounded(number, places)
