"""Who takes part in a year, and whom a condition lets in."""

from dataclasses import replace
from datetime import date

import pytest
from support.small_district import YEAR, lump_sum, school, small_district, small_policy, weight

from bsa_xl.allocation import LineStatus, allocate
from bsa_xl.district import DistrictProfile
from bsa_xl.location import Location

FINAL, NOT_ELIGIBLE, TO_COME = LineStatus.FINAL, LineStatus.NOT_ELIGIBLE, LineStatus.TO_COME


def allocated(schools, *components):
    return allocate(small_district({}, schools=schools), small_policy(*components), YEAR)


def statuses(allocation):
    """What each school's lines say; nothing for a school without lines."""
    return {each.school_id: [str(line.status) for line in each.lines] for each in allocation}


def test_a_school_that_fails_a_condition_is_told_that_it_is_not_eligible():
    schools = [school("0101"), school("0102", "HS"), school("0103", "MS")]
    gate = {"where": {"level": ["ES", "MS"]}, "except_where": {"school_id": ["0103"]}}
    allocation = allocated(schools, lump_sum(dollars="9.50", schools=gate))
    assert statuses(allocation) == {
        "0101": ["final"],
        "0102": ["not eligible"],
        "0103": ["not eligible"],
    }
    line = allocation.lines("0102").lines[0]
    assert (line.count, line.rate, line.cents) == (None, None, 0)
    assert allocation.total_cents == 9_50
    assert allocation.findings == ()


def test_a_school_that_a_list_leaves_out_has_no_such_line():
    schools = [school("0101"), school("0102", "HS")]
    allocation = allocated(schools, lump_sum(schools={"schools": ["0102"]}), lump_sum("other"))
    assert statuses(allocation) == {"0101": ["final"], "0102": ["final", "final"]}


def test_a_condition_may_use_a_column_of_the_districts_own():
    schools = [
        school("0101", attributes={"magnet": "yes"}),
        school("0102", attributes={"magnet": ""}),
        school("0103"),
    ]
    allocation = allocated(schools, lump_sum(schools={"where": {"magnet": ["yes"]}}))
    assert statuses(allocation) == {
        "0101": ["final"],
        "0102": ["not eligible"],
        "0103": ["not eligible"],
    }


def test_a_condition_may_use_a_yes_or_no():
    schools = [school("0101", title_i=True), school("0102", title_i=False), school("0103")]
    allocation = allocated(schools, lump_sum(schools={"where": {"title_i": ["yes"]}}))
    assert [lines[0] for lines in statuses(allocation).values()] == [
        FINAL,
        NOT_ELIGIBLE,
        NOT_ELIGIBLE,
    ]


def test_alo_08_a_condition_on_an_unknown_column_is_not_guessed():
    gate = {"where": {"magnet": ["yes"]}}
    allocation = allocated(
        [school("0101")], lump_sum(schools=gate), lump_sum("other", schools=gate)
    )
    assert statuses(allocation) == {"0101": ["to come", "to come"]}
    [finding] = allocation.findings
    assert finding.is_fatal
    assert str(finding) == (
        "policy.yaml: 'Foundation' is for schools by 'magnet', and schools.csv has no column "
        "'magnet'. Add the column 'magnet' to schools.csv, or correct the name in the policy. [ALO-08]"
    )


def test_alo_07_a_condition_that_lets_nobody_in_shows_what_the_column_holds():
    schools = [school("0101"), school("0102", "HS"), school("0103", "")]
    allocation = allocated(schools, lump_sum(schools={"where": {"level": ["Elementary"]}}))
    [finding] = allocation.findings
    assert not finding.is_fatal
    assert str(finding) == (
        "policy.yaml: The condition of 'Foundation' lets no school in (level is empty, ES, HS). "
        "Write the values as schools.csv has them, or take the component out. [ALO-07]"
    )


def test_alo_07_shows_at_most_eight_values():
    schools = [school(str(number), f"level {number}") for number in range(9)]
    allocation = allocated(schools, lump_sum(schools={"where": {"level": ["ES"]}}))
    assert allocation.findings[0].problem.endswith("level 6, level 7, ...).")


def test_alo_19_a_list_that_names_an_unknown_school_says_so():
    gate = {"schools": ["0101", "0110"]}
    allocation = allocated([school("0101")], lump_sum(schools=gate))
    [finding] = allocation.findings
    assert str(finding) == (
        "policy.yaml: 'Foundation' names school 0110, which is not an open school of schools.csv. "
        "Correct the id in the policy, or add the school. [ALO-19]"
    )


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ({}, None),
        ({"opened": date(2026, 6, 30), "closes_on": date(2025, 7, 2)}, None),
        (
            {"closes_on": date(2025, 7, 1)},
            "closes on 2025-07-01, before FY2026 starts on 2025-07-01",
        ),
        ({"opened": date(2026, 7, 1)}, "opens on 2026-07-01, after FY2026 ends on 2026-06-30"),
    ],
)
def test_alo_14_a_school_that_is_not_open_in_the_year_is_given_nothing(dates, said):
    rows = {"0101": {"el": "1"}, "0102": {"el": "2"}}
    schools = [school("0101", **dates), school("0102")]
    district = small_district(rows, schools=schools)
    allocation = allocate(district, small_policy(weight()), YEAR)
    if said is None:
        assert allocation.school_ids == ("0101", "0102")
        assert allocation.findings == ()
        return
    assert allocation.school_ids == ("0102",)
    assert allocation.lines("0102").lines[0].count == 2
    [finding] = allocation.findings
    assert finding.where == Location(file="schools.csv", line=2)
    assert not finding.is_fatal
    assert finding.problem == f"School 0101 (0101) {said}, so it is allocated nothing."
    assert finding.remedy == "Correct the date if this is not so."
    assert finding.id == "ALO-14"


@pytest.mark.parametrize(
    ("starts", "takes_part"),
    [((1, 1), {"b", "c"}), ((7, 1), {"a", "b"}), ((9, 1), {"b"})],
)
def test_a_year_starts_where_the_district_says(starts, takes_part):
    schools = [
        school("a", closes_on=date(2025, 8, 15)),
        school("b"),
        school("c", opened=date(2026, 9, 1)),
    ]
    district = small_district({}, schools=schools)
    district = replace(district, profile=DistrictProfile("Riverbend", year_starts=starts))
    allocation = allocate(district, small_policy(lump_sum()), YEAR)
    assert set(allocation.school_ids) == takes_part


def test_the_policy_may_call_a_line_an_estimate_or_to_come():
    components = [lump_sum(status="estimate"), lump_sum("later", status="to come")]
    allocation = allocated([school("0101")], *components)
    estimate, later = allocation.lines("0101").lines
    assert (estimate.status, estimate.cents) == (LineStatus.ESTIMATE, 215_000_00)
    assert (later.status, later.count, later.cents) == (TO_COME, None, 0)
    assert allocation.total_cents == 215_000_00
    assert allocation.findings == ()
