"""What the control workbook says where a step cannot be taken: the truth, and in its own words."""

import sqlite3
from contextlib import closing

import pytest
from bsa_xl.udfs.cells import NoAnswerError
from bsa_xl.udfs.control import run_step

ISSUING = ("control_rehearse_issue", "control_issue")
COLLECTING = ("control_rehearse_collect", "control_collect")


def stands(book, sheet: str, row: int, column: int) -> object:
    return book.impl.live[sheet].cell(row, column).value


def result_of(book, name: str) -> object:
    [row] = [cell.row for cell in book.impl.live["Control"]["A"] if cell.value == name]
    return stands(book, "Control", row, 5)


@pytest.mark.parametrize("name", ISSUING)
def test_an_event_that_there_is_not_issues_nothing(name, typed, tmp_path, district):
    book = typed(event="../../x")
    report = run_step(book, name)
    said = (
        "Not done. The event on Control cannot be read: '../../x' is not an event of a budget "
        "year. Write preliminary, adopted, norm_day, carryover or transfer."
    )
    assert report.lead == (said,)
    assert result_of(book, name) == said
    assert not (tmp_path / "out").exists()
    assert not district.with_name(f"{district.name}.store").exists()


def test_an_event_in_capitals_issues_no_second_set(typed, tmp_path, district):
    run_step(typed(), "control_issue")
    before = {path.name for path in (tmp_path / "out").iterdir()}
    assert len(before) == 12
    run_step(typed(event="Adopted"), "control_issue")
    assert {path.name for path in (tmp_path / "out").iterdir()} == before
    store = district.with_name(f"{district.name}.store") / "store.sqlite"
    with closing(sqlite3.connect(store)) as kept:
        assert kept.execute("SELECT event, count(*) FROM issued GROUP BY event").fetchall() == [
            ("adopted", 12)
        ]


@pytest.mark.parametrize(
    ("name", "said"),
    list(zip(ISSUING, ("Issuing would stop.", "Nothing was issued."), strict=True)),
)
def test_a_wrong_total_stops_the_rehearsal_as_the_issue(name, said, typed, total_cents):
    book = typed(total=1.0)
    report = run_step(book, name)
    total, off = f"${total_cents / 100:,.2f}", f"${(total_cents - 100) / 100:,.2f}"
    assert report.lead == (said,)
    [row] = [row for row in report.rows if row[0] == "FIX"]
    assert row[2:4] == (
        f"The total typed is $1.00 and the allocation comes to {total}, a difference of {off}.",
        "Find out which of the two is right before anything is issued.",
    )


def test_without_a_total_the_rehearsal_says_that_issuing_needs_it(typed, total_cents, tmp_path):
    total = f"${total_cents / 100:,.2f}"
    assert run_step(typed(total=None), "control_rehearse_issue").lead == (
        f"12 workbooks, {total} to plan. Nothing was written.",
        "An adopted policy is issued only with its total typed on Control.",
    )
    report = run_step(typed(total=None), "control_issue")
    [row] = [row for row in report.rows if row[0] == "FIX"]
    assert row[2:4] == (
        f"The policy is adopted, and its total of {total} was not typed.",
        "Compare it with the board's resolution and type it as Adopted total on Control.",
    )
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ISSUING)
@pytest.mark.parametrize("below", ["", "/workbooks"])
def test_a_folder_for_workbooks_that_is_a_file_is_told(name, below, typed, tmp_path):
    taken = tmp_path / "out.txt"
    taken.write_text("a file", encoding="utf-8")
    said = (
        f"Not done. The folder for workbooks on Control cannot be there, since {taken} is a file. "
        "Type the path of a folder."
    )
    assert run_step(typed(workbooks=f"{taken}{below}"), name).lead == (said,)


def test_the_status_of_a_district_that_is_not_there_is_not_told(typed, tmp_path):
    book = typed(district=str(tmp_path / "nowhere"))
    report = run_step(book, "control_status")
    assert report.lead == (
        "Where the schools stand cannot be told, since the district cannot be read.",
    )
    assert {row[0] for row in report.rows} == {"FIX"}


def test_a_store_that_is_not_there_is_told_without_options(typed, district):
    place = district.with_name(f"{district.name}.store")
    said = (
        f"Not done. There is no store at {place}. Issue the workbooks first, or name the folder "
        "that holds the store as Store on Control."
    )
    assert run_step(typed(), "control_status").lead == (said,)


@pytest.mark.parametrize("name", COLLECTING)
def test_an_inbox_that_is_not_there_is_told_and_nothing_is_said_to_be_recorded(
    name, typed, tmp_path
):
    run_step(typed(), "control_issue")
    gone = tmp_path / "gone"
    said = (
        f"Not done. The inbox on Control, {gone}, is not there. Type the path of the folder in "
        "which returned workbooks lie."
    )
    assert run_step(typed(inbox=str(gone)), name).lead == (said,)


@pytest.mark.parametrize("name", COLLECTING)
def test_an_empty_inbox_records_nothing_and_says_so(name, typed, tmp_path):
    run_step(typed(), "control_issue")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    assert run_step(typed(inbox=str(inbox)), name).lead == (
        f"No workbook was found in {inbox}. Nothing was recorded.",
        "12 schools are still waited for.",
    )


def test_changed_figures_are_sent_from_the_command_line_and_that_is_said(typed, district):
    run_step(typed(), "control_issue")
    staff = district / "schools.csv"
    text = staff.read_text(encoding="utf-8")
    staff.write_text(text.replace("Dunemoor", "Dunemore"), encoding="utf-8")
    remedies = {row[3] for row in run_step(typed(), "control_rehearse_issue").rows}
    assert remedies == {"Issue with --reissue on the command line to send a new revision."}


def protect(book) -> None:
    book.impl.live["Issue"].protection.sheet = True


def merge(book) -> None:
    book.impl.live["Issue"].merge_cells("H3:K5")


@pytest.mark.parametrize("change", [protect, merge])
def test_a_step_is_not_begun_where_its_sheet_cannot_be_written(change, typed, tmp_path):
    book = typed()
    change(book)
    with pytest.raises(NoAnswerError) as fault:
        run_step(book, "control_issue")
    assert str(fault.value) == (
        "Issue cannot be written from A1 on. Lift the sheet's protection, unmerge the cells there, "
        "and press the button again."
    )
    assert not (tmp_path / "out").exists()


def test_a_sheet_that_was_taken_away_is_told(typed, tmp_path):
    book = typed()
    for half in (book.impl.live, book.impl.cached):
        del half["Issue"]
    with pytest.raises(NoAnswerError) as fault:
        run_step(book, "control_issue")
    assert str(fault.value) == (
        "control.xlsx has no sheet Issue any more, where this button writes what it finds. Add an "
        "empty sheet of that name, and press the button again."
    )
    assert not (tmp_path / "out").exists()
