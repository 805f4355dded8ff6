"""Counts that a policy uses against the counts that the district supplies.

A column must exist, in the year and the measure that the formula uses; and the product of a count
and a rate must fit into the digits that a spreadsheet keeps.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal

from bsa_xl.finding import Finding
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import EXACT, round_half_away

from .counting import AnyOf, PupilsAbove, WeightedSum
from .dated import DatedValue
from .facts import CountSize, PolicyFacts
from .kinds import HIDDEN_COLUMN, NO_VALUE, NOT_SUPPLIED, TOO_MANY_DIGITS, UNKNOWN_NAME
from .marks import Role
from .model import Policy
from .numbers import MOST_DIGITS, decimals_of, plain
from .policy_file import PolicyFile
from .sentences import listing, quote, use_one_of
from .sizes import Sizes, Tables
from .tree import Steps
from .validate import Declared
from .walk import component_values, count_uses

_RATES = (Role.WEIGHT, Role.RATE)


def check_counted(file: PolicyFile, facts: PolicyFacts, declared: Declared) -> Iterator[Finding]:
    """Counts that are not supplied, names that hide a column, products with too many digits."""
    if facts.counts is None:
        return
    tables = _tables(facts, 0)
    yield from _hidden_columns(file, tables)
    yield from _measures(file, facts)
    yield from _columns(file, facts, declared)
    if facts.year is not None:
        yield from values_in_force(file, facts.year)
        yield from _something_in_force(file, facts.year)
    yield from _digits(file, facts, tables)


def _tables(facts: PolicyFacts, years_ago: int) -> Tables:
    """The counts of the year to be allocated, or of one before; of all years, where none is."""
    counts, year = facts.counts or {}, facts.year
    if year is None:
        return counts
    return {key: columns for key, columns in counts.items() if key[0] == _before(year, years_ago)}


def _before(year: FiscalYear, years_ago: int) -> FiscalYear:
    return FiscalYear(year.ends_in - years_ago)


def _hidden_columns(file: PolicyFile, tables: Tables) -> Iterator[Finding]:
    columns = {name for table in tables.values() for name in table}
    for name in file.policy.counting:
        if name in columns:
            yield HIDDEN_COLUMN.at(
                file.where("counting", name),
                f"counting {quote(name)} has the name of a column of counts.csv.",
                f"Give it another name, such as {name}_counted.",
            )


def _used_measures(file: PolicyFile) -> Iterator[tuple[Steps, str, int]]:
    """Each measure that something is counted in and of how long ago, at the place that says so."""
    own = False
    for use in count_uses(file.policy):
        counting = use.steps[0] == "counting"
        if use.measure and (counting or use.measure != file.policy.measure or use.years_ago):
            block = use.steps[:-1] if counting else use.steps[:2]
            yield (*block, "measure"), use.measure, use.years_ago
        own = own or use.measure == file.policy.measure
    if own:
        yield ("measure",), file.policy.measure, 0


def _measures(file: PolicyFile, facts: PolicyFacts) -> Iterator[Finding]:
    for steps, measure, ago in _used_measures(file):
        known = sorted({each for _, each in _tables(facts, ago)})
        if measure in known:
            continue
        when = f" for {_before(facts.year, ago)}" if facts.year else ""
        remedy = "Add them to counts.csv."
        if known:
            remedy = f"Add them to counts.csv, or use: {listing(known)}."
        yield NOT_SUPPLIED.at(
            file.where(*steps), f"There are no {quote(measure)} counts{when}.", remedy
        )
    for use in count_uses(file.policy):
        named = use.measure or use.name in file.policy.counting
        if facts.year and use.years_ago and not named and not _tables(facts, use.years_ago):
            yield NOT_SUPPLIED.at(
                file.where(*use.steps),
                f"There are no counts for {_before(facts.year, use.years_ago)}, and {facts.year} "
                f"needs {quote(use.name)} of them.",
                "Add them to counts.csv.",
            )


def _columns(file: PolicyFile, facts: PolicyFacts, declared: Declared) -> Iterator[Finding]:
    policy, tables = file.policy, _tables(facts, 0)
    every = {name for table in tables.values() for name in table}
    for use in count_uses(policy):
        # A year without counts is told as that, and not of each column that it is none.
        there = _tables(facts, use.years_ago) or facts.counts or {}
        of_measure = [table for (_, one), table in there.items() if use.measure in ("", one)]
        columns = set().union(*of_measure)
        if (use.measure and not of_measure) or use.name in columns or use.name in declared.counting:
            continue
        of = f" of the {use.measure} counts" if use.measure else ""
        yield UNKNOWN_NAME.at(
            file.where(*use.steps),
            f"{quote(use.name)} is neither a column{of} nor a name under counting.",
            use_one_of(use.name, sorted({*columns, *declared.counting})),
        )
    for name, way in policy.counting.items():
        if isinstance(way, AnyOf) and tables and way.supplied_as not in every:
            yield UNKNOWN_NAME.at(
                file.where("counting", name, "supplied_as"),
                f"{quote(way.supplied_as)} is not a column of counts.csv.",
                f"Add the column: counts by group cannot tell who is in any of "
                f"{listing(way.any_of)}.",
            )


def values_in_force(
    file: PolicyFile, year: FiscalYear, names: Collection[str] | None = None
) -> Iterator[Finding]:
    """Shares and weights of counting without a value in the year.

    Args:
        file: the policy.
        year: the fiscal year.
        names: the counts that are looked at; None for all.
    """
    for name, way in file.policy.counting.items():
        if names is not None and name not in names:
            continue
        if isinstance(way, WeightedSum) and all(
            one.weight.value(year) is None for one in way.weighted
        ):
            yield NO_VALUE.at(
                file.where("counting", name, "weighted"),
                f"counting {quote(name)} has no weight in {year}.",
                f"Add {year}: and the weight, such as 0.4.",
            )
        if isinstance(way, PupilsAbove) and way.share.value(year) is None:
            yield NO_VALUE.at(
                file.where("counting", name, "share"),
                f"counting {quote(name)} has no share in {year}.",
                f"Add {year}: and the share, such as 0.55.",
            )


def _something_in_force(file: PolicyFile, year: FiscalYear) -> Iterator[Finding]:
    """A formula of which nothing is in force."""
    policy = file.policy
    values = [value for i in range(len(policy.components)) for value in component_values(policy, i)]
    if values and all(one.value.value(year) is None for one in values):
        yield NO_VALUE.at(
            file.where("components"),
            f"No component has a value in {year}.",
            f"Add {year}: to the values that hold then.",
        )


def _digits(file: PolicyFile, facts: PolicyFacts, tables: Tables) -> Iterator[Finding]:
    policy, counts_of_all = file.policy, facts.counts or {}
    counts = {use.steps[:-1]: use.name for use in count_uses(policy) if use.steps[-1] == "counts"}
    for index, component in enumerate(policy.components):
        measure = component.measure or policy.measure
        for placed in component_values(policy, index):
            steps = placed.steps[:-1]
            if placed.steps[-1] == "values" and placed.role in _RATES and steps in counts:
                rated = (steps, counts[steps], placed.value)
                is_share = placed.role is Role.WEIGHT
                years = [year for year, of in tables if of == measure]
                sizes = [Sizes(policy, counts_of_all, year) for year in years]
                yield from _product(file, sizes, rated, measure, is_share=is_share)


def _product(
    file: PolicyFile,
    every: list[Sizes],
    rated: tuple[Steps, str, DatedValue],
    measure: str,
    *,
    is_share: bool,
) -> Iterator[Finding]:
    steps, counts, values = rated
    for sizes in every:
        year, size = sizes.year, sizes.size(counts, measure)
        rate = _exact_rate(file.policy, values.value(year), year, is_share=is_share)
        if size is None or rate is None:
            continue
        decimals = file.policy.rounding.rates
        paid = round_half_away(rate, decimals)
        digits = digits_of_product(paid, size)
        if digits <= MOST_DIGITS:
            continue
        fewer = _decimals_that_fit(rate, size, decimals)
        remedy = "Give the counts with fewer decimals."
        if fewer is not None:
            remedy = f"Write rates: {fewer} under rounding, or give the counts fewer decimals."
        yield TOO_MANY_DIGITS.at(
            file.where(*steps),
            f"{plain(size.largest)} x {plain(paid)} dollars can have {digits} digits in {year}, "
            f"and a spreadsheet keeps {MOST_DIGITS}.",
            remedy,
        )
        return


def _exact_rate(
    policy: Policy, value: Decimal | None, year: FiscalYear, *, is_share: bool
) -> Decimal | None:
    if value is None or not is_share:
        return value
    base = policy.base.largest(year) if policy.base else None
    return None if base is None else EXACT.multiply(value, base)


def digits_of_product(rate: Decimal, size: CountSize) -> int:
    """The most significant digits that count x rate can have, for any count up to the largest.

    Args:
        rate: dollars per pupil, rounded as it is paid.
        size: the largest count and the most decimals of a count.
    """
    whole = int(abs(EXACT.multiply(rate, size.largest)))
    return (len(str(whole)) if whole else 0) + decimals_of(rate) + size.decimals


def _decimals_that_fit(rate: Decimal, size: CountSize, decimals: int) -> int | None:
    for fewer in range(decimals - 1, -1, -1):
        if digits_of_product(round_half_away(rate, fewer), size) <= MOST_DIGITS:
            return fewer
    return None
