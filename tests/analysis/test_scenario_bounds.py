"""A scenario is held to what a policy file and counts.csv are held to, and told at its own line."""

from dataclasses import replace
from decimal import Decimal

import pytest
from support.small_district import (
    YEAR,
    adjustment,
    lump_sum,
    per_pupil,
    school,
    small_district,
    small_policy,
    weight,
)

from bsa_xl.analysis import Year, compare
from bsa_xl.policy import CountSize, PolicyFacts, read_scenario

ROWS = {
    "0101": {"enrollment": "100", "el": "20"},
    "0102": {"enrollment": "50", "el": "5"},
    "0103": {"enrollment": "10", "el": "1"},
}
STARRED = {**ROWS, "0103": {"enrollment": "10", "el": "*"}}
LIMITED = {"unit": "share of prior-year amount", "against": "last"}
FLOOR = adjustment(
    "floor", "floor_on_prior_year", values={"FY2026": "0.97"}, of=["enrollment"], **LIMITED
)
CAP = adjustment("cap", "limits_on_prior_year", of=["enrollment"], at_most={"FY2026": "1.2"},
                 **LIMITED)  # fmt: skip
MANUAL = adjustment("man", "manual", entries=[
    {"school": "0101", "since": "FY2026", "until": "FY2026", "dollars": "5", "reason": "Fire",
     "author": "Board"},
])  # fmt: skip
POLICY = small_policy(weight("enrollment", "1"), per_pupil("el", "100"), lump_sum("foundation", "7"),
                      adjustments=[FLOOR, CAP, MANUAL])  # fmt: skip
SPANS = {
    "id": "base", "kind": "grade_spans", "label": "Base", "unit": "share of base", "source": "B",
    "spans": [
        {"id": "all", "label": "All", "counts": "enrollment", "values": {"FY2026": "1.5"}},
    ],
}  # fmt: skip
SUPPLIED = PolicyFacts(
    year=YEAR,
    counts={(YEAR, "projected"): {name: CountSize(Decimal(100)) for name in ("enrollment", "el")}},
    school_ids=frozenset(ROWS),
    gate_values={"level": frozenset({"ES", "HS"})},
)


def now(policy=POLICY, rows=ROWS):
    listed = [school(each, "HS" if each == "0102" else "ES") for each in rows]
    amounts = [("0101", "last", "400000")] if policy.adjustments else []
    return Year(small_district(rows, schools=listed, amounts=amounts), policy, YEAR)


def scenario(text):
    file, findings = read_scenario(f"scenario: test\ntitle: A test\n{text}")
    assert findings == ()
    return file


def outcome(text, side=None, supplied=SUPPLIED):
    return compare(side or now(), [scenario(text)], supplied)[1]


def refused(text, side=None):
    found = outcome(text, side)
    assert found.allocation is None
    return [str(each) for each in found.findings if each.is_fatal]


