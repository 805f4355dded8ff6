"""The formula: every component of a policy, over every school of a district, exactly."""

from __future__ import annotations

from collections.abc import Iterator

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
    for component in policy.components:
        grounds.given[component.id] = tuple(_lines(component, grounds))
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
    match component:
        case LumpSum():
            yield from lump_sum_lines(component, grounds)
        case Given():
            yield from given_lines(component, grounds)
        case Pool():
            yield from pool_lines(component, grounds)
        case PositionsGiven():
            yield from position_lines(component, grounds)
        case Foundation() | Ratio() | Bands() | TopUp():
            yield from staff_lines(component, grounds)
        case RankAndServe():
            yield from title_i_lines(component, grounds)
        case PeerAverage():
            yield from peer_average_lines(component, grounds)
        case StartUp():
            yield from start_up_lines(component, grounds)
        case PurchaseBack():
            yield from purchase_back_lines(component, grounds)
        case _:
            yield from pupil_lines(component, grounds)
