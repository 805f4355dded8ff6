"""The base: by a cost index, and solved from a pool so that nothing is overspent."""

from decimal import Decimal

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as st
from support.small_district import YEAR, per_pupil, small_district, small_policy, weight

from bsa_xl.allocation import ControlTotal, LineStatus, allocate, explain
from bsa_xl.policy import Policy


def dated(value):
    return {"FY2026": str(value)}


def policy_of(*components, pool=None, printed=None, **more):
    base = {"label": "Base", "unit": "USD per pupil", "source": "Board", **more}
    base |= {"values": dated(printed)} if printed else {}
    base |= {"pool": pool} if pool else {}
    block = {"policy": "p", "title": "P", "base": base, "components": list(components)}
    return Policy.model_validate(block)


def allocated(rows, *components, **base):
    district, policy = small_district(rows), policy_of(*components, **base)
    return allocate(district, policy, YEAR), district, policy


ROWS = {"0101": {"a": "100", "b": "10"}, "0102": {"a": "200", "b": "30"}}
WEIGHTS = weight("a", "1"), weight("b", "0.5")


def test_a_base_is_solved_from_its_pool_and_cut_so_that_nothing_is_overspent():
    # 300 + 0.5 x 40 = 320 weighted pupils; 1,000,000 / 320 = 3,125 exactly
    allocation, *_ = allocated(ROWS, *WEIGHTS, pool={"values": dated(1_000_000)})
    assert allocation.findings == ()
    assert allocation.base.value == 3_125
    assert allocation.total_cents == 1_000_000_00
    assert allocation.controls == (
        ControlTotal("base", "Base, solved from its pool", 1_000_000_00, 1_000_000_00),
    )


def test_what_is_left_of_the_pool_is_told():
    # 1,000,000 / 333 = 3,003.003003...; at two decimals 3,003.00 x 333 = 999,999.00
    rows = {"0101": {"a": "333"}}
    pool = {"values": dated(1_000_000)}
    allocation, *_ = allocated(rows, weight("a", "1"), pool=pool, decimals="2")
    assert allocation.base.value == Decimal("3003.00")
    assert allocation.controls[0].given_cents - allocation.controls[0].allocated_cents == 1_00


def test_the_implied_rate_stands_beside_the_printed_one():
    result = allocated(
        {"0101": {"a": "333"}}, weight("a", "1"), pool={"values": dated(1_000_000)},
        printed="3003", decimals="4",
    )  # fmt: skip
    assert explain(*result, "0101").lines[0].sentence == (
        "A: 333 pupils x $3,003.003 (1 of the base of $3,003.003, implied by 333 weighted pupils in "
        "$1,000,000.00; $3,003.00 is printed) = $1,000,000.00, in program School budget (Board Policy 3110)."
    )


def test_only_the_components_that_are_named_come_to_the_pool():
    pool = {"values": dated(300_000), "of": ["a"]}
    allocation, *_ = allocated(ROWS, *WEIGHTS, pool=pool)
    # 300,000 / 300 = 1,000 a pupil; the others are paid beside it: 40 x 0.5 x 1,000
    assert allocation.component_totals() == {"a": 300_000_00, "b": 20_000_00}


def test_alo_44_a_count_that_is_missing_leaves_every_share_of_the_base_to_come():
    rows = {"0101": {"a": "100", "b": ""}, "0102": {"a": "200", "b": "30"}}
    allocation, *_ = allocated(rows, *WEIGHTS, pool={"values": dated(1_000_000)})
    assert {line.status for each in allocation for line in each.lines} == {LineStatus.TO_COME}
    assert [str(each) for each in allocation.findings] == [
        (
            "counts.csv, line 2, column b: b of School 0101 (0101) is empty, so 'B' is to come. Type "
            "the count, or 0 if there are no such pupils. [ALO-01]"
        ),
        (
            "policy.yaml: The base is to be solved from $1,000,000.00, and counts of 1 school are to "
            "come. Supply the counts; until then every share of the base is to come. [ALO-44]"
        ),
    ]


@pytest.mark.parametrize(("rows", "dollars", "told"), [
    ({"0101": {"a": "0"}}, "500", ("The base is to be solved from $500.00, and there are 0 weighted "
     "pupils. Correct the components of the pool, or end it with null. [ALO-44]")),
    ({"0101": {"a": "5"}}, "-500", ("The base is to be solved from a pool of -$500.00. Give the pool "
     "dollars above zero, or end it with null. [ALO-44]")),
])  # fmt: skip
def test_a_pool_that_no_base_comes_from_is_told(rows, dollars, told):
    allocation, *_ = allocated(rows, weight("a", "1"), pool={"values": dated(dollars)})
    assert [str(each) for each in allocation.findings] == [f"policy.yaml: {told}"]
    assert allocation.total_cents == 0


