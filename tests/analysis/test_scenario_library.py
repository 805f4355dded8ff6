"""Scenarios of the library's policies: judged in part, refused where the whole would be."""

from dataclasses import replace

import pytest
from support.small_district import small_district

from bsa_xl.analysis import Year, with_scenario
from bsa_xl.analysis.scenario_checks import ScenarioChecks
from bsa_xl.policy import (
    KINDS,
    check_policy,
    library_policy,
    published_policies,
    published_policy,
    read_policy,
    read_scenario,
)

HEAD = "scenario: test\ntitle: A test\n"
FATAL = {kind.id for kind in KINDS if kind.severity == "fatal"} - {"POL-13"}


@pytest.mark.parametrize("name", published_policies())
def test_a_moved_number_is_refused_exactly_where_the_whole_policy_would_be(name):
    file, findings = read_policy(published_policy(name))
    known = {(one.id, one.problem) for one in findings}
    side = Year(small_district({}), file.policy, library_policy(name).until)
    for part in ("components", "adjustments"):
        for block in getattr(file.policy, part):
            for number in ("-1", "99"):
                asked, _ = read_scenario(
                    HEAD + f"changes:\n  - {{value: {part}/{block.id}, to: {number}}}\n"
                )
                changed, unmade = with_scenario(side, asked)
                whole = check_policy(replace(file, policy=changed.policy))
                fatal = {one.id for one in whole if (one.id, one.problem) not in known} & FATAL
                told = ScenarioChecks(side, None).faults(changed, asked)
                assert unmade or {one.id for one in told} & FATAL == fatal, block.id
