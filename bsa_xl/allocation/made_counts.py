"""Counts of several years, measures and weights: registers, attendance, the greatest, the average.

Each is exact until it is rounded once, half away from zero, to the four decimals that counts have.
A count that it needs and that has no value leaves it without one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from bsa_xl.district import COUNT_SCALE, School
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import AsOf, Attended, AverageOf, CountEntry, GreatestOf, OneOf, WeightedSum

from . import made_doubts
from .arithmetic import Mask, exact_sum, is_too_large, scaled
from .counted import Counted, Doubt, bounded
from .doubts import no_factor, no_share
from .ratios import times_ratio
from .wording import number

MadeCount = WeightedSum | OneOf | Attended | GreatestOf | AverageOf | AsOf
_ROOM = 2**61


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A made count that is asked for in a measure and a year.

    Attributes:
        name: its name in the policy.
        label: the same, for people, with its measure.
        year: the year whose weights hold.
        count: a count of a measure ("" for the one asked for) and of so many years before.
    """

    name: str
    label: str
    year: FiscalYear
    schools: tuple[School, ...]
    count: Callable[[str, str, int], Counted]

    def entry(self, entry: CountEntry) -> Counted:
        """A count of some measure and year."""
        return self.count(entry.counts, entry.measure, entry.years_ago)

    def nobody(self, doubt: Doubt) -> Counted:
        """No school has a value, for one reason."""
        return bounded(self.label, np.zeros(len(self.schools), dtype=np.int64), [doubt])

    @property
    def everyone(self) -> Mask:
        """All schools."""
        return np.ones(len(self.schools), dtype=np.bool_)


def made_count(rule: MadeCount, asked: Asked) -> Counted:
    """The count that a word of the policy makes."""
    match rule:
        case WeightedSum():
            return _weighted(rule, asked)
        case OneOf():
            return _one_of(rule, asked)
        case Attended():
            return _attended(rule, asked)
        case GreatestOf():
            return _greatest(rule, asked)
        case AverageOf():
            return _average(rule, asked)
        case AsOf():
            counted = asked.count(rule.as_of, rule.measure, rule.years_ago)
            return replace(counted, who=asked.label, how=_as_counted(counted))


def _as_counted(counted: Counted) -> Callable[[int], str]:
    return lambda row: f"as {_said(counted, row)}"


def _said(counted: Counted, row: int) -> str:
    """``395 pupils in attendance, projected``, for one row."""
    return f"{_many(counted, row)} {counted.who}"


def _many(counted: Counted, row: int) -> str:
    return number(Decimal(int(counted.scaled[row])) / COUNT_SCALE)


