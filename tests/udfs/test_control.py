"""The control workbook takes a district through its season, and says what came of every step."""

import datetime as dt
from io import BytesIO
from pathlib import Path

import pytest
from bsa_xl.udfs.cells import NoAnswerError
from bsa_xl.udfs.control import run_step
from bsa_xl.udfs.control_settings import settings_of
from bsa_xl.udfs.control_steps import STEPS
from openpyxl import Workbook, load_workbook
from support.xlwings_engine import open_book

from bsa_xl.cli import main
from bsa_xl.fiscal_year import EVENTS
from workbook_templates.control_workbook import SETTINGS, control_body

WHOLE = str(Path("d").absolute())


def written(book, sheet: str) -> list[str]:
    """The cells of a sheet's first column that hold something."""
    cells = book.sheets[sheet].range((1, 1), (60, 1)).options(ndim=1).value
    return [cell for cell in cells if cell]


def result_of(book, name: str) -> tuple[str, str]:
    rows = book.sheets["Control"].range((1, 1), (40, 5)).options(ndim=2).value
    [(when, said)] = [(row[3], row[4]) for row in rows if row[0] == name]
    return when, said


def test_a_season_runs_from_the_buttons_alone(control, total_cents, tmp_path):
    total = f"${total_cents / 100:,.2f}"
    assert run_step(control, "control_policy_check").lead[0] == "The policy is in order."
    said = run_step(control, "control_allocate").lead[0]
    assert said == f"13 schools are allocated {total}."  # twelve, one with a centre
    run_step(control, "control_rehearse_issue")
    assert not (tmp_path / "out").exists()
    run_step(control, "control_issue")
    issued = sorted((tmp_path / "out").glob("*.xlsx"))
    assert len(issued) == 12
    assert result_of(control, "control_issue")[1] == (
        f"12 workbooks, {total} to plan. They lie in {tmp_path / 'out'}."
    )
    run_step(control, "control_rehearse_collect")
    assert written(control, "Collect")[0] == "Collect, rehearsed"
    run_step(control, "control_collect")
    # As issued nothing is planned yet, so no file is accepted and each says what to fix.
    assert result_of(control, "control_collect")[1] == (
        "0 of 12 files accepted. All of it is recorded."
    )
    assert "FIX" in written(control, "Collect")
    run_step(control, "control_status")
    assert written(control, "Status")[2] == "12 to be mended."
    report = run_step(control, "control_consolidate")
    assert report.lead == ("The district's book was not written. Nothing was written.",)
    assert report.go_to == "Consolidate!A1"


def test_a_step_says_when_it_was_taken(control):
    run_step(control, "control_policy_check")
    said = result_of(control, "control_policy_check")[0]
    when = dt.datetime.strptime(said, "%Y-%m-%d %H:%M").astimezone()
    assert abs(dt.datetime.now().astimezone() - when) < dt.timedelta(minutes=5)


def test_every_step_has_its_row_and_its_sheet():
    book = load_workbook(BytesIO(control_body()))
    keys = [cell.value for cell in book["Control"]["A"] if cell.value]
    assert keys == [*(key for key, *_ in SETTINGS), *(step.name for step in STEPS)]
    assert {step.sheet for step in STEPS} == set(book.sheetnames) - {"Control"}


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            [["year", "", None], ["district", "", WHOLE]],
            "No value for the fiscal year on Control. Name it, or a cell that holds it.",
        ),
        (
            [["year", "", "FY2026"], ["district", "", "#REF!"]],
            "The district's folder on Control is #REF!. Mend the cell that it comes from.",
        ),
        (
            [["year", "", "FY2026"], ["district", "", WHOLE], ["total", "", 12.345]],
            "The adopted total on Control is no whole number of cents.",
        ),
        (
            [["year", "", "FY2026"], ["district", "", WHOLE], ["workbooks", "", "out"]],
            (
                "The folder for workbooks on Control is out, which is only a part of a path. "
                "Type it whole, from the drive or the server on."
            ),
        ),
        (
            [["year", "", "FY2026"], ["district", "", WHOLE], ["event", "", "../../x"]],
            (
                "The event on Control cannot be read: '../../x' is not an event of a budget year. "
                "Write preliminary, adopted, norm_day, carryover or transfer."
            ),
        ),
        (
            [["year", "", "FY2026"], ["district", "", WHOLE], ["event", "", "#REF!"]],
            "The event on Control is #REF!. Mend the cell that it comes from.",
        ),
        (
            [["year", "", "FY2026"], ["district", "", "~nobody-of-that-name"]],
            (
                "The district's folder on Control is ~nobody-of-that-name, and nobody here has "
                "that home folder. Type the whole path."
            ),
        ),
    ],
)
def test_a_wrong_setting_is_named(cells, said):
    with pytest.raises(NoAnswerError) as fault:
        settings_of(cells)
    assert str(fault.value) == said


@pytest.mark.parametrize("event", EVENTS)
def test_an_event_is_the_same_in_whatever_case(event):
    cells = [["year", "", "FY2026"], ["district", "", WHOLE], ["event", "", f" {event.upper()} "]]
    assert settings_of(cells).event == event


def test_control_offers_the_events_that_the_command_line_takes():
    sheet = load_workbook(BytesIO(control_body()))["Control"]
    [row] = [cell.row for cell in sheet["A"] if cell.value == "event"]
    [offered] = [
        each.formula1
        for each in sheet.data_validations.dataValidation
        if f"C{row}" in each.sqref and each.type == "list"
    ]
    taken = next(each for each in main.commands["issue"].params if each.name == "event")
    assert offered.strip('"').split(",") == list(taken.type.choices) == list(EVENTS)


def test_a_path_may_stand_in_quotes_as_windows_copies_it():
    settings = settings_of([["year", "", "FY2026"], ["district", "", f'"{WHOLE}"']])
    assert settings.district == Path(WHOLE)


def test_ids_of_schools_keep_their_zeros(control):
    run_step(control, "control_issue")
    run_step(control, "control_status")
    ids = control.sheets["Status"].range((6, 2), (17, 2)).options(ndim=1).value
    assert len(ids) == 12
    assert all(isinstance(each, str) and len(each) == 4 for each in ids), ids


def test_another_workbook_is_told_apart(tmp_path, sample):
    del sample
    path = tmp_path / "other.xlsx"
    Workbook().save(path)
    with pytest.raises(NoAnswerError) as fault:
        run_step(open_book(path), "control_status")
    assert str(fault.value) == (
        "other.xlsx has no sheet Control, so this button is not for it. Open the workbook that it "
        "is for, and press the button again."
    )
