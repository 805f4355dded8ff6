"""Transitions of districts as they were published, where the library has no policy of the year."""

from decimal import Decimal

import pytest
from support.small_district import YEAR, adjustment, given, lump_sum, small_district, small_policy

from bsa_xl.allocation import allocate

PERCENTAGE = adjustment(
    "percentage",
    "funding_percentage",
    unit="share of formula",
    of=["projected"],
    foundation=["foundation"],
    against="last-year",
    change="change",
)


def new_york(p, r, a, **more):
    """Dollars of one school: the formula with its foundation, the adjustment, and both."""
    district = small_district(
        {"K001": {"enrollment": "600"}},
        amounts=[("K001", "projected", p), ("K001", "change", r), ("K001", "last-year", a)],
    )
    policy = small_policy(
        lump_sum("foundation", "225000"), given("projected"), adjustments=[PERCENTAGE | more]
    )
    allocation = allocate(district, policy, YEAR)
    assert [str(finding) for finding in allocation.findings] == []
    cents = allocation.component_totals()
    formula = cents["foundation"] + cents["projected"]
    whole = allocation.total_cents
    return Decimal(formula) / 100, Decimal(whole - formula) / 100, Decimal(whole) / 100


def test_new_york_2015_16_brings_every_school_to_the_system_minimum():
    # K002's 81.39 % of FY2015 beside the 82 % of FY2016: 225,000 + 0.82 x 2,812,276.59
    k002 = ("2812276.59", "-63272.37", "2565500.00")
    *_, allocated = new_york(*k002, at_least={"FY2026": "0.82"})
    assert allocated == Decimal("2531066.80")
    k005 = ("1482282.85", "-132749.12", "1711158.00")
    *_, above_it = new_york(*k005, at_least={"FY2026": "0.82"})
    assert abs(above_it - Decimal("1589001.81")) <= Decimal("0.02")


@pytest.mark.parametrize("share", ["0.5197", "0.4908", "0.4534"])
def test_california_2013_to_2019_pays_a_share_of_the_gap(share):
    # floor + g x (target - floor), with the state's forecasts of g
    gap = adjustment(
        "gap", "gap_phase_in", unit="share of gap", against="floor", values={"FY2026": share}
    )
    district = small_district(
        {"0001": {"enrollment": "200"}},
        amounts=[("0001", "target", "5570707683"), ("0001", "floor", "4000000000")],
    )
    allocation = allocate(district, small_policy(given("target"), adjustments=[gap]), YEAR)
    paid = Decimal(allocation.total_cents) / 100
    exact = 4_000_000_000 + Decimal(share) * (5_570_707_683 - 4_000_000_000)
    assert paid == exact.quantize(Decimal("0.01"))
