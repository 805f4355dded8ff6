"""Limits on how far a school may fall or rise from one year to the next."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from bsa_xl.money import format_dollars
from bsa_xl.policy import LimitsOnPriorYear

from .adjusting import above, adjusted
from .columns import LineColumn
from .grounds import Grounds
from .portions import portion
from .prior_amounts import amounts_to_build_on
from .wording import percent


def limit_lines(adjustment: LimitsOnPriorYear, grounds: Grounds) -> Iterator[LineColumn]:
    """What is missing to the least, or is over the most; a school without a prior amount has none.

    Where a least lies above a most, which the policy's check refuses, the least holds.
    """
    least, most = (
        None if value is None else value.value(grounds.year)
        for value in (adjustment.at_least, adjustment.at_most)
    )
    if least is None and most is None:
        return
    prior = amounts_to_build_on(adjustment.against, adjustment.label, grounds)
    so_far = above(adjustment.of, grounds)
    lines = grounds.policy.rounding.lines
    limited = so_far.cents
    if most is not None:
        limited = np.minimum(limited, portion(prior.cents, most, lines))
    if least is not None:
        limited = np.maximum(limited, portion(prior.cents, least, lines))
    change = (limited - so_far.cents) * prior.there

    def said(row: int) -> str:
        word, share = ("least", least) if change[row] > 0 else ("most", most)
        last, now = int(prior.cents[row]), int(so_far.cents[row])
        return (
            f"at {word} {percent(share or Decimal(0))} of the prior year's {format_dollars(last)}, "
            f"which is {format_dollars(int(limited[row]))}, and the lines above come to "
            f"{format_dollars(now)}"
        )

    yield adjusted(adjustment, grounds, change, said, unknown=so_far.unknown & prior.there)
