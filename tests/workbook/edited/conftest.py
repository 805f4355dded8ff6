"""The sample's template as people change it in the programs that they have."""

import io
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill

from bsa_xl.workbook import Layout, breaches, build_template

#: Staffing, Spending, Allocation lines, lines held centrally: a small school, and one with centres.
SIZES = {"small": (40, 40, 23, 1), "with centres": (130, 90, 45, 2)}


@pytest.fixture(scope="session")
def other_layout(sample):
    """The layout of the same district in another size."""

    def of(size):
        staffing, spending, dollars, central = SIZES[size]
        return Layout(
            replace(
                sample.layout.shape,
                staffing_rows=staffing,
                spending_rows=spending,
                dollar_rows=dollars,
                central_rows=central,
            )
        )

    return of


@pytest.fixture(scope="session")
def built(other_layout):
    """Templates of other sizes, each built once."""
    made = {}

    def of(size):
        if size not in made:
            made[size] = build_template(other_layout(size))
        return made[size]

    return of


@pytest.fixture
def changed(sample):
    """The template after a change with openpyxl: takes what changes the workbook."""

    def make(change):
        book = openpyxl.load_workbook(io.BytesIO(sample.template))
        change(book)
        saved = io.BytesIO()
        book.save(saved)
        return saved.getvalue()

    return make


@pytest.fixture
def told(sample):
    """What is wrong with a template, as people read it."""

    def of(template):
        found = breaches(template, sample.template, sample.layout)
        return [f"{each.where}: {each.problem} {each.remedy}" for each in found]

    return of


def restyle(book):
    """What an office may do: colours, fonts, widths, words, a further note."""
    for cell in book["Start"][1]:
        cell.fill = PatternFill("solid", fgColor="FF7A0019")
    book["Start"]["B12"] = "Six small steps"
    book["About"]["C31"] = "Ask @@office@@"
    book["Staffing"].column_dimensions["H"].width = 44
    last = book["Staffing"].tables["Staffing_table"].ref.rpartition("AC")[2]
    for ref in ("H7", "H8", f"H{last}"):
        book["Staffing"][ref].font = Font(name="Georgia", size=11, color="FF1F3864")


@pytest.fixture
def restyled(changed):
    return changed(restyle)
