"""Pools: what is kept first, claims by an index or a tier, the least of a school."""

from decimal import Decimal

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as some
from support.small_district import YEAR, pool, school, small_district, small_policy

from bsa_xl.allocation import LineStatus, allocate, explain
from bsa_xl.money import share_out

ROWS = {"a": {"el": "100"}, "b": {"el": "60"}, "c": {"el": "40"}}
INDEX = {"a": "0.5", "b": "1", "c": "1.25"}
TIER = {"a": "Low", "b": "High", "c": "Highest"}


def shared(component, rows=ROWS, index=INDEX, **policy):
    listed = [
        school(each, attributes={"need_index": index.get(each, ""), "tier": TIER.get(each, "Low")})
        for each in rows
    ]
    district = small_district(rows, schools=listed)
    made = small_policy(component, **policy)
    return allocate(district, made, YEAR), district, made


def dollars(allocation):
    return {key: Decimal(cents) / 100 for key, cents in allocation.school_totals().items()}


def kept(name, **how):
    block = {key: {"FY2026": value} for key, value in how.items()}
    return {"id": name, "label": name.capitalize()} | block


def test_set_asides_are_kept_before_the_rest_is_shared():
    # 10,000 - 5 % - 500 = 9,000 by 100 : 60 : 40
    aside = [kept("reserve", share="0.05"), kept("office", dollars="500")]
    allocation, *made = shared(pool("10000", "el", set_asides=aside))
    assert dollars(allocation) == {"a": 4_500, "b": 2_700, "c": 1_800}
    [control] = allocation.controls
    assert (control.given_cents, control.allocated_cents) == (10_000_00, 9_000_00)
    assert [(each.id, each.label, each.cents) for each in control.kept] == [
        ("reserve", "Reserve", 500_00), ("office", "Office", 500_00),
    ]  # fmt: skip
    assert control.foots
    assert explain(allocation, *made, "b").lines[0].sentence == (
        "Pool: $2,700.00, the share of 60 pupils of 200 in $9,000.00, what is left of $10,000.00 after "
        "$1,000.00 is kept, in program School budget (Board Policy 3110)."
    )


def test_alo_53_a_pool_that_is_smaller_than_its_set_asides():
    allocation, *_ = shared(pool("100", "el", set_asides=[kept("office", dollars="100.01")]))
    assert [str(each) for each in allocation.findings] == [
        "policy.yaml: 'Pool' keeps $100.01 of $100.00. Correct the set-asides, or the pool. [ALO-53]"
    ]
    assert {each.lines[0].status for each in allocation} == {LineStatus.TO_COME}


def by_index(dollars_, **more):
    return pool(dollars_, claims=[{"counts": "el", "index": "need_index"}], **more)


def test_a_share_of_an_index_is_by_count_times_index():
    # 100 x 0.5, 60 x 1, 40 x 1.25: 50 : 60 : 50 of 1,600
    allocation, *made = shared(by_index("1600"))
    assert dollars(allocation) == {"a": 500, "b": 600, "c": 500}
    assert explain(allocation, *made, "c").lines[0].sentence == (
        "Pool: $500.00, the share of 50 weighted pupils of 160 in $1,600.00, in program School budget "
        "(Board Policy 3110)."
    )


def test_tiers_claim_by_their_own_weights():
    # Low 0, High 60 x 1, Highest 40 x 2: 60 : 80 of 1,400
    def tier(name, weight):
        gate = {"where": {"tier": [name]}}
        return {"counts": "el", "weight": {"FY2026": weight}, "schools": gate}

    allocation, *_ = shared(pool("1400", claims=[tier("High", "1"), tier("Highest", "2")]))
    assert dollars(allocation) == {"a": 0, "b": 600, "c": 800}


def test_a_count_that_a_claim_does_not_need_may_be_missing():
    claims = [{"counts": "el", "schools": {"where": {"tier": ["High"]}}}]
    rows = ROWS | {"a": {"el": ""}}
    assert dollars(shared(pool("1400", claims=claims), rows)[0])["b"] == 1_400


@pytest.mark.parametrize(("text", "said"), [("", "empty"), ("high", "'high'"), ("-1", "'-1'")])
def test_alo_52_an_index_that_is_not_a_number(text, said):
    allocation, *_ = shared(by_index("1600"), index=INDEX | {"b": text})
    assert [str(each) for each in allocation.findings] == [
        (
            f"schools.csv, line 2: need_index of School b (b) is {said}, so 'Pool' is to come. Type a number "
            "of zero or more, such as 0.72. [ALO-52]"
        )
    ]
    assert {each.lines[0].status for each in allocation} == {LineStatus.TO_COME}


