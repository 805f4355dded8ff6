"""A school's open workbook: its money, its findings and its changes, as a check of its file has them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from support.live_values import values_of, with_cells

from bsa_xl.api import CannotAnswerError, LiveReader, check_files, read_live
from bsa_xl.fiscal_year import FiscalYear

#: What lies in seals, formulas and formats; and that nobody vouches for a file's identity.
OF_FILES = {"FILE-37", "FILE-38", "RET-02", "SUB-05"}
TEACHER_ROW = 7

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


@pytest.fixture(scope="module")
def reader():
    return LiveReader()


@pytest.fixture(scope="module")
def answers(answered):
    """What the schools of the sample send back: file to its bytes."""
    return {path: path.read_bytes() for path in sorted(answered.glob("*.xlsx"))}


@pytest.fixture(scope="module")
def issued(sent):
    """One school's workbook as it was issued: its identity and what its cells show."""
    identity, data = sent["0109"]
    return identity, values_of(data)


def test_every_answer_of_the_sample_is_told_as_check_tells_its_file(answers, reader):
    compared, findings = 0, 0
    for path, data in answers.items():
        [checked] = check_files((path,)).files
        if not checked.school_id:
            continue  # a file that could not be read
        try:
            live = reader(values_of(data))
        except CannotAnswerError:
            assert any(each.is_fatal for each in checked.findings)
            continue
        told = [
            str(replace(each, where=replace(each.where, file="")))
            for each in checked.findings
            if each.id not in OF_FILES
        ]
        assert [str(each) for each in live.findings] == told
        of_file = any(each.is_fatal and each.id in OF_FILES for each in checked.findings)
        assert (live.is_ready and not of_file) is (checked.outcome == "accepted")
        assert live.school_id == checked.school_id
        compared, findings = compared + 1, findings + len(told)
    assert compared >= 10
    assert findings > 0


def test_a_fresh_workbook_says_whose_it_is_and_that_nothing_was_entered(issued, reader):
    identity, values = issued
    live = reader(values)
    assert (live.school_id, live.event, live.revision) == ("0109", "adopted", 1)
    assert live.code == identity.code
    assert live.year == FiscalYear(2026)
    assert live.policy == identity.policy
    assert not live.is_draft
    assert not live.is_ready
    assert live.changes == ()
    assert live.school in values["Start"][0][1]


def test_given_planned_and_left_are_what_the_sheet_programs_shows(issued, reader):
    _, values = issued
    live = reader(values)
    head = next(n for n, row in enumerate(values["Programs"]) if "Left to budget" in row)
    columns = [values["Programs"][head].index(name) for name in ("Allocated", "Left to budget")]
    shown = values["Programs"][head + 1 : head + 1 + len(live.programs)]
    assert [
        (Decimal(each.given_cents) / 100, Decimal(each.left_cents) / 100) for each in live.programs
    ] == [tuple(Decimal(repr(row[column])) for column in columns) for row in shown]
    assert live.left_cents == live.given_cents - live.planned_cents


def test_rows_of_staffing_are_priced_as_the_sheet_prices_them(issued, reader):
    _, values = issued
    live = reader(values)
    rows = values["Staffing"]
    cost = rows[TEACHER_ROW - 2].index("Line cost")
    priced = {int(each.where.cell.lstrip("ABCDEFGHIJ")): each for each in live.staffing}
    assert len(priced) > 20
    for number, each in priced.items():
        assert Decimal(each.cents) / 100 == Decimal(repr(rows[number - 1][cost]))
        assert each.cents == each.salary_cents + each.benefits_cents


def test_what_changed_is_told_with_dates_as_dates(issued, reader):
    _, values = issued
    fresh = reader(values)
    row = fresh.staffing[-1].where.cell.lstrip("ABCDEFGHIJ")
    headers = values["Staffing"][TEACHER_ROW - 2]
    cells = {
        f"{chr(ord('A') + headers.index(name))}{row}": value
        for name, value in (
            ("Action", "Close"),
            ("Ends", date(2026, 1, 31)),
            ("Plan goal", "#REF!"),
        )
    }
    live = reader(with_cells(values, Staffing=cells))
    assert [(c.header, c.issued, c.now) for c in live.changes] == [
        ("Action", "Keep", "Close"),
        ("Ends", None, date(2026, 1, 31)),
        ("Plan goal", None, "#REF!"),
    ]
    assert live.staffing[-1].is_closed
    assert live.planned_cents == fresh.planned_cents - fresh.staffing[-1].cents


def test_what_is_left_to_do_is_named_rule_by_rule(issued, reader):
    _, values = issued
    live = reader(values)
    opened = [(line.rule, line.verdict) for line in live.open_checks]
    assert ("APR-01", "TO DO") in opened
    assert all(verdict in ("TO DO", "FIX", "EXPLAIN") for _, verdict in opened)
    assert [line.is_open for line in live.checks].count(True) == len(opened)
    titles = {line.rule: line.title for line in live.open_checks}
    assert titles["APR-01"] == "Approval is not recorded"


def test_without_the_stamp_the_revision_is_not_known(issued):
    _, values = issued
    some = {name: values[name] for name in ("Snapshot", "Staffing", "Spending")}
    live = read_live(some, is_whole=False)
    assert (live.revision, live.code, live.school_id) == (0, "", "0109")


def test_a_workbook_of_somebody_else_is_refused_in_words():
    with pytest.raises(CannotAnswerError) as refused:
        read_live({"Sheet1": [["Total", 5.0]]})
    assert str(refused.value) == "The sheet Snapshot is missing. Give all of its cells, from A1 on."
    assert refused.value.problem == "The sheet Snapshot is missing."
