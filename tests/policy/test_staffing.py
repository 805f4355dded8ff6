"""Staffing that cannot be worked out is refused, with its line and a way out."""

from decimal import Decimal

import pytest

from bsa_xl.policy import PolicyFacts

HEAD = """\
policy: small
title: A small policy
components:
"""
RATIO = """\
  - id: teachers
    kind: ratio
    label: Teachers
    unit: FTE per school
    position: "2101"
    source: Norms
    groups:
      - {{counts: grade_2, per: {{FY2026: {per}}}}}
    fte: {{step: {step}}}
    at_least: {{FY2026: {least}}}
    at_most: {{FY2026: {most}}}
"""
BANDS = """\
  - id: clerks
    kind: bands
    label: Clerks
    unit: {unit}
    counts: enrollment
    source: Norms
    {position}
    bands:
"""


def ratio(per="21", step="0.5", least="1", most="8"):
    return HEAD + RATIO.format(per=per, step=step, least=least, most=most)


def bands(*rows, unit="FTE per school", position='position: "3300"'):
    return (
        HEAD
        + BANDS.format(unit=unit, position=position)
        + "".join(f"      - {row}\n" for row in rows)
    )


def row(low, high="", values="{FY2026: 1}"):
    most = f", at_most: {high}" if high else ""
    return f"{{at_least: {low}{most}, values: {values}}}"


def test_sound_staffing_has_no_findings(told):
    assert told(ratio()) == []
    assert told(bands(row(0, 499), row(500, 999), row(1000))) == []
    assert told(bands(row(0), unit="USD per school", position="note: By size")) == []


@pytest.mark.parametrize(("text", "said"), [
    (ratio(per="0"), (
        "line 11: component 'teachers' gives a position for every 0 pupils of 'grade_2'. Write the "
        "pupils for one position, such as 24, or null to end the group. [POL-32]"
    )),
    (ratio(per="-21"), (
        "line 11: group 'grade_2' has the factor -21, below zero. Write 21, or null to end it. [POL-09]"
    )),
    (ratio(step="0"), (
        "line 12: component 'teachers' rounds FTE to a multiple of 0. Write a step from 0.0001 to 1, "
        "such as 0.001 or 0.5. [POL-32]"
    )),
    (ratio(step="0.00005"), (
        "line 12: component 'teachers' rounds FTE to a multiple of 0.00005. Write a step from 0.0001 to "
        "1, such as 0.001 or 0.5. [POL-32]"
    )),
    (ratio(least="9"), (
        "line 14: component 'teachers' gives at least 9 and at most 8 FTE in FY2026. Correct at_least: "
        "or at_most:. [POL-32]"
    )),
])  # fmt: skip
def test_pol_32_a_ratio_that_cannot_be_worked_out(told, text, said):
    assert told(text) == [said]


def test_pol_32_a_table_of_fte_needs_a_position(told):
    assert told(bands(row(0), position="note: By size")) == [
        (
            "line 4: component 'clerks' is a table of FTE and names no position. Add position: and its code, "
            "or write unit: USD per school. [POL-32]"
        )
    ]


def test_pol_32_a_table_of_dollars_has_no_position(told):
    assert told(bands(row(0), unit="USD per school")) == [
        (
            "line 10: component 'clerks' is a table of dollars and names a position. Take position: out, or "
            "write unit: FTE per school. [POL-32]"
        )
    ]