def test_alo_08_an_index_that_no_column_has():
    allocation, *_ = shared(pool("1600", claims=[{"counts": "el", "index": "needs"}]))
    assert [str(each) for each in allocation.findings] == [
        (
            "policy.yaml: 'Pool' is shared by the column 'needs', and schools.csv has none of that name. Add "
            "the column 'needs' to schools.csv, or correct the name. [ALO-08]"
        )
    ]


def test_every_school_with_a_claim_has_the_least():
    # 1,000 by 100 : 60 : 40 would be 500, 300, 200: c has 250, the others share 750 by 100 : 60
    rows = ROWS | {"d": {"el": "0"}}
    allocation, *made = shared(pool("1000", "el", at_least={"FY2026": "250"}), rows)
    assert dollars(allocation) == {
        "a": Decimal("468.75"), "b": Decimal("281.25"), "c": 250, "d": 0,
    }  # fmt: skip
    assert explain(allocation, *made, "c").lines[0].sentence == (
        "Pool: $250.00, the share of 40 pupils of 200, at least $250.00, in $1,000.00, in program School "
        "budget (Board Policy 3110)."
    )


def test_alo_54_a_pool_that_is_smaller_than_the_least_of_all():
    allocation, *_ = shared(pool("1000", "el", at_least={"FY2026": "333.34"}))
    assert [str(each) for each in allocation.findings] == [
        (
            "policy.yaml: 'Pool' has $1,000.00 to share, and 3 schools with a claim have at least $333.34 "
            "each. Lower at_least:, or raise the pool. [ALO-54]"
        )
    ]


COUNTS = some.lists(some.integers(0, 5_000), min_size=1, max_size=20).filter(any)


def of(counts, total, least=0, aside="0"):
    rows = {f"{number:03d}": {"el": str(count)} for number, count in enumerate(counts)}
    own = pool(
        str(Decimal(total) / 100), "el:0.37", at_least={"FY2026": str(Decimal(least) / 100)},
        set_asides=[kept("reserve", share=aside)],
    )  # fmt: skip
    return shared(own, rows)[0]


@settings(max_examples=80)
@for_all(COUNTS, some.integers(10**6, 10**11), some.integers(0, 40_000), some.integers(0, 1000))
def test_every_cent_of_a_pool_is_shared_or_kept(counts, total, least, aside):
    allocation = of(counts, total, least, str(Decimal(aside) / 10_000))
    [control] = allocation.controls
    assert control.given_cents == total
    assert control.foots
    assert control.allocated_cents == allocation.total_cents
    given = allocation.school_totals().values()
    assert all(cents >= least for cents, count in zip(given, counts, strict=True) if count)
    assert all(cents == 0 for cents, count in zip(given, counts, strict=True) if not count)


@settings(max_examples=60)
@for_all(COUNTS, some.integers(10**6, 10**9), some.integers(0, 40_000))
def test_a_larger_claim_never_has_less(counts, total, least):
    given = list(of(counts, total, least).school_totals().values())
    in_order = sorted(zip(counts, given, strict=True))
    assert [cents for _, cents in in_order] == sorted(given)


@settings(max_examples=60)
@for_all(COUNTS, some.integers(10**6, 10**9), some.integers(0, 40_000), some.randoms())
def test_the_order_of_the_schools_does_not_matter(counts, total, least, random):
    rows = {f"{number:03d}": {"el": str(count)} for number, count in enumerate(counts)}
    order = list(rows)
    random.shuffle(order)
    own = pool(str(Decimal(total) / 100), "el", at_least={"FY2026": str(Decimal(least) / 100)})
    shuffled = shared(own, {key: rows[key] for key in order})[0]
    assert shared(own, rows)[0].school_totals() == dict(sorted(shuffled.school_totals().items()))


@settings(max_examples=60)
@for_all(COUNTS, some.integers(10**6, 10**9), some.integers(0, 40_000))
def test_the_least_agrees_with_raising_one_school_after_another(counts, total, least):
    """The plain way: raise the school that falls furthest below, share the rest, until none does."""
    names = {f"{number:03d}": count for number, count in enumerate(counts) if count}
    raised = []
    while True:
        others = {key: count for key, count in names.items() if key not in raised}
        rest = total - least * len(raised)
        whole = sum(others.values())
        short = [
            key for key, count in others.items() if Decimal(count * rest) < Decimal(least * whole)
        ]
        if not short:
            break
        raised.append(min(short, key=lambda key: (others[key], key)))
    expected = dict.fromkeys(raised, least) | (share_out(rest, others) if others else {})
    found = {key: cents for key, cents in of(counts, total, least).school_totals().items() if cents}
    assert found == {key: cents for key, cents in expected.items() if cents}
