"""Positions by norm, table and minimum staff: in FTE, or in dollars at what a title costs."""

from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as some
from support.small_district import YEAR, fte, lump_sum, per_pupil, small_district, small_policy

from bsa_xl.allocation import LineStatus, allocate, explain
from bsa_xl.district import Benefit, Position
from bsa_xl.location import Location

HERE = Location("positions.csv", 2)
# 1.0 FTE of a teacher costs 80,000 + 20 % + 14,000 = $110,000; of a principal $160,213 flat
POSITIONS = (
    Position("2101", "Teacher", HERE, salary_cents=80_000_00),
    Position("1300", "Principal", HERE, flat_cost_cents=160_213_00),
    Position("9999", "Volunteer", HERE),
)
BENEFITS = (
    Benefit("strs", "3101", "percent_of_pay", Decimal(20), HERE),
    Benefit("health", "3401", "dollars_per_person", Decimal(14_000), HERE, Decimal("0.5")),
)
PRICED, IN_FTE = "USD per school, priced", "FTE per school"


def staffed(kind, unit=IN_FTE, **more):
    named = {"id": "teachers", "label": "Teachers", "kind": kind, "unit": unit, "source": "Norms"}
    return named | more


def ratio(unit=IN_FTE, rounding=None, **more):
    groups = [{"counts": "grade_2", "per": {"FY2026": "21"}}]
    block = staffed("ratio", unit, position="2101", groups=groups) | more
    return block | ({"fte": rounding} if rounding else {})


def table(*rows, unit=IN_FTE, **more):
    named = {"position": "2101"} if unit != "USD per school" else {}
    bands = [
        {"at_least": low, "values": {"FY2026": value}} | ({"at_most": high} if high else {})
        for low, high, value in rows
    ]
    return staffed("bands", unit, counts="enrollment", bands=bands) | named | more


def minimum(unit, *of, **staff):
    positions = [
        {"id": f"p{code[1:]}", "label": code, "position": code[1:], "values": {"FY2026": many}}
        for code, many in staff.items()
    ]
    return staffed("top_up", unit, id="floor", label="Floor plan", of=list(of), staff=positions)


def worked_out(rows, *components, **policy):
    district = replace(small_district(rows), positions=POSITIONS, benefits=BENEFITS)
    made = small_policy(*components, **policy)
    return allocate(district, made, YEAR), district, made


def only_line(rows, *components, school="0101"):
    allocation, *_ = worked_out(rows, *components)
    assert [str(each) for each in allocation.findings] == []
    return allocation.lines(school).lines[-1]


def test_a_ratio_gives_a_position_for_so_many_pupils():
    line = only_line({"0101": {"grade_2": "48"}}, ratio(rounding={"step": "0.001"}))
    assert (line.unit, line.position_code, line.fte) == ("FTE", "2101", Decimal("2.286"))  # 48 / 21
    assert (line.count, line.rate, line.cents) == (1, None, 0)


def test_a_priced_ratio_is_fte_times_what_one_costs():
    # 48 / 21 = 2.2857.. -> 2.286; 2.286 x 110,000 = 251,460.00
    line = only_line({"0101": {"grade_2": "48"}}, ratio(PRICED, {"step": "0.001"}))
    assert (line.unit, line.count, line.rate) == ("USD", Decimal("2.286"), Decimal("110000.00"))
    assert (line.cents, line.fte, line.position_code) == (251_460_00, None, "")


@pytest.mark.parametrize(("way", "step", "fte"), [
    ("nearest", "0.5", "2.5"), ("up", "0.5", "2.5"), ("down", "0.5", "2.0"),
    ("nearest", "1", "2.0"), ("up", "1", "3.0"), ("nearest", "0.0001", "2.2857"),
    ("down", "0.0001", "2.2857"), ("up", "0.0001", "2.2858"), ("up", "0.2", "2.4"),
])  # fmt: skip
def test_fte_are_rounded_to_a_step(way, step, fte):
    # 48 / 21 = 2.28571..
    rounding = {"way": way, "step": step}
    line = only_line({"0101": {"grade_2": "48"}}, ratio(rounding=rounding))
    assert line.fte == Decimal(fte)


