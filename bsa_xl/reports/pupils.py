"""Pupils of a district's schools, and dollars per pupil, where the counts are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from bsa_xl.district import CountState, District
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import EXACT, round_half_away, to_cents, to_dollars

#: The student group that dollars per pupil are divided by.
_ENROLLMENT = "enrollment"


def enrollment(
    district: District, year: FiscalYear, measure: str, schools: Iterable[str]
) -> dict[str, Decimal]:
    """Pupils of each school; a school whose count was not supplied, or suppressed, is left out."""
    table = district.table(year, measure)
    if table is None or _ENROLLMENT not in table.columns:
        return {}
    found: dict[str, Decimal] = {}
    for school_id in schools:
        if school_id in table:
            count = table.count(school_id, _ENROLLMENT)
            if not isinstance(count, CountState):
                found[school_id] = count
    return found


def all_pupils(pupils: Mapping[str, Decimal], schools: Iterable[str]) -> Decimal | None:
    """Pupils of some schools together; None where the count of one of them is not known."""
    total = Decimal(0)
    for school_id in schools:
        if school_id not in pupils:
            return None
        total += pupils[school_id]
    return total


def per_pupil(cents: int, pupils: Decimal | None) -> int | None:
    """Integer cents for each pupil, rounded half away from zero; None without pupils."""
    if not pupils:
        return None
    return to_cents(round_half_away(EXACT.divide(to_dollars(cents), pupils), 2))
