"""Title I, Part A: schools ranked by poverty and served from the top, each told rank and rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np

from bsa_xl.money import format_dollars
from bsa_xl.policy import RankAndServe

from .arithmetic import IntColumn, Mask
from .columns import LineColumn, RowStatus, StatusColumn, is_paid
from .grounds import Grounds
from .kept import MORE_THAN_ALL, ControlTotal, Kept, in_units, kept_of
from .ranking import Area, Standing, standings
from .schools import UNKNOWN_COLUMN
from .serving import Money, Served, by_children, serve
from .title_i_faults import tell_names, tell_over, tell_rest, tell_skipped, tell_unreached
from .title_i_words import families_said, private_said, school_said
from .wording import POLICY


def title_i_lines(component: RankAndServe, grounds: Grounds) -> Iterator[LineColumn]:
    """The pupils' line, the private-school children's, and the families' part.

    Where one count is not known, nobody's rank is: all of it is to come.
    """
    value = grounds.value(component.values, component.label)
    if value is None:
        return
    terms, statuses = grounds.terms(component, component.values), grounds.statuses(component)
    areas = _areas(component, statuses, grounds)
    sound = grounds.is_sane(value, component.label) and component.status != "to come"
    if areas is None or not sound:
        yield grounds.to_come(terms, statuses)
        return
    kept, families = _kept(component, value, grounds)
    lines = grounds.policy.rounding.lines
    money = Money(
        entitlement=in_units(value, lines),
        kept=sum(each.cents for each in kept) + families,
        all_children=sum(area.children for area in areas),
        lines=lines,
    )
    tell_names(component, grounds)
    standing = standings(areas, component, grounds.year)
    served = _served(component, standing, money, grounds)
    if served is None:
        yield grounds.to_come(terms, statuses)
        return
    yield _school_line(component, standing, served, money, grounds)
    private = _private_line(component, served, grounds)
    for_families = _families_line(component, served, families, grounds)
    given = [line for line in (private, for_families) if line is not None]
    yield from given
    unshared = 0 if for_families is not None else families
    _control(component, served, money, [*kept, *_rest(served.rest, unshared)], given, grounds)


def _areas(
    component: RankAndServe, statuses: StatusColumn, grounds: Grounds
) -> tuple[Area, ...] | None:
    """The attendance areas of the schools let in; None, with findings, where a count is missing."""
    names = [
        component.pupils,
        component.poverty,
        *([component.private] if component.private else []),
    ]
    counts = [grounds.counts.counted(name, component.measure) for name in names]
    judged = [grounds.judged(statuses, counted, component.label) for counted in counts]
    spans = _spans(component, grounds)
    if spans is None or any((status != statuses).any() for status in judged):
        return None
    nothing = np.zeros(len(grounds.ids), dtype=np.int64)
    pupils, public, private = (*(counted.scaled for counted in counts), nothing)[:3]
    high = _high(component, grounds)
    areas = tuple(
        Area(
            row=row,
            school_id=grounds.ids[row],
            span=spans[row],
            pupils=int(pupils[row]),
            public=int(public[row]),
            private=int(private[row]),
            is_high=bool(high[row]),
        )
        for row in np.flatnonzero(is_paid(statuses)).tolist()
    )
    return None if tell_over(component, areas, grounds) else areas


def _high(component: RankAndServe, grounds: Grounds) -> Mask:
    """Which schools are high schools, where those are served from a lower poverty on."""
    rule = component.high_schools
    if rule is None:
        return np.zeros(len(grounds.ids), dtype=np.bool_)
    label = f"{component.label}, high schools"
    return is_paid(grounds.gates.statuses(rule.schools, label, RowStatus.FINAL))


def _spans(component: RankAndServe, grounds: Grounds) -> list[str] | None:
    """The span of every school; None, with a finding, where schools.csv has no such column."""
    if component.spans is None:
        return [""] * len(grounds.ids)
    try:
        return [school.field_text(component.spans) for school in grounds.schools]
    except KeyError:
        grounds.findings.append(
            UNKNOWN_COLUMN.at(
                POLICY,
                f"'{component.label}' ranks within '{component.spans}', and schools.csv has no "
                f"column '{component.spans}'.",
                f"Add the column '{component.spans}' to schools.csv, or correct the name.",
            )
        )
        return None


def _kept(component: RankAndServe, value: Decimal, grounds: Grounds) -> tuple[list[Kept], int]:
    """What the central office keeps, and what of the families' part goes to schools, in cents."""
    lines = grounds.policy.rounding.lines
    kept = list(kept_of(component.set_asides, value, grounds.year, lines))
    rule = component.for_families
    share = rule.share.value(grounds.year) if rule else None
    if rule is None or share is None:
        return kept, 0
    whole = in_units(value * share, lines)
    to_schools = rule.to_schools.value(grounds.year) or Decimal(0)
    schools = in_units(Decimal(whole) / 100 * to_schools, lines)
    return [*kept, Kept("families", rule.label, whole - schools)], schools


