"""The staffing engine and a plain loop over schools agree, to the cent and the last part of an FTE."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as some
from support.small_district import YEAR
from support.small_staff import IN_FTE, PRICED, ratio, table, worked_out
from support.staff_judge import band_value, priced, ratio_fte

COST = Decimal(110_000)  # of a teacher: 80,000 + 20 % + 14,000


def decimals(low, high, places):
    whole = some.integers(low * 10**places, high * 10**places)
    return whole.map(lambda number: str(Decimal(number).scaleb(-places)))


GROUPS = some.fixed_dictionaries({
    "counts": some.sampled_from(["el", "swd", "gifted"]),
    "per": decimals(1, 60, 2).map(lambda value: {"FY2026": value}),
    "gives": decimals(0, 2, 3).map(lambda value: {"FY2026": value}),
    "beyond": decimals(0, 300, 1).map(lambda value: {"FY2026": value}),
})  # fmt: skip
ROUNDINGS = some.fixed_dictionaries({
    "step": some.sampled_from(["0.0001", "0.001", "0.05", "0.2", "0.25", "0.3", "0.5", "1"]),
    "way": some.sampled_from(["nearest", "up", "down"]),
    "after": some.sampled_from(["sum", "each"]),
})  # fmt: skip
COUNTS = some.fixed_dictionaries(
    {name: some.one_of(decimals(0, 4000, 4), some.just("")) for name in ("el", "swd", "gifted")}
)
ROWS = some.lists(COUNTS, min_size=1, max_size=6).map(
    lambda rows: {f"{number:04d}": row for number, row in enumerate(rows)}
)


@settings(max_examples=120)
@for_all(
    ROWS, some.lists(GROUPS, min_size=1, max_size=3), ROUNDINGS, decimals(0, 3, 2),
    some.one_of(some.none(), decimals(0, 4, 1)), some.one_of(some.none(), decimals(4, 9, 1)),
    some.booleans(),
)  # fmt: skip
def test_ratios_agree_with_a_plain_loop(rows, groups, rounding, plus, least, most, is_priced):
    more = {"plus": {"FY2026": plus}}
    more |= {"at_least": {"FY2026": least}} if least else {}
    more |= {"at_most": {"FY2026": most}} if most else {}
    component = ratio(PRICED if is_priced else IN_FTE, rounding, groups=groups, **more)
    allocation, _, policy = worked_out(rows, component)
    for school_id, row in rows.items():
        counts = {name: Decimal(text) for name, text in row.items() if text}
        expected = ratio_fte(policy.components[0], counts, YEAR)
        line = allocation.lines(school_id).lines[0]
        if expected is None:
            assert (line.status, line.cents, line.fte) == ("to come", 0, None)
        elif is_priced:
            assert Fraction(line.count) == expected
            assert Decimal(line.cents) / 100 == priced(expected, COST)
        else:
            assert Fraction(line.fte) == expected


EDGES = some.lists(some.integers(0, 3000), min_size=1, max_size=6, unique=True).map(sorted)


@settings(max_examples=80)
@for_all(some.lists(decimals(0, 4000, 1), min_size=1, max_size=8), EDGES, some.data())
def test_tables_agree_with_a_plain_loop(counts, edges, data):
    values = data.draw(some.lists(decimals(0, 9, 2), min_size=len(edges), max_size=len(edges)))
    last = data.draw(some.one_of(some.none(), some.integers(edges[-1], 4000)))
    highs = [str(edge - 1) for edge in edges[1:]] + [None if last is None else str(last)]
    component = table(*zip(map(str, edges), highs, values, strict=True))
    rows = {f"{number:04d}": {"enrollment": count} for number, count in enumerate(counts)}
    allocation, _, policy = worked_out(rows, component)
    for school_id, row in rows.items():
        expected = band_value(policy.components[0], Decimal(row["enrollment"]), YEAR)
        assert allocation.lines(school_id).lines[0].fte == expected


@settings(max_examples=30)
@for_all(decimals(10**8, 10**9, 4), decimals(1, 2, 6), decimals(1, 2, 8))
def test_numbers_beyond_a_machine_word_stay_exact(count, per, gives):
    groups = [{"counts": "el", "per": {"FY2026": per}, "gives": {"FY2026": gives}}] * 2
    rounding = {"step": "0.3", "way": "up"}
    allocation, _, policy = worked_out(
        {"0001": {"el": count}}, ratio(IN_FTE, rounding, groups=groups)
    )
    expected = ratio_fte(policy.components[0], {"el": Decimal(count)}, YEAR)
    assert Fraction(allocation.lines("0001").lines[0].fte) == expected