def two_groups(**more):
    groups = [
        {"counts": "grade_2", "per": {"FY2026": "20"}},
        {"counts": "grade_3", "per": {"FY2026": "30"}, "gives": {"FY2026": "1.2"}},
    ]
    return ratio(groups=groups, **more)


@pytest.mark.parametrize(("after", "fte"), [("sum", "3.0"), ("each", "4.0")])
def test_groups_are_added_before_or_after_rounding(after, fte):
    # 30 / 20 = 1.5 and 40 x 1.2 / 30 = 1.6: together 3.1 -> 3; each for itself 2 + 2 = 4
    rows = {"0101": {"grade_2": "30", "grade_3": "40"}}
    rounding = {"step": "1", "after": after}
    assert only_line(rows, two_groups(rounding=rounding)).fte == Decimal(fte)


def test_a_half_goes_up():
    rows = {"0101": {"grade_2": "31.5"}}  # 31.5 / 21 = 1.5
    assert only_line(rows, ratio(rounding={"step": "1"})).fte == 2


def test_a_norm_may_start_above_a_size_from_a_number_of_positions():
    # 1 + (950 - 500) / 300 x 0.5 = 1.75
    groups = [{
        "counts": "grade_2", "per": {"FY2026": "300"}, "gives": {"FY2026": "0.5"},
        "beyond": {"FY2026": "500"},
    }]  # fmt: skip
    component = ratio(groups=groups, plus={"FY2026": "1"})
    rows = {"0101": {"grade_2": "950"}, "0102": {"grade_2": "400"}}
    assert only_line(rows, component).fte == Decimal("1.75")
    assert only_line(rows, component, school="0102").fte == 1


@pytest.mark.parametrize(("pupils", "fte"), [("5", "1.0"), ("42", "2.0"), ("210", "8.0")])
def test_bounds_hold_after_rounding(pupils, fte):
    component = ratio(at_least={"FY2026": "1"}, at_most={"FY2026": "8"})
    assert only_line({"0101": {"grade_2": pupils}}, component).fte == Decimal(fte)


def test_a_ratio_says_its_norm_its_rounding_and_its_bounds():
    groups = [
        {"counts": "grade_2", "per": {"FY2026": "21"}},
        {"counts": "grade_3", "per": {"FY2026": "24"}, "gives": {"FY2026": "0.5"},
         "beyond": {"FY2026": "40"}},
    ]  # fmt: skip
    rounding = {"step": "0.5", "way": "up", "after": "each"}
    component = ratio(
        PRICED, rounding, groups=groups, plus={"FY2026": "1"}, at_most={"FY2026": "3"}
    )
    made = worked_out({"0101": {"grade_2": "48", "grade_3": "53"}}, component)
    # 1 + 2.5 + (53 - 40) x 0.5 / 24 = 0.27 -> 0.5: 4.0, at most 3.0; 3 x 110,000
    assert explain(*made, "0101").lines[0].sentence == (
        "Teachers: 3.0 FTE of Teacher (2101) (1 FTE + 48 (grade 2) / 21 + 53 (grade 3) above 40 / 24 "
        "x 0.5, each rounded up to a multiple of 0.5, and at most 3.0) x $110,000.00, what 1.0 FTE "
        "costs, = $330,000.00, in program School budget (Norms)."
    )


def test_a_ratio_in_fte_says_the_same():
    made = worked_out({"0101": {"grade_2": "48"}}, ratio(rounding={"step": "0.001"}))
    assert explain(*made, "0101").lines[0].sentence == (
        "Teachers: 2.286 FTE of Teacher (2101), 48 (grade 2) / 21, rounded to the nearest 0.001, in "
        "program School budget (Norms)."
    )


def test_a_ratio_is_to_come_where_a_count_is_missing():
    allocation, *_ = worked_out({"0101": {"grade_2": ""}, "0102": {"grade_2": "42"}}, ratio())
    first, second = (school.lines[0] for school in allocation)
    assert (first.status, first.fte) == (LineStatus.TO_COME, None)
    assert second.fte == 2
    assert allocation.fte_totals() == {"2101": 2}
    assert allocation.has_fatal


