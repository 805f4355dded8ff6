"""Positions that a formula gives, in FTE or at what they cost: one function for each kind."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bsa_xl.policy import Bands, DatedValue, Foundation, FteRounding, Ratio, RatioGroup, TopUp

from .choosing import Chosen, Reached
from .counting import counted
from .expression import Cell, Expression, Named, part
from .functions import (
    Added,
    added,
    are_numbers,
    both,
    compared,
    cut,
    equal,
    largest,
    less,
    number_or_zero,
    rounded,
    rounded_up,
    smallest,
    when,
)
from .model import TO_COME, Field, Kind, Part
from .naming import named
from .pupils import finish
from .titles import FTE_PLACES, Staff, Title, priced, title_of
from .work import Line, Work, guarded

_FINE = 9


def foundation(work: Work, component: Foundation) -> None:
    """A line for each position that holds in the year."""
    for position in component.positions:
        fte = work.dated(
            position.values, named(component.id, position.id, "fte"), f"{position.label}: FTE",
            "FTE", component,
        )  # fmt: skip
        if fte is None:
            continue
        title, key = title_of(work, position.position), f"{component.id}:{position.id}"
        label = f"{component.label}, {position.label}"
        says = f"{title.said if title else position.position} for every school that gets it."
        block = work.block(Part.FORMULA, key, component, label, says)
        gate = work.gate(block, work.case.gate_of(component))
        staff = Staff(work, block, component, label, gate, key)
        staff.give(title, rounded(fte, FTE_PLACES), [], in_dollars=component.is_priced)


def ratio(work: Work, component: Ratio) -> None:
    """Pupils over the norm of each group, added up, rounded, kept between the bounds."""
    title = title_of(work, component.position)
    groups = [
        (number, group, per)
        for number, group in enumerate(component.groups, start=1)
        if (per := _value(work, component, group.per, f"group_{number}_per", "pupils")) is not None
    ]
    if not groups:
        return
    says = f"{title.said if title else component.position}: pupils / norm, rounded to a step."
    block = work.block(Part.FORMULA, component.id, component, component.label, says)
    gate = work.gate(block, work.case.gate_of(component))
    counts: list[Cell] = []
    parts: list[Expression] = []
    for number, group, per in groups:
        count, exact = _group(work, block, component, (number, group, per))
        counts.append(count)
        parts.append(exact)
    sound = all(work.model.settings[per.key].value > 0 for _, _, per in groups)
    fte = _bounded(work, component, _stepped(work, component, parts)) if sound else None
    staff = Staff(work, block, component, component.label, gate, component.id)
    staff.give(title, fte, counts, in_dollars=component.is_priced)


def _group(
    work: Work, block: str, component: Ratio, numbered: tuple[int, RatioGroup, Named]
) -> tuple[Cell, Expression]:
    """The count of a group, and the FTE that it gives before rounding."""
    number, group, per = numbered
    count = counted(work, group.counts, component.measure)
    heading = work.model.fields[count.key].heading
    field = Field(f"{block}/count{number}", block, heading, Kind.COUNT, "pupils", adds_up=True)
    pupils: Expression = work.model.made(field, count)
    counting = Cell(field.key)
    if group.beyond is not None:
        beyond = _value(work, component, group.beyond, f"group_{number}_beyond", "pupils")
        pupils = largest(less(pupils, 0 if beyond is None else beyond), 0)
    if group.gives is not None:
        gives = _value(work, component, group.gives, f"group_{number}_gives", "FTE")
        pupils = pupils * (0 if gives is None else gives)
    return counting, pupils / per


def _value(
    work: Work, component: Ratio, values: DatedValue | None, what: str, unit: str
) -> Named | None:
    if values is None:
        return None
    label = what.replace("_", " ").capitalize()
    return work.dated(values, named(component.id, what), label, unit, component)


def _stepped(work: Work, component: Ratio, parts: Sequence[Expression]) -> Expression:
    """The groups and what comes before them, rounded to the step, each or together."""
    plus = _value(work, component, component.plus, "plus", "FTE")
    before = part(0) if plus is None else rounded(plus, FTE_PLACES)
    step = work.constant(
        named(component.id, "step"), component.label, "Step of FTE", component.fte.step, "FTE"
    )
    if component.fte.after == "each":
        return rounded(
            added([before, *(_step(each, step, component.fte) for each in parts)]), FTE_PLACES
        )
    return rounded(_step(added([before, *parts]), step, component.fte), FTE_PLACES)


def _step(fte: Expression, step: Named, rule: FteRounding) -> Expression:
    """FTE at a multiple of the step; a spreadsheet's last digits decide nothing."""
    steps = fte / step
    if rule.way == "nearest":
        return rounded(steps, 0) * step
    near = rounded(steps, _FINE)
    return (rounded_up(near) if rule.way == "up" else cut(near)) * step


def _bounded(work: Work, component: Ratio, fte: Expression) -> Expression:
    least = _value(work, component, component.at_least, "at_least", "FTE")
    most = _value(work, component, component.at_most, "at_most", "FTE")
    if most is not None:
        fte = smallest(fte, rounded(most, FTE_PLACES))
    return fte if least is None else largest(fte, rounded(least, FTE_PLACES))


