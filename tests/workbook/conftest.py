"""One school's workbook of the sample district, built once for all tests that look at it."""

import pytest
from support.sample_books import SampleBook, sample_book


@pytest.fixture(scope="session")
def sample(tmp_path_factory) -> SampleBook:
    """School 0109 of the sample: its layout, its template and its workbook as issued."""
    return sample_book(tmp_path_factory.mktemp("sample") / "halcyon")
