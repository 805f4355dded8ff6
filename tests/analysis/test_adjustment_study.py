"""A study of adjustments over all schools: computed from rosters, by level, in whole dollars a pupil."""

from dataclasses import replace
from decimal import Decimal

import pytest
from support.small_district import (
    YEAR,
    adjustment,
    count_table,
    lump_sum,
    per_pupil,
    school,
    small_district,
    small_policy,
)

from bsa_xl.allocation import allocate
from bsa_xl.analysis import AdjustedSchool, study_adjustments, summary_of
from bsa_xl.district import Position, StaffPosition, read_district
from bsa_xl.location import Location
from bsa_xl.policy import read_policy
from bsa_xl.sample import write_sample

ROWS = {"0101": {"enrollment": "400"}, "0102": {"enrollment": "200"}, "0103": {"enrollment": "*"}}
LEVELS = {"0101": "ES", "0102": "HS", "0103": "HS"}
PLACE = Location("staff.csv", 2)


def district(**more):
    schools = [school(one, LEVELS[one], model=more.pop("model", "formula")) for one in ROWS]
    return replace(small_district(ROWS, schools=schools), **more)


def studied(of, *adjustments, **more):
    policy = small_policy(lump_sum("formula", "100000"), adjustments=list(adjustments))
    return study_adjustments(of, policy, allocate(of, policy, YEAR), **more)


def decided(*entries):
    blocks = [
        {"school": one, "since": "FY2026", "until": "FY2026", "dollars": dollars,
         "reason": "Other", "author": "Office"}
        for one, dollars in entries
    ]  # fmt: skip
    return adjustment("other", "manual", entries=blocks)


def test_each_adjustment_is_counted_summed_and_ranked():
    study = studied(
        district(), decided(("0101", "-70000.50"), ("0102", "65000")), large_cents=65_000_00
    )
    [other] = study.adjustments
    # -70,000.50 / 400 = -175.00125; 65,000 is on the threshold, not above it
    assert [(one.school_id, one.cents, one.per_pupil) for one in other.schools] == [
        ("0101", -70_000_50, -175), ("0102", 65_000_00, 325),
    ]  # fmt: skip
    assert (other.considered, other.large, other.to_come) == (3, 1, ())
    assert (other.raised_cents, other.lowered_cents) == (65_000_00, -70_000_50)
    assert (other.total_cents, other.per_pupil) == (-5_000_50, -8)  # -5,000.50 / 600 = -8.33
    assert (study.balances, study.balance_by) == ((), "")


def test_a_school_whose_pupils_are_not_known_has_no_dollars_per_pupil():
    [other] = studied(district(), decided(("0103", "10"))).adjustments
    assert [(one.pupils, one.per_pupil) for one in other.schools] == [(None, None)]
    assert other.per_pupil is None


def test_only_the_chosen_schools_are_studied():
    study = studied(district(), decided(("0101", "10"), ("0102", "20")), schools={"0102"})
    assert [(one.considered, one.total_cents) for one in study.adjustments] == [(1, 20_00)]


def person(school_id, actual):
    return StaffPosition(
        f"{school_id}1", school_id, "2101", Decimal(1), (), True, PLACE,
        actual_salary_cents=actual, actual_benefits_cents=0,
    )  # fmt: skip


TEACHER = Position("2101", "Teacher", Location("positions.csv", 2), flat_cost_cents=110_000_00)
STAFF = {"positions": (TEACHER,), "staff": (person("0101", 130_000_00), person("0102", 90_000_00))}


def test_salaries_are_studied_even_where_the_policy_adjusts_none():
    study = studied(district(**STAFF))
    [salaries] = study.adjustments
    assert not salaries.in_policy
    assert [(one.school_id, one.cents) for one in salaries.schools] == [
        ("0101", 20_000_00), ("0102", -20_000_00),
    ]  # fmt: skip
    assert salaries.label == (
        "Staff above the average by position (not in the policy: what it would be)"
    )