def bands(work: Work, component: Bands) -> None:
    """What the row of each school's count gives."""
    rows = []
    for number, band in enumerate(component.bands, start=1):
        unit = "USD per school" if component.unit == "USD per school" else "FTE"
        value = work.dated(
            band.values, named(component.id, "row", str(number)), f"Row {number} gives", unit,
            component,
        )  # fmt: skip
        if value is not None:
            label = f"Row {number} from"
            edge = work.constant(
                named(component.id, "row", str(number), "from"), component.label, label,
                band.at_least, "pupils",
            )  # fmt: skip
            rows.append((edge, value, band.at_most))
    if not rows:
        return
    says = "A table by size: the last row whose edge the count reaches."
    block = work.block(Part.FORMULA, component.id, component, component.label, says)
    gate = work.gate(block, work.case.gate_of(component))
    place, known = _row(work, block, component, [edge for edge, _, _ in rows], rows[-1][2])
    of_row = Chosen(place, tuple(value for _, value, _ in rows))
    if component.unit == "USD per school":
        amount = guarded(gate, known, work.on_line(rounded(of_row, 2)))
        finish(work, block, component, component.label, amount, "what the row gives")
        return
    title = title_of(work, component.position or "")
    staff = Staff(work, block, component, component.label, gate, component.id)
    staff.give(title, rounded(of_row, FTE_PLACES), known, in_dollars=component.is_priced)


def _row(
    work: Work, block: str, component: Bands, edges: Sequence[Named], last: Decimal | None
) -> tuple[Cell, list[Expression]]:
    """The row of the table that holds the count; words where none does."""
    count = counted(work, component.counts, component.measure)
    source = work.model.fields[count.key]
    pupils = work.model.made(
        Field(f"{block}/count", block, source.heading, Kind.COUNT, "pupils", adds_up=True), count
    )
    reached: Expression = Reached(pupils, tuple(edges))
    inside = compared(reached, ">", 0)
    if last is not None:
        most = work.constant(
            named(component.id, "last_row_to"), component.label, "Last row up to", last, "pupils"
        )
        inside = both(inside, compared(pupils, "<=", most))
    row = when(are_numbers([pupils]), when(inside, reached, TO_COME), TO_COME)
    field = Field(f"{block}/row", block, "Row of the table", Kind.NUMBER, "edges reached")
    cell = work.model.made(field, row)
    return cell, [cell]


def top_up(work: Work, component: TopUp) -> None:
    """A line for each title in FTE, or one line in dollars."""
    wanted = []
    for position in component.staff:
        fte = work.dated(
            position.values, named(component.id, position.id, "fte"), f"{position.label}: FTE",
            "FTE", component,
        )  # fmt: skip
        if fte is not None:
            wanted.append((position, title_of(work, position.position), fte))
    sound = all(title is not None for _, title, _ in wanted)
    above = [line for line in work.lines if line.owner in component.of]
    if wanted and (component.is_priced or not sound):
        _dollars_missing(work, component, [(t, fte) for _, t, fte in wanted], above)
    elif wanted:
        for position, title, fte in wanted:
            key = f"{component.id}:{position.id}"
            label = f"{component.label}, {position.label}"
            mine = [line for line in above if line.position == position.position]
            block = work.block(Part.FORMULA, key, component, label, "What is missing to a minimum.")
            gate = work.gate(block, work.case.gate_of(component))
            missing = largest(rounded(fte, FTE_PLACES) - _there(mine), 0)
            staff = Staff(work, block, component, label, gate, key)
            made = when(_known(mine), rounded(missing, FTE_PLACES), TO_COME) if mine else missing
            staff.give(title, made, [], in_dollars=False)


def _there(lines: Sequence[Line]) -> Expression:
    return Added(tuple(line.cell.key for line in lines)) if lines else part(0)


def _known(lines: Sequence[Line]) -> Expression:
    if not lines:
        return equal(1, 1)
    return both(*(compared(line.cell, "<>", TO_COME) for line in lines))


def _dollars_missing(
    work: Work,
    component: TopUp,
    wanted: Sequence[tuple[Title | None, Named]],
    above: Sequence[Line],
) -> None:
    """The cost of the minimum staff, less the dollars above and the cost of the FTE above."""
    says = "What the lines above fall short of the cost of a minimum staff."
    block = work.block(Part.FORMULA, component.id, component, component.label, says)
    gate = work.gate(block, work.case.gate_of(component))
    costs = [
        None if title is None else priced(work, rounded(fte, FTE_PLACES), title)
        for title, fte in wanted
    ]
    worth = [_worth(work, line) for line in above]
    parts = [each for each in (*costs, *worth) if each is not None]
    if len(parts) < len(costs) + len(worth):
        finish(work, block, component, component.label, guarded(gate, [], TO_COME), "to come")
        return
    cost = work.model.made(
        Field(f"{block}/cost", block, "Minimum staff costs", Kind.DOLLARS, "FTE x cost"),
        added(parts[: len(costs)]),
    )
    there = work.model.made(
        Field(f"{block}/there", block, "Lines above", Kind.DOLLARS, "dollars, and FTE x cost"),
        when(_known(above), added([part(0), *parts[len(costs) :]]), TO_COME),
    )
    missing = rounded(largest(cost - there, 0), 2)
    amount = guarded(gate, [there], missing)
    finish(work, block, component, component.label, amount, "what is missing")


def _worth(work: Work, line: Line) -> Expression | None:
    """The dollars of a line above; of positions, what they cost."""
    if line.in_dollars:
        return number_or_zero(line.cell)
    title = title_of(work, line.position)
    return None if title is None else priced(work, number_or_zero(line.cell), title)
