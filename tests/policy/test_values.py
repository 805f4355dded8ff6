"""A value is in force when it is needed, in range, plausible, and paid as it is written."""

import pytest


def one(kind: str, unit: str, values: str, more: str = "") -> str:
    return (
        f"  - {{id: one, kind: {kind}, label: One, unit: {unit}, source: B, {more}"
        f"values: {values}}}\n"
    )


def test_pol_06_needs_a_base_for_a_share_of_it(told, small):
    text = "\n".join(line for line in small.split("\n") if not line.startswith("base:"))
    assert told(text) == [
        (
            "line 4: component 'el' is a share of the base, and the policy has no base. "
            "Add base: with label, unit, values and source. [POL-06]"
        )
    ]


@pytest.mark.parametrize(
    ("base", "weight", "year"),
    [
        ("{FY2026: 5000}", "{FY2025: 0.2}", "FY2025"),
        ("{FY2025: 5000, FY2027: null}", "{FY2025: 0.2}", "FY2027"),
        ("{FY2025: 5000, FY2027: null}", "{FY2025: 0.2, FY2026: null, FY2028: 0.1}", "FY2028"),
    ],
)
def test_pol_06_needs_the_base_in_every_year_of_the_weight(told, small, base, weight, year):
    text = small.replace("{FY2025: 5000}", base).replace("{FY2025: 0.2}", weight)
    assert told(text) == [
        (
            f"line 5: component 'el' has a value in {year}, and the base has none. "
            f"Give the base a value for {year}, or end the component with {year}: null. [POL-06]"
        )
    ]


def test_a_weight_that_ends_with_the_base_is_well(told, small):
    text = small.replace("{FY2025: 5000}", "{FY2025: 5000, FY2026: null}")
    assert told(text.replace("{FY2025: 0.2}", "{FY2025: 0.2, FY2026: null}")) == []


def test_pol_06_tells_a_value_that_holds_in_no_year(told, small):
    assert told(small.replace("{FY2025: 0.2}", "{FY2025: null, FY2026: ~}")) == [
        "line 5: component 'el' has no value in any year. Give it one, or take it out. [POL-06]"
    ]


def test_pol_12_tells_an_end_without_a_beginning(told, small):
    assert told(small.replace("{FY2025: 0.2}", "{FY2025: null, FY2026: 0.2}")) == [
        (
            "line 5: component 'el' ends in FY2025, before it has had a value. "
            "Take the year out, or give the value that it ends. [POL-12]"
        )
    ]


def test_pol_12_tells_years_out_of_order_and_reads_them_in_order(told, read, small):
    text = small.replace("{FY2025: 0.2}", "{FY2026: 0.3, FY2025: 0.2}")
    assert told(text) == [
        (
            "line 5: FY2025 stands below FY2026, though a value holds until the next year named. "
            "Write the years in their order, oldest first. [POL-12]"
        )
    ]
    entries = read(text).policy.components[0].values.entries
    assert [str(entry.since) for entry in entries] == ["FY2025", "FY2026"]


@pytest.mark.parametrize(
    ("weight", "message"),
    [
        (
            "-0.2",
            (
                "component 'el' has the weight -0.2, below zero. "
                "Write 0.2, or null to end it. [POL-09]"
            ),
        ),
        (
            "24",
            (
                "component 'el' pays 24 times the base for each pupil. "
                "Write 0.24 if 24 % is meant. [POL-10]"
            ),
        ),
        (
            "10.5",
            (
                "component 'el' pays 10.5 times the base for each pupil. "
                "Write 0.105 if 10.5 % is meant. [POL-10]"
            ),
        ),
    ],
)
def test_a_weight_that_is_negative_or_a_percent_is_told(told, small, weight, message):
    assert told(small.replace("{FY2025: 0.2}", f"{{FY2025: {weight}}}")) == [f"line 5: {message}"]


@pytest.mark.parametrize("weight", ["0", "1", "6.70", "10"])
def test_weights_of_real_districts_are_silent(told, small, weight):
    assert told(small.replace("{FY2025: 0.2}", f"{{FY2025: {weight}}}")) == []


