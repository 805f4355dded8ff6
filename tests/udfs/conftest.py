"""The sample district, small, for everything that a spreadsheet may ask."""

import shutil
from pathlib import Path

import pytest

from bsa_xl.sample import write_sample


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve schools; read only."""
    folder = tmp_path_factory.mktemp("sample") / "district"
    write_sample(folder, schools=12)
    return folder


@pytest.fixture
def district(sample: Path, tmp_path: Path) -> Path:
    """The same, to write beside."""
    return Path(shutil.copytree(sample, tmp_path / "district"))
