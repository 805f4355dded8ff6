"""What is said when a file cannot be written, and what Windows' open files need."""

import errno
import os
import pickle

import pytest

from bsa_xl.filing import CannotWriteError, FileInUseError, write_durably

OLD, NEW = b"old " * 1000, b"newer " * 30000


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_full_disk_is_named_with_what_to_do(tmp_path, faulty_disk):
    faulty_disk.fail_at(3, errno.ENOSPC)
    with pytest.raises(CannotWriteError) as caught:
        write_durably(tmp_path / "0417.xlsx", NEW)
    assert str(caught.value) == (
        "0417.xlsx could not be written: the disk is full. "
        f"Make room on the disk that holds {tmp_path}, then run this again."
    )
    assert caught.value.errno == errno.ENOSPC


@pytest.mark.parametrize(
    ("code", "problem", "remedy"),
    [
        (
            errno.EACCES,
            "0417.xlsx could not be written: you may not write in {folder}.",
            "Choose another folder, or ask whoever looks after it for the right to write there.",
        ),
        (
            errno.EIO,
            "0417.xlsx could not be written: the disk reported a fault.",
            "Choose a folder on another disk, and have the one that holds {folder} looked at.",
        ),
        (
            errno.ENAMETOOLONG,
            "0417.xlsx could not be written: its name is too long.",
            "Choose a shorter name, or a folder with a shorter path.",
        ),
        (
            errno.EISDIR,
            "0417.xlsx could not be written: a folder has the same name.",
            "Rename that folder, or choose another place.",
        ),
        (
            errno.EMFILE,
            "0417.xlsx could not be written: too many open files.",
            "Choose another folder, then run this again.",
        ),
    ],
    ids=lambda value: errno.errorcode.get(value, "") if isinstance(value, int) else "",
)
def test_each_fault_says_what_to_do(tmp_path, faulty_disk, code, problem, remedy):
    faulty_disk.fail_at(1, code)
    with pytest.raises(CannotWriteError) as caught:
        write_durably(tmp_path / "0417.xlsx", NEW)
    assert caught.value.problem == problem.format(folder=tmp_path)
    assert caught.value.remedy == remedy.format(folder=tmp_path)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    missing = tmp_path / "nowhere"
    with pytest.raises(CannotWriteError) as caught:
        write_durably(missing / "0417.xlsx", NEW)
    assert str(caught.value) == (
        f"0417.xlsx could not be written: the folder {missing} does not exist. "
        "Make the folder, or choose another one."
    )


def test_a_folder_of_the_same_name_is_left_alone(tmp_path):
    (tmp_path / "book.xlsx").mkdir()
    with pytest.raises(CannotWriteError):
        write_durably(tmp_path / "book.xlsx", NEW)
    assert names(tmp_path) == ["book.xlsx"]


def test_an_error_travels_between_processes(tmp_path):
    error = FileInUseError(tmp_path / "a", "It is open.", "Close it.", errno.EACCES)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301  our own
    assert (type(again), str(again), again.path) == (
        FileInUseError,
        "It is open. Close it.",
        tmp_path / "a",
    )


class SharingViolationError(PermissionError):
    """What Windows raises when another program holds the file."""

    winerror = 32


def hold(monkeypatch, times):
    """The next attempts to replace a file find it open elsewhere."""
    real, waits, left = os.replace, [], [times]

    def replace(source, target):
        if left[0]:
            left[0] -= 1
            raise SharingViolationError(errno.EACCES, "in use")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr("time.sleep", waits.append)
    return waits


def test_a_file_that_a_scanner_holds_for_a_moment_is_written_all_the_same(tmp_path, monkeypatch):
    waits = hold(monkeypatch, times=2)
    write_durably(tmp_path / "0417.xlsx", NEW)
    assert (tmp_path / "0417.xlsx").read_bytes() == NEW
    assert waits == [0.02, 0.05]


def test_a_file_that_stays_open_in_excel_is_named(tmp_path, monkeypatch):
    (tmp_path / "0417.xlsx").write_bytes(OLD)
    waits = hold(monkeypatch, times=100)
    with pytest.raises(FileInUseError) as caught:
        write_durably(tmp_path / "0417.xlsx", NEW)
    assert str(caught.value) == (
        "0417.xlsx is open in another program. Close it there, then run this again."
    )
    assert sum(waits) == pytest.approx(1.5)
    assert (tmp_path / "0417.xlsx").read_bytes() == OLD
    assert names(tmp_path) == ["0417.xlsx"]


def test_a_read_only_file_is_told_apart_from_an_open_one(tmp_path, monkeypatch):
    path = tmp_path / "0417.xlsx"
    path.write_bytes(OLD)
    path.chmod(0o444)
    waits = hold(monkeypatch, times=100)
    with pytest.raises(CannotWriteError) as caught:
        write_durably(path, NEW)
    assert str(caught.value) == (
        "0417.xlsx could not be written: the file there is marked read-only. "
        "Take the mark away in its properties, or choose another place."
    )
    assert waits == []
    path.chmod(0o644)
