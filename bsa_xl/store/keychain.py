"""When the signing key is made, replaced, and missed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, insert, select

from . import log
from .database import Database
from .faults import StoreDamagedError
from .keys import KeyRing, read_keys, write_new_key
from .runs import Run
from .tables import ABOUT

_MADE = "signing key"


class KeyChain:
    """The signing keys of a store.

    Attributes:
        path: the key's file.
    """

    __slots__ = ("_database", "path")

    def __init__(self, database: Database, path: Path) -> None:
        self._database = database
        self.path = path

    def read(self) -> KeyRing | None:
        """The keys; None before the first issue.

        Raises:
            StoreDamagedError: the key was made once, and is gone or unreadable.
        """
        ring = read_keys(self.path)
        if ring is None:
            with self._database.reading() as connection:
                self._refuse_lost_key(connection)
        return ring

    def make(self) -> KeyRing:
        """The keys; the first is made now where this is the first issue.

        Raises:
            StoreDamagedError: the key was made once, and is gone or unreadable.
            CannotWriteError: the disk is full, and so on.
        """
        ring = self.read()
        if ring is not None:
            return ring
        with self._database.writing() as connection:  # one program at a time makes a key
            ring = read_keys(self.path)
            if ring is None:
                self._refuse_lost_key(connection)
                ring = write_new_key(self.path)
            if _made(connection) is None:
                connection.execute(insert(ABOUT), {"name": _MADE, "value": ring.signing.id})
        return ring

    def rotate(self, run: Run, *, at: datetime) -> KeyRing:
        """A new key signs from now on; workbooks signed by the older ones stay genuine."""
        self.make()
        with self._database.writing() as connection:
            ring = write_new_key(self.path, read_keys(self.path))
            key = ring.signing.id
            log.append(connection, "new key", key, {}, at=at, user=run.user, run_id=run.run_id)
        return ring

    def _refuse_lost_key(self, connection: Connection) -> None:
        """A new key in the place of a lost one would disown every workbook that is out."""
        if _made(connection) is not None:
            raise StoreDamagedError(
                f"The signing key {self.path} is gone; it was made with the first issue.",
                "Put the file back from the last backup.",
            )


def _made(connection: Connection) -> str | None:
    return connection.execute(select(ABOUT.c.value).where(ABOUT.c.name == _MADE)).scalar()
