"""Counts made of others, and what is said where a count has no value."""

import pytest
from support.small_district import (
    YEAR,
    lump_sum,
    per_pupil,
    pool,
    school,
    small_district,
    small_policy,
    weight,
)

from bsa_xl.allocation import LineStatus, allocate
from bsa_xl.allocation.student_groups import group_label
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location


def allocated(rows, *components, schools=None, **policy):
    return allocate(
        small_district(rows, schools=schools), small_policy(*components, **policy), YEAR
    )


def counted(row, rule, **policy):
    """The count of one school under a rule, by paying a dollar for each pupil."""
    allocation = allocated({"0101": row}, per_pupil("made", "1"), counting={"made": rule}, **policy)
    [line] = allocation.lines("0101").lines
    return line.count, [str(finding) for finding in allocation.findings]


def test_a_sum_counts_every_instance_times_its_factor():
    # Houston's compensatory count: (320 + 250) x 50 % = 285
    row = {"econ_dis": "320", "at_risk": "250"}
    assert counted(row, {"sum": ["econ_dis", "at_risk"], "times": "0.5"}) == (285, [])
    assert counted(row, {"sum": ["econ_dis", "at_risk"]}) == (570, [])


def test_a_made_count_keeps_four_decimals_and_is_printed_as_it_is_paid():
    # 1 x 0.33335 = 0.33335, half away 0.3334
    count, _ = counted({"el": "1"}, {"sum": ["el"], "times": "0.33335"})
    assert str(count) == "0.3334"


def test_pupils_above_a_share_of_enrollment_are_never_fewer_than_none():
    # 300 - 0.55 x 400 = 80; 200 - 0.55 x 400 = -20
    rule = {"above": "econ_dis", "share": {"FY2026": "0.55"}}
    assert counted({"enrollment": "400", "econ_dis": "300"}, rule) == (80, [])
    assert counted({"enrollment": "400", "econ_dis": "220"}, rule) == (0, [])
    assert counted({"enrollment": "400", "econ_dis": "200"}, rule) == (0, [])


def test_a_count_may_be_made_of_one_that_is_made():
    rules = {
        "need": {"sum": ["el", "econ_dis"]},
        "made": {"above": "need", "share": {"FY2026": "0.5"}},
    }
    row = {"enrollment": "100", "el": "30", "econ_dis": "60"}
    allocation = allocated({"0101": row}, per_pupil("made", "1"), counting=rules)
    assert allocation.lines("0101").lines[0].count == 40  # 90 - 50
    assert allocation.lines("0101").lines[0].counted == "made, projected"


UNION = {"any_of": ["el", "econ_dis"], "supplied_as": "unduplicated", "label": "In need"}


@pytest.mark.parametrize("union", ["60", "75", "90"])
def test_an_unduplicated_count_is_the_one_supplied_up_to_both_its_bounds(union):
    row = {"enrollment": "100", "el": "30", "econ_dis": "60", "unduplicated": union}
    assert counted(row, UNION) == (int(union), [])


@pytest.mark.parametrize(
    ("union", "enrollment"),
    [("59.9999", "100"), ("90.0001", "100"), ("85", "80")],
)
def test_alo_04_an_unduplicated_count_outside_its_bounds_is_not_paid(union, enrollment):
    row = {"enrollment": enrollment, "el": "30", "econ_dis": "60", "unduplicated": union}
    count, said = counted(row, UNION)
    assert count is None
    assert said == [
        (
            f"counts.csv, line 2, column unduplicated: unduplicated of School 0101 (0101) is {union}, "
            f"which cannot be beside el 30, econ_dis 60, enrollment {enrollment}; 'Made' is to come. "
            "Correct it: at least the largest of the groups, at most all of them together and the "
            "enrollment. [ALO-04]"
        )
    ]


