"""A file under its final name is whole, whatever happens on the way."""

import errno
import os
import stat
from types import SimpleNamespace

import pytest

from bsa_xl.filing import (
    CannotWriteError,
    DurableFolder,
    remove_stale_temporaries,
    replacing,
    write_durably,
)

OLD, NEW = b"old " * 1000, b"newer " * 30000
CODES = [errno.ENOSPC, errno.EIO, errno.EACCES]


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_written_file_holds_exactly_its_data_and_nothing_else_is_left(tmp_path):
    write_durably(tmp_path / "book.xlsx", NEW)
    assert (tmp_path / "book.xlsx").read_bytes() == NEW
    assert names(tmp_path) == ["book.xlsx"]


def test_an_empty_file_can_be_written(tmp_path):
    write_durably(tmp_path / "empty.csv", b"")
    assert (tmp_path / "empty.csv").read_bytes() == b""


def test_writing_again_replaces_the_whole_file(tmp_path):
    write_durably(tmp_path / "book.xlsx", NEW)
    write_durably(tmp_path / "book.xlsx", OLD)
    assert (tmp_path / "book.xlsx").read_bytes() == OLD


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permission bits")
def test_a_private_file_is_never_readable_by_others(tmp_path, monkeypatch):
    seen = []
    real = os.write

    def watched(handle, data):
        seen.append(stat.S_IMODE(os.fstat(handle).st_mode))
        return real(handle, data)

    monkeypatch.setattr(os, "write", watched)
    write_durably(tmp_path / "key", b"secret", private=True)
    assert seen == [0o600]
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


def test_a_system_that_takes_few_bytes_at_a_time_gets_them_all(tmp_path, monkeypatch):
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, data[:7001]))
    write_durably(tmp_path / "book.xlsx", NEW)
    assert (tmp_path / "book.xlsx").read_bytes() == NEW


@pytest.mark.usefixtures("bare_system")
def test_without_fcntl_and_resource_files_are_written_just_as_well(tmp_path):
    write_durably(tmp_path / "book.xlsx", NEW, private=True)
    with DurableFolder(tmp_path / "out", batch=2) as folder:
        for number in range(5):
            folder.write(f"{number}.xlsx", NEW)
    assert (tmp_path / "book.xlsx").read_bytes() == NEW
    assert names(tmp_path / "out") == ["0.xlsx", "1.xlsx", "2.xlsx", "3.xlsx", "4.xlsx"]


@pytest.mark.parametrize("code", CODES, ids=errno.errorcode.get)
def test_a_fault_at_any_call_leaves_a_whole_file_and_no_other(tmp_path, faulty_disk, code):
    path = tmp_path / "book.xlsx"
    hits = 0
    for call in range(1, 100):
        path.write_bytes(OLD)
        faulty_disk.fail_at(call, code)
        said = "nothing"
        try:
            write_durably(path, NEW)
        except CannotWriteError as error:
            said = str(error)
        has_failed = faulty_disk.has_failed
        faulty_disk.fail_at(0, 0)
        assert path.read_bytes() in ({NEW} if said == "nothing" else {OLD, NEW})
        assert said.startswith(("nothing", "book.xlsx could not be written: "))
        assert names(tmp_path) == ["book.xlsx"]
        if not has_failed:
            break
        hits += 1
        write_durably(path, NEW)
        assert path.read_bytes() == NEW
    assert hits >= 9, (
        "open, fstat, write, fsync, replace, close; then open, fsync, close the folder"
    )


@pytest.mark.parametrize("code", CODES, ids=errno.errorcode.get)
def test_a_fault_at_any_call_of_a_batch_leaves_only_whole_files(tmp_path, faulty_disk, code):
    hits = 0
    for call in range(1, 200):
        out = tmp_path / str(call)
        out.mkdir()
        faulty_disk.fail_at(call, code)
        said = "nothing"
        try:
            with DurableFolder(out, batch=3) as folder:
                for number in range(7):
                    folder.write(f"{number}.xlsx", NEW)
        except CannotWriteError as error:
            said = str(error)
        has_failed = faulty_disk.has_failed
        faulty_disk.fail_at(0, 0)
        assert all(path.suffix == ".xlsx" for path in out.iterdir())
        assert all(path.read_bytes() == NEW for path in out.iterdir())
        assert has_failed or said == "nothing"
        assert len(names(out)) == 7 or said != "nothing"
        if not has_failed:
            break
        hits += 1
    assert hits >= 7 * 6


