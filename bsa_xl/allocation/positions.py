"""FTE of a title given to schools; never added to dollars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from bsa_xl.policy import PositionsGiven

from .arithmetic import quantised
from .columns import FTE_PLACES, LineColumn
from .grounds import Grounds
from .lines import LineUnit
from .titles import title_of


def position_lines(component: PositionsGiven, grounds: Grounds) -> Iterator[LineColumn]:
    """FTE of one title for each school that the gate lets in."""
    value = grounds.value(component.values, component.label)
    if value is None:
        return
    terms = grounds.terms(component, component.values)
    terms = replace(terms, unit=LineUnit.FTE, position_code=component.position)
    status = grounds.statuses(component)
    if not grounds.is_sane(value, component.label):
        yield grounds.to_come(terms, status)
        return
    gives = f"{value} FTE"
    title = title_of(component.position, component.label, grounds, gives=gives)
    if title is None:
        yield grounds.to_come(terms, status)
        return
    nothing = np.zeros(len(grounds.ids), dtype=np.int64)
    fte = quantised(value, FTE_PLACES, least=1)
    yield LineColumn(terms, status, nothing, counted=title.name, fte=fte)
