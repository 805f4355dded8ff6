"""Positions for so many pupils each, in FTE or in dollars at what a title costs."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as some
from support.small_staff import (
    PRICED,
    only_line,
    ratio,
    worked_out,
)

from bsa_xl.allocation import LineStatus, explain


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
