"""Each kind of component on a district that a person can check by hand."""

from decimal import Decimal

import pytest
from support.small_district import (
    YEAR,
    fte,
    given,
    lump_sum,
    per_pupil,
    pool,
    school,
    small_district,
    small_policy,
    weight,
)

from bsa_xl.allocation import AllocationLine, LineStatus, LineUnit, allocate
from bsa_xl.citation import Citation

COUNTS = {
    "0101": {"enrollment": "400", "el": "106", "econ_dis": "300"},
    "0102": {"enrollment": "250", "el": "0", "econ_dis": "100"},
}
DOLLARS = {"rounding": {"lines": "dollar"}}


def only_line(school_id, component, *, counts=COUNTS, district=None, **policy) -> AllocationLine:
    allocation = allocate(
        district or small_district(counts), small_policy(component, **policy), YEAR
    )
    [line] = allocation.lines(school_id).lines
    return line


def test_a_weight_is_count_times_weight_times_base():
    # 106 x (0.1 x 5,174.4996) = 106 x 517.44996 = 54,849.69576
    line = only_line("0101", weight(), base="5174.4996", **DOLLARS)
    assert (line.count, line.rate, line.cents) == (Decimal(106), Decimal("517.44996"), 54_850_00)
    assert line == AllocationLine(
        line_id="0101:el",
        school_id="0101",
        fiscal_year=YEAR,
        event="adopted",
        component="el",
        program="general",
        unit=LineUnit.USD,
        label="El",
        counted="English learners, projected",
        count=Decimal(106),
        rate=Decimal("517.44996"),
        cents=54_850_00,
        source=Citation("Board Policy 3110"),
    )


def test_a_count_of_zero_gives_a_final_line_of_nothing():
    line = only_line("0102", weight())
    assert (line.count, line.cents, line.status) == (Decimal(0), 0, LineStatus.FINAL)


def test_the_rate_is_rounded_before_it_multiplies():
    # 0.123 x 1,000.55 = 123.06765; at two decimals 123.07; 106 x 123.07 = 13,045.42
    line = only_line("0101", weight(share="0.123"), base="1000.55", rounding={"rates": 2})
    assert (line.rate, line.cents) == (Decimal("123.07"), 13_045_42)


def test_a_half_cent_goes_away_from_zero():
    # 106 x 0.0025 = 0.265; 106 x -0.0025 = -0.265
    assert only_line("0101", per_pupil(dollars="0.0025")).cents == 27
    assert only_line("0101", per_pupil(dollars="-0.0025")).cents == -27


@pytest.mark.parametrize(
    ("lines", "cents"), [("cent", 159_53), ("dollar", 160_00), ("truncate", 159_00)]
)
def test_lines_are_cents_or_whole_dollars_or_cut_off_at_the_dollar(lines, cents):
    # 106 x 1.505 = 159.53
    assert only_line("0101", per_pupil(dollars="1.505"), rounding={"lines": lines}).cents == cents


def test_a_deduction_is_cut_off_towards_zero():
    line = only_line("0101", per_pupil(dollars="-1.505"), rounding={"lines": "truncate"})
    assert line.cents == -159_00


def test_dollars_per_pupil():
    line = only_line("0101", per_pupil(dollars="500"))
    assert (line.rate, str(line.rate), line.cents) == (Decimal(500), "500.00", 53_000_00)


def test_a_grade_span_component_gives_a_line_for_each_span():
    component = {
        "id": "base", "kind": "grade_spans", "label": "Base", "unit": "share of base",
        "source": "Board Policy 3110",
        "spans": [
            {"id": "k-3", "label": "K-3", "counts": "el", "values": {"FY2026": "1.07"}},
            {"id": "4-8", "label": "4-8", "counts": "econ_dis", "values": {"FY2026": "1"},
             "source": "Board Resolution 7"},
            {"id": "old", "label": "Old", "counts": "nobody", "values": {"FY2020": "1", "FY2024": None}},
        ],
    }  # fmt: skip
    allocation = allocate(small_district(COUNTS), small_policy(component), YEAR)
    first, second = allocation.lines("0101").lines
    # 106 x 1.07 x 5,000 = 567,100; 300 x 5,000 = 1,500,000
    assert (first.line_id, first.label, first.cents) == ("0101:base:k-3", "Base, K-3", 567_100_00)
    assert (second.line_id, second.cents) == ("0101:base:4-8", 1_500_000_00)
    assert second.source == Citation("Board Resolution 7")
    assert allocation.findings == ()