def _weighted(rule: WeightedSum, asked: Asked) -> Counted:
    parts = []
    for each in rule.weighted:
        weight = each.weight.value(asked.year)
        if weight is None:
            continue
        if weight < 0 or is_too_large(weight):
            tell = no_factor(asked.name, "weight", weight)
            return asked.nobody(Doubt(("weight", asked.name), asked.everyone, tell, once=True))
        parts.append((asked.count(each.counts, "", 0), weight))
    if not parts:
        tell = no_share(asked.name, asked.year, "weight")
        return asked.nobody(Doubt(("weight", asked.name), asked.everyone, tell, once=True))
    exact = [(counted, scaled(weight)) for counted, weight in parts]
    places = max(weight.places for _, weight in exact)
    factors = [weight.number * 10 ** (places - weight.places) for _, weight in exact]
    most = sum(one.largest * by for (one, _), by in zip(exact, factors, strict=True))
    kind = np.int64 if most + 10**places < _ROOM else object
    total = sum(
        one.scaled.astype(kind, copy=False) * by
        for (one, _), by in zip(exact, factors, strict=True)
    )
    register = (np.asarray(total) + 10**places // 2) // 10**places

    def how(row: int) -> str:
        return " + ".join(f"{_many(one, row)} x {number(weight)}" for one, weight in parts)

    return bounded(asked.label, register, _doubts(one for one, _ in parts), how)


def _one_of(rule: OneOf, asked: Asked) -> Counted:
    tiers = [asked.count(name, "", 0) for name in rule.one_of]
    within = asked.count(rule.within, "", 0)
    total = np.add.reduce([tier.scaled for tier in tiers])
    told = _doubts([*tiers, within])
    over = exceeding(rule.one_of, tiers, within, asked.schools)
    told += [] if over is None else [over]

    def how(row: int) -> str:
        return " + ".join(_many(tier, row) for tier in tiers)

    return bounded(asked.label, total, told, how)


def exceeding(
    names: Sequence[str], tiers: Sequence[Counted], within: Counted, schools: tuple[School, ...]
) -> Doubt | None:
    """A doubt where tiers that exclude each other are more pupils than there are.

    Args:
        names: the tiers', for the message.
        tiers: their counts.
        within: whose pupils they are.
        schools: those that take part.
    """
    total = np.add.reduce([tier.scaled for tier in tiers])
    over = total > within.scaled
    for each in (*tiers, within):
        if each.missing is not None:
            over = over & ~each.missing
    if not over.any():
        return None
    tell = made_doubts.tiers_exceed(names, tiers, within, schools)
    return Doubt(("tiers", *names), over, tell)


def _attended(rule: Attended, asked: Asked) -> Counted:
    pupils = asked.count(rule.attended, "", 0)
    present, of = asked.entry(rule.present), asked.entry(rule.of)
    if rule.rate_of == "district":
        return _attended_as_all(pupils, present, of, asked)
    told = _doubts([pupils, present, of])
    none = (of.scaled == 0) & (pupils.scaled > 0)
    for doubt in told:
        none = none & ~doubt.rows
    if none.any():
        tell = made_doubts.no_attendance(asked.label, asked.schools)
        told.append(Doubt(("attended", asked.label), none, tell))
    told += _above_all(present, of, none, told, asked)
    attending = times_ratio(pupils.scaled, present.scaled, np.maximum(of.scaled, 1))

    def how(row: int) -> str:
        return f"{_said(pupils, row)} x {_said(present, row)} / {_said(of, row)}"

    return bounded(asked.label, attending, told, how)


def _above_all(
    present: Counted, of: Counted, without: Mask, told: Sequence[Doubt], asked: Asked
) -> list[Doubt]:
    """A doubt where more attend than are enrolled, and nothing else is doubtful."""
    over = (present.scaled > of.scaled) & ~without
    for doubt in told:
        over = over & ~doubt.rows
    if not over.any():
        return []
    tell = made_doubts.too_many_attend(present, of, asked.schools)
    return [Doubt(("above all", present.who, of.who), over, tell)]


def _attended_as_all(pupils: Counted, present: Counted, of: Counted, asked: Asked) -> Counted:
    """By the rate of all schools together; one that was not there then takes no part in it."""
    absent, told = _without_rows(_doubts([present, of]), asked)
    there = np.where(absent, 0, 1)
    top, bottom = exact_sum(present.scaled * there), exact_sum(of.scaled * there)
    told += _above_all(present, of, absent, told, asked)
    told = [replace(doubt, rows=doubt.rows & ~absent) for doubt in told]
    if any(doubt.rows.any() for doubt in told):
        # one school's count that is not known leaves the rate of all unknown
        first = next(doubt for doubt in told if doubt.rows.any())
        cause = int(np.flatnonzero(first.rows)[0])
        tell = made_doubts.for_all(first.tell, cause)
        return asked.nobody(Doubt(("rate", *first.key), asked.everyone, tell, once=True))
    if bottom == 0:
        tell = made_doubts.no_attendance(asked.label, asked.schools)
        return asked.nobody(Doubt(("attended", asked.label), asked.everyone, tell, once=True))
    attending = times_ratio(pupils.scaled, top, bottom)
    rate = f"{number(Decimal(top) / COUNT_SCALE)} / {number(Decimal(bottom) / COUNT_SCALE)}"

    def how(row: int) -> str:
        return f"{_said(pupils, row)} x {rate} of all schools ({present.who} / {of.who})"

    return bounded(asked.label, attending, list(pupils.doubts), how)


def _greatest(rule: GreatestOf, asked: Asked) -> Counted:
    entries = [asked.entry(each) for each in rule.greatest_of]
    skipped, told = _judged_by(entries, rule.absent, asked)
    columns = [
        np.where(absent, 0, each.scaled) for each, absent in zip(entries, skipped, strict=True)
    ]
    how = _listing("the greatest of", entries, skipped)
    return bounded(asked.label, np.maximum.reduce(columns), told, how)


def _average(rule: AverageOf, asked: Asked) -> Counted:
    entries = [asked.entry(each) for each in rule.average_of]
    skipped, told = _judged_by(entries, rule.absent, asked)
    columns = [
        np.where(absent, 0, each.scaled) for each, absent in zip(entries, skipped, strict=True)
    ]
    many = np.maximum(len(entries) - np.add.reduce([one.astype(np.int64) for one in skipped]), 1)
    average = (2 * np.add.reduce(columns) + many) // (2 * many)
    return bounded(asked.label, average, told, _listing("the average of", entries, skipped))


def _listing(what: str, entries: Sequence[Counted], skipped: list[Mask]) -> Callable[[int], str]:
    def how(row: int) -> str:
        there = [
            _said(each, row)
            for each, absent in zip(entries, skipped, strict=True)
            if not absent[row]
        ]
        return f"{what} {'; '.join(there)}"

    return how


def _judged_by(
    entries: Sequence[Counted], absent: str, asked: Asked
) -> tuple[list[Mask], list[Doubt]]:
    """The schools that each entry is passed over for, and what leaves a school without a value."""
    nobody = ~asked.everyone
    if absent == "told":
        return [nobody] * len(entries), _doubts(entries)
    skipped, told = [], []
    for each in entries:
        rows, others = _without_rows(list(each.doubts), asked)
        skipped.append(rows)
        told += others
    alone = np.logical_and.reduce(skipped)
    if alone.any():
        first = next(doubt for doubt in entries[0].doubts if doubt.key[0] == "row")
        told.append(replace(first, rows=alone))
    return skipped, told


def _without_rows(told: list[Doubt], asked: Asked) -> tuple[Mask, list[Doubt]]:
    """Schools that have no row of counts at all, and the doubts of other kinds."""
    rows = ~asked.everyone
    for doubt in told:
        if doubt.key[0] == "row":
            rows = rows | doubt.rows
    return rows, [doubt for doubt in told if doubt.key[0] != "row"]


def _doubts(parts: Iterable[Counted]) -> list[Doubt]:
    return [doubt for part in parts for doubt in part.doubts]
