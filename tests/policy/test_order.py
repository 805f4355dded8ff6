"""Adjustments that cannot hold together are told at `policy check`, with the line and a way out."""

from decimal import Decimal

import pytest

from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import CountSize, PolicyFacts

PRIOR = "unit: share of prior-year amount, source: B, against: last"
FLOOR = (
    f"  - {{id: floor, kind: floor_on_prior_year, label: F, {PRIOR}, values: {{FY2025: 0.97}}}}\n"
)
CAPS = (
    f"  - {{id: caps, kind: limits_on_prior_year, label: C, {PRIOR}, at_most: {{FY2025: 0.95}}}}\n"
)
POOL = (
    "  - {id: scaled, kind: scale_to_pool, label: S, unit: USD per district, source: B, "
    "values: {FY2025: 1000000}}\n"
)
GAP = (
    "  - {id: gap, kind: gap_phase_in, label: G, unit: share of gap, source: B, against: last, "
    "values: {FY2025: 0.5}}\n"
)
PERCENTAGE = (
    "  - {id: percentage, kind: funding_percentage, label: P, unit: share of formula, source: B, "
    "against: last, change: change}\n"
)


@pytest.fixture
def adjusted(small, told):
    """Messages about the small policy with these adjustments; the first stands on line 7."""
    return lambda *lines: told(small + "adjustments:\n" + "".join(lines))


@pytest.mark.parametrize("lines", [
    (FLOOR, CAPS.replace("0.95", "0.97")), (POOL, FLOOR), (FLOOR, POOL.replace("id:", "only: up, id:")),
    (FLOOR, POOL.replace("id:", "of: [el], id:")), (GAP,), (PERCENTAGE,),
])  # fmt: skip
def test_adjustments_that_can_hold_together_are_silent(adjusted, lines):
    assert adjusted(*lines) == []


@pytest.mark.parametrize("turned", [False, True])
def test_pol_41_a_cap_below_the_floor_of_another_is_told(adjusted, turned):
    line = 7 if turned else 8
    assert adjusted(*((CAPS, FLOOR) if turned else (FLOOR, CAPS))) == [
        (
            f"line {line}: adjustment 'caps' allows at most 95 % of the prior year's amount in FY2025, "
            "and the floor of 'floor' is 97 %. Write 0.97 or more, or lower the floor. [POL-41]"
        )
    ]


def test_pol_41_a_cap_below_its_own_floor_is_told_from_its_year(adjusted):
    caps = CAPS.replace(
        "at_most: {FY2025: 0.95}", "at_least: {FY2025: 0.9}, at_most: {FY2025: 1, FY2027: 0.8}"
    )
    assert adjusted(caps) == [
        (
            "line 7: adjustment 'caps' allows at most 80 % of the prior year's amount in FY2027, and its "
            "own floor is 90 %. Write 0.9 or more, or lower the floor. [POL-41]"
        )
    ]


def test_pol_42_two_phase_ins_of_the_same_lines_are_told(adjusted):
    assert adjusted(PERCENTAGE, GAP) == [
        (
            "line 8: adjustments 'percentage' and 'gap' both phase in the same lines for the same "
            "schools. Keep one of the two, or give each its own schools: or of:. [POL-42]"
        )
    ]


def test_pol_43_a_pool_that_undoes_a_floor_is_told(adjusted):
    assert adjusted(FLOOR, POOL) == [
        (
            "line 8: adjustment 'scaled' scales the lines that 'floor' raised, so a school can fall below "
            "that floor again. Move 'scaled' above it, or name the lines that it scales with of:. [POL-43]"
        )
    ]


def test_pol_44_a_landing_that_rises_again_is_told(adjusted):
    landing = (
        "  - {id: landing, kind: soft_landing, label: L, unit: share of loss, source: B, against: last, "
        "values: {FY2025: 0.25, FY2026: 0.5, FY2027: null, FY2028: 0.1}}\n"
    )
    assert adjusted(landing) == [
        (
            "line 7: adjustment 'landing' gives back 50 % of the loss from FY2026 on, after 25 % from "
            "FY2025 on. Write shares that fall from year to year. [POL-44]"
        ),
        (
            "line 7: adjustment 'landing' gives back 10 % of the loss from FY2028 on, after nothing from "
            "FY2027 on. Write shares that fall from year to year. [POL-44]"
        ),
    ]


