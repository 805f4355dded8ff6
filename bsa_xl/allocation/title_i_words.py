"""What a Title I line says: a school's rank, its poverty, its rule, and dollars for each child."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

from bsa_xl.district import COUNT_SCALE
from bsa_xl.money import format_dollars, round_ratio
from bsa_xl.policy import RankAndServe

from .ranking import Area, Standing
from .serving import Barred, Money, Served
from .wording import number


def school_said(
    component: RankAndServe, standing: Sequence[Standing], served: Served, money: Money
) -> Callable[[int], str]:
    """Why a school is given what it is given, or nothing, for a row."""
    by_row = {each.area.row: each for each in standing}
    rates = dict(zip(served.rows, served.rates, strict=True))
    skips = {each.school: each.reason for each in component.skipped}
    least = per_child(money.least_per_child)
    bound = f", at least {least} by the 125 % rule" if served.under_125 else ""

    def said(row: int) -> str:
        each = by_row.get(row)
        if each is None:
            return ""
        if each.why_not:
            return f"{each.said}, {each.why_not}"
        if row not in rates:
            return f"{each.said}, {each.because}, and {_ends_above(each, served)}"
        if each.area.school_id in served.skipped:
            return f"{each.said}, skipped: {skips[each.area.school_id]}"
        many = _children(each.area.public)
        return (
            f"{each.said}, served as {each.because}; {many} low-income pupils at "
            f"{per_child(rates[row])} for each child{bound}"
        )

    return said


def _ends_above(school: Standing, served: Served) -> str:
    """Why a school that may be served is not."""
    barred = served.barred
    if barred is None:
        return "the money ends above it"
    if barred.school.area.row != school.area.row:
        return "the 125 % rule ends the ranking above it"
    return f"serving it {barred_said(barred)}"


def barred_said(barred: Barred) -> str:
    """``would take $2,094.89 for each child by the 125 % rule, $10.00 of the $9.00 there is``."""
    return (
        f"would take {per_child(barred.per_child)} for each child by the 125 % rule, "
        f"{per_child(barred.needed)} in all, and there is {format_dollars(barred.left)}"
    )


def private_said(served: Served) -> Callable[[int], str]:
    """For whom the equitable share of an area is, for a row."""
    children = {area.row: area.private for area in served.areas}

    def said(row: int) -> str:
        many = _children(children.get(row, 0))
        return f"for {many} low-income children of the area in private schools"

    return said


def families_said(areas: Sequence[Area]) -> Callable[[int], str]:
    """How the families' part is shared, for a row."""
    counts = {area.row: area.public for area in areas}
    whole = _children(sum(counts.values()))

    def said(row: int) -> str:
        mine = _children(counts.get(row, 0))
        return f"the share of {mine} of the {whole} low-income pupils of served schools"

    return said


def per_child(cents: Fraction) -> str:
    """Dollars for each child, to the cent."""
    return format_dollars(round_ratio(cents.numerator, cents.denominator))


def _children(scaled: int) -> str:
    return number(Decimal(scaled) / COUNT_SCALE)
