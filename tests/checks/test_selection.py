"""Which rules bind a school: chosen, softened, limited and waived by the policy."""

from decimal import Decimal

import pytest
from support.plans import YEAR

from bsa_xl.checks import (
    KNOWN_RULES,
    RULES,
    Stage,
    limits_in_force,
    rule_settings,
    runs,
    selection_findings,
)
from bsa_xl.citation import Citation
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import Policy, RuleChoice, Waiver

MANUAL = Citation("Budget Manual", "p. 22")
PILOT = Citation("Elect-to-work agreement", "2025-26")
ESSENTIAL = {
    "INP-01", "INP-02", "INP-03", "INP-04", "BAL-03", "FTE-01", "BAL-04", "BAL-05", "SUB-03",
}  # fmt: skip


def policy(*checks, waivers=()):
    return Policy(policy="riverbend", title="Riverbend", checks=checks, waivers=waivers)


def modes(made, school_id="0417", year=YEAR):
    return {rule.rule: rule.mode for rule in rule_settings(made, school_id, year)}


def test_a_policy_that_lists_no_checks_runs_every_rule_of_the_sheet():
    assert modes(policy()) == {
        "INP-01": "F", "INP-02": "F", "INP-03": "F", "INP-04": "F", "CAP-01": "W",
        "BAL-01": "F", "BAL-02": "F", "BAL-03": "F", "BAL-06": "F",
        "FTE-01": "F", "FTE-02": "F", "FTE-15": "F", "TRM-01": "W",
        "APR-01": "F", "APR-06": "F",
        "BAL-04": "R", "BAL-05": "R", "SUB-03": "R", "POS-01": "R",
    }  # fmt: skip


def test_a_policy_that_lists_checks_runs_those_and_the_essential_ones():
    assert set(modes(policy(RuleChoice(rule="BAL-01")))) == ESSENTIAL | {"BAL-01"}


def test_the_order_is_the_catalogs_whatever_the_policys():
    listed = policy(RuleChoice(rule="TRM-01"), RuleChoice(rule="BAL-01"))
    order = [rule.kind.id for rule in RULES]
    assert list(modes(listed)) == [rule for rule in order if rule in modes(listed)]


def test_a_severity_of_the_districts_own_holds_with_its_source():
    softened = RuleChoice(rule="BAL-02", severity="warning", source=MANUAL)
    [made] = [r for r in rule_settings(policy(softened), "0417", YEAR) if r.rule == "BAL-02"]
    assert (made.mode, made.source) == ("W", "Budget Manual p. 22")
    assert modes(policy(RuleChoice(rule="BAL-02", severity="informational", source=MANUAL)))[
        "BAL-02"
    ] == "O"  # fmt: skip
    assert (
        modes(policy(RuleChoice(rule="TRM-01", severity="fatal", source=MANUAL)))["TRM-01"] == "F"
    )


def test_a_severity_without_a_source_does_not_hold():
    assert modes(policy(RuleChoice(rule="BAL-02", severity="warning")))["BAL-02"] == "F"
    assert modes(policy(RuleChoice(rule="TRM-01", severity="fatal")))["TRM-01"] == "W"


def test_limits_are_the_policys_where_it_gives_them_and_the_usual_ones_else():
    listed = policy(RuleChoice(rule="BAL-02", limits={"share": Decimal("0.01")}))
    [made] = [rule for rule in rule_settings(listed, "0417", YEAR) if rule.rule == "BAL-02"]
    assert made.limits == {"share": Decimal("0.01"), "dollars": 0}
    [usual] = [rule for rule in rule_settings(policy(), "0417", YEAR) if rule.rule == "BAL-02"]
    assert usual.limits == {"share": 0, "dollars": 0}
    assert limits_in_force(listed, "BAL-02") == made.limits
    assert limits_in_force(policy(), "CNT-02") == {"share": Decimal("0.1"), "pupils": 0}


