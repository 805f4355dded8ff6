"""A lump sum by the average of comparable schools, with the comparison group in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from bsa_xl.district import COUNT_SCALE
from bsa_xl.finding import FindingKind, Severity
from bsa_xl.money import format_dollars, round_ratio
from bsa_xl.policy import PeerAverage

from .adjusting import above
from .arithmetic import IntColumn, Mask, exact_sum, scaled, times_rates
from .columns import LineColumn, RateColumn, RowStatus, StatusColumn, is_paid
from .counted import Counted
from .grounds import Grounds
from .schools import UNKNOWN_COLUMN
from .wording import POLICY, number, percent, schools

NO_PEERS = FindingKind(
    "ALO-67",
    "School has no peers to be averaged",
    Severity.FATAL,
    "A lump sum that equals the average of other schools needs schools with pupils and money.",
)
LARGER = FindingKind(
    "ALO-68",
    "School is larger than its policy means it to be",
    Severity.INFORMATIONAL,
    "The policy says how large such schools generally are; nobody is paid less for it.",
)

_NAMED = 5


@dataclass(frozen=True, slots=True, eq=False)
class _Group:
    """Schools that are compared with each other.

    Attributes:
        said: what they have in common: ``level HS``; empty for all schools.
        peers: rows of the schools that are averaged.
        cents: what these are given; ``pupils`` x COUNT_SCALE whom they have.
    """

    said: str
    peers: IntColumn
    cents: int
    pupils: int

    def basis(self, grounds: Grounds, share: Decimal) -> str:
        """``the average of 2 schools with level HS (0101, 0102): $9,000.00 over 9 pupils``."""
        named = ", ".join(grounds.ids[row] for row in self.peers[:_NAMED].tolist())
        more = f" and {self.peers.size - _NAMED:,} more" if self.peers.size > _NAMED else ""
        with_ = f" with {self.said}" if self.said else ""
        pupils = number(Decimal(self.pupils) / COUNT_SCALE)
        part = "" if share == 1 else f"{percent(share)} of "
        return (
            f"{part}the average of {schools(self.peers.size)}{with_} ({named}{more}): "
            f"{format_dollars(self.cents)} over {pupils} pupils"
        )


def peer_average_lines(component: PeerAverage, grounds: Grounds) -> Iterator[LineColumn]:
    """Count x (share x the dollars of the peers / their pupils), the rate rounded first."""
    share = grounds.value(component.values, component.label)
    if share is None:
        return
    terms = grounds.terms(component, component.values)
    counted = grounds.counts.counted(component.counts, component.measure)
    status = grounds.judged(grounds.statuses(component), counted, component.label)
    keys = _keys(component, grounds)
    if keys is None or not grounds.is_sane(share, component.label):
        yield grounds.to_come(terms, status)
        return
    places = grounds.policy.rounding.rates
    rates = np.zeros(len(grounds.ids), dtype=np.int64)
    groups: dict[tuple[str, ...], _Group | None] = {}
    peers = _Peers(component, grounds, counted)
    for row in np.flatnonzero(is_paid(status)).tolist():
        key = keys[row]
        if key not in groups:
            alike = [other for other, each in enumerate(keys) if each == key]
            groups[key] = peers.group(key, alike)
        group = groups[key]
        if group is None:
            status = grounds.to_come_where(status, _only(row, status))
        else:
            exact = scaled(share)
            top = group.cents * COUNT_SCALE * exact.number * 10**places
            rates[row] = round_ratio(top, 100 * group.pupils * 10**exact.places)
    _tell_large(component, grounds, counted, status)
    product = times_rates(
        counted.scaled, counted.largest, COUNT_SCALE, rates, places, grounds.policy.rounding.lines
    )
    status, cents = grounds.sound(terms, status, product, None)

    def basis(row: int) -> str:
        group = groups.get(keys[row])
        return "" if group is None else group.basis(grounds, share)

    yield LineColumn(
        terms, status, cents, counted.scaled, rates=RateColumn(rates, places),
        counted=counted.who, basis=basis,
    )  # fmt: skip


def _only(row: int, status: StatusColumn) -> Mask:
    mask = np.zeros(status.size, dtype=np.bool_)
    mask[row] = True
    return mask


def _keys(component: PeerAverage, grounds: Grounds) -> list[tuple[str, ...]] | None:
    """What each school has in the columns; None, with a finding, where no school has one."""
    texts: list[list[str]] = []
    for name in component.same:
        column = []
        known = False
        for school in grounds.schools:
            try:
                column.append(school.field_text(name))
                known = True
            except KeyError:
                column.append("")
        if not known and grounds.schools:
            grounds.findings.append(
                UNKNOWN_COLUMN.at(
                    POLICY,
                    f"'{component.label}' compares schools by '{name}', and schools.csv has no "
                    f"column '{name}'.",
                    f"Add the column '{name}' to schools.csv, or correct the name in the policy.",
                )
            )
            return None
        texts.append(column)
    return list(zip(*texts, strict=True)) if texts else [()] * len(grounds.schools)


class _Peers:
    """The schools that may be averaged, with their dollars and pupils."""

    def __init__(self, component: PeerAverage, grounds: Grounds, counted: Counted) -> None:
        self._component, self._grounds = component, grounds
        label = component.label
        let_in = grounds.gates.statuses(component.peers, label, RowStatus.FINAL)
        own = is_paid(grounds.statuses(component))
        self._are = is_paid(let_in) & ~own
        self._given = above(component.of, grounds)
        needed = np.where(self._are, RowStatus.FINAL, RowStatus.ABSENT).astype(np.uint8)
        missing = grounds.judged(needed, counted, label) == RowStatus.TO_COME
        self._unknown: Mask = missing | self._given.unknown
        self._counted = counted

    def group(self, key: tuple[str, ...], rows: list[int]) -> _Group | None:
        """The peers among some schools; None, with findings, where they have no average."""
        alike = np.array(rows, dtype=np.int64)
        peers = alike[self._are[alike]]
        said = ", ".join(
            f"{name} {text or 'empty'}"
            for name, text in zip(self._component.same, key, strict=True)
        )
        unknown = int(self._unknown[peers].sum())
        cents = exact_sum(self._given.cents[peers])
        pupils = exact_sum(self._counted.scaled[peers])
        if unknown or cents <= 0 or pupils <= 0:
            self._tell(said, peers, unknown, cents, pupils)
            return None
        return _Group(said, peers, cents, pupils)

    def _tell(self, said: str, peers: IntColumn, unknown: int, cents: int, pupils: int) -> None:
        found = f"{schools(peers.size)} with {format_dollars(cents)} and "
        found += f"{number(Decimal(pupils) / COUNT_SCALE)} pupils"
        if unknown:
            found = f"lines or counts to come at {schools(unknown)}"
        among = f" among schools with {said}" if said else ""
        self._grounds.findings.append(
            NO_PEERS.at(
                POLICY,
                f"'{self._component.label}' looks for peers{among}, and finds {found}.",
                "Correct peers: or same: in the policy, or supply what is missing.",
            )
        )


def _tell_large(
    component: PeerAverage, grounds: Grounds, counted: Counted, status: StatusColumn
) -> None:
    most = component.generally_at_most
    limit = None if most is None else most.value(grounds.year)
    if limit is None:
        return
    over = counted.scaled > int(limit * COUNT_SCALE)
    for row in np.flatnonzero(over & is_paid(status)).tolist():
        school = grounds.schools[row]
        pupils = number(Decimal(int(counted.scaled[row])) / COUNT_SCALE)
        grounds.findings.append(
            LARGER.at(
                school.where,
                f"{school.name} ({school.school_id}) has {pupils} pupils, and '{component.label}' "
                f"is for schools of generally no more than {number(limit)}.",
                "Look at it when its autonomy is renewed.",
                school_id=school.school_id,
            )
        )
