"""Opening, examining and copying a store; runs; exports."""

import os
import shutil
import sqlite3
import stat
from contextlib import nullcontext

import pytest
from support.returns import (
    AT,
    EVENT,
    YEAR,
    a_year_of_returns,
    begin,
    issue_schools,
    load,
    minutes,
    open_store,
    returned,
)

from bsa_xl.filing import CannotWriteError
from bsa_xl.store import (
    Run,
    RunEnding,
    RunInput,
    RunKind,
    Store,
    StoreBusyError,
    StoreDamagedError,
    StoreMissingError,
    StoreTooNewError,
)


def test_a_store_that_does_not_exist_is_not_made_by_looking(folder):
    with pytest.raises(StoreMissingError) as caught:
        Store.open(folder)
    assert str(caught.value) == (
        f"There is no store at {folder}. "
        "Issue the workbooks first, or name the folder that holds the store with --store."
    )
    assert not folder.exists()


def test_a_store_reopens_with_what_was_in_it(folder):
    with open_store(folder) as store:
        given = a_year_of_returns(store, 2)
    load(folder, given)
    with Store.open(folder) as store:
        assert store.ledger.control_totals(YEAR, EVENT).schools == 2
        assert store.warnings == ()


def test_commits_survive_a_power_cut_and_references_are_checked(store):
    def asked(name):
        with store._database.reading() as connection:
            return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()

    assert asked("journal_mode") == "wal"
    assert asked("synchronous") == 2  # FULL, https://www.sqlite.org/pragma.html#pragma_synchronous
    assert asked("foreign_keys") == 1


def test_a_newer_store_is_refused(folder):
    open_store(folder).close()
    with sqlite3.connect(folder / "store.sqlite") as connection:
        connection.execute("PRAGMA user_version = 2")
    with pytest.raises(StoreTooNewError) as caught:
        Store.open(folder)
    assert str(caught.value) == (
        f"{folder / 'store.sqlite'} was written by a newer version of BSA-XL (format 2; this "
        "version knows 1). Install the newer version on this computer."
    )


@pytest.mark.parametrize("kind", ["garbage", "cut", "another program's"])
def test_what_is_no_store_is_told_of_and_left_alone(folder, kind):
    folder.mkdir()
    path = folder / "store.sqlite"
    if kind == "garbage":
        path.write_bytes(b"this is a letter, not a database " * 100)
    elif kind == "cut":
        open_store(folder).close()
        path.write_bytes(path.read_bytes()[:5000])
    else:
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE recipes (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(StoreDamagedError) as caught:
        Store.open(folder, create=True).dump()
    assert caught.value.problem in {
        f"The database {path} is damaged.",
        f"{path} is not a store of this program.",
    }
    assert caught.value.remedy == (
        "Put the last backup in its place, and keep the damaged folder for a closer look."
    )
    assert path.read_bytes() == before


def test_a_folder_that_may_not_be_written_is_told_of(folder, monkeypatch):
    def refuse(_path, _mode=0o777):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "mkdir", refuse)
    with pytest.raises(CannotWriteError, match="you may not write"):
        open_store(folder)


def test_on_a_network_drive_one_person_at_a_time_and_a_warning(folder, monkeypatch):
    open_store(folder).close()
    monkeypatch.setattr("bsa_xl.store.store.on_network_drive", lambda _path: True)
    with Store.open(folder, wait_seconds=0) as store:
        [warning] = store.warnings
        assert warning == (
            f"The store {folder} lies on a network drive, where only one person can use it at a "
            "time and a lost connection may damage it. Choose a folder on this computer with "
            "--store."
        )
        run = begin(store)
        with store._database.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "delete"
        with pytest.raises(StoreBusyError) as caught:
            Store.open(folder, wait_seconds=0)
        assert "another program is writing to it" in str(caught.value)
        store.runs.end(run, RunEnding.FINISHED, at=AT)
    with Store.open(folder) as store:
        assert len(store.runs.all()) == 1


def test_a_disk_that_keeps_nobody_out_is_warned_of(folder, monkeypatch):
    monkeypatch.setattr("bsa_xl.store.store.make_private", lambda _path: False)
    with open_store(folder) as store:
        [warning] = store.warnings
        assert warning == (
            f"Others may be able to read the store {folder}, its signing key and the returned "
            "workbooks. Choose a folder on a disk that keeps them out, with --store."
        )


def test_a_run_is_remembered_with_its_inputs_and_their_bytes(store):
    given = [RunInput.of("policy.yaml", b"base: 5275"), RunInput("big.csv", "ab" * 32, 10**9)]
    run = begin(store, RunKind.ALLOCATE, inputs=given)
    store.runs.add_inputs(run, [RunInput.of("counts.csv", b"0417,100")])
    store.runs.end(run, RunEnding.STOPPED, at=minutes(1))
    begin(store, RunKind.ISSUE)
    past, open_still = store.runs.all()
    assert past.run == Run(1, RunKind.ALLOCATE, "0.1.0", "analyst")
    assert (past.began_at, past.ended_at, past.ending) == (AT, minutes(1), RunEnding.STOPPED)
    assert [each.name for each in past.inputs] == ["policy.yaml", "big.csv", "counts.csv"]
    assert store.raw.read(past.inputs[0].sha256) == b"base: 5275"
    assert store.raw.read(past.inputs[2].sha256) == b"0417,100"
    assert past.inputs[1].sha256 not in store.raw
    assert (open_still.ended_at, open_still.ending) == (None, None)