@pytest.mark.parametrize(("old", "new", "said"), [
    ("at_most: {FY2025: 0.95}", "note: x",
     "adjustment 'caps' limits nothing. Add at_least:, at_most:, or both. [POL-01]"),
    ("at_most: {FY2025: 0.95}", "at_most: {FY2025: -0.5}",
     "adjustment 'caps' has the factor -0.5, below zero. Write 0.5, or null to end it. [POL-09]"),
])  # fmt: skip
def test_limits_that_limit_nothing_are_told(adjusted, old, new, said):
    assert adjusted(CAPS.replace(old, new)) == [f"line 7: {said}"]


@pytest.mark.parametrize(("new", "said"), [
    ("note: x", ("adjustment 'percentage' does not say how the formula changed. Add prior_measure: and the "
     "measure of last year's counts, or change: and a line of amounts.csv. [POL-01]")),
    ("change: c, prior_measure: census", ("adjustment 'percentage' takes the change from amounts.csv and "
     "from last year's counts. Take change: or prior_measure: out. [POL-11]")),
])  # fmt: skip
def test_a_funding_percentage_says_how_the_formula_changed_and_says_it_once(adjusted, new, said):
    assert adjusted(PERCENTAGE.replace("change: change", new)) == [f"line 7: {said}"]


@pytest.mark.parametrize("block", [
    PERCENTAGE.replace("change: change", "prior_measure: census, of: [floor]"),
    ("  - {id: day, kind: count_day, label: D, unit: share of difference, source: B, of: [floor], "
    "actual_measure: census, values: {FY2025: 1}}\n"),
])  # fmt: skip
def test_a_formula_that_is_worked_out_twice_is_made_of_components(adjusted, block):
    assert adjusted(FLOOR, block) == [
        (
            "line 8: 'floor' is an adjustment, and only components are worked out a second time. Name "
            "components. [POL-01]"
        )
    ]


def test_a_cap_on_carryover_says_of_what(adjusted):
    line = (
        "  - {id: kept, kind: carryover, label: K, unit: share of unspent, source: B, unspent: left, "
        "values: {FY2025: 1}, at_most: {FY2025: 0.1}}\n"
    )
    assert adjusted(line) == [
        (
            "line 7: adjustment 'kept' has a cap, and does not say of what. Add against: and the line of "
            "amounts.csv with what the school had. [POL-01]"
        )
    ]


@pytest.mark.parametrize(("new", "said"), [
    ("of: [el]", "adjustment 'staff' does not look at the lines above it. Take of: out. [POL-12]"),
    ("paid_by: [generl]",
     "program 'generl' is not among the programs. Write general. [POL-05]"),
    ("positions: ['2101']", None),
])  # fmt: skip
def test_salaries_name_programs_that_exist_and_no_lines(adjusted, new, said):
    line = (
        "  - {id: staff, kind: salary, label: S, unit: share of difference, source: B, direction: charge, "
        f"values: {{FY2025: 1}}, {new}}}\n"
    )
    assert adjusted(line) == ([] if said is None else [f"line 7: {said}"])


def test_parts_of_a_norm_are_checked_as_components_are(adjusted):
    line = (
        "  - {id: n, kind: match_norm, label: N, unit: share of difference, source: B, values: {FY2025: 2}, "
        "norm: [{id: t, kind: fte, label: T, unit: FTE per school, position: '1', source: B, "
        "values: {FY2025: -4}}]}\n"
    )
    assert adjusted(line) == [
        "line 7: component 't' has the FTE -4, below zero. Write 4, or null to end it. [POL-09]",
        "line 7: 2 is not a share between 0 and 1. Write 0.02 for 2 %. [POL-09]",
    ]


@pytest.mark.parametrize(("years", "said"), [
    ((1, 2, 4), None),
    ((1, 3, 2), "year 2 of operation after year 3"),
    ((1, 1), "year 1 of operation after year 1"),
    ((0, 1), "year 0 of operation after year 0"),
    ((1, 1.5), "year 1.5 of operation after year 1"),
])  # fmt: skip
def test_years_of_operation_stand_in_their_order(small, told, years, said):
    stages = ", ".join(f"{{year: {one}, values: {{FY2025: 10}}}}" for one in years)
    line = (
        "  - {id: s, kind: start_up, label: S, unit: USD per school, source: B, "
        f"years: [{stages}]}}\n"
    )
    message = (
        f"line 6: component 's' has {said}. Number the years 1, 2, 3, the first one first and each "
        "once. [POL-44]"
    )
    assert told(small + line) == ([] if said is None else [message])