def test_an_unduplicated_count_needs_no_groups_that_are_not_supplied():
    row = {"enrollment": "100", "el": "*", "econ_dis": "60", "unduplicated": "95"}
    assert counted(row, UNION) == (95, [])  # the sum of the groups is not known, so it is no bound
    assert counted({"unduplicated": "95"}, UNION) == (95, [])


def test_alo_01_a_count_that_was_not_supplied_is_never_zero():
    rows = {"0101": {"el": "106"}, "0102": {"el": ""}}
    allocation = allocated(rows, weight(), per_pupil(id="newcomer"))
    [line, newcomer] = allocation.lines("0102").lines
    assert (line.status, line.count, line.rate, line.cents) == (LineStatus.TO_COME, None, None, 0)
    assert newcomer.status is LineStatus.TO_COME
    assert allocation.lines("0101").lines[0].cents == 106 * 500_00
    [finding] = allocation.findings  # one cause is told once, whoever needs the count
    assert finding.is_fatal
    assert finding.school_id == "0102"
    assert str(finding) == (
        "counts.csv, line 3, column el: el of School 0102 (0102) is empty, so 'El' is to come. "
        "Type the count, or 0 if there are no such pupils. [ALO-01]"
    )
    assert allocation.has_fatal


def test_alo_02_a_suppressed_count_is_never_zero():
    allocation = allocated({"0101": {"el": "*"}}, weight())
    assert allocation.lines("0101").lines[0].status is LineStatus.TO_COME
    [finding] = allocation.findings
    assert str(finding) == (
        "counts.csv, line 2, column el: el of School 0101 (0101) is suppressed (*), so 'El' is to "
        "come. Ask the data office for the true count and type it in its place. [ALO-02]"
    )


def test_a_made_count_is_missing_where_one_of_its_parts_is():
    rule = {"sum": ["el", "econ_dis"]}
    count, said = counted({"el": "30", "econ_dis": "*"}, rule)
    assert count is None
    assert [text[-8:] for text in said] == ["[ALO-02]"]


def test_a_count_is_not_missed_where_nobody_needs_it():
    rows = {"0101": {"el": "106"}, "0102": {"el": "*"}}
    schools = [school("0101"), school("0102", "HS")]
    component = weight(schools={"where": {"level": ["ES"]}})
    allocation = allocated(rows, component, schools=schools)
    assert allocation.findings == ()
    assert allocation.lines("0102").lines[0].status is LineStatus.NOT_ELIGIBLE


def test_alo_03_a_school_without_a_row_is_told_once():
    rows = {"0101": {"el": "106", "swd": "9"}}
    schools = [school("0102"), school("0101")]
    allocation = allocated(rows, weight(), weight("swd"), lump_sum(), schools=schools)
    statuses = [line.status for line in allocation.lines("0102").lines]
    assert statuses == [LineStatus.TO_COME, LineStatus.TO_COME, LineStatus.FINAL]
    assert allocation.lines("0101").lines[1].count == 9
    [finding] = allocation.findings
    assert str(finding) == (
        "counts.csv: School 0102 (0102) has no projected counts of FY2026, so 'El' is to come. "
        "Add a row for school 0102, or give the date on which it closed. [ALO-03]"
    )


def test_alo_03_a_group_without_a_column_is_told_once_with_the_nearest_name():
    rows = {"0101": {"el": "106"}, "0102": {"el": "1"}}
    allocation = allocated(rows, weight("ell"))
    [finding] = allocation.findings
    assert str(finding) == (
        "counts.csv: 'Ell' counts 'ell', and no column has that name; the nearest name is 'el'. "
        "Add the column 'ell', or correct the name in the policy. [ALO-03]"
    )
    assert {line.status for each in allocation for line in each.lines} == {LineStatus.TO_COME}


def test_alo_03_a_measure_without_counts_is_told_once():
    rows = {"0101": {"el": "106"}, "0102": {"el": "1"}}
    allocation = allocated(rows, weight(), weight("swd"), measure="norm_day")
    [finding] = allocation.findings
    assert str(finding) == (
        "counts.csv: 'El' uses norm_day counts of FY2026, and there are none; FY2026 has projected. "
        "Supply rows with fiscal_year FY2026 and measure norm_day, or name another measure in the "
        "policy. [ALO-03]"
    )


