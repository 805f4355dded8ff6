"""LibreOffice with our functions in its cells, and an issued workbook to ask them about."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.calc import Calc
from support.office import why_no_office
from support.sample_books import sample_book


@pytest.fixture(scope="session")
def calc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Calc]:
    """LibreOffice with the add-in, which asks the Python of the tests."""
    reason = why_no_office()
    if reason:
        pytest.skip(reason)
    calc = Calc(tmp_path_factory.mktemp("add-in"))
    yield calc
    calc.close()


@pytest.fixture(scope="session")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook that the sample district issues for one school."""
    folder = tmp_path_factory.mktemp("issued")
    path = folder / "school.xlsx"
    path.write_bytes(sample_book(folder / "district").issued)
    return path
