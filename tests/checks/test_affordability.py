"""AFF: a teacher costs $100,000.00, an aide $40,000.00; who may pay for whom is the question."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.plans import RATES, setting, title

from bsa_xl.budget import NowPosition, ProgramMoney, RateSheet, RequiredFte
from bsa_xl.checks import affordability, unpriced_positions

A, B, C = "General fund", "Title I", "Bridge grant"
IDS = {A: "general", B: "title-i", C: "bridge"}


def row(code="1100", fte=10_000, reason="By law"):
    return NowPosition("S001", "", "0417", code, "", fte, False, (), required=reason)


def needs(code, programs, reason):
    return RequiredFte(f"r-{reason}", "Required", (code,), 10_000, programs, reason, "Law")


def school(money, *required, **changes):
    """A school with dollars by program, and (code, FTE, programs that may pay) required."""
    programs = tuple(
        ProgramMoney(IDS[label], label, dollars * 100, restricted=label == B)
        for label, dollars in money.items()
    )
    rows = tuple(row(code, fte, f"reason {n}") for n, (code, fte, _) in enumerate(required))
    wanted = tuple(needs(code, who, f"reason {n}") for n, (code, _, who) in enumerate(required))
    return setting(programs=programs, now=rows, required=wanted, **changes)


def short(*asked, **changes):
    [found] = affordability([school(*asked, **changes)])
    return found.short


def test_aff_01_is_silent_when_the_money_is_there_to_the_cent():
    affordable = school({A: 100_000, B: 40_000}, ("1100", 10_000, (A,)), ("2100", 10_000, (B,)))
    assert affordability([affordable]) == ()
    assert affordability([setting()]) == ()


def test_aff_01_names_the_programs_the_cost_and_the_money():
    poor = school({A: 90_000, B: 500_000}, ("1100", 10_000, (A,)))
    [found] = affordability([poor])
    assert (found.school_id, found.required_cents, found.short) == (
        "0417", 10_000_000, {"general": 1_000_000},
    )  # fmt: skip
    assert [str(finding) for finding in found.findings] == [
        (
            "policy.yaml, column required_positions: School 0417: of its 1 required FTE, those that "
            "only General fund may pay cost $100,000.00, and $90,000.00 is allocated there. Allocate "
            "$10,000.00 more, require less, or issue with the deficit accepted and the reason given. "
            "[AFF-01]"
        )
    ]
    assert found.findings[0].school_id == "0417"
    assert found.short_cents == 1_000_000


def test_aff_01_speaks_at_a_single_cent():
    poor = school({A: 100_000}, ("1100", 10_000, (A,)))
    poor = replace(poor, programs=(replace(poor.programs[0], allocated_cents=9_999_999),))
    assert affordability([poor])[0].short == {"general": 1}


def test_each_position_may_be_affordable_and_all_of_them_not():
    # 100,000 and 100,000 for two teachers whom A or B may pay, and one whom only A may pay
    money = {A: 100_000, B: 100_000}
    assert short(money, *[("1100", 10_000, (A, B))] * 2, ("1100", 10_000, (A,))) == {
        "general": 10_000_000
    }


def test_a_cost_may_be_split_over_all_programs_that_may_pay():
    rich = school({A: 33_333, B: 33_333, C: 33_334}, ("1100", 10_000, (A, B, C)))
    assert affordability([rich]) == ()


def test_overlapping_sets_need_their_union_looked_at():
    # A or B pays one teacher, B or C another: 70,000 + 60,000 + 70,000 hold exactly 200,000
    asked = ("1100", 10_000, (A, B)), ("1100", 10_000, (B, C))
    assert affordability([school({A: 70_000, B: 60_000, C: 70_000}, *asked)]) == ()
    # each pair holds 110,000 for its teacher, all three together 20,000 too little
    assert sum(short({A: 70_000, B: 40_000, C: 70_000}, *asked).values()) == 2_000_000


def test_money_of_other_programs_does_not_help():
    assert short({A: 0, B: 900_000}, ("1100", 10_000, (A,)), ("2100", 10_000, (A, B))) == {
        "general": 10_000_000
    }


def test_where_no_program_is_named_every_unrestricted_one_may_pay():
    assert affordability([school({A: 60_000, C: 40_000}, ("1100", 10_000, ()))]) == ()
    assert short({A: 60_000, B: 40_000}, ("1100", 10_000, ())) == {"general": 4_000_000}


def test_where_no_program_of_the_school_may_pay_the_first_one_is_short():
    assert short({A: 0, B: 900_000}, ("1100", 10_000, ("Central reserve",))) == {
        "general": 10_000_000
    }


def test_a_negative_allocation_counts_as_empty():
    assert short({A: -5_000, C: 100_000}, ("1100", 10_000, (A, C)), ("2100", 5_000, (A,))) == {
        "general": 2_000_000
    }


def test_average_cost_is_taken_by_fte_tier_and_person():
    dear = title("1100", "Teacher · 1100", 10_000_000, per_fte_cents=(10_000_000, 11_000_000),
                 per_person_cents=(0, 500_000))  # fmt: skip
    rates = RateSheet((0, 5_000), (dear,), ())
    # 0.4 x 100,000.00, and 0.5 x 110,000.00 + 5,000.00
    required = ("1100", 4_000, (A,)), ("1100", 5_000, (A,))
    assert short({A: 0}, *required, rates=rates) == {"general": 4_000_000 + 5_500_000 + 500_000}


def test_whole_dollars_are_compared_where_the_policy_rounds_to_them():
    odd = RateSheet((0,), (title("1100", "Teacher · 1100", 333_333),), ())
    # 0.5 x 3,333.33 = 1,666.665: 1,666.67, or 1,667
    assert short({A: 0}, ("1100", 5_000, (A,)), rates=odd) == {"general": 166_667}
    assert short({A: 0}, ("1100", 5_000, (A,)), rates=odd, places=0) == {"general": 166_700}


def test_positions_that_are_not_required_are_the_schools_own_choice():
    free = setting(now=(row(reason=""),), programs=(ProgramMoney("general", A, 0),))
    assert affordability([free]) == ()


def test_aff_02_names_a_required_position_without_a_price():
    unpriced = school({A: 0}, ("1150", 10_000, (A,)), ("1150", 10_000, (A,)))
    assert affordability([unpriced]) == ()
    assert [str(finding) for finding in unpriced_positions([unpriced, unpriced])] == [
        (
            "positions.csv, column code: position 1150 is required at 2 schools and is not on the rate "
            "sheet. Add a row with code 1150, or correct the code under required_positions in the "
            "policy. [AFF-02]"
        )
    ]
    assert "at 1 school and" in unpriced_positions([unpriced])[0].problem


def test_aff_02_is_silent_when_every_required_code_has_a_price():
    assert unpriced_positions([school({A: 0}, ("1100", 10_000, (A,)))]) == ()
    assert unpriced_positions([setting(now=(row("1150", reason=""),))]) == ()


LABELS = (A, B, C)
sets = st.sets(st.sampled_from(LABELS), min_size=1).map(lambda chosen: tuple(sorted(chosen)))
requirements = st.lists(st.tuples(st.just("1100"), st.integers(1, 30).map(lambda n: n * 1_000), sets),
                        max_size=6)  # fmt: skip
monies = st.fixed_dictionaries(
    {label: st.integers(0, 30).map(lambda n: n * 5_000) for label in LABELS}
)


def lacking(money, required):
    """The most that any group of programs lacks, over all groups (Hall's condition, by its words)."""
    groups = [group for size in (1, 2, 3) for group in combinations(LABELS, size)]
    return max(
        sum(Decimal(fte) / 10_000 * 100_000 for _, fte, who in required if set(who) <= set(group))
        - sum(money[label] for label in group)
        for group in groups
    )


@given(monies, requirements)
def test_what_is_lacking_in_all_is_what_the_worst_group_of_programs_lacks(money, required):
    found = affordability([school(money, *required)])
    total = found[0].short_cents if found else 0
    assert total == max(0, lacking(money, required)) * 100


@given(monies, requirements)
def test_with_the_shortfall_added_everything_can_be_paid(money, required):
    for found in affordability([school(money, *required)]):
        helped = {label: money[label] + found.short.get(IDS[label], 0) // 100 for label in LABELS}
        assert lacking(helped, required) <= 0


@given(monies, requirements, st.randoms())
def test_the_order_of_required_rows_changes_nothing(money, required, random):
    turned = random.sample(required, len(required))
    one, other = affordability([school(money, *required)]), affordability([school(money, *turned)])
    assert [found.short for found in one] == [found.short for found in other]


@pytest.mark.parametrize("rates", [RATES])
def test_a_school_without_programs_is_not_judged(rates):
    assert affordability([setting(programs=(), now=(row(),), rates=rates)]) == ()
