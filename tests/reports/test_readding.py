"""A written book is added up once more from its own bytes; one that differs by a cent is told."""

import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from support.ledgers import (
    AT,
    book,
    rows,
    summary,
    whole,
)

from bsa_xl.reports import (
    NotExactError,
    readd,
    write_consolidated_book,
)


def test_the_written_book_adds_up_to_what_it_was_written_from():
    made = book()
    assert made.differences() == ()
    totals = readd(made.data)
    assert totals.sums["Lines", "amount"] == totals.sums["By program", "Budgeted"] == 36_234_568
    assert totals.sums["Postings", "fte"] == totals.sums["Schools", "FTE"] == 35_000
    assert (totals.rows["Postings"], totals.rows["Schools"], totals.rows["Lines"]) == (12, 3, 6)


def test_another_reader_adds_up_the_same():
    made = book()
    totals = readd(made.data)
    for (name, head), parts in totals.sums.items():
        first = 1 if name in ("Lines", "Postings") else 6
        listed = rows(made.data, name, first)
        place = listed[0].index(head)
        found = [
            Decimal(str(row[place])) for row in listed[1:] if isinstance(row[place], int | float)
        ]
        whole_ = 10_000 if head in ("FTE", "fte") else 100
        assert sum(found) * whole_ == parts, (name, head)


def changed(data, sheet, old, new):
    """The same workbook with one text of one sheet replaced."""
    read = openpyxl.load_workbook(BytesIO(data), read_only=True)
    part = f"xl/worksheets/sheet{read.sheetnames.index(sheet) + 1}.xml"
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name == part:
                assert text.count(old) >= 1
                text = text.replace(old, new, 1)
            after.writestr(name, text)
    return out.getvalue()


def test_a_cent_that_was_lost_on_the_way_to_the_file_is_told():
    made = book()
    lost = replace(
        made, data=changed(made.data, "Postings", b"<v>40000.00</v>", b"<v>39999.99</v>")
    )
    assert lost.differences() == (
        "The sheet Postings comes to $362,345.67 in the written file, not to $362,345.68.",
    )


def test_a_row_that_was_lost_on_the_way_to_the_file_is_told():
    made = book()
    text = zipfile.ZipFile(BytesIO(made.data)).read("xl/worksheets/sheet15.xml")
    row = re.search(rb'<row r="13">.*?</row>', text)[0]
    lost = replace(made, data=changed(made.data, "Postings", row, b""))
    assert "The sheet Postings has 11 rows, not 12." in lost.differences()


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (b"<v>40000.005</v>", "Postings J"),
        (b"<v>4e4</v>", "Postings J"),
        (b"<v>many</v>", "Postings J"),
    ],
)
def test_a_figure_that_is_not_exact_is_refused(new, said):
    data = changed(book().data, "Postings", b"<v>40000.00</v>", new)
    with pytest.raises(NotExactError, match=f"{said}[0-9]+ holds no exact figure under 'amount'"):
        readd(data)


def test_a_ledger_that_contradicts_itself_does_not_foot():
    made = whole()
    wrong = replace(made.state, totals=replace(made.state.totals, submissions_cents=36_234_567))
    contradicting = write_consolidated_book(replace(made, state=wrong), AT)
    [said] = contradicting.differences()
    assert said == (
        "Accepted budgets: the sheet Schools comes to $362,345.68, the ledger's own total to "
        "$362,345.67."
    )
    assert any(row.startswith("DOES NOT FOOT: 1 of 31") for row in summary(contradicting.data))


def test_a_posting_that_is_lost_in_the_ledger_does_not_foot():
    made = whole()
    fewer = replace(made.state, postings=made.state.postings[1:])
    told = " ".join(write_consolidated_book(replace(made, state=fewer), AT).differences())
    assert "Budgets by level" in told
    assert "Budgets by account" in told
    assert "Postings" in told


def test_libreoffice_finds_every_control_total_as_it_was_written(office, tmp_path):
    data = book().data
    path = tmp_path / "book.xlsx"
    path.write_bytes(data)
    known = openpyxl.load_workbook(BytesIO(data), data_only=True)
    found = office.recalculate(path)
    assert len(found["Summary"]) > 100
    for name, values in found.items():
        for place, value in values.items():
            cached = known[name][place].value
            same = round(value, 4) == cached if isinstance(value, float) else value == cached
            assert same, f"{name} {place}: {value} and {cached}"
