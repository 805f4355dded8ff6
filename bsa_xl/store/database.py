"""The one connection to the store's database, and its transactions.

Write-ahead log with full synchronisation: what was committed survives a power cut, and readers run
beside a writer. A write transaction takes its lock when it begins, so that it never fails half way
for want of it.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from .faults import busy, in_words, is_busy, no_database, too_new
from .holder import who_holds
from .tables import APPLICATION_ID, METADATA, VERSION
from .triggers import triggers

#: One attempt to begin waits so long, milliseconds; Ctrl-C is heard between attempts.
_ATTEMPT = 200

_SETTINGS = (
    f"PRAGMA busy_timeout = {_ATTEMPT}",
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA wal_autocheckpoint = 4000",
)


class Database:
    """The store's SQLite file, open.

    Attributes:
        path: the file.
    """

    __slots__ = ("_connection", "_network", "_wait", "path")

    def __init__(self, path: Path, *, wait_seconds: int, network: bool) -> None:
        """Open the file, making it where it does not exist.

        Args:
            path: the file; its folder exists.
            wait_seconds: how long a write waits for another program's to finish.
            network: whether the file lies on another computer. Shared memory does not reach
                there: no write-ahead log then, and one user at a time.

        Raises:
            StoreDamagedError: it is not a store, or broken.
            StoreTooNewError: a newer version wrote it.
            StoreBusyError: another program kept it locked all the time.
            CannotWriteError: the system does not let us.
        """
        self.path = path
        self._wait = wait_seconds
        self._network = network
        with self._speaking():
            self._connection = _engine(path).connect()
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file; the last one to do so folds the write-ahead log into it."""
        self._connection.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the store, whatever others write meanwhile."""
        with self._speaking(), self._connection.begin():
            self._patiently("BEGIN")
            yield self._connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is on the disk when the block ends, or did not happen.

        Raises:
            StoreBusyError: another program was writing all the time.
            CannotWriteError: the disk is full or faulty.
        """
        with self._speaking(), self._connection.begin():
            self._patiently("BEGIN IMMEDIATE")
            yield self._connection

    def copy_to(self, path: Path) -> None:
        """A copy of the database as it stands, made while others may go on writing.

        Args:
            path: an empty file.

        Raises:
            CannotWriteError: the disk is full, and so on.
        """
        source = self._connection.connection.driver_connection
        if not isinstance(source, sqlite3.Connection):
            raise TypeError("the store is an SQLite database")
        try:
            with closing(sqlite3.connect(path)) as target:
                source.backup(target)
        except sqlite3.Error as error:
            said = in_words(error, path)
            if said is None:
                raise
            raise said from error

    def _patiently(self, statement: str) -> None:
        """Run a statement that needs a lock, trying again until the wait is over."""
        until = time.monotonic() + self._wait
        while True:
            try:
                self._connection.exec_driver_sql(statement)
            except DBAPIError as error:
                if not is_busy(error):
                    raise
                if time.monotonic() >= until:
                    raise busy(self.path, self._holder()) from error
                time.sleep(_ATTEMPT / 1000)
            else:
                return

    def _holder(self) -> str:
        """Asked over a connection of its own: this one may be in the middle of something."""
        try:
            with _engine(self.path).connect() as other:
                return who_holds(other)
        except DBAPIError:
            return ""

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Turns the database's errors in the block into messages."""
        try:
            yield
        except DBAPIError as error:
            said = in_words(error, self.path)
            if said is None:
                raise
            raise said from error

    def _prepare(self) -> None:
        with self._speaking():
            if self._network:
                self._patiently("PRAGMA locking_mode = EXCLUSIVE")
            is_made = self._check_header()
            self._keep_journal("delete" if self._network else "wal")
        if not is_made:
            with self.writing() as connection:
                if not self._check_header():  # another program may have been quicker
                    _make(connection)

    def _keep_journal(self, mode: str) -> None:
        """Asking costs nothing; changing needs the file for ourselves."""
        if self._connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() != mode:
            self._connection.commit()
            self._patiently(f"PRAGMA journal_mode = {mode}")
        self._connection.commit()

    def _check_header(self) -> bool:
        """Whether the tables are there.

        Raises:
            StoreDamagedError: another program's database.
            StoreTooNewError: a newer version's.
        """
        application = self._number("PRAGMA application_id")
        version = self._number("PRAGMA user_version")
        if application == APPLICATION_ID and version > VERSION:
            raise too_new(self.path, version, VERSION)
        if application == APPLICATION_ID and version == VERSION:
            return True
        if application or version or self._number("SELECT count(*) FROM sqlite_schema"):
            raise no_database(self.path)
        return False

    def _number(self, statement: str) -> int:
        return int(self._connection.exec_driver_sql(statement).scalar_one())


def _make(connection: Connection) -> None:
    METADATA.create_all(connection)
    for statement in triggers():
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")


def _engine(path: Path) -> Engine:
    """Connections that leave BEGIN and COMMIT to us."""
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=NullPool,
        connect_args={"isolation_level": None},
    )
    event.listen(engine, "connect", _set_up)
    return engine


def _set_up(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    for setting in _SETTINGS:
        connection.execute(setting)