@pytest.mark.parametrize(
    ("until", "school_id", "year", "mode"),
    [
        ("", "0417", YEAR, "X"),
        ("FY2026", "0417", YEAR, "X"),  # the last year in which it holds
        ("FY2025", "0417", YEAR, "F"),
        ("FY2026", "0417", FiscalYear(2027), "F"),
        ("FY2026", "0418", YEAR, "F"),
    ],
)
def test_a_waiver_holds_for_its_school_until_its_last_year(until, school_id, year, mode):
    waiver = Waiver(rule="FTE-02", school="0417", until=until, authority=PILOT)
    made = policy(RuleChoice(rule="FTE-02", source=MANUAL), waivers=(waiver,))
    assert modes(made, school_id, year)["FTE-02"] == mode


def test_a_waived_rule_names_the_authority_of_the_waiver():
    waiver = Waiver(rule="FTE-02", school="0417", authority=PILOT)
    made = policy(RuleChoice(rule="FTE-02", source=MANUAL), waivers=(waiver,))
    [rule] = [rule for rule in rule_settings(made, "0417", YEAR) if rule.rule == "FTE-02"]
    assert rule.source == "Elect-to-work agreement 2025-26"


def test_essential_rules_are_neither_softened_nor_waived_and_the_policy_is_told():
    made = policy(
        RuleChoice(rule="INP-01", severity="informational", source=MANUAL),
        waivers=(Waiver(rule="FTE-01", school="0417", authority=PILOT),),
    )
    assert modes(made)["INP-01"] == modes(made)["FTE-01"] == "F"
    assert [str(finding) for finding in selection_findings(made)] == [
        (
            "policy.yaml, column checks: rule INP-01 is made informational, and it is always fatal. "
            "Take its severity out. [RUL-01]"
        ),
        (
            "policy.yaml, column waivers: rule FTE-01 is waived for school 0417, and it is always on. "
            "Take the waiver of FTE-01 out. [RUL-01]"
        ),
    ]


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ({"share": Decimal(1), "dollars": Decimal(0)}, []),
        (
            {"share": Decimal(5)},
            [
                (
                    "policy.yaml, column checks: the limit share of rule BAL-02 is 5, which is not a "
                    "share from 0 to 1. Write 0 to 1; 0.01 means 1 %. [RUL-02]"
                )
            ],
        ),
        (
            {"dollars": Decimal("-0.01")},
            [
                (
                    "policy.yaml, column checks: the limit dollars of rule BAL-02 is -0.01, which is "
                    "not zero or more. Write zero or more. [RUL-02]"
                )
            ],
        ),
    ],
)
def test_a_limit_out_of_range_is_told(limits, said):
    made = policy(RuleChoice(rule="BAL-02", limits=limits))
    assert [str(finding) for finding in selection_findings(made)] == said


def test_rules_of_the_district_are_chosen_but_stand_on_no_sheet():
    made = policy(RuleChoice(rule="CNT-02"))
    assert runs(made, "CNT-02")
    assert not runs(made, "AFF-01")
    assert runs(policy(), "AFF-01")
    assert "CNT-02" not in modes(made)


def test_a_rule_nobody_knows_is_left_to_the_policys_own_check():
    assert set(modes(policy(RuleChoice(rule="XYZ-99")))) == ESSENTIAL
    with pytest.raises(KeyError):
        runs(policy(), "XYZ-99")


def test_known_rules_name_every_rule_with_its_limits():
    assert KNOWN_RULES["BAL-02"] == {"share", "dollars"}
    assert KNOWN_RULES["CNT-02"] == {"share", "pupils"}
    assert KNOWN_RULES["BAL-01"] == frozenset()
    assert set(KNOWN_RULES) == {rule.kind.id for rule in RULES}
    assert {rule.kind.id for rule in RULES if rule.stage is Stage.DISTRICT} == {
        "SUB-01", "SUB-02", "SUB-04", "AFF-01", "AFF-02", "CNT-02",
    }  # fmt: skip
