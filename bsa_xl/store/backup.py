"""A copy of a whole store, made while others may go on working with it."""

from __future__ import annotations

from pathlib import Path

from bsa_xl.filing import DurableFolder, make_private, replacing, write_durably

from .database import Database
from .raw import RawFolder

DATABASE, RAW, KEY, TEMPLATES = "store.sqlite", "raw", "key", "templates"


def back_up(database: Database, raw: RawFolder, key: Path, to: Path) -> None:
    """Copy database, kept files and signing key into a folder, which can then be opened as a store.

    A backup in the same place is brought up to date: kept files that are there are not copied
    again. The folder is private, for it holds the key and what schools sent in.

    Args:
        database: the store's.
        raw: the store's.
        key: the store's; nothing is copied where there is none yet.
        to: made where it does not exist.

    Raises:
        CannotWriteError: the disk is full, and so on.
        StoreDamagedError: a kept file no longer is what was kept.
    """
    with DurableFolder(to):
        make_private(to)
    with replacing(to / DATABASE, private=True) as draft:
        database.copy_to(draft)
    copies = RawFolder(to / RAW)
    missing = (name for name in raw.names() if name not in copies)
    copies.keep_all(raw.read(name) for name in missing)
    if key.exists():
        write_durably(to / KEY, key.read_bytes(), private=True)
