"""Why a number moved: each cause in dollars, adding up to the change to the cent."""

from dataclasses import replace

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from support.small_district import (
    YEAR,
    adjustment,
    count_table,
    given,
    lump_sum,
    per_pupil,
    pool,
    school,
    small_district,
    small_policy,
    weight,
)

from bsa_xl.allocation import allocate
from bsa_xl.analysis import Cause, Year, change
from bsa_xl.policy import Policy

LAST = YEAR.previous
NOW = {"0101": {"enrollment": "110", "el": "22"}, "0102": {"enrollment": "50", "el": "5"}}
THEN = {"0101": {"enrollment": "100", "el": "20"}, "0102": {"enrollment": "60", "el": "5"}}


def district(now=NOW, then=THEN, amounts=(), schools=None):
    made = small_district(now, schools=schools, amounts=amounts)
    counts = dict(made.counts) | {(LAST, "projected"): count_table(then, year=LAST)}
    return replace(made, counts=counts)


def changed(*components, then=LAST, facts=None, **policy):
    made = small_policy(*components, **policy)
    facts = facts or district()
    return change(Year(facts, made, then), Year(facts, made, YEAR))


def steps(result, school_id="0101"):
    [school] = [each for each in result.schools if each.school_id == school_id]
    return {cause.value: cents for cause, cents in school.steps.items() if cents}


def dated(last, now):
    return {"FY2025": last, "FY2026": now}


def test_pupils_base_and_weights_are_told_apart_in_their_order():
    # 0101, EL: 20 x 0.10 x 5,000 = 10,000; 22 pupils: 11,000; base 5,500: 12,100;
    # weight 0.12: 22 x 660 = 14,520
    result = changed(weight(values=dated("0.10", "0.12")), base=dated("5000", "5500"))
    assert steps(result) == {"pupils": 100000, "base": 110000, "weights": 242000}
    assert (result.schools[0].before, result.schools[0].after) == (1000000, 1452000)
    assert result.schools[0].largest is Cause.WEIGHTS
    assert result.total(Cause.PUPILS) == 100000  # 0102 has as many as before


def test_rates_and_components_that_come_or_go_are_rates():
    # per pupil: 110 x (520 - 500) = 2,200; the lump sum of 1,000 ends; a new one of 300 begins
    result = changed(
        per_pupil("enrollment", values=dated("500", "520")),
        lump_sum("old", "1000", values={"FY2025": "1000", "FY2026": None}),
        lump_sum("new", "300"),
    )
    assert steps(result) == {"pupils": 500000, "rates": 220000 - 100000 + 30000}


def test_given_amounts_are_rates_and_what_an_adjustment_is_judged_by_is_an_adjustment():
    floor = adjustment(
        "floor", "floor_on_prior_year", unit="share of prior-year amount", against="last-year",
        values={"FY2026": "1"},
    )  # fmt: skip
    facts = district(amounts=[("0101", "transition", "700"), ("0101", "last-year", "60000")])
    result = changed(
        per_pupil("enrollment", "500"), given("transition"), adjustments=[floor],
        facts=facts,
    )  # fmt: skip
    # the per-pupil rate begins in FY2026: 110 x 500 = 55,000; with 700 given, 4,300 are missing
    assert steps(result) == {"rates": 5500000 + 70000, "adjustments": 430000}


def test_a_school_that_closed_or_opened_moved_by_its_pupils():
    schools = [school("0101"), school("0103")]
    second = small_district({"0101": NOW["0101"], "0103": NOW["0102"]}, schools=schools)
    first = district()
    policy = small_policy(per_pupil("enrollment", values=dated("500", "500")))
    result = change(Year(first, policy, LAST), Year(second, policy, YEAR))
    found = {each.school_id: each for each in result.schools}
    assert list(found) == ["0101", "0103", "0102"]
    assert (found["0102"].before, found["0102"].after) == (3000000, 0)
    assert (found["0103"].before, found["0103"].after) == (0, 2500000)
    assert steps(result, "0102") == {"pupils": -3000000}
    assert steps(result, "0103") == {"pupils": 2500000}


def test_another_rounding_comes_last():
    # 22 x 0.333333 = 7.33 in cents, 7.00 in dollars
    last = small_policy(per_pupil(values=dated("0.333333", "0.333333")))
    now = last.model_copy(update={"rounding": last.rounding.model_copy(update={"lines": "dollar"})})
    facts = district(then=NOW)
    result = change(Year(facts, last, LAST), Year(facts, now, YEAR))
    assert steps(result) == {"rounding": -33}


def test_two_policies_of_one_year_can_be_compared():
    facts = district()
    one = small_policy(weight(share="0.1"))
    other = small_policy(weight(share="0.1") | {"counts": "enrollment"})
    result = change(Year(facts, one, YEAR), Year(facts, other, YEAR))
    assert steps(result) == {"rates": (110 - 22) * 50000}  # another component under the same id


COMPONENTS = st.lists(
    st.sampled_from([
        weight(values=dated("0.10", "0.2")),
        per_pupil("enrollment", values=dated("3.335", "5.1")) | {"id": "each"},
        lump_sum("foundation", "10", values=dated("10.005", "20")),
        lump_sum("ended", "10", values={"FY2025": "7", "FY2026": None}),
        pool("1000.01", "el", "enrollment:0.5", values=dated("999.99", "1000.01")),
    ]),
    unique_by=lambda each: each["id"], min_size=1,
)  # fmt: skip
PUPILS = st.integers(1, 900).map(str)
ROWS = st.fixed_dictionaries(
    {key: st.fixed_dictionaries({"enrollment": PUPILS, "el": PUPILS}) for key in NOW}
)


@settings(max_examples=60, deadline=None)
@for_all(COMPONENTS, COMPONENTS, ROWS, ROWS, st.sampled_from(["cent", "dollar", "truncate"]))
def test_the_steps_always_add_up_to_the_change(first, second, then, now, lines):
    facts = district(now, then)
    last = small_policy(*first, base=dated("4000.25", "4000.75"))
    this = small_policy(*second, base=dated("1", "4100.5"), rounding={"lines": lines})
    if lines != "cent":
        this = without_cents(this)
    result = change(Year(facts, last, LAST), Year(facts, this, YEAR))
    before = allocate(facts, last, LAST).school_totals()
    after = allocate(facts, this, YEAR).school_totals()
    for each in result.schools:
        assert (each.before, each.after) == (before[each.school_id], after[each.school_id])
        assert sum(each.steps.values()) == each.after - each.before == each.change
    assert sum(result.total(cause) for cause in Cause) == sum(after.values()) - sum(before.values())


def without_cents(policy: Policy) -> Policy:
    """A policy whose pool can be shared out in whole dollars."""
    kept = tuple(one for one in policy.components if one.kind != "pool")
    return policy.model_copy(update={"components": kept})


def test_chg_01_a_year_for_which_the_files_give_nothing_is_told():
    result = changed(weight(values={"FY2026": "0.1"}))
    assert [str(each) for each in result.findings] == [
        (
            "policy.yaml: The formula gives nobody anything in FY2025. "
            "Supply values and counts of FY2025, or compare other years. [CHG-01]"
        )
    ]


@pytest.mark.parametrize("year", [LAST, YEAR])
def test_nothing_moves_between_an_allocation_and_itself(year):
    facts = district()
    policy = small_policy(weight(values=dated("0.1", "0.2")), base=dated("5000", "5500"))
    result = change(Year(facts, policy, year), Year(facts, policy, year))
    assert [each.change for each in result.schools] == [0, 0]
    assert [each.largest for each in result.schools] == [None, None]
