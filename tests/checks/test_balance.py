"""BAL: the clean plan spends every dollar of $150,000.00 (General fund) and $20,000.00 (Title I)."""

from dataclasses import replace
from decimal import Decimal

import pytest
from support.plans import AIDE, RATES, setting, spend, staff, supplies, title

from bsa_xl.budget import FteTrade, GivenFte, RuleSetting


def with_general(**changes):
    general, *others = setting().programs
    return setting(programs=(replace(general, **changes), *others))


def test_bal_01_is_silent_when_a_program_is_planned_to_the_cent(faults):
    for subject in ("general", "title-i", "bridge"):
        assert faults("BAL-01", subject=subject) == ()


def test_bal_01_names_the_cell_and_the_way_out(said):
    assert said("BAL-01", subject="general", spending=(supplies(amount=Decimal("50250.50")),)) == [
        (
            "Programs F12",
            "General fund: $150,250.50 is budgeted, $250.50 more than the $150,000.00 allocated.",
            "Take $250.50 off rows of Staffing or Spending that are paid from General fund.",
            25_050,
        )
    ]


def test_bal_01_speaks_at_a_single_cent(faults):
    spending = (supplies(amount=Decimal("50000.01")),)
    [fault] = faults("BAL-01", subject="general", spending=spending)
    assert fault.cents == 1


def test_bal_01_looks_at_its_own_program_alone(faults):
    spending = (supplies(amount=60_000), spend())
    assert faults("BAL-01", subject="title-i", spending=spending) == ()


def test_bal_01_counts_from_the_deficit_accepted_at_issue(said, faults):
    accepted = with_general(accepted_cents=30_000)
    at_the_line, over = supplies(amount=50_300), supplies(amount=50_301)
    assert faults("BAL-01", of=accepted, subject="general", spending=(at_the_line,)) == ()
    assert said("BAL-01", of=accepted, subject="general", spending=(over,)) == [
        (
            "Programs F12",
            (
                "General fund: $150,301.00 is budgeted, $1.00 more than the $150,000.00 allocated and "
                "the accepted deficit of $300.00."
            ),
            "Take $1.00 off rows of Staffing or Spending that are paid from General fund.",
            100,
        )
    ]


def test_bal_02_is_silent_when_every_dollar_is_planned(faults):
    for subject in ("general", "title-i", "bridge"):
        assert faults("BAL-02", subject=subject) == ()


def test_bal_02_names_what_is_left(said):
    assert said("BAL-02", subject="title-i", spending=(spend(quantity=398),)) == [
        (
            "Programs F13",
            (
                "Title I: $100.00 of the $20,000.00 allocated is left to budget, and nothing may be "
                "left."
            ),
            "Plan it on Staffing or Spending in rows that are paid from Title I.",
            10_000,
        )
    ]


def test_bal_02_is_silent_about_a_program_that_is_over(faults):
    assert faults("BAL-02", subject="general", spending=(supplies(amount=60_000),)) == ()


@pytest.mark.parametrize(
    ("limits", "tolerance"),
    [
        ({"share": Decimal("0.01")}, "200.00"),  # 1 % of 20,000.00
        ({"dollars": Decimal(75)}, "75.00"),
        ({"share": Decimal("0.01"), "dollars": Decimal(75)}, "200.00"),
        ({"share": Decimal("0.01"), "dollars": Decimal("250.005")}, "250.01"),
    ],
)
def test_bal_02_lets_the_larger_of_its_limits_be_left_and_not_a_cent_more(
    said, faults, limits, tolerance
):
    planned = Decimal(20_000) - Decimal(tolerance)
    exactly = spend(item="Supplies · S20", quantity=None, amount=planned)
    one_more = spend(item="Supplies · S20", quantity=None, amount=planned - Decimal("0.01"))
    asked = {"subject": "title-i", "limits": limits}
    assert faults("BAL-02", spending=(exactly,), **asked) == ()
    [(_, problem, _, cents)] = said("BAL-02", spending=(one_more,), **asked)
    assert cents == Decimal(tolerance) * 100 + 1
    assert problem.endswith(f"is left to budget, and at most ${tolerance} may be left.")


def test_bal_02_names_the_other_way_out_where_it_may_be_explained(faults):
    softened = setting(rules=(RuleSetting("BAL-02", "W"),))
    spending = (spend(quantity=398),)
    [fault] = faults("BAL-02", of=softened, subject="title-i", spending=spending)
    assert fault.remedy == (
        "Plan it on Staffing or Spending in rows that are paid from Title I, or explain it on "
        "Checks."
    )