@pytest.mark.parametrize(("changes", "told"), [
    ("  - {value: floor, to: 99}\n",
     ("scenario.yaml, line 4: In adjustment 'floor', 99 is not a share between 0 and 1. "
     "Write 0.99 for 99 %. [POL-09]")),
    ("  - {value: enrollment, times: -1}\n",
     ("scenario.yaml, line 4: component 'enrollment' has the weight -1, below zero. "
     "Write another number after times:. [POL-09]")),
    ("  - {value: base, to: -5}\n",
     "scenario.yaml, line 4: The base is -5 dollars per pupil. Write dollars above zero. [POL-09]"),
    ("  - {value: cap, field: at_most, to: 0.5}\n",
     ("scenario.yaml, line 4: adjustment 'cap' allows at most 50 % of the prior year's amount in "
     "FY2026, and the floor of 'floor' is 97 %. Write 0.97 or more, or lower the floor. [POL-41]")),
    ("  - {remove: enrollment}\n",
     ("scenario.yaml, line 4: In adjustment 'floor', 'enrollment' is not a component or adjustment "
     "of this policy. Keep 'enrollment', or change what needs it as well. [POL-05]")),
    (("  - add: {id: more, kind: percent_of, label: More, of: [more], unit: share of lines,\n"
     "          source: I, values: {FY2026: 0.2}}\n"),
     ("scenario.yaml, line 4: 'more' does not stand above 'more', which needs it. "
     "Move it up, or name another. [POL-07]")),
    (("  - add: {id: more, kind: lump_sum, label: More, unit: USD per school, source: I,\n"
     "          values: {FY2026: 9},\n"
     "          schools: {schools: ['9999']}}\n"),
     ("scenario.yaml, line 6: In component 'more', school '9999' is not in the district's data. "
     "Use: 0101, 0102, 0103. [POL-05]")),
    (("  - adjust: {id: el, kind: manual, label: Gift, source: I,\n"
     "             entries: [{school: '0101', since: FY2026, until: FY2026, dollars: 1, reason: r,\n"
     "                        author: a}]}\n"),
     "scenario.yaml, line 4: 'el' is also a component. Give the adjustment another name. [POL-04]"),
])  # fmt: skip
def test_a_changed_policy_passes_the_checks_of_a_policy_file(changes, told):
    assert told in refused(f"changes:\n{changes}")


def test_a_floor_above_a_cap_is_told_at_the_change_that_raised_it():
    assert refused(
        "changes:\n"
        "  - {value: cap, field: at_most, to: 0.98}\n"
        "  - {value: foundation, to: 8}\n"
        "  - {value: floor, to: 0.99}\n"
    ) == [
        (
            "scenario.yaml, line 6: adjustment 'cap' allows at most 98 % of the prior year's amount in "
            "FY2026, and the floor of 'floor' is 99 %. "
            "Write another number after to:, or change adjustment 'cap' as well. [POL-41]"
        )
    ]


def test_what_a_later_change_puts_right_is_no_fault():
    found = outcome(
        "changes:\n  - {value: floor, to: 1}\n  - {value: cap, field: at_most, to: 0.98}\n"
        "  - {value: floor, to: 0.9}\n"
    )
    assert found.findings == ()
    assert found.allocation is not None


def test_equal_faults_of_two_changes_are_both_told():
    two = small_policy(weight("enrollment", "1"), adjustments=[FLOOR, {**FLOOR, "id": "other"}])
    assert refused(
        "changes:\n  - {value: floor, to: 99}\n  - {value: other, to: 99}\n", now(two)
    ) == [
        (
            "scenario.yaml, line 4: In adjustment 'floor', 99 is not a share between 0 and 1. "
            "Write 0.99 for 99 %. [POL-09]"
        ),
        (
            "scenario.yaml, line 5: In adjustment 'other', 99 is not a share between 0 and 1. "
            "Write 0.99 for 99 %. [POL-09]"
        ),
    ]


def test_what_looks_mistyped_is_told_and_worked_out():
    found = outcome("changes:\n  - {value: enrollment, to: 33}\n")
    assert [str(each) for each in found.findings] == [
        (
            "scenario.yaml, line 4: component 'enrollment' pays 33 times the base for each pupil. "
            "Write 0.33 if 33 % is meant. [POL-10]"
        )
    ]
    assert found.allocation is not None


def test_what_the_policy_had_without_the_scenario_is_not_told_of_it():
    takes = small_policy(weight("enrollment", "1"), per_pupil("el", "-100"))
    odd = now(takes, {"0101": ROWS["0101"], "0102": ROWS["0102"]})
    assert outcome("changes:\n  - {value: enrollment, to: 2}\n", odd).findings == ()
    gift = (
        "{id: gift, kind: lump_sum, label: G, unit: USD per school, source: I, values: {FY2026: 1}}"
    )
    assert outcome(f"changes:\n  - add: {gift}\n", odd).findings == ()
    assert [
        str(each) for each in outcome("changes:\n  - {value: el, to: -90}\n", odd).findings
    ] == [
        (
            "scenario.yaml, line 4: component 'el' takes 90 dollars away instead of giving them. "
            "Write 90 if that is not meant. [POL-10]"
        )
    ]