def test_attendance_is_studied_where_there_are_counts_of_it():
    # 0101: 100,000 x (0.95 / (560 / 600) - 1) = 1,785.71; 0102: 100,000 x (0.9 / 0.9333.. - 1) = -3,571.43
    rows = {"0101": {"enrollment": "400"}, "0102": {"enrollment": "200"}}
    schools = [school(one, LEVELS[one]) for one in rows]
    attending = {"0101": {"enrollment": "380"}, "0102": {"enrollment": "180"}}
    of = small_district(rows, schools=schools)
    ada = {(YEAR, "ada"): count_table(attending, measure="ada")}
    [attendance] = studied(replace(of, counts=dict(of.counts) | ada)).adjustments
    assert not attendance.in_policy
    assert attendance.label == (
        "Attendance against the district's rate (not in the policy: what it would be)"
    )
    assert [(one.school_id, one.cents) for one in attendance.schools] == [
        ("0102", -3_571_43), ("0101", 1_785_71),
    ]  # fmt: skip


def test_deficits_by_level_are_held_against_the_roster():
    # each is given 100,000 and its teacher costs 110,000 at average; 0103 has nobody on the roster
    study = studied(district(**STAFF))
    assert study.balance_by == "the positions of staff.csv, against what the school plans itself"
    assert [(one.level, one.schools, one.deficits, one.deficit_cents) for one in study.balances] == [
        ("ES", 1, 1, -10_000_00), ("HS", 1, 1, -10_000_00), ("All", 2, 2, -20_000_00),
    ]  # fmt: skip


def test_deficits_are_held_against_a_norm_where_the_policy_has_one():
    norm = adjustment(
        "norm", "match_norm", unit="share of difference", values={"FY2026": "1"},
        norm=[lump_sum("floor", "20000"), per_pupil("enrollment", "300")],
    )  # fmt: skip
    study = studied(district(), norm)
    # 0101: 100,000 against 20,000 + 120,000; 0102: against 80,000; 0103 is not known
    assert study.balance_by == "the norm-based budget of 'Norm', against the formula before it"
    assert [
        (
            one.level,
            one.deficits,
            one.surpluses,
            one.deficit_cents,
            one.surplus_cents,
            str(one.share),
        )
        for one in study.balances
    ] == [
        ("ES", 1, 0, -40_000_00, 0, "1.0000"),
        ("HS", 0, 1, 0, 20_000_00, "0.0000"),
        ("All", 1, 1, -40_000_00, 20_000_00, "0.5000"),
    ]
    [matched] = study.adjustments
    assert matched.to_come == ("0103",)


def test_nobody_adjusted_is_a_study_too():
    summary = summary_of("Nothing", [AdjustedSchool("1", "One", "ES", Decimal(5), 0)], 1)
    assert (summary.schools, summary.total_cents, summary.per_pupil) == ((), 0, None)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample") / "district"
    write_sample(folder, schools=24)
    facts, _ = read_district(folder)
    file, _ = read_policy(folder / "policy.yaml")
    return facts, file.policy


def test_the_sample_districts_salaries_are_what_its_roster_says(sample):
    facts, policy = sample
    study = study_adjustments(facts, policy, allocate(facts, policy, YEAR))
    salaries = study.adjustments[-1]
    titles = {one.code: one for one in facts.positions}
    wanted = {}
    for one in facts.staff:
        if one.filled:
            paid = Decimal(one.actual_salary_cents + one.actual_benefits_cents)
            title = titles[one.code]
            average = Decimal(title.salary_cents)
            for benefit in facts.benefits:
                if benefit.applies_to and "regular" not in benefit.applies_to:
                    continue
                if benefit.class_ not in ("", title.class_):
                    continue
                if benefit.kind == "percent_of_pay":
                    exact = title.salary_cents * benefit.value / 100
                    average += exact.quantize(Decimal(1), "ROUND_HALF_UP")
                else:
                    average += benefit.value * 100
            wanted[one.school_id] = wanted.get(one.school_id, 0) + one.fte * (paid - average)
    rounded = {
        one: int(cents.quantize(Decimal(1), "ROUND_HALF_UP")) for one, cents in wanted.items()
    }
    assert len(salaries.schools) > 20
    assert {one.school_id: one.cents for one in salaries.schools} == {
        one: cents for one, cents in rounded.items() if cents
    }
