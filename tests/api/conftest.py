"""The sample's first schools, issued once for all tests of this folder."""

import shutil
from contextlib import contextmanager
from dataclasses import replace

import pytest

from bsa_xl.allocation import allocate
from bsa_xl.api import presses
from bsa_xl.api.issuing import IssueOrder, file_name, issue
from bsa_xl.api.opened import open_district
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.sample import write_sample
from bsa_xl.sample.returns import write_returns
from bsa_xl.workbook import deflate_with_zlib

YEAR = FiscalYear(2026)


@contextmanager
def steady():
    """Compressed by Python's own library: where tests compare bytes, ours alone are in question.

    ISA-L was seen to write one of some 300,000 streams otherwise, of the same content, where more
    processes ran than there were processors; tests of stamping hold it to the content.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(presses, "best_deflate", lambda: deflate_with_zlib)
        yield


@pytest.fixture(scope="module", autouse=True)
def steady_bytes():
    """For the tests of this folder alone: others compare with what another process wrote."""
    with steady():
        yield


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """A folder with the small sample district in it."""
    folder = tmp_path_factory.mktemp("api") / "halcyon"
    write_sample(folder, schools=12)
    return folder


@pytest.fixture(scope="session")
def order(sample, tmp_path_factory):
    opened = open_district(sample, YEAR)
    total = allocate(opened.district, opened.policy_file.policy, YEAR).total_cents
    return IssueOrder(sample, YEAR, tmp_path_factory.mktemp("out"), total_cents=total)


@pytest.fixture(scope="session")
def season(order, tmp_path_factory):
    """An issue with its district, store and workbooks; tests copy what they change."""
    folder = tmp_path_factory.mktemp("season")
    district = shutil.copytree(order.district, folder / "halcyon")
    with steady():
        issued = issue(replace(order, district=district, out=folder / "workbooks"))
    assert issued.answer.findings == ()
    return folder, issued


@pytest.fixture
def own_season(season, tmp_path):
    """The same season in a folder that the test may change."""
    folder, issued = season
    return shutil.copytree(folder, tmp_path / "season"), issued


@pytest.fixture(scope="session")
def sent(season):
    """School id to the identity and bytes of its workbook."""
    folder, issued = season
    found = {}
    for planned in issued.new:
        school_id = planned.wanted.school_id
        identity = issued.ready.identity(school_id, planned.revision, planned.nonce, "2025-02-28")
        found[school_id] = (identity, (folder / "workbooks" / file_name(identity)).read_bytes())
    return found


@pytest.fixture(scope="session")
def answered(season, sent, tmp_path_factory):
    """A folder with what the twelve schools send back."""
    _, issued = season
    folder = tmp_path_factory.mktemp("answers") / "inbox"
    write_returns(issued.ready, sent, folder)
    return folder
