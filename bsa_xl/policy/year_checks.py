"""A policy in each year that has counts: what `allocate` asks of its year is told for every one.

Where no year is named, a count is found wherever any year has it, and a share that starts next year
is one. Here each year is held to its own counts, as far as the policy gives something in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bsa_xl.finding import Finding
from bsa_xl.fiscal_year import FiscalYear

from .counted import values_in_force
from .facts import PolicyFacts
from .kinds import NO_VALUE, NOT_SUPPLIED, UNKNOWN_NAME
from .model import Policy
from .policy_file import PolicyFile
from .sentences import quote
from .transitions import CountDay, FundingPercentage
from .tree import Steps
from .validate import Declared
from .walk import NameUse, count_uses, dated_values

_ByYear = Mapping[FiscalYear, Mapping[str, frozenset[str]]]


def check_years(file: PolicyFile, facts: PolicyFacts, declared: Declared) -> Iterator[Finding]:
    """What is missing in a year, where another year has it; nothing where one year is asked for."""
    if facts.counts is None or facts.year is not None:
        return
    by_year: dict[FiscalYear, dict[str, frozenset[str]]] = {}
    for (year, measure), columns in facts.counts.items():
        by_year.setdefault(year, {})[measure] = frozenset(columns)
    counted = sorted(year for year in by_year if file.policy.measure in by_year[year])
    held = [year for year in counted if _gives_something(file.policy, year)]
    if file.policy.components and counted and not held:
        yield NO_VALUE.at(
            file.where("components"),
            f"No component has a value in {counted[-1]}.",
            f"Add {counted[-1]}: to the values that hold then.",
        )
    for year in held:
        uses = tuple(_uses_in(file.policy, year))
        names = {use.name for use in uses}
        yield from values_in_force(file, year, names)
        # The first years of a district have none before them, and nobody works them out again.
        looks_back = year == held[-1] or year.previous in by_year
        for use in uses:
            if looks_back or not use.years_ago:
                yield from _supplied(file, use, year, by_year, declared)
        yield from _measures(file, year, by_year, looks_back=looks_back)


def _gives_something(policy: Policy, year: FiscalYear) -> bool:
    """Whether a component holds in a year; one without dates holds in every one."""
    alive = _alive(policy, year)
    return any(alive.get(("components", n), True) for n in range(len(policy.components)))


def _alive(policy: Policy, year: FiscalYear) -> dict[Steps, bool]:
    """Whether a component or adjustment that has dated values has one in a year."""
    found: dict[Steps, bool] = {}
    for placed in dated_values(policy):
        block = placed.steps[:2]
        found[block] = found.get(block, False) or placed.value.value(year) is not None
    return found


def _uses_in(policy: Policy, year: FiscalYear) -> Iterator[NameUse]:
    """Counts that a year asks for: of blocks that hold then, and of what those are made of."""
    alive, made_of = _alive(policy, year), dict[str, list[NameUse]]()
    waiting = []
    for use in count_uses(policy):
        if use.steps[0] == "counting":
            made_of.setdefault(str(use.steps[1]), []).append(use)
        elif alive.get(use.steps[:2], True):
            waiting.append(use)
    known = set()
    while waiting:
        use = waiting.pop()
        yield use
        if use.name not in known:
            known.add(use.name)
            waiting += made_of.get(use.name, ())


def _supplied(
    file: PolicyFile, use: NameUse, year: FiscalYear, by_year: _ByYear, declared: Declared
) -> Iterator[Finding]:
    """A column or measure that another year has, and the one that is needed has not."""
    if use.name in declared.counting:
        return
    of = FiscalYear(year.ends_in - use.years_ago)
    tables, every = (
        by_year.get(of, {}),
        [table for one in by_year.values() for table in one.items()],
    )
    if use.measure and use.measure not in tables:
        if any(measure == use.measure for measure, _ in every):
            yield NOT_SUPPLIED.at(
                file.where(*use.steps),
                f"There are no {quote(use.measure)} counts for {of}, and {year} needs "
                f"{quote(use.name)} of them.",
                "Add them to counts.csv, or let the value that needs them begin later.",
            )
        return
    there = [columns for measure, columns in tables.items() if use.measure in ("", measure)]
    elsewhere = [columns for measure, columns in every if use.measure in ("", measure)]
    if not any(use.name in one for one in there) and any(use.name in one for one in elsewhere):
        kind = f"{use.measure} counts" if use.measure else "counts"
        yield UNKNOWN_NAME.at(
            file.where(*use.steps),
            f"{quote(use.name)} is not a column of the {kind} of {of}, and {year} needs it.",
            "Add it to counts.csv, or let the value that needs it begin later.",
        )


def _measures(
    file: PolicyFile, year: FiscalYear, by_year: _ByYear, *, looks_back: bool
) -> Iterator[Finding]:
    """Measures for which an adjustment works the formula out a second time."""
    alive, every = _alive(file.policy, year), {name for one in by_year.values() for name in one}
    for index, one in enumerate(file.policy.adjustments):
        if isinstance(one, CountDay) and alive.get(("adjustments", index), True):
            key, measure, of = "actual_measure", one.actual_measure, year
        elif isinstance(one, FundingPercentage) and one.prior_measure and looks_back:
            if one.values is not None and one.values.value(year) is None:
                continue
            key, measure, of = "prior_measure", one.prior_measure, year.previous
        else:
            continue
        if measure in every and measure not in by_year.get(of, {}):
            yield NOT_SUPPLIED.at(
                file.where("adjustments", index, key),
                f"There are no {quote(measure)} counts for {of}.",
                "Add them to counts.csv, or name another measure.",
            )
