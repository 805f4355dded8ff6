"""Positions that follow a norm: a foundation, and positions for so many pupils each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from bsa_xl.district import COUNT_SCALE
from bsa_xl.policy import DatedValue, Foundation, Ratio, RatioGroup

from .arithmetic import IntColumn
from .columns import FTE_SCALE, LineColumn, Saying, StatusColumn, Terms
from .counted import Counted
from .fte import Norm, fte_of, fte_units
from .grounds import Grounds
from .lines import LineUnit
from .titles import Title, cost_of, title_of
from .wording import number


def foundation_lines(component: Foundation, grounds: Grounds) -> Iterator[LineColumn]:
    """A line for each position that holds in the year."""
    statuses = grounds.statuses(component)
    for position in component.positions:
        terms = grounds.terms(component, position.values, span=position)
        value = grounds.value(position.values, terms.label)
        if value is None:
            continue
        title = title_of(position.position, terms.label, grounds, gives=f"{value} FTE")
        if title is None or not grounds.is_sane(value, terms.label):
            yield grounds.to_come(terms, statuses)
            continue
        ftes = np.full(len(grounds.ids), fte_units(value), dtype=np.int64)
        yield staff_line(terms, statuses, title, ftes, grounds, is_priced=component.is_priced)


def staff_line(
    terms: Terms,
    statuses: StatusColumn,
    title: Title,
    ftes: IntColumn,
    grounds: Grounds,
    *,
    is_priced: bool,
    basis: Saying = "",
) -> LineColumn:
    """FTE of a title, or FTE x what 1.0 FTE of it costs.

    Args:
        terms: the line's, in dollars.
        statuses: final or an estimate where something is given.
        title: of the rate sheet.
        ftes: int64 x FTE_SCALE.
        grounds: the allocation while it is worked out.
        is_priced: dollars are paid.
        basis: how the FTE came about, or what says it for a row.
    """
    if is_priced:
        count = ftes * (COUNT_SCALE // FTE_SCALE)
        counted = Counted(title.said, count, int(count.max(initial=0)), None)
        line = grounds.priced(terms, statuses, counted, cost_of(title, terms.label, grounds))
        return replace(line, basis=basis)
    terms = replace(terms, unit=LineUnit.FTE, position_code=title.code)
    nothing = np.zeros(len(grounds.ids), dtype=np.int64)
    return LineColumn(terms, statuses, nothing, counted=title.name, ftes=ftes, basis=basis)


@dataclass(frozen=True, slots=True, eq=False)
class _Group:
    """A group of a ratio with what holds in the year."""

    counted: Counted
    norm: Norm

    def said(self, row: int) -> str:
        """``48 (grade 2) / 21``."""
        pupils = number(Decimal(int(self.norm.counts[row])) / COUNT_SCALE)
        who = self.counted.who.rpartition(", ")[0]
        beyond = f" above {number(self.norm.beyond)}" if self.norm.beyond else ""
        times = f" x {number(self.norm.gives)}" if self.norm.gives != 1 else ""
        return f"{pupils} ({who}){beyond} / {number(self.norm.per)}{times}"


def ratio_lines(component: Ratio, grounds: Grounds) -> Iterator[LineColumn]:
    """Pupils over the norm of each group, added up, rounded, kept between the bounds."""
    groups = [
        group
        for each in component.groups
        if (group := _group(each, component, grounds)) is not None
    ]
    if not groups:
        return
    terms, statuses = grounds.terms(component), grounds.statuses(component)
    for group in groups:
        statuses = grounds.judged(statuses, group.counted, component.label)
    title = title_of(component.position, component.label, grounds)
    if title is None or any(group.norm.per <= 0 for group in groups):
        yield grounds.to_come(terms, statuses)
        return
    plus = _value(component.plus, grounds) or Decimal(0)
    before = fte_of([group.norm for group in groups], plus, component.fte)
    least, most = _value(component.at_least, grounds), _value(component.at_most, grounds)
    ftes = before if most is None else np.minimum(before, fte_units(most))
    ftes = ftes if least is None else np.maximum(ftes, fte_units(least))

    def said(row: int) -> str:
        parts = ([f"{number(plus)} FTE"] if plus else []) + [group.said(row) for group in groups]
        bound = _bound(int(before[row]), int(ftes[row]))
        return f"{' + '.join(parts)}, {_rounding_said(component)}{bound}"

    yield staff_line(
        terms, statuses, title, ftes, grounds, is_priced=component.is_priced, basis=said
    )


def _group(group: RatioGroup, component: Ratio, grounds: Grounds) -> _Group | None:
    """A group as it counts in the year; None where its norm has no value then."""
    per = grounds.value(group.per, component.label)
    if per is None:
        return None
    counted = grounds.counts.counted(group.counts, component.measure)
    gives = _value(group.gives, grounds, Decimal(1))
    beyond = _value(group.beyond, grounds, Decimal(0))
    return _Group(counted, Norm(counted.scaled, per, gives or Decimal(0), beyond or Decimal(0)))


def _value(
    values: DatedValue | None, grounds: Grounds, otherwise: Decimal | None = None
) -> Decimal | None:
    """The value in the year; ``otherwise`` where the policy does not say any."""
    return otherwise if values is None else values.value(grounds.year)


def _rounding_said(component: Ratio) -> str:
    rule = component.fte
    each = "each " if rule.after == "each" and len(component.groups) > 1 else ""
    way = "to the nearest" if rule.way == "nearest" else f"{rule.way} to a multiple of"
    return f"{each}rounded {way} {number(rule.step)}"


def _bound(before: int, after: int) -> str:
    """What a bound did."""
    if before == after:
        return ""
    shown = number(Decimal(after) / FTE_SCALE, least=1)
    return f", and {'at least' if after > before else 'at most'} {shown}"
