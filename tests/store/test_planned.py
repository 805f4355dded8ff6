"""A priced budget becomes the lines that the store keeps, and foots as it enters."""

from dataclasses import replace
from decimal import Decimal

import pytest
from support.plans import BRIDGE, GENERAL, TITLE_I, budget, setting, spend, staff, supplies
from support.returns import AT, YEAR, begin, issue, wanted

from bsa_xl.budget import NowPosition, postings
from bsa_xl.store import (
    LineKind,
    Outcome,
    PlannedLine,
    ProgramFigures,
    ProgramShare,
    ReturnedWorkbook,
    figures_of_budget,
    lines_of_budget,
)
from bsa_xl.store.rows import line_of, line_row

NOW = NowPosition("S012", "00417", "0418", "1100", "Teacher · 1100", 10_000, filled=True, shares=())


def test_the_clean_plan_line_by_line():
    # a teacher at $100,000.00; 400 hours at $50.00; $50,000.00 of supplies
    assert lines_of_budget(budget()) == (
        PlannedLine(
            LineKind.STAFFING, "S012", "Staffing", 12, "1100", "Teacher · 1100", 10_000_000,
            (ProgramShare("general", 100, 10_000_000),), "New", how_many=1, each_parts=10_000,
            fte_parts=10_000, salary_cents=10_000_000,
        ),
        PlannedLine(
            LineKind.SPENDING, "P012", "Spending", 12, "T10", "Tutoring · T10", 2_000_000,
            (ProgramShare("title-i", 100, 2_000_000),), quantity_parts=4_000_000,
        ),
        PlannedLine(
            LineKind.SPENDING, "P013", "Spending", 13, "S20", "Supplies · S20", 5_000_000,
            (ProgramShare("general", 100, 5_000_000),),
        ),
    )  # fmt: skip
    assert figures_of_budget(budget()) == (
        ProgramFigures("general", 15_000_000, 15_000_000),
        ProgramFigures("title-i", 2_000_000, 2_000_000),
        ProgramFigures("bridge", 0, 0),
    )


def test_a_split_position_keeps_its_programs_in_order():
    row = staff(share_1=33, program_2=BRIDGE, share_2=33, program_3=TITLE_I, share_3=34)
    [line] = lines_of_budget(budget(staffing=(row,), spending=()))
    # $100,000.00: 33 % twice, and the last takes what is left
    assert line.split == (
        ProgramShare("general", 33, 3_300_000),
        ProgramShare("bridge", 33, 3_300_000),
        ProgramShare("title-i", 34, 3_400_000),
    )


def test_a_filled_position_that_is_closed_says_so_and_where_it_stands():
    row = staff(action="Close", position_id="00417")
    [line] = lines_of_budget(budget(setting(now=(NOW,)), staffing=(row,), spending=()))
    assert (line.action, line.position_id, line.filled, line.stands_at) == (
        "Close", "00417", "filled", "0418",
    )  # fmt: skip
    assert (line.fte_parts, line.now_fte_parts, line.cents) == (0, 10_000, 0)


@pytest.mark.parametrize(
    ("changes", "filled"), [({"filled": False}, "vacant"), ({"position_id": ""}, "")]
)
def test_vacant_positions_and_those_still_to_be_made_are_told_apart(changes, filled):
    now = replace(NOW, **changes)
    [line] = lines_of_budget(budget(setting(now=(now,)), staffing=(staff(),), spending=()))
    assert line.filled == filled


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (None, ""),
        (46_050, "2026-01-28"),  # 1 January 2026 is day 46,023
        (Decimal("46050.5"), "46050.5"),
        (Decimal("1e30"), "1" + 30 * "0"),
        (-1_000_000, "-1000000"),
        ("soon", "soon"),
    ],
)
def test_days_are_kept_as_dates_and_what_is_none_as_typed(typed, kept):
    row = staff(start=typed, end=typed)
    [line] = lines_of_budget(budget(staffing=(row,), spending=()))
    assert (line.starts, line.ends) == (kept, kept)


def test_what_is_not_on_the_lists_is_kept_in_the_schools_words():
    rows = {
        "staffing": (staff(title="Wizard", program_1="Pocket money"),),
        "spending": (spend(item="Broom", program="Pocket money"),),
    }
    wizard, broom = lines_of_budget(budget(**rows))
    assert (wizard.code, wizard.label, wizard.split) == ("", "Wizard", (ProgramShare("", 100, 0),))
    assert (broom.code, broom.label, broom.split) == ("", "Broom", (ProgramShare("", 100, 0),))


def test_every_field_of_a_line_has_a_column_of_its_own():
    line = PlannedLine(
        LineKind.SPENDING, "key", "sheet", 1, "code", "label", 2,
        (ProgramShare("a", 3, 4), ProgramShare("b", 5, 6), ProgramShare("c", 7, 8)),
        "action", "position", "stands", "filled", 9, 10, 11, 12, 13, 14, 15, True,
        "starts", "ends", "goal", "why", "note",
    )  # fmt: skip
    assert line_of(line_row(1, 2, line)) == line
    with pytest.raises(ValueError, match="more than 3 programs"):
        line_row(1, 2, replace(line, split=line.split * 2))


def test_a_priced_budget_foots_as_it_enters_the_ledger(store):
    school = setting(now=(NOW,))
    issued = issue(store, wanted("0417"))["0417"]
    row = staff(share_1=33, program_2=TITLE_I, share_2=67)
    made = budget(school, staffing=(row,), spending=(spend(), supplies(program=GENERAL.upper())))
    given = ReturnedWorkbook(
        sha256="ab" * 32,
        size=1,
        file_name="0417.xlsx",
        outcome=Outcome.ACCEPTED,
        received_at=AT,
        saved_at=AT,
        school_id="0417",
        fiscal_year=YEAR,
        event="adopted",
        revision=1,
        nonce=issued.nonce,
        total_cents=made.budgeted_cents,
        fte_parts=made.fte_parts,
        line_count=made.line_count,
        programs=figures_of_budget(made),
        lines=lines_of_budget(made),
        postings=postings(made),
    )
    store.returns.record(begin(store), given)
    assert [line for _, line in store.ledger.lines(YEAR, "adopted")] == list(given.lines)
    assert tuple(store.ledger.postings(YEAR, "adopted")) == given.postings
    # $100,000.00 + $20,000.00 + $50,000.00
    assert store.ledger.control_totals(YEAR, "adopted").postings_cents == 17_000_000