def test_a_lump_sum_is_one_times_its_dollars():
    line = only_line("0102", lump_sum(dollars="215000.505"))
    assert (line.count, line.rate, line.cents) == (Decimal(1), Decimal("215000.505"), 215_000_51)
    assert line.counted == ""


def test_a_given_amount_is_one_times_the_amount_and_carries_its_own_source():
    district = small_district(COUNTS, amounts=[("0101", "transition", "-3449.17")])
    allocation = allocate(district, small_policy(given()), YEAR)
    [line] = allocation.lines("0101").lines
    assert (line.count, line.rate, line.cents) == (1, Decimal("-3449.17"), -3449_17)
    assert line.source == Citation("Board Resolution 25-014")
    assert allocation.lines("0102").lines == ()


def test_fte_is_never_dollars():
    district = small_district(COUNTS, positions=[("0700", "Counselor")])
    line = only_line("0101", fte("0700", "0.5"), district=district)
    assert (line.unit, line.fte, line.position_code) == (LineUnit.FTE, Decimal("0.5"), "0700")
    assert (line.count, line.rate, line.cents) == (Decimal(1), None, 0)
    allocation = allocate(district, small_policy(fte("0700", "0.5"), lump_sum()), YEAR)
    assert allocation.fte_totals() == {"0700": Decimal("1.0")}
    assert allocation.total_cents == 2 * 215_000_00


def test_a_pool_is_shared_out_to_the_cent_and_says_by_what():
    # claims 106 + 0.5 x 300 = 256 and 0 + 0.5 x 100 = 50, of 306; 1,000 x 256 / 306 = 836.6013,
    # 1,000 x 50 / 306 = 163.3987: the cent left over goes to the larger remainder, the second
    component = pool("1000", "el", "econ_dis:0.5")
    allocation = allocate(small_district(COUNTS), small_policy(component), YEAR)
    [first], [second] = (each.lines for each in allocation)
    assert (first.cents, second.cents) == (836_60, 163_40)
    assert (first.count, first.rate) == (Decimal(1), Decimal("836.60"))
    assert first.counted == "256 weighted pupils of 306"
    [control] = allocation.controls
    assert (control.given_cents, control.allocated_cents, control.foots) == (1000_00, 1000_00, True)


def test_equal_remainders_of_a_pool_are_settled_by_school_id():
    counts = {each: {"el": "1"} for each in ("0103", "0101", "0102")}
    allocation = allocate(small_district(counts), small_policy(pool("1.00", "el")), YEAR)
    assert allocation.school_totals() == {"0103": 33, "0101": 34, "0102": 33}
    assert allocation.lines("0101").lines[0].counted == "1 pupil of 3"


def test_a_pool_is_shared_in_whole_dollars_where_lines_are():
    counts = {each: {"el": "1"} for each in ("0103", "0101", "0102")}
    policy = small_policy(pool("100", "el"), **DOLLARS)
    allocation = allocate(small_district(counts), policy, YEAR)
    assert allocation.school_totals() == {"0103": 33_00, "0101": 34_00, "0102": 33_00}


def test_only_schools_that_are_let_in_share_a_pool():
    schools = [school("0101"), school("0102", "HS")]
    component = pool("1000", "econ_dis", schools={"where": {"level": ["HS"]}})
    allocation = allocate(small_district(COUNTS, schools=schools), small_policy(component), YEAR)
    assert allocation.school_totals() == {"0101": 0, "0102": 1000_00}
    assert allocation.lines("0101").lines[0].status is LineStatus.NOT_ELIGIBLE


