"""Title I: ranking, thresholds, the 125 % rule, bands, private schools, skipping, one year more."""

from decimal import Decimal

import pytest
from support.small_district import YEAR, small_district, small_policy
from support.small_title_i import dollars, ranked, reasons, title_i

from bsa_xl.allocation import LineStatus, allocate, explain


def test_schools_at_or_above_the_average_share_by_their_children():
    allocation, *_ = ranked(title_i())
    assert dollars(allocation) == {"a": Decimal("57142.86"), "b": Decimal("42857.14")}  # 80 : 60
    assert reasons(allocation)["c"] == (
        "rank 3 of 4, 40 % poverty (40 of 100), below the district's average of 50 %"
    )


@pytest.mark.parametrize(("threshold", "served"), [
    ("average", "ab"), ("35 percent", "abc"), ("either", "abc"),
])  # fmt: skip
def test_the_threshold_is_the_average_35_percent_or_either(threshold, served):
    allocation, *_ = ranked(title_i(threshold=threshold))
    assert "".join(dollars(allocation)) == served


def test_a_school_at_exactly_75_percent_is_not_above_it():
    table = {"a": (100, 76, 0), "b": (100, 75, 0), "c": (100, 5, 0)}
    said = reasons(ranked(title_i(), table)[0])
    assert "served as above 75 %" in said["a"]
    assert "served as at or above the district's average of 52 %" in said["b"]


def test_schools_above_75_percent_come_first_whatever_their_span():
    levels = {"a": "HS", "b": "ES", "c": "ES", "d": "HS"}
    own = title_i(spans="level", only_spans=["ES"], threshold="35 percent")
    allocation, *_ = ranked(own, levels=levels)
    assert "".join(dollars(allocation)) == "abc"
    assert reasons(allocation)["a"].startswith("rank 1 of 2 in HS, 80 % poverty")
    assert reasons(allocation)["d"] == (
        "rank 2 of 2 in HS, 20 % poverty (20 of 100), HS schools are served above 75 % only"
    )


HIGH_FROM_50 = {"schools": {"where": {"level": ["HS"]}}, "from_share": {"FY2026": "0.5"}}


def test_a_high_school_from_50_percent_on_is_served_before_schools_up_to_75_percent():
    # a 80 %, b 60 %, c 52 % and a high school; 100,000 at 800 a child: 64,000 and 52 x 800 = 41,600 are
    # 105,600, so b would be next; without the rule b comes second: 64,000 + 48,000 = 112,000
    table = {"a": (100, 80, 0), "b": (100, 60, 0), "c": (100, 52, 0), "d": (100, 8, 0)}
    own = title_i(
        "110000", threshold="35 percent", per_child={"FY2026": "800"}, high_schools=HIGH_FROM_50
    )
    allocation, *_ = ranked(own, table, levels={"c": "HS"})
    assert dollars(allocation) == {"a": 64_000, "c": 41_600}
    said = reasons(allocation)
    assert said["c"] == (
        "rank 3 of 4, 52 % poverty (52 of 100), served as a high school at or above 50 %; 52 low-income "
        "pupils at $800.00 for each child"
    )
    assert (
        said["b"]
        == "rank 2 of 4, 60 % poverty (60 of 100), at or above 35 %, and the money ends above it"
    )


def test_alo_56_the_money_must_reach_the_high_schools_as_well():
    table = {"a": (100, 80, 0), "c": (100, 50, 0)}
    own = title_i(per_child={"FY2026": "800"}, high_schools=HIGH_FROM_50)
    allocation, *_ = ranked(own, table, levels={"c": "HS"})
    assert [str(each) for each in allocation.findings] == [
        (
            "policy.yaml: The $100,000.00 of 'Title I' do not reach 2 schools that come before all others at "
            "these amounts. Lower the amounts for each child, or the set-asides. [ALO-56]"
        )
    ]


