"""A pool smaller than its set-asides is refused, with its line and a way out."""

import pytest

POOL = """\
policy: small
title: A small policy
components:
  - id: equity
    kind: pool
    label: Equity
    unit: USD per district
    source: Board Policy 4000
    values: {{FY2025: 1000, FY2026: 900}}
    claims: [{{counts: el}}]
    set_asides:
{kept}
"""


def policy(*kept):
    return POOL.format(kept="\n".join(f"      - {each}" for each in kept))


RESERVE = "{id: reserve, label: Reserve, share: {FY2025: 0.1}}"


def office(dollars):
    return f"{{id: office, label: Office, dollars: {{FY2025: {dollars}}}}}"


def test_a_pool_may_keep_all_that_it_has(told):
    assert told(policy(RESERVE, office(810))) == []  # 90 + 810 of 900


def test_pol_33_a_pool_smaller_than_its_set_asides(told):
    # in FY2025 100 + 811 of 1,000; in FY2026 90 + 811 of 900
    assert told(policy(RESERVE, office(811))) == [
        (
            "line 11: component 'equity' keeps 901 of 900 dollars in FY2026. Correct the set-asides, or the "
            "dollars that they are taken from. [POL-33]"
        )
    ]


@pytest.mark.parametrize(("kept", "said"), [
    ("{id: both, label: Both, share: {FY2025: 0.1}, dollars: {FY2025: 1}}", (
        "line 12: set-aside 'both' is given in dollars and as a share. Take dollars: or share: out. "
        "[POL-11]"
    )),
    ("{id: none, label: None}", (
        "line 12: set-aside 'none' says no amount. Add dollars: {FY2026: 10_000}, or share: {FY2026: "
        "0.05}. [POL-06]"
    )),
    ("{id: reserve, label: Reserve, share: {FY2025: 10}}", (
        "line 12: 10 is not a share between 0 and 1. Write 0.1 for 10 %. [POL-09]"
    )),
])  # fmt: skip
def test_a_set_aside_says_one_amount(told, kept, said):
    assert said in told(policy(kept))


def test_pol_33_title_i_keeps_no_more_than_the_entitlement(told):
    text = """\
policy: small
title: A small policy
components:
  - id: title-i
    kind: rank_and_serve
    label: Title I
    unit: USD per district
    source: ESEA section 1113
    poverty: econ_dis
    values: {FY2026: 1000}
    for_families: {share: {FY2026: 0.2}, to_schools: {FY2026: 0.9}}
    set_asides: [{id: office, label: Office, dollars: {FY2026: 801}}]
"""
    assert told(text) == [
        (
            "line 12: component 'title-i' keeps 1001 of 1000 dollars in FY2026. Correct the set-asides, or "
            "the dollars that they are taken from. [POL-33]"
        )
    ]
