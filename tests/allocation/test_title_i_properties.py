"""Title I over any schools: nothing lost, never more for less poverty, no matter in which order."""

from decimal import Decimal
from itertools import pairwise

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as some
from support.small_title_i import dollars, ranked, title_i

AREAS = some.lists(
    some.tuples(some.integers(1, 2000), some.integers(0, 2000), some.integers(0, 50)),
    min_size=1, max_size=12,
)  # fmt: skip


def lawful(table):
    """No more low-income children than pupils."""
    return {
        f"{number:02d}": (pupils, min(poor, pupils), min(private, pupils - min(poor, pupils)))
        for number, (pupils, poor, private) in enumerate(table)
    }


@settings(max_examples=80)
@for_all(
    AREAS,
    some.integers(1, 10**9),
    some.sampled_from(["average", "35 percent", "either"]),
    some.sampled_from(["before set-asides", "after set-asides"]),
    some.booleans(),
)
def test_every_cent_is_given_kept_or_told(table, cents, threshold, private_share, typed):
    more = {"per_child": {"FY2026": "350"}} if typed else {}
    own = title_i(
        str(Decimal(cents) / 100), private="private", threshold=threshold,
        private_share=private_share, **more,
    )  # fmt: skip
    allocation, *_ = ranked(own, lawful(table))
    for control in allocation.controls:
        assert control.given_cents == cents
        assert control.foots
        assert control.allocated_cents == allocation.dollars_of_all_lines


@settings(max_examples=60)
@for_all(AREAS, some.lists(some.integers(0, 2000), min_size=3, max_size=3))
def test_a_poorer_school_never_has_less_for_a_child(table, amounts):
    rows = zip(("0.75", "0.4", "0"), sorted(amounts, reverse=True), strict=True)
    bands = [{"from_share": low, "values": {"FY2026": str(value)}} for low, value in rows]
    areas = lawful(table)
    allocation, *_ = ranked(title_i("3000000", bands=bands, threshold="either"), areas)
    given = dollars(allocation)
    ranks = sorted(areas, key=lambda key: (-Decimal(areas[key][1]) / areas[key][0], key))
    served = [key for key in ranks if given.get(key)]
    each = [given[key] / areas[key][1] for key in served]  # a school's amount is in whole cents
    cent = Decimal("0.01")
    assert all(less <= more + cent for more, less in pairwise(each))


@settings(max_examples=40)
@for_all(AREAS, some.randoms())
def test_the_order_of_the_schools_changes_nothing(table, random):
    areas = lawful(table)
    order = list(areas)
    random.shuffle(order)
    first = dollars(ranked(title_i(private="private"), areas)[0])
    second = dollars(ranked(title_i(private="private"), {key: areas[key] for key in order})[0])
    assert first == second
