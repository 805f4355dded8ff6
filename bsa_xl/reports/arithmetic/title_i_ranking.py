"""Title I: who may be served, and in which order, every step in a cell."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bsa_xl.policy import RankAndServe

from .counting import counted
from .expression import Cell, Expression, Named, Total, part
from .functions import both, compared, either, equal, is_number, rounded, when
from .model import UNKNOWN, YES, Field, Kind
from .naming import named
from .over_all import AddedAlike, Order, SchoolsWith
from .remainders import figure
from .work import ORDER, Work

#: A poverty is told from another by so many decimals.
_FINE = 12
_MUST, _MAY, _SMALL = Decimal("0.75"), Decimal("0.35"), Decimal(1000)


@dataclass(frozen=True, slots=True)
class Ranked:
    """The fields that say where each school stands; numbers, 0 where it takes no part.

    Attributes:
        own: low-income pupils that are paid for here; 0 where other money serves them.
        children: low-income pupils and private-school children.
        under: 1 below 35 %.
        must: 1 above 75 %.
        may: 1 where it may be served.
        order: place in the serving order.
        gaps: schools whose counts are not known.
    """

    own: Cell
    private: Cell
    children: Cell
    poverty: Cell
    under: Cell
    must: Cell
    may: Cell
    skipped: Cell
    order: Cell
    gaps: Named


@dataclass(frozen=True, slots=True)
class _Ranking:
    """The ranking while it is written."""

    work: Work
    block: str
    component: RankAndServe
    gate: Cell | None

    def made(self, what: str, heading: str, kind: Kind, says: str, of: Expression) -> Cell:
        """A field of the block, added up."""
        field = Field(f"{self.block}/{what}", self.block, heading, kind, says, adds_up=True)
        return self.work.model.made(field, of)

    def typed(self, what: str, heading: str, says: str, rows: list[bool]) -> Cell:
        """A field of 1 and 0 that is typed."""
        field = Field(f"{self.block}/{what}", self.block, heading, Kind.NUMBER, says, adds_up=True)
        return self.work.model.typed(field, [Decimal(int(row)) for row in rows])

    def count(self, what: str, heading: str, name: str) -> tuple[Cell, Named]:
        """A count, 0 where the school takes no part; and how many are not known."""
        source = counted(self.work, name, self.component.measure)
        there: Expression = when(is_number(source), source, UNKNOWN)
        if self.gate is not None:
            there = when(equal(self.gate, YES), there, "")
        given = self.made(f"{what}_given", heading, Kind.COUNT, "as counted", there)
        gaps = figure(
            self.work, named(self.block, what, "gaps"), self.component.label,
            f"Schools not known: {heading}", SchoolsWith(given.key, UNKNOWN),
        )  # fmt: skip
        number = when(is_number(given), given, 0)
        return self.made(
            what, f"{heading}, ranked", Kind.COUNT, "0 where it takes no part", number
        ), gaps

    def names(self, listed: set[str]) -> list[bool]:
        """Which schools are on a list."""
        return [school_id in listed for school_id in self.work.model.school_ids]


def ranked(work: Work, block: str, component: RankAndServe, gate: Cell | None) -> Ranked:
    """Who may be served, and in which order."""
    write = _Ranking(work, block, component, gate)
    pupils, no_pupils = write.count("pupils", "Pupils", component.pupils)
    public, no_public = write.count("public", "Low-income pupils", component.poverty)
    gaps: Expression = no_pupils + no_public
    if component.private is None:
        private = write.made("private_children", "Private", Kind.COUNT, "none", part(0))
    else:
        private, no_private = write.count("private_children", "Private", component.private)
        gaps = gaps + no_private
    children = write.made(
        "children", "Low-income children", Kind.COUNT, "public and private", public + private
    )
    over = write.made(
        "over", "More children than pupils", Kind.NUMBER, "1 or 0",
        when(compared(children, ">", pupils), 1, 0),
    )  # fmt: skip
    gaps = gaps + Total(over.key)
    share = when(compared(pupils, ">", 0), rounded(children / pupils, _FINE), 0)
    field = Field(f"{block}/poverty", block, "Poverty", Kind.SHARE, "children / pupils")
    poverty = work.model.made(field, share)
    year = work.case.year
    skipped = write.typed(
        "skipped", "Skipped", "other money serves it",
        write.names({each.school for each in component.skipped if each.year == year}),
    )  # fmt: skip
    own = write.made(
        "own", "Pupils paid for", Kind.COUNT, "0 where skipped",
        when(equal(skipped, 1), 0, public),
    )  # fmt: skip
    under = write.made(
        "under", "Under 35 %", Kind.NUMBER, "1 or 0", when(compared(poverty, "<", _MAY), 1, 0)
    )
    there = both(compared(pupils, ">", 0), compared(children, ">", 0))
    must_serve = _first(write, pupils, poverty, there)
    must = write.made("must", "Above 75 %", Kind.NUMBER, "1 or 0", when(must_serve, 1, 0))
    cells = (pupils, children, poverty, must)
    may, order = _order(write, cells, there)
    total = figure(work, named(block, "gaps"), component.label, "Counts not known", gaps, "schools")
    return Ranked(own, private, children, poverty, under, must, may, skipped, order, total)


def _first(write: _Ranking, pupils: Cell, poverty: Cell, there: Expression) -> Expression:
    """Above 75 %, or a high school from a lower poverty on; nobody in an exempt small district."""
    first: Expression = compared(poverty, ">", _MUST)
    rule, work = write.component.high_schools, write.work
    if rule is not None:
        least = work.dated(
            rule.from_share, named(write.component.id, "high_from"), "High schools from", "share",
            write.component,
        )  # fmt: skip
        high = write.typed(
            "high", "High school", "by the policy's condition",
            [word == YES for word in work.case.gate(rule.schools)],
        )  # fmt: skip
        if least is not None:
            first = either(first, both(equal(high, 1), compared(poverty, ">=", least)))
    if write.component.small_district == "exempt":
        return both(there, compared(Total(pupils.key), ">=", _SMALL), first)
    return both(there, first)


def _order(
    write: _Ranking, cells: tuple[Cell, Cell, Cell, Cell], there: Expression
) -> tuple[Cell, Cell]:
    """Who may be served; and the order: by poverty, one year more last, the others after that."""
    component, work = write.component, write.work
    pupils, children, poverty, must = cells
    usual = _eligible(write, pupils, children, poverty)
    year = work.case.year
    more = write.typed(
        "more", "One year more", "served last year",
        write.names({each.school for each in component.grandfathered if each.year == year}),
    )  # fmt: skip
    eligible = either(equal(must, 1), both(there, usual))
    later = when(both(equal(more, 1), compared(children, ">", 0)), 3, 4)
    group = when(equal(must, 1), 1, when(eligible, 2, later))
    field = Field(f"{write.block}/class", write.block, "Class", Kind.NUMBER,
                  "1 before all others, 2 eligible, 3 one year more, 4 not eligible")  # fmt: skip
    standing = work.model.made(field, _here(write, group))
    may = write.made(
        "may", "May be served", Kind.NUMBER, "1 or 0", when(compared(standing, "<=", 3), 1, 0)
    )
    field = Field(f"{write.block}/order", write.block, "Serving order", Kind.NUMBER,
                  "by class, then poverty, equal ones by school id")  # fmt: skip
    order = work.model.made(field, Order(standing.key, poverty.key, ORDER))
    return may, order


def _here(write: _Ranking, group: Expression) -> Expression:
    """A school that takes no part stands after all others."""
    return group if write.gate is None else when(equal(write.gate, YES), group, 5)


def _eligible(write: _Ranking, pupils: Cell, children: Cell, poverty: Cell) -> Expression:
    """At or above the average, or 35 %, as the district chose; of the spans that are served."""
    component, work = write.component, write.work
    average = _average(write, pupils, children)
    reasons: list[Expression] = []
    if component.threshold != "35 percent":
        reasons.append(compared(poverty, ">=", average))
    if component.threshold != "average":
        reasons.append(compared(poverty, ">=", _MAY))
    reasons += _exempt(write, pupils)
    tests = [either(*reasons)]
    if component.only_spans:
        spans = [_span(write, row) for row in range(len(work.case.schools))]
        field = write.typed("in_span", "Span is served", "only_spans",
                            [span in component.only_spans for span in spans])  # fmt: skip
        tests.append(equal(field, 1))
    if component.least_poverty is not None:
        least = work.dated(
            component.least_poverty, named(component.id, "least_poverty"), "Least poverty", "share",
            component,
        )  # fmt: skip
        if least is not None:
            tests.append(compared(poverty, ">=", least))
    return both(*tests)


def _exempt(write: _Ranking, pupils: Cell) -> list[Expression]:
    """What lets a school in below the thresholds: a small district, the only school of a span."""
    component, reasons = write.component, list[Expression]()
    if component.small_district == "exempt":
        reasons.append(compared(Total(pupils.key), "<", _SMALL))
    if component.single_school_spans == "exempt" and component.spans:
        words = write.work.case.gate_of(component)
        there = [word == YES for word in words]
        spans = [_span(write, row) for row in range(len(words))]
        here = [span for span, is_there in zip(spans, there, strict=True) if is_there]
        alone = [
            is_there and here.count(span) == 1 for span, is_there in zip(spans, there, strict=True)
        ]
        field = write.typed("alone", "Only school of its span", "by the column of spans", alone)
        reasons.append(equal(field, 1))
    return reasons


def _average(write: _Ranking, pupils: Cell, children: Cell) -> Expression:
    """The average poverty that a school is held against: the district's, or its span's."""
    component, work, block = write.component, write.work, write.block
    if component.average_of == "district":
        whole, all_children = Total(pupils.key), Total(children.key)
        share = when(compared(whole, ">", 0), rounded(all_children / whole, _FINE), 0)
        name = named(block, "average")
        return figure(work, name, component.label, "Average poverty", share, "share")
    numbers: dict[str, int] = {}
    groups = [
        numbers.setdefault(_span(write, row), len(numbers) + 1)
        for row in range(len(work.case.schools))
    ]
    said = ", ".join(f"{number} is {name}" for name, number in numbers.items())
    field = Field(f"{block}/span", block, "Span", Kind.NUMBER, said)
    span = work.model.typed(field, [Decimal(each) for each in groups])
    field = Field(f"{block}/each", block, "Counted", Kind.WORD, "in its span's average")
    every = work.model.typed(field, [YES] * len(groups))
    sums = [
        work.model.made(
            Field(f"{block}/span_{what}", block, heading, Kind.COUNT, "of the span"),
            AddedAlike(of.key, span.key, every.key, YES),
        )
        for what, heading, of in (
            ("children", "Span: children", children), ("pupils", "Span: pupils", pupils),
        )
    ]  # fmt: skip
    field = Field(f"{block}/average", block, "Span: average", Kind.SHARE, "children / pupils")
    share = when(compared(sums[1], ">", 0), rounded(sums[0] / sums[1], _FINE), 0)
    return work.model.made(field, share)


def _span(write: _Ranking, row: int) -> str:
    column = write.component.spans
    return write.work.case.schools[row].field_text(column) if column else ""
