"""What each school claims of a pool: its groups' counts x weight x index, added up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from bsa_xl.district import COUNT_SCALE
from bsa_xl.finding import FindingKind, Severity
from bsa_xl.policy import Claim, Pool

from .arithmetic import IntColumn, Scaled, scaled
from .columns import RowStatus, StatusColumn, is_paid
from .grounds import Grounds
from .school_index import INDEX_PLACES, no_index, school_index
from .schools import UNKNOWN_COLUMN
from .wording import POLICY, number, pupils

NEGATIVE_CLAIM = FindingKind(
    "ALO-22",
    "Claim on a pool is negative",
    Severity.FATAL,
    "A school cannot be owed less than nothing of a pool.",
)

_ROOM = 2**61


@dataclass(frozen=True, slots=True, eq=False)
class Claimed:
    """What each school claims, as integers over ``scale``; ``weighted`` where not all weigh 1."""

    numbers: NDArray[np.int64]
    scale: int
    weighted: bool

    def saying(self) -> Callable[[int], str]:
        """``312 weighted pupils of 12,400``, for a row."""
        whole = Decimal(int(self.numbers.sum())) / self.scale

        def said(row: int) -> str:
            claim = Decimal(int(self.numbers[row])) / self.scale
            return f"{pupils(claim, weighted=self.weighted)} of {number(whole)}"

        return said


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """One group's claims: ``counts x weight x index``, x COUNT_SCALE.

    Attributes:
        counts: zero where the claim's own condition keeps a school out.
        largest: none of them is larger.
        index: index x 10**INDEX_PLACES; None for none.
    """

    counts: IntColumn
    largest: int
    weight: Scaled
    index: IntColumn | None


def claimed(component: Pool, statuses: StatusColumn, grounds: Grounds) -> Claimed | None:
    """Each school's claim; None, with findings, where one that takes part is not known."""
    parts, known = [], True
    for claim in component.claims:
        weight = Decimal(1) if claim.weight is None else claim.weight.value(grounds.year)
        if weight is None:
            continue
        if weight < 0 or not grounds.is_sane(weight, component.label):
            grounds.findings.append(
                NEGATIVE_CLAIM.at(
                    POLICY,
                    f"The claim of '{claim.counts}' on '{component.label}' weighs {weight}.",
                    "Write zero or a number above it.",
                )
            )
            return None
        counted = grounds.counts.counted(claim.counts, component.measure)
        mine = _let_in(claim, component, statuses, grounds)
        status = grounds.judged(mine, counted, component.label)
        index = _index(claim, component, mine, grounds)
        known = known and (claim.index is None or index is not None)
        known = known and (status is mine or not (status != mine).any())
        counts = grounds.paid_only(counted.scaled, mine)
        parts.append(_Part(counts, counted.largest, scaled(weight), index))
    return _added(parts, statuses, grounds) if known else None


def _let_in(
    claim: Claim, component: Pool, statuses: StatusColumn, grounds: Grounds
) -> StatusColumn:
    """The statuses of the schools whose pupils have the claim; the others have no such line."""
    mine = grounds.gates.statuses(claim.schools, component.label, RowStatus.FINAL)
    if grounds.gates.lets_all_in(mine) or is_paid(mine).all():
        return statuses
    return np.where(is_paid(mine), statuses, np.uint8(RowStatus.ABSENT))


def _index(claim: Claim, component: Pool, mine: StatusColumn, grounds: Grounds) -> IntColumn | None:
    """The index of every school that has the claim; None, with findings, where one has none."""
    if claim.index is None:
        return None
    index = school_index(claim.index, grounds)
    if index is None:
        grounds.tell_once(
            ("index", claim.index),
            UNKNOWN_COLUMN.at(
                POLICY,
                f"'{component.label}' is shared by the column '{claim.index}', and schools.csv "
                "has none of that name.",
                f"Add the column '{claim.index}' to schools.csv, or correct the name.",
            ),
        )
        return None
    missing = np.flatnonzero(is_paid(mine) & ~index.known).tolist()
    grounds.findings.extend(no_index(claim.index, component.label, row, grounds) for row in missing)
    return None if missing else index.numbers


def _added(parts: list[_Part], statuses: StatusColumn, grounds: Grounds) -> Claimed:
    places = max((part.weight.places for part in parts), default=0)
    indexed = any(part.index is not None for part in parts)
    index_scale = 10**INDEX_PLACES if indexed else 1
    most, columns = 0, []
    for part in parts:
        factor = part.weight.number * 10 ** (places - part.weight.places)
        index = index_scale if part.index is None else part.index
        largest = index if isinstance(index, int) else int(index.max(initial=0))
        most += max(part.largest, 1) * factor * largest
        columns.append((part.counts, factor, index))
    kind = np.int64 if most * max(statuses.size, 1) < _ROOM else object
    numbers: IntColumn = np.zeros(statuses.size, dtype=kind)
    for counts, factor, index in columns:
        by = index if isinstance(index, int) else index.astype(kind, copy=False)
        numbers += counts.astype(kind, copy=False) * (by * factor)
    weighted = indexed or any(part.weight != Scaled(1, 0) for part in parts)
    return Claimed(
        grounds.paid_only(numbers, statuses), COUNT_SCALE * 10**places * index_scale, weighted
    )