def test_a_table_gives_what_the_row_of_the_count_says():
    rows = [("0", "399", "0"), ("400", "799", "0.5"), ("800", None, "1")]
    counts = {"a": "0", "b": "399.5", "c": "400", "d": "800", "e": "5000"}
    district_rows = {name: {"enrollment": count} for name, count in counts.items()}
    found = {name: only_line(district_rows, table(*rows), school=name).fte for name in counts}
    half = Decimal("0.5")
    assert found == {"a": 0, "b": 0, "c": half, "d": 1, "e": 1}


def test_a_priced_table_is_fte_times_what_one_costs():
    rows = {"0101": {"enrollment": "620"}}
    line = only_line(rows, table(("0", "499", "0"), ("500", None, "1.5"), unit=PRICED))
    assert (line.count, line.rate, line.cents) == (Decimal("1.5"), 110_000, 165_000_00)


def test_a_table_of_dollars_says_its_row():
    rows = {"0101": {"enrollment": "620"}}
    unit = "USD per school"
    made = worked_out(rows, table(("0", "499", "0"), ("500", "999", "50000"), unit=unit))
    assert explain(*made, "0101").lines[0].sentence == (
        "Teachers: $50,000.00; 620 (pupils enrolled) is in the row from 500 to 999, in program School "
        "budget (Norms)."
    )


def test_a_row_that_has_ended_is_not_there():
    component = table(("0", None, "1"), ("500", None, "2"))
    component["bands"][1]["values"] = {"FY2024": "2", "FY2026": None}
    assert only_line({"0101": {"enrollment": "620"}}, component).fte == 1


def test_alo_51_a_count_outside_of_the_table_is_told_and_never_zero():
    made = worked_out(
        {"0101": {"enrollment": "1000"}}, table(("1", "499", "1"), ("500", "999", "2"))
    )
    assert [str(each) for each in made[0].findings] == [
        (
            "policy.yaml: No row of 'Teachers' holds School 0101 (0101), whose enrollment is 1,000, so it "
            "is to come. Add a row that does, with 0 if it gives nothing, or keep the school out with "
            "schools:. [ALO-51]"
        )
    ]
    assert made[0].lines("0101").lines[0].status is LineStatus.TO_COME


def foundation(unit):
    return staffed("foundation", unit, id="foundation", label="Foundation", positions=[
        {"id": "principal", "label": "Principal", "position": "1300", "values": {"FY2026": "1"}},
        {"id": "teacher", "label": "Teacher", "position": "2101", "values": {"FY2026": "2.5"}},
    ])  # fmt: skip


def test_a_foundation_of_positions_is_priced_from_the_rate_sheet():
    allocation, *_ = worked_out({"0101": {"el": "1"}}, foundation(PRICED))
    lines = allocation.lines("0101").lines
    assert [(line.line_id, line.count, line.rate, line.cents) for line in lines] == [
        ("0101:foundation:principal", 1, 160_213, 160_213_00),
        ("0101:foundation:teacher", Decimal("2.5"), 110_000, 275_000_00),
    ]
    assert allocation.total_cents == 435_213_00


def test_a_foundation_in_fte_is_never_added_to_dollars():
    allocation, *_ = worked_out({"0101": {"el": "1"}}, foundation(IN_FTE))
    assert allocation.total_cents == 0
    assert allocation.fte_totals() == {"1300": 1, "2101": Decimal("2.5")}


def test_alo_50_a_title_without_a_cost_is_told():
    component = foundation(PRICED)
    component["positions"][0]["position"] = "9999"
    allocation, *_ = worked_out({"0101": {"el": "1"}}, component)
    assert [str(each) for each in allocation.findings] == [
        (
            "policy.yaml: 'Foundation, Principal' pays for Volunteer (9999), which has no salary in "
            "positions.csv. Fill in its salary or flat_cost, or pay the component in FTE. [ALO-50]"
        )
    ]
    assert allocation.lines("0101").lines[0].status is LineStatus.TO_COME


def test_alo_13_a_title_that_is_not_on_the_rate_sheet_is_told():
    component = ratio(position="2102")
    allocation, *_ = worked_out({"0101": {"grade_2": "1"}}, component)
    assert [str(each) for each in allocation.findings] == [
        (
            "policy.yaml: 'Teachers' gives FTE of '2102', which positions.csv does not list; the nearest "
            "code is 2101 (Teacher). Add the title to positions.csv, or correct the code in the policy. "
            "[ALO-13]"
        )
    ]


