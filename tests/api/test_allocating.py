"""Allocate and explain: totals that agree, files that say the same, a run that can be repeated."""

import hashlib
import io
import shutil
from decimal import Decimal

import openpyxl
import pytest

from bsa_xl.allocation import COLUMNS, read_allocation_csv
from bsa_xl.api import AllocateOrder, Exit, UnknownNameError, allocate_district, explain_school
from bsa_xl.filing import CannotWriteError
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.store import RunEnding, RunKind, Store

YEAR = FiscalYear(2026)


@pytest.fixture
def own(sample, tmp_path):
    """The small sample in a folder that the test may change."""
    return shutil.copytree(sample, tmp_path / "halcyon")


def test_programs_lines_and_pools_come_to_the_same_dollars(sample):
    done = allocate_district(AllocateOrder(sample, YEAR, dry_run=True))
    everything = done.total_cents + done.central_cents
    assert sum(each.school_cents for each in done.programs) == done.total_cents
    assert sum(each.central_cents for each in done.programs) == done.central_cents
    assert sum(each.cents for each in done.components) == everything
    assert all(control.foots for control in done.controls)


def test_pupils_are_counted_where_a_rate_is_paid_for_them_and_nowhere_else(sample):
    done = allocate_district(AllocateOrder(sample, YEAR, dry_run=True))
    parts = {each.key: each for each in done.components}
    counts = (sample / "counts.csv").read_text(encoding="utf-8").splitlines()
    head, *rows = [line.split(",") for line in counts]
    chosen = [row for row in rows if row[1:3] == ["FY2026", "projected"]]
    el = sum(Decimal(row[head.index("el")]) for row in chosen)
    assert parts["english-learners"].count == el
    assert parts["school-climate"].count is None  # a pool
    assert parts["foundation"].count is None  # a lump sum
    # the FTE of two components, 1 and 2 at every school that has them
    assert parts["given-assistant-principal"].fte == parts["given-assistant-principal"].schools
    assert parts["given-counselor"].fte == 2 * parts["given-counselor"].schools


def test_both_files_hold_every_line_to_the_cent(own, tmp_path):
    csv, xlsx = tmp_path / "a.csv", tmp_path / "a.xlsx"
    done = allocate_district(AllocateOrder(own, YEAR, csv=csv, xlsx=xlsx))
    assert (done.answer.exit, done.written) == (Exit.OK, (csv, xlsx))
    schools, findings = read_allocation_csv(csv.read_bytes())
    assert findings == ()
    assert sum(school.total_cents for school in schools) == done.total_cents
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.read_bytes()))["Lines"]
    head, *rows = sheet.iter_rows(values_only=True)
    assert head == COLUMNS
    lines = [line for school in schools for line in school.lines]
    assert [row[0] for row in rows] == [line.line_id for line in lines]
    amounts = [row[COLUMNS.index("amount")] for row in rows]
    cents = [0 if amount is None else int(Decimal(str(amount)) * 100) for amount in amounts]
    assert cents == [line.cents for line in lines]


def test_a_run_is_kept_with_the_bytes_of_everything_that_it_read(own):
    allocate_district(AllocateOrder(own, YEAR))
    with Store.open(own.parent / "halcyon.store") as store:
        [past] = store.runs.all()
        assert (past.run.kind, past.ending) == (RunKind.ALLOCATE, RunEnding.FINISHED)
        kept = {each.name: each.sha256 for each in past.inputs}
        assert {"policy.yaml", "schools.csv", "counts.csv", "district.yaml"} <= set(kept)
        for name, sha256 in kept.items():
            data = (own / name).read_bytes()
            assert hashlib.sha256(data).hexdigest() == sha256
            assert sha256 in store.raw


def test_a_run_that_could_not_write_its_file_is_kept_as_failed(own, tmp_path):
    with pytest.raises(CannotWriteError):
        allocate_district(AllocateOrder(own, YEAR, csv=tmp_path / "nowhere" / "a.csv"))
    with Store.open(own.parent / "halcyon.store") as store:
        assert [past.ending for past in store.runs.all()] == [RunEnding.FAILED]


def test_alo_31_what_a_district_supplies_is_not_written_over(own):
    counts = own / "counts.csv"
    before = counts.read_bytes()
    done = allocate_district(AllocateOrder(own, YEAR, csv=own / "accounts" / ".." / "counts.csv"))
    [finding] = done.answer.findings
    assert (finding.id, done.answer.exit) == ("ALO-31", Exit.ATTENTION)
    assert str(finding) == (
        "counts.csv: counts.csv is one of the files that this was worked out from. "
        "Choose another name, or another folder. [ALO-31]"
    )
    assert counts.read_bytes() == before
    assert not (own.parent / "halcyon.store").exists()


def test_nothing_is_summed_or_written_where_a_finding_is_fatal(own, tmp_path):
    (own / "counts.csv").unlink()
    done = allocate_district(AllocateOrder(own, YEAR, csv=tmp_path / "a.csv"))
    assert done.answer.exit is Exit.ATTENTION
    assert (done.policy, done.programs, done.total_cents, done.written) == ("", (), 0, ())
    assert not (tmp_path / "a.csv").exists()


def test_a_school_is_explained_by_its_id_or_by_its_name_alike(sample):
    by_id = explain_school(sample, "0109", YEAR)
    by_name = explain_school(sample, " dunemoor ELEMENTARY school ", YEAR)
    assert by_id.explanation == by_name.explanation
    assert by_id.explanation.school_name == "Dunemoor Elementary School"


def test_an_unknown_school_is_said_with_the_ones_that_may_be_meant(sample):
    with pytest.raises(UnknownNameError) as unknown:
        explain_school(sample, "109", YEAR)
    assert unknown.value.problem == "No school is called 109."
    assert unknown.value.remedy == "Did you mean 0109 (Dunemoor Elementary School)?"
