"""However a ledger is added up, it is the same money; and a float never gets in."""

from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import plans
from support.ledgers import (
    AT,
    GENERAL,
    SCHOOLS,
    TITLE_I,
    allocation,
    district,
    materials,
    policy,
    posting,
    state,
    teacher,
)

from bsa_xl.budget import NowPosition, Setting, price
from bsa_xl.checks import over_shared_positions
from bsa_xl.district import StaffPosition
from bsa_xl.location import Location
from bsa_xl.reports import consolidation_of, readd, write_consolidated_book
from bsa_xl.reports.groupings import _added, posting_sums, program_fte
from bsa_xl.reports.positions import Roster, shared_positions
from bsa_xl.store import lines_of_budget

TEACHERS = st.builds(
    teacher,
    st.integers(1, 99),
    st.integers(1, 20_000),
    general=st.sampled_from([0, 1, 33, 50, 99, 100]),
)
BOUGHT = st.builds(
    materials,
    st.integers(1, 99),
    st.integers(-(10**9), 10**11),
    st.sampled_from([GENERAL, TITLE_I]),
)
LEDGERS = st.dictionaries(
    st.sampled_from([school.school_id for school in SCHOOLS]),
    st.lists(TEACHERS | BOUGHT, max_size=6).map(tuple),
)


@settings(max_examples=25)
@given(LEDGERS)
def test_by_program_by_account_by_level_and_by_school_are_the_same_money(budgets):
    of, by = district(), policy()
    made = write_consolidated_book(consolidation_of(state(budgets), of, by, allocation(of, by)), AT)
    assert made.differences() == ()
    sums = readd(made.data).sums
    total = sum(line.cents for lines in budgets.values() for line in lines)
    by_sheet = {sheet: cents for (sheet, head), cents in sums.items() if head == "Budgeted"}
    assert len(by_sheet) == 8
    assert set(by_sheet.values()) == {total}
    assert sums["Lines", "amount"] == sums["Postings", "amount"] == total


@given(LEDGERS, st.randoms(use_true_random=False))
def test_the_order_of_postings_changes_no_sum(budgets, random):
    postings = list(state(budgets).postings)
    keys = [each.account for each in postings]
    before = posting_sums(postings, [keys])
    random.shuffle(postings)
    assert posting_sums(postings, [[each.account for each in postings]]) == before
    assert sum(cents for cents, _ in before.values()) == sum(each.cents for each in postings)


@given(LEDGERS)
def test_the_fte_of_all_programs_is_the_fte_of_all_lines(budgets):
    lines = state(budgets).lines
    assert sum(program_fte(lines).values()) == sum(line.fte_parts for _, line in lines)


def test_fte_without_a_program_stands_under_no_program():
    bare = teacher(1, split=())
    assert program_fte([("0417", bare), ("0417", teacher(2, general=50))]) == {
        "": 10_000,
        GENERAL: 5_000,
        TITLE_I: 5_000,
    }


def test_postings_are_added_up_by_all_keys_together():
    postings = [
        posting("0417", "S1-1-1100", 10, fte_parts=5),
        posting("0417", "S2-1-1100", 20),
        posting("0417", "E1-1-4300", 7, code="4300"),
    ]
    objects = [each.segments["object"] for each in postings]
    schools = [each.school_id for each in postings]
    assert posting_sums(postings, [schools, objects]) == {
        ("0417", "1100"): (30, 5),
        ("0417", "4300"): (7, 0),
    }
    assert posting_sums([], [[], []]) == {}


def test_cents_beyond_what_a_float_holds_are_added_up_exactly():
    # 2^53 + 1 is the first whole number that a float does not have.
    postings = [posting("0417", "S1-1-1100", 2**53), posting("0417", "S2-1-1100", 1)]
    [(cents, _)] = posting_sums(postings, [["a", "a"]]).values()
    assert cents == 2**53 + 1