def test_a_pool_that_has_ended_gives_the_printed_base_back():
    pool = {"values": {"FY2024": "1000000", "FY2026": None}}
    allocation, *_ = allocated(ROWS, weight("a", "1"), pool=pool, printed="5000")
    assert allocation.base.value == 5_000


def test_chicago_2013_14_solves_its_base_from_its_pool():
    # $1,961,280,000 at the printed $4,140 are 473,739.1 weighted pupils, the last not a whole one
    rows = {"0001": {"a": "473739.1304"}}
    pool = {"values": dated(1_961_280_000)}
    allocation, *_ = allocated(rows, weight("a", "1"), pool=pool, printed="4140", decimals="2")
    assert allocation.base.value == Decimal("4140.00")


def test_an_index_moves_its_share_of_the_base_and_may_be_rounded():
    # 3,737 x ((1.09 - 1) x 0.71 + 1) = 3,975.7943
    index = {"values": dated("1.09"), "share": dated("0.71")}
    for decimals, base in ((None, "3975.7943"), ("0", "3976"), ("2", "3975.79")):
        more = {"decimals": decimals} if decimals else {}
        allocation, *_ = allocated(ROWS, weight("a", "1"), printed=3737, cost_index=index, **more)
        assert allocation.base.value == Decimal(base)


counts = st.decimals(min_value=0, max_value=3000, places=4)


@any_of(
    st.lists(st.tuples(counts, counts), min_size=1, max_size=12),
    st.integers(1, 10**12),
    st.sampled_from(["cent", "dollar", "truncate"]),
    st.sampled_from(["0", "2", "6"]),
)
def test_a_solved_base_never_overspends_and_a_step_more_would(pairs, cents, lines, decimals):
    rows = {f"{n:04d}": {"a": str(a), "b": str(b)} for n, (a, b) in enumerate(pairs)}
    pool = {"values": dated(Decimal(cents) / 100)}
    policy = policy_of(weight("a", "1.07"), weight("b", "0.33"), pool=pool, decimals=decimals)
    policy = policy.model_copy(
        update={"rounding": policy.rounding.model_copy(update={"lines": lines})}
    )
    allocation = allocate(small_district(rows), policy, YEAR)
    assert allocation.total_cents <= cents
    pupils = sum(a * Decimal("1.07") + b * Decimal("0.33") for a, b in pairs)
    if pupils:
        step = Decimal(1).scaleb(-int(decimals))
        # rounding a line moves it by half a dollar at most, or cuts less than a dollar off
        slack = 2 * len(pairs) * (Decimal("0.01") if lines == "cent" else 1)
        over = (allocation.base.value + 2 * step) * pupils + 3 * slack
        assert over * 100 > cents


def test_rates_in_dollars_need_no_base():
    allocation = allocate(small_district(ROWS), small_policy(per_pupil("a", "3")), YEAR)
    assert allocation.base is None


def test_what_a_pool_keeps_is_taken_before_the_base_is_solved():
    # 1,000,000 - 2 % - 20,000 = 960,000 over 320 weighted pupils = 3,000
    kept = [
        {"id": "reserve", "label": "Reserve", "share": dated("0.02")},
        {"id": "office", "label": "Office", "dollars": dated(20_000)},
    ]
    pool = {"values": dated(1_000_000), "set_asides": kept}
    result = allocated(ROWS, *WEIGHTS, pool=pool, printed="3100")
    allocation = result[0]
    assert allocation.base.value == 3_000
    assert (allocation.findings, allocation.total_cents) == ((), 960_000_00)
    [control] = allocation.controls
    assert (control.given_cents, control.allocated_cents) == (1_000_000_00, 960_000_00)
    assert [(each.id, each.cents) for each in control.kept] == [
        ("reserve", 20_000_00),
        ("office", 20_000_00),
    ]
    assert control.foots
    assert explain(*result, "0101").lines[0].sentence == (
        "A: 100 pupils x $3,000.00 (1 of the base of $3,000.00, implied by 320 weighted pupils in "
        "$960,000.00 ($1,000,000.00 less $40,000.00 that is kept); $3,100.00 is printed) = $300,000.00, "
        "in program School budget (Board Policy 3110)."
    )


def test_alo_53_a_pool_that_keeps_more_than_it_has_solves_no_base():
    kept = [{"id": "office", "label": "Office", "dollars": dated(1_000_001)}]
    allocation, *_ = allocated(
        ROWS, *WEIGHTS, pool={"values": dated(1_000_000), "set_asides": kept}
    )
    assert [str(each) for each in allocation.findings] == [
        (
            "policy.yaml: The pool of the base keeps $1,000,001.00 of $1,000,000.00. Correct the "
            "set-asides, or the pool. [ALO-53]"
        )
    ]
    assert {line.status for each in allocation for line in each.lines} == {LineStatus.TO_COME}