@pytest.mark.parametrize("refusal", [0, errno.ENOTSUP, errno.EIO])
def test_a_mac_is_asked_to_empty_the_drives_cache_too(tmp_path, monkeypatch, refusal):
    """fsync(2) on macOS says so: F_FULLFSYNC, number 51; where a drive has none, fsync serves."""
    asked = []

    def control(_handle, what):
        asked.append(what)
        if refusal:
            raise OSError(refusal, "no")

    mac = SimpleNamespace(F_FULLFSYNC=51, fcntl=control)
    monkeypatch.setattr("bsa_xl.filing.disk.system_module", lambda _: mac)
    if refusal == errno.EIO:
        with pytest.raises(CannotWriteError):
            write_durably(tmp_path / "book.xlsx", NEW)
        assert names(tmp_path) == []
    else:
        write_durably(tmp_path / "book.xlsx", NEW)
        assert (tmp_path / "book.xlsx").read_bytes() == NEW
    assert asked == [51]


def test_windows_flushes_no_folder(tmp_path, monkeypatch):
    opened = []
    real = os.open
    monkeypatch.setattr(os, "open", lambda path, *more: opened.append(path) or real(path, *more))
    monkeypatch.setattr("bsa_xl.filing.disk.on_windows", lambda: True)
    write_durably(tmp_path / "book.xlsx", NEW)
    assert tmp_path not in opened


def test_a_folder_that_cannot_be_flushed_still_takes_the_file(tmp_path, monkeypatch):
    real = os.open

    def opened(path, *more):
        if path == tmp_path:
            raise PermissionError(errno.EACCES, "a drop box: write, but do not read")
        return real(path, *more)

    monkeypatch.setattr(os, "open", opened)
    write_durably(tmp_path / "book.xlsx", NEW)
    assert (tmp_path / "book.xlsx").read_bytes() == NEW


def test_replacing_gives_a_path_to_writers_that_want_one(tmp_path):
    path = tmp_path / "book.xlsx"
    with replacing(path) as draft:
        assert draft.parent == tmp_path
        draft.write_bytes(NEW)
        assert not path.exists()
    assert path.read_bytes() == NEW
    assert names(tmp_path) == ["book.xlsx"]


def test_replacing_changes_nothing_when_the_writer_fails(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(OLD)
    with pytest.raises(ZeroDivisionError), replacing(path) as draft:  # noqa: PT012  the block fails
        draft.write_bytes(NEW)
        raise ZeroDivisionError
    assert path.read_bytes() == OLD
    assert names(tmp_path) == ["book.xlsx"]


def test_a_durable_folder_is_made_with_those_above_it(tmp_path):
    with DurableFolder(tmp_path / "a" / "b" / "c") as folder:
        path = folder.write("0417.xlsx", NEW)
    assert path.read_bytes() == NEW


def test_settled_files_have_their_names_at_once(tmp_path):
    with DurableFolder(tmp_path) as folder:
        folder.write("0417.xlsx", NEW)
        assert not (tmp_path / "0417.xlsx").exists()
        folder.settle()
        assert names(tmp_path) == ["0417.xlsx"]


def test_a_block_that_raises_keeps_settled_batches_and_drops_the_last(tmp_path):
    def write_five():
        with DurableFolder(tmp_path, batch=2) as folder:
            for number in range(5):
                folder.write(f"{number}.xlsx", NEW)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_five()
    assert names(tmp_path) == ["0.xlsx", "1.xlsx", "2.xlsx", "3.xlsx"]


def test_the_later_of_two_files_of_one_name_stays(tmp_path):
    with DurableFolder(tmp_path) as folder:
        folder.write("0417.xlsx", OLD)
        folder.write("0417.xlsx", NEW)
    assert (tmp_path / "0417.xlsx").read_bytes() == NEW


@pytest.mark.parametrize("name", ["", ".", "..", "../a", "a/b", "a\\b", "C:a", "a\0b", "a?", " . "])
def test_a_durable_folder_takes_no_name_that_leads_elsewhere(tmp_path, name):
    with (
        pytest.raises(ValueError, match="not a plain file name"),
        DurableFolder(tmp_path) as folder,
    ):
        folder.write(name, NEW)
    assert names(tmp_path) == []


def test_a_durable_folder_clears_what_a_killed_run_left(tmp_path):
    (tmp_path / ".bsa-xl-0123456789abcdef.tmp").write_bytes(b"half")
    os.utime(tmp_path / ".bsa-xl-0123456789abcdef.tmp", (0, 0))
    with DurableFolder(tmp_path):
        pass
    assert names(tmp_path) == []
    assert remove_stale_temporaries(tmp_path) == 0
