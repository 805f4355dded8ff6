"""FTE of a title given to schools; never added to dollars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches

import numpy as np

from bsa_xl.finding import FindingKind, Severity
from bsa_xl.policy import PositionsGiven

from .arithmetic import quantised
from .columns import FTE_PLACES, LineColumn
from .grounds import Grounds
from .lines import LineUnit
from .wording import POLICY

NO_SUCH_TITLE = FindingKind(
    "ALO-13",
    "Position is not on the rate sheet",
    Severity.FATAL,
    "A school cannot budget FTE of a title that has no cost.",
)


def position_lines(component: PositionsGiven, grounds: Grounds) -> Iterator[LineColumn]:
    """FTE of one title for each school that the gate lets in."""
    value = grounds.value(component.values, component.label)
    if value is None:
        return
    terms = grounds.terms(component, component.values)
    terms = replace(terms, unit=LineUnit.FTE, position_code=component.position)
    status = grounds.statuses(component)
    titles = {position.code: position.title for position in grounds.district.positions}
    if not grounds.is_sane(value, component.label):
        yield grounds.to_come(terms, status)
        return
    if component.position not in titles:
        close = get_close_matches(component.position, titles, n=1)
        hint = f"; the nearest code is {close[0]} ({titles[close[0]]})" if close else ""
        grounds.findings.append(
            NO_SUCH_TITLE.at(
                POLICY,
                f"'{component.label}' gives {value} FTE of '{component.position}', which "
                f"positions.csv does not list{hint}.",
                "Add the title to positions.csv, or correct the code in the policy.",
            )
        )
        yield grounds.to_come(terms, status)
        return
    nothing = np.zeros(len(grounds.ids), dtype=np.int64)
    fte = quantised(value, FTE_PLACES, least=1)
    yield LineColumn(terms, status, nothing, counted=titles[component.position], fte=fte)
