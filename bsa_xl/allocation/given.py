"""Dollars taken as given: transition supplements, carryover, what another office worked out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import get_close_matches

import numpy as np

from bsa_xl.citation import Citation
from bsa_xl.district import GivenAmount
from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.money import format_dollars
from bsa_xl.policy import Given, amount_lines

from .arithmetic import MOST_CENTS, IntColumn, exact_sum, unit_of
from .columns import LineColumn, RowStatus, StatusColumn, Terms, is_paid
from .grounds import TOO_LARGE, Grounds
from .kept import ControlTotal
from .wording import POLICY, schools
from .year_facts import PlacedAmounts

UNDECLARED = FindingKind(
    "ALO-09",
    "Given amounts belong to no component",
    Severity.WARNING,
    "Dollars that no component of the policy takes up would reach nobody.",
)
TWICE = FindingKind(
    "ALO-10",
    "Given amount is there twice",
    Severity.FATAL,
    "Which of two amounts is meant cannot be told, and their sum may be neither.",
)
REACHES_NOBODY = FindingKind(
    "ALO-11",
    "Given amount cannot be given",
    Severity.FATAL,
    "Dollars for a school that takes no part, or that the component's condition leaves out, would "
    "silently be lost.",
)
ROUNDED = FindingKind(
    "ALO-18",
    "Given amounts are rounded",
    Severity.INFORMATIONAL,
    "The policy rounds every line to whole dollars, amounts taken as given among them.",
)
OTHER_PROGRAM = FindingKind(
    "ALO-20",
    "Given amount names another program",
    Severity.FATAL,
    "Money of one program must not be given out under the law of another.",
)
NONE_SUPPLIED = FindingKind(
    "ALO-21",
    "No amounts are supplied for a component",
    Severity.INFORMATIONAL,
    "A component that takes its dollars from amounts.csv gives nothing without them.",
)


def given_lines(component: Given, grounds: Grounds) -> Iterator[LineColumn]:
    """1 x the amount supplied; a school without an amount has no such line."""
    terms, base = grounds.terms(component), grounds.statuses(component)
    line = component.takes
    if not grounds.amounts.get(line) and component.status != "to come":
        grounds.findings.append(
            NONE_SUPPLIED.at(
                POLICY,
                f"'{component.label}' takes its dollars from the line '{line}' of amounts.csv, "
                f"which has none in {grounds.year}.",
                "Supply the amounts, or set the component's status to 'to come'.",
            )
        )
    there = grounds.facts.supplied(line)
    chosen, twice = _checked(there, terms, base, grounds)
    status = base * ~is_paid(base)  # absent, where no amount is supplied
    status[chosen.rows], status[twice] = base[chosen.rows], RowStatus.TO_COME
    rates = np.zeros(len(grounds.ids), dtype=np.int64)
    rates[chosen.rows] = chosen.cents
    cents = _in_units(rates, grounds, component.label)
    allocated = exact_sum(cents)
    grounds.controls.append(ControlTotal(component.id, component.label, there.total, allocated))
    sources = _sources(chosen, len(grounds.ids))
    yield LineColumn(terms, status, cents, rate_cents=rates, source_of=sources)


def _sources(chosen: PlacedAmounts, many: int) -> Callable[[int], Citation | None]:
    """The authority that stands beside a school's amount, for a row."""
    place = np.full(many, -1, dtype=np.intp)
    place[chosen.rows] = np.arange(len(chosen.amounts))

    def source_of(row: int) -> Citation | None:
        index = int(place[row])
        source = "" if index < 0 else chosen.amounts[index].source
        return Citation(source) if source else None

    return source_of


