"""What holds for every rule, whoever adds it."""

import re
from pathlib import Path

import pytest
from support.plans import YEAR, budget, setting

from bsa_xl.checks import KNOWN_RULES, RULES, SchoolCase, Stage, rule_of, rule_settings
from bsa_xl.policy import Policy

HERE = Path(__file__).parent
LIMITED = [rule for rule in RULES if rule.limits]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kind.id)
class TestEveryRule:
    def test_its_id_is_a_family_and_two_digits(self, rule):
        assert re.fullmatch(r"[A-Z]{3,4}-\d{2}", rule.kind.id)
        assert rule_of(rule.kind.id) is rule

    def test_its_title_names_the_fault_and_not_the_wish(self, rule):
        assert not re.search(r"\b(must|should|shall)\b", rule.kind.title)
        assert rule.kind.title[0].isupper()
        assert not rule.kind.title.endswith(".")

    def test_its_reason_is_one_or_two_sentences(self, rule):
        assert rule.kind.why.endswith(".")
        assert 1 <= len(re.findall(r"[.!?](?:\s|$)", rule.kind.why)) <= 2
        assert "\n" not in rule.kind.why

    def test_its_remedy_is_one_short_sentence_where_the_sheet_shows_it(self, rule):
        shown = rule.stage in (Stage.SCHOOL, Stage.RETURN)
        assert rule.remedy.endswith(".") is shown
        assert len(rule.remedy) <= 90

    def test_it_has_a_function_exactly_when_it_stands_on_the_sheet(self, rule):
        assert (rule.find is not None) is (rule.stage is Stage.SCHOOL)

    def test_it_has_tests_that_carry_its_id(self, rule):
        if rule.kind.id in {"BAL-04", "BAL-05"}:
            return  # judged, and tested, where workbooks are read
        name = "def test_" + rule.kind.id.lower().replace("-", "_")
        least = 3 if rule.stage is Stage.SCHOOL else 1
        assert sum(file.read_text("utf-8").count(name) for file in HERE.glob("test_*.py")) >= least


def test_ids_are_never_used_twice():
    assert len(KNOWN_RULES) == len(RULES)


def test_school_rules_are_silent_on_the_clean_plan():
    for choice in rule_settings(Policy(policy="riverbend", title="Riverbend"), "0417", YEAR):
        rule = rule_of(choice.rule)
        subject = {"BAL": "general", "APR": "School council"}.get(choice.rule[:3], "")
        assert rule(SchoolCase(budget(setting()), subject), **choice.limits) == ()


@pytest.mark.parametrize("rule", LIMITED, ids=lambda rule: rule.kind.id)
def test_limits_have_a_usual_value(rule):
    assert all(value >= 0 for value in rule.limits.values())


def test_a_subject_that_the_school_does_not_have_is_the_programs_fault():
    with pytest.raises(KeyError):
        rule_of("BAL-01")(SchoolCase(budget(), "no such program"))
    with pytest.raises(KeyError):
        rule_of("APR-01")(SchoolCase(budget(), "no such body"))
