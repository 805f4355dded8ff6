"""SNS-01: state and local money that follows Title I status is told; all else is not."""

import pytest

POLICY = """\
policy: small
title: A small policy
base: {label: Base, unit: USD per pupil, source: Board Policy 3110, values: {FY2025: 5000}}
programs:
  - {id: general, title: General}
  - {id: title_i, title: "Title I, Part A", restricted: true}
  - {id: title_iii, title: Title III, restricted: true}
counting:
  needy: {sum: [el, title_i_pupils]}
  in_need: {any_of: [el, frpm], supplied_as: unduplicated}
components:
  - id: title-i
    kind: rank_and_serve
    label: Title I
    program: title_i
    unit: USD per district
    source: ESEA section 1113
    poverty: frpm
    values: {FY2025: 1000}
  - {id: el-federal, kind: per_pupil, label: T3, program: title_iii, unit: USD per pupil, counts: el, source: B, values: {FY2025: 9}}
  - {id: plain, kind: weight, label: P, program: general, unit: share of base, counts: in_need, source: B, values: {FY2025: 1}}
"""
WAY_OUT = (
    "Explain it to your auditor, or take it out: ESEA section 1118(b)(2) asks for this. [SNS-01]"
)


def component(**more):
    block = {
        "id": "x", "kind": "weight", "label": "X", "program": "general", "unit": "share of base",
        "counts": "el", "source": "B", "values": "{FY2025: 0.1}",
    } | more  # fmt: skip
    return f"  - {{{', '.join(f'{key}: {value}' for key, value in block.items())}}}\n"


def about_neutrality(told, text):
    return [each for each in told(text) if each.endswith("[SNS-01]")]


def test_a_policy_that_is_neutral_is_not_told(told):
    text = POLICY + component(schools="{where: {level: [High]}, except_where: {tier: [Title III]}}")
    assert about_neutrality(told, text) == []


@pytest.mark.parametrize(("more", "said"), [
    ({"schools": "{where: {title_i: [yes]}}"}, "is for schools by 'title_i'"),
    ({"schools": "{except_where: {title_i: [yes]}}"}, "keeps schools out by 'title_i'"),
    ({"schools": "{where: {funding: [Title I]}}"}, "is for schools by 'funding'"),
    ({"counts": "title1"}, "counts 'title1'"),
    ({"counts": "needy"}, "counts 'title_i_pupils'"),
])  # fmt: skip
def test_sns_01_a_state_component_by_title_i_status_is_told(told, more, said):
    assert about_neutrality(told, POLICY + component(**more)) == [
        f"line 22: component 'x' is state or local money and {said}. {WAY_OUT}"
    ]


def test_sns_01_restricted_money_may_follow_title_i(told):
    gate = {"schools": "{where: {title_i: [yes]}}", "counts": "title1"}
    assert about_neutrality(told, POLICY + component(program="title_i", **gate)) == []


@pytest.mark.parametrize("name", ["title_ii", "title_iii", "subtitle_i", "title_10", "entitlement"])
def test_other_titles_are_not_title_i(told, name):
    assert about_neutrality(told, POLICY + component(counts=name)) == []


def test_sns_01_a_pool_shared_by_title_i_is_told(told):
    pool = component(
        kind="pool", unit="USD per district", claims="[{counts: el, index: title_i_index}]"
    )
    text = POLICY + pool.replace("counts: el, source", "source")
    assert about_neutrality(told, text) == [
        (
            "line 22: component 'x' is state or local money and is multiplied by the column "
            f"'title_i_index'. {WAY_OUT}"
        )
    ]


def test_sns_01_state_money_cut_by_title_i_money_is_told(told):
    text = (
        POLICY
        + """\
  - id: x
    kind: top_up
    label: X
    program: general
    unit: USD per school, priced
    of: [plain, title-i]
    source: B
    staff: [{id: p, label: P, position: "1300", values: {FY2025: 1}}]
"""
    )
    assert about_neutrality(told, text) == [
        (
            f"line 27: component 'x' is state or local money and depends on the Title I money of 'title-i'. "
            f"{WAY_OUT}"
        )
    ]


FLOOR = """\
adjustments:
  - id: hold
    kind: floor_on_prior_year
    label: Hold harmless
    program: {program}
    unit: share of prior-year amount
    against: prior
    source: B
    values: {{FY2025: 0.9}}
    {more}
"""


def test_sns_01_hold_harmless_of_all_lines_is_told(told):
    text = POLICY + FLOOR.format(program="general", more="note: All lines")
    assert about_neutrality(told, text) == [
        (
            "line 23: adjustment 'hold' is state or local money and names no components in of:, so that "
            f"Title I money changes it. {WAY_OUT}"
        )
    ]


@pytest.mark.parametrize(("program", "more"), [
    ("general", "of: [plain]"), ("title_i", "note: All lines"),
])  # fmt: skip
def test_hold_harmless_of_its_own_lines_is_neutral(told, program, more):
    assert about_neutrality(told, POLICY + FLOOR.format(program=program, more=more)) == []
