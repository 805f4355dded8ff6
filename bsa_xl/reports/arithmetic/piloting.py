"""Schools with autonomy: a lump sum by their peers, a start-up, services taken as money."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bsa_xl.district import Service
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import PeerAverage, PurchaseBack, StartUp

from .adjustments import sum_of
from .counting import counted
from .expression import Cell, Expression, Value, part
from .functions import are_numbers, both, compared, either, equal, when
from .model import NO_LINE, NONE, TO_COME, YES, Field, Kind, Part, Setting
from .naming import named
from .over_all import AddedAlike
from .pupils import finish
from .work import Work, guarded


def peer_average(work: Work, component: PeerAverage) -> None:
    """Count x (share x the dollars of the peers / their pupils)."""
    share = work.dated(
        component.values, named(component.id, "share"), "Share of the average", component.unit,
        component,
    )  # fmt: skip
    if share is None:
        return
    groups = _groups(work, component)
    said = "; ".join(f"group {n} is {', '.join(key) or 'all'}" for key, n in groups[1].items())
    says = f"Pupils x what comparable schools are given a pupil: {said}."
    block = work.block(Part.FORMULA, component.id, component, component.label, says)
    own = work.case.gate_of(component)
    gate = work.gate(block, own)
    alike, peer = _alike(work, block, component, groups[0], own)
    source = counted(work, component.counts, component.measure)
    field = Field(f"{block}/count", block, "Count", Kind.COUNT, "pupils", adds_up=True)
    pupils = work.model.made(field, source)
    field = Field(f"{block}/above", block, "Lines above", Kind.DOLLARS, "averaged", adds_up=True)
    lines = work.above(component.of)
    above = work.model.made(field, sum_of(lines, beside=False))
    field = Field(
        f"{block}/gap", block, "Not known", Kind.NUMBER, "1 where lines or pupils are not"
    )
    gap = work.model.made(field, when(are_numbers([pupils, above]), 0, 1))
    sums = [
        work.model.made(
            Field(f"{block}/{what}", block, heading, kind, "of all peers in the group"),
            AddedAlike(of.key, alike.key, peer.key, YES),
        )
        for what, heading, kind, of in (
            ("peer_dollars", "Dollars of the peers", Kind.DOLLARS, above),
            ("peer_pupils", "Pupils of the peers", Kind.COUNT, pupils),
            ("peer_gaps", "Peers not known", Kind.NUMBER, gap),
        )
    ]
    average = work.rate(share * sums[0] / sums[1], component)
    known = both(equal(sums[2], 0), compared(sums[0], ">", 0), compared(sums[1], ">", 0))
    field = Field(f"{block}/rate", block, "Rate", Kind.RATE, "share x dollars / pupils, rounded")
    rate = work.model.made(field, when(known, average, TO_COME))
    amount = guarded(gate, [pupils, rate], work.on_line(pupils * rate))
    finish(work, block, component, component.label, amount, "count x rate")


def _groups(work: Work, component: PeerAverage) -> tuple[list[int], dict[tuple[str, ...], int]]:
    """The group of each school by what it has in the columns, and all groups, from 1."""
    numbers: dict[tuple[str, ...], int] = {}
    mine = []
    for school in work.case.schools:
        key = []
        for column in component.same:
            try:
                key.append(school.field_text(column))
            except KeyError:
                key.append("")
        mine.append(numbers.setdefault(tuple(key), len(numbers) + 1))
    return mine, numbers


def _alike(
    work: Work, block: str, component: PeerAverage, groups: Sequence[int], own: Sequence[str]
) -> tuple[Cell, Cell]:
    """The fields of a school's group and of whether it may be averaged."""
    columns = ", ".join(component.same) or "all schools"
    field = Field(f"{block}/group", block, "Group", Kind.NUMBER, f"schools alike in {columns}")
    alike = work.model.typed(field, [Decimal(each) for each in groups])
    peers = [
        YES if word == YES and mine != YES else "no"
        for word, mine in zip(work.case.gate(component.peers), own, strict=True)
    ]
    field = Field(f"{block}/peer", block, "Is a peer", Kind.WORD, "may be averaged")
    return alike, work.model.typed(field, peers)


