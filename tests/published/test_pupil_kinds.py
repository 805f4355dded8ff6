"""Published figures by the kinds of components that follow pupils."""

import pytest
from support.small_district import (
    component,
    weight,
)
from support.small_runs import dated, dollars_of


def small_school(threshold, cap_share="0.15", cap="228480", **more):
    return component(
        "small-school", "small_school", "USD per pupil", "850", counts="enrollment",
        threshold=dated(threshold), at_most_share=dated(cap_share), of=["ada"], at_most=dated(cap),
    ) | more  # fmt: skip


def test_houston_proposed_subsidy_has_a_cap_of_a_fifth_of_the_base():
    # (550 - 300) x 900 = 225,000; 20 % of 300 x 3,350 = 201,000
    subsidy = small_school(550, "0.20") | {"values": dated(900)}
    told = dollars_of({"ada": "300", "enrollment": "300"}, weight("ada", "1"), subsidy, base="3350")
    assert told["small-school"] == 201_000


@pytest.mark.parametrize("pua", ["3485", "3510", "3474", "3589", "3625", "3522", "3558"])
def test_houston_pays_its_amount_for_each_pupil_in_attendance(pua):
    assert dollars_of({"ada": "400"}, weight("ada", "1"), base=pua) == {"ada": 400 * int(pua)}