@pytest.mark.parametrize(("old", "said"), [
    ("at_most: {FY2025: 110}", [("line 7: adjustment 'caps' says 110 times an amount. Write 1.1 if 110 % is "
                                "meant. [POL-10]")]),
    ("at_most: {FY2025: 10}", []),
])  # fmt: skip
def test_a_percent_typed_for_a_multiple_is_told(adjusted, old, said):
    assert adjusted(CAPS.replace("at_most: {FY2025: 0.95}", old)) == said


def test_a_percent_typed_for_a_share_of_the_average_is_told(small, told):
    line = (
        "  - {id: p, kind: peer_average, label: P, unit: share of average, source: B, "
        "values: {FY2025: 100}}\n"
    )
    assert told(small + line) == [
        "line 6: component 'p' says 100 times an amount. Write 1 if 100 % is meant. [POL-10]"
    ]


YEAR = FiscalYear(2025)
COUNTS = {
    (YEAR, "projected"): {"el": CountSize(Decimal(90)), "enrollment": CountSize(Decimal(900))}
}


def test_pol_16_measures_of_an_attendance_adjustment_are_looked_for(small, told):
    line = (
        "adjustments:\n"
        "  - {id: a, kind: attendance, label: A, unit: share of difference, source: B, values: {FY2025: 1},\n"
        "     attended: {measure: ada}, enrolled: {measure: projected}, direction: school_over_district}\n"
    )
    facts = PolicyFacts(year=YEAR, counts=COUNTS)
    assert told(small + line, facts=facts) == [
        (
            "line 7: There are no 'ada' counts for FY2025. Add them to counts.csv, or use: projected. "
            "[POL-16]"
        )
    ]


def test_pol_05_services_and_columns_of_pilots_are_looked_for(small, told):
    lines = (
        "  - {id: b, kind: purchase_back, label: B, unit: USD per service, source: B, services: [S01O]}\n"
        "  - {id: p, kind: peer_average, label: P, unit: share of average, source: B, same: [lvel], "
        "values: {FY2025: 1}}\n"
    )
    facts = PolicyFacts(
        year=YEAR,
        counts=COUNTS,
        services=frozenset({"S010"}),
        gate_values={"level": frozenset({"ES"})},
    )
    assert told(small + lines, facts=facts) == [
        "line 6: service 'S01O' is not in the district's data. Write S010. [POL-05]",
        "line 7: column 'lvel' is not in the district's data. Write level. [POL-05]",
    ]


def test_pol_16_measures_of_a_second_calculation_are_looked_for(small, told):
    lines = (
        "adjustments:\n"
        "  - {id: day, kind: count_day, label: D, unit: share of difference, source: B, "
        "actual_measure: census, values: {FY2025: 1}}\n"
        + PERCENTAGE.replace("change: change", "prior_measure: census")
    )
    facts = PolicyFacts(year=YEAR, counts=COUNTS | {(YEAR.previous, "projected"): {}})
    remedy = "Add them to counts.csv, or name another measure. [POL-16]"
    assert told(small + lines, facts=facts) == [
        f"line 7: There are no 'census' counts for FY2025. {remedy}",
        f"line 8: There are no 'census' counts for FY2024. {remedy}",
    ]
    supplied = COUNTS | {
        (YEAR, "census"): {"el": CountSize(Decimal(1))},
        (YEAR.previous, "census"): {},
    }
    assert told(small + lines, facts=PolicyFacts(year=YEAR, counts=supplied)) == []


def test_pol_11_a_schools_own_average_of_staff_of_long_standing_alone_is_told(adjusted):
    pay = (
        "  - {id: pay, kind: salary, label: P, unit: share of difference, source: B, direction: charge, "
        "cost: school_average, hired_before: 2007-07-01, values: {FY2025: 1}}\n"
    )
    assert adjusted(pay) == [
        (
            "line 7: adjustment 'pay' takes the school's own average, and only of staff hired before a "
            "day. Take hired_before: out, or write cost: actual. [POL-11]"
        )
    ]
    assert adjusted(pay.replace("school_average", "actual")) == []