def test_floor_staffing_pays_what_is_missing_to_the_cost_of_a_minimum_staff():
    # 160,213 + 2 x 110,000 = 380,213; 0101 has 500 x 500 = 250,000, 0102 has 400,000
    rows = {"0101": {"el": "500"}, "0102": {"el": "800"}}
    floor = minimum(PRICED, "el", p1300="1", p2101="2")
    made = worked_out(rows, per_pupil("el"), floor)
    line = made[0].lines("0101").lines[1]
    assert (line.cents, made[0].lines("0102").lines[1].cents) == (130_213_00, 0)
    assert explain(*made, "0101").lines[1].sentence == (
        "Floor plan: $130,213.00; a minimum staff of 1.0 FTE of Principal (1300), 2.0 FTE of Teacher "
        "(2101) costs $380,213.00, and the lines above come to $250,000.00, in program School budget "
        "(Norms)."
    )


def test_floor_staffing_counts_fte_above_at_what_they_cost():
    floor = minimum(PRICED, "staff", "foundation", p1300="1", p2101="2")
    given = (fte("1300", "1"), lump_sum("foundation", "20000"))
    allocation, *_ = worked_out({"0101": {"el": "1"}}, *given, floor)
    # 380,213 less 160,213 for the principal and 20,000
    assert allocation.lines("0101").lines[-1].cents == 200_000_00


def test_floor_staffing_in_fte_is_what_each_title_falls_short_of():
    floor = minimum(IN_FTE, "teachers", p1300="1", p2101="2")
    made = worked_out({"0101": {"grade_2": "10.5"}}, ratio(), floor)
    lines = made[0].lines("0101").lines[1:]
    assert [(line.line_id, line.fte) for line in lines] == [
        ("0101:floor:p1300", 1),
        ("0101:floor:p2101", Decimal("1.5")),
    ]
    assert explain(*made, "0101").lines[2].sentence == (
        "Floor plan, p2101: 1.5 FTE of Teacher (2101), what is missing to 2.0, beside 0.5 above, in "
        "program School budget (Norms)."
    )


def test_floor_staffing_is_to_come_where_a_line_above_is():
    floor = minimum(PRICED, "el", p1300="1")
    allocation, *_ = worked_out({"0101": {"el": ""}}, per_pupil("el"), floor)
    assert allocation.lines("0101").lines[1].status is LineStatus.TO_COME


WAYS = {"nearest": ROUND_HALF_UP, "up": ROUND_CEILING, "down": ROUND_FLOOR}
STEPS = some.sampled_from(["0.0001", "0.001", "0.05", "0.2", "0.25", "0.5", "1"])
COUNTS = some.lists(some.integers(0, 30_000_000), min_size=2, max_size=2)


@settings(max_examples=60)
@for_all(COUNTS, some.integers(1, 400_000), STEPS, some.sampled_from(list(WAYS)), some.booleans())
def test_fte_agree_with_a_decimal_calculation(counts, per, step, way, by_group):
    per, pupils = Decimal(per) / 1000, [Decimal(count) / 10_000 for count in counts]
    names = ("grade_2", "grade_3")
    groups = [{"counts": name, "per": {"FY2026": str(per)}} for name in names]
    rounding = {"step": step, "way": way, "after": "each" if by_group else "sum"}
    row = {name: str(count) for name, count in zip(names, pupils, strict=True)}
    line = only_line({"0101": row}, ratio(groups=groups, rounding=rounding))
    exact = [count / per / Decimal(step) for count in pupils]
    if by_group:
        steps = sum(each.quantize(Decimal(1), WAYS[way]) for each in exact)
    else:
        steps = (sum(pupils) / per / Decimal(step)).quantize(Decimal(1), WAYS[way])
    assert line.fte == steps * Decimal(step)


@for_all(some.integers(0, 9_999), some.integers(0, 9_999))
def test_a_larger_school_never_gets_fewer_positions(one, other):
    small, large = sorted((one, other))
    rows = {"0101": {"grade_2": str(small)}, "0102": {"grade_2": str(large)}}
    component = ratio(rounding={"step": "0.2", "way": "up"}, at_least={"FY2026": "1"})
    allocation, *_ = worked_out(rows, component)
    fewer, more = (school.lines[0].fte for school in allocation)
    assert fewer <= more