def test_a_column_of_floats_is_refused():
    frame = pd.DataFrame({"key": ["a"], "cents": [1.5]})
    with pytest.raises(TypeError, match="cents is added up as float64, not as whole numbers"):
        _added(frame, ["key"], ["cents"])


def shared(school_id, parts, **more):
    line = teacher(1, parts, position_id="P7", **more)
    return school_id, line


STAFF = (
    StaffPosition("P7", "0417", "1100", Decimal("0.6"), (), filled=True, where=Location()),
    StaffPosition("P7", "0418", "1100", Decimal("0.4"), (), filled=True, where=Location()),
)

ROSTER = Roster(STAFF, {"1100": "Nurse"})


def test_a_shared_position_has_the_title_that_it_has_now():
    lines = [shared("0417", 6_000, label="Counselor"), shared("0418", 5_000)]
    assert {each.label for each in shared_positions(lines, ROSTER, {})} == {"Nurse"}
    assert [each.label for each in shared_positions(lines, Roster(STAFF, {}), {})] == ["1100"] * 2


def test_a_shared_position_above_its_fte_is_told_at_every_school_that_plans_it():
    lines = [shared("0417", 6_000), shared("0418", 5_000)]
    found = shared_positions(lines, ROSTER, {})
    assert [(each.school_id, each.part_parts) for each in found] == [
        ("0417", 6_000),
        ("0418", 5_000),
    ]
    assert {(each.planned_parts, each.has_parts, each.schools) for each in found} == {
        (11_000, 10_000, "0417 0.6, 0418 0.5")
    }


def test_a_shared_position_exactly_at_its_fte_is_not_told():
    assert shared_positions([shared("0417", 6_000), shared("0418", 4_000)], ROSTER, {}) == ()


def test_a_position_of_one_school_alone_may_change_its_fte():
    [alone, _] = STAFF
    assert shared_positions([shared("0417", 9_000)], Roster([alone], {}), {}) == ()


def test_a_position_of_a_school_and_its_centre_is_not_shared():
    assert shared_positions([shared("0417", 11_000)], ROSTER, {"0418": "0417"}) == ()


PARTS = st.sampled_from([0, 2_500, 5_000, 10_000])


@given(st.lists(st.tuples(PARTS, PARTS), min_size=1, max_size=4))
def test_shared_positions_are_judged_as_the_rule_judges_them(parts):
    """``parts``: what each school has of the position now, and what it plans."""
    budgets, staff = [], []
    for number, (has, plans_) in enumerate(parts):
        school_id = f"{417 + number:04}"
        budgets.append((school_id, a_budget(school_id, has, plans_)))
        if has:
            fte = Decimal(has) / 10_000
            staff.append(
                StaffPosition("P7", school_id, "1100", fte, (), filled=True, where=Location())
            )
    lines = [(school_id, line) for school_id, budget in budgets for line in lines_of_budget(budget)]
    mine = [
        (each.school_id, each.planned_parts)
        for each in shared_positions(lines, Roster(staff, {}), {})
    ]
    rule = over_shared_positions(budgets, {"P7": sum(has for has, _ in parts)})
    assert [school_id for school_id, _ in mine] == [finding.school_id for finding in rule]
    assert all(f"planned at {planned / 10_000:g} FTE" in finding.problem
               for (_, planned), finding in zip(mine, rule, strict=True))  # fmt: skip


def a_budget(school_id, has, planned):
    setting: Setting = plans.setting(school_id=school_id)
    if has:
        now = NowPosition(
            key="S012", position_id="P7", title=plans.TEACHER, fte_parts=has, filled=True,
            shares=(), school_id=school_id, code="1100",
        )  # fmt: skip
        setting = replace(setting, now=(now,))
    row = plans.staff(position_id="P7", fte_each=Decimal(planned) / 10_000)
    return price(setting, plans.plan(staffing=(row,)))
