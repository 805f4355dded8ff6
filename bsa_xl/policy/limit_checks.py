"""Adjustments that cannot hold together, or undo each other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bsa_xl.finding import Finding

from .dated import DatedValue
from .in_common import may_share_schools, share_lines
from .kinds import AT_ODDS, CAP_BELOW_FLOOR, UNDONE
from .numbers import plain
from .policy_file import PolicyFile
from .sentences import quote
from .transitions import (
    FloorOnPriorYear,
    FundingPercentage,
    GapPhaseIn,
    LimitsOnPriorYear,
    ScaleToPool,
)

_Limits = FloorOnPriorYear | LimitsOnPriorYear
_PhaseIn = FundingPercentage | GapPhaseIn


def check_limits(file: PolicyFile) -> Iterator[Finding]:
    """What the adjustments of a policy say together, in the order of the file."""
    yield from _caps_below_floors(file)
    yield from _phased_in_twice(file)
    yield from _undone(file)


def _limits(file: PolicyFile) -> Iterator[tuple[int, _Limits, DatedValue | None]]:
    """Every floor and cap on a prior-year amount, with the floor's values."""
    for index, one in enumerate(file.policy.adjustments):
        if isinstance(one, FloorOnPriorYear):
            yield index, one, one.values
        elif isinstance(one, LimitsOnPriorYear):
            yield index, one, one.at_least


def _caps_below_floors(file: PolicyFile) -> Iterator[Finding]:
    every = list(_limits(file))
    for above, floor, least in every:
        for below, cap, _ in every:
            most = cap.at_most if isinstance(cap, LimitsOnPriorYear) else None
            if least is None or most is None or not _of_one_amount(file, (above, below)):
                continue
            for year in sorted({entry.since for value in (least, most) for entry in value.entries}):
                low, high = least.value(year), most.value(year)
                if low is not None and high is not None and high < low:
                    its = "its own floor" if above == below else f"the floor of {quote(floor.id)}"
                    yield CAP_BELOW_FLOOR.at(
                        file.where("adjustments", below, "at_most", str(year)),
                        f"adjustment {quote(cap.id)} allows at most {_percent(high)} % of the "
                        f"prior year's amount in {year}, and {its} is {_percent(low)} %.",
                        f"Write {plain(low)} or more, or lower the floor.",
                    )
                    break


def _of_one_amount(file: PolicyFile, pair: tuple[int, int]) -> bool:
    """Whether two limits are of the same amount of last year and of the same lines of a school."""
    one, other = (file.policy.adjustments[index] for index in pair)
    if not isinstance(one, _Limits) or not isinstance(other, _Limits):
        return False
    if one.against != other.against or not may_share_schools(one.schools, other.schools):
        return False
    return pair[0] == pair[1] or share_lines(file.policy, *pair)


def _phased_in_twice(file: PolicyFile) -> Iterator[Finding]:
    phased = [
        (index, one)
        for index, one in enumerate(file.policy.adjustments)
        if isinstance(one, _PhaseIn)
    ]
    for place, (before, first) in enumerate(phased):
        for index, second in phased[place + 1 :]:
            if not may_share_schools(first.schools, second.schools):
                continue
            if _in_one_year(first, second) and share_lines(file.policy, before, index):
                yield AT_ODDS.at(
                    file.where("adjustments", index),
                    f"adjustments {quote(first.id)} and {quote(second.id)} both phase in the same "
                    "lines for the same schools.",
                    "Keep one of the two, or give each its own schools: or of:.",
                )


def _in_one_year(first: _PhaseIn, second: _PhaseIn) -> bool:
    """Whether both hold in some year; a funding percentage without values holds in every one."""
    dated = [one.values for one in (first, second) if one.values is not None]
    years = {entry.since for values in dated for entry in values.entries}
    return not dated or any(
        all(values.value(year) is not None for values in dated) for year in years
    )


def _undone(file: PolicyFile) -> Iterator[Finding]:
    for index, pool in enumerate(file.policy.adjustments):
        if not isinstance(pool, ScaleToPool) or pool.only == "up":
            continue
        for floor_index, floor, least in _limits(file):
            scaled = not pool.of or floor.id in pool.of
            if least is not None and floor_index < index and scaled:
                yield UNDONE.at(
                    file.where("adjustments", index),
                    f"adjustment {quote(pool.id)} scales the lines that {quote(floor.id)} raised, "
                    "so a school can fall below that floor again.",
                    f"Move {quote(pool.id)} above it, or name the lines that it scales with of:.",
                )


def _percent(share: Decimal) -> str:
    return plain(share * 100)
