"""The lines of every kind of staffing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from bsa_xl.policy import Bands, Foundation, Ratio, Staffing, TopUp

from .bands import band_lines
from .columns import LineColumn
from .grounds import Grounds
from .staffing import foundation_lines, ratio_lines
from .top_up import top_up_lines


def staff_lines(component: Staffing, grounds: Grounds) -> Iterator[LineColumn]:
    """What a component of the staffing family gives."""
    match component:
        case Foundation():
            yield from foundation_lines(component, grounds)
        case Ratio():
            yield from ratio_lines(component, grounds)
        case Bands():
            yield from band_lines(component, grounds)
        case TopUp():
            yield from top_up_lines(component, grounds)
        case _:
            assert_never(component)
