"""What is told of amounts, pools, positions and values that cannot be given as they stand."""

from dataclasses import replace

import pytest
from support.small_district import (
    YEAR,
    fte,
    given,
    lump_sum,
    per_pupil,
    pool,
    school,
    small_district,
    small_policy,
    weight,
)

from bsa_xl.allocation import LineStatus, allocate
from bsa_xl.fiscal_year import FiscalYear

COUNTS = {"0101": {"el": "106"}, "0102": {"el": "0"}}
PROGRAMS = [{"id": "general", "title": "General"}, {"id": "title-i", "title": "Title I"}]


def allocated(*components, amounts=(), positions=(), schools=None, counts=COUNTS, **policy):
    district = small_district(counts, schools=schools, amounts=amounts, positions=positions)
    return allocate(district, small_policy(*components, **policy), YEAR)


def said(allocation):
    return [str(finding) for finding in allocation.findings]


def test_alo_06_a_component_that_never_holds_is_only_mentioned():
    allocation = allocated(weight() | {"values": {"FY2026": None}})
    assert allocation.lines("0101").lines == ()
    assert not allocation.has_fatal
    assert said(allocation) == [
        (
            "policy.yaml: 'El' has no value in any year, so it gives nothing. "
            "Give it a first fiscal year and a value, or take it out. [ALO-06]"
        )
    ]


@pytest.mark.parametrize("values", [{"FY2027": "0.1"}, {"FY2020": "0.1", "FY2026": None}])
def test_a_component_that_does_not_hold_in_the_year_is_absent_without_a_word(values):
    allocation = allocated(weight() | {"values": values})
    assert allocation.lines("0101").lines == ()
    assert said(allocation) == []


def test_alo_09_amounts_that_no_component_takes_up_are_told_together():
    amounts = [("0101", "transision", "3449.50"), ("0102", "transision", "-1"), ("0101", "x", "7")]
    allocation = allocated(given(status="to come"), amounts=amounts)
    assert said(allocation) == [
        (
            "amounts.csv, line 2: 'transision' is $3,448.50 for 2 schools in FY2026, and no component of "
            "the policy takes it up; the nearest is 'transition'. Correct the line's name, or declare a "
            "component of kind 'given' for it. [ALO-09]"
        ),
        (
            "amounts.csv, line 4: 'x' is $7.00 for 1 school in FY2026, and no component of the policy "
            "takes it up. Correct the line's name, or declare a component of kind 'given' for it. [ALO-09]"
        ),
    ]


def test_amounts_of_another_year_are_nobodys_business():
    district = small_district(COUNTS, amounts=[("0101", "x", "7")])
    past = tuple(replace(amount, fiscal_year=FiscalYear(2025)) for amount in district.amounts)
    allocation = allocate(replace(district, amounts=past), small_policy(weight()), YEAR)
    assert said(allocation) == []


def test_alo_10_of_two_amounts_for_one_line_neither_is_given():
    amounts = [
        ("0101", "transition", "5"),
        ("0102", "transition", "8"),
        ("0101", "transition", "5"),
    ]
    allocation = allocated(given(), amounts=amounts)
    line = allocation.lines("0101").lines[0]
    assert (line.status, line.cents, line.count) == (LineStatus.TO_COME, 0, None)
    assert allocation.lines("0102").lines[0].cents == 8_00
    [finding] = allocation.findings
    assert finding.is_fatal
    assert str(finding) == (
        "amounts.csv, line 4: 'transition' of school 0101 is $5.00 here and $5.00 at amounts.csv, "
        "line 2, so it is to come. Delete one of the two rows, or add them up in one. [ALO-10]"
    )
    assert [control.foots for control in allocation.controls] == [False]


def test_a_line_may_have_another_name_in_the_amounts():
    allocation = allocated(given(line="supplement"), amounts=[("0101", "supplement", "5")])
    assert allocation.lines("0101").lines[0].line_id == "0101:transition"
    assert said(allocation) == []


def test_alo_11_an_amount_for_a_school_that_takes_no_part_is_not_lost_silently():
    allocation = allocated(given(), amounts=[("0199", "transition", "5")])
    assert said(allocation) == [
        (
            "amounts.csv, line 2: $5.00 of 'transition' is for school 0199, which is not open in FY2026. "
            "Correct the school, or take the amount out. [ALO-11]"
        )
    ]


