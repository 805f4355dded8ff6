"""What the workbook's sheets are made of: columns, rows, and the names by which rows are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from bsa_xl.policy.tree import Steps

from .cells import Seen
from .families import Family, Raw
from .leaves import Leaf, Path

#: The row of every sheet's headers; what is typed begins below it.
HEAD_ROW = 4
#: Rows that are dressed and validated below the last one that is filled.
SPARE_ROWS = 40

POLICY, VALUES, PARTS, SOURCES = "Policy", "Values", "Parts", "Sources"
START, KINDS, LISTS, ORIGINAL = "Start", "Kinds", "Lists", "Original"
KEY = "Key"
SHEET, ROW, PART, VALUE_OF = "Sheet", "Row", "Part", "Value of"
SETTING, VALUE, ABOUT = "Setting", "Value", "What it is"
NAME, TITLE, SECTION, ADDRESS = "Name", "Title", "Section", "Address"
UNIT = "Unit"
#: The words of a value that ends.
ENDS = "ends"
OF_A_YEAR = " source"


class Role(Enum):
    """Who fills a column."""

    KEY = "key"  #: hidden; which row of the policy's file this was
    INPUT = "input"
    SHOWN = "shown"  #: for the eye; not read back
    NAMED = "named"  #: for the eye, and read to know which row it is


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet.

    Attributes:
        title: its header.
        leaf: the field that it holds; None where it holds something else.
        kinds: the kinds of rows that have the field; empty for all.
        choices: the list that its drop-down offers, a column of the sheet Lists; empty for none.
        prompt: what Excel says when a cell is chosen.
        width: characters.
        is_rare: whether no row uses it and no row needs it.
    """

    title: str
    role: Role = Role.INPUT
    leaf: Leaf | None = None
    kinds: tuple[str, ...] = ()
    choices: str = ""
    prompt: str = ""
    width: int = 16
    is_rare: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet.

    Attributes:
        key: which place of the file it shows, ``components/3``; empty for a new one.
        cells: one for each column but the key.
        grouped: places of cells whose numbers are written with ``_`` between thousands.
    """

    key: str
    cells: tuple[Seen, ...]
    grouped: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that is typed on.

    Attributes:
        hints: what is typed here, one sentence a line, at most two.
        spare: rows below the last one that have drop-downs too.
        about: what stands here, for the sheet Start; the first hint where it is empty.
        columns: the key's first.
    """

    name: str
    hints: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    spare: int = SPARE_ROWS
    about: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """How a person means a block: sheet, row and part.

    Attributes:
        part: ``spans: k-3``, and so on downward, `` / `` between; empty for the row itself.
    """

    sheet: str
    row: str = ""
    part: str = ""

    def below(self, path: Path, name: str) -> Address:
        """The address of a part."""
        return Address(self.sheet, self.row, f"{self.list_below(path)}: {name}")

    def list_below(self, path: Path) -> str:
        """What the column Part says of the rows of a list."""
        return " / ".join(filter(None, (self.part, dotted(path))))


def dotted(path: Path) -> str:
    """``base.values``."""
    return ".".join(path)


def title_of(path: Path) -> str:
    """A field's name as a header: ``Schools: except where``."""
    words = [step.replace("_", " ") for step in path]
    if len(words) > 1 and words[-1] == words[-2]:
        words.pop()
    first = words[0].capitalize()
    return f"{first}: {words[-1]}" if len(words) > 1 else first


def key_of(steps: Steps) -> str:
    """A place of the file as the hidden column holds it."""
    return "/".join(map(str, steps))


def names_in(family: Family, rows: Sequence[Raw]) -> list[str]:
    """A name for every row of a list, no two alike."""
    names: list[str] = []
    for number, row in enumerate(rows, start=1):
        name = (family.name_of(row) if isinstance(row, dict) else "") or f"row {number}"
        free, again = name, 2
        while free in names:
            free, again = f"{name} ({again})", again + 1
        names.append(free)
    return names


def is_grouped(raw: Raw, seen: Seen) -> bool:
    """Whether a number is written with ``_`` between its thousands."""
    return isinstance(seen, Decimal) and isinstance(raw, str) and "_" in raw


def at(raw: Raw, path: Path) -> Raw:
    """What stands at the end of a way; None where the way ends before."""
    for step in path:
        raw = raw.get(step) if isinstance(raw, dict) else None
    return raw
