"""What other decisions would do: scenarios beside the formula as it is, school by school."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bsa_xl.allocation import Allocation, YearFacts, allocate
from bsa_xl.finding import Finding
from bsa_xl.policy import FloorOnPriorYear, LimitsOnPriorYear, Policy, PolicyFacts, ScenarioFile

from .change import Year
from .changed_counts import changed_counts
from .changed_policy import changed_policy
from .scenario_checks import ScenarioChecks

#: Adjustments that keep a school from falling.
_KEEPING = (FloorOnPriorYear, LimitsOnPriorYear)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a scenario comes to, beside the formula as it is.

    Attributes:
        name: the scenario's id.
        allocation: what schools would be given; None where a finding is fatal.
        changes: cents gained (below zero: lost) by each school that plans money in either.
        total: cents that schools would plan in all.
        cost: cents more than now; below zero where it costs less.
        hold_harmless: cents of the lines that keep schools at their prior year's amount.
        findings: what is wrong with it.
    """

    name: str
    title: str
    allocation: Allocation | None
    changes: Mapping[str, int]
    total: int = 0
    cost: int = 0
    hold_harmless: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def winners(self) -> int:
        """How many schools would have more."""
        return sum(cents > 0 for cents in self.changes.values())

    @property
    def losers(self) -> int:
        """How many schools would have less."""
        return sum(cents < 0 for cents in self.changes.values())


def compare(
    now: Year, scenarios: Sequence[ScenarioFile], supplied: PolicyFacts | None = None
) -> tuple[Outcome, ...]:
    """The formula as it is, then each scenario beside it.

    A scenario's policy must pass the checks that a policy file must pass.

    Args:
        now: facts, policy and year.
        scenarios: any number.
        supplied: what the district supplies, to check the names of a changed policy against it as
            well.
    """
    checks = ScenarioChecks(now, supplied)
    facts = YearFacts(now.district, now.year)
    as_is = allocate(now.district, now.policy, now.year, event=now.event, facts=facts)
    totals = as_is.school_totals()
    first = Outcome(
        "as-is", "The formula as it is", as_is, dict.fromkeys(totals, 0), as_is.total_cents,
        hold_harmless=hold_harmless_cents(as_is, now.policy), findings=as_is.findings,
    )  # fmt: skip
    return (first, *(_outcome(now, file, totals, facts, checks) for file in scenarios))


def _outcome(
    now: Year,
    file: ScenarioFile,
    totals: Mapping[str, int],
    facts: YearFacts,
    checks: ScenarioChecks,
) -> Outcome:
    changed, findings = with_scenario(now, file)
    findings = (*findings, *checks.faults(changed, file))
    scenario = file.scenario
    if not any(each.is_fatal for each in findings):
        same = facts if changed.district is now.district else None
        made = allocate(
            changed.district, changed.policy, changed.year, event=changed.event, facts=same
        )
        findings = (*findings, *made.findings)
        if not made.has_fatal:
            after = made.school_totals()
            ids = dict.fromkeys((*totals, *after))
            changes = {one: after.get(one, 0) - totals.get(one, 0) for one in ids}
            return Outcome(
                scenario.scenario, scenario.title, made, changes, made.total_cents,
                made.total_cents - sum(totals.values()),
                hold_harmless_cents(made, changed.policy), findings,
            )  # fmt: skip
    return Outcome(scenario.scenario, scenario.title, None, {}, findings=findings)


def with_scenario(now: Year, file: ScenarioFile) -> tuple[Year, tuple[Finding, ...]]:
    """The facts and decisions with a scenario's changes made in them, and what could not be."""
    policy, told = changed_policy(now.policy, file, now.year)
    district, found = changed_counts(now.district, file, now.year, policy.measure)
    return replace(now, district=district, policy=policy), (*told, *found)


def hold_harmless_cents(allocation: Allocation, policy: Policy) -> int:
    """What keeping schools at a share of their prior year costs: the gains, not the caps."""
    floors = {one.id for one in policy.adjustments if isinstance(one, _KEEPING)}
    return sum(
        int(np.maximum(column.cents, 0).sum())
        for column in allocation.columns
        if column.terms.component in floors
    )
