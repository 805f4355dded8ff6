"""Components that round by themselves, exclusive spans, and classes that break even."""

from decimal import Decimal

import pytest
from support.small_district import (
    component,
    lump_sum,
    per_pupil,
    weight,
)
from support.small_runs import allocated, dated, sentence, told, totals

SPANS = {
    "id": "tiers", "kind": "grade_spans", "label": "Tiers", "unit": "USD per pupil", "source": "B",
    "within": "all",
    "spans": [
        {"id": "low", "label": "Low", "counts": "low", "values": dated(100)},
        {"id": "high", "label": "High", "counts": "high", "values": dated(200)},
    ],
}  # fmt: skip


def test_exclusive_spans_that_are_too_many_pupils_are_told_and_to_come():
    rows = {
        "0101": {"low": "6", "high": "5", "all": "10"},
        "0102": {"low": "6", "high": "4", "all": "10"},
    }
    allocation, *_ = allocated(rows, SPANS)
    assert allocation.school_totals() == {"0101": 0, "0102": 1_400_00}
    assert [str(each) for each in allocation.findings] == [
        (
            "counts.csv: School 0101 (0101) has low 6, high 5, together more than 10 all, projected; "
            "'Tiers, Low' is to come. Correct the counts: a pupil is in one of them at most. [ALO-41]"
        )
    ]


def test_a_component_with_lines_of_its_own_prints_one_amount_and_says_the_rest():
    own = weight("el", "1.8", rounding={"lines": "dollar"})
    result = allocated({"0101": {"el": "80"}}, own, base="4028.47")
    line = result[0].lines("0101").lines[0]
    assert (line.count, line.rate, line.cents) == (1, Decimal("580100.00"), 580_100_00)
    assert sentence(result, "el") == (
        "El: $580,100.00; 80 pupils (English learners, projected) x $7,251.246 (1.8 of the base of "
        "$4,028.47), rounded to dollars, in program School budget (Board Policy 3110)."
    )


@pytest.mark.parametrize(
    ("lines", "cents"), [("cent", 1_999_99), ("dollar", 2_000_00), ("truncate", 1_999_00)]
)
def test_a_component_rounds_its_lines_in_its_own_way(lines, cents):
    for policy in ("cent", "dollar", "truncate"):
        own = per_pupil("el", "1999.99", rounding={"lines": lines})
        found = totals({"0101": {"el": "1"}}, own, rounding={"lines": policy})
        assert found == {"0101": cents}


def test_a_lump_sum_rounds_in_its_own_way():
    own = lump_sum("foundation", "999.50", rounding={"lines": "truncate"})
    assert totals({"0101": {"el": "1"}}, own) == {"0101": 999_00}


@pytest.mark.parametrize(
    ("method", "decimals", "rate"),
    [("truncate", "2", "33.33"), ("half_away_from_zero", "2", "33.34"), ("truncate", "0", "33")],
)
def test_a_component_rounds_its_rate_in_its_own_way(method, decimals, rate):
    own = per_pupil("el", "33.335", rounding={"rates": decimals, "rates_method": method})
    line = allocated({"0101": {"el": "3"}}, own)[0].lines("0101").lines[0]
    assert (line.rate, line.cents) == (Decimal(rate), int(Decimal(rate) * 300))


def test_a_class_that_is_filled_costs_what_it_costs():
    sei = component("sei", "class_cost", "USD per class", "100", counts="n", fill=dated(3))
    line = allocated({"0101": {"n": "3"}}, sei)[0].lines("0101").lines[0]
    assert (line.rate, line.cents) == (Decimal("33.333333"), 100_00)


def test_a_class_of_nobody_is_told():
    sei = component("sei", "class_cost", "USD per class", "100", counts="n", fill={"FY2027": "3"})
    assert told({"0101": {"n": "3"}}, sei) == [
        (
            "policy.yaml: 'Sei' has no number of pupils that fill a class in FY2026. Give fill: a number "
            "above zero, or end the component with null. [ALO-15]"
        )
    ]
