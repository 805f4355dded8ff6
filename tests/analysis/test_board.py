"""What a board asks: who gained and lost, why, three years, and what comes due next year."""

from dataclasses import replace
from decimal import Decimal

import pytest
from support.small_district import (
    YEAR,
    adjustment,
    count_table,
    fte,
    lump_sum,
    per_pupil,
    school,
    small_district,
    small_policy,
)

from bsa_xl.analysis import Cause, Year, board_report, groupings

LAST = YEAR.previous
NOW = {
    "0101": {"enrollment": "110", "frpm": "99"},
    "0102": {"enrollment": "50", "frpm": "5"},
    "0103": {"enrollment": "30", "frpm": "15"},
}
THEN = {
    "0101": {"enrollment": "100", "frpm": "90"},
    "0102": {"enrollment": "60", "frpm": "6"},
    "0103": {"enrollment": "30", "frpm": "15"},
}


LAST_YEARS = {"last": "30000", "old": "21000", "then": "26000", "change": "-5000"}
OF_LAST = {"unit": "share of prior-year amount", "against": "last"}
FLOOR = adjustment("floor", "floor_on_prior_year", values={"FY2026": "1"}, **OF_LAST)
#: 190 pupils at $500 and 3 grants of $70.
FORMULA = 190 * 50000 + 3 * 7000


def report(*adjustments, components=(), **policy):
    schools = [
        school("0101", "ES", board_district="2", region="North"),
        school("0102", "HS", board_district="10", region="North"),
        school("0103", "ES", board_district="2", region=""),
    ]
    amounts = [("0102", line, dollars) for line, dollars in LAST_YEARS.items()]
    facts = small_district(NOW, schools=schools, amounts=amounts, positions=[("0700", "Aide")])
    counts = dict(facts.counts) | {(LAST, "projected"): count_table(THEN, year=LAST)}
    facts = replace(facts, counts=counts)
    made = small_policy(
        per_pupil("enrollment", values={"FY2025": "500"}),
        lump_sum("grant", "70", term="one-time"),
        *components,
        adjustments=list(adjustments),
        **policy,
    )
    return board_report(Year(facts, made, YEAR), Year(facts, made, LAST))


def test_each_group_shows_what_its_schools_gained_and_lost():
    found = {way.title: moves for way, moves in report().groups}
    assert list(found) == ["Board district", "Region", "Level", "Poverty decile (frpm)"]
    assert [move.group for move in found["Board district"]] == ["2", "10"]  # 10 after 2
    assert [move.group for move in found["Region"]] == ["North", "not known"]
    # 0101: 10 x 500 + 70; 0102: -10 x 500 + 70; 0103: 70
    two, ten = found["Board district"]
    assert (two.schools, two.winners, two.losers) == (2, 2, 0)
    assert (two.gained, two.lost, two.change) == (507000 + 7000, 0, 514000)
    assert (ten.gained, ten.lost) == (0, -493000)
    assert (two.pupils_before, two.pupils_after) == (Decimal(130), Decimal(140))
    assert (ten.before, ten.after) == (3000000, 2507000)


def test_each_group_shows_the_fte_that_its_schools_gained_and_lost():
    aide = fte("0700", "0.5", schools={"where": {"level": ["ES"]}})
    aide = aide | {"values": {"FY2025": "0.25", "FY2026": "0.5"}}
    found = {way.title: moves for way, moves in report(components=[aide]).groups}
    two, ten = found["Board district"]
    assert (two.fte_before, two.fte_after) == (Decimal("0.5"), Decimal(1))  # two schools
    assert (ten.fte_before, ten.fte_after) == (0, 0)


def test_deciles_rank_schools_by_their_share_of_poverty():
    found = {way.title: way for way, _ in report().groups}
    # 0102: 10 %, 0103: 50 %, 0101: 90 %
    assert found["Poverty decile (frpm)"].groups == {"0102": "1", "0103": "4", "0101": "7"}


def test_the_largest_moves_come_first_each_with_its_cause():
    found = report().largest
    assert [(each.school_id, each.change) for each in found] == [
        ("0101", 507000), ("0102", -493000), ("0103", 7000),
    ]  # fmt: skip
    assert [each.largest for each in found] == [Cause.PUPILS, Cause.PUPILS, Cause.RATES]


