"""What people type: fiscal years, dollars, files that are there, places to write to."""

from __future__ import annotations

import difflib
import re
from decimal import Decimal
from pathlib import Path

import click

from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import to_cents

from .safe_text import safe

_SPAN = re.compile(r"(?:20)?(\d\d)\s*[-/–]\s*(?:20)?(\d\d)", re.ASCII)
_LOOSE = re.compile(r"(?:FY|fiscal year)\s*-?\s*(?:20)?(\d\d)", re.IGNORECASE | re.ASCII)
_YEAR_ALONE = re.compile(r"20\d\d", re.ASCII)
_DOLLARS = re.compile(r"\$?\s*((?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,2})?)", re.ASCII)


class MissingInputError(click.ClickException):
    """Something is missing that a command is to work on (exit code 4)."""

    exit_code = 4


class FiscalYearType(click.ParamType[FiscalYear]):
    """A fiscal year as files write it: FY2026."""

    name = "year"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> FiscalYear:
        """Read ``FY2026``; say how to write what was meant by anything else."""
        if isinstance(value, FiscalYear):
            return value
        text = str(value).strip()
        try:
            return FiscalYear.parse(text.upper())
        except ValueError:
            self.fail(f"{safe(text)!r} is not a fiscal year. {_year_meant(text)}", param, ctx)


def _year_meant(text: str) -> str:
    """How to write the year that was probably meant."""
    if found := _SPAN.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        if second == (first + 1) % 100:
            return f"Write FY20{second:02d}."
    if found := _LOOSE.fullmatch(text):
        return f"Write FY20{found[1]}."
    if _YEAR_ALONE.fullmatch(text):
        year = int(text)
        return f"Write FY{year} for {year - 1}-{year % 100:02d}."
    return "Write FY2026 for 2025-26."


class DollarsType(click.ParamType[int]):
    """Dollars as people write them, with or without sign and commas; gives integer cents."""

    name = "dollars"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Read ``3,271,434,111.99`` or ``$3271434111.99``; anything else is not guessed at."""
        if isinstance(value, int):
            return value
        text = str(value).strip()
        found = _DOLLARS.fullmatch(text)
        if found is None:
            said = f"{safe(text)!r} is not an amount. Write 3,271,434,111.99 or 3271434111.99."
            self.fail(said, param, ctx)
        return to_cents(Decimal(found[1].replace(",", "")))


class ExistingPath(click.ParamType[Path]):
    """A file or folder that is there; where it is not, the name that was meant is suggested."""

    name = "path"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        """The path; of ``.`` and ``..`` the full one, so that it has a name."""
        path = Path(str(value))
        try:
            if not path.exists():
                raise MissingInputError(_not_there(path))
            return path.resolve() if path.name in {"", ".."} else path
        except (OSError, ValueError):
            self.fail(f"{safe(str(value))!r} cannot be a file or folder.", param, ctx)


def _not_there(path: Path) -> str:
    """Names the place that is missing, and its nearest neighbour."""
    parent = path.parent
    if not parent.is_dir():
        return f"There is no folder {safe(str(parent))}. Check how it is written."
    try:
        names = [entry.name for entry in parent.iterdir()]
    except OSError:
        names = []
    near = difflib.get_close_matches(path.name, names, n=1, cutoff=0.6)
    remedy = f"Did you mean {parent / near[0]}?" if near else "Check how it is written."
    return f"There is no {safe(str(path))}. {safe(remedy)}"


class ExistingFile(ExistingPath):
    """A file that is there."""

    name = "file"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        """The path, unless it is a folder's."""
        path = super().convert(value, param, ctx)
        if path.is_dir():
            self.fail(f"{safe(str(path))} is a folder. Name a file in it.", param, ctx)
        return path


class OutFolder(click.ParamType[Path]):
    """A folder to write to, which need not be there yet."""

    name = "folder"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        """The path, unless a file has its name."""
        path = Path(str(value))
        try:
            in_the_way = next((each for each in (path, *path.parents) if each.is_file()), None)
        except (OSError, ValueError):
            self.fail(f"{safe(str(value))!r} cannot be a folder.", param, ctx)
        if in_the_way is not None:
            self.fail(f"{safe(str(in_the_way))} is a file. Name a folder.", param, ctx)
        return path


class OutFile(click.ParamType[Path]):
    """A file to write.

    Args:
        ending: that its name has, ``.xlsx``; empty for any.
    """

    name = "file"

    def __init__(self, ending: str = "") -> None:
        self.ending = ending

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        """The path, unless a folder has its name or its ending is another."""
        path = Path(str(value))
        try:
            is_folder = path.is_dir()
        except (OSError, ValueError):
            self.fail(f"{safe(str(value))!r} cannot be a file.", param, ctx)
        if is_folder:
            self.fail(f"{safe(str(path))} is a folder. Name a file in it.", param, ctx)
        if self.ending and path.suffix.casefold() != self.ending:
            said = f"{safe(path.name)!r} does not end in {self.ending}. Name it so."
            self.fail(said, param, ctx)
        return path


class NewFile(OutFile):
    """A file to write that must not be there yet, because people change it afterwards."""

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        """The path, unless something has its name already."""
        path = super().convert(value, param, ctx)
        if path.exists():
            said = f"{safe(str(path))} is there already, and may hold your changes. Name another."
            self.fail(said, param, ctx)
        return path
