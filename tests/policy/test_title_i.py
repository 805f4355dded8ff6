"""Title I that breaks the law it rests on is told, with its line and a way out."""

import pytest

TITLE_I = """\
policy: small
title: A small policy
components:
  - id: title-i
    kind: rank_and_serve
    label: Title I
    unit: USD per district
    source: ESEA section 1113
    poverty: econ_dis
    values: {{FY2026: {entitlement}}}
{more}
"""
FAMILIES = "    for_families: {{share: {{FY2026: {share}}}, to_schools: {{FY2026: {schools}}}}}"


def policy(*more, entitlement="500000"):
    return TITLE_I.format(entitlement=entitlement, more="\n".join(more))


def families(share="0.01", schools="0.9"):
    return FAMILIES.format(share=share, schools=schools)


def bands(*rows):
    written = [f"{{from_share: {low}, values: {{FY2026: {dollars}}}}}" for low, dollars in rows]
    return f"    bands: [{', '.join(written)}]"


def test_title_i_within_the_law_has_no_findings(told):
    assert told(policy()) == []
    assert told(policy(families(), entitlement="500000.01")) == []
    assert told(policy(bands(("0.75", "900"), ("0.35", "900"), ("0", "600")))) == []


@pytest.mark.parametrize(("more", "said"), [
    ((), (
        "line 4: component 'title-i' keeps nothing of 900000 dollars for parents and families. Add "
        "for_families: with share: 0.01 or more, and to_schools:. [POL-35]"
    )),
    ((families(share="0.009"),), (
        "line 11: component 'title-i' keeps 0.9 % of 900000 dollars for parents and families. Write a "
        "share of 0.01 or more. [POL-35]"
    )),
    ((families(schools="0.85"),), (
        "line 11: component 'title-i' gives 85 % of the families' part to schools. Write 0.9 or more. "
        "[POL-35]"
    )),
])  # fmt: skip
def test_pol_35_families_have_their_part_over_500_000_dollars(told, more, said):
    assert told(policy(*more, entitlement="900000")) == [said]


def test_pol_34_a_school_with_less_poverty_never_has_more_for_a_child(told):
    assert told(policy(bands(("0.75", "900"), ("0.5", "900.01"), ("0", "10")))) == [
        (
            "line 11: entry 2 of bands gives 900.01 dollars for each child in FY2026, and the one above, with "
            "more poverty, 900. Write 900 or less. [POL-34]"
        )
    ]


def test_pol_34_bands_stand_in_the_order_of_poverty(told):
    assert told(policy(bands(("0.5", "700"), ("0.75", "900"), ("0", "10")))) == [
        (
            "line 11: entry 2 of bands, from 75 % on, stands below the one from 50 %. Write the bands in the "
            "order of poverty, highest first. [POL-34]"
        )
    ]


@pytest.mark.parametrize(("more", "said"), [
    ((bands(("0", "700")), "    per_child: {FY2026: 500}"), (
        "line 12: component 'title-i' has one amount for each child and bands as well. Take per_child: "
        "or bands: out. [POL-11]"
    )),
    (("    only_spans: [High]",), (
        "line 4: component 'title-i' speaks of spans, and ranks the district in one. Add spans: and the "
        "column of schools.csv with the span of each school. [POL-11]"
    )),
    ((bands(("0.35", "700")),), (
        "line 11: component 'title-i' has no amount for schools below 35 %. Let the last band start at 0. "
        "[POL-06]"
    )),
])  # fmt: skip
def test_title_i_that_says_too_much_or_too_little(told, more, said):
    assert told(policy(*more)) == [said]


HIGH = "    high_schools: {{schools: {schools}, from_share: {{FY2026: {share}}}}}"


def high(share="0.5", schools="{where: {level: [High]}}"):
    return HIGH.format(schools=schools, share=share)


def test_high_schools_from_half_on_are_within_the_law(told):
    assert told(policy(high())) == []


def test_pol_36_high_schools_first_from_less_than_half(told):
    assert told(policy(high("0.4"))) == [
        (
            "line 11: component 'title-i' serves high schools before all others from 40 % on. Write 0.5 or "
            "more. [POL-36]"
        )
    ]


def test_pol_11_high_schools_are_to_be_named(told):
    assert told(policy(high(schools="{}"))) == [
        (
            "line 11: component 'title-i' does not say which schools are high schools. Write schools: "
            "{where: {level: [High]}}. [POL-11]"
        )
    ]


def test_pol_11_only_schools_of_spans_need_spans(told):
    assert told(policy("    single_school_spans: exempt")) == [
        (
            "line 4: component 'title-i' speaks of spans, and ranks the district in one. Add spans: and the "
            "column of schools.csv with the span of each school. [POL-11]"
        )
    ]
