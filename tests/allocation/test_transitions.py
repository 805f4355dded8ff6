"""Limits, landings, pools and carryover: the arithmetic, the sentence, the findings."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as some
from support.small_district import (
    YEAR,
    adjustment,
    given,
    lump_sum,
    per_pupil,
    school,
    small_district,
    small_policy,
)
from support.small_results import cents_of, sentence, told

from bsa_xl.allocation import LineStatus, allocate
from bsa_xl.money import round_ratio

ROWS = {"0101": {"el": "100"}, "0102": {"el": "40"}, "0103": {"el": "7"}}
PER_EL = per_pupil("el", "500")  # $50,000, $20,000, $3,500


def allocated(*adjustments, components=(PER_EL,), amounts=(), rows=ROWS, **policy):
    district = small_district(rows, schools=[school(each) for each in rows], amounts=amounts)
    made = small_policy(*components, adjustments=list(adjustments), **policy)
    return allocate(district, made, YEAR), district, made


def limits(**more):
    unit = "share of prior-year amount"
    return adjustment("caps", "limits_on_prior_year", unit=unit, against="last-year", **more)


LIMITS = limits(at_least={"FY2026": "0.85"}, at_most={"FY2026": "1.10"})


def test_limits_hold_a_loss_and_a_gain_and_leave_the_rest_alone():
    # 0101: 0.85 x 60,000 = 51,000, so +1,000; 0102: 1.10 x 18,000 = 19,800, so -200; 0103: none
    amounts = [("0101", "last-year", "60000"), ("0102", "last-year", "18000")]
    made = allocated(LIMITS, amounts=amounts)
    assert cents_of(made, "caps") == {"0101": 100_000, "0102": -20_000}
    assert sentence(made) == (
        "Caps: $1,000.00; at least 85 % of the prior year's $60,000.00, which is $51,000.00, and the "
        "lines above come to $50,000.00, in program School budget (Board Policy 3110)."
    )
    assert sentence(made, "0102") == (
        "Caps: -$200.00; at most 110 % of the prior year's $18,000.00, which is $19,800.00, and the "
        "lines above come to $20,000.00, in program School budget (Board Policy 3110)."
    )


@pytest.mark.parametrize("one", [
    {"at_least": {"FY2026": "1.20"}}, {"at_most": {"FY2026": "0.50"}},
    {"at_least": {"FY2027": "1.20"}},
])  # fmt: skip
def test_either_limit_may_stand_alone_and_holds_from_its_year(one):
    made = allocated(limits(**one), amounts=[("0101", "last-year", "50000")])
    change = {"1.20": 10_000_00, "0.50": -25_000_00}
    [[(since, share)]] = [tuple(each.items()) for each in one.values()]
    wanted = {"0101": change[share]} if since == "FY2026" else {}
    assert cents_of(made, "caps") == wanted


def test_alo_60_a_share_of_an_amount_below_zero_is_told():
    amounts = [("0101", "last-year", "-10"), ("0102", "last-year", "0")]
    made = allocated(LIMITS, amounts=amounts)
    assert cents_of(made, "caps") == {}
    assert told(made) == [
        (
            "policy.yaml: 'Caps' cannot build on -$10.00 of 'last-year' for school 0101. "
            "Correct the amount in amounts.csv. [ALO-60]"
        )
    ]


LANDING = adjustment(
    "landing", "soft_landing", unit="share of loss", against="before",
    values={"FY2025": "0.75", "FY2026": "0.50", "FY2027": "0.25", "FY2028": None},
)  # fmt: skip


def test_a_soft_landing_gives_back_this_years_share_of_the_loss():
    # 0101 lost 14,000.50: half of it is 7,000.25; 0102 gained
    made = allocated(LANDING, amounts=[("0101", "before", "64000.50"), ("0102", "before", "9000")])
    assert cents_of(made, "landing") == {"0101": 7_000_25}
    assert sentence(made) == (
        "Landing: $7,000.25; 50 % of the loss of $14,000.50 from $64,000.50 to $50,000.00, "
        "in program School budget (Board Policy 3110)."
    )


CARRYOVER = adjustment(
    "carryover", "carryover", unit="share of unspent", unspent="left", values={"FY2026": "0.5"}
)


def test_carryover_is_a_share_up_to_a_cap_and_overspending_is_taken_back():
    # 0101: 0.5 x 9,000 = 4,500, at most 0.08 x 50,000 = 4,000; 0102: 0.5 x 101.01 = 50.505
    amounts = [("0101", "left", "9000"), ("0101", "had", "50000"), ("0102", "left", "101.01"),
               ("0102", "had", "20000"), ("0103", "left", "-12.34"), ("0103", "had", "3500")]  # fmt: skip
    capped = CARRYOVER | {"against": "had", "at_most": {"FY2026": "0.08"}}
    made = allocated(capped, amounts=amounts)
    assert cents_of(made, "carryover") == {"0101": 4_000_00, "0102": 50_51, "0103": -12_34}
    assert sentence(made) == (
        "Carryover: $4,000.00; 50 % of the $9,000.00 left unspent is $4,500.00, and at most 8 % of "
        "the prior year's $50,000.00 is carried over, in program School budget (Board Policy 3110)."
    )
    assert "50 % of the $101.01 left unspent" in sentence(made, "0102")
    assert "$12.34 was overspent, and is taken back in full" in sentence(made, "0103")


def scale(dollars, **more):
    values = {"FY2026": dollars}
    return adjustment("scaled", "scale_to_pool", unit="USD per district", values=values) | more


def test_lines_are_scaled_to_their_pool_to_the_cent():
    # 73,500.00 to 70,000.01: 47,619.0544, 19,047.6218, 3,333.3338: the cent left goes to 0101
    made = allocated(scale("70000.01"))
    assert made[0].school_totals() == {"0101": 47_619_06, "0102": 19_047_62, "0103": 3_333_33}
    assert made[0].total_cents == 70_000_01
    assert [(each.given_cents, each.foots) for each in made[0].controls] == [(-3_499_99, True)]
    assert sentence(made) == (
        "Scaled: -$2,380.94; $50,000.00 of the $73,500.00 that the lines above come to is scaled to "
        "$47,619.06 of $70,000.01, in program School budget (Board Policy 3110)."
    )


@pytest.mark.parametrize(
    ("dollars", "only", "total"),
    [("90000", "down", 73_500_00), ("60000", "up", 73_500_00), ("60000", "down", 60_000_00),
     ("90000", "up", 90_000_00)],
)  # fmt: skip
def test_a_pool_may_scale_one_way_only(dollars, only, total):
    assert allocated(scale(dollars, only=only))[0].total_cents == total


def test_scaling_is_to_come_for_all_where_one_school_is_not_known():
    made = allocated(scale("70000"), rows=ROWS | {"0102": {"el": "*"}})
    lines = [line for each in made[0] for line in each.lines if line.component == "scaled"]
    assert {line.status for line in lines} == {LineStatus.TO_COME}


@pytest.mark.parametrize(("dollars", "components", "said"), [
    ("-5", (PER_EL,), "cannot be scaled to -$5.00"),
    ("100", (lump_sum(dollars="0"),), "come to nothing"),
    ("100", (lump_sum(dollars="-5"),), "are below zero at 3 schools"),
])  # fmt: skip
def test_alo_61_lines_that_cannot_be_scaled_are_told(dollars, components, said):
    assert told(allocated(scale(dollars), components=components))[-1] == (
        f"policy.yaml: The lines that 'Scaled' scales {said}. Correct the pool, or name in of: "
        "lines that come to dollars at every school. [ALO-61]"
    )


def test_alo_62_a_pool_in_cents_for_lines_in_dollars_is_told():
    made = allocated(scale("70000.50"), rounding={"lines": "dollar"})
    assert told(made) == [
        (
            "policy.yaml: 'Scaled' scales to $70,000.50, and the policy's lines are in whole dollars. "
            "Write 70,000.00 or another whole amount. [ALO-62]"
        )
    ]
    assert made[0].total_cents == 70_000_00


def test_the_order_of_the_file_is_the_order_of_the_adjustments():
    # a landing of half the loss after the cap sees what the cap gave, and the other way round
    amounts = [("0101", "last-year", "60000"), ("0101", "before", "60000")]
    first = allocated(LIMITS, LANDING, amounts=amounts)
    assert [cents_of(first, each) for each in ("caps", "landing")] == [
        {"0101": 1_000_00}, {"0101": 4_500_00},
    ]  # fmt: skip
    other = allocated(LANDING, LIMITS, amounts=amounts)
    assert [cents_of(other, each) for each in ("landing", "caps")] == [{"0101": 5_000_00}, {}]


MONEY = some.integers(1, 10**11)


@settings(max_examples=60, deadline=None)
@for_all(some.lists(MONEY, min_size=2, max_size=8), MONEY, some.randoms())
def test_a_scaled_pool_is_exact_whatever_the_order_of_the_schools(claims, pool, shuffle):
    ids = [f"{row:04d}" for row in range(len(claims))]
    amounts = [
        (one, "old", str(Decimal(each) / 100)) for one, each in zip(ids, claims, strict=True)
    ]
    totals = []
    for _ in range(2):
        rows = {one: {"el": "1"} for one in ids}
        made = allocated(
            scale(str(Decimal(pool) / 100)), components=(given("old"),), amounts=amounts, rows=rows
        )
        totals.append(made[0].school_totals())
        assert sum(totals[-1].values()) == pool
        shuffle.shuffle(ids)
    assert totals[0] == totals[1]
    ranked = sorted(
        zip(claims, (totals[0][f"{row:04d}"] for row in range(len(claims))), strict=True)
    )
    shares = [share for _, share in ranked]
    assert all(later >= earlier - 1 for earlier, later in pairwise(shares))


@settings(max_examples=100, deadline=None)
@for_all(MONEY, MONEY)
def test_limits_keep_every_school_between_them(last, formula):
    amounts = [("0101", "last-year", str(Decimal(last) / 100)),
               ("0101", "formula", str(Decimal(formula) / 100))]  # fmt: skip
    total = allocated(LIMITS, components=(given("formula"),), amounts=amounts)[0].total_cents
    assert total == min(max(formula, round_ratio(last * 85, 100)), round_ratio(last * 110, 100))
