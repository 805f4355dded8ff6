"""A base of levels, of an index or of a pool that cannot hold is told, with its line and a way out."""

import pytest

BASE = """\
policy: small
title: A small policy
base:
  label: Base
  unit: USD per pupil
  source: Board Policy 3110
{more}
components:
  - {{id: el, kind: weight, label: El, counts: el, unit: share of base, source: B, values: {{FY2025: 1}}}}
"""
VALUES = "values: {FY2025: 5000}"
MIDDLE = "{id: middle, label: M, schools: {where: {level: [MS, ES]}}, values: {FY2025: 5200}}"
HIGH = "{id: high, label: H, schools: {where: {level: [HS]}}, values: {FY2025: 5300}}"


@pytest.fixture
def about(told):
    """Messages about a policy whose base says this; its first line is line 7."""
    return lambda *lines: told(BASE.format(more="\n".join(f"  {line}" for line in lines)))


@pytest.mark.parametrize("lines", [
    (VALUES, f"levels: [{MIDDLE}, {HIGH}]"),
    (f"levels: [{MIDDLE}, {HIGH}]",),
    (VALUES, "cost_index: {column: cei, share: {FY2025: 0.71}}"),
    (VALUES, f"levels: [{MIDDLE}]".replace("5200", "5200, FY2026: null"), "pool: {values: {FY2026: 100}}"),
    ("pool: {values: {FY2025: 100}, set_asides: [{id: r, label: R, share: {FY2025: 0.1}}]}",),
])  # fmt: skip
def test_a_base_that_holds_is_read_without_a_word(about, lines):
    assert about(*lines) == []


def test_pol_11_two_levels_that_hold_the_same_schools(about):
    high = HIGH.replace("[HS]", "[HS, MS]")
    assert about(VALUES, f"levels: [{MIDDLE}, {high}]") == [
        (
            "line 8: levels 'middle' and 'high' of the base both hold schools of level MS. Leave each "
            "school to one of them. [POL-11]"
        )
    ]


def test_pol_11_a_level_of_all_schools(about):
    level = "{id: every, label: E, schools: {}, values: {FY2025: 5200}}"
    assert about(VALUES, f"levels: [{level}]") == [
        (
            "line 8: level 'every' of the base does not say which schools are in it. Write schools: "
            "{where: {level: [Middle]}}. [POL-11]"
        )
    ]


def test_pol_04_a_level_that_is_given_twice(about):
    again = MIDDLE.replace("[MS, ES]", "[K8]")
    [said] = about(VALUES, f"levels: [{MIDDLE}, {again}]")
    assert said == (
        "line 8: level 'middle' is given twice, first on line 8. Give this one another name, or take "
        "it out. [POL-04]"
    )


@pytest.mark.parametrize(("index", "said"), [
    ("{share: {FY2025: 0.71}}", "The cost index has no index. "),
    ("{column: cei, counts: cei, share: {FY2025: 0.71}}",
     "The cost index is given in 2 ways: column, counts. "),
])  # fmt: skip
def test_a_cost_index_is_given_in_one_way(about, index, said):
    kind = "POL-06" if "no index" in said else "POL-11"
    assert about(VALUES, f"cost_index: {index}") == [
        f"line 8: {said}Keep one of values: for the district, column: of schools.csv, and counts:. [{kind}]"
    ]


@pytest.mark.parametrize(("key", "block", "says"), [
    ("levels", f"[{MIDDLE}]", "levels have bases of their own"),
    ("cost_index", "{column: cei, share: {FY2025: 0.71}}", "schools have a cost index of their own"),
])  # fmt: skip
def test_pol_11_a_pool_gives_one_base_for_all(about, key, block, says):
    assert about(VALUES, f"{key}: {block}", "pool: {values: {FY2027: 100}}") == [
        (
            f"line 8: The base is solved from a pool in FY2027, and {says}. End one of them with FY2027: "
            "null. [POL-11]"
        )
    ]


def test_pol_33_the_pool_of_the_base_keeps_more_than_it_has(about):
    kept = "{id: office, label: Office, dollars: {FY2025: 101}}"
    assert about(f"pool: {{values: {{FY2025: 100}}, set_asides: [{kept}]}}") == [
        (
            "line 7: The pool of the base keeps 101 of 100 dollars in FY2025. Correct the set-asides, or "
            "the dollars that they are taken from. [POL-33]"
        )
    ]


def test_a_share_of_the_base_outlives_every_level(about):
    ended = MIDDLE.replace("5200", "5200, FY2027: null")
    assert about(f"levels: [{ended}]") == [
        (
            "line 9: component 'el' has a value in FY2027, and the base has none. Give the base a value "
            "for FY2027, or end the component with FY2027: null. [POL-06]"
        )
    ]


def test_sns_01_a_base_that_follows_title_i_status(about):
    level = "{id: t, label: T, schools: {where: {title_i: [yes]}}, values: {FY2025: 5200}}"
    assert about(VALUES, f"levels: [{level}]") == [
        (
            "line 8: the base is state or local money and is for schools by 'title_i'. Explain it to your "
            "auditor, or take it out: ESEA section 1118(b)(2) asks for this. [SNS-01]"
        )
    ]
