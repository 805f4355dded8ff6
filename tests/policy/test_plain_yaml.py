"""A policy is plain YAML: what it does not need is refused, with the line; nothing is expanded."""

import pytest

from bsa_xl.policy import read_policy

ALIAS = "Write the value out, or put the text in quotes if it begins with *. [POL-03]"
ANCHOR = "Take the name out, or put the text in quotes if it begins with &. [POL-03]"
TAG = "Take it out, or put the text in quotes if it begins with !. [POL-03]"


def test_pol_03_refuses_anchors_and_aliases(told, small):
    text = small.replace("values: {FY2025: 5000}", "values: &v {FY2025: 5000}")
    text = text.replace("values: {FY2025: 0.2}", "values: *v")
    assert told(text) == [
        f"line 3: '&v' gives a name to a value, to use it again elsewhere. {ANCHOR}",
        f"line 5: '*v' stands for a value written elsewhere. {ALIAS}",
    ]


def test_a_bomb_of_aliases_is_refused_before_anything_is_expanded(told):
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40)
    )
    messages = told(bomb)
    assert messages[:3] == [
        f"line 1: '&a0' gives a name to a value, to use it again elsewhere. {ANCHOR}",
        f"line 2: '&a1' gives a name to a value, to use it again elsewhere. {ANCHOR}",
        f"line 2: '*a0' stands for a value written elsewhere. {ALIAS}",
    ]
    assert len(messages) < 100


def test_pol_03_refuses_tags(told, small):
    text = small.replace("title: A small policy", "title: !!python/object:os.system A small policy")
    assert told(text) == [f"line 2: '!!python/object:os.system' is a YAML tag. {TAG}"]


def test_pol_03_refuses_a_second_document(told, small):
    assert told(small + "---\n" + small) == [
        (
            "line 6: A second document begins here, after '---' or '...'. "
            "Keep one policy in one file. [POL-03]"
        )
    ]


def test_pol_03_refuses_a_key_that_is_not_one_word(told, small):
    assert told(small + "? [a, b]\n: c\n") == [
        "line 6: A key is not a single word. Write 'key: value'. [POL-03]"
    ]


def test_a_merge_key_is_an_unknown_key(told, small):
    text = small.replace("base: {", "base: {<<: {label: x}, ")
    assert told(text) == [
        (
            "line 3: '<<' is not known here. Use: label, unit, values, source, levels, cost_index, pool, "
            "decimals. [POL-01]"
        )
    ]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_pol_03_stops_at_deep_nesting(told, opening):
    assert told("policy: x\ntitle:\n  " + opening * 200_000) == [
        (
            "line 3: This line is nested more than 20 levels deep. "
            "Check its indentation and its brackets. [POL-03]"
        )
    ]


def test_pol_03_stops_at_too_many_entries(told):
    text = "".join(f"k{number}: {number}\n" for number in range(30_000))
    assert told(text) == [
        "line 20000: The file has more than 40,000 entries. Check that this is a policy. [POL-03]"
    ]


def test_pol_04_tells_both_lines_of_a_repeated_key(told, small):
    text = small + "measure: census\nmeasure:\n  nested: {a: 1, a: 2}\n"
    assert told(text) == [
        "line 7: 'measure' is given twice, first on line 6. Keep one of the two. [POL-04]"
    ]


def test_pol_04_sees_a_repeated_year(told, small):
    text = small.replace("{FY2025: 0.2}", "{FY2025: 0.2, FY2026: 0.3, FY2025: 0.4}")
    assert told(text) == [
        "line 5: 'FY2025' is given twice, first on line 5. Keep one of the two. [POL-04]"
    ]


def test_a_colon_without_a_key_is_told(told, small):
    assert told(small + ": 5\n") == [
        "line 6: A colon has no key before it. Write 'key: value'. [POL-01]",
        (
            "line 6: '' is not known here. Use: policy, title, status, adopted_on, resolution, measure, "
            "base, counting, components, adjustments, programs, required_positions, cost_basis, rounding, trades, "
            "checks, waivers, notes. [POL-01]"
        ),
    ]


def test_pol_10_tells_what_a_number_sign_would_drop(told, small):
    text = small.replace("title: A small policy", "title: A small policy #3110, amended")
    assert told(text) == [
        (
            "line 2: YAML takes '#3110, amended' for a remark and drops it. "
            "Put the text in quotes, or a space after # if it is a remark. [POL-10]"
        )
    ]


