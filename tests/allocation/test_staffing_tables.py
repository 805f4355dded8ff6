"""Positions by a table, a foundation and a minimum staff: in FTE, or priced from the rate sheet."""

from decimal import Decimal

from support.small_district import fte, lump_sum, per_pupil
from support.small_staff import (
    IN_FTE,
    PRICED,
    foundation,
    minimum,
    only_line,
    ratio,
    table,
    worked_out,
)

from bsa_xl.allocation import LineStatus, explain


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
