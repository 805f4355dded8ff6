"""What holds for every district and policy: nothing lost, order is nothing, the slow way agrees."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as some
from support.decimal_judge import case_of, judged
from support.small_district import (
    YEAR,
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
from bsa_xl.money import round_half_away, to_dollars

GROUPS = ("el", "swd", "econ_dis", "enrollment")
LEVELS = ("ES", "MS", "HS")
SPANS = ("k-3", "4-8")


def decimals(least: str, most: str, places: int) -> some.SearchStrategy[str]:
    """Decimals with up to so many places, as text."""
    numbers = some.decimals(Decimal(least), Decimal(most), places=places, allow_nan=False)
    return numbers.map(lambda number: f"{number:f}")


COUNTS = some.one_of(
    some.integers(0, 3000).map(str), decimals("0", "3000", 4), some.sampled_from(["", "*"])
)
GIVEN_COUNTS = some.one_of(some.integers(0, 3000).map(str), decimals("0", "3000", 4))
DOLLARS = some.one_of(decimals("-9000", "99999", 2), decimals("0", "20000", 8))
GATES = some.one_of(
    some.just({}),
    some.fixed_dictionaries({"where": some.fixed_dictionaries({"level": some.lists(some.sampled_from(LEVELS), min_size=1, max_size=2)})}),
    some.just({"except_where": {"level": ["MS"]}}),
    some.just({"schools": ["0001", "0003"]}),
)  # fmt: skip


@some.composite
def districts(draw, counts=COUNTS):
    ids = draw(some.permutations([f"{number:04d}" for number in range(1, 8)]))
    rows = {each: {group: draw(counts) for group in GROUPS} for each in ids}
    schools = [school(each, draw(some.sampled_from(LEVELS))) for each in ids]
    amounts = [
        (each, "transition", draw(decimals("-50000", "50000", 2)))
        for each in ids
        if draw(some.booleans())
    ]
    return small_district(rows, schools=schools, amounts=amounts)


@some.composite
def policies(draw):
    groups = some.sampled_from((*GROUPS, "halved", "beyond"))
    gates = {"schools": draw(GATES)}
    spans = [
        {"id": span, "label": span, "counts": draw(groups), "values": {"FY2026": draw(DOLLARS)}}
        for span in SPANS
    ]
    in_dollars = draw(some.booleans())
    spans_block = {
        "id": "spans", "kind": "grade_spans", "label": "Spans", "source": "x", "spans": spans,
        "unit": "USD per pupil" if in_dollars else "share of base",
    }  # fmt: skip
    claims = [f"{draw(groups)}:{draw(decimals('0', '2', 3))}", draw(groups)]
    lines = draw(some.sampled_from(["cent", "dollar", "truncate"]))
    whole = draw(some.integers(-9_000_000, 900_000_000))
    return small_policy(
        weight(draw(groups), draw(decimals("0", "2", 4)), id="need", **gates),
        per_pupil(draw(groups), draw(DOLLARS), id="flat"),
        spans_block,
        lump_sum(dollars=draw(decimals("-999", "300000", 3)), schools=draw(GATES)),
        given(),
        pool(str(whole if lines != "cent" else Decimal(whole) / 100), *claims, schools=draw(GATES)),
        base=draw(decimals("1", "20000", 4)),
        counting={
            "halved": {"sum": ["el", "swd"], "times": draw(decimals("0", "2", 3))},
            "beyond": {"above": "econ_dis", "share": {"FY2026": draw(decimals("0", "1", 3))}},
        },
        rounding={"rates": draw(some.integers(0, 8)), "lines": lines},
    )


def by_id(allocation):
    """Dollars by line id, None where a line is to come."""
    return {
        line.line_id: None if line.status is LineStatus.TO_COME else to_dollars(line.cents)
        for each in allocation
        for line in each.lines
    }


@settings(max_examples=200)
@for_all(districts(), policies())
def test_the_slow_way_gives_the_same_cents(district, policy):
    allocation = allocate(district, policy, YEAR)
    assert by_id(allocation) == judged(case_of(district, policy, YEAR))


@settings(max_examples=60)
@for_all(districts(), policies(), some.randoms())
def test_the_order_of_schools_changes_nothing_for_any_of_them(district, policy, chance):
    shuffled = list(district.schools)
    chance.shuffle(shuffled)
    once = allocate(district, policy, YEAR)
    again = allocate(replace(district, schools=tuple(shuffled)), policy, YEAR)
    assert {each.school_id: each for each in again} == {each.school_id: each for each in once}


@for_all(districts(GIVEN_COUNTS), policies())
def test_what_is_printed_as_count_and_rate_multiplies_to_what_is_printed_as_amount(
    district, policy
):
    allocation = allocate(district, policy, YEAR)
    for line in (line for each in allocation for line in each.lines if line.count is not None):
        product = line.count * line.rate
        match policy.rounding.lines:
            case "cent":
                expected = round_half_away(product, 2)
            case "dollar":
                expected = round_half_away(product, 0)
            case _:
                expected = Decimal(int(product))
        assert to_dollars(line.cents) == expected, line
        assert -line.rate.as_tuple().exponent <= max(2, policy.rounding.rates)
        assert -line.count.as_tuple().exponent <= 4


@for_all(districts(GIVEN_COUNTS), policies())
def test_totals_foot_whichever_way_they_are_added(district, policy):
    allocation = allocate(district, policy, YEAR)
    schools = sum(each.total_cents for each in allocation)
    assert allocation.total_cents == schools == sum(allocation.school_totals().values())
    assert allocation.total_cents == sum(allocation.program_totals().values())
    assert allocation.total_cents == sum(allocation.component_totals().values())
    for control in allocation.controls:
        shared = control.component == "pool" and "ALO-12" not in {f.id for f in allocation.findings}
        assert control.foots or not shared
        lines = [
            line.cents
            for each in allocation
            for line in each.lines
            if line.component == control.component
        ]
        assert control.allocated_cents == sum(lines)


@for_all(GIVEN_COUNTS, some.integers(0, 99_999_999))
def test_doubling_a_count_doubles_its_line_before_rounding(count, ten_thousandths):
    rate = Decimal(ten_thousandths) / 10_000
    rows = {"0001": {"el": count}, "0002": {"el": str(2 * Decimal(count))}}
    allocation = allocate(small_district(rows), small_policy(per_pupil(dollars=str(rate))), YEAR)
    single, double = (allocation.lines(each).lines[0] for each in rows)
    assert double.count * double.rate == 2 * (single.count * single.rate)
    assert abs(double.cents - 2 * single.cents) <= 1


@for_all(districts(GIVEN_COUNTS), some.integers(0, 10**9))
def test_a_whole_dollar_total_is_whole_and_its_rounding_is_less_than_a_dollar(district, cents):
    policy = small_policy(
        per_pupil(dollars="1.37"), lump_sum(dollars=str(Decimal(cents) / 100)), rounding={"total": "dollar"}
    )  # fmt: skip
    for each in allocate(district, policy, YEAR):
        assert each.total_cents % 100 == 0
        rounding = sum(line.cents for line in each.lines if line.component == "rounding")
        assert abs(rounding) <= 50
        exact = sum(line.cents for line in each.lines if line.component != "rounding")
        assert to_dollars(each.total_cents) == round_half_away(to_dollars(exact), 0)