def test_years_that_the_files_can_tell_are_shown_oldest_first():
    found = report().years
    assert [(each.year, each.cents, each.pupils) for each in found] == [
        (LAST, 190 * 50000, Decimal(190)), (YEAR, 190 * 50000 + 3 * 7000, Decimal(190)),
    ]  # fmt: skip


def test_the_bill_of_what_comes_after_the_formula():
    decided = adjustment("decided", "manual", entries=[
        {"school": "0101", "since": "FY2026", "until": "FY2027", "dollars": "-250.50",
         "reason": "Shared hall", "author": "Superintendent"},
        {"school": "0103", "since": "FY2024", "until": "FY2025", "dollars": "9",
         "reason": "Ended", "author": "Superintendent"},
    ])  # fmt: skip
    found = report(FLOOR, decided)
    assert found.hold_harmless == 3000000 - 2507000
    [bill] = found.manual
    assert (bill.school_id, bill.dollars, bill.reason, bill.until) == (
        "0101", Decimal("-250.50"), "Shared hall", "FY2027",
    )  # fmt: skip
    assert found.change.after.total_cents == FORMULA + 493000 - 25050
    assert found.phased_in == FORMULA - 25050  # what a person decided is no transition


@pytest.mark.parametrize(("transition", "moved"), [
    (FLOOR, 493000),  # 0102 has $25,070 by the formula, and had $30,000
    (adjustment("cap", "limits_on_prior_year", at_most={"FY2026": "0.8"}, **OF_LAST), -107000),
    (adjustment("landing", "soft_landing", unit="share of loss", against="last",
                values={"FY2026": "0.5"}), 246500),
    (adjustment("gap", "gap_phase_in", unit="share of gap", against="old",
                values={"FY2026": "0.5"}), -203500),  # half of 25,070 - 21,000
    # of 26,000 and the change of -5,000 at 26,000 / 30,070, 21,676.75 are left instead of 25,070
    (adjustment("carried", "funding_percentage", unit="share of formula", against="then",
                change="change"), -339325),
])  # fmt: skip
def test_no_transition_is_left_in_the_formula_fully_phased_in(transition, moved):
    found = report(transition)
    assert found.change.after.total_cents == FORMULA + moved
    assert found.phased_in == FORMULA


def test_a_pool_to_scale_to_is_kept_in_the_formula_fully_phased_in():
    scaled = adjustment("scaled", "scale_to_pool", unit="USD per district",
                        values={"FY2026": "80000"})  # fmt: skip
    found = report(FLOOR, scaled)
    assert found.change.after.total_cents == found.phased_in == 8000000


def test_adjustments_of_some_lines_stay_as_far_as_the_lines_do():
    half = {"unit": "USD per district"}
    grants = adjustment("grants", "scale_to_pool", of=["grant", "floor"],
                        values={"FY2026": "100"}, **half)  # fmt: skip
    only = adjustment("only", "scale_to_pool", of=["floor"], values={"FY2026": "1"}, **half)
    also = adjustment("also", "scale_to_pool", of=["only"], values={"FY2026": "2"}, **half)
    found = report(FLOOR, only, also, grants)
    assert found.phased_in == 190 * 50000 + 10000  # 3 grants of $70 come to $100


def test_one_time_money_that_ends_is_next_years_cliff():
    found = report()
    [line] = found.one_time
    assert (line.label, line.cents, line.schools, line.until) == ("Grant", 21000, 3, "")
    assert found.cliff == 21000
    programs = [
        {
            "id": "general",
            "title": "School budget",
            "term": "one-time",
            "available_until": "FY2028",
        },
    ]
    later = report(programs=programs)
    assert later.cliff == 0
    assert sum(each.cents for each in later.one_time) == later.change.after.total_cents


def test_a_school_without_pupils_or_with_hidden_counts_is_in_no_decile():
    rows = {"0101": {"enrollment": "10", "frpm": "*"}, "0102": {"enrollment": "0", "frpm": "0"},
            "0103": {"enrollment": "10", "frpm": "5"}}  # fmt: skip
    facts = small_district(rows, schools=[school(each) for each in rows])
    [_, way] = groupings(facts, YEAR, "projected", list(rows))
    assert way.groups == {"0101": "not known", "0102": "not known", "0103": "1"}
    assert way.order == ("1", "not known")
