"""A scenario file's faults are told in words of scenarios, not of policies."""

import pytest

from bsa_xl.policy import read_policy, read_scenario

KINDS = (
    "floor_on_prior_year, limits_on_prior_year, funding_percentage, count_day, gap_phase_in, "
    "soft_landing, scale_to_pool, carryover, attendance, salary, match_norm, manual"
)


@pytest.mark.parametrize(("text", "told"), [
    ("", "scenario.yaml: The file is empty. Start it with scenario: and a name. [POL-02]"),
    ("- a\n",
     ("scenario.yaml: The file holds no 'key: value' lines. "
     "Start it with scenario: and a name. [POL-02]")),
    ("scenario: x\n", "scenario.yaml: the scenario has no 'title'. Add title: .... [POL-01]"),
    ("title: X\n",
     "scenario.yaml: the scenario has no 'scenario'. Add scenario: a-short-name. [POL-01]"),
    ("scenario: More for EL\ntitle: X\n",
     ("scenario.yaml, line 1: 'More for EL' is not a name that the scenario can use. "
     "Use small letters, digits, - and _ (60 at most): more-for-el. [POL-01]")),
    ("scenario: x\ntitle: X\ncounts:\n  - {to: 5}\n",
     "scenario.yaml, line 4: entry 1 of counts has no 'group'. Add group: el. [POL-01]"),
    ("scenario: x\ntitle: X\nchanges:\n  - adjust: {id: a, label: A}\n",
     (f"scenario.yaml, line 4: entry 1 of changes has no 'kind'. Add kind: and one of: {KINDS}. "
     "[POL-01]")),
])  # fmt: skip
def test_a_fault_of_a_scenario_speaks_of_the_scenario(text, told):
    file, findings = read_scenario(text)
    assert file is None
    assert [str(each) for each in findings] == [told]


@pytest.mark.parametrize(("raw", "told"), [
    (b"PK\x03\x04 and more",
     ("ask.yaml: This is an Excel workbook or another zip file, not a text file. "
     "Name the scenario's .yaml file. [POL-02]")),
    (b"#" * 1_000_001,
     ("ask.yaml: The file is larger than 1 MB. "
     "A scenario is a few pages of text; check that this is the right file. [POL-02]")),
])  # fmt: skip
def test_another_file_than_a_scenario_is_told(tmp_path, raw, told):
    path = tmp_path / "ask.yaml"
    path.write_bytes(raw)
    assert [str(each) for each in read_scenario(path)[1]] == [told]


def test_a_folder_in_place_of_a_scenario_is_told(tmp_path):
    folder = tmp_path / "ask"
    folder.mkdir()
    assert [str(each) for each in read_scenario(folder)[1]] == [
        "ask: This is a folder. Name the scenario file in it. [POL-02]"
    ]


def test_an_adjustment_of_a_policy_without_a_kind_is_told_the_kinds():
    _, findings = read_policy("policy: x\ntitle: X\nadjustments:\n  - {id: a, label: A}\n")
    assert [str(each) for each in findings] == [
        f"policy.yaml, line 4: adjustment 'a' has no 'kind'. Add kind: and one of: {KINDS}. [POL-01]"
    ]
