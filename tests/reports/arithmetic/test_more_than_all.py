"""More pupils who attend than are enrolled, more low-income pupils than pupils: to come in both."""

import pytest
from support.arithmetic_lines import differences, lines_of, recalculated
from support.small_district import (
    YEAR,
    adjustment,
    component,
    per_pupil,
    small_district,
    small_policy,
)

from bsa_xl.allocation import allocate
from bsa_xl.reports.arithmetic import arithmetic

#: 0101 has more pupils who attend than are enrolled, and more of low income than there are.
ROWS = {
    "0101": {"enrollment": "100", "ada": "110", "poor": "101"},
    "0102": {"enrollment": "200", "ada": "200", "poor": "150"},
    "0103": {"enrollment": "0", "ada": "3", "poor": "0"},
    "0104": {"enrollment": "50", "ada": "45.5", "poor": "0"},
}
ATTENDED = {"attended": "enrollment", "present": {"counts": "ada"}, "of": {"counts": "enrollment"}}


def attendance(**more):
    block = adjustment("attendance", "attendance", unit="share of difference") | more
    block |= {"attended": {"counts": "ada"}, "enrolled": {"counts": "enrollment"}}
    return block | {"direction": "school_over_district", "values": {"FY2026": "1"}}


PAID = per_pupil("enrollment", "1000")
POLICIES = {
    "own rate": small_policy(per_pupil("made", "10"), counting={"made": ATTENDED}),
    "rate of all": small_policy(
        per_pupil("made", "10"), counting={"made": ATTENDED | {"rate_of": "district"}}
    ),
    "adjustment": small_policy(PAID, adjustments=[attendance()]),
    "adjustment beside": small_policy(PAID, adjustments=[attendance(among={"schools": ["0104"]})]),
    "title i": small_policy(
        component("title-i", "rank_and_serve", "USD per district", "9000", poverty="poor")
    ),
}
# 0101 and 0103 have more than all; where all stand on it, everybody waits
WAITING = {
    "own rate": {"0101", "0103"}, "rate of all": set(ROWS), "adjustment": set(ROWS),
    "adjustment beside": {"0101", "0103"}, "title i": set(ROWS),
}  # fmt: skip


@pytest.mark.parametrize("name", POLICIES)
def test_the_workbook_leaves_to_come_what_the_allocation_does(name, office, tmp_path):
    policy, district = POLICIES[name], small_district(ROWS)
    lines = lines_of(recalculated(office, arithmetic(district, policy, YEAR), tmp_path))
    assert {school for (school, _), said in lines.items() if said == "to come"} == WAITING[name]
    assert list(differences(allocate(district, policy, YEAR), lines)) == []
