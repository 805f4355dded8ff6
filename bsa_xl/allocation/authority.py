"""On whose authority a line is paid, and whether a number in it is one that no document gives."""

from __future__ import annotations

from dataclasses import replace

from bsa_xl.citation import Citation
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import (
    ASSUMPTION,
    Adjustment,
    Component,
    DatedValue,
    GradeSpans,
    Policy,
    SizeCurve,
    SlidingWeight,
    Weight,
    WeightOfWeight,
)

#: What stands behind a source that does not give the number itself.
NOT_GIVEN = "assumption: no document gives the number"
_OF_THE_BASE = Weight | WeightOfWeight | SlidingWeight | SizeCurve


def authority(
    policy: Policy,
    block: Component | Adjustment,
    source: Citation,
    values: DatedValue | None,
    year: FiscalYear,
) -> Citation:
    """The source that a line names.

    Args:
        policy: whose base it may be a share of.
        block: the component or adjustment.
        source: of the block, or of its span or position.
        values: whose entry in force may have a source of its own, or be an assumption.
        year: fiscal year.

    Returns:
        The source; with a word on it where the value in force, or the base that it is a share of,
        is marked ``assumption: true``.
    """
    entry = None if values is None else values.entry(year)
    named = source if entry is None else entry.source or source
    assumed = entry is not None and entry.assumption
    if not (assumed or _base_is_assumed(policy, block, year)) or named == ASSUMPTION:
        return named
    if not named.section:
        return replace(named, title=f"{named.title}; {NOT_GIVEN}")
    return replace(named, section=f"{named.section}; {NOT_GIVEN}")


def _base_is_assumed(policy: Policy, block: Component | Adjustment, year: FiscalYear) -> bool:
    base = policy.base
    if base is None or not base.values.is_assumption(year) or base.pool_in(year) is not None:
        return False
    is_share = isinstance(block, _OF_THE_BASE)
    return is_share or (isinstance(block, GradeSpans) and block.unit == "share of base")
