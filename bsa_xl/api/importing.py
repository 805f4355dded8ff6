"""Import: published files become a district's folder, every row accounted for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bsa_xl.district import Imported, RowsOfFile, import_published
from bsa_xl.filing import DurableFolder
from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location

from .checking import GivenCounts, given_counts
from .outcome import Answer, Exit, Progress, silent

WOULD_REPLACE = FindingKind(
    "IMP-01",
    "Import would replace a file",
    Severity.FATAL,
    "Somebody may have worked on the file that is there.",
)
#: What a person writes; an import never replaces it.
_PROFILE = "district.yaml"
#: Excel takes a CSV file for UTF-8 only where it begins so.
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What is to be imported, and where it goes.

    Attributes:
        publisher: who publishes the files: ``cde``.
        files: in any order; where two differ on a count, the first one holds.
        to: the district's folder; it is made where it is missing.
        district: name, or county and district code; empty for every district of the files.
        year: of counts in files that do not say of which year they are.
        charters: whether charter schools are imported too.
        replace: whether tables that are there already are replaced.
    """

    publisher: str
    files: tuple[Path, ...]
    to: Path
    district: str = ""
    year: FiscalYear | None = None
    charters: bool = False
    replace: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class ImportDone:
    """What an import came to.

    Attributes:
        name: the district's.
        counts: control counts, by year and measure.
        codes: dimension of the chart of accounts to its codes.
        rows: the account of every row of every file.
        notes: what the files say of themselves, in sentences.
        tables: names in the folder; of those that would be written, in a dry run.
        kept: names that are there already and were left as they are.
        folder: where the tables lie; None where nothing was written.
    """

    answer: Answer
    name: str = ""
    schools: int = 0
    counts: tuple[GivenCounts, ...] = ()
    codes: Mapping[str, int] | None = None
    rows: tuple[RowsOfFile, ...] = ()
    notes: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    folder: Path | None = None


def import_district(order: ImportOrder, progress: Progress = silent) -> ImportDone:
    """Turn published files into a district's tables.

    Nothing is written where a finding is fatal. ``district.yaml`` is never replaced.

    Args:
        order: what and where.
        progress: told how far it is.

    Raises:
        CannotWriteError: a file cannot be written.
    """
    progress("reading published files", 0, 1)
    imported = import_published(
        order.publisher,
        order.files,
        district=order.district or None,
        year=order.year,
        charters=order.charters,
    )
    progress("reading published files", 1, 1)
    data = {name: _encoded(name, text) for name, text in imported.render_tables().items()}
    there = {name for name in data if _differs(order.to / name, data[name])}
    kept = there & {_PROFILE}
    over = () if order.replace else tuple(_would_replace(sorted(there - kept), order.to))
    answer = Answer.of((*imported.findings, *over))
    new = {name: each for name, each in data.items() if name not in kept}
    if not data and answer.exit is Exit.OK:
        answer = Answer(answer.findings, Exit.NOTHING)
    writes = answer.exit is Exit.OK and not order.dry_run
    if writes:
        _write(order.to, new)
    return _done(order, imported, answer, tuple(new), tuple(sorted(kept)), writes=writes)


def _done(
    order: ImportOrder,
    imported: Imported,
    answer: Answer,
    tables: tuple[str, ...],
    kept: tuple[str, ...],
    *,
    writes: bool,
) -> ImportDone:
    return ImportDone(
        answer=answer,
        name=imported.profile.name,
        schools=len(imported.schools),
        counts=given_counts(imported.counts.values()),
        codes={name: len(titles) for name, titles in imported.accounts.titles.items()},
        rows=imported.rows,
        notes=imported.notes,
        tables=tables,
        kept=kept,
        folder=order.to if writes else None,
    )


def _encoded(name: str, text: str) -> bytes:
    return f"{_MARK if name.endswith('.csv') else ''}{text}".encode()


def _differs(path: Path, data: bytes) -> bool:
    """Whether another file of this name is there."""
    return path.exists() and (not path.is_file() or path.read_bytes() != data)


def _would_replace(names: list[str], folder: Path) -> Iterator[Finding]:
    """IMP-01: one for every table that is there and differs."""
    for name in names:
        problem = f"there is a {name} in {folder.name} already, and it differs."
        remedy = "Import into another folder, or add --replace."
        yield WOULD_REPLACE.at(Location(file=name), problem, remedy)


def _write(folder: Path, tables: Mapping[str, bytes]) -> None:
    """The tables as files, each whole or absent."""
    by_folder: dict[str, list[str]] = {}
    for name in tables:
        by_folder.setdefault(name.rpartition("/")[0], []).append(name)
    for inner, names in by_folder.items():
        with DurableFolder(folder / inner) as place:
            for name in names:
                place.write(name.rpartition("/")[2], tables[name])
