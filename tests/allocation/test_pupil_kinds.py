"""Weights that slide or follow a size, supplements, shares of lines, and rounding at each node."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as st
from support.small_district import (
    YEAR,
    component,
    lump_sum,
    per_pupil,
    school,
    small_district,
    small_policy,
    weight,
)
from support.small_runs import allocated, dated, sentence, told, totals

from bsa_xl.allocation import LineStatus, allocate


def points(*pairs):
    return [{"share": dated(share), "weight": dated(by)} for share, by in pairs]


def sliding(*pairs, **more):
    block = {
        "id": "need", "kind": "sliding_weight", "label": "Need", "unit": "share of base",
        "source": "SFRA", "counts": "poor", "share": {"counts": "poor", "of": "all"},
        "points": points(*pairs),
    }  # fmt: skip
    return block | more


AT_RISK = sliding(("0.20", "0.47"), ("0.60", "0.57"))


@pytest.mark.parametrize(
    ("poor", "share"),
    [
        (10, "0.47"),  # 10 % is below 20 %
        (20, "0.47"),
        (30, "0.495"),  # a quarter of the way: 0.47 + 0.25 x 0.10
        (40, "0.52"),
        (60, "0.57"),
        (90, "0.57"),
    ],
)
def test_new_jersey_slides_the_weight_of_need_between_two_shares(poor, share):
    rows = {"0101": {"poor": str(poor), "all": "100"}}
    assert totals(rows, AT_RISK, base="10000") == {"0101": int(poor * Decimal(share) * 1_000_000)}


def test_security_aid_is_pro_rated_up_to_forty_percent():
    rows = {"0101": {"poor": "30", "all": "100"}}
    # 30 / 40 of a weight of 0.04: 30 x 0.03 x 10,000
    assert totals(rows, sliding(("0", "0"), ("0.40", "0.04")), base="10000") == {"0101": 9_000_00}


def test_a_sliding_weight_is_rounded_once_and_says_where_the_school_stands():
    # 1 / 3 = 0.333333; 0.47 + (0.333333 - 0.20) x 0.25 = 0.50333325, at six decimals 0.503333
    result = allocated({"0101": {"poor": "100", "all": "300"}}, AT_RISK, base="10000")
    assert sentence(result, "need") == (
        "Need: 100 pupils (poor) x $5,033.33 (0.503333 of the base of $10,000.00; sliding from 0.47 "
        "at 20 % to 0.57 at 60 %, here at 33.3333 %) = $503,333.00, in program School budget (SFRA)."
    )


def test_a_sliding_weight_keeps_the_decimals_that_its_policy_says():
    rows = {"0101": {"poor": "100", "all": "300"}}
    four = AT_RISK | {"rounding": {"weights": "4", "shares": "4"}}
    # 0.3333: 0.47 + 0.1333 x 0.25 = 0.503325, at four decimals 0.5033
    assert totals(rows, four, base="10000") == {"0101": 503_300_00}


def test_alo_43_a_group_of_more_than_all_pupils_is_told():
    rows = {"0101": {"poor": "101", "all": "100"}}
    assert told(rows, AT_RISK) == [
        (
            "counts.csv: poor of School 0101 (0101) is 101, more than all 100, so 'Need' is to come. "
            "Correct the count: a share of pupils lies between 0 and 1. [ALO-43]"
        )
    ]


def test_a_share_that_is_not_known_leaves_the_weight_to_come():
    allocation, *_ = allocated({"0101": {"poor": "10", "all": ""}}, AT_RISK)
    assert allocation.lines("0101").lines[0].status is LineStatus.TO_COME


@any_of(st.lists(st.tuples(st.integers(0, 900), st.integers(1, 900)), min_size=1, max_size=9))
def test_a_sliding_weight_never_falls_as_need_grows_and_stays_between_its_ends(pairs):
    rows = {
        f"{n:04d}": {"one": "1", "poor": str(min(p, a)), "all": str(a)}
        for n, (p, a) in enumerate(pairs)
    }
    found = totals(rows, AT_RISK | {"counts": "one"}, base="1000000")
    by_share = sorted(
        (Decimal(row["poor"]) / Decimal(row["all"]), found[key]) for key, row in rows.items()
    )
    assert all(47_000_000 <= cents <= 57_000_000 for cents in found.values())
    assert [cents for _, cents in by_share] == sorted(cents for _, cents in by_share)


def piece(at_least, below, share, slope=None):
    made = {"at_least": str(at_least), "weight": dated(share)}
    made |= {"below": str(below)} if below is not None else {}
    return made | ({"slope": dated(slope)} if slope is not None else {})


CURVE = {
    "id": "size", "kind": "size_curve", "label": "Size", "unit": "share of base", "source": "ARS",
    "counts": "enrollment",
    "pieces": [piece(100, 500, "1.278", "0.0003"), piece(500, 600, "1.158", "0.0012")],
}  # fmt: skip


def test_a_size_that_no_piece_holds_is_not_eligible():
    rows = {
        "0101": {"enrollment": "99"},
        "0102": {"enrollment": "600"},
        "0103": {"enrollment": "500"},
    }
    allocation, *_ = allocated(rows, CURVE)
    words = [each.lines[0].status for each in allocation]
    assert words == [LineStatus.NOT_ELIGIBLE, LineStatus.NOT_ELIGIBLE, LineStatus.FINAL]


def test_a_size_curve_says_its_piece():
    # 1.278 + 0.0003 x (500 - 400.5) = 1.30785; x 5,000 = 6,539.25; x 400.5 = 2,618,969.625
    result = allocated({"0101": {"enrollment": "400.5"}}, CURVE)
    assert sentence(result, "size") == (
        "Size: 400.5 pupils enrolled x $6,539.25 (1.30785 of the base of $5,000.00; 1.278 + 0.0003 "
        "x (500 - size) at a size of 400.5) = $2,618,969.63, in program School budget (ARS)."
    )


SMALL = component(
    "small", "small_school", "USD per pupil", "850", counts="enrollment", threshold=dated(500)
)


def test_a_small_school_supplement_without_caps_is_all_of_the_product():
    rows = {"0101": {"enrollment": "399.5"}, "0102": {"enrollment": "500"}}
    allocation, *_ = allocated(rows, SMALL)
    assert allocation.school_totals() == {"0101": 85_425_00, "0102": 0}  # 100.5 x 850
    assert allocation.lines("0102").lines[0].status is LineStatus.NOT_ELIGIBLE


def test_a_small_school_supplement_says_its_caps():
    capped = SMALL | {
        "at_most_share": dated("0.15"), "of": ["foundation"], "at_most": dated("228480"),
    }  # fmt: skip
    result = allocated({"0101": {"enrollment": "400"}}, lump_sum("foundation", "300000"), capped)
    assert sentence(result, "small") == (
        "Small: $45,000.00; 100 pupils short of 500 at 400 x $850.00 = $85,000.00, at most 15 % of "
        "'Foundation' ($45,000.00) or the fixed cap ($228,480.00), in program School budget (Board "
        "Policy 3110)."
    )


def test_a_supplement_is_to_come_where_the_lines_of_its_cap_are():
    capped = SMALL | {"at_most_share": dated("0.15"), "of": ["el"]}
    rows = {"0101": {"enrollment": "400", "el": ""}}
    allocation, *_ = allocated(rows, per_pupil("el", "500"), capped)
    assert [line.status for line in allocation.lines("0101").lines] == [LineStatus.TO_COME] * 2


def percent_of(value, **more):
    return component("part", "percent_of", "share of lines", value, of=["base"]) | more


def test_a_percent_of_lines_needs_no_share_of_pupils():
    # 3.5 % of 1,000.50 = 35.0175
    found = totals({"0101": {"a": "1"}}, per_pupil("a", "1000.50", id="base"), percent_of("0.035"))
    assert found == {"0101": 100050 + 3502}


def test_a_concentration_is_nothing_at_its_threshold_and_says_what_is_above():
    grant = percent_of("0.65", share={"counts": "poor", "of": "a"}, above=dated("0.55"))
    rows = {"0101": {"a": "1000", "poor": "700"}, "0102": {"a": "1000", "poor": "550"}}
    result = allocated(rows, per_pupil("a", "1000", id="base"), grant)
    assert result[0].component_totals() == {"base": 200_000_000, "part": 9_750_000}
    assert sentence(result, "part") == (
        "Part: $97,500.00; 65 % x (70 % - 55 %, where it is above) of 'A' ($1,000,000.00), in program "
        "School budget (Board Policy 3110)."
    )


def test_a_supplied_share_is_used_as_it_is_and_told_above_one():
    grant = percent_of("0.20", share={"counts": "upp"})
    base = per_pupil("a", "1000", id="base")
    assert totals({"0101": {"a": "10", "upp": "0.4013"}}, base, grant) == {
        "0101": 1_000_000 + 80_260
    }
    assert told({"0101": {"a": "10", "upp": "40.13"}}, base, grant) == [
        (
            "counts.csv: upp of School 0101 (0101) is 40.13, more than 1, so 'Part' is to come. Correct "
            "the count: a share of pupils lies between 0 and 1. [ALO-43]"
        )
    ]


def test_a_share_of_a_weight_says_both():
    half = component(
        "resource", "weight_of_weight", "share of weight", "0.4", counts="lre", of="k3"
    )
    rows = {"0101": {"k3": "0", "lre": "10"}}
    result = allocated(rows, weight("k3", "1.07"), half, base="4140")
    assert sentence(result, "resource") == (
        "Resource: 10 pupils (lre) x $1,771.92 (40 % of the weight 1.07, 0.428 of the base of "
        "$4,140.00) = $17,719.20, in program School budget (Board Policy 3110)."
    )


def test_a_share_of_a_share_of_a_weight_multiplies_both():
    first = component("a", "weight_of_weight", "share of weight", "0.5", counts="n", of="k3")
    second = component("b", "weight_of_weight", "share of weight", "0.5", counts="n", of="a")
    rows = {"0101": {"k3": "0", "n": "1"}}
    assert totals(rows, weight("k3", "1"), first, second, base="1000") == {"0101": 750_00}


def test_the_rate_of_a_weight_that_differs_by_school_is_cut_too():
    cut = AT_RISK | {"rounding": {"rates": "2", "rates_method": "truncate"}}
    # 0.503333 x 5,174.4996 = 2,604.49576..., cut to 2,604.49
    rows = {"0101": {"poor": "100", "all": "300"}}
    assert totals(rows, cut, base="5174.4996") == {"0101": 260_449_00}


counts = st.decimals(min_value=0, max_value=3000, places=4)


@any_of(
    st.lists(st.tuples(counts, counts), min_size=1, max_size=6),
    st.decimals(min_value=Decimal("0.01"), max_value=20_000, places=4),
)
def test_every_kind_is_what_decimals_say(pairs, base):
    """An independent calculation, in Decimal, school by school."""
    rows = {
        f"{n:04d}": {"poor": str(min(p, a)), "all": str(a), "enrollment": str(a)}
        for n, (p, a) in enumerate(pairs)
    }
    curve = CURVE | {"pieces": [piece(0, 500, "1.278", "0.0003"), piece(500, None, "1.158")]}
    parts = [weight("all", "1", id="base"), AT_RISK, curve, SMALL]
    allocation, *_ = allocated(
        rows, *parts, percent_of("0.65", share={"counts": "poor", "of": "all"}), base=str(base)
    )
    cent = Decimal("0.01")

    def at(value, places):
        return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)

    for key, row in rows.items():
        poor, size = Decimal(row["poor"]), Decimal(row["all"])
        share = at(poor / size, 6) if size else Decimal(0)
        slid = at(
            min(
                max(Decimal("0.47") + (share - Decimal("0.2")) / 4, Decimal("0.47")),
                Decimal("0.57"),
            ),
            6,
        )
        by_size = (
            Decimal("1.158") if size >= 500 else Decimal("1.278") + Decimal("0.0003") * (500 - size)
        )
        lines = {line.component: line.cents for line in allocation.lines(key).lines}
        whole = at(size * at(base, 6), 2)
        assert lines == {
            "base": whole / cent,
            "need": at(poor * at(slid * base, 6), 2) / cent,
            "size": at(size * at(at(by_size, 6) * base, 6), 2) / cent,
            "small": at(max(500 - size, Decimal(0)) * 850, 2) / cent,
            "part": at(Decimal("0.65") * share * whole, 2) / cent,
        }


def test_the_order_of_schools_changes_nothing():
    rows = {"0101": {"poor": "7", "all": "9"}, "0102": {"poor": "5", "all": "50"}}
    straight = totals(rows, AT_RISK)
    district = small_district(rows, schools=[school("0102"), school("0101")])
    allocation = allocate(replace(district), small_policy(AT_RISK), YEAR)
    assert allocation.school_totals() == {key: straight[key] for key in ("0102", "0101")}