def test_a_district_of_fewer_than_1_000_pupils_may_be_exempt():
    # c is below the average of 50 %: 100,000 / 180 children = 555.56. With d, at 20 %, each child would
    # have at least 125 % x 100,000 / 200 = 625, and 200 x 625 = 125,000 is more than there is
    allocation, *_ = ranked(title_i(small_district="exempt"))
    assert list(dollars(allocation)) == ["a", "b", "c"]
    said = reasons(allocation)
    assert "served as a school of a district of fewer than 1,000 pupils; 40 low-income" in said["c"]
    assert said["d"].endswith(
        "a district of fewer than 1,000 pupils, and serving it would take $625.00 for each child by the "
        "125 % rule, $125,000.00 in all, and there is $100,000.00"
    )
    # above 75 % no school must be served first: 80 x 1,500 = 120,000 is more than there is
    large = {"a": (700, 560, 0), "b": (300, 60, 0)}  # 1,000 pupils are not fewer than 1,000
    allocation, *_ = ranked(title_i(small_district="exempt"), large)
    assert dollars(allocation) == {"a": 100_000}
    assert reasons(allocation)["b"].endswith("below the district's average of 62 %")


def test_the_only_school_of_its_span_may_be_exempt():
    # d is the only high school, at 20 %; 125 % x 100,000 / 200 = 625 a child: 100 children have 62,500
    own = title_i(spans="level", single_school_spans="exempt")
    allocation, *_ = ranked(own, levels={"d": "HS"})
    assert "".join(dollars(allocation)) == "abd"
    assert reasons(allocation)["d"].startswith(
        "rank 1 of 1 in HS, 20 % poverty (20 of 100), served as the only school of its span"
    )
    # 80 + 60 + 20 = 160 children: 625 each, and 125 % of 500 is 625
    assert dollars(allocation) == {"a": 50_000, "b": 37_500, "d": 12_500}


def test_the_average_may_be_the_spans_own():
    # ES: 80 + 60 of 200 is 70 %; HS: 40 + 20 of 200 is 30 %
    levels = {"a": "ES", "b": "ES", "c": "HS", "d": "HS"}
    said = reasons(ranked(title_i(spans="level", average_of="span"), levels=levels)[0])
    assert said["b"] == (
        "rank 2 of 2 in ES, 60 % poverty (60 of 100), below the span's average of 70 %"
    )
    assert "served as at or above the span's average of 30 %" in said["c"]


def test_a_district_may_serve_fewer_than_are_eligible():
    own = title_i(threshold="35 percent", least_poverty={"FY2026": "0.5"})
    allocation, *_ = ranked(own)
    assert "".join(dollars(allocation)) == "ab"
    assert reasons(allocation)["c"].endswith("below the 50 % from which the district serves")


def test_typed_amounts_reach_down_the_ranking_until_the_money_ends():
    # 80 x 600 + 60 x 600 = 84,000; 40 x 600 more would be 108,000
    allocation, *_ = ranked(title_i(threshold="35 percent", per_child={"FY2026": "600"}))
    assert dollars(allocation) == {"a": 48_000, "b": 36_000}
    assert reasons(allocation)["c"].endswith("at or above 35 %, and the money ends above it")
    assert [str(each) for each in allocation.findings] == [
        (
            "policy.yaml: $16,000.00 of 'Title I' are left after 2 schools are served. Raise the amounts for "
            "each child, or keep it as a set-aside. [ALO-55]"
        )
    ]
    [control] = allocation.controls
    assert control.foots
    assert [(each.id, each.cents) for each in control.kept] == [("rest", 16_000_00)]


def test_bands_give_more_where_poverty_is_higher():
    rows = [("0.75", "800"), ("0.5", "500"), ("0", "100")]
    bands = [{"from_share": low, "values": {"FY2026": value}} for low, value in rows]
    allocation, *_ = ranked(title_i(threshold="35 percent", bands=bands))
    # 80 x 800, 60 x 500, 40 x 100
    assert dollars(allocation) == {"a": 64_000, "b": 30_000, "c": 4_000}


