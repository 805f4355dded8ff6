"""A table by size: FTE of a title, their price, or dollars, as the row of a school's count says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

import numpy as np

from bsa_xl.district import COUNT_SCALE
from bsa_xl.finding import FindingKind, Severity
from bsa_xl.policy import Band, Bands

from .arithmetic import IntColumn, Mask, rate_of, rounded_cents
from .columns import LineColumn, RowStatus, StatusColumn, Terms, is_paid
from .counted import Counted
from .fte import fte_units
from .grounds import Grounds
from .staffing import staff_line
from .titles import title_of
from .wording import POLICY, number

OUTSIDE = FindingKind(
    "ALO-51",
    "Count lies outside of the table",
    Severity.FATAL,
    "A school of a size that the table does not name would silently be given nothing.",
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the table as it holds in the year."""

    at_least: Decimal
    at_most: Decimal | None
    value: Decimal

    @property
    def said(self) -> str:
        """``the row from 500 to 999``."""
        to = "on" if self.at_most is None else f"to {number(self.at_most)}"
        return f"the row from {number(self.at_least)} {to}"


def band_lines(component: Bands, grounds: Grounds) -> Iterator[LineColumn]:
    """What the row of each school's count gives."""
    rows = [
        _Row(band.at_least, band.at_most, value)
        for band in component.bands
        if (value := _value(band, component, grounds)) is not None
    ]
    if not rows:
        return
    terms = grounds.terms(component)
    counted = grounds.counts.counted(component.counts, component.measure)
    statuses = grounds.judged(grounds.statuses(component), counted, component.label)
    places, outside = _placed(rows, counted)
    statuses = _told(outside, statuses, component, counted, grounds)
    said = _saying(rows, places, counted)
    if component.unit == "USD per school":
        yield _dollar_line(terms, statuses, rows, places, said, grounds)
        return
    title = title_of(component.position or "", component.label, grounds)
    if title is None:
        yield grounds.to_come(terms, statuses)
        return
    ftes = np.array([fte_units(row.value) for row in rows], dtype=np.int64)[places]
    yield staff_line(
        terms, statuses, title, ftes, grounds, is_priced=component.is_priced, basis=said
    )


def _value(band: Band, component: Bands, grounds: Grounds) -> Decimal | None:
    value = grounds.value(band.values, component.label)
    return value if value is None or grounds.is_sane(value, component.label) else None


def _placed(rows: Sequence[_Row], counted: Counted) -> tuple[IntColumn, Mask]:
    """The row of each school, and the schools that no row holds."""
    edges = [_units(row.at_least) for row in rows]
    places = np.searchsorted(np.array(edges, dtype=np.int64), counted.scaled, side="right") - 1
    outside = places < 0
    last = rows[-1].at_most
    if last is not None:
        outside = outside | (counted.scaled > int(last * COUNT_SCALE))
    return np.maximum(places, 0), outside.astype(np.bool_)


def _units(edge: Decimal) -> int:
    """The smallest count, in the counts' scale, that reaches an edge."""
    return int((edge * COUNT_SCALE).to_integral_value(ROUND_CEILING))


def _told(
    outside: Mask,
    statuses: StatusColumn,
    component: Bands,
    counted: Counted,
    grounds: Grounds,
) -> StatusColumn:
    """The statuses, to come where no row holds the count, each school told."""
    told = outside & is_paid(statuses)
    for row in np.flatnonzero(told).tolist():
        school = grounds.schools[row]
        count = number(Decimal(int(counted.scaled[row])) / COUNT_SCALE)
        grounds.findings.append(
            OUTSIDE.at(
                POLICY,
                f"No row of '{component.label}' holds {school.name} ({school.school_id}), whose "
                f"{component.counts} is {count}, so it is to come.",
                "Add a row that does, with 0 if it gives nothing, or keep the school out with "
                "schools:.",
                school_id=school.school_id,
            )
        )
    return np.where(told, np.uint8(RowStatus.TO_COME), statuses) if told.any() else statuses


def _dollar_line(
    terms: Terms,
    statuses: StatusColumn,
    rows: Sequence[_Row],
    places: IntColumn,
    said: Callable[[int], str],
    grounds: Grounds,
) -> LineColumn:
    rounding = grounds.policy.rounding
    cents = [rounded_cents(rate_of(row.value, 2), rounding.lines) for row in rows]
    column = np.array(cents, dtype=np.int64)[places]
    paid = grounds.paid_only(column, statuses)
    return LineColumn(terms, statuses, paid, rate_cents=paid, counted=said)


def _saying(rows: Sequence[_Row], places: IntColumn, counted: Counted) -> Callable[[int], str]:
    who = counted.who.rpartition(", ")[0]

    def said(row: int) -> str:
        count = number(Decimal(int(counted.scaled[row])) / COUNT_SCALE)
        return f"{count} ({who}) is in {rows[int(places[row])].said}"

    return said
