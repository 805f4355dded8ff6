"""What a policy says of schools is held against the schools that there are."""

import pytest

from bsa_xl.policy import PolicyFacts

FIELDS = {
    "0100": {"level": "Elementary", "model": "formula"},
    "0200": {"level": "High", "model": "formula"},
    "0300": {"level": "High", "model": "pilot"},
}
FACTS = PolicyFacts(
    school_ids=frozenset(FIELDS),
    school_fields=FIELDS,
    gate_values={
        "level": frozenset({"Elementary", "High"}),
        "model": frozenset({"formula", "pilot"}),
    },
)
UNKNOWN = "school '0030' is not in the district's data. Write 0300, or use: 0100, 0200. [POL-05]"
MANUAL = (
    "adjustments:\n"
    "  - {id: m, kind: manual, label: M, source: B, entries: [\n"
    "      {school: '0100', since: FY2025, until: FY2025, dollars: 5, reason: r, author: a},\n"
    "      {school: '0030', since: FY2025, until: FY2025, dollars: 5, reason: r, author: a}]}\n"
)
TITLE_I = (
    "  - {id: t, kind: rank_and_serve, label: T, unit: USD per district, source: B, poverty: el,\n"
    "     values: {FY2025: 100},\n"
    "     skipped: [{school: '0030', year: FY2025, dollars: 5, reason: r}],\n"
    "     grandfathered: [{school: '0100', year: FY2025, reason: r},\n"
    "       {school: '0030', year: FY2025, reason: r}]}\n"
)


def levels(*gates, second="FY2025: 5300"):
    one, other = gates
    return (
        "base:\n  label: Base\n  unit: USD per pupil\n  source: B\n  values: {FY2025: 5000}\n  levels:\n"
        f"    - {{id: a, label: A, schools: {one}, values: {{FY2025: 5200}}}}\n"
        f"    - {{id: b, label: B, schools: {other}, values: {{{second}}}}}\n"
    )


@pytest.fixture
def with_levels(small, told):
    """Messages about the small policy whose base has these levels; the second is on line 10."""
    head, tail = small.split("base:")[0], "components:" + small.split("components:")[1]
    return lambda *gates, **more: told(head + levels(*gates, **more) + tail, facts=FACTS)


def test_pol_05_a_manual_entry_for_a_school_that_is_not_there_is_told(told, small):
    assert told(small + MANUAL, facts=FACTS) == [f"line 9: {UNKNOWN}"]
    assert told(small + MANUAL) == []


def test_pol_05_schools_that_title_i_skips_or_keeps_are_looked_for(told, small):
    assert told(small + TITLE_I, facts=FACTS) == [f"line 8: {UNKNOWN}", f"line 10: {UNKNOWN}"]


@pytest.mark.parametrize(("gates", "who"), [
    (("{where: {level: [High]}}", "{schools: ['0300', '0100']}"), "school 0300"),
    (("{where: {level: [High]}}", "{where: {model: [formula, pilot]}}"), "2 schools: 0200, 0300"),
])  # fmt: skip
def test_pol_11_a_school_in_two_levels_of_the_base_is_told(with_levels, gates, who):
    assert with_levels(*gates) == [
        (
            f"line 10: levels 'a' and 'b' of the base both hold {who}. Leave each school to one of them. "
            "[POL-11]"
        )
    ]


@pytest.mark.parametrize(("gates", "more"), [
    (("{where: {level: [High]}}", "{schools: ['0100']}"), {}),
    (("{where: {level: [High]}, except_where: {model: [pilot]}}", "{schools: ['0300']}"), {}),
    (("{where: {level: [High]}}", "{schools: ['0300']}"), {"second": "FY2025: null, FY2026: null"}),
])  # fmt: skip
def test_levels_that_share_no_school_are_silent(with_levels, gates, more):
    assert [said for said in with_levels(*gates, **more) if "POL-11" in said] == []


@pytest.mark.parametrize(("gate", "is_told"), [
    ("{where: {level: [Elementary], model: [pilot]}}", True),
    ("{schools: ['0100'], where: {level: [High]}}", True),
    ("{except_where: {level: [High, Elementary]}}", True),
    ("{where: {level: [High], model: [pilot]}}", False),
    ("{schools: ['0100', '0300'], except_where: {level: [High]}}", False),
])  # fmt: skip
def test_pol_12_a_condition_that_no_school_meets_is_told(told, small, gate, is_told):
    text = small.replace("source: B,", f"source: B, schools: {gate},")
    message = (
        "line 5: component 'el' is for no school: none meets all of its conditions. Correct the "
        "conditions, or take it out. [POL-12]"
    )
    assert told(text, facts=FACTS) == ([message] if is_told else [])
