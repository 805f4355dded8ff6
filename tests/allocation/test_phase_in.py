"""Phase-ins: a share of the gap, and the change of the formula at a school's percentage."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as some
from support.small_district import (
    YEAR,
    adjustment,
    count_table,
    given,
    lump_sum,
    per_pupil,
    school,
    small_district,
    small_policy,
)
from support.small_results import cents_of, sentence, told

from bsa_xl.allocation import LineStatus, allocate
from bsa_xl.district import District
from bsa_xl.money import round_ratio

ROWS = {"0101": {"el": "100"}, "0102": {"el": "40"}, "0103": {"el": "7"}}
PER_EL = per_pupil("el", "500")  # $50,000, $20,000, $3,500


def allocated(*adjustments, components=(PER_EL,), amounts=(), rows=ROWS, then=None, **policy):
    """``then``: counts of the year before, census."""
    district = small_district(rows, schools=[school(each) for each in rows], amounts=amounts)
    if then:
        before = count_table(then, year=YEAR.previous, measure="census")
        counts = dict(district.counts) | {(YEAR.previous, "census"): before}
        district = District(district.profile, district.schools, counts, district.amounts)
    made = small_policy(*components, adjustments=list(adjustments), **policy)
    return allocate(district, made, YEAR), district, made


GAP = adjustment(
    "gap", "gap_phase_in", unit="share of gap", against="old", values={"FY2026": "0.25"}
)


def test_a_gap_is_paid_in_part_and_a_school_above_the_formula_is_left_alone():
    # 0101: 42,000 + 0.25 x 8,000 = 44,000 instead of 50,000; 0102 had more than 20,000
    made = allocated(GAP, amounts=[("0101", "old", "42000"), ("0102", "old", "30000")])
    assert cents_of(made, "gap") == {"0101": -600_000}
    assert sentence(made) == (
        "Gap: -$6,000.00; from $42,000.00 to the formula's $50,000.00, 25 % of the gap of $8,000.00 "
        "is paid, $2,000.00, in program School budget (Board Policy 3110)."
    )


PERCENTAGE = adjustment(
    "percentage", "funding_percentage", unit="share of formula", of=["el"], against="last-year"
)  # fmt: skip


def test_a_funding_percentage_works_out_last_years_pupils_by_this_years_rates():
    # last year 80 pupils: 40,000; 0101 had 30,000 of them, 75 %: 30,000 + 0.75 x 10,000 = 37,500
    # 0102 is new, so the formula holds
    made = allocated(
        PERCENTAGE | {"prior_measure": "census"},
        amounts=[("0101", "last-year", "30000")],
        then={"0101": {"el": "80"}},
    )
    assert told(made) == []
    assert cents_of(made, "percentage") == {"0101": -12_500_00}
    assert sentence(made) == (
        "Percentage: -$12,500.00; last year's $30,000.00 is 75 % of the $40,000.00 that the formula "
        "gives for last year's pupils, so of its change of $10,000.00, $7,500.00 is paid: $37,500.00 "
        "instead of $50,000.00, in program School budget (Board Policy 3110)."
    )


def test_a_funding_percentage_leaves_the_foundation_whole():
    # (50,000 - 20,000) / 40,000 = 75 %, as above, and the foundation of 20,000 beside it
    made = allocated(
        PERCENTAGE | {"prior_measure": "census", "foundation": ["foundation"], "of": []},
        components=(PER_EL, lump_sum("foundation", "20000")),
        amounts=[("0101", "last-year", "50000")],
        then={"0101": {"el": "80"}},
    )
    assert cents_of(made, "percentage") == {"0101": -12_500_00}
    assert "last year's $30,000.00 beside $20,000.00 is 75 % of the $40,000.00" in sentence(made)


@pytest.mark.parametrize("of", [["el"], ["el", "foundation"], []])
def test_a_foundation_is_taken_out_of_the_change_whether_or_not_of_names_it(of):
    # a = 50,000, F = 20,000, p = 50,000, then 80 pupils: 40,000, so r = 10,000;
    # t = (50,000 - 20,000) / 40,000 = 75 %: a + t x r = 57,500 instead of 70,000
    made = allocated(
        PERCENTAGE | {"prior_measure": "census", "foundation": ["foundation"], "of": of},
        components=(PER_EL, lump_sum("foundation", "20000")),
        amounts=[("0101", "last-year", "50000")],
        then={"0101": {"el": "80"}},
    )
    assert cents_of(made, "percentage") == {"0101": -12_500_00}
    assert made[0].school_totals()["0101"] == 57_500_00
    assert (
        "last year's $30,000.00 beside $20,000.00 is 75 % of the $40,000.00 that the formula gives "
        "for last year's pupils, so of its change of $10,000.00, $7,500.00 is paid: $37,500.00 "
        "instead of $50,000.00"
    ) in sentence(made)


def test_a_formula_that_is_nothing_but_foundation_is_left_alone():
    made = allocated(
        PERCENTAGE
        | {"prior_measure": "census", "foundation": ["foundation"], "of": ["foundation"]},
        components=(lump_sum("foundation", "20000"),),
        amounts=[("0101", "last-year", "50000")],
        then={"0101": {"el": "80"}},
    )
    assert cents_of(made, "percentage") == {}


def test_a_funding_percentage_is_never_more_than_all_of_the_change():
    # 45,000 of 40,000 is more than all: 45,000 + 10,000
    made = allocated(
        PERCENTAGE | {"prior_measure": "census"},
        amounts=[("0101", "last-year", "45000")],
        then={"0101": {"el": "80"}},
    )
    assert cents_of(made, "percentage") == {"0101": 5_000_00}


def test_a_system_minimum_raises_a_school_and_says_so():
    # 75 % gives 37,500 of 50,000; at least 90 % is 45,000
    made = allocated(
        PERCENTAGE | {"prior_measure": "census", "at_least": {"FY2026": "0.9"}},
        amounts=[("0101", "last-year", "30000")],
        then={"0101": {"el": "80"}},
    )
    assert cents_of(made, "percentage") == {"0101": -5_000_00}
    assert "$7,500.00 is paid, raised to 90 % of the formula: $45,000.00" in sentence(made)


def test_a_school_without_last_years_pupils_has_the_formula():
    made = allocated(
        PERCENTAGE | {"prior_measure": "census"},
        amounts=[("0101", "last-year", "30000")],
        then={"0101": {"el": "0"}},
    )
    assert cents_of(made, "percentage") == {}


def test_a_funding_percentage_is_to_come_where_last_years_count_is():
    made = allocated(
        PERCENTAGE | {"prior_measure": "census"},
        amounts=[("0101", "last-year", "30000")],
        then={"0101": {"el": "*"}},
    )
    [line] = [line for line in made[0].lines("0101").lines if line.component == "percentage"]
    assert line.status is LineStatus.TO_COME
    assert [each.id for each in made[0].findings] == ["ALO-02"]


def test_alo_63_a_change_that_is_not_given_is_told():
    amounts = [("0101", "last-year", "30000"), ("0102", "change", "5")]
    made = allocated(PERCENTAGE | {"change": "change"}, amounts=amounts)
    assert told(made) == [
        (
            "policy.yaml: 'Percentage' needs the line 'change' of amounts.csv, which has none for school "
            "0101, so it is to come. Supply the change of its formula, 0 where there is none. [ALO-63]"
        )
    ]


def test_alo_32_a_year_without_amounts_has_ways_out_that_the_kind_takes():
    block = PERCENTAGE | {"prior_measure": "census"}
    then = {"0101": {"el": "80"}}
    assert told(allocated(block, then=then)) == [
        (
            "policy.yaml: 'Percentage' is judged against the line 'last-year' of amounts.csv, which has "
            "none in FY2026. Supply the amounts (a school with 0 has the formula in full), or let it "
            "begin later, as with values: {FY2027: 1}. [ALO-32]"
        )
    ]
    of_new_schools = allocated(block, then=then, amounts=[("0101", "last-year", "0")])
    later = allocated(block | {"values": {"FY2027": "1"}}, then=then)
    for made in (of_new_schools, later):
        assert told(made) == []
        assert made[0].school_totals()["0101"] == 50_000_00


def test_alo_32_one_that_has_values_may_end():
    block = PERCENTAGE | {"prior_measure": "census", "values": {"FY2025": "1"}}
    then = {"0101": {"el": "80"}}
    assert told(allocated(block, then=then)) == [
        (
            "policy.yaml: 'Percentage' is judged against the line 'last-year' of amounts.csv, which has "
            "none in FY2026. Supply the amounts, or end the adjustment with null. [ALO-32]"
        )
    ]
    ended = allocated(block | {"values": {"FY2025": "1", "FY2026": None}}, then=then)
    assert told(ended) == []
    assert ended[0].school_totals()["0101"] == 50_000_00


def test_a_share_of_what_a_funding_percentage_takes_may_hold():
    # 75 % gives 37,500 of 50,000; half of the 12,500 that it takes is 6,250
    made = allocated(
        PERCENTAGE | {"prior_measure": "census", "values": {"FY2025": "1", "FY2026": "0.5"}},
        amounts=[("0101", "last-year", "30000")],
        then={"0101": {"el": "80"}},
    )
    assert cents_of(made, "percentage") == {"0101": -6_250_00}
    assert sentence(made) == (
        "Percentage: -$6,250.00; last year's $30,000.00 is 75 % of the $40,000.00 that the formula "
        "gives for last year's pupils, so of its change of $10,000.00, $7,500.00 is paid: $37,500.00 "
        "instead of $50,000.00; 50 % of the -$12,500.00 hold, in program School budget (Board Policy "
        "3110)."
    )


def test_alo_32_a_year_without_changes_has_a_way_out_too():
    made = allocated(PERCENTAGE | {"change": "change"}, amounts=[("0101", "last-year", "30000")])
    assert told(made)[0] == (
        "policy.yaml: 'Percentage' is judged against the line 'change' of amounts.csv, which has none "
        "in FY2026. Supply the change of each school's formula, 0 where there is none. [ALO-32]"
    )


def test_what_is_found_for_both_years_is_told_once():
    # given amounts are rounded to dollars by the formula, and again where last year's is worked out
    made = allocated(
        PERCENTAGE | {"prior_measure": "census", "of": ["el", "old"]},
        components=(PER_EL, given("old")),
        amounts=[("0101", "last-year", "30000"), ("0101", "old", "10.50")],
        then={"0101": {"el": "80"}},
        rounding={"lines": "dollar"},
    )
    assert [each.id for each in made[0].findings] == ["ALO-18"]


MONEY = some.integers(1, 10**11)


@settings(max_examples=100, deadline=None)
@for_all(MONEY, MONEY, some.integers(-(10**11), 10**11))
def test_a_funding_percentage_is_the_fraction_rounded_once(last, formula, change):
    # the same by fractions: t = min(1, last / (formula - change)), rounded once on t x change
    amounts = [("0101", "last-year", str(Decimal(last) / 100)),
               ("0101", "change", str(Decimal(change) / 100)),
               ("0101", "formula", str(Decimal(formula) / 100))]  # fmt: skip
    block = PERCENTAGE | {"of": ["formula"], "change": "change"}
    made = allocated(block, components=(given("formula"),), amounts=amounts)
    then = formula - change
    wanted = formula
    if then > 0:
        share = min(Fraction(1), Fraction(last, then))
        paid = share * change
        wanted = last + round_ratio(paid.numerator, paid.denominator)
    assert made[0].total_cents == wanted
