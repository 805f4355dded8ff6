"""A list that was emptied means nobody to whoever emptied it; left out, it means everybody."""

import pytest

from bsa_xl.policy import read_policy

EMPTY = "is empty. Give it an entry, or take the line out. [POL-01]"
REQUIRED = """\
required_positions:
  - {id: r, label: R, values: {FY2025: 1}, source: B, reason: why, positions: ['1'], programs: []}
"""
ADJUSTMENT = "adjustments:\n  - {id: a, label: A, source: B, values: {FY2025: 1}, %s}\n"
FLOOR = "kind: floor_on_prior_year, unit: share of prior-year amount, against: last"
SALARY = "kind: salary, unit: share of difference, direction: charge"
ATTENDANCE = (
    "kind: attendance, unit: share of difference, direction: school_over_district, "
    "attended: {measure: ada}, enrolled: {measure: projected}"
)


@pytest.mark.parametrize(("gate", "key"), [
    ("{schools: []}", "schools"), ("{where: {}}", "where"),
    ("{where: {level: []}}", "level"), ("{except_where: {level: []}}", "level"),
    ("{schools: [], where: {level: [High]}}", "schools"),
])  # fmt: skip
def test_pol_01_a_condition_that_was_emptied_does_not_let_everybody_in(told, small, gate, key):
    text = small.replace("source: B,", f"source: B, schools: {gate},")
    assert told(text) == [f"line 5: '{key}' {EMPTY}"]


@pytest.mark.parametrize(("block", "key"), [
    (f"{FLOOR}, of: []", "of"), (f"{FLOOR}, schools: {{schools: []}}", "schools"),
    (f"{SALARY}, positions: []", "positions"), (f"{SALARY}, paid_by: []", "paid_by"),
    (f"{ATTENDANCE}, among: {{}}", "among"),
])  # fmt: skip
def test_pol_01_an_adjustment_whose_list_was_emptied_does_not_look_at_everything(
    told, small, block, key
):
    assert told(small + ADJUSTMENT % block) == [f"line 7: '{key}' {EMPTY}"]


def test_pol_01_a_required_position_whose_programs_were_emptied_is_told(told, small):
    assert told(small + REQUIRED) == [f"line 7: 'programs' {EMPTY}"]


def test_pol_01_a_policy_whose_components_were_emptied_is_told():
    file, findings = read_policy("policy: a\ntitle: A\ncomponents: []\n")
    assert file is None
    assert [str(finding) for finding in findings] == [f"policy.yaml, line 3: 'components' {EMPTY}"]


@pytest.mark.parametrize("text", ["trades: []\n", "counting: {}\n", "adjustments: []\n"])
def test_a_list_that_means_nothing_when_it_is_left_out_may_be_empty(told, small, text):
    assert told(small + text) == []
