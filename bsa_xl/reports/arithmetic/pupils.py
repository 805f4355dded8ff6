"""Lines of count x rate, the same dollars for every school, amounts as given, and FTE."""

from __future__ import annotations

from typing import Any

from bsa_xl.policy import (
    Given,
    GradeSpans,
    LumpSum,
    PerPupil,
    PositionsGiven,
    RoundedBlock,
    Weight,
    WeightOfWeight,
)

from .counting import counted
from .dollars_per_weight import base_of
from .expression import Cell, Expression, Named
from .functions import added, are_numbers, compared, equal, is_number, rounded, when
from .model import TO_COME, UNKNOWN, Field, Kind, Part
from .naming import named
from .work import Ruled, Work, guarded

_FTE_PLACES = 4
#: How the rate of a weight comes about.
OF_BASE = "weight x base, rounded before it multiplies"


def weight(work: Work, component: Weight) -> None:
    """Count x (weight x base)."""
    share = work.dated(
        component.values, named(component.id, "weight"), "Weight", component.unit, component
    )
    if share is not None:
        weighted(work, component, share)


def weighted(work: Work, component: Weight | WeightOfWeight, share: Named) -> None:
    """Count x (weight x base), for a weight that all schools share."""
    count = counted(work, component.counts, component.measure)
    says = "Count x weight x base."
    block = work.block(Part.FORMULA, component.id, component, component.label, says)
    base = base_of(work)
    rate = None if base is None else work.rate(share * base, component)
    own = base if isinstance(base, Cell) else None
    priced(work, block, component, component.label, count, rate, own_base=own, how=OF_BASE)


def per_pupil(work: Work, component: PerPupil) -> None:
    """Count x dollars."""
    dollars = work.dated(
        component.values, named(component.id, "rate"), "Rate", component.unit, component
    )
    if dollars is None:
        return
    count = counted(work, component.counts, component.measure)
    block = work.block(Part.FORMULA, component.id, component, component.label, "Count x dollars.")
    rate = work.rate(dollars, component)
    priced(work, block, component, component.label, count, rate)


def grade_spans(work: Work, component: GradeSpans) -> None:
    """A line for each span, each with its own count and rate."""
    of_base = component.unit == "share of base"
    what = "weight" if of_base else "rate"
    held = [span for span in component.spans if work.case.in_force(span.values) is not None]
    for span in held:
        value = work.dated(
            span.values, named(component.id, span.id, what), f"{span.label}: {what}",
            component.unit, component,
        )  # fmt: skip
        if value is None:
            continue
        says = "Count x weight x base." if of_base else "Count x dollars."
        key, label = f"{component.id}:{span.id}", f"{component.label}, {span.label}"
        block = work.block(Part.FORMULA, key, component, label, says)
        base = base_of(work) if of_base else None
        exact: Expression | None = value
        if of_base:
            exact = None if base is None else value * base
        rate = None if exact is None else work.rate(exact, component)
        count = counted(work, span.counts, component.measure)
        inside = _within(work, component, [each.counts for each in held], count)
        own = base if isinstance(base, Cell) else None
        priced(work, block, component, label, count, rate, only=inside, own_base=own)


def _within(work: Work, component: GradeSpans, names: list[str], count: Cell) -> Expression | None:
    """The count of a span, where the spans together are not more pupils than there are."""
    if component.within is None:
        return None
    tiers = [counted(work, name, component.measure) for name in names]
    within = counted(work, component.within, component.measure)
    fits = when(are_numbers(tiers), compared(added(tiers), "<=", within), equal(1, 1))
    return when(is_number(within), when(fits, count, UNKNOWN), UNKNOWN)


def _from(work: Work, count: Cell) -> str:
    """Which pupils are counted, and on which sheet."""
    title = work.model.blocks[work.model.fields[count.key].block].title
    return f"{title.rpartition(', ')[2]}: sheet {work.model.part_of(count.key).value}"


