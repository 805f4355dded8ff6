"""Boston's weighted student funding of 2015-16 by the library's policy, and its break-even classes."""

from decimal import Decimal

import pytest
from support.library import allocated, dollars_of
from support.small_district import component, small_district, small_policy, weight

from bsa_xl.allocation import allocate, explain
from bsa_xl.fiscal_year import FiscalYear

FY2016, FY2026 = FiscalYear(2016), FiscalYear(2026)

# Line of the policy, group, pupils and the dollars printed for them: weights 1.8, 1.6, 1.4, 1.3, 1.4,
# 1.3; 4.3, 2.5, 3.5 and 3.0.
PRINTED = [
    ("grades:k0-k1", "k0_k1", 80, 580_100),
    ("grades:k2", "k2", 19, 122_465),
    ("grades:g1-2", "g1_2", 17, 95_878),
    ("grades:g3-5", "g3_5", 24, 125_688),
    ("grades:g6-8", "g6_8", 12, 67_678),
    ("grades:g9-12", "g9_12", 4, 20_948),
    ("disabilities:autism", "swd_autism", 44, 762_187),
    ("disabilities:early-3-4", "swd_early_3_4", 40, 402_847),
    ("disabilities:ei-elementary", "swd_ei_elementary", 32, 451_189),
    ("disabilities:ei-upper", "swd_ei_upper", 12, 145_025),
]


def test_every_printed_line_of_a_school_comes_out():
    counts = {group: pupils for _, group, pupils, _ in PRINTED}
    told = dollars_of(allocated("boston_2015_16", FY2016, {"0001": counts}))
    assert told == {line: dollars for line, _, _, dollars in PRINTED}


def test_the_rate_that_is_printed_does_not_give_the_printed_dollars():
    # 1.8 x 4,028.47 = 7,251.246, printed 7,251; 80 x 7,251 = 580,080, and 580,100 is printed
    rounding = {"rates": 0, "lines": "dollar"}
    policy = small_policy(weight("pupils", "1.8"), base="4028.47", rounding=rounding)
    told = dollars_of(allocate(small_district({"0001": {"pupils": "80"}}), policy, FY2026))
    assert told == {"pupils": 580_080}


def classes(pupils, cost, **more):
    block = component(
        "sei", "class_cost", "USD per class", cost, counts="sei", fill={"FY2026": "19"}
    )
    district = small_district({"0001": {"sei": str(pupils)}})
    policy = small_policy(block, **more)
    return allocate(district, policy, FY2026), district, policy


@pytest.mark.parametrize(
    ("pupils", "cost", "dollars"),
    [
        (1, "152143.88", "8007.57"),  # 2014-15: 152,143.88 / 19 = 8,007.5726...
        (19, "152143.88", "152143.88"),  # a class that is filled is paid for
        (1, "128392.50", "6757.50"),  # 2015-16: 1.5 teachers for 20 pupils, not 1.8
    ],
)
def test_a_class_of_english_learners_breaks_even_at_nineteen_pupils(pupils, cost, dollars):
    allocation, *_ = classes(pupils, cost)
    assert dollars_of(allocation) == {"sei": Decimal(dollars)}


def test_the_weight_that_breaks_even_is_shown():
    # 8,007.572632 / 3,922.69 = 2.041347...
    assert explain(*classes(19, "152143.88", base="3922.69"), "0001").lines[0].sentence == (
        "Sei: 19 pupils x $8,007.572632 ($152,143.88 a class over 19 pupils, 2.041347 of the base "
        "of $3,922.69) = $152,143.88, in program School budget (Board Policy 3110)."
    )
