"""POS, CNT and SUB: what shows only when many schools, or two years, lie side by side."""

from datetime import date
from decimal import Decimal

import pytest
from support.plans import YEAR, budget, setting, staff

from bsa_xl.budget import NowPosition
from bsa_xl.checks import CountMove, far_moves, missing, other_cycle, over_shared_positions, twice
from bsa_xl.checks import unapproved as not_approved
from bsa_xl.finding import Severity
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location


def holding(planned, issued, position="N-77", row=12):
    """A budget that plans one position at some FTE and was issued with it at another."""
    now = NowPosition(
        f"S{row:03d}", position, "x", "1100", "", int(Decimal(issued) * 10_000), True, ()
    )
    rows = (staff(row=row, position_id=position, action="Keep", fte_each=Decimal(planned)),)
    return budget(setting(now=(now,)), staffing=rows)


def test_pos_01_is_silent_when_schools_share_a_position_to_the_last_tenth():
    assert (
        over_shared_positions([("0417", holding("0.7", "0.5")), ("0522", holding("0.3", "0.5"))])
        == ()
    )


def test_pos_01_names_every_school_and_the_way_out():
    found = over_shared_positions(
        [("0522", holding("0.5", "0.5", row=14)), ("0417", holding("0.6", "0.5"))]
    )
    assert [(finding.school_id, str(finding)) for finding in found] == [
        (
            "0417",
            (
                "Staffing H12: position N-77 is planned at 1.1 FTE over all schools (0417 0.6, 0522 "
                "0.5), and it has 1 FTE. Agree with the other schools who takes how much, and lower "
                "FTE each by 0.1 in all. [POS-01]"
            ),
        ),
        (
            "0522",
            (
                "Staffing H14: position N-77 is planned at 1.1 FTE over all schools (0417 0.6, 0522 "
                "0.5), and it has 1 FTE. Agree with the other schools who takes how much, and lower "
                "FTE each by 0.1 in all. [POS-01]"
            ),
        ),
    ]


def test_pos_01_speaks_at_the_smallest_part():
    schools = [("0417", holding("0.5001", "0.5")), ("0522", holding("0.5", "0.5"))]
    assert len(over_shared_positions(schools)) == 2


def test_pos_01_leaves_a_position_of_one_school_to_that_school():
    assert over_shared_positions([("0417", holding("1", "0.5"))]) == ()


def test_pos_01_goes_by_the_staff_file_while_other_schools_are_still_out():
    back = [("0417", holding("0.8", "0.5"))]
    assert over_shared_positions(back, {"N-77": 10_000}) == ()
    [finding] = over_shared_positions([("0417", holding("1.1", "0.5"))], {"N-77": 10_000})
    assert "and it has 1 FTE" in finding.problem


def test_pos_01_names_at_most_eight_schools():
    found = over_shared_positions([(f"{n:04d}", holding("0.2", "0.1")) for n in range(10)])
    assert len(found) == 10
    assert "0007 0.2 and 2 more), and it has 1 FTE." in found[0].problem


def moved(before, now, **limits):
    where = Location(file="counts.csv", line=7, column="el")
    move = CountMove("0417", "English learners", Decimal(before), Decimal(now), where)
    return [str(finding) for finding in far_moves([move], **limits)]


def test_cnt_02_is_silent_exactly_on_the_line():
    assert moved(200, 220) == []
    assert moved(200, 180) == []
    assert moved(200, 200) == []


def test_cnt_02_names_both_counts_and_the_share():
    assert moved(200, "220.5") == [
        (
            "counts.csv, line 7, column el: English learners of school 0417 is projected at 220.5, "
            "10.3 % more than 200 before. Correct the projection, or note in its source why it moves. "
            "[CNT-02]"
        )
    ]
    assert "is projected at 100, 50 % less than 200 before." in moved(200, 100)[0]


def test_cnt_02_speaks_of_pupils_where_there_were_none_before():
    assert "is projected at 12, 12 more than 0 before." in moved(0, 12)[0]


def test_cnt_02_takes_its_limits_from_the_policy():
    assert moved(200, 230, share=Decimal("0.15")) == []
    assert len(moved(200, 231, share=Decimal("0.15"))) == 1
    assert moved(10, 15, pupils=Decimal(5)) == []
    assert len(moved(10, 16, pupils=Decimal(5))) == 1


def test_sub_01_names_the_school_and_the_day():
    finding = missing("0417", "Riverbend High", date(2026, 3, 27))
    assert str(finding) == (
        "The budget of Riverbend High (0417) has not come back, and was due on 2026-03-27. Ask the "
        "school for its workbook, or record why there will be none. [SUB-01]"
    )
    assert finding.school_id == "0417"
    assert "has not come back. Ask" in str(missing("0417", "Riverbend High"))


def test_sub_02_names_both_files():
    assert str(twice("0417 (1).xlsx", "0417.xlsx", "0417")) == (
        "0417 (1).xlsx: This file and 0417.xlsx both bring the budget of school 0417, and differ. "
        "Ask the school which one it means, and leave the other one out of the folder. [SUB-02]"
    )


def test_sub_03_names_the_cycle_found_and_the_one_wanted():
    finding = other_cycle("0417.xlsx", "0417", (FiscalYear(2025), "adopted"), (YEAR, "norm day"))
    assert str(finding) == (
        "0417.xlsx: This is the 2024-25 adopted workbook of school 0417, and 2025-26 norm day "
        "budgets are being collected. Send back the workbook that was issued for 2025-26 norm day. "
        "[SUB-03]"
    )


def test_sub_04_names_the_bodies():
    finding = not_approved("0417.xlsx", "0417", ["School council", "School Site Council"])
    assert str(finding) == (
        "0417.xlsx, Sign-off: The budget of school 0417 is not approved by School council, School "
        "Site Council. Record each approval on Sign-off and send the workbook back once more. "
        "[SUB-04]"
    )


@pytest.mark.parametrize(
    ("finding", "severity"),
    [
        (missing("1", "One"), Severity.WARNING),
        (twice("a", "b", "1"), Severity.FATAL),
        (other_cycle("a", "1", (YEAR, "a"), (YEAR, "b")), Severity.FATAL),
        (not_approved("a", "1", ["b"]), Severity.FATAL),
    ],
)
def test_a_school_that_is_still_out_stops_nothing_and_a_wrong_file_is_fatal(finding, severity):
    assert finding.severity is severity


def test_file_names_that_others_gave_are_shown_harmless():
    assert "\x1b" not in str(twice("\x1b[2J.xlsx", "\u202egnp.xlsx", "0417"))
