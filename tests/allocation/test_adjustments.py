"""After the formula: hold harmless and manual adjustments, each a signed and explained line."""

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
)

from bsa_xl.allocation import LineStatus, allocate, explain

ROWS = {"0101": {"el": "100"}, "0102": {"el": "40"}, "0103": {"el": "7"}}
PER_EL = per_pupil("el", "500")  # $50,000, $20,000, $3,500
FLOOR = adjustment(
    "hold-harmless",
    "floor_on_prior_year",
    unit="share of prior-year amount",
    against="last-year",
    values={"FY2026": "0.97"},
)


def allocated(*adjustments, components=(PER_EL,), amounts=(), rows=ROWS, **policy):
    district = small_district(rows, schools=[school(each) for each in rows], amounts=amounts)
    made = small_policy(*components, adjustments=list(adjustments), **policy)
    return allocate(district, made, YEAR), district, made


def lines_of(allocation, name):
    found = ((line.school_id, line) for each in allocation for line in each.lines)
    return {school_id: line for school_id, line in found if line.component == name}


def test_hold_harmless_gives_what_is_missing_to_the_share_of_last_year():
    # 0101: 0.97 x 52,000.00 = 50,440.00, 440.00 above 50,000.00; 0102: 0.97 x 20,000 is below
    amounts = [("0101", "last-year", "52000"), ("0102", "last-year", "20000")]
    allocation, *_ = allocated(FLOOR, amounts=amounts)
    [line] = lines_of(allocation, "hold-harmless").values()
    assert (line.school_id, line.cents, line.count, line.rate) == (
        "0101",
        44000,
        1,
        Decimal("440.00"),
    )
    assert line.line_id == "0101:hold-harmless"
    assert allocation.school_totals() == {"0101": 5044000, "0102": 2000000, "0103": 350000}


def test_hold_harmless_rounds_the_floor_once_half_away():
    # 0.97 x 51,600.50 = 50,052.485, half a cent, away from zero: 50,052.49
    allocation, *_ = allocated(FLOOR, amounts=[("0101", "last-year", "51600.50")])
    assert lines_of(allocation, "hold-harmless")["0101"].cents == 5249


def test_hold_harmless_looks_only_at_the_components_that_it_names():
    own = FLOOR | {"of": ["foundation"]}
    components = (PER_EL, lump_sum("foundation", "1000"))
    amounts = [("0101", "last-year", "2000")]
    allocation, *_ = allocated(own, components=components, amounts=amounts)
    assert lines_of(allocation, "hold-harmless")["0101"].cents == 94000  # 1,940 - 1,000


def test_hold_harmless_is_to_come_where_the_formula_is():
    rows = ROWS | {"0101": {"el": ""}}
    amounts = [("0101", "last-year", "52000"), ("0102", "last-year", "52000")]
    allocation, *_ = allocated(FLOOR, amounts=amounts, rows=rows)
    found = lines_of(allocation, "hold-harmless")
    assert found["0101"].status is LineStatus.TO_COME
    assert found["0101"].cents == 0
    assert found["0102"].cents == 3044000  # 50,440 - 20,000


def test_hold_harmless_says_how_it_came_about():
    allocation, district, policy = allocated(FLOOR, amounts=[("0101", "last-year", "52000")])
    said = explain(allocation, district, policy, "0101").lines[-1].sentence
    assert said == (
        "Hold harmless: $440.00; 97 % of the prior year's $52,000.00 is $50,440.00, and the lines "
        "above come to $50,000.00, in program School budget (Board Policy 3110)."
    )


def test_alo_32_a_floor_without_any_amounts_is_told():
    allocation, *_ = allocated(FLOOR)
    assert [str(each) for each in allocation.findings] == [
        (
            "policy.yaml: 'Hold harmless' is judged against the line 'last-year' of amounts.csv, which "
            "has none in FY2026. Supply the amounts, or end the adjustment with null. [ALO-32]"
        )
    ]


def test_alo_33_two_amounts_to_judge_by_are_told():
    amounts = [("0101", "last-year", "52000"), ("0101", "last-year", "51000")]
    allocation, *_ = allocated(FLOOR, amounts=amounts)
    assert [str(each) for each in allocation.findings] == [
        (
            "amounts.csv, line 3: 'Hold harmless' cannot use $51,000.00 of 'last-year' for school 0101 "
            "beside amounts.csv, line 2. Delete one of the two rows, or correct the amount. [ALO-33]"
        )
    ]


def manual(*entries):
    return adjustment("decided", "manual", entries=list(entries))


def entry(school_id, dollars, **more):
    plain = {"since": "FY2025", "until": "FY2027", "reason": "Flood", "author": "Budget office"}
    return {"school": school_id, "dollars": dollars} | plain | more


@pytest.mark.parametrize(("since", "until", "cents"), [
    ("FY2026", "FY2026", -125050), ("FY2025", "FY2025", None), ("FY2027", "FY2028", None),
])  # fmt: skip
def test_a_manual_adjustment_holds_from_its_first_to_its_last_year(since, until, cents):
    allocation, *_ = allocated(manual(entry("0102", "-1250.50", since=since, until=until)))
    found = lines_of(allocation, "decided")
    assert {key: line.cents for key, line in found.items()} == ({"0102": cents} if cents else {})


def test_a_manual_adjustment_says_its_reason_author_and_end():
    made = allocated(manual(entry("0102", "-1250.50"), entry("0102", "100", reason="Fair")))
    said = explain(*made, "0102").lines[-1].sentence
    assert said == (
        "Decided: -$1,150.50; Flood (decided by Budget office, until FY2027); Fair (decided by "
        "Budget office, until FY2027), in program School budget (Board Policy 3110)."
    )


def test_alo_34_a_manual_adjustment_for_a_school_that_is_not_there_is_told():
    allocation, *_ = allocated(manual(entry("0999", "5000")))
    assert [str(each) for each in allocation.findings] == [
        (
            "policy.yaml: 'Decided' gives 5000 dollars to school 0999, which is not open in FY2026. "
            "Correct the school, or end the entry with until:. [ALO-34]"
        )
    ]


def test_alo_75_a_manual_adjustment_that_shuts_out_the_school_it_names_is_told():
    decided = [entry("0101", "200"), entry("0102", "5000")]
    made = adjustment("decided", "manual", entries=decided, schools={"schools": ["0101"]})
    allocation, *_ = allocated(made)
    assert [str(each) for each in allocation.findings] == [
        (
            "policy.yaml: 'Decided' gives 5000 dollars to school 0102, which its own schools: "
            "shuts out. Let the school in, or move the entry to an adjustment of its own. [ALO-75]"
        )
    ]
    assert {key: line.cents for key, line in lines_of(allocation, "decided").items()} == {
        "0101": 20_000
    }
