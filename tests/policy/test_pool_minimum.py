"""A pool that is smaller than the least of the schools that share it is told before it is shared."""

import pytest

from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import CountSize, PolicyFacts

POOL = """\
policy: small
title: A small policy
components:
  - id: equity
    kind: pool
    label: Equity
    unit: USD per district
    source: Board Policy 4000
    values: {FY2025: 1000, FY2026: 900}
    claims: [{counts: el}]
    set_asides: [{id: office, label: Office, share: {FY2025: 0.1}}]
"""
FIELDS = {school: {"level": "High"} for school in ("0100", "0200")} | {"0300": {"level": "Middle"}}
PUPILS = {"el": frozenset(FIELDS), "foster": frozenset({"0100"})}


def facts(year=2025):
    """Three schools with English learners, one with foster youth, in both years."""
    sizes = {"el": CountSize(40), "foster": CountSize(3)}
    return PolicyFacts(
        year=None if year is None else FiscalYear(year),
        counts={(FiscalYear(one), "projected"): sizes for one in (2025, 2026)},
        with_pupils=lambda _, measure, group: (
            PUPILS[group] if measure == "projected" else frozenset()
        ),
        school_ids=frozenset(FIELDS),
        school_fields=FIELDS,
        gate_values={"level": frozenset({"High", "Middle"})},
    )


def at_least(dollars, more=""):
    return POOL + f"    at_least: {{FY2025: {dollars}}}\n{more}"


def test_a_pool_that_reaches_is_silent(told):
    assert told(at_least(300), facts=facts()) == []  # 1,000 less 10 % is 3 x 300


def test_pol_48_a_pool_that_does_not_reach_for_all_with_a_claim(told):
    assert told(at_least("300.01"), facts=facts()) == [
        (
            "line 12: component 'equity' has 900 dollars to share in FY2025, and 3 schools with a claim "
            "have at least 300.01 each. Lower at_least:, or raise the pool. [POL-48]"
        )
    ]


def test_pol_48_every_year_that_has_counts_is_looked_at(told):
    # in FY2026 900 less 10 % is 3 x 270
    assert told(at_least(280), facts=facts(None)) == [
        (
            "line 12: component 'equity' has 810 dollars to share in FY2026, and 3 schools with a claim "
            "have at least 280 each. Lower at_least:, or raise the pool. [POL-48]"
        )
    ]


def test_pol_48_one_school_alone_is_known_to_have_too_much(told):
    assert told(at_least("810.01")) == [
        (
            "line 12: component 'equity' has 810 dollars to share in FY2026, and a school with a claim has "
            "at least 810.01. Lower at_least:, or raise the pool. [POL-48]"
        )
    ]
    assert told(at_least(810)) == []


def test_pol_48_lines_in_whole_dollars_are_rounded_before_they_are_compared(told):
    # each school's 299.50 is 300 dollars, and 3 x 300 are there; 300.50 is 301
    whole = "rounding: {lines: dollar}\n"
    assert told(at_least("299.50", whole), facts=facts()) == []
    assert told(at_least("300.50", whole), facts=facts()) == [
        (
            "line 12: component 'equity' has 900 dollars to share in FY2025, and 3 schools with a claim "
            "have at least 301 each. Lower at_least:, or raise the pool. [POL-48]"
        )
    ]


@pytest.mark.parametrize("text", [
    at_least(400, "    schools: {where: {level: [High]}}\n"),  # 2 x 400
    at_least(400).replace("{counts: el}", "{counts: el, schools: {where: {level: [High]}}}"),
    at_least(900).replace("{counts: el}", "{counts: foster}"),  # one school has them
    at_least(900).replace("{counts: el}", "{counts: foster}, {counts: el, weight: {FY2025: 0}}"),
    at_least(400, "    status: to come\n"),  # nothing is shared out yet
])  # fmt: skip
def test_only_schools_that_certainly_have_a_claim_are_counted(told, text):
    assert [said for said in told(text, facts=facts()) if "POL-48" in said] == []
