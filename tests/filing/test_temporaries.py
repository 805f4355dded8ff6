"""What a killed run left is removed; what is being written is not."""

import errno
import os
import time

import pytest

from bsa_xl.filing import remove_stale_temporaries
from bsa_xl.filing.temporaries import Temporary

LEFT = ".bsa-xl-0123456789abcdef.tmp"


def test_an_abandoned_file_goes_at_once(tmp_path):
    (tmp_path / LEFT).write_bytes(b"half")
    assert remove_stale_temporaries(tmp_path) == (0 if os.name == "nt" else 1)


def test_a_file_that_is_being_written_stays(tmp_path):
    temporary = Temporary(tmp_path)
    temporary.write(b"on its way")
    assert remove_stale_temporaries(tmp_path) == 0
    temporary.become(tmp_path / "whole.csv")
    assert (tmp_path / "whole.csv").read_bytes() == b"on its way"


@pytest.mark.usefixtures("bare_system")
def test_without_locks_only_old_files_go(tmp_path):
    (tmp_path / LEFT).write_bytes(b"half")
    assert remove_stale_temporaries(tmp_path) == 0
    hour_ago = time.time() - 3600
    os.utime(tmp_path / LEFT, (hour_ago, hour_ago))
    assert remove_stale_temporaries(tmp_path) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["notes.tmp", ".bsa-xl-xyz.tmp", "a.bsa-xl-0123456789abcdef.tmp", "~$0417.xlsx"]
)
def test_files_of_others_stay(tmp_path, name):
    (tmp_path / name).write_bytes(b"mine")
    os.utime(tmp_path / name, (0, 0))
    assert remove_stale_temporaries(tmp_path) == 0
    assert (tmp_path / name).exists()


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_a_link_with_our_name_is_not_followed(tmp_path):
    target = tmp_path / "precious.csv"
    target.write_bytes(b"mine")
    (tmp_path / LEFT).symlink_to(target)
    assert remove_stale_temporaries(tmp_path) == 0
    assert target.read_bytes() == b"mine"


def test_a_folder_that_is_not_there_has_nothing_to_remove(tmp_path):
    assert remove_stale_temporaries(tmp_path / "nowhere") == 0


def test_a_temporary_file_that_was_cleared_away_before_its_lock_is_made_anew(tmp_path, monkeypatch):
    real, cleared = os.open, []

    def open_and_lose(path, flags, mode=0o777, **more):
        handle = real(path, flags, mode, **more)
        if not cleared:
            cleared.append(path)
            path.unlink()
        return handle

    monkeypatch.setattr(os, "open", open_and_lose)
    temporary = Temporary(tmp_path)
    temporary.write(b"whole")
    temporary.become(tmp_path / "whole.csv")
    assert (tmp_path / "whole.csv").read_bytes() == b"whole"
    assert temporary.path != cleared[0]


posix = pytest.mark.skipif(os.name == "nt", reason="Windows locks an open file by itself")


@posix
def test_a_temporary_file_that_somebody_is_clearing_away_is_made_anew(tmp_path, monkeypatch):
    import fcntl  # noqa: PLC0415  Windows has none

    real, held = fcntl.flock, [True]

    def flock(handle, how):
        if held.pop() if held else False:
            raise BlockingIOError(errno.EAGAIN, "held")
        real(handle, how)

    monkeypatch.setattr(fcntl, "flock", flock)
    temporary = Temporary(tmp_path)
    assert list(tmp_path.iterdir()) == [temporary.path]
    temporary.discard()


@posix
def test_on_a_file_system_without_locks_files_are_written_and_old_ones_removed(
    tmp_path, monkeypatch
):
    def flock(_handle, _how):
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr("fcntl.flock", flock)
    temporary = Temporary(tmp_path)
    temporary.write(b"whole")
    assert remove_stale_temporaries(tmp_path) == 0
    temporary.become(tmp_path / "whole.csv")
    (tmp_path / LEFT).write_bytes(b"half")
    os.utime(tmp_path / LEFT, (0, 0))
    assert remove_stale_temporaries(tmp_path) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["whole.csv"]


def test_a_file_that_may_not_be_opened_stays(tmp_path, monkeypatch):
    (tmp_path / LEFT).write_bytes(b"somebody else's")

    def refuse(*_):
        raise PermissionError(errno.EACCES, "not yours")

    monkeypatch.setattr(os, "open", refuse)
    assert remove_stale_temporaries(tmp_path) == 0


@pytest.mark.usefixtures("bare_system")
def test_a_file_that_vanishes_meanwhile_is_nobodys_fault(tmp_path, monkeypatch):
    (tmp_path / LEFT).write_bytes(b"half")
    monkeypatch.setattr("time.time", lambda: (tmp_path / LEFT).unlink() or 1e12)
    assert remove_stale_temporaries(tmp_path) == 0


def test_on_windows_a_private_file_is_private_before_its_first_byte(tmp_path, monkeypatch):
    made = []
    monkeypatch.setattr("bsa_xl.filing.temporaries.on_windows", lambda: True)
    monkeypatch.setattr(
        "bsa_xl.filing.temporaries.make_private",
        lambda path: made.append((path, path.stat().st_size)),
    )
    temporary = Temporary(tmp_path, private=True)
    assert made == [(temporary.path, 0)]
    temporary.discard()


@pytest.mark.parametrize("fault", [RuntimeError, KeyboardInterrupt])
def test_nothing_is_left_when_making_one_is_interrupted(tmp_path, monkeypatch, fault):
    def interrupt(_handle):
        raise fault

    monkeypatch.setattr("bsa_xl.filing.temporaries._lock", interrupt)
    with pytest.raises(fault):
        Temporary(tmp_path)
    assert list(tmp_path.iterdir()) == []
