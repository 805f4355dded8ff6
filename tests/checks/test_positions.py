"""FTE and TRM: a teacher costs $100,000.00 and is planned in steps of 0.1; an aide $40,000.00."""

from dataclasses import replace
from decimal import Decimal

import pytest
from support.plans import AIDE, BRIDGE, GENERAL, TITLE_I, setting, staff

from bsa_xl.budget import RequiredFte


def test_fte_01_is_silent_when_shares_come_to_100(faults):
    assert faults("FTE-01") == ()
    split = staff(share_1=33, program_2=TITLE_I, share_2=33, program_3=BRIDGE, share_3=34)
    assert faults("FTE-01", staffing=(split,)) == ()


def test_fte_01_names_the_sum_and_what_nobody_pays(said):
    assert said("FTE-01", staffing=(staff(row=14, share_1=60, program_2=TITLE_I, share_2=30),)) == [
        (
            "Staffing L14",
            (
                "the shares of the row come to 90 %, not 100 %, and leave $10,000.00 of $100,000.00 to "
                "nobody."
            ),
            "Change the shares of the row until they come to 100.",
            1_000_000,
        )
    ]


def test_fte_01_says_when_too_much_is_charged(said):
    [(_, problem, _, cents)] = said(
        "FTE-01", staffing=(staff(program_2=TITLE_I, share_2=10),)
    )  # fmt: skip
    assert cents == 1_000_000
    assert problem == (
        "the shares of the row come to 110 %, not 100 %, and charge $10,000.00 more than the "
        "$100,000.00 it costs."
    )


def test_fte_01_names_a_share_without_its_program(said):
    assert said("FTE-01", staffing=(staff(share_1=70, share_2=30),)) == [
        (
            "Staffing M12",
            "funding source 2 is empty, and 30 % is charged to it.",
            "Choose the funding source that pays this share, or clear the share.",
            0,
        )
    ]


@pytest.mark.parametrize("share", [99, 101 - 2, 100])
def test_fte_01_is_silent_exactly_at_100(faults, share):
    row = staff(share_1=share)
    assert bool(faults("FTE-01", staffing=(row,))) is (share != 100)


def test_fte_01_asks_nothing_of_a_closed_row(faults):
    assert faults("FTE-01", staffing=(staff(action="Close", share_1=50),)) == ()


def test_fte_02_is_silent_on_every_step(faults):
    for tenths in range(1, 11):
        row = staff(fte_each=Decimal(tenths) / 10)
        assert faults("FTE-02", staffing=(row,)) == ()
    assert faults("FTE-02", staffing=(staff(title=AIDE, fte_each=Decimal("0.3333")),)) == ()


def test_fte_02_names_the_steps_on_both_sides(said):
    assert said("FTE-02", staffing=(staff(fte_each=Decimal("0.55")),)) == [
        (
            "Staffing H12",
            "FTE each is 0.55, and Teacher · 1100 is planned in steps of 0.1.",
            "Type 0.5 or 0.6.",
            0,
        )
    ]


def test_fte_02_does_not_offer_nothing_as_a_step(said):
    [(_, _, remedy, _)] = said("FTE-02", staffing=(staff(fte_each=Decimal("0.05")),))
    assert remedy == "Type 0.1."


def test_fte_02_speaks_at_the_smallest_part(faults):
    assert len(faults("FTE-02", staffing=(staff(fte_each=Decimal("0.5001")),))) == 1


def test_fte_15_is_silent_when_the_required_position_is_planned(faults):
    assert faults("FTE-15") == ()
    assert faults("FTE-15", staffing=(staff(how_many=2, fte_each=Decimal("0.5")),)) == ()


def test_fte_15_names_what_is_required_and_what_is_planned(said):
    assert said("FTE-15", staffing=(staff(fte_each=Decimal("0.4")),)) == [
        (
            "Programs H21",
            "One teacher: 1 FTE is required, and 0.4 FTE is planned.",
            "Plan 0.6 FTE more of Teacher · 1100 on Staffing.",
            0,
        )
    ]


def test_fte_15_takes_any_title_that_satisfies_it(said, faults):
    either = RequiredFte("teacher", "An adult", ("1100", "2100"), 15_000, (), "By law", "Law")
    school = setting(required=(either,))
    aide = staff(row=13, title=AIDE, fte_each=Decimal("0.5"))
    assert faults("FTE-15", of=school, staffing=(staff(), aide)) == ()
    [(_, _, remedy, _)] = said("FTE-15", of=school)
    assert remedy == "Plan 0.5 FTE more of Teacher · 1100 or Aide · 2100 on Staffing."


def test_fte_15_speaks_when_the_position_is_closed_and_not_where_it_does_not_bind(faults):
    closed = (staff(action="Close"),)
    assert len(faults("FTE-15", staffing=closed)) == 1
    free = setting(required=(replace(setting().required[0], fte_parts=0),))
    assert faults("FTE-15", of=free, staffing=closed) == ()


def test_trm_01_is_silent_on_ongoing_money(faults):
    assert faults("TRM-01") == ()


def test_trm_01_names_the_first_year_without_money(said):
    row = staff(row=15, share_1=60, program_2=BRIDGE, share_2=40)
    assert said("TRM-01", staffing=(row,)) == [
        (
            "Staffing M15",
            (
                "$40,000.00 of $100,000.00 is one-time money of Bridge grant, and the position has no "
                "end; from 2026-27 on it is unpaid."
            ),
            (
                "Type the end date of the position, pay it from ongoing money, or say on Checks who "
                "pays from 2026-27 on."
            ),
            4_000_000,
        )
    ]


def test_trm_01_adds_up_all_one_time_shares_at_the_first_of_them(faults):
    row = staff(program_1=BRIDGE, share_1=30, program_2=GENERAL, share_2=50, program_3="BRIDGE grant",
                share_3=20)  # fmt: skip
    [fault] = faults("TRM-01", staffing=(row,))
    assert (fault.where.cell, fault.cents) == ("K12", 5_000_000)


def test_trm_01_is_silent_with_an_end_a_closed_row_or_no_share(faults):
    for row in (
        staff(program_1=BRIDGE, end=46_203),
        staff(program_1=BRIDGE, action="Close"),
        staff(program_2=BRIDGE, share_2=0),
        staff(program_1=BRIDGE, how_many=0),
    ):
        assert faults("TRM-01", staffing=(row,)) == ()


def test_trm_01_does_not_take_a_text_for_an_end(faults):
    assert len(faults("TRM-01", staffing=(staff(program_1=BRIDGE, end="June 2026"),))) == 1


@pytest.mark.parametrize(("until", "unpaid"), [("FY2028", "2028-29"), ("", "2026-27")])
def test_trm_01_reads_the_last_year_of_the_money_and_else_takes_the_year_budgeted(
    faults, until, unpaid
):
    general, title_i, bridge = setting().programs
    school = setting(programs=(general, title_i, replace(bridge, available_until=until)))
    [fault] = faults("TRM-01", of=school, staffing=(staff(program_1=BRIDGE),))
    assert f"from {unpaid} on it is unpaid" in fault.problem
