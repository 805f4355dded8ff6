"""The count day: projected pupils give way to actual ones, in one direction or both."""

from dataclasses import replace

import pytest
from support.small_district import (
    YEAR,
    adjustment,
    count_table,
    lump_sum,
    per_pupil,
    small_district,
    small_policy,
)

from bsa_xl.allocation import LineStatus, allocate, explain

PROJECTED = {"0101": {"el": "100"}, "0102": {"el": "40"}}
ACTUAL = {"0101": {"el": "104"}, "0102": {"el": "37"}}
PER_EL = per_pupil("el", "500")
BOTH = (PER_EL, lump_sum())
DAY = adjustment(
    "day",
    "count_day",
    unit="share of difference",
    actual_measure="norm_day",
    values={"FY2026": "1"},
)


def allocated(*adjustments, actual=ACTUAL, components=BOTH):
    district = small_district(PROJECTED)
    table = count_table(actual, measure="norm_day")
    district = replace(district, counts=dict(district.counts) | {(YEAR, "norm_day"): table})
    policy = small_policy(*components, adjustments=list(adjustments))
    return allocate(district, policy, YEAR), district, policy


def cents_of(made):
    lines = (line for school in made[0] for line in school.lines)
    return {line.school_id: line.cents for line in lines if line.component == "day"}


@pytest.mark.parametrize(("more", "wanted"), [
    ({}, {"0101": 2_000_00, "0102": -1_500_00}),  # 4 x 500 and -3 x 500
    ({"only": "up"}, {"0101": 2_000_00}),
    ({"only": "down"}, {"0102": -1_500_00}),
    ({"values": {"FY2026": "0.5"}}, {"0101": 1_000_00, "0102": -750_00}),
    ({"of": ["foundation"]}, {}),
    ({"values": {"FY2027": "1"}}, {}),
])  # fmt: skip
def test_the_count_day_pays_or_charges_the_difference(more, wanted):
    assert cents_of(allocated(DAY | more)) == wanted


def test_the_count_day_says_both_amounts():
    made = allocated(DAY | {"of": ["el"]})
    assert explain(*made, "0102").lines[-1].sentence == (
        "Day: -$1,500.00; by the norm day counts the formula comes to $18,500.00 instead of $20,000.00, "
        "in program School budget (Board Policy 3110)."
    )


def test_a_component_with_a_measure_of_its_own_keeps_it():
    fixed = PER_EL | {"measure": "norm_day"}
    assert cents_of(allocated(DAY, components=(fixed,))) == {}


def test_the_count_day_is_to_come_where_its_count_is():
    made = allocated(DAY, actual=ACTUAL | {"0102": {"el": "*"}})
    [line] = [line for line in made[0].lines("0102").lines if line.component == "day"]
    assert line.status is LineStatus.TO_COME
    assert [each.id for each in made[0].findings] == ["ALO-02"]
    assert cents_of(made)["0101"] == 2_000_00


def test_money_held_centrally_is_compared_only_where_it_is_named():
    held = PER_EL | {"held_by": "central"}
    assert cents_of(allocated(DAY, components=(held,))) == {}
    named = allocated(DAY | {"of": ["el"]}, components=(held,))
    assert cents_of(named) == {"0101": 2_000_00, "0102": -1_500_00}
