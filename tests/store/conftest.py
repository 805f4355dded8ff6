"""A store of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.returns import begin

from bsa_xl.store import Run, Store


@pytest.fixture
def folder(tmp_path) -> Path:
    """Where the store lies."""
    return tmp_path / "riverbend.store"


@pytest.fixture
def store(folder) -> Iterator[Store]:
    """An open, empty store."""
    with Store.open(folder, create=True) as store:
        yield store


@pytest.fixture
def run(store) -> Run:
    """A collect that has begun."""
    return begin(store)
