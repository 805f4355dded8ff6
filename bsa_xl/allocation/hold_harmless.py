"""Hold harmless: nobody falls below a share of the prior year's amount."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bsa_xl.money import format_dollars
from bsa_xl.policy import FloorOnPriorYear

from .adjusting import above, adjusted
from .columns import LineColumn
from .grounds import Grounds
from .portions import portion
from .prior_amounts import prior_amounts
from .wording import percent


def floor_lines(adjustment: FloorOnPriorYear, grounds: Grounds) -> Iterator[LineColumn]:
    """What is missing to share x prior amount; a school without a prior amount has no floor."""
    share = grounds.value(adjustment.values, adjustment.label)
    if share is None:
        return
    prior = prior_amounts(adjustment.against, adjustment.label, grounds)
    so_far = above(adjustment.of, grounds)
    floor = portion(prior.cents, share, grounds.policy.rounding.lines)
    missing = np.maximum(floor - so_far.cents, 0) * prior.there

    def said(row: int) -> str:
        last, now = int(prior.cents[row]), int(so_far.cents[row])
        return (
            f"{percent(share)} of the prior year's {format_dollars(last)} is "
            f"{format_dollars(int(floor[row]))}, and the lines above come to {format_dollars(now)}"
        )

    yield adjusted(adjustment, grounds, missing, said, unknown=so_far.unknown & prior.there)
