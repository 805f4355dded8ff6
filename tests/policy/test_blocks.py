"""Every block of the grammar is as strict as the others."""

import pytest


@pytest.mark.parametrize(
    ("extra", "messages"),
    [
        ("status: final\n", ["line 6: status 'final' is not known. Use: draft, adopted."]),
        (
            "status: draft\nadopted_on: 6/24/2025\n",
            [("line 7: '6/24/2025' is not a date. Write the year first: 2025-06-24 is June 24.")],
        ),
        (
            "adopted_on: 2025-02-30\n",
            ["line 6: '2025-02-30' is not a date. Write the year first: 2025-06-24 is June 24."],
        ),
        (
            "adopted_on: [2025]\n",
            ["line 6: 'adopted_on' is not a date. Write the year first: 2025-06-24 is June 24."],
        ),
        (
            "rounding: {rates: 9, lines: cents}\n",
            [
                "line 6: '9' is not a number of decimals. Write a whole number, 0 to 8.",
                "line 6: lines 'cents' is not known. Write cent, or use: dollar, truncate.",
            ],
        ),
        (
            "rounding: {rates: [6], method: banker}\n",
            [
                "line 6: 'rates' is not a number of decimals. Write a whole number, 0 to 8.",
                "line 6: method 'banker' is not known. Use: half_away_from_zero.",
            ],
        ),
        (
            "programs:\n  - {id: general, title: G, restricted: maybe}\n",
            ["line 7: 'maybe' is neither true nor false. Write true or false."],
        ),
        (
            "programs:\n  - {id: general, title: G, restricted: [yes]}\n",
            ["line 7: 'restricted' is neither true nor false. Write true or false."],
        ),
        (
            "programs:\n  - {id: g, title: G, term: one-time, available_until: 2026}\n",
            ["line 7: '2026' is not a fiscal year. Write FY2026 for 2025-26."],
        ),
        (
            "programs: []\n",
            ["line 6: 'programs' is empty. Give it an entry, or take the line out."],
        ),
        ("programs: general\n", ["line 6: 'programs' needs a list. Write programs: [general]."]),
        (
            "programs:\n  general: {title: G}\n",
            ["line 6: 'programs' needs a list. Start each entry with '- '."],
        ),
        (
            "programs:\n  - general\n",
            [
                (
                    "line 7: entry 1 of programs holds the text 'general' where keys and values belong. "
                    "Write below it, indented: id, title, fund, resource, project_year, restricted, "
                    "flexibility, term, available_until, held_by, carryover, body."
                )
            ],
        ),
        ("programs:\n  -\n", ["line 7: Entry 1 of 'programs' is empty. Take the dash out."]),
        ("trades:\n", ["line 6: 'trades' is empty. Give it a value, or take the line out."]),
        (
            "checks:\n  - rule: BAL1\n    limits: {at_most: 1%}\n",
            [
                "line 7: 'BAL1' is not the id of a rule. Write it like BAL-01.",
                "line 8: '1%' is not a number. Write 0.01.",
            ],
        ),
        (
            "cost_basis: {pilot: real}\n",
            ["line 6: pilot 'real' is not known. Use: average, actual."],
        ),
        (
            "counting: {a: {any_of: el}}\n",
            [
                "line 6: 'any_of' needs a list. Write any_of: [el].",
                "line 6: counting 'a' has no 'supplied_as'. Add supplied_as: unduplicated.",
            ],
        ),
        (
            "counting: {a: {any_of: [el], supplied_as: el}}\n",
            ["line 6: 'any_of' has 1 entry and needs 2. Add another."],
        ),
        (
            "counting: {a: {sums: [el]}}\n",
            [
                (
                    "line 6: 'sums' is not known here. Write sum, or use: weighted, any_of, one_of, above, "
                    "attended, greatest_of, average_of, as_of."
                )
            ],
        ),
        (
            "counting: {a: {label: A}}\n",
            [
                (
                    "line 6: counting 'a' does not say how it is counted. "
                    "Write sum: [...], any_of: [...] with supplied_as:, or above: with share:."
                )
            ],
        ),
        (
            "counting: {a: el}\n",
            [
                (
                    "line 6: 'a' holds the text 'el' where keys and values belong. "
                    "Write 'key: value' below."
                )
            ],
        ),
        (
            "counting: {A B: {sum: [el]}}\n",
            [
                (
                    "line 6: 'A B' is not a name that the policy can use. "
                    "Use small letters, digits, - and _ (60 at most): a-b."
                )
            ],
        ),
        (
            "counting: {a: {above: el, share: 55%}}\n",
            ["line 6: 'share' has a value without a fiscal year. Write share: {FY2026: 55%}."],
        ),
        (
            (
                "required_positions:\n  - {id: p, label: P, positions: [], values: {FY2025: 1}, "
                "reason: R, source: B}\n"
            ),
            ["line 7: 'positions' is empty. Give it an entry, or take the line out."],
        ),
        (
            "waivers:\n  - {rule: FTE-15, school: '0300', until: later}\n",
            [
                "line 7: 'later' is not a fiscal year. Write it like FY2026, which is 2025-26.",
                (
                    "line 7: the waiver of FTE-15 has no 'authority'. "
                    "Add authority: {title: Board Policy 3110, section: §4}."
                ),
            ],
        ),
    ],
)
def test_the_other_blocks_are_as_strict(told, small, extra, messages):
    assert told(small + extra) == [f"{message} [POL-01]" for message in messages]


