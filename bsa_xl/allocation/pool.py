"""A fixed total shared out over the schools in proportion to their claims, nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from bsa_xl.district import COUNT_SCALE
from bsa_xl.finding import FindingKind, Severity
from bsa_xl.money import EXACT, format_dollars, to_cents
from bsa_xl.policy import Pool

from .arithmetic import Scaled, exact_sum, scaled, shared_out, unit_of
from .columns import LineColumn, StatusColumn, is_paid
from .counted import Counted
from .grounds import ControlTotal, Grounds
from .wording import POLICY, number, pupils

NO_CLAIMS = FindingKind(
    "ALO-12",
    "Pool has nobody to share it",
    Severity.FATAL,
    "A pool in which no school has a claim would not be given out.",
)
NOT_WHOLE = FindingKind(
    "ALO-17",
    "Pool is not in whole units",
    Severity.FATAL,
    "Lines in whole dollars cannot add up to a pool that has cents in it.",
)
NEGATIVE_CLAIM = FindingKind(
    "ALO-22",
    "Claim on a pool is negative",
    Severity.FATAL,
    "A school cannot be owed less than nothing of a pool.",
)

_ROOM = 2**61


@dataclass(frozen=True, slots=True, eq=False)
class _Claims:
    """What each school claims, as integers over ``scale``; ``weighted`` where not all weigh 1."""

    numbers: NDArray[np.int64]
    scale: int
    weighted: bool


def pool_lines(component: Pool, grounds: Grounds) -> Iterator[LineColumn]:
    """1 x the school's share, by largest remainder, ties by school id.

    Where one school's claim is not known, nobody's share is: the whole pool is to come.
    """
    value = grounds.value(component.values, component.label)
    if value is None:
        return
    terms = grounds.terms(component, component.values)
    statuses = grounds.statuses(component)
    if component.status == "to come" or not grounds.is_sane(value, component.label):
        yield grounds.to_come(terms, statuses)
        return
    total = _in_units(value, grounds, component.label)
    claims = _claims(component, statuses, grounds)
    shares = None if claims is None else _shares(total, claims, component, grounds)
    if claims is None or shares is None:
        grounds.controls.append(ControlTotal(component.id, component.label, total, 0))
        yield grounds.to_come(terms, statuses)
        return
    grounds.controls.append(ControlTotal(component.id, component.label, total, exact_sum(shares)))
    counted = _said(claims)
    yield LineColumn(terms, statuses, shares, rate_cents=shares, counted=counted)


def _in_units(value: Decimal, grounds: Grounds, label: str) -> int:
    """The pool in cents, a whole number of the lines' unit; a finding where it was none."""
    unit = unit_of(grounds.policy.rounding.lines)
    exact = EXACT.multiply(value, Decimal(100))
    cents = to_cents(value)
    whole = abs(cents) // unit * unit * (1 if cents >= 0 else -1)
    if whole != exact:
        grounds.findings.append(
            NOT_WHOLE.at(
                POLICY,
                f"'{label}' is ${value:,f} to share, and the policy's lines are in whole "
                f"{'cents' if unit == 1 else 'dollars'}.",
                f"Write {format_dollars(whole)[1 if whole >= 0 else 0 :]} or another whole amount.",
            )
        )
    return whole


def _claims(component: Pool, statuses: StatusColumn, grounds: Grounds) -> _Claims | None:
    """Each school's claim; None, with findings, where one that takes part is not known."""
    weights: list[tuple[Counted, Scaled]] = []
    known = True
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
        status = grounds.judged(statuses, counted, component.label)
        known = known and (status is statuses or not (status != statuses).any())
        weights.append((counted, scaled(weight)))
    return _added(weights, statuses) if known else None


def _added(weights: list[tuple[Counted, Scaled]], statuses: StatusColumn) -> _Claims:
    places = max((weight.places for _, weight in weights), default=0)
    factors = [weight.number * 10 ** (places - weight.places) for _, weight in weights]
    most = sum(
        counted.largest * factor for (counted, _), factor in zip(weights, factors, strict=True)
    )
    kind = np.int64 if most * max(statuses.size, 1) < _ROOM else object
    numbers = is_paid(statuses).astype(kind)
    numbers *= sum(
        counted.scaled.astype(kind, copy=False) * factor
        for (counted, _), factor in zip(weights, factors, strict=True)
    )
    weighted = any(weight != Scaled(1, 0) for _, weight in weights)
    return _Claims(numbers, COUNT_SCALE * 10**places, weighted)


def _shares(
    total: int, claims: _Claims, component: Pool, grounds: Grounds
) -> NDArray[np.int64] | None:
    """The shares in cents; None, with a finding, where nobody has a claim."""
    if not claims.numbers.any():
        grounds.findings.append(
            NO_CLAIMS.at(
                POLICY,
                f"'{component.label}' is {format_dollars(total)} to share by "
                f"{', '.join(claim.counts for claim in component.claims)}, and no school has any.",
                "Correct the claims or the condition, or end the pool with null.",
            )
        )
        return None
    unit = unit_of(grounds.policy.rounding.lines)
    return shared_out(total // unit, claims.numbers, grounds.ids) * unit


def _said(claims: _Claims) -> Callable[[int], str]:
    """``312 weighted pupils of 12,400``, for a row."""
    whole = Decimal(int(claims.numbers.sum())) / claims.scale

    def said(row: int) -> str:
        claim = Decimal(int(claims.numbers[row])) / claims.scale
        return f"{pupils(claim, weighted=claims.weighted)} of {number(whole)}"

    return said