# 10,000 over 200 children of the district, x 1.25, are 62.50 for each child
TWO = {"a": (100, 50, 0), "b": (100, 30, 0), "c": (500, 120, 0)}


def test_the_125_percent_rule_binds_where_a_school_under_35_percent_is_served():
    # the average is 200 of 700, 28.57 %: b (30 %) may be served; 10,000 / 80 = 125 >= 62.50
    allocation, *_ = ranked(title_i("10000"), TWO)
    assert dollars(allocation) == {"a": 6_250, "b": 3_750}
    assert reasons(allocation)["b"].endswith(
        "30 low-income pupils at $125.00 for each child, at least $62.50 by the 125 % rule"
    )


def test_the_125_percent_rule_raises_a_typed_amount():
    allocation, *_ = ranked(title_i("10000", per_child={"FY2026": "40"}), TWO)
    assert dollars(allocation) == {"a": 3_125, "b": 1_875}  # 50 and 30 x 62.50


def test_fewer_schools_are_served_where_the_125_percent_rule_cannot_be_kept():
    # less 6,000 there are 4,000: 80 children would have 50.00, less than 62.50; 50 have 80.00
    kept = [{"id": "office", "label": "Office", "dollars": {"FY2026": "6000"}}]
    allocation, *_ = ranked(title_i("10000", set_asides=kept), TWO)
    assert dollars(allocation) == {"a": 4_000}
    assert "125 %" not in reasons(allocation)["a"]


PRIVATE = {"a": (100, 60, 20), "b": (100, 50, 0), "c": (100, 10, 30)}


def test_the_private_share_is_taken_before_anything_is_kept():
    # served: a (80 %) and b (50 %), the average is 170 of 300; b is below 56.67 %
    kept = [{"id": "office", "label": "Office", "share": {"FY2026": "0.1"}}]
    own = title_i("13000", private="private", threshold="35 percent", set_asides=kept)
    allocation, district, policy = ranked(own, PRIVATE)
    # 80, 50 and 40 children, 50 of 170 private: 13,000 x 50 / 170 = 3,823.53; the pupils share
    # 13,000 - 1,300 - 3,823.53 = 7,876.47 as 60 : 50 : 10
    assert dollars(allocation) == {
        "a": Decimal("3938.24"), "b": Decimal("3281.86"), "c": Decimal("656.37"),
    }  # fmt: skip
    private = {
        each.school_id: line.cents
        for each in allocation for line in each.lines if line.line_id.endswith(":private")
    }  # fmt: skip
    assert private == {"a": 1529_41, "c": 2294_12}  # 20 : 30 of 3,823.53
    assert explain(allocation, district, policy, "a").lines[1].sentence == (
        "Title I, children in private schools: $1,529.41; for 20 low-income children of the area in "
        "private schools, in program School budget, held by the central office (Board Policy 3110)."
    )
    assert allocation.controls[0].foots


def test_families_have_a_part_by_low_income_pupils():
    # 1 % of 600,000 is 6,000; 90 % of it, 5,400, by 80 : 60 children
    families = {"share": {"FY2026": "0.01"}, "to_schools": {"FY2026": "0.9"}}
    allocation, district, policy = ranked(title_i("600000", for_families=families))
    assert dollars(allocation, -1) == {"a": Decimal("3085.71"), "b": Decimal("2314.29")}
    assert sum(dollars(allocation).values()) == 594_000
    assert explain(allocation, district, policy, "a").lines[1].sentence == (
        "Title I, Parent and family engagement: $3,085.71; the share of 80 of the 140 low-income pupils "
        "of served schools, in program School budget (Board Policy 3110)."
    )
    [control] = allocation.controls
    assert [(each.id, each.cents) for each in control.kept] == [("families", 600_00)]
    assert control.foots


def skip(money):
    return {"school": "b", "year": "FY2026", "dollars": money, "reason": "Served by the state"}