def test_alo_11_an_amount_that_a_condition_leaves_out_is_not_lost_silently():
    schools = [school("0101"), school("0102", "HS")]
    gate = {"where": {"level": ["ES"]}}
    amounts = [("0101", "transition", "5"), ("0102", "transition", "5")]
    allocation = allocated(given(schools=gate), amounts=amounts, schools=schools)
    assert said(allocation) == [
        (
            "amounts.csv, line 3: $5.00 of 'transition' is for school 0102, where the policy says it is "
            "not given. Correct the component's status or condition, or take the amount out. [ALO-11]"
        )
    ]
    assert allocation.lines("0102").lines[0].status is LineStatus.NOT_ELIGIBLE


def test_alo_11_an_amount_of_a_line_that_is_to_come_is_not_given():
    allocation = allocated(given(status="to come"), amounts=[("0101", "transition", "5")])
    assert allocation.lines("0101").lines[0].status is LineStatus.TO_COME
    assert said(allocation) == [
        (
            "amounts.csv, line 2: $5.00 of 'transition' is for school 0101, where the policy says it is "
            "to come. Correct the component's status or condition, or take the amount out. [ALO-11]"
        )
    ]


def test_alo_12_a_pool_without_a_claim_is_not_given_out():
    allocation = allocated(pool("1000.50", "el", "el:0.5"), counts={"0101": {"el": "0"}})
    assert allocation.lines("0101").lines[0].status is LineStatus.TO_COME
    assert said(allocation) == [
        (
            "policy.yaml: 'Pool' is $1,000.50 to share by el, el, and no school has any. "
            "Correct the claims or the condition, or end the pool with null. [ALO-12]"
        )
    ]


def test_alo_13_a_title_that_is_not_on_the_rate_sheet_is_not_given():
    positions = [("0701", "Counselor"), ("9800", "Clerk")]
    allocation = allocated(fte("0700", "0.5"), positions=positions)
    assert allocation.lines("0101").lines[0].fte is None
    assert allocation.fte_totals() == {}
    assert said(allocation) == [
        (
            "policy.yaml: 'Staff' gives 0.5 FTE of '0700', which positions.csv does not list; the nearest "
            "code is 0701 (Counselor). Add the title to positions.csv, or correct the code in the policy. "
            "[ALO-13]"
        )
    ]


def test_alo_15_a_weight_without_a_base_is_to_come_and_told_once():
    span = {"id": "k-3", "label": "K-3", "counts": "el", "values": {"FY2026": "1"}}
    spans = weight(kind="grade_spans", id="spans", spans=[span])
    spans = {key: value for key, value in spans.items() if key not in {"values", "counts"}}
    allocation = allocated(weight(), spans, base={"FY2027": "5000"})
    assert [line.status for line in allocation.lines("0101").lines] == [LineStatus.TO_COME] * 2
    assert said(allocation) == [
        (
            "policy.yaml: 'El' is a share of the base, and the policy has no base in FY2026. "
            "Give the base a value for FY2026, or end the component with null. [ALO-15]"
        )
    ]


@pytest.mark.parametrize(
    "component",
    [
        per_pupil(dollars="1000000000000"),
        lump_sum("el", "1000000000000"),
        pool("1000000000000", "el", name="el"),
        fte("0700", "1000000000000", label="El"),
    ],
)
def test_alo_16_a_value_of_a_trillion_is_not_given(component):
    allocation = allocated(component, positions=[("0700", "Counselor")])
    assert {line.status for each in allocation for line in each.lines} == {LineStatus.TO_COME}
    assert said(allocation) == [
        (
            "policy.yaml: The value of 'El' has 13 digits before the point, so its lines are to come. "
            "Correct the value in the policy. [ALO-16]"
        )
    ]


def test_alo_16_a_line_of_ten_trillion_is_not_given():
    counts = {"0101": {"el": "9"}, "0102": {"el": "10"}, "0103": {"el": "11"}}
    # 10 x 999,999,999,999.996 is 9,999,999,999,999.96, one unit below ten trillion; 11 x is above
    rate = "999999999999.996"
    allocation = allocated(per_pupil(dollars=rate), counts=counts)
    assert allocation.school_totals() == {
        "0101": 8_999_999_999_999_96,
        "0102": 9_999_999_999_999_96,
        "0103": 0,
    }
    assert allocation.lines("0103").lines[0].status is LineStatus.TO_COME
    assert said(allocation)[0] == (
        "policy.yaml: 'El' comes to $10,000,000,000,000.00 or more at 1 school, 0103 among them, "
        "so it is to come. Correct the rate in the policy, or the counts. [ALO-16]"
    )


