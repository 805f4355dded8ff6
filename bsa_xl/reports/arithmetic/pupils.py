"""Lines of count x rate, the same dollars for every school, amounts as given, and FTE."""

from __future__ import annotations

from bsa_xl.policy import Given, GradeSpans, LumpSum, PerPupil, PositionsGiven, Weight

from .counting import counted
from .expression import Cell, Expression, Named
from .functions import is_number, rounded, when
from .model import TO_COME, Field, Kind, Part
from .work import Ruled, Work, guarded, named

_FTE_PLACES = 4


def weight(work: Work, component: Weight) -> None:
    """Count x (weight x base)."""
    share = work.dated(
        component.values, named(component.id, "weight"), "Weight", component.unit, component
    )
    if share is None:
        return
    count = counted(work, component.counts, component.measure)
    block = work.block(
        Part.FORMULA, component.id, component, component.label, "Count x weight x base."
    )
    _priced(work, block, component, component.label, count, _of_base(work, share))


def per_pupil(work: Work, component: PerPupil) -> None:
    """Count x dollars."""
    dollars = work.dated(
        component.values, named(component.id, "rate"), "Rate", component.unit, component
    )
    if dollars is None:
        return
    count = counted(work, component.counts, component.measure)
    block = work.block(Part.FORMULA, component.id, component, component.label, "Count x dollars.")
    _priced(work, block, component, component.label, count, _rate(dollars))


def grade_spans(work: Work, component: GradeSpans) -> None:
    """A line for each span, each with its own count and rate."""
    of_base = component.unit == "share of base"
    for span in component.spans:
        what = "weight" if of_base else "rate"
        label = f"{component.label}, {span.label}"
        value = work.dated(
            span.values, named(component.id, span.id, what), f"{span.label}: {what}",
            component.unit, component,
        )  # fmt: skip
        if value is None:
            continue
        count = counted(work, span.counts, component.measure)
        says = "Count x weight x base." if of_base else "Count x dollars."
        block = work.block(Part.FORMULA, f"{component.id}:{span.id}", component, label, says)
        rate = _of_base(work, value) if of_base else _rate(value)
        _priced(work, block, component, label, count, rate)


def _of_base(work: Work, share: Named) -> Expression | None:
    """Weight x base as it multiplies; None where no base holds."""
    base = work.base()
    return None if base is None else _rate(share * base)


def _rate(exact: Expression) -> Expression:
    return rounded(exact, Named("rate_decimals"))


def _priced(
    work: Work,
    block: str,
    component: Weight | PerPupil | GradeSpans,
    label: str,
    count: Cell,
    rate: Expression | None,
) -> None:
    """The fields count, rate and amount, and the line."""
    gate = work.gate(block, work.case.gate_of(component))
    source = work.model.fields[count.key]
    pupils = work.model.made(
        Field(f"{block}/count", block, "Count", Kind.COUNT, source.heading, adds_up=True), count
    )
    if rate is None:
        amount: Expression = guarded(gate, [], TO_COME)
    else:
        per = work.model.made(
            Field(f"{block}/rate", block, "Rate", Kind.RATE, "dollars a pupil, rounded first"), rate
        )
        amount = guarded(gate, [pupils], work.on_line(pupils * per))
    finish(work, block, component, label, amount, "count x rate")


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
    amount = guarded(gate, [], work.on_line(_rate(dollars)))
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
