"""What is added to other lines, and break-even rates: one function for each kind."""

from __future__ import annotations

from bsa_xl.policy import ClassCost, PercentOf, SmallSchool

from .adjustments import sum_of
from .counting import counted
from .expression import Cell, Expression
from .functions import are_numbers, equal, is_number, largest, less, rounded, smallest, when
from .model import NOT_ELIGIBLE, TO_COME, Field, Kind, Part
from .naming import named
from .pupils import finish, priced
from .weights import share_of_pupils
from .work import Work, guarded

_COUNT_PLACES = 4


def class_cost(work: Work, component: ClassCost) -> None:
    """Count x (what a class costs / the pupils that fill it)."""
    cost = work.dated(
        component.values, named(component.id, "cost"), "Cost of a class", component.unit, component
    )
    if cost is None:
        return
    fill = work.dated(
        component.fill, named(component.id, "fill"), "Pupils to a class", "pupils", component
    )
    says = "Count x (cost of a class / the pupils that fill it)."
    block = work.block(Part.FORMULA, component.id, component, component.label, says)
    rate = None
    if fill is not None and work.model.settings[fill.key].value > 0:
        rate = work.rate(cost / fill, component)
    count = counted(work, component.counts, component.measure)
    priced(work, block, component, component.label, count, rate)


def small_school(work: Work, component: SmallSchool) -> None:
    """(threshold - pupils) x dollars, at most the smaller of two caps."""
    dollars = work.dated(
        component.values, named(component.id, "rate"), "Rate", component.unit, component
    )
    threshold = work.dated(
        component.threshold, named(component.id, "threshold"), "Threshold", "pupils", component
    )
    if dollars is None or threshold is None:
        return
    says = "(Threshold - pupils) x dollars, at most the smaller cap."
    block = work.block(Part.FORMULA, component.id, component, component.label, says)
    gate = work.gate(block, work.case.gate_of(component))
    size = counted(work, component.counts, component.measure)
    made = work.model.made
    here = made(Field(f"{block}/count", block, "Pupils", Kind.COUNT, "size", adds_up=True), size)
    missing = largest(less(rounded(threshold, _COUNT_PLACES), here), 0)
    field = Field(f"{block}/short", block, "Short of it", Kind.COUNT, "threshold - pupils")
    short = made(field, when(is_number(here), missing, TO_COME))
    rate = made(
        Field(f"{block}/rate", block, "Rate", Kind.RATE, "dollars a pupil"),
        work.rate(dollars, component),
    )
    full: Expression = work.on_line(short * rate, component)
    caps = _caps(work, block, component)
    if caps:
        full = smallest(full, *(largest(cap, 0) for cap in caps))
    known = when(are_numbers(caps), full, TO_COME) if caps else full
    amount = when(equal(short, 0), NOT_ELIGIBLE, known)
    says = "short x rate, at most the smaller cap"
    finish(work, block, component, component.label, guarded(gate, [short], amount), says)


def _caps(work: Work, block: str, component: SmallSchool) -> list[Cell]:
    caps = []
    if component.at_most_share is not None and component.of:
        share = work.dated(
            component.at_most_share, named(component.id, "at_most_share"), "Cap", "share", component
        )
        if share is not None:
            lines = _above(work, block, component.of)
            field = Field(f"{block}/cap", block, "Cap by lines", Kind.DOLLARS, "share x lines")
            capped = work.on_line(lines * share, component)
            caps.append(work.model.made(field, when(is_number(lines), capped, TO_COME)))
    if component.at_most is not None:
        most = work.dated(
            component.at_most, named(component.id, "at_most"), "Cap", "USD per school", component
        )
        if most is not None:
            field = Field(f"{block}/most", block, "Cap in dollars", Kind.DOLLARS, "the fixed cap")
            caps.append(work.model.made(field, work.on_line(rounded(most, 2), component)))
    return caps


def _above(work: Work, block: str, of: tuple[str, ...]) -> Cell:
    lines = work.above(of)
    said = ", ".join(line.label for line in lines)
    field = Field(f"{block}/above", block, "Lines above", Kind.DOLLARS, said, adds_up=True)
    return work.model.made(field, sum_of(lines, beside=False))


def percent_of(work: Work, component: PercentOf) -> None:
    """Values x max(0, share - above) x the lines of other components."""
    value = work.dated(
        component.values, named(component.id, "percent"), "Share of lines", component.unit,
        component,
    )  # fmt: skip
    if value is None:
        return
    says = "A share of other lines, also times a share of the pupils above a threshold."
    block = work.block(Part.FORMULA, component.id, component, component.label, says)
    gate = work.gate(block, work.case.gate_of(component))
    lines = _above(work, block, component.of)
    known, factor = [lines], lines * value
    if component.share is not None:
        here = share_of_pupils(work, block, component, component.share)
        over = None
        if component.above is not None:
            over = work.dated(
                component.above, named(component.id, "above"), "Above", "share", component
            )
        beyond = largest(here if over is None else less(here, over), 0)
        field = Field(f"{block}/beyond", block, "Share that counts", Kind.SHARE, "above it, if any")
        counts = work.model.made(field, when(is_number(here), beyond, here))
        known, factor = [lines, counts], lines * value * counts
    amount = guarded(gate, known, work.on_line(factor, component))
    finish(work, block, component, component.label, amount, "share of the lines, rounded once")
