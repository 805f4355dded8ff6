"""Finds a district's tables, as files of a folder or sheets of a workbook, and hashes each file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from bsa_xl.location import Location

from .account_tables import pair_of
from .decoding import decode
from .facts import InputFile
from .grid import Grid, read_grid
from .headers import fit_of
from .kinds import NOT_A_TABLE, TABLE_TWICE, UNREADABLE_FILE
from .notices import Notices
from .profile_file import Entry, entries_of_grid, entries_of_yaml
from .shapes import CODES, DIMENSIONS, TABLES, TableShape, combination_shape
from .words import key_of, nearest
from .workbook_grids import read_workbook_grids

PROFILE, WORKBOOK, ACCOUNTS = "district.yaml", "district.xlsx", "accounts"
_Key = TypeVar("_Key")
_SHAPES = {shape.name: shape for shape in TABLES}
_WORKBOOKS = (".xlsx", ".xlsm")
#: How the names of lock files and hidden files begin.
_ASIDE = ("~$", ".")
#: Files that lie in a district's folder and are other rooms' business.
_NEIGHBOURS = frozenset({"policy.yaml", "readme.md"})


@dataclass(slots=True)
class Sources:
    """What was found, before any of it is understood.

    Attributes:
        grids: by table; ``schools`` and so on.
        codes: by dimension of the chart of accounts.
        pairs: by two dimensions.
        profile: keys of the profile; None where there is none, or none that can be read.
        has_profile: whether there is one.
        profile_at: the profile's file.
        inputs: every file that was read.
    """

    notices: Notices
    grids: dict[str, Grid] = field(default_factory=dict)
    codes: dict[str, Grid] = field(default_factory=dict)
    pairs: dict[tuple[str, str], Grid] = field(default_factory=dict)
    profile: dict[str, Entry] | None = None
    has_profile: bool = False
    profile_at: Location = field(default_factory=lambda: Location(file=PROFILE))
    inputs: list[InputFile] = field(default_factory=list)

    def read_folder(self, folder: Path) -> None:
        """Take in all tables of a folder, and of a district.xlsx that lies in it."""
        files = sorted(
            entry for entry in folder.iterdir() if not entry.name.startswith(("~$", "."))
        )
        for path in files:
            name = path.name.casefold()
            if path.is_dir():
                if name == ACCOUNTS:
                    self._read_accounts(path)
            elif name.removesuffix(".csv") in _SHAPES and name.endswith(".csv"):
                shape = _SHAPES[name.removesuffix(".csv")]
                self._keep(self.grids, shape.name, self._csv(path, path.name, shape))
            elif name == PROFILE:
                self._read_profile(path)
        for path in files:
            if path.name.casefold() == WORKBOOK:
                self.read_workbook(path)
        self._tell_strangers(files)

    def read_workbook(self, path: Path) -> None:
        """Take in all sheets of a workbook that have a table's name."""
        data = self._bytes(path, path.name)
        if data is None:
            return
        for grid in read_workbook_grids(data, path.name, self.notices):
            name = key_of(grid.sheet)
            pair = pair_of(name.removeprefix("accounts_"))
            if name in _SHAPES:
                self._keep(self.grids, name, grid)
            elif name == "district":
                if self.has_profile:
                    self._tell_twice(grid.at(), PROFILE)
                else:
                    self.profile = entries_of_grid(grid, self.notices)
                    self.profile_at = grid.at()
                    self.has_profile = True
            elif name.removeprefix("accounts_") in DIMENSIONS:
                self._keep(self.codes, name.removeprefix("accounts_"), grid)
            elif pair:
                self._keep(self.pairs, pair, grid)
            else:
                self._tell_stranger(grid.at(), "sheet", name, _SHAPES)

    def read_profile_beside(self, workbook: Path) -> None:
        """Take in the district.yaml beside a workbook that has no sheet of that name."""
        beside = workbook.parent / PROFILE
        if not self.has_profile and beside.is_file():
            self._read_profile(beside)

    def _read_profile(self, path: Path) -> None:
        data = self._bytes(path, path.name)
        text = None if data is None else decode(data, path.name, self.notices)
        if text is not None:
            self.profile = entries_of_yaml(text, path.name, self.notices)
            self.profile_at = Location(file=path.name)
        self.has_profile = True

    def _read_accounts(self, folder: Path) -> None:
        for path in sorted(folder.glob("*")):
            name = path.stem.casefold()
            file = f"{folder.name}/{path.name}"
            pair = pair_of(name)
            if path.suffix.casefold() != ".csv" or not path.is_file():
                continue
            if name in DIMENSIONS:
                self._keep(self.codes, name, self._csv(path, file, CODES))
            elif pair:
                self._keep(self.pairs, pair, self._csv(path, file, combination_shape(*pair)))
            else:
                self._tell_stranger(Location(file=file), "file", name, DIMENSIONS)

    def _csv(self, path: Path, name: str, shape: TableShape) -> Grid | None:
        data = self._bytes(path, name)
        text = None if data is None else decode(data, name, self.notices)
        return None if text is None else read_grid(text, name, partial(fit_of, shape), self.notices)

    def _bytes(self, path: Path, name: str) -> bytes | None:
        try:
            data = path.read_bytes()
        except OSError as fault:
            problem = f"the file cannot be opened ({fault.strerror or 'no reason given'})."
            remedy = "Close it in other programs and check who may read it."
            self.notices.fault(UNREADABLE_FILE, Location(file=name), problem, remedy)
            return None
        self.inputs.append(InputFile(name, hashlib.sha256(data).hexdigest(), len(data)))
        return data

    def _keep(self, kept: dict[_Key, Grid], key: _Key, grid: Grid | None) -> None:
        if grid is None:
            return
        if key in kept:
            before = kept[key]
            self._tell_twice(grid.at(), before.file if grid.file != before.file else before.sheet)
        else:
            kept[key] = grid

    def _tell_twice(self, where: Location, before: str) -> None:
        problem = f"the same table was read from {before} already, and this one was not read."
        self.notices.fault(TABLE_TWICE, where, problem, "Keep one of the two.")

    def _tell_strangers(self, files: Iterable[Path]) -> None:
        known = {f"{name}.csv" for name in _SHAPES} | {PROFILE, WORKBOOK} | _NEIGHBOURS
        for path in files:
            name = path.name.casefold()
            if path.is_file() and name not in known and path.suffix.casefold() in {".csv", ".tsv"}:
                stem = path.stem.casefold()
                self._tell_stranger(Location(file=path.name), "file", stem, _SHAPES)

    def _tell_stranger(self, where: Location, what: str, name: str, known: Iterable[str]) -> None:
        meant = nearest(name, known)
        remedy = (
            f"Call it {meant} if that is what it is." if meant else "Ignore this if it is no table."
        )
        problem = f"this {what} is none of the district's tables and was not read."
        self.notices.fault(NOT_A_TABLE, where, problem, remedy)


def is_workbook(path: Path) -> bool:
    """Whether a path has the name of a workbook."""
    return path.suffix.casefold() in _WORKBOOKS