@pytest.mark.parametrize(("rows", "said"), [
    ((row(0, 500), row(500)), (
        "line 13: entry 2 of bands, from 500 on, overlaps the row above, which goes to 500 in FY2026. "
        "Write at_least: 501, or end the row above earlier. [POL-31]"
    )),
    ((row(0, 499), row(600)), (
        "line 13: entry 2 of bands, from 600 on, leaves a gap after the row above, which goes to 499 in "
        "FY2026. Write at_least: 500, or add a row between. [POL-31]"
    )),
    ((row(500), row(0)), (
        "line 13: entry 2 of bands, from 0 on, stands below the row from 500 in FY2026. Write the rows in "
        "the order of their counts, smallest first. [POL-31]"
    )),
    ((row(500), row(500)), (
        "line 13: entry 2 of bands, from 500 on, starts where the row above starts in FY2026. Take one of "
        "the two out. [POL-31]"
    )),
    ((row(-1),), "line 12: entry 1 of bands starts at -1. Start the first row at 0 or above. [POL-31]"),
    ((row(9, 5),), (
        "line 12: entry 1 of bands goes from 9 to 5. Write the smaller count as at_least:. [POL-31]"
    )),
])  # fmt: skip
def test_pol_31_rows_that_overlap_or_leave_a_gap(told, rows, said):
    assert told(bands(*rows)) == [said]


def test_rows_that_never_hold_in_one_year_do_not_overlap(told):
    old, new = "{FY2024: 1, FY2026: null}", "{FY2026: 2}"
    assert told(bands(row(0, 500, old), row(0, 600, new))) == []


def test_a_minimum_staff_looks_only_at_what_stands_above(told):
    text = (
        HEAD
        + """\
  - id: floor
    kind: top_up
    label: Floor plan
    unit: USD per school, priced
    of: [teachers]
    source: Norms
    staff:
      - {id: principal, label: Principal, position: "1300", values: {FY2026: 1}}
"""
    )
    assert told(text) == [
        (
            "line 8: 'teachers' is not a component or adjustment of this policy. Name a component that "
            "stands above. [POL-05]"
        )
    ]


HALVES = PolicyFacts(fte_steps={"2101": Decimal("0.5"), "3300": Decimal("0.5")})


def test_staffing_that_fits_the_rate_sheet_has_no_findings(told):
    assert told(ratio(step="0.5"), facts=HALVES) == []
    assert told(ratio(step="1"), facts=HALVES) == []
    assert told(ratio(step="0.001"), facts=PolicyFacts(fte_steps={})) == []
    assert told(bands(row(0, values="{FY2026: 1.5}")), facts=HALVES) == []
    assert told(bands(row(0, values="{FY2026: 700.25}"), unit="USD per school", position="note: By size"),
                facts=HALVES) == []  # fmt: skip


@pytest.mark.parametrize(("text", "said"), [
    (ratio(step="0.2"), (
        "line 12: component 'teachers' gives FTE in steps of 0.2, and '2101' is planned in steps of 0.5. "
        "Write fte: {step: 0.5}, or change fte_step of positions.csv. [POL-37]"
    )),
    (ratio(least="0.7"), (
        "line 13: component 'teachers' gives 0.7 FTE, and '2101' is planned in steps of 0.5. Write a "
        "multiple of 0.5, or change fte_step of positions.csv. [POL-37]"
    )),
    (bands(row(0, values="{FY2026: 0.25}")), (
        "line 12: component 'clerks' gives 0.25 FTE, and '3300' is planned in steps of 0.5. Write a "
        "multiple of 0.5, or change fte_step of positions.csv. [POL-37]"
    )),
])  # fmt: skip
def test_pol_37_fte_that_no_school_could_plan(told, text, said):
    assert told(text, facts=HALVES) == [said]


def test_pol_37_also_of_a_foundation_and_of_positions_as_given(told):
    foundation = """\
  - id: office
    kind: foundation
    label: Office
    unit: FTE per school
    source: Norms
    positions:
      - {id: clerk, label: Clerk, position: "3300", values: {FY2026: 0.3}}
  - {id: one, kind: fte, label: One, unit: FTE per school, position: "2101", source: B, values: {FY2026: 0.3}}
"""
    assert [each.partition(",")[0] for each in told(HEAD + foundation, facts=HALVES)] == [
        "line 10: component 'office' gives 0.3 FTE",
        "line 11: component 'one' gives 0.3 FTE",
    ]
    priced = foundation.replace(
        "unit: FTE per school\n    source", "unit: USD per school, priced\n    source"
    )
    assert len(told(HEAD + priced, facts=HALVES)) == 1
