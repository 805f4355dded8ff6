"""Transitions of districts, as they were published: New York's percentages and the rest of the field."""

from decimal import Decimal

import pytest
from support.small_district import YEAR, adjustment, given, lump_sum, small_district, small_policy

from bsa_xl.allocation import allocate

# Fair Student Funding, FY2015, Budget Detail 2: p (formula without the foundation), r (its change
# since last year's registers), a (last year's amount), t and f = t x r as printed, d and j.
NEW_YORK_2014_15 = [
    ("K001", "6856416.99", "-120645.73", "5957603.00", "0.8216", "-99126.82", "5858476.18", "7081416.99"),
    ("K002", "2812276.59", "-63272.37", "2565500.00", "0.8139", "-51499.38", "2514000.62", "3037276.59"),
    ("K003", "2225195.30", "-214672.83", "2364807.00", "0.8770", "-188271.84", "2176535.16", "2450195.30"),
    ("K005", "1482282.85", "-132749.12", "1711158.00", "0.9202", "-122156.19", "1589001.81", "1707282.85"),
]  # fmt: skip
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


@pytest.mark.parametrize(("school", "p", "r", "a", "t", "f", "d", "j"), NEW_YORK_2014_15)
def test_new_york_2014_15_pays_the_change_at_the_schools_percentage(school, p, r, a, t, f, d, j):
    formula, adjusted, allocated = new_york(p, r, a)
    assert formula == Decimal(j), school
    assert abs(allocated - Decimal(d)) <= Decimal("0.02")
    assert abs(allocated - Decimal(a) - Decimal(f)) <= Decimal("0.02")
    assert adjusted == allocated - formula
    # t as printed, from the same three numbers
    exact = (Decimal(a) - 225_000) / (Decimal(p) - Decimal(r))
    assert exact.quantize(Decimal("0.0001")) == Decimal(t)


def test_new_york_2015_16_brings_every_school_to_the_system_minimum():
    # K002's 81.39 % of FY2015 beside the 82 % of FY2016: 225,000 + 0.82 x 2,812,276.59
    _, p, r, a, *_ = NEW_YORK_2014_15[1]
    *_, allocated = new_york(p, r, a, at_least={"FY2026": "0.82"})
    assert allocated == Decimal("2531066.80")
    *_, above_it = new_york(*NEW_YORK_2014_15[3][1:4], at_least={"FY2026": "0.82"})
    assert abs(above_it - Decimal("1589001.81")) <= Decimal("0.02")


@pytest.mark.parametrize(
    ("last_year", "formula", "adjusted"),
    [
        ("1000000", "800000", "50000"),  # a loss of 20 % is held at 15 %: 850,000
        ("1000000", "1200000", "-100000"),  # a gain of 20 % is held at 10 %: 1,100,000
        ("1000000", "900000", "0"),
    ],
)
def test_baltimore_2011_12_holds_losses_at_15_and_gains_at_10_percent(last_year, formula, adjusted):
    caps = adjustment(
        "caps",
        "limits_on_prior_year",
        unit="share of prior-year amount",
        against="last-year",
        at_least={"FY2026": "0.85"},
        at_most={"FY2026": "1.10"},
    )
    district = small_district(
        {"0001": {"enrollment": "200"}},
        amounts=[("0001", "formula", formula), ("0001", "last-year", last_year)],
    )
    allocation = allocate(district, small_policy(given("formula"), adjustments=[caps]), YEAR)
    assert allocation.component_totals().get("caps", 0) == int(Decimal(adjusted) * 100)


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


def test_washington_2024_25_lets_no_school_fall_below_95_percent():
    floor = adjustment(
        "stability",
        "floor_on_prior_year",
        unit="share of prior-year amount",
        against="submitted",
        values={"FY2026": "0.95"},
    )
    district = small_district(
        {"0001": {"enrollment": "300"}}, amounts=[("0001", "submitted", "4000000")]
    )
    policy = small_policy(lump_sum("formula", "3700000"), adjustments=[floor])
    assert allocate(district, policy, YEAR).total_cents == 3_800_000_00
