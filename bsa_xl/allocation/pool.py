"""A fixed total shared out over the schools in proportion to their claims, nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from bsa_xl.finding import FindingKind, Severity
from bsa_xl.money import EXACT, format_dollars, to_cents
from bsa_xl.policy import Pool

from .arithmetic import IntColumn, Mask, exact_sum, unit_of
from .claims import Claimed, claimed
from .columns import LineColumn
from .grounds import Grounds
from .kept import MORE_THAN_ALL, ControlTotal, Kept, in_units, kept_of
from .sharing import shared_out
from .wording import POLICY, schools

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
TOO_SMALL = FindingKind(
    "ALO-54",
    "Pool is smaller than its minimum for every school",
    Severity.FATAL,
    "A minimum for every school cannot come to more than there is to share.",
)


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
    kept = kept_of(component.set_asides, value, grounds.year, grounds.policy.rounding.lines)
    left = _left(component, total, kept, grounds)
    claims = None if left is None else claimed(component, statuses, grounds)
    shares = None
    if left is not None and claims is not None:
        shares = _shares(left, claims, component, grounds)
    given = 0 if shares is None else exact_sum(shares)
    grounds.controls.append(ControlTotal(component.id, component.label, total, given, kept))
    if claims is None or shares is None:
        yield grounds.to_come(terms, statuses)
        return
    said = _said(claims, shares, component, grounds)
    yield LineColumn(terms, statuses, shares, rate_cents=shares, counted=said)


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


def _left(component: Pool, total: int, kept: tuple[Kept, ...], grounds: Grounds) -> int | None:
    """What is to be shared; None, with a finding, where more is kept than there is."""
    away = sum(each.cents for each in kept)
    if not away or away <= total:
        return total - away
    grounds.findings.append(
        MORE_THAN_ALL.at(
            POLICY,
            f"'{component.label}' keeps {format_dollars(away)} of {format_dollars(total)}.",
            "Correct the set-asides, or the pool.",
        )
    )
    return None


def _shares(
    total: int, claims: Claimed, component: Pool, grounds: Grounds
) -> NDArray[np.int64] | None:
    """The shares in cents; None, with a finding, where nobody claims or there is too little."""
    claiming = int(np.count_nonzero(claims.numbers))
    if not claiming:
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
    least = least_cents(component, grounds)
    if least and least * claiming > total:
        grounds.findings.append(
            TOO_SMALL.at(
                POLICY,
                f"'{component.label}' has {format_dollars(total)} to share, and "
                f"{schools(claiming)} with a claim have at least {format_dollars(least)} each.",
                "Lower at_least:, or raise the pool.",
            )
        )
        return None
    if not least:
        return shared_out(total // unit, claims.numbers, grounds.ids) * unit
    return with_least(total // unit, claims.numbers, least // unit, grounds.ids) * unit


def least_cents(component: Pool, grounds: Grounds) -> int:
    """What a school with a claim has at least; zero where the policy says nothing."""
    if component.at_least is None:
        return 0
    least = component.at_least.value(grounds.year)
    return in_units(max(least or Decimal(0), Decimal(0)), grounds.policy.rounding.lines)


def with_least(
    total: int, claims: NDArray[np.int64], least: int, ids: tuple[str, ...]
) -> IntColumn:
    """Shares of a total, nobody with a claim below the least; the others share what is left.

    Args:
        total: whole units; at least ``least`` for each claim above zero.
        claims: zero or more each, one of them above zero.
        least: whole units, zero or more.
        ids: settle equal remainders.
    """
    raised: Mask = np.zeros(len(ids), dtype=np.bool_)
    if least:
        numbers = claims.astype(object)
        while True:
            rest, whole = total - least * int(raised.sum()), int(numbers[~raised].sum())
            below = ~raised & (numbers > 0) & (numbers * rest < least * whole).astype(np.bool_)
            if not below.any():
                break
            raised |= below
    shares = np.where(raised, least, 0).astype(np.int64)
    others = np.where(raised, 0, claims)
    if others.any():
        left = total - least * int(raised.sum())
        return shares + shared_out(left, others, ids)
    return shares + shared_out(total - least * int(raised.sum()), claims, ids)


def _said(
    claims: Claimed, shares: IntColumn, component: Pool, grounds: Grounds
) -> Callable[[int], str]:
    least, saying = least_cents(component, grounds), claims.saying()

    def said(row: int) -> str:
        raised = least and int(shares[row]) == least
        return f"{saying(row)}{f', at least {format_dollars(least)},' if raised else ''}"

    return said
