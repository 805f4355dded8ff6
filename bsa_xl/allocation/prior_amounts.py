"""Amounts of amounts.csv that an adjustment is judged against: last year's allocation, a carryover.

They are looked at, not given out: a school without one is not concerned, and one that takes no
part in the year is passed over.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bsa_xl.finding import FindingKind, Severity
from bsa_xl.money import format_dollars

from .arithmetic import MOST_CENTS, IntColumn, Mask
from .grounds import Grounds
from .wording import POLICY

NONE_TO_JUDGE_BY = FindingKind(
    "ALO-32",
    "No amounts to judge an adjustment by",
    Severity.FATAL,
    "An adjustment against last year's amounts would silently do nothing without them.",
)
JUDGED_TWICE = FindingKind(
    "ALO-33",
    "Amount to judge by is there twice",
    Severity.FATAL,
    "Which of two amounts is meant cannot be told, and their sum may be neither.",
)
BELOW_ZERO = FindingKind(
    "ALO-60",
    "Amount to build on is below zero",
    Severity.FATAL,
    "A share of less than nothing would turn help into a charge, and a cap into a gift.",
)
#: For an adjustment whose value has years, so that one of them can end it.
WAY_OUT = "Supply the amounts, or end the adjustment with null."


@dataclass(frozen=True, slots=True, eq=False)
class PriorAmounts:
    """What each school has in a line of amounts.csv.

    Attributes:
        cents: int64, all programs together; zero where there is none.
        there: schools that have one.
    """

    cents: IntColumn
    there: Mask


def prior_amounts(line: str, label: str, grounds: Grounds, way_out: str = WAY_OUT) -> PriorAmounts:
    """A line of amounts.csv along the schools, its programs added up; with findings.

    Args:
        line: of amounts.csv.
        label: of the adjustment that looks at it.
        grounds: the allocation while it is worked out.
        way_out: what to do where the year has no such amounts.
    """
    cents = [0] * len(grounds.ids)
    there = np.zeros(len(grounds.ids), dtype=np.bool_)
    seen: dict[tuple[str, str], str] = {}
    amounts = grounds.amounts.get(line, [])
    for amount in amounts:
        row = grounds.rows.get(amount.school_id)
        if row is None:
            continue
        first = seen.setdefault((amount.school_id, amount.program), str(amount.where))
        if first != str(amount.where) or abs(amount.cents) >= MOST_CENTS:
            grounds.findings.append(
                JUDGED_TWICE.at(
                    amount.where,
                    f"'{label}' cannot use {format_dollars(amount.cents)} of '{line}' for school "
                    f"{amount.school_id} beside {first}.",
                    "Delete one of the two rows, or correct the amount.",
                    school_id=amount.school_id,
                )
            )
            continue
        cents[row] += amount.cents
        there[row] = True
    if not amounts:
        grounds.findings.append(
            NONE_TO_JUDGE_BY.at(
                POLICY,
                f"'{label}' is judged against the line '{line}' of amounts.csv, which has none in "
                f"{grounds.year}.",
                way_out,
            )
        )
    return PriorAmounts(np.array(cents, dtype=np.int64), there)


def amounts_to_build_on(
    line: str, label: str, grounds: Grounds, way_out: str = WAY_OUT
) -> PriorAmounts:
    """The same, where a share of the amount is taken: it is above zero, or the school has none.

    An amount of zero is that of a school that was not there before; one below zero is told.
    """
    prior = prior_amounts(line, label, grounds, way_out)
    for row in np.flatnonzero(prior.cents < 0).tolist():
        grounds.findings.append(
            BELOW_ZERO.at(
                POLICY,
                f"'{label}' cannot build on {format_dollars(int(prior.cents[row]))} of '{line}' "
                f"for school {grounds.ids[row]}.",
                "Correct the amount in amounts.csv.",
                school_id=grounds.ids[row],
            )
        )
    there = prior.cents > 0
    return PriorAmounts(prior.cents * there, there)