@pytest.mark.parametrize("base", ["0", "-5000"])
def test_pol_09_refuses_a_base_of_nothing(told, small, base):
    assert told(small.replace("5000", base)) == [
        (
            f"line 3: The base is {base} dollars per pupil. "
            "Write dollars above zero, or null to end the base. [POL-09]"
        )
    ]


@pytest.mark.parametrize(
    ("share", "message"),
    [
        ("55", "55 is not a share between 0 and 1. Write 0.55 for 55 %."),
        ("1.5", "1.5 is not a share between 0 and 1. Write 1 for 100 %, or 0.015 for 1.5 %."),
        ("-0.1", "-0.1 is not a share between 0 and 1. Write 0.1 for 10 %, or null to end it."),
        ("-55", "-55 is not a share between 0 and 1. Write 0.55 for 55 %, or null to end it."),
        ("250", "250 is not a share between 0 and 1. Write 0.55 for 55 %."),
    ],
)
def test_pol_09_refuses_a_share_beyond_all_pupils(told, small, share, message):
    text = small.replace("counts: el", "counts: high")
    text += f"counting: {{high: {{above: el, share: {{FY2025: {share}}}}}}}\n"
    assert told(text) == [f"line 6: {message} [POL-09]"]


@pytest.mark.parametrize("share", ["0", "0.55", "1"])
def test_a_share_from_nobody_to_everybody_is_silent(told, small, share):
    text = small.replace("counts: el", "counts: high")
    assert told(text + f"counting: {{high: {{above: el, share: {{FY2025: {share}}}}}}}\n") == []


@pytest.mark.parametrize(
    ("component", "message"),
    [
        (
            one("per_pupil", "USD per pupil", "{FY2025: -310}", "counts: el, "),
            (
                "component 'one' takes 310 dollars away instead of giving them. "
                "Write 310 if that is not meant. [POL-10]"
            ),
        ),
        (
            one("lump_sum", "USD per school", "{FY2025: -1}"),
            (
                "component 'one' takes 1 dollars away instead of giving them. "
                "Write 1 if that is not meant. [POL-10]"
            ),
        ),
        (
            one("fte", "FTE per school", "{FY2025: -0.5}", "position: '2202', "),
            (
                "component 'one' has the FTE -0.5, below zero. "
                "Write 0.5, or null to end it. [POL-09]"
            ),
        ),
        (
            one(
                "pool",
                "USD per district",
                "{FY2025: 100}",
                "claims: [{counts: el, weight: {FY2025: -1}}, {counts: frpm}], ",
            ),
            "claim 'el' has the claim -1, below zero. Write 1, or null to end it. [POL-09]",
        ),
        (
            one(
                "pool",
                "USD per district",
                "{FY2025: 100}",
                "claims: [{counts: el, weight: {FY2025: 1, FY2026: null}}], ",
            ),
            (
                "component 'one' has dollars in FY2026, and no claim has a weight. "
                "Give a claim a weight for FY2026. [POL-06]"
            ),
        ),
        (
            one(
                "pool",
                "USD per district",
                "{FY2025: 9}",
                "claims: [{counts: el, weight: {FY2025: 0}}], ",
            ),
            (
                "component 'one' has dollars in FY2025, and no claim has a weight. "
                "Give a claim a weight for FY2025. [POL-06]"
            ),
        ),
        (
            one("per_pupil", "USD per pupil", "{FY2025: 330.0000005}", "counts: el, "),
            (
                "330.0000005 has 7 decimals; rates are rounded to 6, so 330.000001 is paid. "
                "Write 330.000001, or raise rates: under rounding. [POL-19]"
            ),
        ),
        (
            one("lump_sum", "USD per school", "{FY2025: 0.125}"),
            "0.125 has 3 decimals; dollars are rounded to 2, so 0.13 is paid. Write 0.13. [POL-19]",
        ),
    ],
)
def test_other_values_have_their_ranges(told, small, component, message):
    assert told(small + component) == [f"line 6: {message}"]


