"""A sample district that is issued once for all tests of the verbs, and a copy for each."""

from dataclasses import replace
from pathlib import Path

import pytest
from support.collected import NUMBER, YEAR

from bsa_xl.api import IssueOrder, issue
from bsa_xl.api.outcome import Exit
from bsa_xl.sample import write_sample


@pytest.fixture(scope="module")
def issued(tmp_path_factory):
    """A district of twelve schools whose workbooks are issued, and its drafts; read only."""
    folder = tmp_path_factory.mktemp("district") / "bay"
    write_sample(folder, schools=NUMBER)
    order = IssueOrder(folder, YEAR, folder.with_name("out"))
    total = issue(replace(order, dry_run=True)).total_cents
    done = issue(replace(order, total_cents=total))
    assert done.answer.exit is Exit.OK
    return folder, done


@pytest.fixture
def district(issued, tmp_path) -> Path:
    """A copy of it that a test may change."""
    folder, _ = issued
    for path in [*folder.rglob("*"), *folder.with_name("bay.store").rglob("*")]:
        if path.is_file():
            target = tmp_path / path.relative_to(folder.parent)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    return tmp_path / "bay"
