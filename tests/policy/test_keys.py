"""Keys that are unknown, misspelt or missing are told on their line, with those that exist."""

import pytest

KEYS = (
    "policy, title, status, adopted_on, resolution, measure, base, counting, components, adjustments, programs, "
    "required_positions, cost_basis, rounding, trades, checks, waivers, notes"
)
KINDS = (
    "weight, per_pupil, grade_spans, lump_sum, given, pool, fte, weight_of_weight, sliding_weight, "
    "size_curve, class_cost, small_school, percent_of, foundation, ratio, bands, top_up, "
    "rank_and_serve, peer_average, start_up, purchase_back"
)
OTHER_KINDS = KINDS.removeprefix("weight, ")


def swapped(small, old, new):
    assert old in small
    return small.replace(old, new)


def test_the_broken_policy_of_the_design_is_told_word_for_word(told):
    text = """\
policy: riverbend-sbb
title: Riverbend Unified School District student-based budgeting formula
base:
  label: Base per-pupil amount
  unit: USD per pupil
  source: {title: Board Policy 3110, section: §3}
  values: {FY2025: 5120}
  uprating: 0.02
components:
  - id: english-learner
    kind: wieght
    label: English learners
    counts: el
    unit: share of base
    values: {FY2025: 0.2O}
    source: {title: Board Policy 3110, section: §4(b)}
"""
    assert told(text) == [
        (
            "line 8: 'uprating' is not known here. Use: label, unit, values, source, levels, cost_index, pool, "
            "decimals. [POL-01]"
        ),
        (f"line 11: kind 'wieght' is not known. Write weight, or use: {OTHER_KINDS}. [POL-01]"),
        "line 15: '0.2O' is not a number. Write 0.20. [POL-01]",
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "title: A",
            "titel: A",
            (
                "line 2: 'titel' is not known here. "
                f"Write title, or use: {KEYS.replace('title, ', '')}. [POL-01]"
            ),
        ),
        (
            "{label: Base, ",
            "{lable: Base, ",
            (
                "line 3: 'lable' is not known here. Write label, or use: unit, values, source, "
                "levels, cost_index, pool, decimals. [POL-01]"
            ),
        ),
        (
            "{FY2025: 0.2}",
            "{FY2025:0.2}",
            (
                "line 5: 'FY2025:0.2' is not a fiscal year. "
                "Put a space after the colon: FY2026: 0.24. [POL-01]"
            ),
        ),
        (
            "label: EL,",
            "label: EL, pupils,",
            (
                "line 5: 'pupils' is not known here. Use: id, kind, label, unit, counts, values, source, "
                "program, measure, schools, flexibility, term, held_by, status, note, "
                "rounding. [POL-01]"
            ),
        ),
        (
            "label: EL,",
            "label: EL, all of them,",
            (
                "line 5: 'all of them' is not known here. "
                "Put a text that contains a comma in quotes. [POL-01]"
            ),
        ),
        (
            "label: EL,",
            "label: EL, note:x,",
            "line 5: 'note:x' is not known here. Put a space after the colon. [POL-01]",
        ),
    ],
)
def test_pol_01_refuses_an_unknown_key_with_its_line_and_a_suggestion(
    told, small, old, new, message
):
    assert told(swapped(small, old, new)) == [message]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "policy: small\n",
            "",
            "policy.yaml: the policy has no 'policy'. Add policy: a-short-name. [POL-01]",
        ),
        (
            "title: A small policy\n",
            "",
            "policy.yaml: the policy has no 'title'. Add title: .... [POL-01]",
        ),
        ("label: Base, ", "", "line 3: the base has no 'label'. Add label: .... [POL-01]"),
        (
            "unit: USD per pupil, ",
            "",
            "line 3: the base has no 'unit'. Add unit: USD per pupil. [POL-01]",
        ),
        (
            "values: {FY2025: 5000}",
            "",
            "line 3: the base has no 'values'. Add values: {FY2026: 0.24}. [POL-01]",
        ),
        (
            "id: el, ",
            "",
            "line 5: entry 1 of components has no 'id'. Add id: a-short-name. [POL-01]",
        ),
        (
            "counts: el, ",
            "",
            "line 5: component 'el' has no 'counts'. Add counts: enrollment. [POL-01]",
        ),
        (
            "unit: share of base, ",
            "",
            "line 5: component 'el' has no 'unit'. Add unit: share of base. [POL-01]",
        ),
        (
            "kind: weight, ",
            "",
            f"line 5: component 'el' has no 'kind'. Add kind: and one of: {KINDS}. [POL-01]",
        ),
        (
            "source: B, ",
            "",
            (
                "line 5: component 'el' has no 'source'. Add source: {title: Board Policy 3110, "
                "section: §4}, or mark each value that no document gives with assumption: true. [POL-14]"
            ),
        ),
        (
            "source: B,",
            "source: {section: §4},",
            "line 5: the source of component 'el' has no 'title'. Add title: .... [POL-01]",
        ),
        (
            "{FY2025: 0.2}",
            "{FY2025: {assumption: true}}",
            "line 5: 'FY2025' has no 'value'. Add value: 0.24. [POL-01]",
        ),
    ],
)
def test_a_missing_key_is_told_with_an_example(told, small, old, new, message):
    assert told(swapped(small, old, new)) == [message]


def test_a_misspelt_key_is_told_once_and_not_also_as_missing(told, small):
    assert told(swapped(small, "counts: el", "count: el")) == [
        (
            "line 5: 'count' is not known here. Write counts, or use: id, kind, label, unit, values, "
            "source, program, measure, schools, flexibility, term, held_by, status, note, "
            "rounding. [POL-01]"
        )
    ]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (
            "wieght",
            "kind 'wieght' is not known. Write weight, or use: " + OTHER_KINDS,
        ),
        ("banana", f"kind 'banana' is not known. Use: {KINDS}"),
        (
            "Weight",
            "kind 'Weight' is not known. Write weight, or use: " + OTHER_KINDS,
        ),
    ],
)
def test_an_unknown_kind_is_told_with_the_kinds(told, small, written, message):
    assert told(swapped(small, "kind: weight", f"kind: {written}")) == [
        f"line 5: {message}. [POL-01]"
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[weight]", "holds a list where a text belongs"),
        ("~", "is empty"),
        ("{a: b}", "holds keys and values where a text belongs"),
    ],
)
def test_a_kind_that_is_no_word_is_told(told, small, written, said):
    assert told(swapped(small, "kind: weight", f"kind: {written}")) == [
        f"line 5: 'kind' {said}. Use: {KINDS}. [POL-01]"
    ]


def test_an_empty_key_is_told_beside_a_missing_one(told, small):
    assert told(swapped(small, "counts: el,", "flexibility: ~, ")) == [
        "line 5: component 'el' has no 'counts'. Add counts: enrollment. [POL-01]",
        "line 5: 'flexibility' is empty. Give it a value, or take the line out. [POL-01]",
    ]