@pytest.mark.parametrize(
    ("component", "messages"),
    [
        (
            "{id: s, kind: grade_spans, label: S, unit: share of base, source: B, spans: []}",
            ["'spans' is empty. Give it an entry, or take the line out."],
        ),
        (
            ("{id: s, kind: grade_spans, label: S, unit: USD, source: B, "
            "spans: [{id: k-3, label: K-3, counts: k3, value: {FY2025: 1}}]}"),
            [
                "unit 'USD' does not fit kind grade_spans. Use: USD per pupil, share of base.",
                "'value' is not known here. Write values, or use: id, label, counts, source.",
            ],
        ),
        (
            ("{id: s, kind: pool, label: S, unit: USD per district, source: B, values: {FY2025: 9}, "
            "claims: [{}]}"),
            ["entry 1 of claims has no 'counts'. Add counts: enrollment."],
        ),
        (
            "{id: s, kind: fte, label: S, unit: FTE per school, source: B, values: {FY2025: 1}}",
            ["component 's' has no 'position'. Add position: ...."],
        ),
        ("s", [
            ("entry 2 of components holds the text 's' where keys and values belong. "
            "Write 'key: value' below.")
        ]),
    ],
)  # fmt: skip
def test_every_kind_has_its_own_keys(told, small, component, messages):
    assert told(f"{small}  - {component}\n") == [f"line 6: {said} [POL-01]" for said in messages]


def test_a_block_needs_no_source_where_every_value_has_one_or_is_an_assumption(read, small):
    values = (
        "{FY2025: {value: 0.2, source: Minutes}, FY2026: {value: 0.3, assumption: yes}, FY2027: }"
    )
    text = small.replace("source: B, values: {FY2025: 0.2}", f"values: {values}")
    component = read(text).policy.components[0]
    assert str(component.source) == "Assumption: no document gives this"
    assert [str(entry.source) for entry in component.values.entries] == ["Minutes", "None", "None"]
    assert [entry.assumption for entry in component.values.entries] == [False, True, False]


def test_a_source_may_be_a_title_alone_or_in_parts(read, small):
    text = small.replace(
        "source: B,", "source: {title: BP 3110, section: §4, url: https://x.test},"
    )
    policy = read(text).policy
    assert (policy.base.source.title, policy.base.source.section) == ("Board Policy 3110", "")
    source = policy.components[0].source
    assert (source.title, source.section, source.url) == ("BP 3110", "§4", "https://x.test")
