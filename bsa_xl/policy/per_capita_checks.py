"""A base that cannot be worked out: no index or two, levels that overlap, a pool beside levels."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from bsa_xl.finding import Finding
from bsa_xl.fiscal_year import FiscalYear

from .dated import DatedValue
from .kinds import CONTRADICTION, NO_VALUE, OUT_OF_RANGE, UNKNOWN_NAME
from .numbers import plain
from .per_capita import Base, BaseLevel, BasePool, CostIndex
from .policy_file import PolicyFile
from .sentences import listing, quote, use_one_of
from .validate import Declared
from .weights import is_weighted


def check_base(file: PolicyFile, declared: Declared) -> Iterator[Finding]:
    """Everything that can be said of the base without knowing the district."""
    base = file.policy.base
    if base is None:
        return
    yield from _levels(file, base.levels)
    if base.cost_index is not None:
        yield from _index(file, base.values, base.cost_index)
    if base.pool is not None:
        yield from _pool(file, base.pool, declared)
        yield from _beside_a_pool(file, base, base.pool)


def _levels(file: PolicyFile, levels: tuple[BaseLevel, ...]) -> Iterator[Finding]:
    for number, level in enumerate(levels):
        gate = level.schools
        if not (gate.where or gate.except_where or gate.schools):
            yield CONTRADICTION.at(
                file.where("base", "levels", number, "schools"),
                f"level {quote(level.id)} of the base does not say which schools are in it.",
                "Write schools: {where: {level: [Middle]}}.",
            )
    for (_, one), (number, other) in combinations(enumerate(levels), 2):
        shared = shared_values(one, other)
        if shared:
            yield CONTRADICTION.at(
                file.where("base", "levels", number, "schools"),
                f"levels {quote(one.id)} and {quote(other.id)} of the base both hold schools of "
                f"{shared}.",
                "Leave each school to one of them.",
            )


def shared_values(one: BaseLevel, other: BaseLevel) -> str:
    """What lets a school into both, where each has a single condition on the same column."""
    gates = one.schools, other.schools
    if any(len(gate.where) != 1 or gate.except_where or gate.schools for gate in gates):
        return ""
    (column, values), (also, others) = (next(iter(gate.where.items())) for gate in gates)
    both = [value for value in values if value in others]
    return f"{column} {listing(both)}" if column == also and both else ""


def _index(file: PolicyFile, printed: DatedValue, index: CostIndex) -> Iterator[Finding]:
    here = file.where("base", "cost_index")
    given = [key for key in ("values", "column", "counts") if getattr(index, key) is not None]
    if len(given) != 1:
        said = f"is given in {len(given)} ways: {listing(given)}" if given else "has no index"
        yield (CONTRADICTION if given else NO_VALUE).at(
            here,
            f"The cost index {said}.",
            "Keep one of values: for the district, column: of schools.csv, and counts:.",
        )
        return
    if index.values is None:
        return
    for year in _years(printed, index.values, index.share):
        if (index.values.value(year) is None) != (index.share.value(year) is None):
            yield NO_VALUE.at(
                here,
                f"The cost index has a value without a share, or a share without a value, in "
                f"{year}.",
                f"Give both for {year}, or end both with {year}: null.",
            )
            return


def _years(*values: DatedValue) -> list[FiscalYear]:
    """The years in which one of these changes."""
    return sorted({entry.since for one in values for entry in one.entries})


def _pool(file: PolicyFile, pool: BasePool, declared: Declared) -> Iterator[Finding]:
    weighted = [one.id for one in file.policy.components if is_weighted(one)]
    for number, name in enumerate(pool.of):
        if declared.whole and name not in weighted:
            yield UNKNOWN_NAME.at(
                file.where("base", "pool", "of", number),
                f"{quote(name)} is not a component that is a share of the base.",
                use_one_of(name, weighted),
            )
    for entry in pool.values.entries:
        if entry.value is not None and entry.value <= 0:
            yield OUT_OF_RANGE.at(
                file.where("base", "pool", "values", str(entry.since)),
                f"The base is to be solved from a pool of {plain(entry.value)} dollars.",
                "Write dollars above zero, or null to end the pool.",
            )


def _beside_a_pool(file: PolicyFile, base: Base, pool: BasePool) -> Iterator[Finding]:
    """A pool gives one base for all, so nothing may hold beside it that makes schools differ."""
    by_school = base.cost_index is not None and base.cost_index.is_by_school
    index = [] if base.cost_index is None or not by_school else [base.cost_index.share]
    for key, says, values in (
        ("levels", "levels have bases of their own", [level.values for level in base.levels]),
        ("cost_index", "schools have a cost index of their own", index),
    ):
        for year in _years(pool.values, *values):
            if pool.values.value(year) is not None and any(
                each.value(year) is not None for each in values
            ):
                yield CONTRADICTION.at(
                    file.where("base", key),
                    f"The base is solved from a pool in {year}, and {says}.",
                    f"End one of them with {year}: null.",
                )
                break