@pytest.mark.parametrize(
    ("error", "ending"),
    [
        (None, RunEnding.FINISHED),
        (KeyboardInterrupt, RunEnding.STOPPED),
        (ValueError, RunEnding.FAILED),
    ],
)
def test_a_run_ends_as_its_block_does(store, error, ending):
    moments = iter([AT, minutes(7)])
    going = store.runs.during(
        RunKind.COLLECT, code_version="0.1.0", user="analyst", clock=lambda: next(moments)
    )
    with pytest.raises(error) if error else nullcontext(), going as run:
        assert run == Run(1, RunKind.COLLECT, "0.1.0", "analyst")
        if error:
            raise error
    [past] = store.runs.all()
    assert (past.began_at, past.ended_at, past.ending) == (AT, minutes(7), ending)


def go_wrong(other):
    other.execute("BEGIN IMMEDIATE")  # so that the run's ending cannot be written either
    raise ValueError("first")


def test_what_went_wrong_first_is_what_is_told(store, folder):
    store._database._wait = 0
    going = store.runs.during(RunKind.ISSUE, code_version="1", user="me", clock=lambda: AT)
    with sqlite3.connect(folder / "store.sqlite") as other:
        with pytest.raises(ValueError, match="first"), going:
            go_wrong(other)
        other.rollback()
    assert store.runs.all()[0].ending is None


def test_bytes_that_are_not_what_they_claim_are_refused(store):
    wrong = RunInput("policy.yaml", "ab" * 32, 3, b"abc")
    with pytest.raises(ValueError, match=r"policy\.yaml"):
        begin(store, inputs=[wrong])
    assert store.runs.all() == ()


@pytest.fixture
def whole(store):
    """A store whose returns were kept, as a collect does it."""
    issued = issue_schools(store, "0417")["0417"]
    run = begin(store)
    [kept] = [RunInput.of("0417.xlsx", b"PK and so on")]
    store.runs.add_inputs(run, [kept])
    store.returns.record(run, returned(issued, sha256=kept.sha256, size=kept.size))
    return store


def test_a_whole_store_has_nothing_to_be_said_of(whole):
    assert whole.examine() == ()


def test_sto_03_names_a_kept_file_that_is_gone_or_changed(whole):
    [name] = whole.raw.names()
    path = whole.raw.folder / name
    path.chmod(stat.S_IREAD | stat.S_IWRITE)
    path.write_bytes(b"PK and something else")
    [changed] = whole.examine()
    path.unlink()
    [gone] = whole.examine()
    assert str(changed) == (
        f"raw/{name}: This file no longer is what was kept. "
        "Put the file back from the last backup. [STO-03]"
    )
    assert str(gone) == (
        f"raw/{name}: This file was kept, and is gone. "
        "Put the file back from the last backup. [STO-03]"
    )


def test_sto_01_names_what_the_database_says_of_itself(whole):
    with whole._database.writing() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.exec_driver_sql("DROP TRIGGER runs_delete")
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
    whole._database._connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    whole._database._connection.commit()
    with whole._database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM runs WHERE run_id = 2")
    found = {str(each) for each in whole.examine() if each.id == "STO-01"}
    assert (
        "store.sqlite: A row of submissions refers to a row of runs that is not there. Put the "
        "last backup in its place, and keep this folder for a closer look. [STO-01]"
    ) in found


def test_a_backup_is_a_store_with_the_same_content(whole, tmp_path):
    copy = tmp_path / "backups" / "monday.store"
    whole.backup(copy)
    with Store.open(copy) as restored:
        assert restored.dump() == whole.dump()
        assert restored.log_head() == whole.log_head()
        assert restored.examine() == ()
        assert restored.keys.read() == whole.keys.read()
    if os.name != "nt":
        modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in (copy, copy / "key")}
        assert modes == {"monday.store": 0o700, "key": 0o600}


def test_a_backup_is_brought_up_to_date_while_others_work(whole, folder, tmp_path):
    copy = tmp_path / "monday.store"
    whole.backup(copy)
    with Store.open(folder) as other, other._database.writing():
        whole.backup(copy)
    whole.raw.keep(b"later")
    begin(whole)
    whole.backup(copy)
    shutil.rmtree(folder / "raw")
    with Store.open(copy) as restored:
        assert restored.dump() == whole.dump()
        assert len(restored.raw.names()) == 2


def test_a_backup_that_cannot_be_written_is_told_of(whole, tmp_path):
    with pytest.raises(CannotWriteError) as caught:
        whole._database.copy_to(tmp_path / "gone" / "store.sqlite")
    assert str(caught.value) == (
        f"The store could not be opened: you may not write in {tmp_path / 'gone'}. "
        "Choose another place with --store, or ask whoever looks after the folder."
    )


def test_an_export_remembers_what_the_ledger_was_handed(store):
    given = a_year_of_returns(store, 2)
    run = begin(store, RunKind.EXPORT)
    for each in (given[0], given[2]):
        store.returns.record(run, each)
    assert store.exports.last("sap", YEAR, EVENT) is None
    handed = store.ledger.current(YEAR, EVENT)
    for name in ("first.csv", "second.csv"):
        store.exports.record(
            run,
            layout="sap",
            fiscal_year=YEAR,
            event=EVENT,
            file_name=name,
            sha256="ab" * 32,
            total_cents=sum(each.total_cents for each in handed),
            submission_ids=tuple(each.submission_id for each in handed),
            at=AT,
        )
    last = store.exports.last("sap", YEAR, EVENT)
    assert (last.file_name, last.submission_ids) == ("second.csv", (1, 2))
    assert store.exports.last("munis", YEAR, EVENT) is None
    assert store.exports.no_longer_counting(last) == ()
    store.returns.record(run, given[1])
    assert store.exports.no_longer_counting(last) == given[0].postings
