"""Which rules bind a school: what the district's policy chose, softened, limited and waived."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from bsa_xl.budget import RuleSetting
from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location
from bsa_xl.policy import Policy, RuleChoice, Waiver

from .catalog import RULES, rule_of
from .rules import Rule, Stage
from .wording import number_text, plain

ALWAYS_ON = FindingKind(
    "RUL-01",
    "Rule is always on",
    Severity.FATAL,
    "Without this rule a budget could be taken in whose figures are not whole.",
)
LIMIT_OUT_OF_RANGE = FindingKind(
    "RUL-02",
    "Limit of a rule is out of range",
    Severity.FATAL,
    "A limit that is a hundred times too large switches its rule off without saying so.",
)

_MODES = {Severity.FATAL: "F", Severity.WARNING: "W", Severity.INFORMATIONAL: "O"}
#: Limits that are a share, 0 to 1; every other limit is zero or more.
_SHARES = frozenset({"share"})


def rule_settings(policy: Policy, school_id: str, year: FiscalYear) -> tuple[RuleSetting, ...]:
    """The rules of a school's Checks sheet, in the catalog's order.

    A policy that lists checks runs those and the essential ones; one that lists none runs all of
    them. A severity of the policy's own holds where it has a source. Every limit of a rule is
    given, the policy's or the usual one.

    Args:
        policy: ids that no rule has are passed over; the policy's check tells of them.
        school_id: the school whose workbook it is.
        year: the fiscal year budgeted.
    """
    return tuple(
        _bound(rule, _choice(policy, rule), _waiver(policy, rule, school_id, year))
        for rule in RULES
        if rule.stage in (Stage.SCHOOL, Stage.RETURN) and runs(policy, rule.kind.id)
    )


def runs(policy: Policy, rule_id: str) -> bool:
    """Whether a policy runs a rule, of whatever stage; KeyError for an unknown one."""
    rule = rule_of(rule_id)
    return not policy.checks or rule.essential or _choice(policy, rule) is not None


def limits_in_force(policy: Policy, rule_id: str) -> Mapping[str, Decimal]:
    """Every limit of a rule: the policy's, or the usual one; KeyError for an unknown rule."""
    rule = rule_of(rule_id)
    choice = _choice(policy, rule)
    given = choice.limits if choice is not None else {}
    return {name: given.get(name, usual) for name, usual in rule.limits.items()}


def _bound(rule: Rule, choice: RuleChoice | None, waiver: Waiver | None) -> RuleSetting:
    mode, source = _MODES[rule.kind.severity], rule.kind.source
    limits = dict(rule.limits)
    if choice is not None:
        limits.update({name: choice.limits[name] for name in limits if name in choice.limits})
        source = choice.source or source
        if choice.severity and choice.source and not rule.essential:
            mode = _MODES[Severity(choice.severity)]
    if waiver is not None and not rule.essential:
        mode, source = "X", waiver.authority
    if rule.stage is Stage.RETURN:
        mode = "R"
    return RuleSetting(rule.kind.id, mode, limits, str(source) if source else "")


def _choice(policy: Policy, rule: Rule) -> RuleChoice | None:
    return next((choice for choice in policy.checks if choice.rule == rule.kind.id), None)


def _waiver(policy: Policy, rule: Rule, school_id: str, year: FiscalYear) -> Waiver | None:
    """The first waiver in force; ``until`` names the last fiscal year in which it holds."""
    for waiver in policy.waivers:
        in_force = not waiver.until or year <= FiscalYear.parse(waiver.until)
        if waiver.rule == rule.kind.id and waiver.school == school_id and in_force:
            return waiver
    return None


def selection_findings(policy: Policy) -> tuple[Finding, ...]:
    """What a policy may not choose: an essential rule softened or waived, a limit out of range.

    Unknown rules and limits, and severities without a source, are told by the policy's own check,
    which is handed `KNOWN_RULES`.
    """
    essential = {rule.kind.id: rule.kind.severity for rule in RULES if rule.essential}
    return (
        *_softened(policy, essential),
        *(
            ALWAYS_ON.at(
                Location(file="policy.yaml", column="waivers"),
                f"rule {waiver.rule} is waived for school {plain(waiver.school)}, and it is always "
                "on.",
                f"Take the waiver of {waiver.rule} out.",
                school_id=waiver.school,
            )
            for waiver in policy.waivers
            if waiver.rule in essential
        ),
        *_out_of_range(policy),
    )


def _softened(policy: Policy, essential: Mapping[str, Severity]) -> Iterator[Finding]:
    for choice in policy.checks:
        usual = essential.get(choice.rule)
        if usual is not None and choice.severity not in (None, usual.value):
            yield ALWAYS_ON.at(
                Location(file="policy.yaml", column="checks"),
                f"rule {choice.rule} is made {choice.severity}, and it is always "
                f"{'fatal' if usual is Severity.FATAL else 'a warning'}.",
                "Take its severity out.",
            )


def _out_of_range(policy: Policy) -> Iterator[Finding]:
    for choice in policy.checks:
        for name, value in choice.limits.items():
            is_share = name in _SHARES
            if value >= 0 and not (is_share and value > 1):
                continue
            takes = "0 to 1; 0.01 means 1 %" if is_share else "zero or more"
            yield LIMIT_OUT_OF_RANGE.at(
                Location(file="policy.yaml", column="checks"),
                f"the limit {plain(name)} of rule {choice.rule} is {number_text(value)}, which is "
                f"not {'a share from 0 to 1' if is_share else 'zero or more'}.",
                f"Write {takes}.",
            )
