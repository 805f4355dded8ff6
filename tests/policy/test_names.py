"""A name in a policy stands for one thing, and for something that exists."""

import pytest


def component(name: str, **keys: str) -> str:
    """A per-pupil component on one line, with keys added or replaced."""
    given = {
        "id": name,
        "kind": "per_pupil",
        "label": "L",
        "counts": "el",
        "unit": "USD per pupil",
        "source": "B",
        "values": "{FY2025: 1}",
    } | keys
    return "  - {" + ", ".join(f"{key}: {value}" for key, value in given.items()) + "}\n"


GIVEN = "  - {{id: {}, kind: given, label: G, source: B{}}}\n"
PROGRAMS = "programs: [{id: general, title: G}, {id: title_i, title: T, restricted: true}]\n"


def test_pol_04_tells_an_id_that_is_given_twice(told, small):
    assert told(small + component("el") + component("other")) == [
        (
            "line 6: component 'el' is given twice, first on line 5. "
            "Give this one another name, or take it out. [POL-04]"
        )
    ]


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        (
            "programs:\n  - {id: general, title: A}\n  - {id: general, title: B}\n",
            "line 8: program 'general' is given twice, first on line 7. ",
        ),
        (
            "checks:\n  - rule: BAL-01\n  - rule: BAL-01\n",
            "line 8: check 'BAL-01' is given twice, first on line 7. ",
        ),
        (
            (
                "checks: [rule: BAL-01]\nwaivers:\n"
                "  - {rule: BAL-01, school: '0300', authority: A}\n"
                "  - {rule: BAL-01, school: '0300', authority: A}\n"
                "  - {rule: BAL-01, school: '0301', authority: A}\n"
            ),
            "line 9: waiver of 'BAL-01 for school 0300' is given twice, first on line 8. ",
        ),
        (
            (
                "trades:\n"
                "  - {id: t, give: '1', take: '2', source: B}\n"
                "  - {id: t, give: '1', take: '3', source: B}\n"
            ),
            "line 8: trade 't' is given twice, first on line 7. ",
        ),
        (
            (
                "required_positions:\n"
                "  - {id: p, label: P, positions: ['1'], values: {FY2025: 1}, reason: R, source: B}\n"
                "  - {id: p, label: P, positions: ['2'], values: {FY2025: 1}, reason: R, source: B}\n"
            ),
            "line 8: required position 'p' is given twice, first on line 7. ",
        ),
        (
            (
                "  - id: s\n    kind: grade_spans\n    label: S\n    unit: USD per pupil\n    source: B\n"
                "    spans:\n"
                "      - {id: k-3, label: K, counts: k, values: {FY2025: 1}}\n"
                "      - {id: k-3, label: K, counts: k, values: {FY2025: 1}}\n"
            ),
            "line 13: span 'k-3' is given twice, first on line 12. ",
        ),
    ],
)
def test_pol_04_holds_in_every_list(told, small, extra, message):
    remedy = "Give this one another name, or take it out. [POL-04]"
    assert [said for said in told(small + extra) if "POL-05" not in said] == [message + remedy]


def test_pol_04_refuses_to_pay_one_line_of_amounts_twice(told, small):
    text = small + GIVEN.format("transition", "") + GIVEN.format("again", ", line: transition")
    assert told(text) == [
        (
            "line 7: The amounts 'transition' would be paid twice, first on line 6. "
            "Name another line of amounts.csv with line:, or take one of the two out. [POL-04]"
        )
    ]


def test_pol_05_tells_a_program_that_does_not_exist(told, small):
    assert told(small + component("a", program="generall") + component("b", program="x")) == [
        "line 6: program 'generall' is not among the programs. Write general. [POL-05]",
        "line 7: program 'x' is not among the programs. Use: general. [POL-05]",
    ]


def test_pol_05_asks_for_a_program_where_there_are_several(told, small):
    assert told(small + PROGRAMS) == [
        (
            "line 5: component 'el' names no program, and the policy has 2. "
            "Add program: and one of: general, title_i. [POL-05]"
        )
    ]


def test_one_program_need_not_be_named(told, small):
    assert told(small + "programs: [{id: all, title: All}]\n") == []


def test_pol_05_tells_a_program_that_no_position_can_be_paid_from(told, small):
    text = small + (
        "required_positions:\n"
        "  - {id: p, label: P, positions: ['1'], values: {FY2025: 1}, reason: R, source: B,\n"
        "     programs: [general, title_i]}\n"
    )
    assert told(text) == [
        "line 8: program 'title_i' is not among the programs. Use: general. [POL-05]"
    ]


def test_pol_05_tells_a_position_that_no_program_may_pay_for(told, small):
    text = small + (
        "programs: [{id: title_i, title: T, restricted: true}]\n"
        "required_positions:\n"
        "  - {id: p, label: P, positions: ['1'], values: {FY2025: 1}, reason: R, source: B}\n"
    )
    assert told(text) == [
        (
            "line 8: required position 'p' is for any unrestricted program, and there is none. "
            "Add programs: and those that may pay for it. [POL-05]"
        )
    ]


@pytest.mark.parametrize(
    ("counting", "line", "name", "way"),
    [
        ("  a: {sum: [a]}\n", 7, "a", "a > a"),
        ("  a: {sum: [x, b]}\n  b: {above: a, share: {FY2025: 0.5}}\n", 7, "a", "a > b > a"),
        (
            (
                "  a: {sum: [b]}\n  b: {any_of: [x, c], supplied_as: u}\n  c: {above: x, of: a, "
                "share: {FY2025: 0.5}}\n"
            ),
            7,
            "a",
            "a > b > c > a",
        ),
        ("  z: {sum: [a]}\n  a: {sum: [b]}\n  b: {sum: [a]}\n", 8, "a", "a > b > a"),
    ],
)
def test_pol_07_shows_the_whole_circle_once(told, small, counting, line, name, way):
    text = small + "counting:\n" + counting
    messages = [said for said in told(text) if "POL-12" not in said]
    assert messages == [
        (
            f"line {line}: counting '{name}' is made of itself: {way}. "
            "Take one of them out of the other. [POL-07]"
        )
    ]


def test_a_count_may_be_made_of_counts_that_are_made_of_others(told, small):
    text = small.replace("counts: el", "counts: a") + (
        "counting:\n  a: {sum: [b, c]}\n  b: {sum: [c, x]}\n  c: {sum: [x, y]}\n"
    )
    assert told(text) == []


def test_pol_12_tells_a_counting_that_nothing_uses(told, small):
    assert told(small + "counting: {needs: {sum: [el, frpm]}}\n") == [
        (
            "line 6: counting 'needs' is used by no component. "
            "Name it in the component that needs it, or take it out. [POL-12]"
        )
    ]


def test_pol_04_tells_a_count_that_is_added_to_itself(told, small):
    text = small.replace("counts: el", "counts: a") + "counting: {a: {sum: [el, frpm, el]}}\n"
    assert told(text) == [
        (
            "line 6: counting 'a' names 'el' twice. "
            "Take one of them out, or use times: to count pupils several times. [POL-04]"
        )
    ]
