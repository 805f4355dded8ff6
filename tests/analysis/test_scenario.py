"""Scenarios: a small file of changes, asked of the formula as a question, never an allocation."""

from dataclasses import replace
from decimal import Decimal

import pytest
from support.small_district import (
    YEAR,
    adjustment,
    count_table,
    lump_sum,
    per_pupil,
    school,
    small_district,
    small_policy,
    weight,
)

from bsa_xl.analysis import Year, compare, with_scenario
from bsa_xl.policy import read_scenario

ROWS = {
    "0101": {"enrollment": "100", "el": "20"},
    "0102": {"enrollment": "50", "el": "5"},
    "0103": {"enrollment": "10", "el": "*"},
}
POLICY = small_policy(
    weight("enrollment", "1"),  # 500,000; 250,000; 50,000
    lump_sum("foundation", "1000"),
    {
        "id": "spans", "kind": "grade_spans", "label": "Spans", "unit": "USD per pupil",
        "source": "B", "spans": [
            {"id": "all", "label": "All", "counts": "enrollment", "values": {"FY2026": "10"}},
        ],
    },
    counting={"concentrated": {"above": "enrollment", "share": {"FY2026": "0.5"}}},
)  # fmt: skip


def now(policy=POLICY, rows=ROWS):
    listed = [school(each, "HS" if each == "0102" else "ES") for each in rows]
    return Year(small_district(rows, schools=listed), policy, YEAR)


def scenario(text):
    file, findings = read_scenario(f"scenario: test\ntitle: A test\n{text}")
    assert findings == ()
    return file


def outcome(text, side=None):
    return compare(side or now(), [scenario(text)])[1]


@pytest.mark.parametrize(("change", "changes"), [
    ("{value: base, to: 5100}", (1000000, 500000, 100000)),
    ("{value: base, times: 1.02}", (1000000, 500000, 100000)),
    ("{value: enrollment, plus: -0.01}", (-500000, -250000, -50000)),
    ("{value: spans/all, to: 11}", (10000, 5000, 1000)),
    ("{remove: foundation}", (-100000, -100000, -100000)),
    ("add: {id: arts, kind: lump_sum, label: Arts, unit: USD per school, source: I, values: {FY2026: 5}}",
     (500, 500, 500)),
    ("add: {id: foundation, kind: lump_sum, label: F, unit: USD per school, source: I, values: {FY2026: 1}}",
     (-99900, -99900, -99900)),
])  # fmt: skip
def test_a_change_of_the_policy_moves_every_school_by_it(change, changes):
    found = outcome(f"changes:\n  - {change}\n")
    assert found.findings == ()
    assert tuple(found.changes.values()) == changes
    assert found.cost == sum(changes) == found.total - 80000000 - 300000 - 160000
    assert (found.winners, found.losers) == (
        sum(cents > 0 for cents in changes), sum(cents < 0 for cents in changes),
    )  # fmt: skip


def test_a_change_of_counts_is_for_the_schools_that_it_names():
    text = "counts:\n  - {group: enrollment, times: 0.9, schools: {where: {level: [HS]}}}\n"
    found = outcome(text)
    assert found.changes == {"0101": 0, "0102": -2500000 - 5000, "0103": 0}  # 5 x 5,010


def test_all_groups_are_multiplied_at_once():
    side = now(small_policy(weight("enrollment", "1"), per_pupil("el", "100")),
               rows={"0101": ROWS["0101"], "0102": ROWS["0102"]})  # fmt: skip
    found = outcome('counts:\n  - {group: all, times: 0.9, schools: {schools: ["0101"]}}\n', side)
    assert found.changes == {"0101": -5000000 - 20000, "0102": 0}  # 10 x 5,000 and 2 x 100


def test_counts_that_are_not_known_stay_so_unless_the_scenario_says_them():
    side = now(small_policy(per_pupil("el", "100")))
    found = compare(side, [scenario("counts:\n  - {group: el, times: 2}\n")])[1]
    assert found.allocation is None
    assert [each.id for each in found.findings] == ["ALO-02"]
    found = compare(side, [scenario("counts:\n  - {group: el, to: 10}\n")])[1]
    assert found.total == 3 * 100000


def test_hold_harmless_is_billed():
    floor = adjustment(
        "floor", "floor_on_prior_year", unit="share of prior-year amount", against="last",
        values={"FY2026": "1"},
    )  # fmt: skip
    policy = small_policy(weight("enrollment", "1"), adjustments=[floor])
    facts = small_district(ROWS, amounts=[("0101", "last", "510000")])
    as_is, found = compare(
        Year(facts, policy, YEAR), [scenario("changes:\n  - {value: base, to: 4900}\n")]
    )
    assert (as_is.hold_harmless, found.hold_harmless) == (1000000, 2000000)


def test_the_district_and_its_policy_are_left_as_they_were():
    side = now()
    with_scenario(
        side, scenario("changes:\n  - {value: base, to: 1}\ncounts:\n  - {group: el, to: 1}\n")
    )
    assert side.policy == POLICY
    assert side.district.table(YEAR, "projected").count("0101", "el") == Decimal(20)


