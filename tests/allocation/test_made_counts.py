"""Counts of several years, measures and weights, each by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as st
from support.small_district import YEAR, count_table, per_pupil, small_district, small_policy

from bsa_xl.allocation import LineStatus, allocate, explain
from bsa_xl.fiscal_year import FiscalYear

LAST, BEFORE = FiscalYear(2025), FiscalYear(2024)


def weighed(name, weight):
    return {"counts": name, "weight": {"FY2026": weight}}


def allocated(way, rows, *, tables=()):
    """A dollar for each of the counts made; ``tables`` are (year, measure, rows)."""
    district = small_district(rows)
    more = {
        (year, measure): count_table(own, year=year, measure=measure)
        for year, measure, own in tables
    }
    district = replace(district, counts={**district.counts, **more})
    policy = small_policy(per_pupil("made", "1"), counting={"made": way})
    return allocate(district, policy, YEAR), district, policy


def made(way, rows, *, tables=()):
    """The count of each school; None where it is to come."""
    allocation, *_ = allocated(way, rows, tables=tables)
    return {each.school_id: each.lines[0].count for each in allocation}


def told(way, rows, *, tables=()):
    allocation, *_ = allocated(way, rows, tables=tables)
    return [str(finding) for finding in allocation.findings]


def test_a_sum_takes_away():
    # (100 + 20 - 30) x 0.5
    rows = {"0101": {"a": "100", "b": "20", "c": "30"}}
    assert made({"sum": ["a", "b"], "minus": ["c"], "times": "0.5"}, rows) == {"0101": 45}


def test_alo_40_less_than_nothing_is_told_and_never_zero():
    rows = {"0101": {"a": "100", "c": "105.5"}, "0102": {"a": "9", "c": "9"}}
    way = {"sum": ["a"], "minus": ["c"], "label": "pupils who stay"}
    assert made(way, rows) == {"0101": None, "0102": 0}
    assert told(way, rows) == [
        (
            "counts.csv: pupils who stay, projected of School 0101 (0101) comes to -5.5, so 'Made' is "
            "to come. Correct the counts that it is made of. [ALO-40]"
        )
    ]


def test_a_count_that_is_missing_leaves_a_difference_without_a_value():
    rows = {"0101": {"a": "100", "c": "*"}, "0102": {"a": "", "c": "5"}}
    assert made({"sum": ["a"], "minus": ["c"]}, rows) == {"0101": None, "0102": None}


def test_a_weighted_register_is_rounded_once():
    # 7 x 0.33335 + 3 x 1.08 = 2.33345 + 3.24 = 5.57345, half away: 5.5735
    rows = {"0101": {"a": "7", "b": "3"}}
    way = {"weighted": [weighed("a", "0.33335"), weighed("b", "1.08")]}
    assert made(way, rows) == {"0101": Decimal("5.5735")}


def test_a_weight_that_has_ended_leaves_its_group_out():
    ended = {"counts": "a", "weight": {"FY2024": "2", "FY2026": None}}
    assert made({"weighted": [ended, weighed("b", "1.5")]}, {"1": {"a": "7", "b": "4"}}) == {"1": 6}


def test_a_register_says_what_it_is_made_of():
    way = {"weighted": [weighed("a", "1.08"), weighed("b", "0.4")], "label": "weighted register"}
    result = allocated(way, {"0101": {"a": "100", "b": "50"}})
    assert explain(*result, "0101").lines[0].sentence == (
        "Made: 128 pupils (weighted register: 100 x 1.08 + 50 x 0.4) x $1.00 = $128.00, in program "
        "School budget (Board Policy 3110)."
    )


def test_tiers_that_exclude_each_other_are_added():
    rows = {"0101": {"low": "30", "high": "12", "enrollment": "42"}}
    assert made({"one_of": ["low", "high"]}, rows) == {"0101": 42}


def test_alo_41_tiers_of_more_pupils_than_there_are_are_told():
    rows = {"0101": {"low": "30", "high": "13", "enrollment": "42"}}
    way = {"one_of": ["low", "high"]}
    assert made(way, rows) == {"0101": None}
    assert told(way, rows) == [
        (
            "counts.csv: School 0101 (0101) has low 30, high 13, together more than 42 pupils enrolled, "
            "projected; 'Made' is to come. Correct the counts: a pupil is in one of them at most. "
            "[ALO-41]"
        )
    ]


ATTENDED = {
    "attended": "enrollment",
    "present": {"counts": "ada", "measure": "census", "years_ago": "1"},
    "of": {"counts": "enrollment", "measure": "census", "years_ago": "1"},
}
ROWS = {"0101": {"enrollment": "400"}, "0102": {"enrollment": "300"}}
CENSUS = (LAST, "census", {
    "0101": {"ada": "351.5", "enrollment": "380"}, "0102": {"ada": "288", "enrollment": "300"},
})  # fmt: skip


def test_attendance_is_by_the_rate_of_each_school():
    # 400 x 351.5 / 380 = 370; 300 x 288 / 300 = 288
    assert made(ATTENDED, ROWS, tables=[CENSUS]) == {"0101": 370, "0102": 288}


def test_attendance_is_by_the_rate_of_all_schools():
    # 639.5 / 680: 400 x 639.5 / 680 = 376.17647..., 300 x 639.5 / 680 = 282.13235...
    way = ATTENDED | {"rate_of": "district"}
    assert made(way, ROWS, tables=[CENSUS]) == {
        "0101": Decimal("376.1765"),
        "0102": Decimal("282.1324"),
    }


def test_a_new_school_has_no_rate_of_its_own_and_takes_that_of_all():
    rows = ROWS | {"0103": {"enrollment": "68"}}
    assert made(ATTENDED, rows, tables=[CENSUS])["0103"] is None
    # 68 x 639.5 / 680 = 63.95
    way = ATTENDED | {"rate_of": "district"}
    assert made(way, rows, tables=[CENSUS])["0103"] == Decimal("63.95")


def test_one_unknown_attendance_leaves_the_rate_of_all_unknown():
    census = (LAST, "census", CENSUS[2] | {"0102": {"ada": "*", "enrollment": "300"}})
    way = ATTENDED | {"rate_of": "district"}
    assert made(way, ROWS, tables=[census]) == {"0101": None, "0102": None}
    assert told(way, ROWS, tables=[census]) == [
        (
            "counts.csv, line 3, column ada: ada of School 0102 (0102) is suppressed (*), so 'Made' is "
            "to come. Ask the data office for the true count and type it in its place. [ALO-02]"
        )
    ]


def test_alo_42_a_rate_of_nobody_is_told():
    census = (LAST, "census", CENSUS[2] | {"0101": {"ada": "0", "enrollment": "0"}})
    assert told(ATTENDED | {"label": "attending"}, ROWS, tables=[census]) == [
        (
            "counts.csv: attending, projected of School 0101 (0101) has no enrollment to take a rate of "
            "attendance from, so 'Made' is to come. Supply the enrollment, or use rate_of: district. "
            "[ALO-42]"
        )
    ]


def test_alo_76_a_rate_above_100_percent_is_told_and_pays_nobody():
    # 4,700 of 380 would make 400 pupils 4,947; 300 of 300 is all of them
    census = {
        "0101": {"ada": "4700", "enrollment": "380"}, "0102": {"ada": "300", "enrollment": "300"},
    }  # fmt: skip
    tables = [(LAST, "census", census)]
    assert made(ATTENDED, ROWS, tables=tables) == {"0101": None, "0102": 300}
    assert told(ATTENDED, ROWS, tables=tables) == [
        (
            "counts.csv: School 0101 (0101) has 4,700 ada, census 2024-25, more than 380 pupils "
            "enrolled, census 2024-25, so 'Made' is to come. Correct the counts: no more pupils attend "
            "than are enrolled. [ALO-76]"
        )
    ]


def test_a_rate_above_100_percent_leaves_the_rate_of_all_unknown():
    census = (LAST, "census", CENSUS[2] | {"0102": {"ada": "300.25", "enrollment": "300"}})
    way = ATTENDED | {"rate_of": "district"}
    assert made(way, ROWS, tables=[census]) == {"0101": None, "0102": None}
    [said] = told(way, ROWS, tables=[census])
    assert said.startswith(
        "counts.csv: School 0102 (0102) has 300.25 ada, census 2024-25, more than"
    )


GREATEST = {
    "greatest_of": [{"counts": "ada"}, {"counts": "ada", "years_ago": "1"}],
    "label": "funded attendance",
}
YEARS = {"0101": {"ada": "395"}, "0102": {"ada": "310"}}
PRIOR = (LAST, "projected", {"0101": {"ada": "400.25"}, "0102": {"ada": "300"}})


def test_the_greatest_of_two_years():
    assert made(GREATEST, YEARS, tables=[PRIOR]) == {"0101": Decimal("400.25"), "0102": 310}


def test_the_greatest_says_what_it_is_the_greatest_of():
    result = allocated(GREATEST, YEARS, tables=[PRIOR])
    assert explain(*result, "0101").lines[0].sentence == (
        "Made: 400.25 pupils (funded attendance: the greatest of 395 ada, projected; 400.25 ada, "
        "projected 2024-25) x $1.00 = $400.25, in program School budget (Board Policy 3110)."
    )


def test_a_school_without_a_prior_year_is_told_unless_the_policy_skips_it():
    rows = YEARS | {"0103": {"ada": "25"}}
    assert made(GREATEST, rows, tables=[PRIOR])["0103"] is None
    assert made(GREATEST | {"absent": "skipped"}, rows, tables=[PRIOR])["0103"] == 25


def test_a_prior_count_that_is_suppressed_is_told_in_any_case():
    prior = (LAST, "projected", {"0101": {"ada": "*"}, "0102": {"ada": "300"}})
    assert made(GREATEST | {"absent": "skipped"}, YEARS, tables=[prior])["0101"] is None


def test_a_school_that_is_in_no_year_at_all_is_told():
    rows = {"0101": {"ada": "395"}}
    district = small_district({"0101": {"ada": "1"}, "0102": {"ada": "1"}})
    district = replace(district, counts={
        (YEAR, "projected"): count_table(rows), (LAST, "projected"): count_table(rows, year=LAST),
    })  # fmt: skip
    way = GREATEST | {"absent": "skipped"}
    policy = small_policy(per_pupil("made", "1"), counting={"made": way})
    allocation = allocate(district, policy, YEAR)
    assert allocation.lines("0102").lines[0].status is LineStatus.TO_COME
    assert [finding.id for finding in allocation.findings] == ["ALO-03"]


def test_an_increase_only_count_day_is_the_greatest_of_two_measures():
    # projected in spring, counted on the 20th day: a school that grew is paid for it
    way = {"greatest_of": [{"counts": "enrollment"}, {"counts": "enrollment", "measure": "day_20"}]}
    day = (YEAR, "day_20", {"0101": {"enrollment": "412"}, "0102": {"enrollment": "280"}})
    assert made(way, ROWS, tables=[day]) == {"0101": 412, "0102": 300}


def test_last_years_actual_count_is_this_years_base():
    way = {"as_of": "enrollment", "measure": "day_20", "years_ago": "1"}
    day = (LAST, "day_20", {"0101": {"enrollment": "412"}, "0102": {"enrollment": "280"}})
    assert made(way, ROWS, tables=[day]) == {"0101": 412, "0102": 280}


def test_the_average_of_three_years():
    # (395 + 400.25 + 390) / 3 = 395.08333...; 0102 is two years old: (310 + 300) / 2 = 305
    way = {
        "average_of": [{"counts": "ada"}, {"counts": "ada", "years_ago": "1"},
                       {"counts": "ada", "years_ago": "2"}],
        "absent": "skipped",
    }  # fmt: skip
    tables = [PRIOR, (BEFORE, "projected", {"0101": {"ada": "390"}})]
    assert made(way, YEARS, tables=tables) == {"0101": Decimal("395.0833"), "0102": 305}


def test_the_greatest_of_current_prior_and_average_of_three_years():
    # as California funds attendance: 395, 400.25, 395.0833
    district = small_district(YEARS)
    tables = {(LAST, "projected"): PRIOR[2], (BEFORE, "projected"): {"0101": {"ada": "390"}}}
    district = replace(district, counts={
        **district.counts,
        **{key: count_table(rows, year=key[0]) for key, rows in tables.items()},
    })  # fmt: skip
    three = [{"counts": "ada", "years_ago": str(ago)} for ago in range(3)]
    counting = {
        "three_years": {"average_of": three, "absent": "skipped"},
        "funded": {"greatest_of": [*three[:2], {"counts": "three_years"}], "absent": "skipped"},
    }
    policy = small_policy(per_pupil("funded", "1"), counting=counting)
    assert allocate(district, policy, YEAR).school_totals() == {"0101": 400_25, "0102": 310_00}


@pytest.mark.parametrize("way", [
    {"as_of": "ada", "years_ago": "3"},
    {"as_of": "ada", "measure": "norm_day"},
    GREATEST,
])  # fmt: skip
def test_counts_of_a_year_or_measure_that_is_not_there_are_told(way):
    assert made(way, YEARS) == {"0101": None, "0102": None}
    assert [text.rpartition("[")[2] for text in told(way, YEARS)] == ["ALO-03]"]


counts = st.decimals(min_value=0, max_value=5000, places=4)


@any_of(st.lists(st.tuples(counts, counts, counts), min_size=1, max_size=8))
def test_the_greatest_is_at_least_the_average_and_both_are_free_of_order(rows):
    columns = {
        f"{row:04d}": dict(zip("abc", map(str, each), strict=True)) for row, each in enumerate(rows)
    }
    entries = [{"counts": name} for name in "abc"]
    greatest = made({"greatest_of": entries}, columns)
    average = made({"average_of": entries}, columns)
    assert greatest == made({"greatest_of": entries[::-1]}, columns)
    assert average == made({"average_of": entries[::-1]}, columns)
    for row, each in enumerate(rows):
        assert greatest[f"{row:04d}"] == max(each)
        assert abs(average[f"{row:04d}"] - sum(each) / 3) <= Decimal("0.00005")
        assert average[f"{row:04d}"] <= greatest[f"{row:04d}"]
