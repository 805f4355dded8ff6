"""A pool is shared by column exactly as `bsa_xl.money.share_out` shares it one by one."""

import numpy as np
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as some
from support.small_district import YEAR, pool, small_district, small_policy

from bsa_xl.allocation import allocate
from bsa_xl.allocation.arithmetic import exact_sum
from bsa_xl.allocation.sharing import shared_out
from bsa_xl.money import share_out

CLAIMS = some.lists(some.integers(0, 2**55), min_size=1, max_size=40).filter(any)


@settings(max_examples=400)
@for_all(some.integers(-(2**51), 2**51), CLAIMS)
def test_shares_by_column_are_the_shares_one_by_one(total, claims):
    ids = tuple(f"{7919 * row % 10_007:05d}" for row in range(len(claims)))
    shares = shared_out(total, np.array(claims, dtype=np.int64), ids)
    assert dict(zip(ids, shares.tolist(), strict=True)) == share_out(
        total, dict(zip(ids, claims, strict=True))
    )
    assert exact_sum(shares) == total


@settings(max_examples=200)
@for_all(some.integers(0, 2**50), some.integers(1, 9), some.integers(2, 60))
def test_equal_claims_are_settled_by_id(total, claim, many):
    ids = tuple(sorted((str(row) for row in range(many)), key=lambda each: each[::-1]))
    shares = shared_out(total, np.full(many, claim, dtype=np.int64), ids)
    given_more = {each for each, share in zip(ids, shares, strict=True) if share > total // many}
    assert given_more == set(sorted(ids)[: total % many])


@pytest.mark.parametrize("total", [2**50 - 1, 2**50, 10**15, -(2**60)])
@pytest.mark.parametrize("largest", [1, 2**40, 2**58, 2**70])
def test_totals_and_claims_at_the_edges_of_the_fast_way(total, largest):
    claims = [largest, largest - 1, 1, 0, largest // 3]
    kind = np.int64 if largest < 2**62 else object
    ids = ("b", "a", "d", "c", "e")
    shares = shared_out(total, np.array(claims, dtype=kind), ids)
    assert dict(zip(ids, shares.tolist(), strict=True)) == share_out(
        total, dict(zip(ids, claims, strict=True))
    )


@settings(max_examples=30)
@for_all(
    some.lists(some.integers(0, 10**9), min_size=1, max_size=25).filter(any),
    some.integers(1, 10**13),
)
def test_a_pool_of_any_size_is_given_out_to_the_last_cent(counts, cents):
    rows = {f"{row:04d}": {"el": str(count)} for row, count in enumerate(counts)}
    dollars = f"{cents // 100}.{cents % 100:02d}"
    allocation = allocate(small_district(rows), small_policy(pool(dollars, "el:0.123")), YEAR)
    assert allocation.total_cents == cents
    assert allocation.school_totals() == share_out(
        cents, {each: int(row["el"]) for each, row in rows.items()}
    )


@for_all(some.lists(some.integers(-(2**62), 2**62), max_size=30))
def test_a_sum_never_wraps(numbers):
    assert exact_sum(np.array(numbers, dtype=np.int64)) == sum(numbers)
