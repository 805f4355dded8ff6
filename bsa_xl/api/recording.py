"""What an auditor is kept: who ran what and when, with the bytes of everything it read."""

from __future__ import annotations

import getpass
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bsa_xl import __version__
from bsa_xl.store import Run, RunInput, RunKind, Store, StoreMissingError

from .opened import Opened


@contextmanager
def issuing_store(place: Path, *, dry_run: bool) -> Iterator[Store]:
    """The store that workbooks are entered in, made where there is none.

    A dry run before the first issue is given one of its own, which goes away with the block: to
    plan an issue takes a signing key, and a dry run makes none.

    Args:
        place: the store's folder.
        dry_run: whether nothing may be written.

    Raises:
        StoreError: the store is busy, damaged or too new.
        CannotWriteError: it cannot be made.
    """
    if dry_run and not _has_issued(place):
        with (
            tempfile.TemporaryDirectory(prefix="bsa-xl-") as folder,
            Store.open(Path(folder) / place.name, create=True) as store,
        ):
            yield store
        return
    with Store.open(place, create=True) as store:
        yield store


def _has_issued(place: Path) -> bool:
    try:
        with Store.open(place) as store:
            return bool(store.events())
    except StoreMissingError:
        return False


@contextmanager
def recorded(
    store: Store, kind: RunKind, opened: Opened, more: Iterable[RunInput] = ()
) -> Iterator[Run]:
    """A run over a district, by this user, now; it lasts as long as the block.

    Args:
        store: open.
        kind: what the run does.
        opened: the district; its files are kept.
        more: further files that the run read; they are kept too.

    Raises:
        StoreBusyError: another program was writing all the time.
        CannotWriteError: the disk is full, and so on.
    """
    with store.runs.during(
        kind,
        [*inputs_of(opened), *more],
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
