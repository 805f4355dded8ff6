"""School 0417's workbook, issued once for all tests of the way back in."""

import pytest
from support.school_book import TEXTS, make_book
from support.xlsx_edit import Edited

from bsa_xl.workbook.package import read_package
from bsa_xl.workbook.reading import ReadingDesk, read_returned, second_opinion


@pytest.fixture(scope="session")
def book():
    """The workbook on its way out."""
    return make_book()


@pytest.fixture(scope="session")
def desk():
    """A worker's desk; that it has read many files before must not matter."""
    return ReadingDesk(TEXTS)


@pytest.fixture
def read(desk):
    """Reads a returned file; the second reader must agree, unless it may not."""

    def reading(data, name="0417.xlsx", *, expected=None, agrees=True):
        package = read_package(data, name)
        returned = read_returned(package, desk, expected=expected)
        if agrees:
            assert second_opinion(data, package, returned) == ()
        return returned

    return reading


@pytest.fixture
def edit(book):
    """The issued workbook, to be changed in its XML."""

    def editing(data=None):
        return Edited(book.issued.data if data is None else data)

    return editing


@pytest.fixture(scope="session")
def at(book):
    """The address of an input: ``at("Staffing", "how_many", 2)`` is in the third row."""
    tables = {table.name: table for table in book.layout.tables}

    def address(name, column, index=0):
        table = tables[name]
        return f"{book.layout.letters(table)[column]}{table.first + index}"

    return address
