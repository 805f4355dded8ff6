"""The sample, built once, as texts and as tables."""

import csv
import io
from collections.abc import Mapping

import pytest

from bsa_xl.sample import build_sample

Rows = list[dict[str, str]]


def tables_of(texts: Mapping[str, str]) -> dict[str, Rows]:
    """Every CSV of a folder as rows of text, without the product's own reader."""
    return {
        name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(text)))
        for name, text in texts.items()
        if name.endswith(".csv")
    }


@pytest.fixture(scope="session")
def texts() -> Mapping[str, str]:
    """All files of the whole sample."""
    return build_sample()


@pytest.fixture(scope="session")
def tables(texts) -> dict[str, Rows]:
    """All tables of the whole sample."""
    return tables_of(texts)


@pytest.fixture(scope="session")
def small() -> dict[str, Rows]:
    """All tables of the sample of twelve schools."""
    return tables_of(build_sample(schools=12))


@pytest.fixture(scope="session")
def projected(tables) -> Rows:
    """The counts that the formula uses in FY2026."""
    return [
        row
        for row in tables["counts"]
        if (row["fiscal_year"], row["measure"]) == ("FY2026", "projected")
    ]
