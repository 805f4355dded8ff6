"""Runs: every allocate, issue and collect, with the bytes of its inputs, to be repeated at will."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, func, insert, select, update

from . import log
from .database import Database
from .faults import StoreDamagedError, StoreError
from .holder import this_host
from .plain import moment_of, moment_text, storable
from .raw import RawFolder, sha256_of
from .tables import ISSUED, RUN_INPUTS, RUNS


class RunKind(StrEnum):
    """What a run does."""

    ALLOCATE = "allocate"
    ISSUE = "issue"
    COLLECT = "collect"
    CONSOLIDATE = "consolidate"
    EXPORT = "export"


class RunEnding(StrEnum):
    """How a run ended; a killed one has no ending."""

    FINISHED = "finished"
    STOPPED = "stopped"  #: by the user
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class RunInput:
    """A file that a run read.

    Attributes:
        name: as the user knows it, without the folder.
        sha256: of its bytes.
        size: bytes.
        data: the bytes, to be kept; None where they are kept already, or too large to keep.
    """

    name: str
    sha256: str
    size: int
    data: bytes | None = None

    @classmethod
    def of(cls, name: str, data: bytes) -> RunInput:
        """A file whose bytes are at hand."""
        return cls(name, sha256_of(data), len(data), data)


@dataclass(frozen=True, slots=True)
class Run:
    """A run that began; whatever is written to the store names it."""

    run_id: int
    kind: RunKind
    code_version: str
    user: str


@dataclass(frozen=True, slots=True)
class PastRun:
    """A run as the store remembers it.

    Attributes:
        ended_at: None while it runs, and for ever where it was killed.
    """

    run: Run
    host: str
    began_at: datetime
    ended_at: datetime | None
    ending: RunEnding | None
    inputs: tuple[RunInput, ...]


class Runs:
    """The runs of a store."""

    __slots__ = ("_database", "_raw")

    def __init__(self, database: Database, raw: RawFolder) -> None:
        self._database = database
        self._raw = raw

    def begin(
        self,
        kind: RunKind,
        inputs: Iterable[RunInput] = (),
        *,
        code_version: str,
        user: str,
        at: datetime,
    ) -> Run:
        """Record that a run begins, and keep its inputs.

        Args:
            kind: what it does.
            inputs: what it reads, as far as it is known yet.
            code_version: of this program.
            user: who runs it.
            at: now.

        Raises:
            StoreBusyError: another program was writing all the time.
            CannotWriteError: the disk is full, and so on.
        """
        known = tuple(inputs)
        self._keep(known)
        with self._database.writing() as connection:
            version, who = storable(code_version), storable(user)
            row = {
                "kind": kind.value,
                "code_version": version,
                "user": who,
                "host": this_host(),
                "process": os.getpid(),
                "began_at": moment_text(at),
            }
            run = Run(connection.execute(insert(RUNS), row).lastrowid, kind, version, who)
            self._insert(connection, run, known)
            self._log(connection, run, "began", at, {"inputs": len(known)})
        return run

    @contextmanager
    def during(
        self,
        kind: RunKind,
        inputs: Iterable[RunInput] = (),
        *,
        code_version: str,
        user: str,
        clock: Callable[[], datetime],
    ) -> Iterator[Run]:
        """A run that lasts as long as the block, and ends as the block does.

        Args:
            kind: what it does.
            inputs: what it reads, as far as it is known yet.
            code_version: of this program.
            user: who runs it.
            clock: now, with its time zone.

        Raises:
            StoreBusyError: another program was writing all the time.
            CannotWriteError: the disk is full, and so on.
        """
        run = self.begin(kind, inputs, code_version=code_version, user=user, at=clock())
        try:
            yield run
        except BaseException as error:
            stopped = isinstance(error, KeyboardInterrupt | GeneratorExit)
            with suppress(StoreError, OSError):  # what went wrong first is what is told
                self.end(run, RunEnding.STOPPED if stopped else RunEnding.FAILED, at=clock())
            raise
        self.end(run, RunEnding.FINISHED, at=clock())

    def add_inputs(self, run: Run, inputs: Iterable[RunInput]) -> None:
        """Keep more inputs: returned workbooks, before any is opened. One call for many is quick.

        Raises:
            StoreBusyError: another program was writing all the time.
            CannotWriteError: the disk is full, and so on.
        """
        more = tuple(inputs)
        self._keep(more)
        with self._database.writing() as connection:
            self._insert(connection, run, more)

    def end(self, run: Run, ending: RunEnding, *, at: datetime) -> None:
        """Record that a run is over; a run ends once."""
        with self._database.writing() as connection:
            connection.execute(
                update(RUNS).where(RUNS.c.run_id == run.run_id),
                {"ended_at": moment_text(at), "ending": ending.value},
            )
            self._log(connection, run, ending.value, at, {})

    def all(self) -> tuple[PastRun, ...]:
        """Every run, oldest first."""
        with self._database.reading() as connection:
            given: dict[int, list[RunInput]] = {}
            listed = select(RUN_INPUTS).order_by(RUN_INPUTS.c.run_id, RUN_INPUTS.c.number)
            for row in connection.execute(listed):
                given.setdefault(row.run_id, []).append(RunInput(row.name, row.sha256, row.size))
            return tuple(
                PastRun(
                    run=Run(row.run_id, RunKind(row.kind), row.code_version, row.user),
                    host=row.host,
                    began_at=moment_of(row.began_at),
                    ended_at=moment_of(row.ended_at) if row.ended_at else None,
                    ending=RunEnding(row.ending) if row.ending else None,
                    inputs=tuple(given.get(row.run_id, ())),
                )
                for row in connection.execute(select(RUNS).order_by(RUNS.c.run_id))
            )

    def issued_from(self, fiscal_year: str, event: str, suffix: str) -> tuple[RunInput, ...]:
        """The kept files of one kind that the issues of an event read, each once, with its bytes.

        One whose bytes are gone or damaged is left out; `Store.examine` tells of it.

        Args:
            fiscal_year: ``FY2026``.
            event: ``adopted``.
            suffix: of the files' names, ``.xlsx``.
        """
        issues = select(ISSUED.c.run_id).where(
            ISSUED.c.fiscal_year == fiscal_year, ISSUED.c.event == event
        )
        listed = (
            select(RUN_INPUTS.c.name, RUN_INPUTS.c.sha256, RUN_INPUTS.c.size)
            .where(RUN_INPUTS.c.run_id.in_(issues), RUN_INPUTS.c.is_kept == 1)
            .distinct()
            .order_by(RUN_INPUTS.c.name, RUN_INPUTS.c.sha256)
        )
        with self._database.reading() as connection:
            found = [RunInput(row.name, row.sha256, row.size) for row in connection.execute(listed)]
        wanted = (each for each in found if each.name.casefold().endswith(suffix))
        return tuple(each for each in map(self._with_bytes, wanted) if each.data is not None)

    def _with_bytes(self, known: RunInput) -> RunInput:
        try:
            return replace(known, data=self._raw.read(known.sha256))
        except (KeyError, OSError, StoreDamagedError):
            return known

    def _keep(self, inputs: Sequence[RunInput]) -> None:
        kept = [each for each in inputs if each.data is not None]
        names = self._raw.keep_all(each.data for each in inputs if each.data is not None)
        for each, name in zip(kept, names, strict=True):
            if name != each.sha256:
                raise ValueError(f"{each.name}: its bytes do not have the SHA-256 that is given")

    def _insert(self, connection: Connection, run: Run, inputs: Sequence[RunInput]) -> None:
        if not inputs:
            return
        mine = RUN_INPUTS.c.run_id == run.run_id
        listed = select(func.count()).select_from(RUN_INPUTS).where(mine)
        first = connection.execute(listed).scalar_one() + 1
        rows = [
            {
                "run_id": run.run_id,
                "number": number,
                "name": storable(each.name),
                "sha256": each.sha256,
                "size": each.size,
                "is_kept": int(each.sha256 in self._raw),
            }
            for number, each in enumerate(inputs, start=first)
        ]
        connection.execute(insert(RUN_INPUTS), rows)

    @staticmethod
    def _log(
        connection: Connection, run: Run, action: str, at: datetime, detail: dict[str, object]
    ) -> None:
        detail = {"code": run.code_version, **detail}
        log.append(
            connection, action, run.kind.value, detail, at=at, user=run.user, run_id=run.run_id
        )