@pytest.mark.parametrize(("text", "told"), [
    ("changes:\n  - {value: bass, to: 1}\n",
     "scenario.yaml, line 4: The policy has nothing named 'bass'. Write base. [SCN-02]"),
    ("changes:\n  - {remove: arts}\n",
     ("scenario.yaml, line 4: The policy has nothing named 'arts'. Use: enrollment, foundation, spans. "
      "[SCN-02]")),
    ("changes:\n  - {value: spans, to: 1}\n",
     ("scenario.yaml, line 4: 'spans' is not one value of the policy (field values). "
      "The values of 'spans': /all. [SCN-02]")),
    ("changes:\n  - {remove: spans}\n  - {remove: enrollment}\n  - {remove: foundation}\n",
     ("scenario.yaml, line 6: Without 'foundation' the formula has no component. "
      "Keep one, or add what takes its place. [SCN-05]")),
    ("counts:\n  - {group: ell, to: 1}\n",
     "scenario.yaml, line 4: There are no projected counts of 'ell' in FY2026. Write el. [SCN-02]"),
    ("counts:\n  - {group: el, plus: -10}\n",
     ("scenario.yaml, line 4: 'el' of school 0102 would be -5. Take fewer away, or name other schools. "
      "[SCN-03]")),
])  # fmt: skip
def test_what_cannot_be_changed_is_told_with_its_line(text, told):
    found = outcome(text)
    assert [str(each) for each in found.findings] == [told]
    assert found.allocation is None


def test_what_empties_the_formula_is_told_at_its_line_whatever_follows():
    found = outcome(
        "changes:\n  - {remove: spans}\n  - {remove: enrollment}\n  - {remove: foundation}\n"
        "  - {remove: foundation}\n"
    )
    assert [str(each) for each in found.findings] == [
        (
            "scenario.yaml, line 7: The policy has nothing named 'foundation'. "
            "Nothing is left of it to be named. [SCN-02]"
        ),
        (
            "scenario.yaml, line 6: Without 'foundation' the formula has no component. "
            "Keep one, or add what takes its place. [SCN-05]"
        ),
    ]


def test_all_components_may_give_way_to_one_that_is_added():
    found = outcome(
        "changes:\n  - {remove: spans}\n  - {remove: enrollment}\n  - {remove: foundation}\n"
        "  - add: {id: flat, kind: lump_sum, label: Flat, unit: USD per school, source: I,\n"
        "          values: {FY2026: 9}}\n"
    )
    assert found.findings == ()
    assert found.total == 900 * len(found.changes)


@pytest.mark.parametrize(("text", "told"), [
    ("changes:\n  - {value: base}\n",
     "scenario.yaml, line 4: Nothing is moved. Write one of to:, times: or plus:. [SCN-01]"),
    ("changes:\n  - {value: base, to: 1, times: 2}\n",
     ("scenario.yaml, line 4: The number is moved by to and times. Write one of to:, times: or plus:. "
      "[SCN-01]")),
    ("counts:\n  - {group: all, plus: 1}\n",
     ("scenario.yaml, line 4: All groups at once can only be multiplied. "
      "Write times:, or name one group. [SCN-01]")),
    ("changes:\n  - {to: 1}\n",
     ("scenario.yaml, line 4: The change says nothing. "
      "Write one of value:, remove:, add: or adjust: in each change. [SCN-01]")),
    ("changes:\n  - {remove: arts, to: 1}\n",
     "scenario.yaml, line 4: to: has no value: to move. Take to: out. [SCN-01]"),
    ("changes:\n  - {vlaue: base, to: 1}\n",
     ("scenario.yaml, line 4: 'vlaue' is not known here. "
      "Write value, or use: to, times, plus, field, remove, add, adjust. [POL-01]")),
])  # fmt: skip
def test_a_scenario_that_is_not_one_question_is_told(text, told):
    file, findings = read_scenario(f"scenario: test\ntitle: A test\n{text}")
    assert file is None
    assert [str(each) for each in findings] == [told]


def test_a_value_that_has_ended_can_only_be_set():
    policy = small_policy(per_pupil("enrollment", values={"FY2025": "10", "FY2026": None}))
    side = now(policy)
    found = outcome("changes:\n  - {value: enrollment, times: 2}\n", side)
    assert [str(each) for each in found.findings] == [
        (
            "scenario.yaml, line 4: 'enrollment' has no value in FY2026 to be moved. "
            "Write to: and the value. [SCN-02]"
        )
    ]
    assert outcome("changes:\n  - {value: enrollment, to: 20}\n", side).total == 160 * 2000


def test_counts_of_another_measure_are_changed_where_they_are():
    side = now(small_policy(per_pupil("enrollment", "1") | {"measure": "census"}))
    table = count_table(ROWS, measure="census")
    facts = replace(side.district, counts={**side.district.counts, (YEAR, "census"): table})
    text = "counts:\n  - {group: enrollment, measure: census, plus: 5}\n"
    found = outcome(text, replace(side, district=facts))
    assert found.cost == 3 * 500
