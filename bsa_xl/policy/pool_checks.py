"""Money that is kept before schools have theirs: never more than there is, and said once."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bsa_xl.finding import Finding
from bsa_xl.fiscal_year import FiscalYear

from .dated import DatedValue
from .kinds import CONTRADICTION, MORE_THAN_ALL, NO_VALUE
from .naming import called
from .numbers import plain
from .per_capita import BasePool
from .policy_file import PolicyFile
from .pools import Pool
from .sentences import quote
from .set_asides import kept_back
from .staffing_checks import years_of
from .title_i import RankAndServe
from .tree import Steps

_Sharing = Pool | RankAndServe | BasePool


def check_pools(file: PolicyFile) -> Iterator[Finding]:
    """Set-asides of pools, of Title I, and of the pool that the base is solved from."""
    for index, component in enumerate(file.policy.components):
        if isinstance(component, Pool | RankAndServe):
            here: Steps = ("components", index)
            yield from _said_once(file, here, component)
            yield from _no_more_than_all(
                file, here, component, f"component {quote(component.id)} keeps"
            )
    base = file.policy.base
    if base is not None and base.pool is not None:
        here = ("base", "pool")
        yield from _said_once(file, here, base.pool)
        yield from _no_more_than_all(file, here, base.pool, "The pool of the base keeps")


def _said_once(file: PolicyFile, here: Steps, pool: _Sharing) -> Iterator[Finding]:
    for number, kept in enumerate(pool.set_asides):
        steps: Steps = (*here, "set_asides", number)
        name = called(steps, file.policy)
        if kept.dollars is not None and kept.share is not None:
            yield CONTRADICTION.at(
                file.where(*steps),
                f"{name} is given in dollars and as a share.",
                "Take dollars: or share: out.",
            )
        if kept.dollars is None and kept.share is None:
            yield NO_VALUE.at(
                file.where(*steps),
                f"{name} says no amount.",
                "Add dollars: {FY2026: 10_000}, or share: {FY2026: 0.05}.",
            )


def _no_more_than_all(
    file: PolicyFile, here: Steps, pool: _Sharing, says: str
) -> Iterator[Finding]:
    for year in years_of(_histories(pool)):
        whole = pool.values.value(year)
        if whole is None:
            continue
        kept = kept_back(pool.set_asides, whole, year) + _for_families(pool, whole, year)
        if kept > whole >= 0:
            yield MORE_THAN_ALL.at(
                file.where(*here, "set_asides" if pool.set_asides else "for_families"),
                f"{says} {plain(kept)} of {plain(whole)} dollars in {year}.",
                "Correct the set-asides, or the dollars that they are taken from.",
            )
            return


def _histories(pool: _Sharing) -> Iterator[DatedValue]:
    yield pool.values
    for kept in pool.set_asides:
        yield from (value for value in (kept.dollars, kept.share) if value is not None)


def _for_families(pool: _Sharing, whole: Decimal, year: FiscalYear) -> Decimal:
    rule = pool.for_families if isinstance(pool, RankAndServe) else None
    return whole * (rule.share.value(year) or Decimal(0)) if rule else Decimal(0)
