"""The formula: every component of a policy, over every school of a district, exactly."""

from __future__ import annotations

from collections.abc import Iterator

from bsa_xl.district import District
from bsa_xl.finding import Finding
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import Adjustment, Component, Policy

from .adjustment_lines import adjustment_lines
from .allocation import Allocation
from .columns import LineColumn
from .given import undeclared
from .grounds import Grounds
from .kinds import lines_of
from .reuse import lines_beside_the_first
from .whole_dollars import rounding_lines
from .year_facts import YearFacts


def allocate(
    district: District,
    policy: Policy,
    year: FiscalYear,
    *,
    event: str = "adopted",
    facts: YearFacts | None = None,
) -> Allocation:
    """Work out what every school is given in a year.

    Every amount is count x rate, the rate quantised first (``rounding.rates``), the product rounded
    once (``rounding.lines``), half away from zero. A count that was not supplied makes its line "to
    come", with a finding; it is never zero.

    Args:
        district: the facts.
        policy: the decisions; its references (programs, counts) have been checked by its reader.
        year: the fiscal year to allocate.
        event: ``preliminary``, ``adopted``, ``norm_day`` ...
        facts: of the same district and year, where many policies are worked out for it.

    Returns:
        Lines, totals and every fault met, all at once. A fatal finding means: do not issue.
    """
    grounds = Grounds(facts or YearFacts(district, year), policy)
    met: dict[str, tuple[Finding, ...]] = {}
    if facts is None:
        for component in policy.components:
            met[component.id] = _given(component, lines_of(component, grounds), grounds)
    else:
        lines_beside_the_first(grounds, lines_of)
    for adjustment in policy.adjustments:
        lines = adjustment_lines(adjustment, grounds, lines_of)
        met[adjustment.id] = _given(adjustment, lines, grounds)
    undeclared(grounds)
    columns = [column for given in grounds.given.values() for column in given]
    columns.extend(rounding_lines(columns, grounds))
    return Allocation(
        policy_id=policy.policy,
        fiscal_year=year,
        event=event,
        school_ids=grounds.ids,
        columns=tuple(columns),
        findings=tuple(grounds.findings),
        controls=tuple(grounds.controls),
        base=grounds.base,
        norms=tuple(grounds.norms),
        met=met,
    )


def _given(
    ruled: Component | Adjustment, lines: Iterator[LineColumn], grounds: Grounds
) -> tuple[Finding, ...]:
    """Work the lines out; what was found meanwhile, told now or before."""
    told, again = len(grounds.findings), len(grounds.met_again)
    grounds.given[ruled.id] = tuple(lines)
    return (*grounds.findings[told:], *grounds.met_again[again:])