def test_a_remark_with_a_space_is_a_remark(told, small):
    assert told(small.replace("title: A small policy", "title: A small policy   # of ours")) == []


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        (
            "\tnotes: x\n",
            "line 6: This line is indented with a tab. Indent it with spaces. [POL-02]",
        ),
        (
            "rounding:\n  rates: 6\n\u00a0\u00a0lines: cent\n",
            (
                "line 8: 'lines' is indented with a space copied from another program. "
                "Indent it with spaces. [POL-01]"
            ),
        ),
        (
            "rounding:\n  rates: 6\n\u00a0\u00a0lines\n",
            (
                "line 8: This line is indented with a space copied from another program. "
                "Indent it with spaces. [POL-02]"
            ),
        ),
        (
            "notes: \tx\n",
            (
                "line 6: This line has a tab where a space belongs. "
                "Replace the tab by a space. [POL-02]"
            ),
        ),
        (
            "notes: see: here\n",
            (
                "line 6: This line has a colon too many, or is indented further than the line above. "
                "Put a text that contains a colon in quotes, or align the line. [POL-02]"
            ),
        ),
        (
            "rounding:\n  rates: 6\n lines: cent\n",
            (
                "line 8: This line is not aligned with the lines that it belongs to. "
                "Start it in the same column as its neighbors, with spaces. [POL-02]"
            ),
        ),
        (
            "notes\nmeasure: census\n",
            (
                "line 6: This line is neither 'key: value' nor an entry that starts with '- '. "
                "Write a colon and a space after the key, or a space after the dash. [POL-02]"
            ),
        ),
        (
            "programs:\n- id: x\n-title\n",
            (
                "line 8: This line is neither 'key: value' nor an entry that starts with '- '. "
                "Write a colon and a space after the key, or a space after the dash. [POL-02]"
            ),
        ),
        (
            "notes: 'never closed\nmeasure: census\n",
            (
                "line 6: A quote that opens on this line is never closed. "
                "Close it, or take it out. [POL-02]"
            ),
        ),
        (
            "rounding: {rates: 6\nmeasure: census\n",
            (
                "line 6: A bracket that opens on this line is not closed, or a comma is missing in it. "
                "Close it with ] or }, and put a comma between its entries. [POL-02]"
            ),
        ),
        (
            "notes: ]\n",
            (
                "line 6: This line has a bracket or a comma where a value belongs. "
                "Write the value, or put the text in quotes. [POL-02]"
            ),
        ),
        (
            "notes: @home\n",
            (
                "line 6: This line has a value that starts with a sign that YAML reserves. "
                "Put the value in quotes. [POL-02]"
            ),
        ),
        (
            'notes: "C:\\Users"\n',
            (
                "line 6: This line has a backslash between double quotes. "
                "Use single quotes instead. [POL-02]"
            ),
        ),
        (
            "notes: |x\n",
            (
                "line 6: This line cannot be understood. "
                "Compare its colons, quotes and indentation with the lines above. [POL-02]"
            ),
        ),
    ],
)
def test_pol_02_tells_broken_yaml_in_plain_words(told, small, extra, message):
    assert told(small + extra) == [message]


def test_every_line_that_is_indented_with_a_tab_is_told(told):
    assert told("policy: x\nbase:\n\tlabel: x\n\tunit: y\n") == [
        "line 3: This line is indented with a tab. Indent it with spaces. [POL-02]",
        "line 4: This line is indented with a tab. Indent it with spaces. [POL-02]",
    ]


@pytest.mark.parametrize("text", ["just words\n", "- a\n- b\n", "# only a remark\n", "5\n"])
def test_pol_02_tells_a_file_that_holds_no_keys(told, text):
    assert told(text) == [
        (
            "policy.yaml: The file holds no 'key: value' lines. "
            "Start it with policy: and a name. [POL-02]"
        )
    ]


def test_scalars_stay_the_text_that_was_written(read, small):
    text = small + (
        "programs:\n"
        "  - {id: general, title: yes, fund: 01, resource: 0000, project_year: 1e3, restricted: No}\n"
        "notes: 2025-06-24\n"
    )
    program = read(text).policy.programs[0]
    assert (program.title, program.fund, program.resource) == ("yes", "01", "0000")
    assert (program.project_year, program.restricted) == ("1e3", False)
    assert read(text).policy.notes == "2025-06-24"


def test_a_quoted_null_is_a_text_and_a_plain_one_is_none(read, small):
    file = read(small.replace("FY2025: 0.2}", "FY2025: 0.2, FY2026: ~}") + "notes: 'null'\n")
    assert file.policy.notes == "null"
    assert file.policy.components[0].values.entries[1].value is None


def test_a_dangerous_file_gives_no_policy(small):
    file, findings = read_policy(small.replace("title: A", "title: &a A"))
    assert file is None
    assert [finding.id for finding in findings] == ["POL-03"]


def test_letters_that_json_writes_in_two_halves_are_whole(told, read, small):
    assert read(small + 'notes: "\\ud83d\\ude00"\n').policy.notes == "\U0001f600"
    assert told(small + 'notes: "\\ud83d"\n') == [
        (
            "line 6: This line holds an escape such as \\ud83d that is half a character. "
            "Delete it and type the text again. [POL-02]"
        )
    ]
