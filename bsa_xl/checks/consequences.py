"""What follows from a cell without a number is not told as if it were a fault of its own.

A text where a number belongs counts as 0, so the same cell also looks unfinished, money looks left
over, and the amount approved looks wrong. The Checks sheet counts all of these; whoever reads the
findings of a file is told the cause once, and of the others what they may come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from bsa_xl.budget import SchoolBudget, SpendingLine, StaffingLine
from bsa_xl.finding import Finding
from bsa_xl.location import Location
from bsa_xl.money import to_dollars

from .judging import RuleResult
from .wording import DATES

_CAUSE = "INP-01"
#: They say of a cell that a number or a date is missing in it.
_SAME = frozenset({"INP-04", "APR-01"})


@dataclass(frozen=True, slots=True)
class _Unread:
    """A number that is not in the sums.

    Attributes:
        programs: of its row, in small letters; empty where the row names none.
        title: code of its row's title; empty where it has none.
    """

    where: Location
    programs: frozenset[str]
    title: str = ""


def told_once(results: Iterable[RuleResult], budget: SchoolBudget) -> Iterator[Finding]:
    """All findings of the rules but those that only repeat what INP-01 says of the same cell.

    Findings about totals stay, whatever they come from; their remedy names the cell to mend first
    where they may follow from it.

    Args:
        results: rule by rule.
        budget: that was judged.
    """
    judged = tuple(results)
    caused = {
        finding.where
        for result in judged
        if result.row.rule.rule == _CAUSE
        for finding in result.findings
    }
    unread = tuple(_unread(budget)) if caused else ()
    for result in judged:
        rule = result.row.rule.rule
        for finding in result.findings:
            if rule == _CAUSE or not caused:
                yield finding
            elif finding.where in caused:
                if rule not in _SAME:
                    yield _traced(finding, finding.where)
            else:
                cells = [each.where for each in unread if _follows(result, finding, each, budget)]
                yield _traced(finding, cells[0]) if cells else finding


def _traced(finding: Finding, cell: Location) -> Finding:
    """The same, with the cell that it may come from."""
    remedy = f"{finding.remedy.removesuffix('.')}; mend {cell} first, which may be the cause."
    return replace(finding, remedy=remedy)


def _unread(budget: SchoolBudget) -> Iterator[_Unread]:
    lines: tuple[StaffingLine | SpendingLine, ...] = (*budget.staffing, *budget.spending)
    for line in lines:
        if not line.text_fault or line.text_fault in DATES:
            continue
        where = line.row.place.at(line.text_fault)
        if isinstance(line, SpendingLine):
            yield _Unread(where, _small(line.program))
        else:
            code = line.title.code if line.title is not None else ""
            yield _Unread(where, _small(*line.programs), code)


def _small(*labels: str) -> frozenset[str]:
    return frozenset(label.lower() for label in labels if label)


def _follows(result: RuleResult, finding: Finding, cell: _Unread, budget: SchoolBudget) -> bool:
    """Whether money or FTE that a rule misses may be what the cell would have counted."""
    rule, subject = result.row.rule.rule, result.row.subject
    programs = budget.setting.programs
    if rule == "BAL-02":
        return _pays(cell, [each.label for each in programs if each.id == subject])
    if rule == "APR-06":
        labels = [each.label for each in programs if each.body == subject]
        return _is_short(budget, subject) and _pays(cell, labels)
    if rule == "FTE-15":
        anchor = budget.plan.anchor
        required = budget.setting.required
        return any(
            finding.where == anchor(f"required:{wanted.id}") and cell.title in wanted.codes
            for wanted in required
        )
    return False


def _pays(cell: _Unread, labels: Iterable[str]) -> bool:
    """Whether one of these programs may be to pay for the cell's row."""
    return not cell.programs or not cell.programs.isdisjoint(_small(*labels))


def _is_short(budget: SchoolBudget, body: str) -> bool:
    """Whether less is budgeted than the body approved."""
    row = budget.approval(body)
    approved = row.approved if row is not None else None
    return isinstance(approved, Decimal) and approved > to_dollars(dict(budget.bodies())[body])
