"""The count day: what its pupils change in a formula that was worked out for projected ones."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bsa_xl.money import format_dollars
from bsa_xl.policy import CountDay

from .adjusting import adjusted
from .columns import LineColumn
from .grounds import Grounds
from .portions import portion
from .shadow import WorkOut, formula_above, formula_by
from .wording import percent


def count_day_lines(
    adjustment: CountDay, grounds: Grounds, work_out: WorkOut
) -> Iterator[LineColumn]:
    """Share x (the formula by the count day's pupils - the formula as it stands above).

    Args:
        adjustment: whose lines they are.
        grounds: the allocation while it is worked out.
        work_out: gives the lines of a component.
    """
    share = grounds.value(adjustment.values, adjustment.label)
    if share is None:
        return
    now = formula_above(adjustment.of, grounds)
    actual = formula_by(adjustment.actual_measure, adjustment.of, grounds, work_out)
    difference = actual.cents - now.cents
    if adjustment.only == "up":
        difference = np.maximum(difference, 0)
    elif adjustment.only == "down":
        difference = np.minimum(difference, 0)
    line = portion(difference, share, grounds.policy.rounding.lines)
    measure = adjustment.actual_measure.replace("_", " ")

    def said(row: int) -> str:
        part = "" if share == 1 else f", {percent(share)} of the difference"
        return (
            f"by the {measure} counts the formula comes to "
            f"{format_dollars(int(actual.cents[row]))} instead of "
            f"{format_dollars(int(now.cents[row]))}{part}"
        )

    yield adjusted(adjustment, grounds, line, said, unknown=now.unknown | actual.unknown)
