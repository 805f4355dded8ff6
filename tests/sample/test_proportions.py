"""The sample has the size and the proportions that it claims, shown with the published sums.

Los Angeles Unified's district-run schools in 2025-26 (732 schools, 351,851 pupils): English
learners 59,488, students with disabilities 59,391, foster youth 1,849, homeless pupils 8,537.
"""

from collections import Counter, defaultdict
from decimal import Decimal

import pytest

SPANS = ("tk_k", "g1_3", "g4_6", "g7_8", "g9_12")
GROUPS = ("el", "swd", "frpm", "foster", "homeless", "newcomer", "unduplicated")


def total(rows, column):
    return sum(int(row[column]) for row in rows)


def share(rows, group):
    return Decimal(total(rows, group)) / total(rows, "enrollment")


def hosts(tables):
    """The schools that have a workbook of their own."""
    return [row for row in tables["schools"] if not row["budgeted_with"]]


def test_there_are_833_schools_and_six_centres_on_their_campuses(tables):
    assert len(hosts(tables)) == 833
    assert len(tables["schools"]) == 839
    ids = {row["school_id"] for row in hosts(tables)}
    centres = [row for row in tables["schools"] if row["budgeted_with"]]
    assert all(row["budgeted_with"] in ids for row in centres)
    assert {row["school_type"] for row in centres} == {"Center"}


def test_there_are_about_650_000_pupils(projected):
    assert 640_000 <= total(projected, "enrollment") <= 660_000


@pytest.mark.parametrize(
    ("level", "of_732"), [("Elementary", 467), ("Middle", 79), ("High", 154), ("Span", 32)]
)
def test_levels_stand_in_los_angeles_proportions(tables, level, of_732):
    # 833 x 467/732 = 531.4; 79: 89.9; 154: 175.2; 32: 36.4. Within one school of it.
    exact = Decimal(833 * of_732) / 732
    count = sum(1 for row in hosts(tables) if row["level"] == level)
    assert abs(count - exact) <= 1


def test_high_schools_run_from_tiny_continuation_schools_to_more_than_3_000_pupils(
    tables, projected
):
    levels = {row["school_id"]: row for row in tables["schools"]}
    high = {
        row["school_id"]: int(row["enrollment"])
        for row in projected
        if levels[row["school_id"]]["level"] == "High"
    }
    assert max(high.values()) > 3000
    assert max(high.values()) == max(int(row["enrollment"]) for row in projected)
    assert min(high.values()) < 60
    small = [i for i, pupils in high.items() if levels[i]["school_type"] == "Continuation"]
    assert all(high[i] < 150 for i in small)
    # 39 of Los Angeles' 154 are continuation schools: 833/732 x 39 = 44; within ten.
    assert 34 <= len(small) <= 54


@pytest.mark.parametrize(
    ("group", "low", "high"),
    [
        ("el", "0.17", "0.25"),  # 59,488 / 351,851 = 16.9 %, the sample a little above
        ("swd", "0.13", "0.17"),  # 59,391 / 351,851 = 16.9 %; charters included 16.1 %
        ("frpm", "0.75", "0.87"),
        ("foster", "0.004", "0.007"),  # 1,849 / 351,851 = 0.53 %
        ("homeless", "0.020", "0.028"),  # 8,537 / 351,851 = 2.43 %
    ],
)
def test_needs_have_their_published_shares(projected, group, low, high):
    assert Decimal(low) <= share(projected, group) <= Decimal(high)


def test_elementary_schools_have_more_english_learners_than_others(tables, projected):
    level = {row["school_id"]: row["level"] for row in tables["schools"]}
    elementary = [row for row in projected if level[row["school_id"]] == "Elementary"]
    others = [row for row in projected if level[row["school_id"]] != "Elementary"]
    # Los Angeles: 22.4 % in elementary schools, 11 to 12 % in the others.
    assert share(elementary, "el") > share(others, "el") * Decimal("1.4")


def test_poverty_differs_by_school_and_by_region(tables, projected):
    region = {row["school_id"]: row["region"] for row in tables["schools"]}
    shares = sorted(Decimal(row["frpm"]) / int(row["enrollment"]) for row in projected)
    assert shares[0] < Decimal("0.35")
    assert shares[-1] > Decimal("0.97")
    by_region = defaultdict(list)
    for row in projected:
        by_region[region[row["school_id"]]].append(row)
    means = [share(rows, "frpm") for rows in by_region.values()]
    assert len(means) == 6
    assert max(means) - min(means) > Decimal("0.15")


def test_english_learners_go_with_poverty(projected):
    # Spearman's footrule, simply: schools in the poorer half have more English learners.
    rows = sorted(projected, key=lambda row: Decimal(row["frpm"]) / int(row["enrollment"]))
    half = len(rows) // 2
    assert share(rows[half:], "el") > share(rows[:half], "el") * Decimal("1.3")


def test_spans_add_up_to_enrollment(tables):
    assert [
        row
        for row in tables["counts"]
        if sum(int(row[span]) for span in SPANS) != int(row["enrollment"])
    ] == []


def test_no_group_is_larger_than_enrollment(tables):
    assert [
        (row["school_id"], group)
        for row in tables["counts"]
        for group in GROUPS
        if not 0 <= int(row[group]) <= int(row["enrollment"])
    ] == []


def test_pupils_counted_once_lie_between_the_largest_group_and_the_sum(tables):
    for row in tables["counts"]:
        groups = [int(row[group]) for group in ("el", "frpm", "foster")]
        assert max(groups) <= int(row["unduplicated"]) <= sum(groups), row
        assert int(row["newcomer"]) <= int(row["el"]), row


def test_every_school_has_two_years_and_three_measures(tables):
    met = Counter((row["fiscal_year"], row["measure"]) for row in tables["counts"])
    assert met == {
        (year, measure): 839
        for year in ("FY2025", "FY2026")
        for measure in ("projected", "norm_day", "ada")
    }


def test_attendance_is_that_of_a_large_district(tables):
    counts = {
        (row["school_id"], row["measure"]): int(row["enrollment"])
        for row in tables["counts"]
        if row["fiscal_year"] == "FY2026"
    }
    schools = [school for school, measure in counts if measure == "ada"]
    rates = [counts[school, "ada"] / counts[school, "projected"] for school in schools]
    everywhere = sum(counts[each, "ada"] for each in schools)
    assert 0.90 <= everywhere / sum(counts[each, "projected"] for each in schools) <= 0.94
    assert min(rates) > 0.70
    assert max(rates) <= 0.98


def test_the_district_loses_about_two_pupils_in_a_hundred(tables, projected):
    before = [
        row
        for row in tables["counts"]
        if (row["fiscal_year"], row["measure"]) == ("FY2025", "norm_day")
    ]
    kept = Decimal(total(projected, "enrollment")) / total(before, "enrollment")
    assert Decimal("0.97") <= kept <= Decimal("0.99")