def test_alo_16_products_that_a_spreadsheet_would_round_the_other_way_are_told():
    counts, rounding = {"0101": {"el": "1000001"}}, {"rates": 8}
    # 1,000,001 x 9,999.005 = 9,999,014,999.005: half a cent exactly, in 13 digits
    exact = allocated(per_pupil(dollars="9999.005"), counts=counts, rounding=rounding)
    assert (exact.total_cents, said(exact)) == (9_999_014_999_01, [])
    # 1,000,001 x 9,999.00500001 = 9,999,014,999.01500001: half a cent missed in the 18th digit
    near = allocated(per_pupil(dollars="9999.00500001"), counts=counts, rounding=rounding)
    assert near.total_cents == 9_999_014_999_02
    assert said(near) == [
        (
            "policy.yaml: 'El' at $9,999.00500001 is closer to a rounding edge than 15 digits can tell at "
            "1 school, 0101 among them. Set rounding.rates to fewer decimals. [ALO-16]"
        )
    ]
    # 1,000,001 x 9,999.00400001 = 9,999,013,999.01400001: as many digits, but no edge near
    far = allocated(per_pupil(dollars="9999.00400001"), counts=counts, rounding=rounding)
    assert (far.total_cents, said(far)) == (9_999_013_999_01, [])


def test_alo_17_a_pool_with_cents_is_not_lost_among_lines_in_dollars():
    allocation = allocated(pool("1000.50", "el"), rounding={"lines": "dollar"})
    assert allocation.total_cents == 1000_00
    assert allocation.has_fatal
    assert said(allocation) == [
        (
            "policy.yaml: 'Pool' is $1,000.50 to share, and the policy's lines are in whole dollars. "
            "Write 1,000.00 or another whole amount. [ALO-17]"
        )
    ]
    # and likewise half a cent among lines in cents
    assert [finding.id for finding in allocated(pool("1000.505", "el")).findings] == ["ALO-17"]


def test_alo_18_given_amounts_follow_the_line_rounding_and_that_is_told():
    amounts = [("0101", "transition", "100.50"), ("0102", "transition", "-100.50")]
    allocation = allocated(given(), amounts=amounts, rounding={"lines": "dollar"})
    assert allocation.school_totals() == {"0101": 101_00, "0102": -101_00}
    assert str(allocation.lines("0101").lines[0].rate) == "100.50"
    assert said(allocation) == [
        (
            "policy.yaml: 'Transition' is rounded to whole dollars at 2 schools, by $0.00 in all. "
            "Supply whole dollars if every cent is meant. [ALO-18]"
        )
    ]
    cut = allocated(given(), amounts=amounts, rounding={"lines": "truncate"})
    assert cut.school_totals() == {"0101": 100_00, "0102": -100_00}


def test_alo_20_an_amount_under_another_program_is_not_given():
    district = small_district(COUNTS, amounts=[("0101", "transition", "5")])
    [amount] = district.amounts
    policy = small_policy(given(program="general"), programs=PROGRAMS)
    for program, expected in (("", 5_00), ("general", 5_00), ("title-i", 0)):
        own = replace(district, amounts=(replace(amount, program=program),))
        allocation = allocate(own, policy, YEAR)
        assert allocation.total_cents == expected
    assert said(allocation) == [
        (
            "amounts.csv, line 2: $5.00 of 'transition' is under 'title-i', and 'Transition' is under "
            "'general'. Correct the program here, or that of the component in the policy. [ALO-20]"
        )
    ]


def test_alo_21_a_component_without_amounts_is_mentioned():
    allocation = allocated(given())
    assert not allocation.has_fatal
    assert said(allocation) == [
        (
            "policy.yaml: 'Transition' takes its dollars from the line 'transition' of amounts.csv, which "
            "has none in FY2026. Supply the amounts, or set the component's status to 'to come'. [ALO-21]"
        )
    ]


def test_alo_22_a_negative_claim_takes_nothing_from_anybody():
    allocation = allocated(pool("1000", "el:-0.5"))
    assert allocation.total_cents == 0
    assert said(allocation) == [
        (
            "policy.yaml: The claim of 'el' on 'Pool' weighs -0.5. "
            "Write zero or a number above it. [ALO-22]"
        )
    ]


def test_an_amount_beyond_any_budget_is_not_given():
    amounts = [("0101", "transition", "1" + "0" * 30), ("0102", "transition", "5")]
    allocation = allocated(given(), amounts=amounts)
    assert allocation.total_cents == 5_00
    [finding] = allocation.findings
    assert finding.id == "ALO-16"
    assert finding.problem.endswith(
        "of 'transition' for school 0101 is more than a budget can carry."
    )


def test_all_faults_are_told_at_once():
    allocation = allocated(
        weight("ell"),
        given(),
        pool("1", "el:-1"),
        fte("0700"),
        amounts=[("0199", "transition", "5")],
    )
    assert [finding.id for finding in allocation.findings] == [
        "ALO-03", "ALO-11", "ALO-22", "ALO-13",
    ]  # fmt: skip
