"""The verdict on one school's budget, rule by rule, as its Checks sheet says it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bsa_xl.budget import AsIssued, CheckRow, SchoolBudget, check_rows
from bsa_xl.citation import Citation
from bsa_xl.finding import Fault, Finding, Severity, Verdict
from bsa_xl.location import Location

from .catalog import rule_of
from .rules import Rule, SchoolCase

ON_RETURN, OFF, WAIVED, WARNING = "R", "O", "X", "W"
_SEVERITIES = {
    "F": Severity.FATAL,
    WARNING: Severity.WARNING,
    OFF: Severity.INFORMATIONAL,
    WAIVED: Severity.INFORMATIONAL,
}
_OPEN = frozenset({Verdict.FIX, Verdict.TO_DO, Verdict.EXPLAIN})


@dataclass(frozen=True, slots=True)
class RuleResult:
    """One row of the Checks sheet, judged.

    Attributes:
        row: the rule, and the program or body it was judged for.
        verdict: the word that the sheet shows.
        faults: in the order of the sheets; also where they are waived, explained or only told.
        findings: the same with kind, school, authority and the severity in force.
    """

    row: CheckRow
    verdict: Verdict
    faults: tuple[Fault, ...]
    findings: tuple[Finding, ...]

    @property
    def count(self) -> int:
        """How many faults there are."""
        return len(self.faults)

    @property
    def cents(self) -> int:
        """The money concerned, over all faults."""
        return sum(fault.cents for fault in self.faults)

    @property
    def first(self) -> Location | None:
        """The cell of the first fault; None where there is none."""
        return self.faults[0].where if self.faults else None

    @property
    def is_open(self) -> bool:
        """Whether the school still has to do something."""
        return self.verdict in _OPEN


@dataclass(frozen=True, slots=True)
class Summary:
    """How a school's Checks sheet stands.

    Attributes:
        counts: rows of the sheet by verdict; every verdict is there.
    """

    counts: Mapping[Verdict, int]

    @property
    def open_count(self) -> int:
        """Rows that still ask for something: FIX, TO DO and EXPLAIN."""
        return sum(self.counts[verdict] for verdict in _OPEN)

    @property
    def ready(self) -> bool:
        """Whether the workbook is ready to submit."""
        return not self.open_count


def run(budget: SchoolBudget) -> tuple[RuleResult, ...]:
    """Judge a budget by the rules of its setting, one result for each row of the Checks sheet.

    Raises:
        KeyError: the setting names a rule that this version does not have.
    """
    return tuple(_judged(budget, row) for row in check_rows(budget.setting))


def as_issued(budget: SchoolBudget) -> dict[str, AsIssued]:
    """What the rules already find in the plan that a workbook opens with, by check row id.

    Rows without a fault are left out. The setting that is issued carries this, so that what was
    there before the school began is TO DO, not FIX, until somebody changes it.
    """
    return {
        row.id: AsIssued(len(faults), sum(fault.cents for fault in faults))
        for row in check_rows(budget.setting)
        if (faults := _faults(budget, row))
    }


def summary(results: Iterable[RuleResult]) -> Summary:
    """Count the verdicts."""
    counts = dict.fromkeys(Verdict, 0)
    for result in results:
        counts[result.verdict] += 1
    return Summary(counts)


def _faults(budget: SchoolBudget, row: CheckRow) -> tuple[Fault, ...]:
    if row.rule.mode == ON_RETURN:
        return ()
    return rule_of(row.rule.rule)(SchoolCase(budget, row.subject), **row.rule.limits)


def _judged(budget: SchoolBudget, row: CheckRow) -> RuleResult:
    rule, faults = rule_of(row.rule.rule), _faults(budget, row)
    words = budget.plan.explanations.get(row.id, "").strip(" ")
    verdict = _verdict(rule, row, faults, budget.setting.as_issued.get(row.id), words)
    if not faults:
        return RuleResult(row, verdict, (), ())
    source = Citation(row.rule.source) if row.rule.source else rule.kind.source
    if verdict is Verdict.WAIVED:
        note = f"Waived: {row.rule.source}" if row.rule.source else "Waived"
    else:
        note = words if verdict is Verdict.EXPLAINED else ""
    findings = tuple(
        Finding(
            kind=rule.kind,
            where=fault.where,
            problem=fault.problem,
            remedy=fault.remedy,
            school_id=budget.setting.school_id,
            source=source,
            severity=_SEVERITIES[row.rule.mode],
            cents=fault.cents,
            explained=note,
        )
        for fault in faults
    )
    return RuleResult(row, verdict, faults, findings)


def _verdict(
    rule: Rule, row: CheckRow, faults: tuple[Fault, ...], issued: AsIssued | None, words: str
) -> Verdict:
    """The word, by the same steps as the sheet's formula; change both or neither."""
    mode, count = row.rule.mode, len(faults)
    if mode == ON_RETURN:
        return Verdict.ON_RETURN
    if not count or mode == OFF:
        return Verdict.OK
    if mode == WAIVED:
        return Verdict.WAIVED
    if mode == WARNING and words:
        return Verdict.EXPLAINED
    cents = sum(fault.cents for fault in faults)
    if rule.pending or issued == AsIssued(count, cents):
        return Verdict.TO_DO
    return Verdict.EXPLAIN if mode == WARNING else Verdict.FIX
