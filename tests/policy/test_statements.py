"""What a policy says of itself holds together."""

import pytest


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        (
            "status: adopted\n",
            (
                "line 6: The policy is adopted, and has no adopted_on and no resolution. "
                "Add adopted_on: and resolution:, or set status: draft. [POL-11]"
            ),
        ),
        (
            "status: adopted\nadopted_on: 2025-06-24\n",
            (
                "line 6: The policy is adopted, and has no resolution. "
                "Add resolution:, or set status: draft. [POL-11]"
            ),
        ),
        (
            "status: adopted\nresolution: R 1\n",
            (
                "line 6: The policy is adopted, and has no adopted_on. "
                "Add adopted_on:, or set status: draft. [POL-11]"
            ),
        ),
        (
            "adopted_on: 2025-06-24\n",
            (
                "line 6: The policy is a draft, and was adopted on 2025-06-24. "
                "Set status: adopted, or take adopted_on: out. [POL-11]"
            ),
        ),
        (
            "programs:\n  - {id: g, title: G, term: one-time}\n",
            (
                "line 7: program 'g' is one-time money without a last year. "
                "Add available_until: and the last fiscal year in which it may be spent. [POL-12]"
            ),
        ),
        (
            "programs:\n  - {id: g, title: G, available_until: FY2027}\n",
            (
                "line 7: program 'g' is ongoing, and ends with FY2027. "
                "Set term: one-time, or take available_until: out. [POL-11]"
            ),
        ),
        (
            "checks:\n  - rule: BAL-02\n    severity: informational\n",
            (
                "line 7: check BAL-02 is made informational without a source. "
                "Add source: and the document that says so. [POL-14]"
            ),
        ),
        (
            "waivers:\n  - {rule: FTE-15, school: '0300', authority: Agreement}\n",
            (
                "line 7: The waiver of FTE-15 waives a rule that the policy does not run. "
                "Add rule: FTE-15 under checks, or take the waiver out. [POL-12]"
            ),
        ),
        (
            "trades:\n  - {id: t, give: '2202', take: '2202', source: B}\n",
            (
                "line 7: trade 't' gives and takes the same title, '2202'. "
                "Correct give: or take:. [POL-11]"
            ),
        ),
    ],
)
def test_statements_that_contradict_or_do_nothing_are_told(told, small, extra, message):
    assert told(small + extra) == [message]


@pytest.mark.parametrize(
    "extra",
    [
        "status: adopted\nadopted_on: 2025-06-24\nresolution: R 1\n",
        "status: draft\nresolution: To be numbered\n",
        "programs:\n  - {id: g, title: G, term: one-time, available_until: FY2027}\n",
        (
            "checks:\n  - {rule: BAL-02, severity: fatal, source: BP}\n  - rule: FTE-15\n"
            "waivers:\n  - {rule: FTE-15, school: '0300', until: FY2027, authority: Agreement}\n"
        ),
    ],
)
def test_statements_that_hold_together_are_silent(told, small, extra):
    assert told(small + extra) == []