def test_a_component_may_use_a_measure_of_its_own():
    allocation = allocated({"0101": {"el": "106"}}, weight(measure="projected"), measure="ada")
    assert allocation.lines("0101").lines[0].counted == "English learners, projected"


def test_alo_05_a_negative_count_takes_no_money():
    allocation = allocated({"0101": {"el": "-3"}}, weight())
    assert allocation.total_cents == 0
    [finding] = allocation.findings
    assert str(finding) == (
        "counts.csv, line 2, column el: el of School 0101 (0101) is -3, so 'El' is to come. "
        "Type the number of pupils, zero or more. [ALO-05]"
    )


def test_alo_05_a_count_of_billions_is_no_count():
    allocation = allocated({"0101": {"el": "1000000000.0001"}}, weight())
    [finding] = allocation.findings
    assert finding.problem == (
        "el of School 0101 (0101) is 1,000,000,000.0001, so 'El' is to come."
    )


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ({"sum": ["el"], "times": "-1"}, "'Made' counts 'made', and its times is -1."),
        (
            {"above": "el", "of": "el", "share": {"FY2026": "-0.5"}},
            "'Made' counts 'made', and its share is -0.5.",
        ),
        (
            {"sum": ["el"], "times": "999999999999"},
            "'Made' counts 'made, projected', which comes to more than a billion pupils at a school.",
        ),
        ({"sum": ["el", "made"]}, "'Made' counts 'made', which is made of itself."),
    ],
)
def test_alo_05_a_count_that_cannot_be_made_is_not_paid(rule, problem):
    allocation = allocated({"0101": {"el": "106"}}, per_pupil("made"), counting={"made": rule})
    assert allocation.lines("0101").lines[0].status is LineStatus.TO_COME
    [finding] = allocation.findings
    assert (finding.id, finding.problem) == ("ALO-05", problem)
    assert finding.where == Location(file="policy.yaml")


def test_alo_15_a_share_that_does_not_hold_in_the_year_is_not_paid():
    rule = {"above": "el", "of": "el", "share": {"FY2027": "0.55"}}
    count, said = counted({"el": "30"}, rule)
    assert count is None
    assert said == [
        (
            "policy.yaml: 'Made' counts 'made', and its share has no value in FY2026. "
            "Give the share that holds in FY2026, or end the component with null. [ALO-15]"
        )
    ]


def test_where_one_claim_on_a_pool_is_not_known_nobody_is_given_a_share():
    rows = {"0101": {"el": "106"}, "0102": {"el": "*"}}
    allocation = allocated(rows, pool("1000", "el"))
    assert {line.status for each in allocation for line in each.lines} == {LineStatus.TO_COME}
    assert [finding.id for finding in allocation.findings] == ["ALO-02"]
    assert not allocation.controls[0].foots


def test_another_year_has_its_own_counts():
    allocation = allocate(
        small_district({"0101": {"el": "106"}}),
        small_policy(weight() | {"values": {"FY2020": "0.1"}}, base="1"),
        FiscalYear(2027),
    )
    assert [finding.id for finding in allocation.findings] == ["ALO-03"]


@pytest.mark.parametrize(("group", "label"), [
    ("el", "English learners"),
    ("tk_k", "transitional kindergarten and kindergarten"),
    ("grades_k_3", "kindergarten to grade 3"),
    ("g4_6", "grades 4 to 6"),
    ("grade_9", "grade 9"),
    ("grades_9_12", "grades 9 to 12"),
    ("tier_2", "tier 2"),
    ("at_risk", "at risk"),
    ("kind_1", "kind 1"),
])  # fmt: skip
def test_a_student_group_is_called_as_people_call_it(group, label):
    assert group_label(group) == label
