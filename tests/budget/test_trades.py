"""FTE of one title planned as another: spare FTE is spent once, in the order of the policy."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from bsa_xl.budget import FteTrade
from bsa_xl.budget.trades import settle

PRINCIPAL, COUNSELOR, NURSE = "0112", "0162", "0170"
TO_COUNSELOR = FteTrade("a", PRINCIPAL, COUNSELOR, Decimal(1))
TO_NURSE = FteTrade("b", PRINCIPAL, NURSE, Decimal(1))
BOTH = (TO_COUNSELOR, TO_NURSE)
#: One assistant principal is given, and no counselor and no nurse.
GIVEN = {PRINCIPAL: 10_000, COUNSELOR: 0, NURSE: 0}


def turns(trades, given, planned):
    """What each trade gives up and gains."""
    settled = settle(trades, given, planned).settled
    return [(each.given_up_parts, each.gained_parts) for each in settled]


def test_spare_fte_that_nobody_plans_may_become_either_title():
    trades = settle(BOTH, GIVEN, {})
    assert (trades.may_add_parts(COUNSELOR), trades.may_add_parts(NURSE)) == (10_000, 10_000)
    assert trades.spare_parts[PRINCIPAL] == 10_000


def test_the_first_trade_takes_what_its_title_needs_and_the_second_what_is_left():
    """1.0 spare; the counselor of 0.6 takes 0.6, so that a nurse may have 0.4 and not 1.0."""
    planned = {COUNSELOR: 6_000, NURSE: 10_000}
    assert turns(BOTH, GIVEN, planned) == [(6_000, 6_000), (4_000, 4_000)]
    trades = settle(BOTH, GIVEN, planned)
    assert (trades.may_add_parts(COUNSELOR), trades.may_add_parts(NURSE)) == (6_000, 4_000)
    assert trades.spare_parts[PRINCIPAL] == 0


def test_the_order_of_the_policy_decides_who_comes_first():
    """The same plan with the trades the other way round: the nurse takes the whole 1.0."""
    planned = {COUNSELOR: 6_000, NURSE: 10_000}
    assert turns((TO_NURSE, TO_COUNSELOR), GIVEN, planned) == [(10_000, 10_000), (0, 0)]


def test_what_one_trade_leaves_is_shown_to_both_titles():
    """1.0 spare, 0.3 + 0.5 planned: 0.2 is left, and each title may take it."""
    trades = settle(BOTH, GIVEN, {COUNSELOR: 3_000, NURSE: 5_000})
    assert (trades.may_add_parts(COUNSELOR), trades.may_add_parts(NURSE)) == (5_000, 7_000)


def test_a_title_that_is_planned_itself_has_nothing_to_spare():
    assert turns(BOTH, GIVEN, {PRINCIPAL: 10_000, COUNSELOR: 10_000}) == [(0, 0), (0, 0)]
    assert turns(BOTH, GIVEN, {PRINCIPAL: 12_000, COUNSELOR: 10_000}) == [(0, 0), (0, 0)]


def test_a_rate_says_how_much_is_gained_for_one_fte():
    """1.0 spare at 1.5 is worth 1.5; a need of 0.75 costs 0.75 / 1.5 = 0.5 and leaves 0.5."""
    for_aides = FteTrade("a", PRINCIPAL, COUNSELOR, Decimal("1.5"))
    assert turns((for_aides, TO_NURSE), GIVEN, {COUNSELOR: 7_500, NURSE: 5_000}) == [
        (5_000, 7_500),
        (5_000, 5_000),
    ]


def test_a_cost_is_rounded_half_away_from_zero_to_a_ten_thousandth():
    """0.0003 at 2 for 1 costs 0.00015: 0.0002; 0.0001 at 3 for 1 costs 0.000033: nothing."""
    two, three = (FteTrade("a", PRINCIPAL, COUNSELOR, Decimal(rate)) for rate in (2, 3))
    assert turns((two,), GIVEN, {COUNSELOR: 3}) == [(2, 3)]
    assert turns((three,), GIVEN, {COUNSELOR: 1}) == [(0, 1)]


def test_two_titles_may_stand_behind_one():
    """A counselor of 1.5: 1.0 from the assistant principal, then 0.5 of the nurse's 2.0."""
    trades = (TO_COUNSELOR, FteTrade("b", NURSE, COUNSELOR, Decimal(1)))
    given = {PRINCIPAL: 10_000, COUNSELOR: 0, NURSE: 20_000}
    planned = {COUNSELOR: 15_000}
    assert turns(trades, given, planned) == [(10_000, 10_000), (5_000, 5_000)]
    # 1.5 gained, and 1.5 of the nurse is still spare: 3.0 may be planned
    assert settle(trades, given, planned).may_add_parts(COUNSELOR) == 30_000


def test_a_trade_between_titles_that_are_not_both_given_has_no_part():
    assert turns(BOTH, {PRINCIPAL: 10_000, NURSE: 0}, {COUNSELOR: 10_000, NURSE: 10_000}) == [
        (0, 0),
        (10_000, 10_000),
    ]


PARTS = st.integers(0, 50_000)
CODES = ("a", "b", "c", "d")
FTE = st.fixed_dictionaries(dict.fromkeys(CODES, PARTS))
RATE = st.decimals("0.01", "4", places=2)
PAIRS = st.tuples(st.sampled_from(CODES), st.sampled_from(CODES)).filter(lambda p: p[0] != p[1])
TRADES = st.lists(st.builds(lambda p, r: FteTrade("t", *p, r), PAIRS, RATE), max_size=6)


@given(TRADES, FTE, FTE)
def test_no_spare_fte_is_spent_twice(trades, given_fte, planned):
    """Independent bookkeeping: per title, what all trades give up is at most what was spare."""
    settled = settle(trades, given_fte, planned)
    for code in CODES:
        spare = max(0, given_fte[code] - planned[code])
        spent = sum(e.given_up_parts for e in settled.settled if e.trade.give == code)
        assert settled.spare_parts[code] == spare - spent >= 0


@given(TRADES, FTE, FTE)
def test_nobody_gains_more_than_is_needed_or_than_was_given_up_for_it(trades, given_fte, planned):
    settled = settle(trades, given_fte, planned)
    for code in CODES:
        gained = sum(e.gained_parts for e in settled.settled if e.trade.take == code)
        assert gained <= max(0, planned[code] - given_fte[code])
    for each in settled.settled:
        worth = Fraction(each.given_up_parts) * Fraction(each.trade.rate)
        slack = Fraction(1, 2) * (
            1 + Fraction(each.trade.rate)
        )  # each of two roundings, half a part
        assert each.gained_parts <= worth + slack


@given(TRADES, FTE, FTE)
def test_a_title_is_over_just_where_its_need_is_not_met(trades, given_fte, planned):
    settled = settle(trades, given_fte, planned)
    for code in CODES:
        gained = sum(e.gained_parts for e in settled.settled if e.trade.take == code)
        unmet = planned[code] - given_fte[code] - gained
        may = given_fte[code] + settled.may_add_parts(code)
        assert (planned[code] > may) == (unmet > 0)