def test_a_total_in_whole_dollars_gets_a_signed_line_for_each_program():
    programs = [{"id": "general", "title": "General"}, {"id": "title-i", "title": "Title I"}]
    policy = small_policy(
        per_pupil("el", "1.005", program="general"),  # 106 x 1.005 = 106.53
        per_pupil("econ_dis", "0.3004", program="title-i"),  # 300 x 0.3004 = 90.12
        lump_sum(dollars="7.40", program="title-i", held_by="central"),
        programs=programs,
        rounding={"total": "dollar"},
    )
    allocation = allocate(small_district(COUNTS), policy, YEAR)
    lines = {line.line_id: line for line in allocation.lines("0101").lines}
    assert lines["0101:rounding:general"].cents == 47
    assert lines["0101:rounding:title-i"].cents == -12
    assert lines["0101:rounding:title-i"].rate == Decimal("-0.12")
    assert allocation.lines("0101").total_cents == 197_00
    # 0102: no English learners, so nothing to round; 100 x 0.3004 = 30.04
    ids = [line.line_id for line in allocation.lines("0102").lines]
    assert ids == ["0102:el", "0102:econ_dis", "0102:foundation", "0102:rounding:title-i"]
    assert allocation.program_totals() == {"general": 107_00, "title-i": 120_00}
    assert allocation.component_totals()["rounding"] == 47 - 12 - 4


def test_a_line_takes_the_terms_of_its_program_unless_it_has_its_own():
    programs = [
        {"id": "general", "title": "General"},
        {"id": "title-i", "title": "Title I", "flexibility": "locked", "term": "one-time"},
    ]
    policy = small_policy(
        weight(program="title-i"),
        lump_sum(program="title-i", flexibility="purpose-locked", note="Ask first."),
        programs=programs,
    )
    first, second = allocate(small_district(COUNTS), policy, YEAR).lines("0101").lines
    assert (first.flexibility, first.term, first.held_by) == ("locked", "one-time", "school")
    assert (second.flexibility, second.note) == ("purpose-locked", "Ask first.")


def test_the_authority_of_a_value_goes_before_the_authority_of_its_block():
    values = {"FY2025": "0.1", "FY2026": {"value": "0.2", "source": "Board Resolution 25-014"}}
    line = only_line("0101", weight() | {"values": values})
    assert line.source == Citation("Board Resolution 25-014")


def test_the_same_line_keeps_its_id_from_year_to_year_and_event_to_event():
    district, policy = small_district(COUNTS), small_policy(weight(), lump_sum())
    [adopted, norm_day] = (
        [line.line_id for line in allocate(district, policy, YEAR, event=event).lines("0101").lines]
        for event in ("adopted", "norm_day")
    )
    assert adopted == norm_day == ["0101:el", "0101:foundation"]


def test_central_lines_are_not_in_the_total_of_the_school():
    policy = small_policy(lump_sum(dollars="100"), lump_sum("held", "30", held_by="central"))
    allocation = allocate(small_district(COUNTS), policy, YEAR)
    assert allocation.lines("0101").total_cents == 100_00
    assert (allocation.total_cents, allocation.central_cents) == (200_00, 60_00)
    assert allocation.component_totals() == {"foundation": 200_00, "held": 60_00}


def test_a_centre_on_a_host_campus_keeps_lines_of_its_own():
    schools = [school("0101"), school("0102", budgeted_with="0101")]
    allocation = allocate(small_district(COUNTS, schools=schools), small_policy(lump_sum()), YEAR)
    assert allocation.school_totals() == {"0101": 215_000_00, "0102": 215_000_00}


@pytest.mark.parametrize("school_id", ["9999", ""])
def test_a_school_that_takes_no_part_is_a_key_error(school_id):
    allocation = allocate(small_district(COUNTS), small_policy(lump_sum()), YEAR)
    with pytest.raises(KeyError):
        allocation.lines(school_id)


def test_a_district_without_schools_is_allocated_nothing():
    allocation = allocate(small_district({}, schools=[]), small_policy(lump_sum()), YEAR)
    assert (len(allocation), allocation.total_cents, allocation.findings) == (0, 0, ())
