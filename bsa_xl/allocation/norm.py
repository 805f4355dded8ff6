"""A norm-based budget beside the formula: priced at average, compared, never given out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bsa_xl.money import format_dollars
from bsa_xl.policy import MatchNorm

from .adjusting import above, adjusted
from .arithmetic import IntColumn
from .columns import FTE_SCALE, LineColumn, is_paid
from .grounds import Grounds
from .norm_budget import NormBudget, NormLine
from .portions import divided, portion
from .shadow import WorkOut, beside, told_once
from .titles import cost_of, title_of
from .wording import percent


def match_norm_lines(
    adjustment: MatchNorm, grounds: Grounds, work_out: WorkOut
) -> Iterator[LineColumn]:
    """Share x (norm - the lines above); only what is missing, where the norm is a floor.

    Args:
        adjustment: whose lines they are.
        grounds: the allocation while it is worked out.
        work_out: gives the lines of a component.
    """
    share = grounds.value(adjustment.values, adjustment.label)
    if share is None:
        return
    norm = _norm(adjustment, grounds, work_out)
    grounds.norms.append(norm)
    difference = norm.cents - norm.formula_cents
    if adjustment.only == "up":
        difference = np.maximum(difference, 0)
    line = portion(difference, share, grounds.policy.rounding.lines)

    def said(row: int) -> str:
        parts = "; ".join(each.said(row) for each in norm.lines if each.cents[row])
        part = "" if share == 1 else f", {percent(share)} of the difference"
        return (
            f"a norm-based budget comes to {format_dollars(int(norm.cents[row]))} ({parts}), and "
            f"the lines above to {format_dollars(int(norm.formula_cents[row]))}{part}"
        )

    yield adjusted(adjustment, grounds, line, said, unknown=norm.unknown)


def _norm(adjustment: MatchNorm, grounds: Grounds, work_out: WorkOut) -> NormBudget:
    shadow, lines = beside(grounds), []
    for component in adjustment.norm:
        mine = component.model_copy(update={"program": adjustment.program})
        shadow.given[component.id] = tuple(work_out(mine, shadow))
        lines += [_priced(column, shadow) for column in shadow.given[component.id]]
    told_once(shadow, grounds)
    cents = np.zeros(len(grounds.ids), dtype=np.int64)
    so_far = above(adjustment.of, grounds)
    unknown = so_far.unknown.copy()
    for each in lines:
        cents = cents + each.cents
        unknown |= each.line.to_come
    return NormBudget(adjustment.id, adjustment.label, tuple(lines), cents, so_far.cents, unknown)


def _priced(column: LineColumn, grounds: Grounds) -> NormLine:
    """A line in dollars as it is; one in FTE at what the title costs, to come where it has none."""
    if column.terms.in_dollars:
        return NormLine(column, column.cents, np.zeros_like(column.cents))
    label = column.terms.label
    title = title_of(column.terms.position_code, label, grounds)
    cost = None if title is None else cost_of(title, label, grounds)
    if title is None or cost is None:
        to_come = grounds.to_come(column.terms, column.status)
        return NormLine(to_come, to_come.cents, to_come.cents, 0)
    ftes = _fte(column, len(grounds.ids))
    cents = divided(ftes.astype(object) * title.cents, FTE_SCALE, grounds.policy.rounding.lines)
    return NormLine(column, cents, ftes, title.cents)


def _fte(column: LineColumn, schools: int) -> IntColumn:
    """FTE x FTE_SCALE; zero where the line is not given."""
    if column.ftes is not None:
        ftes: IntColumn = column.ftes
    else:
        ftes = np.full(schools, int((column.fte or 0) * FTE_SCALE), dtype=np.int64)
    given: IntColumn = ftes * is_paid(column.status)
    return given
