"""What holds for every budget, whatever is typed."""

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st
from support.plans import (
    AIDE,
    BRIDGE,
    GENERAL,
    SUPPLIES,
    TEACHER,
    TITLE_I,
    TUTORING,
    blank_spend,
    blank_staff,
    setting,
)

from bsa_xl.budget import CellError, Plan, postings, price, split_over
from bsa_xl.money import round_ratio

numbers = st.decimals(-5, 1_200, places=5) | st.sampled_from([Decimal(n) for n in (0, 1, 2, 100)])
anything = st.none() | st.text(max_size=5) | st.booleans() | st.just(CellError("#REF!")) | numbers
programs = st.sampled_from([None, GENERAL, TITLE_I, BRIDGE, "Title 1", GENERAL.upper()])
shares = st.sampled_from([None, *(Decimal(n) for n in (0, 1, 33, 34, 50, 66, 100))]) | anything
units = st.sampled_from([1, 100])


@st.composite
def staffing_rows(draw, row=12):
    return blank_staff(
        row,
        action=draw(st.sampled_from([None, "Keep", "close", "New", "Add"])),
        title=draw(st.sampled_from([None, TEACHER, AIDE, "Wizard"])),
        how_many=draw(st.sampled_from([Decimal(1), Decimal(3)]) | anything),
        fte_each=draw(st.decimals(0, 2, places=4) | anything),
        **{f"program_{n}": draw(programs) for n in (1, 2, 3)},
        **{f"share_{n}": draw(shares) for n in (1, 2, 3)},
    )


@st.composite
def spending_rows(draw, row=12):
    return blank_spend(
        row,
        item=draw(st.sampled_from([None, TUTORING, SUPPLIES, "Pencils"])),
        quantity=draw(anything),
        amount=draw(anything),
        program=draw(programs),
    )


plans = st.builds(
    lambda staffing, spending: Plan(staffing=tuple(staffing), spending=tuple(spending)),
    st.lists(staffing_rows(), max_size=4),
    st.lists(spending_rows(), max_size=4),
)
settings_of_both_units = st.sampled_from([setting(), setting(places=0)])


def judge(numerator, denominator, unit):
    """The same rounding by Decimal: exact quotient, then halves away from zero."""
    exact = Decimal(numerator) / Decimal(denominator) / unit
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)) * unit


@given(
    st.integers(-(10**13), 10**13),
    st.sampled_from([1, 2, 4, 5, 8, 10, 100, 1_000, 10_000, 1_000_000]),
    units,
)
def test_round_ratio_rounds_as_decimal_does(numerator, denominator, unit):
    # these denominators divide a power of ten, so that the Decimal quotient is exact
    assert round_ratio(numerator, denominator, unit) == judge(numerator, denominator, unit)


@given(st.integers(-(10**10), 10**10), st.integers(1, 10**6), units)
def test_round_ratio_is_never_more_than_half_a_unit_off(numerator, denominator, unit):
    made = round_ratio(numerator, denominator, unit)
    assert made % unit == 0
    assert 2 * abs(made * denominator - numerator) <= denominator * unit
    assert round_ratio(-numerator, denominator, unit) == -made


@st.composite
def three_shares(draw, total=100):
    first = draw(st.integers(0, total))
    second = draw(st.integers(0, total - first))
    return draw(st.permutations([first, second, total - first - second]))


@given(st.integers(0, 10**9), three_shares(), units)
def test_a_split_by_shares_that_come_to_100_loses_nothing(cents, parts, unit):
    cents = cents // unit * unit
    split = split_over(cents, tuple(parts), unit)
    assert sum(split) == cents
    for part, share in zip(split, parts, strict=True):
        assert part % unit == 0
        assert abs(part * 100 - cents * share) <= 100 * unit  # at most a unit off its share
        assert share or not part


@given(st.integers(0, 10**9), st.tuples(*[st.integers(0, 100)] * 3), units)
def test_a_split_by_other_shares_gives_each_program_its_rounded_share(cents, parts, unit):
    if sum(parts) != 100:
        assert split_over(cents, parts, unit) == tuple(
            judge(cents * share, 100, unit) for share in parts
        )


@given(plans, settings_of_both_units)
def test_every_row_is_split_and_unassigned_to_the_cent(plan, school):
    for line in price(school, plan).staffing:
        assert sum(line.split) + line.unassigned_cents == line.cents
        if sum(line.shares) == 100:
            assert line.unassigned_cents == 0
        assert 0 <= line.salary_cents <= line.cents


@given(plans, settings_of_both_units)
def test_postings_come_to_the_totals_of_every_program(plan, school):
    budget = price(school, plan)
    posted = {program.id: 0 for program in school.programs}
    for posting in postings(budget):
        posted[posting.program] += posting.cents
        assert posting.cents > 0
        assert posting.cents % (1 if school.places else 100) == 0
    assert posted == {p.money.id: p.budgeted_cents for p in budget.programs}


@given(plans, settings_of_both_units, st.randoms())
def test_the_order_of_rows_changes_no_total(plan, school, random):
    turned = Plan(
        staffing=tuple(random.sample(plan.staffing, len(plan.staffing))),
        spending=tuple(random.sample(plan.spending, len(plan.spending))),
    )
    one, other = price(school, plan), price(school, turned)
    assert one.programs == other.programs
    assert one.budgeted_cents == other.budgeted_cents
    assert one.fte_by_code == other.fte_by_code
    assert one.bodies() == other.bodies()


@given(plans)
def test_the_letters_case_of_a_choice_changes_no_total(plan):
    def shouted(value):
        return value.upper() if isinstance(value, str) else value

    loud = Plan(
        staffing=tuple(
            blank_staff(
                action=shouted(row.action), title=shouted(row.title), how_many=row.how_many,
                fte_each=row.fte_each, **{f"program_{n}": shouted(p) for n, p in
                enumerate(row.programs, 1)}, **{f"share_{n}": s for n, s in
                enumerate(row.shares, 1)},
            )
            for row in plan.staffing
        ),
        spending=tuple(
            blank_spend(
                item=shouted(row.item), quantity=row.quantity, amount=row.amount,
                program=shouted(row.program),
            )
            for row in plan.spending
        ),
    )  # fmt: skip
    assert price(setting(), loud).programs == price(setting(), plan).programs