def test_pol_19_counts_with_the_rounding_of_the_policy(told, small):
    component = one("per_pupil", "USD per pupil", "{FY2025: 596.9902}", "counts: el, ")
    assert told(small + component + "rounding: {rates: 4}\n") == []
    assert told(small + component + "rounding: {rates: 0}\n") == [
        (
            "line 6: 596.9902 has 4 decimals; rates are rounded to 0, so 597 is paid. "
            "Write 597, or raise rates: under rounding. [POL-19]"
        )
    ]


def test_a_negative_required_fte_is_told_by_its_name(told, small):
    text = small + (
        "required_positions:\n"
        "  - {id: p, label: P, positions: ['1'], values: {FY2025: -1}, reason: R, source: B}\n"
    )
    assert told(text) == [
        (
            "line 7: required position 'p' has the FTE -1, below zero. "
            "Write 1, or null to end it. [POL-09]"
        )
    ]


@pytest.mark.parametrize("times", ["0", "-0.5"])
def test_pol_09_refuses_to_multiply_by_nothing(told, small, times):
    text = small.replace("counts: el", "counts: half")
    assert told(text + f"counting: {{half: {{sum: [el], times: {times}}}}}\n") == [
        f"line 6: counting 'half' is multiplied by {times}. Write a number above zero. [POL-09]"
    ]


def test_pol_09_refuses_a_trade_for_nothing(told, small):
    text = small + "trades:\n  - {id: t, give: '1', take: '2', rate: 0, source: B}\n"
    assert told(text) == [
        "line 7: trade 't' gives 0 FTE for 1. Write a number above zero. [POL-09]"
    ]


def test_pol_20_tells_an_assumption_in_an_adopted_policy_only(told, small):
    text = small.replace("{FY2025: 0.2}", "{FY2025: 0.1, FY2026: {value: 0.2, assumption: true}}")
    assert told(text) == []
    assert told(text + "status: adopted\nadopted_on: 2025-06-24\nresolution: R 1\n") == [
        (
            "line 5: component 'el' is an assumption from FY2026 on, and the policy is adopted. "
            "Name the document that gives the value, or set status: draft. [POL-20]"
        )
    ]


FLOOR = """\
adjustments:
  - {id: f, kind: floor_on_prior_year, label: F, unit: share of prior-year amount, source: B,
     against: last, values: {FY2025: 0.97, FY2026: %s}}
"""


@pytest.mark.parametrize(("share", "said"), [
    ("1.05", ("1.05 is not a share between 0 and 1. Write kind: limits_on_prior_year, and in place of "
             "values: at_least: {FY2026: 1.05}, to give more than last year. [POL-09]")),
    ("97", "97 is not a share between 0 and 1. Write 0.97 for 97 %. [POL-09]"),
    ("-0.5", "-0.5 is not a share between 0 and 1. Write 0.5 for 50 %, or null to end it. [POL-09]"),
])  # fmt: skip
def test_pol_09_a_hold_harmless_that_is_no_share_is_told_what_was_meant(told, small, share, said):
    assert told(small + FLOOR % share) == [f"line 8: {said}"]


def test_more_than_last_year_is_given_as_the_message_says(told, small):
    limits = FLOOR.replace("floor_on", "limits_on").replace("values:", "at_least:") % "1.05"
    assert told(small + limits) == []


@pytest.mark.parametrize("pool", ["-5", "0"])
def test_pol_09_a_pool_to_scale_to_that_leaves_nothing_is_told(told, small, pool):
    text = small + (
        "adjustments:\n  - {id: s, kind: scale_to_pool, label: S, unit: USD per district, source: B, "
        f"values: {{FY2025: 100000, FY2026: {pool}, FY2027: null}}}}\n"
    )
    assert told(text) == [
        (
            f"line 7: adjustment 's' brings the lines above it to {pool} dollars in all. Write dollars "
            "above zero, or null to end it. [POL-09]"
        )
    ]


def test_pol_19_a_pool_to_scale_to_has_whole_cents(told, small):
    text = small + (
        "adjustments:\n  - {id: s, kind: scale_to_pool, label: S, unit: USD per district, source: B, "
        "values: {FY2025: 100000.005}}\n"
    )
    assert told(text) == [
        (
            "line 7: 100000.005 has 3 decimals; dollars are rounded to 2, so 100000.01 is paid. "
            "Write 100000.01. [POL-19]"
        )
    ]
