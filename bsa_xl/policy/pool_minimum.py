"""Pools that are smaller than the least of the schools that share them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bsa_xl.finding import Finding
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import round_half_away

from .facts import PolicyFacts
from .in_common import met_by
from .kinds import LESS_THAN_LEAST
from .numbers import plain
from .policy_file import PolicyFile
from .pools import Pool
from .sentences import quote
from .staffing_checks import years_of
from .tree import Steps


def check_minimums(file: PolicyFile, facts: PolicyFacts | None) -> Iterator[Finding]:
    """Every pool with ``at_least``, in the first year in which it does not reach.

    Schools are counted as far as a claim of theirs is certain: a column of counts.csv that weighs
    something and no index. Where nothing is known of them, one school has a claim.
    """
    for index, component in enumerate(file.policy.components):
        if isinstance(component, Pool) and component.status != "to come":
            yield from _too_small(file, ("components", index), component, facts)


def _too_small(
    file: PolicyFile, here: Steps, pool: Pool, facts: PolicyFacts | None
) -> Iterator[Finding]:
    for year in _years(file, pool, facts):
        whole = pool.values.value(year)
        least = None if pool.at_least is None else pool.at_least.value(year)
        if whole is None or least is None:
            continue
        each = _as_paid(file, least)
        many = _claiming(file, pool, year, facts)
        kept = (_as_paid(file, one.dollars_of(whole, year)) for one in pool.set_asides)
        left = whole - sum(kept, Decimal(0))
        if not 0 <= left < each * many:
            continue
        who = "a school with a claim has" if many == 1 else f"{many:,} schools with a claim have"
        yield LESS_THAN_LEAST.at(
            file.where(*here, "at_least"),
            f"component {quote(pool.id)} has {plain(left)} dollars to share in {year}, and {who} "
            f"at least {plain(each)}{'' if many == 1 else ' each'}.",
            "Lower at_least:, or raise the pool.",
        )
        return


def _years(file: PolicyFile, pool: Pool, facts: PolicyFacts | None) -> list[FiscalYear]:
    """The year that is asked for; else those in which dollars, kept ones or pupils change."""
    if facts is not None and facts.year is not None:
        return [facts.year]
    kept = (value for one in pool.set_asides for value in (one.dollars, one.share))
    dated = (pool.values, pool.at_least, *kept)
    changes = set(years_of(value for value in dated if value is not None))
    counts = (facts.counts if facts is not None else None) or {}
    return sorted(changes | {year for year, of in counts if of == _measure(file, pool)})


def _measure(file: PolicyFile, pool: Pool) -> str:
    return pool.measure or file.policy.measure


def _as_paid(file: PolicyFile, dollars: Decimal) -> Decimal:
    """Dollars in the whole cents or dollars that lines are in."""
    lines = file.policy.rounding.lines
    if lines == "truncate":
        return Decimal(int(dollars))
    return round_half_away(dollars, 2 if lines == "cent" else 0)


def _claiming(file: PolicyFile, pool: Pool, year: FiscalYear, facts: PolicyFacts | None) -> int:
    """How many schools certainly have a claim; one where none is known to."""
    if facts is None or facts.with_pupils is None or facts.school_fields is None:
        return 1
    found = set()
    let_in = met_by(pool.schools, facts.school_fields)
    for claim in pool.claims:
        weight = Decimal(1) if claim.weight is None else claim.weight.value(year)
        if claim.index is not None or not weight or claim.counts in file.policy.counting:
            continue
        theirs = met_by(claim.schools, facts.school_fields)
        found |= let_in & theirs & facts.with_pupils(year, _measure(file, pool), claim.counts)
    return max(len(found), 1)