def priced(
    work: Work,
    block: str,
    component: RoundedBlock,
    label: str,
    count: Cell,
    rate: Expression | None,
    *,
    only: Expression | None = None,
    by: Cell | None = None,
    own_base: Cell | None = None,
    how: str = "dollars a pupil, rounded before they multiply",
) -> None:
    """The fields count, rate and amount, and the line.

    Args:
        work: takes them.
        block: that they stand in.
        component: whose line it is.
        label: of the line.
        count: who is counted.
        rate: dollars per unit of count, rounded; None where no base holds.
        only: the count, where something can leave it without a value.
        by: a weight that differs from school to school; where it is words, so is the line.
        own_base: the base, where each school has its own; where it is words, the line is to come.
        how: the rate comes about.
    """
    ruled: Any = component
    gate = work.gate(block, work.case.gate_of(ruled))
    source = work.model.fields[count.key]
    who = f"{source.heading}, {_from(work, count)}"
    field = Field(f"{block}/count", block, "Count", Kind.COUNT, who, adds_up=True)
    pupils = work.model.made(field, count if only is None else only)
    if rate is None:
        amount: Expression = guarded(gate, [], TO_COME)
    else:
        if own_base is not None:
            rate = when(is_number(own_base), rate, TO_COME)
        if by is not None:
            rate = when(is_number(by), rate, by)
        per = work.model.made(Field(f"{block}/rate", block, "Rate", Kind.RATE, how), rate)
        product = work.on_line(pupils * per, ruled)
        if own_base is not None:
            product = when(is_number(per), product, TO_COME)
        if by is not None:
            product = when(is_number(by), when(is_number(pupils), product, TO_COME), by)
        amount = guarded(gate, [] if by is not None else [pupils], product)
    finish(work, block, ruled, label, amount, "count x rate")


def finish(
    work: Work, block: str, of: Ruled, label: str, amount: Expression, says: str, key: str = ""
) -> None:
    """The amount of a block, and its line.

    Args:
        work: takes both.
        block: whose key is the line's, unless ``key`` says otherwise.
        of: the component or adjustment.
        label: of the line.
        amount: its formula.
        says: how it comes about.
        key: the line's id without the school.
    """
    field = Field(f"{block}/amount", block, "Amount", Kind.DOLLARS, says, adds_up=True)
    work.add_line(key or block, of, label, work.model.made(field, amount))


def lump_sum(work: Work, component: LumpSum) -> None:
    """The same dollars for every school that the gate lets in."""
    dollars = work.dated(
        component.values, named(component.id, "dollars"), "Dollars", component.unit, component
    )
    if dollars is None:
        return
    says = "The same dollars for every school that gets it."
    block = work.block(Part.FORMULA, component.id, component, component.label, says)
    gate = work.gate(block, work.case.gate_of(component))
    amount = guarded(gate, [], work.on_line(work.rate(dollars, component), component))
    finish(work, block, component, component.label, amount, "the value, rounded")


def given(work: Work, component: Given) -> None:
    """The amount supplied; a school without one has no such line."""
    says = f"Dollars as supplied in the line '{component.takes}' of amounts.csv."
    block = work.block(Part.FORMULA, component.id, component, component.label, says)
    gate = work.gate(block, work.case.gate_of(component))
    program = work.case.policy.program(component.program)
    supplied = work.model.typed(
        Field(f"{block}/given", block, "Supplied", Kind.DOLLARS, "amounts.csv", adds_up=True),
        work.case.amounts(component.takes, ("", program.id)),
    )
    amount = when(is_number(supplied), work.on_line(supplied), supplied)
    finish(work, block, component, component.label, guarded(gate, [], amount), "as supplied")


def positions(work: Work, component: PositionsGiven) -> None:
    """FTE of one title for each school that the gate lets in."""
    fte = work.dated(component.values, named(component.id, "fte"), "FTE", component.unit, component)
    if fte is None:
        return
    titles = {each.code: each.title for each in work.case.district.positions}
    title = titles.get(component.position, component.position)
    says = f"FTE of {title} ({component.position})."
    block = work.block(Part.FORMULA, component.id, component, component.label, says)
    gate = work.gate(block, work.case.gate_of(component))
    many = guarded(gate, [], rounded(fte, _FTE_PLACES) if component.position in titles else TO_COME)
    field = Field(f"{block}/fte", block, "FTE", Kind.FTE, "positions", adds_up=True)
    made = work.model.made(field, many)
    work.add_line(component.id, component, component.label, made, position=component.position)
