"""What an exception means to whoever ran a verb: the words, and the exit code."""

import errno
from pathlib import Path

import pytest

from bsa_xl.api import Exit, UnknownNameError, stop_for
from bsa_xl.filing import CannotWriteError, FileInUseError
from bsa_xl.intake import WorkersCannotStartError
from bsa_xl.store import (
    RegisterConflictError,
    StoreBusyError,
    StoreDamagedError,
    StoreMissingError,
    StoreTooNewError,
)

SAID = ("The fact.", "The way out.")
FILE = Path("a.csv")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (StoreMissingError(*SAID), Exit.NOTHING),
        (StoreDamagedError(*SAID), Exit.INTEGRITY),
        (StoreBusyError(*SAID), Exit.BUSY),
        (StoreTooNewError(*SAID), Exit.BUSY),
        (RegisterConflictError(*SAID), Exit.BUSY),
        (CannotWriteError(FILE, *SAID, errno.ENOSPC), Exit.BUSY),
        (FileInUseError(FILE, *SAID), Exit.BUSY),
        (UnknownNameError(*SAID), Exit.USAGE),
    ],
)
def test_what_a_room_says_is_passed_on_with_its_code(error, code):
    stop = stop_for(error)
    assert (stop.problem, stop.remedy, stop.exit) == (*SAID, code)


@pytest.mark.parametrize(
    ("error", "problem", "code"),
    [
        (OSError(errno.ENOSPC, "No space left"), "The disk is full.", Exit.BUSY),
        (OSError(errno.EMFILE, "Too many"), "Too many files are open.", Exit.BUSY),
        (MemoryError(), "The computer is out of memory.", Exit.BUSY),
        (FileNotFoundError(errno.ENOENT, "No such", "b.csv"), "b.csv is not there.", Exit.NOTHING),
        (
            PermissionError(errno.EACCES, "Permission denied", "b.csv"),
            "b.csv could not be opened: permission denied.",
            Exit.BUSY,
        ),
        (OSError(errno.EIO, "", b"b.csv"), "b.csv could not be opened: the system gave no reason.",
         Exit.BUSY),
        (
            WorkersCannotStartError("a new worker process died"),
            "The readers could not start: a new worker process died.",
            Exit.BUSY,
        ),
    ],
)  # fmt: skip
def test_what_the_system_says_is_put_in_plain_words(error, problem, code):
    stop = stop_for(error)
    assert (stop.problem, stop.exit) == (problem, code)
    assert stop.remedy.endswith("then run this again.")


@pytest.mark.parametrize(
    "error", [ValueError("x"), KeyError("x"), OSError("odd"), RuntimeError(), AssertionError()]
)
def test_anything_else_is_our_fault(error):
    assert stop_for(error) is None
