"""What is typed is read; what other programs do to a workbook when they save it changes nothing."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.excel_like import as_excel_saves
from support.school_book import IDENTITY, LETTER, TEXTS

from bsa_xl.budget import price
from bsa_xl.workbook.package import read_package
from bsa_xl.workbook.reading import ReadingDesk, read_returned


def used(rows):
    """Rows in which anything stands, without what only says where they were read."""
    return [row for row in rows if any(_typed(row))]


def _typed(row):
    names = [name for name in row.__slots__ if name not in ("key", "place", "position_id")]
    return [value not in (None, (None, None, None)) for value in (getattr(row, n) for n in names)]


def same(returned, plan, book):
    """Whether a return holds a plan, and comes to the same money."""
    found = returned.plan
    assert used(found.staffing) == used(plan.staffing)
    assert used(found.spending) == used(plan.spending)
    assert found.approvals == (plan.approvals or found.approvals)
    assert found.explanations == plan.explanations
    assert found.anchors == plan.anchors
    assert found.spare == plan.spare
    expected = price(book.setting, plan)
    assert returned.budget.budgeted_cents == expected.budgeted_cents
    assert returned.budget.programs == expected.programs
    return True


def alarms(returned):
    """Everything said but of texts in number cells and of impossible dates: random plans hold both."""
    return [str(each) for each in returned.findings if each.id not in ("FILE-30", "FILE-32")]


def test_an_issued_workbook_reads_back_as_it_was_issued(book, read):
    returned = read(book.issued.data)
    assert returned.is_as_issued
    assert returned.digest == book.issued.digest
    assert returned.findings == ()
    assert returned.rejected == ()
    assert returned.identity == IDENTITY
    assert returned.letter == LETTER
    assert returned.setting.now == book.setting.now
    assert returned.setting.as_issued == book.setting.as_issued
    assert same(returned, book.opening, book)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_typed_is_read_back_equal(book, read, seed):
    plan = book.random_plan(seed)
    returned = read(book.returned(plan))
    assert returned.is_as_issued
    assert same(returned, plan, book)
    assert alarms(returned) == []
    assert returned.rejected == ()


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    how_many=st.integers(0, 999),
    each=st.decimals(0, 2, places=4),
    dollars=st.decimals(0, 100_000_000, places=2),
    words=st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Cn", "Zl", "Zp"), exclude_characters="_"), min_size=1, max_size=80),
)  # fmt: skip
def test_numbers_and_words_typed_through_openpyxl_read_back_equal(
    book, desk, how_many, each, dollars, words
):
    sheet_of = openpyxl.load_workbook(BytesIO(book.issued.data))
    staffing, spending = book.layout.staffing, book.layout.spending
    letters, bought = book.layout.letters(staffing), book.layout.letters(spending)
    row, line = staffing.first + 5, spending.first + 2
    cells = {"how_many": how_many, "fte_each": float(each)}
    for name, value in cells.items():
        sheet_of["Staffing"][f"{letters[name]}{row}"] = value
    sheet_of["Spending"][f"{bought['amount']}{line}"] = float(dollars)
    note = sheet_of["Spending"][f"{bought['note']}{line}"]
    note.value, note.data_type = words, "s"
    saved = BytesIO()
    sheet_of.save(saved)
    returned = read_returned(read_package(saved.getvalue(), "0417.xlsx"), desk)
    assert returned.is_as_issued
    [typed] = [r for r in returned.plan.staffing if r.place.row == row]
    [made] = [r for r in returned.plan.spending if r.place.row == line]
    assert (typed.how_many, typed.fte_each) == (Decimal(how_many), each)
    assert (made.amount, made.note) == (dollars, words)
    assert [f.id for f in returned.findings if f.is_fatal] == []


def test_numbers_are_read_with_the_fifteen_digits_that_excel_shows(book, read, edit):
    file = edit()
    letters = book.layout.letters(book.layout.spending)
    row = book.layout.spending.first
    for n, text in enumerate(("1.0049999999999999", "37.784999999999997", "0.10000000000000001")):
        file.number("Spending", f"{letters['amount']}{row + n}", text)
    returned = read(file.packed())
    amounts = [line.amount for line in returned.plan.spending]
    assert amounts == [Decimal("1.005"), Decimal("37.785"), Decimal("0.1")]


@pytest.fixture(scope="module")
def typed_plan(book):
    """A plan with everything in it that can be typed, and no text where a number belongs."""
    plan = book.random_plan(3)
    first = replace(plan.staffing[2], how_many=Decimal(2), fte_each=Decimal("0.6"))
    return replace(plan, staffing=(*plan.staffing[:2], first, *plan.staffing[3:]))


@pytest.mark.parametrize("variant", range(8))
def test_what_excel_rewrites_when_it_saves_is_no_change(book, read, typed_plan, variant):
    saved = as_excel_saves(book.returned(typed_plan), seed=variant)
    returned = read(saved)
    assert returned.is_as_issued, alarms(returned)
    assert same(returned, typed_plan, book)
    assert [said for said in alarms(returned) if "RET-02" not in said] == []


def test_what_openpyxl_rewrites_when_it_saves_is_no_change(book, read, typed_plan):
    saved = BytesIO()
    openpyxl.load_workbook(BytesIO(book.returned(typed_plan))).save(saved)
    returned = read(saved.getvalue())
    assert returned.is_as_issued
    assert same(returned, typed_plan, book)
    assert alarms(returned) == []


@pytest.mark.parametrize("seed", [3, 5, 8])
def test_what_libreoffice_rewrites_when_it_saves_is_no_change(book, read, office, tmp_path, seed):
    plan = book.random_plan(seed)
    path = tmp_path / "0417.xlsx"
    path.write_bytes(book.returned(plan))
    saved = office.resave(path, tmp_path / "saved.xlsx").read_bytes()
    returned = read(saved)
    assert returned.is_as_issued
    assert same(returned, plan, book)
    assert alarms(returned) == []


def test_a_desk_that_read_other_files_reads_this_one_the_same(book, typed_plan):
    data = book.returned(typed_plan)
    package = read_package(data, "0417.xlsx")
    kept = ReadingDesk(TEXTS)
    for other in (as_excel_saves(data, seed=1), book.issued.data, as_excel_saves(data, seed=2)):
        read_returned(read_package(other, "0417.xlsx"), kept)
    fresh, used_desk = read_returned(package, ReadingDesk(TEXTS)), read_returned(package, kept)
    assert fresh.digest == used_desk.digest == book.issued.digest
    assert fresh.plan == used_desk.plan
    assert fresh.findings == used_desk.findings
