"""A district's store: one folder with the register, the returned workbooks and what counts."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import func, select

from bsa_xl.filing import DurableFolder, make_private, on_network_drive
from bsa_xl.finding import Finding

from . import log
from .backup import DATABASE, KEY, RAW, TEMPLATES, back_up
from .database import Database
from .dump import dump
from .examine import examine
from .exports import Exports
from .faults import no_store
from .keychain import KeyChain
from .ledger import Ledger
from .log import LogFault, LogHead
from .raw import RawFolder
from .register import Register
from .returns import Returns
from .runs import Runs
from .tables import ISSUED
from .templates import TemplateCache

#: How long a write waits for another program to finish its own, seconds.
WAIT_SECONDS = 30

_ON_NETWORK = (
    "The store {folder} lies on a network drive, where only one person can use it at a time and a "
    "lost connection may damage it. Choose a folder on this computer with --store."
)
_NOT_PRIVATE = (
    "Others may be able to read the store {folder}, its signing key and the returned workbooks. "
    "Choose a folder on a disk that keeps them out, with --store."
)


class Store:
    """An open store; use it in a ``with`` block, in one thread.

    Attributes:
        folder: where it lies.
        warnings: what its user should know about the place, in sentences.
        runs: every allocate, issue and collect.
        keys: the signing keys.
        register: issued workbooks.
        returns: recording returned workbooks.
        ledger: what was accepted and counts.
        exports: what the district's ledger was handed.
        raw: kept bytes by SHA-256.
        templates: compiled templates by fingerprint.
    """

    def __init__(self, folder: Path, database: Database, warnings: tuple[str, ...]) -> None:
        """Call `Store.open` instead."""
        self.folder = folder
        self.warnings = warnings
        self._database = database
        self.raw = RawFolder(folder / RAW)
        self.templates = TemplateCache(folder / TEMPLATES)
        self.keys = KeyChain(database, folder / KEY)
        self.runs = Runs(database, self.raw)
        self.register = Register(database, self.keys)
        self.returns = Returns(database)
        self.ledger = Ledger(database, self.register)
        self.exports = Exports(database)

    @classmethod
    def open(cls, folder: Path, *, create: bool = False, wait_seconds: int = WAIT_SECONDS) -> Store:
        """Open the store in a folder.

        Args:
            folder: usually ``DISTRICT.store`` beside the district's folder.
            create: make it where there is none.
            wait_seconds: how long a write waits for another program's.

        Raises:
            StoreMissingError: there is none, and it is not to be made.
            StoreDamagedError: what lies there is not a whole store.
            StoreTooNewError: a newer version wrote it.
            StoreBusyError: another program kept it locked all the time.
            CannotWriteError: the system does not let us read or write there.
        """
        path = folder / DATABASE
        warnings = []
        if not path.is_file():
            if not create:
                raise no_store(folder)
            with DurableFolder(folder):
                if not make_private(folder):
                    warnings.append(_NOT_PRIVATE.format(folder=folder))
        is_far = on_network_drive(folder)
        if is_far:
            warnings.append(_ON_NETWORK.format(folder=folder))
        database = Database(path, wait_seconds=wait_seconds, network=is_far)
        return cls(folder, database, tuple(warnings))

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let go of the database; the store can be opened again."""
        self._database.close()

    def dump(self) -> str:
        """The content as sorted text, without moments and order; equal content, equal text."""
        with self._database.reading() as connection:
            return dump(connection)

    def log_head(self) -> LogHead:
        """The last row of the log; printed and kept elsewhere, it proves the rows before it."""
        with self._database.reading() as connection:
            return log.read_head(connection)

    def verify_log(self, known: LogHead | None = None) -> LogFault | None:
        """The first row of the log that is not as it was written; None where all are.

        Args:
            known: a head that was printed earlier.
        """
        with self._database.reading() as connection:
            return log.verify(connection, known)

    def examine(self, known: LogHead | None = None) -> tuple[Finding, ...]:
        """Everything that is wrong with the store: database, log, kept files.

        Args:
            known: a head of the log that was printed earlier.
        """
        with self._database.reading() as connection:
            return tuple(examine(connection, self._database.path, self.raw, known))

    def backup(self, to: Path) -> None:
        """Copy the whole store into a folder, while others may go on working with it.

        The copy holds the signing key: keep it as private as the store. It opens as a store.

        Raises:
            CannotWriteError: the disk is full, and so on.
            StoreDamagedError: a kept file no longer is what was kept.
        """
        back_up(self._database, self.raw, self.keys.path, to)

    def events(self) -> tuple[tuple[str, str], ...]:
        """Every fiscal year and event for which something was issued, in the order of issue."""
        query = (
            select(ISSUED.c.fiscal_year, ISSUED.c.event)
            .group_by(ISSUED.c.fiscal_year, ISSUED.c.event)
            .order_by(func.min(ISSUED.c.issued_at))
        )
        with self._database.reading() as connection:
            return tuple((row.fiscal_year, row.event) for row in connection.execute(query))
