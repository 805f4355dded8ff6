"""The count day: the formula by other counts, beside the formula as it stands."""

from __future__ import annotations

from bsa_xl.policy import CountDay

from .adjustments import adjusted, begun, sum_of
from .expression import Cell, Expression
from .functions import are_numbers, largest, rounded, smallest, when
from .model import TO_COME, Field, Kind
from .naming import named
from .work import Line, Work


def count_day(work: Work, adjustment: CountDay) -> None:
    """Share x (the formula by the count day's pupils - the formula as it stands)."""
    share = work.dated(
        adjustment.values, named(adjustment.id, "share"), "Share of the difference",
        adjustment.unit, adjustment,
    )  # fmt: skip
    if share is None:
        return
    says = "The formula is worked out a second time for the pupils of the count day."
    block, gate = begun(work, adjustment, says)
    aside, policy = work.beside(f"{adjustment.id}/actual"), work.case.policy
    names = adjustment.of or tuple(one.id for one in policy.components)
    for component in policy.components:
        if component.id in names:
            own = component.measure not in ("", policy.measure)
            measure = component.measure if own else adjustment.actual_measure
            work.write(component.model_copy(update={"measure": measure}), aside)
    now = _sum(work, f"{block}/now", block, _looked_at(work.lines, adjustment, names))
    then = _sum(work, f"{block}/actual", block, _looked_at(aside.lines, adjustment, names))
    difference: Expression = rounded(then - now, 2)
    if adjustment.only == "up":
        difference = largest(difference, 0)
    elif adjustment.only == "down":
        difference = smallest(difference, 0)
    amount = when(are_numbers([now, then]), work.on_line(difference * share), TO_COME)
    adjusted(work, block, adjustment, gate, amount, "share x (count day - as it stands)")


def _looked_at(lines: list[Line], adjustment: CountDay, names: tuple[str, ...]) -> list[Line]:
    """Of components that are named, all dollars; of all components, those that schools plan."""
    mine = [line for line in lines if line.owner in names]
    return [line for line in mine if (line.in_dollars if adjustment.of else line.is_planned)]


def _sum(work: Work, key: str, block: str, lines: list[Line]) -> Cell:
    heading = "Formula, as it stands" if key.endswith("/now") else "Formula, count day"
    field = Field(key, block, heading, Kind.DOLLARS, "added up over its components")
    return work.model.made(field, sum_of(lines, beside=False))
