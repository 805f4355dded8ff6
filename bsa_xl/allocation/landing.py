"""What eases a change or comes over from last year: soft landings, carryover, scaling to a pool."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from bsa_xl.finding import FindingKind, Severity
from bsa_xl.money import EXACT, format_dollars, to_cents
from bsa_xl.policy import Carryover, ScaleToPool, SoftLanding

from .adjusting import above, adjusted
from .arithmetic import exact_sum, unit_of
from .columns import LineColumn, RowStatus, is_paid
from .grounds import Grounds
from .kept import ControlTotal
from .portions import portion
from .prior_amounts import amounts_to_build_on, prior_amounts
from .sharing import shared_out
from .wording import POLICY, percent, schools

NOTHING_TO_SCALE = FindingKind(
    "ALO-61",
    "Lines cannot be scaled to their pool",
    Severity.FATAL,
    "Lines that come to nothing, or take money away, have no proportion to be scaled in.",
)
POOL_IN_PARTS = FindingKind(
    "ALO-62",
    "Pool to scale to is not in whole units",
    Severity.FATAL,
    "Lines in whole units cannot add up to a pool that is not.",
)


def soft_landing_lines(adjustment: SoftLanding, grounds: Grounds) -> Iterator[LineColumn]:
    """Share x what a school lost against its amount before; a school that gains has none."""
    share = grounds.value(adjustment.values, adjustment.label)
    if share is None:
        return
    before = prior_amounts(adjustment.against, adjustment.label, grounds)
    so_far = above(adjustment.of, grounds)
    lost = np.maximum(before.cents - so_far.cents, 0) * before.there
    back = portion(lost, share, grounds.policy.rounding.lines)

    def said(row: int) -> str:
        return (
            f"{percent(share)} of the loss of {format_dollars(int(lost[row]))} from "
            f"{format_dollars(int(before.cents[row]))} to {format_dollars(int(so_far.cents[row]))}"
        )

    yield adjusted(adjustment, grounds, back, said, unknown=so_far.unknown & before.there)


def carryover_lines(adjustment: Carryover, grounds: Grounds) -> Iterator[LineColumn]:
    """Share x the unspent amount, at most a share of the prior amount; overspending in full."""
    share = grounds.value(adjustment.values, adjustment.label)
    if share is None:
        return
    lines = grounds.policy.rounding.lines
    unspent = prior_amounts(adjustment.unspent, adjustment.label, grounds)
    most = None if adjustment.at_most is None else adjustment.at_most.value(grounds.year)
    kept = portion(np.maximum(unspent.cents, 0), share, lines)
    carried, cap = kept, kept
    if most is not None:
        had = amounts_to_build_on(adjustment.against, adjustment.label, grounds)
        cap = portion(had.cents, most, lines)
        carried = np.minimum(kept, cap)
    overspent = portion(np.minimum(unspent.cents, 0), Decimal(1), lines)

    def said(row: int) -> str:
        left = int(unspent.cents[row])
        if left < 0:
            return f"{format_dollars(-left)} was overspent, and is taken back in full"
        whole = f"{percent(share)} of the {format_dollars(left)} left unspent"
        if carried[row] == kept[row]:
            return whole
        last, first = format_dollars(int(had.cents[row])), format_dollars(int(kept[row]))
        said = f"{percent(most or Decimal(0))} of the prior year's {last}"
        return f"{whole} is {first}, and at most {said} is carried over"

    yield adjusted(adjustment, grounds, carried + overspent, said)


def scale_lines(adjustment: ScaleToPool, grounds: Grounds) -> Iterator[LineColumn]:
    """Each school's share of the pool, by largest remainder, less what it has.

    Where one school's lines are not known, nobody's share is: all are to come.
    """
    value = grounds.value(adjustment.values, adjustment.label)
    if value is None:
        return
    so_far = above(adjustment.of, grounds)
    concerned = is_paid(
        grounds.gates.statuses(adjustment.schools, adjustment.label, RowStatus.FINAL)
    )
    claims = so_far.cents * concerned
    whole, pool = exact_sum(claims), _in_units(value, adjustment, grounds)
    if (so_far.unknown & concerned).any() or not _can_scale(claims, pool, adjustment, grounds):
        nothing = np.zeros(len(grounds.ids), dtype=np.int64)
        yield adjusted(adjustment, grounds, nothing, lambda _: "", unknown=concerned)
        return
    enough = (adjustment.only == "down" and pool > whole) or (
        adjustment.only == "up" and pool < whole
    )
    if enough or whole == pool:
        return
    unit = unit_of(grounds.policy.rounding.lines)
    shares = shared_out(pool // unit, claims, grounds.ids) * unit
    grounds.controls.append(
        ControlTotal(adjustment.id, adjustment.label, pool - whole, exact_sum(shares - claims))
    )

    def said(row: int) -> str:
        return (
            f"{format_dollars(int(claims[row]))} of the {format_dollars(whole)} that the lines "
            f"above come to is scaled to {format_dollars(int(shares[row]))} of "
            f"{format_dollars(pool)}"
        )

    yield adjusted(adjustment, grounds, shares - claims, said)


def _in_units(value: Decimal, adjustment: ScaleToPool, grounds: Grounds) -> int:
    """The pool in cents, a whole number of the lines' unit; a finding where it was none."""
    unit = unit_of(grounds.policy.rounding.lines)
    cents = to_cents(value)
    whole = cents // unit * unit
    if whole != EXACT.multiply(value, Decimal(100)):
        grounds.findings.append(
            POOL_IN_PARTS.at(
                POLICY,
                f"'{adjustment.label}' scales to ${value:,f}, and the policy's lines are in whole "
                f"{'cents' if unit == 1 else 'dollars'}.",
                f"Write {format_dollars(whole)[1:]} or another whole amount.",
            )
        )
    return whole


def _can_scale(
    claims: np.ndarray[tuple[int], np.dtype[np.int64]],
    pool: int,
    adjustment: ScaleToPool,
    grounds: Grounds,
) -> bool:
    """Whether there is something to scale; if not, a finding says why."""
    below = int((claims < 0).sum())
    if pool >= 0 and not below and claims.any():
        return True
    what = "come to nothing"
    if pool < 0:
        what = f"cannot be scaled to {format_dollars(pool)}"
    elif below:
        what = f"are below zero at {schools(below)}"
    grounds.findings.append(
        NOTHING_TO_SCALE.at(
            POLICY,
            f"The lines that '{adjustment.label}' scales {what}.",
            "Correct the pool, or name in of: lines that come to dollars at every school.",
        )
    )
    return False
