"""The formula: every component of a policy, over every school of a district, exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bsa_xl.district import District
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import (
    Bands,
    Component,
    Foundation,
    Given,
    LumpSum,
    PeerAverage,
    Policy,
    Pool,
    PositionsGiven,
    PurchaseBack,
    RankAndServe,
    Ratio,
    StartUp,
    TopUp,
)

from .adjustment_lines import adjustment_lines
from .allocation import Allocation
from .columns import LineColumn
from .given import given_lines, undeclared
from .grounds import Grounds
from .lump_sum import lump_sum_lines
from .peers import peer_average_lines
from .pool import pool_lines
from .positions import position_lines
from .pupil_lines import pupil_lines
from .purchase_back import purchase_back_lines
from .reuse import lines_beside_the_first
from .staff_lines import staff_lines
from .start_up import start_up_lines
from .title_i import title_i_lines
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
    if facts is None:
        for component in policy.components:
            grounds.given[component.id] = tuple(_lines(component, grounds))
    else:
        lines_beside_the_first(grounds, _lines)
    for adjustment in policy.adjustments:
        grounds.given[adjustment.id] = tuple(adjustment_lines(adjustment, grounds, _lines))
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
    )


def _lines(component: Component, grounds: Grounds) -> Iterator[LineColumn]:
    """The lines of a component over all schools; most kinds follow pupils."""
    return _KINDS.get(type(component), pupil_lines)(component, grounds)


_Lines = Callable[[Any, Grounds], Iterator[LineColumn]]
_KINDS: Mapping[type[Component], _Lines] = {
    LumpSum: lump_sum_lines,
    Given: given_lines,
    Pool: pool_lines,
    PositionsGiven: position_lines,
    Foundation: staff_lines,
    Ratio: staff_lines,
    Bands: staff_lines,
    TopUp: staff_lines,
    RankAndServe: title_i_lines,
    PeerAverage: peer_average_lines,
    StartUp: start_up_lines,
    PurchaseBack: purchase_back_lines,
}
