"""Floor staffing: what is missing to a minimum staff, in FTE of each title or in dollars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from bsa_xl.money import format_dollars
from bsa_xl.policy import StaffPosition, TopUp

from .arithmetic import IntColumn
from .columns import FTE_SCALE, LineColumn, StatusColumn, is_paid
from .counted import Counted
from .fte import fte_units
from .grounds import Grounds
from .lines import LineUnit
from .staffing import staff_line
from .titles import Title, cost_of, title_of
from .wording import number


@dataclass(frozen=True, slots=True, eq=False)
class _Wanted:
    """A position of the minimum staff.

    Attributes:
        units: FTE x FTE_SCALE.
    """

    position: StaffPosition
    title: Title
    units: int

    @property
    def said(self) -> str:
        """``1.0 FTE of Principal (1300)``."""
        return f"{number(Decimal(self.units) / FTE_SCALE, least=1)} FTE of {self.title.said}"


def top_up_lines(component: TopUp, grounds: Grounds) -> Iterator[LineColumn]:
    """A line for each title in FTE, or one line in dollars."""
    wanted, sound = [], True
    for position in component.staff:
        value = grounds.value(position.values, f"{component.label}, {position.label}")
        if value is None:
            continue
        title = title_of(position.position, component.label, grounds, gives=f"{value} FTE")
        sound = sound and title is not None
        if title is not None:
            wanted.append(_Wanted(position, title, fte_units(value)))
    if not sound:
        yield grounds.to_come(grounds.terms(component), grounds.statuses(component))
    elif wanted and component.is_priced:
        yield _dollar_line(component, wanted, grounds)
    elif wanted:
        for each in wanted:
            yield _fte_line(component, each, grounds)


def _fte_line(component: TopUp, wanted: _Wanted, grounds: Grounds) -> LineColumn:
    code = wanted.title.code
    columns = [
        column
        for column in _columns(component, grounds)
        if column.terms.unit is LineUnit.FTE and column.terms.position_code == code
    ]
    there = _added([_ftes(column, grounds) for column in columns], grounds)
    missing = np.maximum(wanted.units - there, 0)

    def said(row: int) -> str:
        given = number(Decimal(int(there[row])) / FTE_SCALE, least=1)
        least = number(Decimal(wanted.units) / FTE_SCALE, least=1)
        return f"what is missing to {least}, beside {given} above"

    terms = grounds.terms(component, wanted.position.values, span=wanted.position)
    statuses = _where_known(component, columns, grounds)
    return staff_line(terms, statuses, wanted.title, missing, grounds, is_priced=False, basis=said)


def _dollar_line(component: TopUp, wanted: list[_Wanted], grounds: Grounds) -> LineColumn:
    terms, columns = grounds.terms(component), _columns(component, grounds)
    statuses = _where_known(component, columns, grounds)
    cost = 0
    for each in wanted:
        line = _priced(each.title, np.array([each.units]), component, grounds)
        if line is None:
            return grounds.to_come(terms, statuses)
        cost += int(line[0])
    parts = []
    for column in columns:
        if column.terms.in_dollars:
            parts.append(column.cents)
            continue
        title = title_of(column.terms.position_code, component.label, grounds)
        if title is not None:
            worth = _priced(title, _ftes(column, grounds), component, grounds)
        if title is None or worth is None:
            return grounds.to_come(terms, statuses)
        parts.append(worth)
    there = _added(parts, grounds)
    missing = grounds.paid_only(np.maximum(cost - there, 0), statuses)
    staff = ", ".join(each.said for each in wanted)

    def said(row: int) -> str:
        return (
            f"a minimum staff of {staff} costs {format_dollars(cost)}, and the lines above come to "
            f"{format_dollars(int(there[row]))}"
        )

    return LineColumn(terms, statuses, missing, rate_cents=missing, counted=said)


def _columns(component: TopUp, grounds: Grounds) -> list[LineColumn]:
    return [column for name in component.of for column in grounds.given.get(name, ())]


def _ftes(column: LineColumn, grounds: Grounds) -> IntColumn:
    """FTE x FTE_SCALE of a column, zero where nothing is given."""
    everywhere = np.full(len(grounds.ids), fte_units(column.fte or Decimal(0)), dtype=np.int64)
    ftes = everywhere if column.ftes is None else column.ftes
    paid: IntColumn = ftes * is_paid(column.status)
    return paid


def _added(parts: list[IntColumn], grounds: Grounds) -> IntColumn:
    nothing = np.zeros(len(grounds.ids), dtype=np.int64)
    total: IntColumn = np.add.reduce([nothing, *parts])
    return total


def _priced(title: Title, ftes: IntColumn, component: TopUp, grounds: Grounds) -> IntColumn | None:
    """Cents of some FTE under the line rounding; None where the title has no cost."""
    rate = cost_of(title, component.label, grounds)
    if rate is None:
        return None
    return grounds.product(Counted("", ftes, int(ftes.max(initial=0)), None), rate).cents


def _where_known(component: TopUp, columns: list[LineColumn], grounds: Grounds) -> StatusColumn:
    """The statuses, to come where a line above is."""
    unknown = np.zeros(len(grounds.ids), dtype=np.bool_)
    for column in columns:
        unknown |= column.to_come
    return grounds.to_come_where(grounds.statuses(component), unknown)