def test_digits_that_only_a_spreadsheet_would_lose_stop_no_question():
    fine = small_policy(weight("enrollment", "0.123456"), base="5000")
    found = outcome("changes:\n  - {value: base, times: 0.99517}\n", now(fine))
    # 5,000 x 0.99517 = 4,975.85; x 0.123456 = 614.298538 (6 decimals); x 100, 50 and 10 pupils
    assert found.findings == ()
    assert found.total == 6142985 + 3071493 + 614299


def test_base_is_the_base_amount_and_a_component_of_that_name_has_its_section_before_it():
    named = now(small_policy(SPANS))
    # 160 pupils x 1.5 x $5,000, then x $5,100, then 160 x 1.6 x $5,000
    assert outcome("changes:\n  - {value: base, plus: 100}\n", named).cost == 160 * 15000
    found = outcome("changes:\n  - {value: components/base/all, to: 1.6}\n", named)
    assert (found.findings, found.cost) == ((), 160 * 50000)


def test_an_entry_of_a_component_called_base_is_told_its_spelling():
    assert refused("changes:\n  - {value: base/all, to: 1.6}\n", now(small_policy(SPANS))) == [
        (
            "scenario.yaml, line 4: 'base/all' is not one value of the policy (field values). "
            "Write components/base/all for the component 'base'. [SCN-02]"
        )
    ]
    flat = {**SPANS, "unit": "USD per pupil"}
    without = small_policy(flat).model_copy(update={"base": None})
    assert refused("changes:\n  - {value: base/all, to: 1.6}\n", now(without)) == [
        (
            "scenario.yaml, line 4: The policy has no base amount, which is what 'base' stands for. "
            "Write components/base/all for the component 'base'. [SCN-02]"
        )
    ]


def test_a_name_of_two_parts_that_both_have_the_value_is_told_with_both_spellings():
    ways = {"many": {"above": "el", "of": "enrollment", "share": {"FY2026": "0.1"}}}
    both = now(small_policy(per_pupil("many", "100"), counting=ways), {"0101": ROWS["0101"]})
    assert refused("changes:\n  - {value: many, to: 0.05}\n", both) == [
        (
            "scenario.yaml, line 4: 'many' is a component and a counting of the policy. "
            "Write components/many or counting/many. [SCN-02]"
        )
    ]
    # 20 English learners are 10 above a tenth of 100 pupils, and 15 above a twentieth
    assert outcome("changes:\n  - {value: counting/many, to: 0.05}\n", both).cost == 5 * 10000
    assert outcome("changes:\n  - {value: components/many, to: 200}\n", both).cost == 10 * 10000


def test_an_adjustment_without_a_number_to_move_is_told_what_to_write():
    assert refused("changes:\n  - {value: man, to: 500}\n") == [
        (
            "scenario.yaml, line 4: 'man' has no number that a scenario could move. "
            "Write adjust: and the whole adjustment as it should be. [SCN-02]"
        )
    ]


