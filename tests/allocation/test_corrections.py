"""Attendance, salaries and a norm-based budget: each a signed line that says how it came about."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as some
from support.small_district import (
    YEAR,
    adjustment,
    count_table,
    fte,
    lump_sum,
    per_pupil,
    school,
    small_district,
    small_policy,
)
from support.small_results import cents_of, lines_of, told
from support.small_roster import PENSION, TITLES, person

from bsa_xl.allocation import LineStatus, allocate, explain
from bsa_xl.money import round_ratio

ROWS = {"0101": {"enrollment": "400"}, "0102": {"enrollment": "200"}}
PER_PUPIL = per_pupil("enrollment", "1000")  # $400,000 and $200,000


def allocated(*adjustments, staff=(), measures=(), rows=ROWS, components=(PER_PUPIL,), **policy):
    """``measures``: rows of counts by the name of their measure."""
    district = small_district(rows, schools=[school(each) for each in rows])
    tables = {(YEAR, name): count_table(each, measure=name) for name, each in measures}
    district = replace(
        district,
        counts=dict(district.counts) | tables,
        positions=TITLES,
        benefits=(PENSION,),
        staff=tuple(staff),
    )
    made = small_policy(*components, adjustments=list(adjustments), **policy)
    return allocate(district, made, YEAR), district, made


def corrected(name, kind, share="1", **more):
    values = {"FY2026": share}
    return adjustment(name, kind, unit="share of difference", values=values) | more


def attendance(direction="school_over_district", **more):
    where = {"attended": {"measure": "ada"}, "enrolled": {"measure": "census"}}
    return corrected("attendance", "attendance", direction=direction) | where | more


def rates(first="360", second="190"):
    """Of 400 and 200 pupils: 90 % and 95 %; 550 of 600 in the district."""
    return (
        ("ada", {"0101": {"enrollment": first}, "0102": {"enrollment": second}}),
        ("census", ROWS),
    )


def test_attendance_pays_by_the_schools_rate_over_the_districts():
    # 0101: 400,000 x 0.90 / (550 / 600) = 392,727.27, so -7,272.73; 0102: 200,000 x 0.95 / 0.91666.. - 200,000
    made = allocated(attendance(), measures=rates())
    assert cents_of(made, "attendance") == {"0101": -7_272_73, "0102": 7_272_73}
    assert explain(*made, "0101").lines[-1].sentence == (
        "Attendance: -$7,272.73; 90 % (360 of 400) of pupils attend and 91.67 % (550 of 600) in the "
        "district; $400,000.00 x school's / district's rate, in program School budget (Board Policy "
        "3110)."
    )


def test_attendance_may_bring_every_school_to_the_districts_average():
    # 400,000 x (550 / 600) / 0.90 = 407,407.407, so +7,407.41; 200,000 x .91666 / .95 = 192,982.456
    made = allocated(attendance("district_over_school"), measures=rates())
    assert cents_of(made, "attendance") == {"0101": 7_407_41, "0102": -7_017_54}
    assert "$400,000.00 x district's / school's rate" in explain(*made, "0101").lines[-1].sentence


def test_attendance_may_be_applied_in_part():
    made = allocated(corrected("a", "attendance", "0.5", **{
        key: attendance()[key] for key in ("attended", "enrolled", "direction")
    }), measures=rates())  # fmt: skip
    assert cents_of(made, "a") == {"0101": -3_636_36, "0102": 3_636_36}
    assert "rate, 50 % of the difference, in" in explain(*made, "0101").lines[-1].sentence


def test_the_districts_rate_is_made_of_the_schools_that_the_policy_names():
    # of 0101 alone: 90 %, so 0101 is not adjusted and 0102 gets 200,000 x (95 / 90 - 1)
    made = allocated(attendance(among={"schools": ["0101"]}), measures=rates())
    assert cents_of(made, "attendance") == {"0102": 11_111_11}


def test_attendance_is_to_come_for_all_where_one_count_of_the_districts_is_missing():
    made = allocated(attendance(), measures=rates(second="*"))
    assert {line.status for line in lines_of(made, "attendance").values()} == {LineStatus.TO_COME}
    assert [each.id for each in made[0].findings] == ["ALO-02"]


def test_alo_64_a_school_without_a_rate_is_told():
    made = allocated(attendance(), measures=rates(second="0"))
    assert told(made) == [
        (
            "policy.yaml: 'Attendance' needs the attendance of school 0102, where 0 of 200 pupils attend, "
            "so it is to come. Correct the counts, or leave the school out with schools:. [ALO-64]"
        )
    ]
    found = lines_of(made, "attendance")
    assert found["0102"].status is LineStatus.TO_COME
    assert explain(*made, "0102").lines[-1].sentence.startswith("Attendance: to come, in program")
    # the district's rate is 360 of 600, and 0101's 360 of 400: 400,000 x (0.9 / 0.6 - 1)
    assert found["0101"].cents == 200_000_00


def test_alo_76_more_pupils_who_attend_than_are_enrolled_are_told_and_nobody_is_paid_by_them():
    # 401 of 400 is 100.25 %; it is part of the district's rate as well
    made = allocated(attendance(), measures=rates(first="401"))
    assert told(made) == [
        (
            "counts.csv: School 0101 (0101) has 401 pupils enrolled, ada, more than 400 pupils "
            "enrolled, census, so 'Attendance' is to come. Correct the counts: no more pupils attend "
            "than are enrolled. [ALO-76]"
        )
    ]
    found = lines_of(made, "attendance")
    assert {line.status for line in found.values()} == {LineStatus.TO_COME}
    # 0102 waits for it, and is told
    assert [each.id for each in explain(*made, "0102").findings] == ["ALO-76"]


def test_every_pupil_may_attend():
    # 400 of 400 and 190 of 200; 590 of 600: 400,000 x 1 / (590 / 600) = 406,779.661
    made = allocated(attendance(), measures=rates(first="400"))
    assert told(made) == []
    assert cents_of(made, "attendance")["0101"] == 6_779_66


def test_a_school_outside_the_districts_rate_leaves_only_its_own_line_to_come():
    made = allocated(attendance(among={"schools": ["0102"]}), measures=rates(first="470"))
    assert [each.id for each in made[0].findings] == ["ALO-76"]
    assert lines_of(made, "attendance")["0101"].status is LineStatus.TO_COME
    assert cents_of(made, "attendance").get("0102", 0) == 0  # the district's rate is its own


def test_nobody_enrolled_anywhere_leaves_every_line_to_come():
    nobody = {one: {"enrollment": "0"} for one in ROWS}
    made = allocated(attendance(), measures=(("ada", nobody), ("census", nobody)))
    assert {line.status for line in lines_of(made, "attendance").values()} == {LineStatus.TO_COME}
    assert [each.id for each in made[0].findings] == ["ALO-64", "ALO-64"]


def salary(direction="charge", **more):
    return corrected("salary", "salary", direction=direction) | more


#: 0101: a teacher 5,000 above average and half a clerk 4,000 below; a vacancy.
STAFF = (
    person("1", "0101", "2101", "85000", "16000"),
    person("2", "0101", "2202", "36000", "8000", share="0.5"),
    person("3", "0101", "2101", "", "", filled=False),
    person("4", "0102", "2101", "80000", "16000"),
)


def test_salaries_are_charged_title_by_title():
    # 1.0 x (101,000 - 96,000) + 0.5 x (44,000 - 48,000) = 3,000; 0102 pays the average
    made = allocated(salary(), staff=STAFF)
    assert cents_of(made, "salary") == {"0101": -3_000_00}
    assert explain(*made, "0101").lines[-1].sentence == (
        "Salary: -$3,000.00; 1.5 FTE cost $123,000.00, and $120,000.00 at the district's average by "
        "position; the difference of $3,000.00 (Teacher (2101) 1 FTE $5,000.00, Clerk (2202) 0.5 FTE "
        "-$2,000.00), charged, in program School budget (Board Policy 3110)."
    )


@pytest.mark.parametrize(("more", "cents"), [
    ({"direction": "credit"}, 3_000_00),
    ({"compares": "salary"}, -3_000_00),  # 5,000 - 0.5 x 4,000
    ({"positions": ["2101"]}, -5_000_00),
    ({"values": {"FY2026": "0.25"}}, -750_00),
    ({"paid_by": ["other"]}, None),
    ({"values": {"FY2027": "1"}}, None),
])  # fmt: skip
def test_salaries_are_compared_as_the_policy_says(more, cents):
    made = allocated(salary() | more, staff=STAFF)
    assert cents_of(made, "salary") == ({} if cents is None else {"0101": cents})


def test_only_the_share_of_a_position_that_a_program_pays_is_compared():
    split = person("1", "0101", "2101", "85000", "16000", shares=(("general", 40), ("title_i", 60)))
    made = allocated(salary(paid_by=["title_i"]), staff=[split])
    assert cents_of(made, "salary") == {"0101": -3_000_00}  # 0.6 x 5,000


@pytest.mark.parametrize(("actual", "benefits", "column"), [
    ("", "16000", "actual_salary"), ("85000", "", "actual_benefits"),
])  # fmt: skip
def test_alo_66_a_filled_position_without_its_cost_is_told(actual, benefits, column):
    made = allocated(salary(), staff=[person("1", "0101", "2101", actual, benefits)])
    assert told(made) == [
        (
            f"staff.csv, line 7: 'Salary' needs {column} of position 1 at school 0101, so it is to come. "
            "Fill it in, write vacant, or compare other titles with positions:. [ALO-66]"
        )
    ]
    assert lines_of(made, "salary")["0101"].status is LineStatus.TO_COME


def test_alo_65_a_district_without_a_roster_is_told():
    made = allocated(salary())
    assert told(made) == [
        (
            "policy.yaml: 'Salary' compares what staff cost, and staff.csv lists nobody. Supply "
            "staff.csv, or end the adjustment with null. [ALO-65]"
        )
    ]
    assert {line.status for line in lines_of(made, "salary").values()} == {LineStatus.TO_COME}


#: 4.0 teachers and a clerk at average, 384,000 + 48,000, and 2,000 for supplies.
NORM = (fte("2101", "4"), fte("2202", "1", id="clerk", label="Clerk"), lump_sum("supplies", "2000"))


def norm(**more):
    return corrected("norm", "match_norm", norm=list(NORM)) | more


def test_a_norm_based_budget_is_matched_and_shown_beside():
    # 434,000: 0101 has 400,000 and 0102 200,000
    made = allocated(norm())
    assert cents_of(made, "norm") == {"0101": 34_000_00, "0102": 234_000_00}
    assert made[0].fte_totals() == {}
    assert explain(*made, "0101").lines[-1].sentence == (
        "Norm: $34,000.00; a norm-based budget comes to $434,000.00 (Staff 4.0 FTE at $96,000.00 = "
        "$384,000.00; Clerk 1.0 FTE at $48,000.00 = $48,000.00; Supplies $2,000.00), and the lines "
        "above to $400,000.00, in program School budget (Board Policy 3110)."
    )
    [beside] = made[0].norms
    assert (beside.cents.tolist(), beside.formula_cents.tolist()) == (
        [434_000_00] * 2,
        [400_000_00, 200_000_00],
    )


def test_a_norm_takes_what_is_above_it_unless_it_is_a_floor():
    low = norm(norm=[lump_sum("supplies", "300000")])
    assert cents_of(allocated(low), "norm") == {"0101": -100_000_00, "0102": 100_000_00}
    assert cents_of(allocated(low | {"only": "up"}), "norm") == {"0102": 100_000_00}


def test_a_norm_by_pupils_is_to_come_where_a_count_is():
    rows = ROWS | {
        "0102": {"enrollment": "200", "el": "*"},
        "0101": {"enrollment": "400", "el": "3"},
    }
    made = allocated(norm(norm=[per_pupil("el", "100")]), rows=rows)
    found = lines_of(made, "norm")
    assert found["0102"].status is LineStatus.TO_COME
    assert found["0101"].cents == 300_00 - 400_000_00


def test_a_norm_stands_under_the_adjustments_program_where_there_are_several():
    programs = [{"id": "general", "title": "General"}, {"id": "title_i", "title": "Title I"}]
    own = PER_PUPIL | {"program": "general"}
    made = allocated(norm(program="title_i"), components=(own,), programs=programs)
    assert {line.program for line in lines_of(made, "norm").values()} == {"title_i"}


PUPILS = some.integers(1, 3000)


@settings(max_examples=60, deadline=None)
@for_all(PUPILS, PUPILS, PUPILS, PUPILS)
def test_attendance_is_the_fraction_rounded_once(first, second, absent, of_others):
    of_first, of_second = first + absent, second + of_others
    measures = (
        ("ada", {"0101": {"enrollment": str(first)}, "0102": {"enrollment": str(second)}}),
        ("census", {"0101": {"enrollment": str(of_first)}, "0102": {"enrollment": str(of_second)}}),
    )
    made = allocated(attendance(), measures=measures)
    district = Fraction(first + second, of_first + of_second)
    change = 400_000_00 * (Fraction(first, of_first) / district - 1)
    assert cents_of(made, "attendance").get("0101", 0) == round_ratio(
        change.numerator, change.denominator
    )
