"""Poverty deciles: schools in ten equal groups by the share of their pupils in poverty."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bsa_xl.district import CountState, CountTable, District
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import EXACT

#: Groups that measure poverty, the usual one first.
POVERTY_GROUPS = ("frpm", "econ_dis", "frl", "low_income", "direct_cert", "unduplicated")
DECILES = 10


def poverty_group(district: District, year: FiscalYear, measure: str) -> str:
    """The first usual column that counts pupils in poverty; empty where there is none."""
    table = district.table(year, measure)
    columns = () if table is None else table.columns
    return next((group for group in POVERTY_GROUPS if group in columns), "")


def poverty_deciles(
    district: District, year: FiscalYear, measure: str, group: str, schools: Sequence[str]
) -> dict[str, int]:
    """The decile of each school, 1 for the least poverty to 10 for the most.

    Schools are ranked by group / enrollment, ties by id, and cut into ten runs whose lengths
    differ by one at most. A school without both counts, or without pupils, is in none.

    Args:
        district: the facts.
        year: whose counts are used.
        measure: which of them.
        group: the column that counts pupils in poverty.
        schools: the ids to be ranked.
    """
    known = poverty_shares(district, year, measure, group, schools)
    ranked = sorted(known, key=lambda school_id: (known[school_id], school_id))
    return {school_id: n * DECILES // len(ranked) + 1 for n, school_id in enumerate(ranked)}


def poverty_shares(
    district: District, year: FiscalYear, measure: str, group: str, schools: Sequence[str]
) -> dict[str, Decimal]:
    """Group / enrollment of each school that has both counts and pupils; see `poverty_deciles`."""
    table = district.table(year, measure)
    if table is None or group not in table.columns or "enrollment" not in table.columns:
        return {}
    shares = {school_id: _share(table, group, school_id) for school_id in schools}
    return {school_id: share for school_id, share in shares.items() if share is not None}


def _share(table: CountTable, group: str, school_id: str) -> Decimal | None:
    if school_id not in table:
        return None
    poor, enrolled = table.count(school_id, group), table.count(school_id, "enrollment")
    if isinstance(poor, CountState) or isinstance(enrolled, CountState) or not enrolled:
        return None
    return EXACT.divide(poor, enrolled)
