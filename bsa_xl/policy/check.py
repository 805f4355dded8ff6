"""Everything that can be wrong with a policy that is written as policies are."""

from __future__ import annotations

from collections.abc import Iterable

from bsa_xl.finding import Finding

from .correction_checks import check_corrections
from .counted import check_counted
from .facts import PolicyFacts
from .limit_checks import check_limits
from .manual_checks import check_manual
from .names import check_names
from .neutrality import check_neutrality
from .order import check_measures, check_order
from .per_capita_checks import check_base
from .policy_file import PolicyFile
from .pool_checks import check_pools
from .pool_minimum import check_minimums
from .pupil_checks import check_pupils
from .school_checks import check_schools
from .staffing_checks import check_staffing
from .statements import check_statements
from .step_checks import check_steps
from .supplied import check_supplied
from .title_i_checks import check_title_i
from .validate import Declared
from .values import check_values
from .year_checks import check_years


def check_policy(file: PolicyFile, facts: PolicyFacts | None = None) -> tuple[Finding, ...]:
    """All findings of a policy that was read, in the order of its lines.

    Args:
        file: as `read_policy` gave it.
        facts: what the district supplies; None checks only what the policy says by itself.
    """
    policy = file.policy
    declared = Declared(
        tuple(program.id for program in policy.programs),
        frozenset(policy.counting),
        policy.base is not None,
    )
    return in_order(check_declared(file, facts, declared))


def check_declared(
    file: PolicyFile, facts: PolicyFacts | None, declared: Declared
) -> list[Finding]:
    """The findings of a policy, or of the part of one that could be read."""
    findings = [
        *check_names(file, declared),
        *check_values(file, declared),
        *check_statements(file, declared),
        *check_base(file, declared),
        *check_pupils(file),
        *check_staffing(file),
        *check_title_i(file),
        *check_pools(file),
        *check_neutrality(file),
        *check_order(file, declared),
        *check_limits(file),
        *check_manual(file, facts),
        *check_minimums(file, facts),
        *check_corrections(file),
    ]
    if facts is not None:
        findings += check_supplied(file, facts, declared)
        findings += check_schools(file, facts)
        findings += check_measures(file, facts)
        findings += check_counted(file, facts, declared)
        findings += check_years(file, facts, declared)
        findings += check_steps(file, facts)
    return findings


def check_numbers(file: PolicyFile, facts: PolicyFacts | None = None) -> tuple[Finding, ...]:
    """What `check_policy` may say otherwise where numbers of a policy were changed, nothing else.

    But for the digits of a product: those matter only where a spreadsheet multiplies.

    Args:
        file: the policy, or the part of it that has to do with those numbers.
        facts: what the district supplies; None checks only what the policy says by itself.
    """
    policy = file.policy
    programs = tuple(program.id for program in policy.programs)
    has_base = policy.base is not None
    declared = Declared(programs, frozenset(policy.counting), has_base, whole=False)
    findings = [
        *check_values(file, declared),
        *check_base(file, declared),
        *check_pupils(file),
        *check_staffing(file),
        *check_title_i(file),
        *check_pools(file),
        *check_order(file, declared),
        *check_limits(file),
        *check_minimums(file, facts),
    ]
    if facts is not None:
        findings += check_years(file, facts, declared)
        findings += check_steps(file, facts)
    return in_order(findings)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by file and line, each said once."""
    once = {(one.where, one.id, one.problem): one for one in findings}
    return tuple(sorted(once.values(), key=lambda one: (one.where.file, one.where.line)))
