"""The sample district, small, for everything that a spreadsheet may ask."""

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.xlwings_engine import open_book

from bsa_xl import api
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.sample import write_sample
from bsa_xl.sample.returns import write_returns
from workbook_templates.control_workbook import control_body

YEAR = FiscalYear(2026)


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


@pytest.fixture(scope="session")
def season(sample: Path, total_cents: int, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``workbooks`` as issued and ``inbox`` as twelve schools answer; read only."""
    folder = tmp_path_factory.mktemp("season")
    done = api.issue(
        api.IssueOrder(
            sample, YEAR, folder / "workbooks", store=folder / "store", total_cents=total_cents
        )
    )
    sent = {}
    for planned in done.new:
        school_id = planned.wanted.school_id
        identity = done.ready.identity(school_id, planned.revision, planned.nonce, "2025-02-28")
        data = (folder / "workbooks" / api.file_name(identity)).read_bytes()
        sent[school_id] = (identity, data)
    write_returns(done.ready, sent, folder / "inbox")
    return folder


@pytest.fixture
def returned(season: Path, tmp_path: Path):
    """A school's answer, open."""

    def opened(school_id: str):
        name = f"{school_id} school budget.xlsx"
        return open_book(Path(shutil.copy(season / "inbox" / name, tmp_path / name)))

    return opened


@pytest.fixture
def issued(season: Path, tmp_path: Path):
    """A workbook as it was issued, open."""

    def opened(school_id: str):
        [path] = (season / "workbooks").glob(f"*{school_id}*.xlsx")
        return open_book(Path(shutil.copy(path, tmp_path / path.name)))

    return opened


@pytest.fixture(scope="session")
def total_cents(sample: Path) -> int:
    """What the sample district's schools are given, as its board adopted it."""
    order = api.AllocateOrder(sample, YEAR, dry_run=True)
    return api.allocate_district(order).total_cents


@pytest.fixture
def typed(tmp_path: Path, district: Path, total_cents: int):
    """Opens a control workbook with its settings typed, some of them otherwise."""

    def opened(**otherwise: object):
        path = tmp_path / "control.xlsx"
        path.write_bytes(control_body())
        book = load_workbook(path)
        sheet = book["Control"]
        rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
        settings = {
            "district": str(district),
            "year": "FY2026",
            "workbooks": str(tmp_path / "out"),
            "inbox": str(tmp_path / "out"),
            "total": total_cents / 100,
        }
        for key, value in (settings | otherwise).items():
            sheet.cell(rows[key], 3).value = value
        book.save(path)
        return open_book(path)

    return opened


@pytest.fixture
def control(typed):
    """The control workbook with its settings typed, open."""
    return typed()