def test_bal_02_rounds_its_tolerance_in_the_unit_of_the_budget(faults):
    # 0.25 % of 20,000.00 is 50.00; 0.2525 % is 50.50, which is 51 in whole dollars
    dollars = setting(places=0)
    spending = (spend(item="Supplies · S20", quantity=None, amount=20_000 - 51),)
    asked = {"subject": "title-i", "spending": spending}
    assert faults("BAL-02", of=dollars, limits={"share": Decimal("0.002525")}, **asked) == ()
    assert len(faults("BAL-02", limits={"share": Decimal("0.002525")}, **asked)) == 1


def test_bal_03_is_silent_when_the_lines_come_to_the_letter(faults):
    assert faults("BAL-03") == ()
    negative = setting(line_cents=(17_000_500, -500), letter_cents=17_000_000)
    assert faults("BAL-03", of=negative) == ()


def test_bal_03_names_both_totals(said):
    assert said("BAL-03", of=setting(letter_cents=17_000_001)) == [
        (
            "Programs B8",
            "the lines of the allocation come to $170,000.00, and its letter says $170,000.01.",
            "Ask the central office for a corrected workbook before you go on.",
            1,
        )
    ]


def test_bal_03_counts_a_difference_in_either_direction(faults):
    assert [fault.cents for fault in faults("BAL-03", of=setting(letter_cents=16_999_999))] == [1]


def test_bal_06_is_silent_when_titles_are_planned_as_given(faults):
    assert faults("BAL-06") == ()
    assert faults("BAL-06", of=setting(given_fte=()), staffing=(staff(how_many=9),)) == ()


def test_bal_06_names_what_is_planned_and_what_may_be(said):
    assert said("BAL-06", staffing=(staff(), staff(row=13, fte_each=Decimal("0.2")))) == [
        (
            "Programs H20",
            "Teacher · 1100: 1.2 FTE is planned, and 1 FTE may be, trades included.",
            "Lower how many or FTE each of that title on Staffing by 0.2 FTE.",
            0,
        )
    ]


def test_bal_06_counts_trades_to_the_very_limit(faults):
    given = (GivenFte("a", "1100", 20_000), GivenFte("b", "2100", 0))
    traded = setting(given_fte=given, trades=(FteTrade("t", "1100", "2100", Decimal("1.5")),))
    # 2.0 teachers given, 1.0 planned: 1.0 x 1.5 aides
    aides = staff(row=13, title=AIDE, fte_each=Decimal("1.5"))
    one_more = staff(row=13, title=AIDE, fte_each=Decimal("1.5001"))
    assert faults("BAL-06", of=traded, staffing=(staff(), aides)) == ()
    [fault] = faults("BAL-06", of=traded, staffing=(staff(), one_more))
    assert str(fault.where) == "given:2100"  # this layout has no cell of that name


def test_bal_06_spends_the_spare_fte_of_a_title_once(said):
    """1.0 of 2.0 teachers is spare: 0.6 FTE of aides takes 0.6, and 0.4 is left for the nurse."""
    given = (
        GivenFte("a", "1100", 20_000),
        GivenFte("b", "2100", 0),
        GivenFte("c", "3100", 0),
    )
    trades = (
        FteTrade("first", "1100", "2100", Decimal(1)),
        FteTrade("second", "1100", "3100", Decimal(1)),
    )
    nurse = title("3100", "Nurse · 3100", 9_000_000)
    school = setting(
        given_fte=given, trades=trades, rates=replace(RATES, titles=(*RATES.titles, nurse))
    )
    aide = staff(row=13, title=AIDE, fte_each=Decimal("0.6"))
    fits = staff(row=14, title="Nurse · 3100", fte_each=Decimal("0.4"))
    too_much = staff(row=14, title="Nurse · 3100", fte_each=Decimal("0.5"))
    assert said("BAL-06", of=school, staffing=(staff(), aide, fits)) == []
    assert said("BAL-06", of=school, staffing=(staff(), aide, too_much)) == [
        (
            "given:3100",  # this layout has no cell of that name
            "Nurse · 3100: 0.5 FTE is planned, and 0.4 FTE may be, trades included.",
            "Lower how many or FTE each of that title on Staffing by 0.1 FTE.",
            0,
        )
    ]


def test_bal_06_tells_a_title_given_twice_once(faults):
    given = (GivenFte("a", "1100", 5_000), GivenFte("b", "1100", 4_000))
    assert len(faults("BAL-06", of=setting(given_fte=given))) == 1