def start_up(work: Work, component: StartUp) -> None:
    """The dollars of the school's year of operation; no line in any other year."""
    stages: list[tuple[int, Expression]] = []
    for stage in component.years:
        dollars = work.dated(
            stage.values, named(component.id, "year", str(int(stage.year))),
            f"Year {stage.year:f} of operation", component.unit, component,
        )  # fmt: skip
        if dollars is not None:
            stages.append((int(stage.year), work.rate(dollars, component)))
    if not stages:
        return
    says = "Dollars by the school's year of operation, from the day that it opened."
    block = work.block(Part.FORMULA, component.id, component, component.label, says)
    gate = work.gate(block, work.case.gate_of(component))
    field = Field(f"{block}/year", block, "Year of operation", Kind.NUMBER, "opened, schools.csv")
    year = work.model.typed(field, _years(work))
    amount: Expression = part(NO_LINE)
    for number, each in reversed(stages):
        amount = when(equal(year, number), work.on_line(each), amount)
    if gate is not None:
        there = either(*(equal(year, number) for number, _ in stages))
        amount = when(there, when(equal(gate, YES), amount, gate), NO_LINE)
    finish(work, block, component, component.label, amount, "of that year")


def _years(work: Work) -> list[Value]:
    starts = work.case.district.profile.year_starts
    return [
        NONE
        if school.opened is None
        else Decimal(work.case.year.ends_in - FiscalYear.holding(school.opened, starts).ends_in + 1)
        for school in work.case.schools
    ]


def purchase_back(work: Work, component: PurchaseBack) -> None:
    """Two lines for each service: taken, which the school plans, and kept, held centrally."""
    programs = {program.id for program in work.case.policy.programs}
    words = work.case.gate_of(component)
    for service in work.case.district.services:
        on_menu = not component.services or service.code in component.services
        if on_menu and (not service.program or service.program in programs):
            _service(work, component, service, words)


def _service(work: Work, component: PurchaseBack, service: Service, words: Sequence[str]) -> None:
    """What a service is worth to each school, and its two lines."""
    key = f"{component.id}:{service.code}"
    label = f"{component.label}: {service.title}"
    says = "The service's value, planned by the school that takes it as money, else held centrally."
    block = work.block(Part.FORMULA, key, component, label, says)
    gate = work.gate(block, words)
    worth = _worth(work, block, component, service)
    field = Field(f"{block}/value", block, "Value", Kind.DOLLARS, "of the service", adds_up=True)
    value = work.model.made(field, guarded(gate, worth[1], work.on_line(worth[0])))
    takes = work.model.typed(
        Field(f"{block}/takes", block, "Takes money", Kind.WORD, "choices.csv"),
        _choices(work, service, words),
    )
    for what, heading, word, held_by in (
        ("taken", "taken as money", YES, "school"),
        ("kept", "kept as a service", "no", "central"),
    ):
        of = component.model_copy(
            update={"program": service.program or component.program, "held_by": held_by}
        )
        field = Field(
            f"{block}/{what}", block, heading.capitalize(), Kind.DOLLARS, "value", adds_up=True
        )
        amount = work.model.made(field, when(equal(takes, word), value, NO_LINE))
        line_key = key if what == "taken" else f"{key}:kept"
        work.add_line(line_key, of, f"{label}, {heading}", amount)


def _worth(
    work: Work, block: str, component: PurchaseBack, service: Service
) -> tuple[Expression, list[Cell]]:
    """The value of a service, and the counts that must be known for it."""
    unit = "USD per pupil" if service.per == "pupil" else "USD per school"
    setting = Setting(
        named(component.id, "service", service.code), component.label, service.title,
        Decimal(service.cents).scaleb(-2), unit, source="services.csv",
    )  # fmt: skip
    rate = work.rate(work.model.setting(setting), component)
    if service.per != "pupil":
        return rate, []
    count = counted(work, component.counts, component.measure)
    field = Field(f"{block}/count", block, "Count", Kind.COUNT, "pupils", adds_up=True)
    pupils = work.model.made(field, count)
    return pupils * rate, [pupils]


def _choices(work: Work, service: Service, words: Sequence[str]) -> list[str]:
    taken = {
        choice.school_id
        for choice in work.case.district.choices
        if choice.fiscal_year == work.case.year and choice.takes and choice.service == service.code
    }
    return [
        YES if school_id in taken and word == YES else "no"
        for school_id, word in zip(work.model.school_ids, words, strict=True)
    ]