def undeclared(grounds: Grounds) -> None:
    """Say which given amounts no component takes up."""
    given = {one.takes for one in grounds.policy.components if isinstance(one, Given)}
    if grounds.amounts.keys() <= given:
        return  # the usual case, and a scenario is asked a thousand times
    declared = amount_lines(grounds.policy)
    for line, amounts in grounds.amounts.items():
        if line in declared:
            continue
        close = get_close_matches(line, declared, n=1)
        hint = f"; the nearest is '{close[0]}'" if close else ""
        total = format_dollars(sum(amount.cents for amount in amounts))
        many = schools(len({amount.school_id for amount in amounts}))
        grounds.findings.append(
            UNDECLARED.at(
                amounts[0].where,
                f"'{line}' is {total} for {many} in {grounds.year}, and no component of the policy "
                f"takes it up{hint}.",
                "Correct the line's name, or declare a component of kind 'given' for it.",
            )
        )


def _checked(
    there: PlacedAmounts, terms: Terms, base: StatusColumn, grounds: Grounds
) -> tuple[PlacedAmounts, list[int]]:
    """The amounts that can be given, and the rows for which there are two."""
    sound = there.is_plain and there.programs <= {"", terms.program}
    if sound and (grounds.gates.lets_all_in(base) or is_paid(base[there.rows]).all()):
        return there, []
    chosen: dict[int, GivenAmount] = {}
    twice: list[int] = []
    for row, each in zip(there.rows.tolist(), there.amounts, strict=True):
        if not _reaches(each, row, terms, base, grounds):
            continue
        if row in chosen:
            grounds.findings.append(_twice(each, chosen[row]))
            twice.append(row)
        chosen.setdefault(row, each)
    for row in set(twice):
        del chosen[row]
    return grounds.facts.placed(list(chosen.values())), twice


def _twice(amount: GivenAmount, first: GivenAmount) -> Finding:
    return TWICE.at(
        amount.where,
        f"'{amount.line}' of school {amount.school_id} is {format_dollars(amount.cents)} here and "
        f"{format_dollars(first.cents)} at {first.where}, so it is to come.",
        "Delete one of the two rows, or add them up in one.",
        school_id=amount.school_id,
    )


def _reaches(
    amount: GivenAmount, row: int, terms: Terms, base: StatusColumn, grounds: Grounds
) -> bool:
    """Whether an amount can be given; if not, a finding says why."""
    school_id, own = amount.school_id, amount.program
    money = f"{format_dollars(amount.cents)} of '{amount.line}'"
    kind = REACHES_NOBODY
    if abs(amount.cents) >= MOST_CENTS:
        kind = TOO_LARGE
        problem = f"{money} for school {school_id} is more than a budget can carry."
        remedy = "Correct the amount."
    elif row < 0:
        problem = f"{money} is for school {school_id}, which is not open in {grounds.year}."
        remedy = "Correct the school, or take the amount out."
    elif own and own != terms.program:
        kind = OTHER_PROGRAM
        problem = f"{money} is under '{own}', and '{terms.label}' is under '{terms.program}'."
        remedy = "Correct the program here, or that of the component in the policy."
    elif not is_paid(base[row]):
        how = "to come" if base[row] == RowStatus.TO_COME else "not given"
        problem = f"{money} is for school {school_id}, where the policy says it is {how}."
        remedy = "Correct the component's status or condition, or take the amount out."
    else:
        return True
    grounds.findings.append(kind.at(amount.where, problem, remedy, school_id=school_id))
    return False


def _in_units(rates: IntColumn, grounds: Grounds, label: str) -> IntColumn:
    """The amounts under the policy's line rounding."""
    lines = grounds.policy.rounding.lines
    unit = unit_of(lines)
    if unit == 1 or not np.count_nonzero(rates % unit):
        return rates
    half = 0 if lines == "truncate" else unit // 2
    cents: IntColumn = np.sign(rates) * ((np.abs(rates) + half) // unit * unit)
    changed = cents != rates
    grounds.findings.append(
        ROUNDED.at(
            POLICY,
            f"'{label}' is rounded to whole dollars at {schools(int(changed.sum()))}, by "
            f"{format_dollars(int((cents - rates).sum()))} in all.",
            "Supply whole dollars if every cent is meant.",
        )
    )
    return cents