@pytest.mark.parametrize(("counts", "told"), [
    ("{group: el, to: 5, schools: {schools: ['01022', '9999']}}",
     ["There is no school '01022'. Write 0102. [SCN-02]",
      "There is no school '9999'. Write ids of schools.csv. [SCN-02]"]),
    ("{group: el, times: 2, schools: {where: {level: [EES]}}}",
     ["No school has the level 'EES'. Write ES. [SCN-02]"]),
    ("{group: el, times: 2, schools: {except_where: {levle: [ES]}}}",
     ["schools.csv has no column 'levle'. Write level. [SCN-02]"]),
    ("{group: el, times: 2, schools: {schools: ['0101'], where: {level: [HS]}}}",
     ["No school with counts is let in, so nothing changes. Name other schools. [SCN-02]"]),
    ("{group: el, times: 2, schools: {schools: ['0103']}}",
     [("No school that is let in has a projected count of 'el' to be moved. "
      "Write to: and the count, or name other schools. [SCN-02]")]),
    ("{group: el, to: 50, schools: {schools: ['0102']}}", []),
    ("{group: el, to: 5000, schools: {schools: ['0102']}}",
     [("'el' of school 0102 would be 5000, more than its enrollment of 50. "
      "Move 'el' by less, or the enrollment with it. [SCN-04]")]),
    ("{group: el, plus: 81}",
     [("'el' of school 0101 would be 101, more than its enrollment of 100, and so at 1 more. "
      "Move 'el' by less, or the enrollment with it. [SCN-04]")]),
    ("{group: enrollment, to: 19.5, schools: {schools: ['0101']}}",
     [("'el' of school 0101 would be 20, more than its enrollment of 19.5. "
      "Move 'el' by less, or the enrollment with it. [SCN-04]")]),
])  # fmt: skip
def test_counts_keep_to_the_schools_and_the_enrollment_that_there_are(counts, told):
    found = outcome(
        f"counts:\n  - {counts}\n", now(small_policy(weight("enrollment", "1")), STARRED)
    )
    assert [str(each) for each in found.findings] == [
        f"scenario.yaml, line 4: {one}" for one in told
    ]
    assert (found.allocation is None) == bool(told)


def test_a_group_over_the_enrollment_is_told_at_the_last_change_of_it():
    side = now(small_policy(weight("enrollment", "1")))
    text = (
        "counts:\n"
        "  - {group: el, plus: 10, schools: {schools: ['0101']}}\n"
        "  - {group: enrollment, to: 25, schools: {schools: ['0101']}}\n"
        "  - {group: enrollment, to: 60, schools: {schools: ['0102']}}\n"
    )
    assert refused(text, side) == [
        (
            "scenario.yaml, line 5: 'el' of school 0101 would be 30, more than its enrollment of 25. "
            "Move 'el' by less, or the enrollment with it. [SCN-04]"
        )
    ]


def test_counts_that_were_over_the_enrollment_before_are_not_the_scenarios_fault():
    rows = {**ROWS, "0102": {"enrollment": "50", "el": "60"}}
    side = now(small_policy(weight("enrollment", "1")), rows)
    assert (
        outcome("counts:\n  - {group: el, plus: 1, schools: {schools: ['0101']}}\n", side).findings
        == ()
    )


def test_without_what_the_district_supplies_the_policy_is_checked_by_itself():
    found = compare(now(), [scenario("changes:\n  - {value: floor, to: 99}\n")])[1]
    assert [each.id for each in found.findings] == ["POL-41", "POL-09"]


def test_many_scenarios_are_told_each_by_its_own_file():
    files = [
        replace(scenario(f"changes:\n  - {{value: floor, to: {number}}}\n"), file=f"s{number}.yaml")
        for number in (1, 2, 3)
    ]
    outcomes = compare(now(), files, SUPPLIED)[1:]
    assert [[str(each.where) for each in one.findings][:1] for one in outcomes] == [
        [], ["s2.yaml, line 4"], ["s3.yaml, line 4"],
    ]  # fmt: skip


def test_what_nothing_names_may_go_but_not_all_that_pays():
    later = {**lump_sum("foundation"), "values": {"FY2027": "7"}}
    side = now(small_policy(weight("enrollment", "1"), lump_sum("arts", "7"), later))
    assert outcome("changes:\n  - {remove: arts}\n", side).cost == -3 * 700
    assert refused("changes:\n  - {remove: arts}\n  - {remove: enrollment}\n", side) == [
        (
            "scenario.yaml, line 5: No component has a value in FY2026. "
            "Keep 'enrollment', or change what needs it as well. [POL-06]"
        )
    ]
