"""APR-07: the three statements of Sign-off, in rows 45 to 47 of this school's sheet."""

from dataclasses import replace
from decimal import Decimal

import pytest
from support.plans import ANCHORS, COUNCIL, SITE_COUNCIL, approval, budget, setting

from bsa_xl.budget import CellError, price
from bsa_xl.checks import run, selection_findings, unattested
from bsa_xl.finding import Severity
from bsa_xl.location import Location
from bsa_xl.policy import Policy, RuleChoice

STATEMENTS = ("The council was asked.", "Advice was sought.", "The law is kept.")
APPROVED = (approval(COUNCIL, 20), approval(SITE_COUNCIL, 21))
PLACES = {f"attestation:{n}": Location(sheet="Sign-off", cell=f"E{44 + n}") for n in (1, 2, 3)}


def asked(answers, **changes):
    """What is said of a plan with these answers, by the number of their statement."""
    clean = budget(setting(), **changes)
    given = {str(number): answer for number, answer in answers.items()}
    anchors = {**clean.plan.anchors, **PLACES}
    plan = replace(clean.plan, attestations=given, anchors=anchors)
    return tuple(unattested(price(clean.setting, plan), STATEMENTS))


def said(answers, **changes):
    return [str(finding) for finding in asked(answers, **changes)]


def test_apr_07_is_silent_where_every_answer_is_yes():
    assert said({1: "Yes", 2: "yes", 3: " YES "}) == []


def test_apr_07_tells_each_no_with_its_statement_and_its_cell():
    assert said({1: "No", 2: "Yes", 3: "No"}) == [
        (
            "Sign-off E45: the attestation \"The council was asked\" is answered 'No'. Choose Yes if it is "
            "so; if not, tell the central office why. [APR-07]"
        ),
        (
            "Sign-off E47: the attestation \"The law is kept\" is answered 'No'. Choose Yes if it is so; "
            "if not, tell the central office why. [APR-07]"
        ),
    ]


@pytest.mark.parametrize(
    ("answer", "shown"), [(Decimal(1), "'1'"), (True, "'TRUE'"), ("see memo", "'see memo'")]
)
def test_apr_07_takes_nothing_but_yes_for_yes(answer, shown):
    assert said({1: "Yes", 2: answer, 3: "Yes"}) == [
        (
            f'Sign-off E46: the attestation "Advice was sought" is answered {shown}. Choose Yes if it is '
            "so; if not, tell the central office why. [APR-07]"
        )
    ]


def test_apr_07_tells_a_no_also_before_the_bodies_have_met():
    [found] = asked({1: "Yes", 2: "No"}, approvals=())
    assert found.where == Location(sheet="Sign-off", cell="E46")


@pytest.mark.parametrize(
    ("answers", "place", "statement", "others"),
    [
        ({1: "Yes", 3: "Yes"}, "E46", "Advice was sought", ""),
        ({1: "Yes", 2: "  ", 3: "Yes"}, "E46", "Advice was sought", ""),
        ({1: "Yes"}, "E46", "Advice was sought", ", nor has 1 other"),
        ({}, "E45", "The council was asked", ", nor have 2 others"),
    ],
)
def test_apr_07_tells_once_what_has_no_answer_when_all_approvals_are_recorded(
    answers, place, statement, others
):
    assert said(answers, approvals=APPROVED) == [
        (
            f'Sign-off {place}: every approval is recorded, and the attestation "{statement}" has no '
            f"answer{others}. Choose Yes if it is so; if not, choose No and tell the central office why. "
            "[APR-07]"
        )
    ]


@pytest.mark.parametrize(
    "approvals", [(), APPROVED[:1], (APPROVED[0], approval(SITE_COUNCIL, 21, minutes=None))]
)
def test_apr_07_says_nothing_of_empty_answers_while_an_approval_is_missing(approvals):
    assert said({}, approvals=approvals) == []


def test_apr_07_leaves_an_error_to_the_reader_of_its_cell():
    assert said({1: "Yes", 2: CellError("#REF!"), 3: "Yes"}) == []


def test_apr_07_is_a_warning_that_no_verdict_of_the_sheet_knows():
    found = asked({1: "No"}, approvals=APPROVED)
    assert {each.severity for each in found} == {Severity.WARNING}
    assert {each.school_id for each in found} == {"0417"}
    clean = budget(setting())
    answered = replace(clean.plan, attestations={"1": "No"})
    before, after = run(clean), run(price(clean.setting, answered))
    assert [each.verdict for each in before] == [each.verdict for each in after]


def test_apr_07_cannot_be_made_fatal_by_a_policy():
    choice = RuleChoice(rule="APR-07", severity="fatal")
    policy = Policy(policy="riverbend", title="Riverbend", checks=(choice,))
    assert [str(each) for each in selection_findings(policy)] == [
        (
            "policy.yaml, column checks: rule APR-07 is made fatal, and it is always a warning. Take its "
            "severity out. [RUL-01]"
        )
    ]


def test_the_anchors_of_these_tests_are_beside_those_of_the_plans():
    assert not set(PLACES) & set(ANCHORS)