def test_a_skipped_school_leaves_its_money_to_the_others():
    allocation, district, policy = ranked(title_i(skipped=[skip("75000")]))
    assert dollars(allocation) == {"a": 100_000}
    assert [str(each) for each in allocation.findings] == []
    assert explain(allocation, district, policy, "b").lines[0].sentence == (
        "Title I: not served; rank 2 of 4, 60 % poverty (60 of 100), skipped: Served by the state "
        "(Board Policy 3110)."
    )


def test_alo_57_a_school_is_skipped_only_with_as_much_from_other_money():
    # 100,000 / 80 x 60 = 75,000
    allocation, *_ = ranked(title_i(skipped=[skip("74999.99")]))
    assert [str(each) for each in allocation.findings] == [
        (
            "policy.yaml: School b is skipped with $74,999.99 of other money, and 'Title I' would give it "
            "$75,000.00. Serve it, or give it as much from the other money. [ALO-57]"
        )
    ]


def more(school_id, year="FY2026"):
    return {"school": school_id, "year": year, "reason": "Served last year"}


def test_a_school_that_was_eligible_last_year_may_be_served_one_year_more():
    allocation, *_ = ranked(title_i(grandfathered=[more("d"), more("c", "FY2025")]))
    assert "".join(dollars(allocation)) == "abd"
    assert "served as one year more (Served last year)" in reasons(allocation)["d"]


def test_alo_58_a_school_that_is_not_there_is_told():
    allocation, *_ = ranked(title_i(grandfathered=[more("x")]))
    assert [str(each) for each in allocation.findings] == [
        (
            "policy.yaml: 'Title I' names school x, which is not open in FY2026. Correct the id, or take the "
            "entry out. [ALO-58]"
        )
    ]


def test_alo_56_money_that_does_not_reach_the_schools_above_75_percent():
    allocation, *_ = ranked(title_i("1000", per_child={"FY2026": "600"}))
    assert [str(each) for each in allocation.findings] == [
        (
            "policy.yaml: The $1,000.00 of 'Title I' do not reach 1 school above 75 % at these amounts. Lower "
            "the amounts for each child, or the set-asides. [ALO-56]"
        )
    ]
    assert {each.lines[0].status for each in allocation} == {LineStatus.TO_COME}


def test_alo_56_nobody_may_be_served():
    allocation, *_ = ranked(title_i(), {"a": (100, 0, 0)})
    assert [str(each) for each in allocation.findings] == [
        (
            "policy.yaml: No school may be served with the $100,000.00 of 'Title I'. Correct the counts, the "
            "threshold or the condition. [ALO-56]"
        )
    ]


def test_alo_53_set_asides_that_take_more_than_the_entitlement():
    kept = [{"id": "office", "label": "Office", "dollars": {"FY2026": "100000.01"}}]
    allocation, *_ = ranked(title_i(set_asides=kept))
    assert [str(each) for each in allocation.findings] == [
        (
            "policy.yaml: 'Title I' keeps $100,000.01 of $100,000.00. Correct the set-asides, or the "
            "entitlement. [ALO-53]"
        )
    ]


def test_alo_08_spans_that_no_column_has():
    allocation, *_ = ranked(title_i(spans="span"))
    assert [str(each) for each in allocation.findings] == [
        (
            "policy.yaml: 'Title I' ranks within 'span', and schools.csv has no column 'span'. Add the "
            "column 'span' to schools.csv, or correct the name. [ALO-08]"
        )
    ]
    assert {each.lines[0].status for each in allocation} == {LineStatus.TO_COME}


def test_where_one_count_is_missing_nobodys_rank_is_known():
    rows = {"a": {"enrollment": "100", "poor": "80"}, "b": {"enrollment": "100", "poor": ""}}
    allocation = allocate(small_district(rows), small_policy(title_i()), YEAR)
    assert {each.lines[0].status for each in allocation} == {LineStatus.TO_COME}
    assert allocation.has_fatal