def _served(
    component: RankAndServe, standing: Sequence[Standing], money: Money, grounds: Grounds
) -> Served | None:
    """Who is served and with what; None, with a finding, where the money does not do."""
    if money.kept > money.entitlement:
        grounds.findings.append(
            MORE_THAN_ALL.at(
                POLICY,
                f"'{component.label}' keeps {format_dollars(money.kept)} of "
                f"{format_dollars(money.entitlement)}.",
                "Correct the set-asides, or the entitlement.",
            )
        )
        return None
    skipped = {each.school for each in component.skipped if each.year == grounds.year}
    served = serve(standing, component, money, frozenset(skipped), grounds.year)
    if served is None:
        tell_unreached(component, standing, money, grounds)
        return None
    tell_rest(component, served, grounds)
    tell_skipped(component, served, grounds)
    return served


def _school_line(
    component: RankAndServe,
    standing: Sequence[Standing],
    served: Served,
    money: Money,
    grounds: Grounds,
) -> LineColumn:
    terms, statuses = grounds.terms(component, component.values), grounds.statuses(component)
    cents = _column(served.rows, served.public, grounds)
    given = np.zeros(len(grounds.ids), dtype=np.bool_)
    given[[each.row for each in served.areas if each.school_id not in served.skipped]] = True
    not_served = is_paid(statuses) & ~given
    status = np.where(not_served, np.uint8(RowStatus.NOT_ELIGIBLE), statuses)
    said = school_said(component, standing, served, money)
    return LineColumn(terms, status, cents, rate_cents=cents, counted=said)


def _private_line(component: RankAndServe, served: Served, grounds: Grounds) -> LineColumn | None:
    """What the central office spends on children of each area in private schools."""
    if not any(served.private):
        return None
    base = grounds.terms(component, component.values)
    label = f"{base.label}, children in private schools"
    terms = replace(base, key=f"{base.key}:private", label=label, held_by="central")
    cents = _column(served.rows, served.private, grounds)
    status = np.where(cents > 0, grounds.statuses(component), np.uint8(RowStatus.ABSENT))
    return LineColumn(terms, status, cents, rate_cents=cents, counted=private_said(served))


def _families_line(
    component: RankAndServe, served: Served, cents: int, grounds: Grounds
) -> LineColumn | None:
    """The families' part of the served schools, by their low-income pupils."""
    rule, lines = component.for_families, grounds.policy.rounding.lines
    areas = [each for each in served.areas if each.school_id not in served.skipped and each.public]
    if rule is None or not cents or not areas:
        return None
    children = [area.public for area in areas]
    rows = [area.row for area in areas]
    column = _column(rows, by_children(cents, children, areas, lines), grounds)
    status = np.zeros(len(grounds.ids), dtype=np.uint8)
    status[rows] = grounds.statuses(component)[rows]
    base = grounds.terms(component, rule.share)
    terms = replace(
        base,
        key=f"{base.key}:families",
        label=f"{base.label}, {rule.label}",
        source=rule.source or base.source,
    )
    said = families_said(areas)
    return LineColumn(terms, status, column, rate_cents=column, counted=said)


def _column(rows: Iterable[int], cents: Iterable[int], grounds: Grounds) -> IntColumn:
    column = np.zeros(len(grounds.ids), dtype=np.int64)
    column[list(rows)] = list(cents)
    return column


def _rest(left: int, unshared: int) -> Iterator[Kept]:
    """What nobody was given."""
    if left:
        yield Kept("rest", "Not given out", left)
    if unshared:
        yield Kept("families-rest", "For families, not given out", unshared)


def _control(
    component: RankAndServe,
    served: Served,
    money: Money,
    kept: Sequence[Kept],
    given: Sequence[LineColumn],
    grounds: Grounds,
) -> None:
    """The entitlement beside what its lines and its set-asides come to."""
    reached = sum(served.public) + sum(line.total_cents for line in given)
    grounds.controls.append(
        ControlTotal(component.id, component.label, money.entitlement, reached, tuple(kept))
    )
