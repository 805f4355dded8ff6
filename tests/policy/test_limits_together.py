"""Floors, caps and phase-ins that meet on some line of some school are told, however they are written."""

import pytest

PRIOR = "unit: share of prior-year amount, source: B, against: last"
CELLS = (
    "  - {{id: {id}, kind: {kind}, label: L, " + PRIOR + ", {limit}: {{FY2025: {share}}}{more}}}\n"
)
BELOW = (
    "line {line}: adjustment 'cap' allows at most 50 % of the prior year's amount in FY2025, and the "
    "floor of 'fl' is 97 %. Write 0.97 or more, or lower the floor. [POL-41]"
)
TWICE = (
    "line {line}: adjustments 'first' and 'second' both phase in the same lines for the same schools. "
    "Keep one of the two, or give each its own schools: or of:. [POL-42]"
)
EL_TOO = (
    "  - {id: frpm, kind: weight, label: P, counts: frpm, unit: share of base, source: B, "
    "values: {FY2025: 0.1}, held_by: central}\n"
)
HIGH = ", schools: {where: {level: [High]}}"


def floor(more=""):
    return CELLS.format(
        id="fl", kind="floor_on_prior_year", limit="values", share="0.97", more=more
    )


def cap(more=""):
    return CELLS.format(
        id="cap", kind="limits_on_prior_year", limit="at_most", share="0.5", more=more
    )


def gap(name, more="", values="FY2025: 0.5"):
    return (
        f"  - {{id: {name}, kind: gap_phase_in, label: G, unit: share of gap, source: B, against: last, "
        f"values: {{{values}}}{more}}}\n"
    )


def percentage(name, more=""):
    return (
        f"  - {{id: {name}, kind: funding_percentage, label: P, unit: share of formula, source: B, "
        f"against: last, change: change{more}}}\n"
    )


@pytest.fixture
def adjusted(small, told):
    """Messages about the small policy, a line held centrally, and these; the first is on line 8."""
    return lambda *lines: told(small + EL_TOO + "adjustments:\n" + "".join(lines))


@pytest.mark.parametrize("lines", [
    (floor(", of: [el]"), cap(", of: [el, fl]")),
    (floor(", of: [el]"), cap()),
    (floor(), cap(", of: [el]")),
    (floor(", of: [el]"), cap(", of: [fl]")),
    (floor(", of: [el, frpm]"), cap(", of: [frpm, el]")),
    (floor(), cap(HIGH)),
    (floor(HIGH), cap(", schools: {schools: ['0104']}")),
    (floor(HIGH), cap(", schools: {where: {level: [High, Middle], model: [pilot]}}")),
    (cap(HIGH), floor(", of: [el, cap]")),
])  # fmt: skip
def test_pol_41_a_cap_that_looks_at_a_line_of_the_floor_is_told(adjusted, lines):
    assert adjusted(*lines) == [BELOW.format(line=8 if lines[0].startswith(cap()[:12]) else 9)]


@pytest.mark.parametrize("lines", [
    (floor(HIGH), cap(", schools: {where: {level: [Middle]}}")),
    (floor(HIGH), cap(", schools: {except_where: {level: [High]}}")),
    (floor(", schools: {schools: ['1', '2']}"), cap(", schools: {schools: ['3']}")),
    (floor(", of: [el]"), cap(", of: [frpm]")),
    (floor(), cap(", of: [frpm]")),
    (floor(), cap().replace("against: last", "against: other")),
])  # fmt: skip
def test_a_cap_on_other_schools_or_lines_than_the_floors_is_silent(adjusted, lines):
    assert adjusted(*lines) == []


@pytest.mark.parametrize("lines", [
    (gap("first"), gap("second", ", of: [el]")),
    (gap("first", ", of: [el]"), gap("second")),
    (gap("first", ", of: [el]"), gap("second", ", of: [first]")),
    (gap("first", ", of: [el]"), gap("second", HIGH)),
    (gap("first", HIGH), gap("second", ", schools: {schools: ['0104']}")),
    (percentage("first"), gap("second", ", of: [el, frpm]")),
    (gap("first", ", of: [el]"), percentage("second", HIGH)),
    (percentage("first"), percentage("second", ", of: [el]")),
    (percentage("first", ", values: {FY2025: 1, FY2028: null}"), gap("second", values="FY2027: 0.5")),
    (gap("first", values="FY2025: 0.5, FY2028: null"), gap("second", values="FY2027: 0.5")),
])  # fmt: skip
def test_pol_42_phase_ins_that_meet_on_some_line_of_some_school_are_told(adjusted, lines):
    assert adjusted(*lines) == [TWICE.format(line=9)]


@pytest.mark.parametrize("lines", [
    (gap("first", ", of: [el]"), gap("second", ", of: [frpm]")),
    (gap("first"), gap("second", ", of: [frpm]")),
    (gap("first", HIGH), gap("second", ", schools: {except_where: {level: [High]}}")),
    (gap("first", values="FY2025: 0.5, FY2027: null"), gap("second", values="FY2027: 0.5")),
    (percentage("first", ", of: [el], foundation: [frpm]"), gap("second", ", of: [frpm]")),
    (percentage("first", ", values: {FY2025: 1, FY2027: null}"), gap("second", values="FY2027: 0.5")),
])  # fmt: skip
def test_phase_ins_of_other_lines_schools_or_years_are_silent(adjusted, lines):
    assert adjusted(*lines) == []
