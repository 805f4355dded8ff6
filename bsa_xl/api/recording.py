"""What an auditor is kept: who ran what and when, with the bytes of everything it read."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bsa_xl import __version__
from bsa_xl.store import Run, RunInput, RunKind, Store

from .opened import Opened


@contextmanager
def recorded(store: Store, kind: RunKind, opened: Opened) -> Iterator[Run]:
    """A run over a district, by this user, now; it lasts as long as the block.

    Args:
        store: open.
        kind: what the run does.
        opened: the district; its files are kept.

    Raises:
        StoreBusyError: another program was writing all the time.
        CannotWriteError: the disk is full, and so on.
    """
    with store.runs.during(
        kind,
        inputs_of(opened),
        code_version=__version__,
        user=user_name(),
        clock=lambda: datetime.now(UTC),
    ) as run:
        yield run


def input_paths(opened: Opened) -> dict[str, Path]:
    """Every file of a district that was read, by its name in the district's folder."""
    base = opened.path if opened.path.is_dir() else opened.path.parent
    names = [given.name for given in opened.district.inputs] if opened.district else []
    if opened.policy_file is not None:
        names.append(opened.policy_file.file)
    return {name: base / name for name in dict.fromkeys(names)}


def inputs_of(opened: Opened) -> list[RunInput]:
    """The bytes of everything that was read of a district."""
    return [
        RunInput.of(name, path.read_bytes())
        for name, path in input_paths(opened).items()
        if path.is_file()
    ]


def user_name() -> str:
    """Who runs this program, as the system knows them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
