"""district.yaml, or the sheet `district`, to the profile: strict, every fault with its line.

Both are first flattened to the same thing: a dotted key (``calendar.due``) and its values, as text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bsa_xl.location import Location

from .dates import DateOrder, read_iso, read_otherwise, remedy_for
from .grid import Grid
from .kinds import BAD_PROFILE_VALUE, BROKEN_PROFILE, COLUMN_TWICE, UNKNOWN_KEY
from .notices import Notices
from .profile import AccountSegment, CalendarDates, DistrictProfile
from .texts import fit_to_show
from .words import key_of, nearest, shown, spoken_list

SEGMENTS = ("fund", "resource", "project_year", "goal", "function", "object", "site", "program")
CALENDAR = ("issue", "due", "council_from", "council_until", "adoption")
#: Every key, as a dotted path.
KEYS = (
    "name",
    "office",
    "mailbox",
    "phone",
    "year_starts",
    *(f"calendar.{name}" for name in CALENDAR),
    "account_format.segments",
    "account_format.separator",
    "default_goal",
    "languages",
    "suppression_threshold",
)
BLOCKS = ("calendar", "account_format")
#: The key that people mean when they write a value beside a block's name.
_FIRST = ("calendar.due", "account_format.segments")
_LISTS = frozenset({"account_format.segments", "languages"})
_MOST_THRESHOLD, _MOST_WIDTH = 100, 20
_HEADER = frozenset({"key", "keys", "setting", "field"})


@dataclass(frozen=True, slots=True)
class Entry:
    """The values of one key, one for anything that is not a list."""

    values: tuple[str, ...]
    where: Location

    @property
    def value(self) -> str:
        """The only value; of a list, the first."""
        return self.values[0] if self.values else ""


def entries_of_yaml(text: str, file: str, notices: Notices) -> dict[str, Entry] | None:
    """The keys of district.yaml, or None when the file is not well formed.

    Args:
        text: the whole file.
        file: its name, for messages.
        notices: takes unknown and repeated keys.
    """
    problem = "the file is nested too deeply or is not YAML."
    remedy = "Write one key and its value on a line, such as 'name: Riverbend Unified'."
    try:
        root = YAML(typ="rt", pure=True).compose(text)
    except MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        line = mark.line + 1 if mark else 0
        problem = f"the line is not well formed ({shown(fault.problem or 'syntax', 60)})."
        notices.fault(BROKEN_PROFILE, Location(file=file, line=line), problem, remedy)
        return None
    except (YAMLError, RecursionError, ValueError):
        notices.fault(BROKEN_PROFILE, Location(file=file), problem, remedy)
        return None
    if root is None:
        return {}
    if not isinstance(root, MappingNode):
        notices.fault(BROKEN_PROFILE, Location(file=file, line=1), problem, remedy)
        return None
    entries: dict[str, Entry] = {}
    for key, node, where in _flat(root, "", file):
        _keep(entries, key, _values(node), where, notices, shape=_shape_fault(key, node))
    return entries


def entries_of_grid(grid: Grid, notices: Notices) -> dict[str, Entry]:
    """The keys of the sheet `district`: the key in the first column, its value in the second.

    The keys of a block are written whole, ``calendar.due``; a list may go on in further columns.
    """
    entries: dict[str, Entry] = {}
    for line, cells in grid.rows:
        key = key_of(cells[0]) if cells else ""
        if not key or (not entries and key in _HEADER):
            continue
        where = Location(file=grid.file, sheet=grid.sheet, line=line)
        value = cells[1].strip() if len(cells) > 1 else ""
        if key in BLOCKS:
            _tell_block(key, value, where, notices)
            continue
        listed = [part.strip() for cell in cells[1:] for part in cell.split(",") if part.strip()]
        values = tuple(listed) if key in _LISTS else (value,)
        _keep(entries, key, values, where, notices, between=".")
    return entries


def profile_of(
    entries: Mapping[str, Entry], where: Location, fallback: str, notices: Notices
) -> DistrictProfile:
    """The profile; whatever cannot be understood keeps its usual value and is told.

    Args:
        entries: of district.yaml or the sheet.
        where: the file, for what is missing.
        fallback: the name of a district that gives none.
        notices: takes what is found.
    """
    usual = DistrictProfile(name=fallback)
    reader = _Values(entries, notices)
    name = reader.text("name")
    if not name:
        remedy = "Write 'name: ' and the district's name."
        notices.fault(BAD_PROFILE_VALUE, where, "the district has no name.", remedy)
    return DistrictProfile(
        name=name or fallback,
        office=reader.text("office"),
        mailbox=reader.text("mailbox"),
        phone=reader.text("phone"),
        year_starts=reader.month_and_day("year_starts", usual.year_starts),
        calendar=CalendarDates(**{day: reader.day(f"calendar.{day}") for day in CALENDAR}),
        account_segments=reader.segments("account_format.segments", usual.account_segments),
        account_separator=reader.separator("account_format.separator", usual.account_separator),
        default_goal=reader.text("default_goal"),
        languages=reader.words("languages") or usual.languages,
        suppression_threshold=reader.whole(
            "suppression_threshold", usual.suppression_threshold, _MOST_THRESHOLD
        ),
    )


def _flat(root: MappingNode, prefix: str, file: str) -> Iterator[tuple[str, Node, Location]]:
    for key_node, node in root.value:
        key = prefix + (key_of(key_node.value) if isinstance(key_node, ScalarNode) else "?")
        if key in BLOCKS and isinstance(node, MappingNode):
            yield from _flat(node, f"{key}.", file)
        else:
            yield key, node, Location(file=file, line=key_node.start_mark.line + 1)


def _values(node: Node) -> tuple[str, ...]:
    if isinstance(node, ScalarNode):
        return () if node.style is None and node.value in {"", "null", "~"} else (node.value,)
    if isinstance(node, SequenceNode):
        return tuple(item.value for item in node.value if isinstance(item, ScalarNode))
    return ()


def _shape_fault(key: str, node: Node) -> str:
    """What is wrong with the shape of a value: a list where one value is meant, or the reverse."""
    if key in BLOCKS:
        return "" if _is_null(node) else "needs lines of its own below it"
    if isinstance(node, SequenceNode) and key in _LISTS:
        plain = all(isinstance(item, ScalarNode) for item in node.value)
        return "" if plain else "is a list of single words"
    return "" if isinstance(node, ScalarNode) else "is one value"


def _is_null(node: Node) -> bool:
    return isinstance(node, ScalarNode) and not _values(node)


def _keep(
    entries: dict[str, Entry],
    key: str,
    values: tuple[str, ...],
    where: Location,
    notices: Notices,
    *,
    shape: str = "",
    between: str = ": ",
) -> None:
    if key not in KEYS and key not in BLOCKS:
        last = key.rpartition(".")[2]
        names = {known.rpartition(".")[2]: known for known in (*KEYS, *BLOCKS)}
        meant = nearest(last, names)
        remedy = f"Write {names[meant].replace('.', between)}." if meant else _keys_near(key)
        notices.fault(UNKNOWN_KEY, where, f"'{shown(key)}' is not known here.", remedy)
    elif shape:
        remedy = "Look at the sample district for how it is written."
        notices.fault(BAD_PROFILE_VALUE, where, f"{key} {shape}.", remedy)
    elif key in entries:
        line = entries[key].where.line
        notices.fault(COLUMN_TWICE, where, f"{key} stands on line {line} already.", "Remove one.")
    elif key not in BLOCKS:
        entries[key] = Entry(values, where)


def _tell_block(key: str, value: str, where: Location, notices: Notices) -> None:
    """A block's name alone is a heading; a value beside it would belong to none of its keys."""
    if value:
        problem = (
            f"{key} has several keys of its own, and '{shown(value)}' belongs to none of them."
        )
        beside = next(known for known in _FIRST if known.startswith(f"{key}."))
        remedy = f"Write a row for each of them, such as {beside}."
        notices.fault(BAD_PROFILE_VALUE, where, problem, remedy)


def _keys_near(key: str) -> str:
    """A way out for an unknown key: the keys that stand beside it."""
    block = key.rpartition(".")[0]
    beside = [known for known in (*KEYS, *BLOCKS) if known.rpartition(".")[0] == block]
    return f"Use {spoken_list([known.rpartition('.')[2] for known in beside])}."


@dataclass(frozen=True, slots=True)
class _Values:
    """Reads one key after the other."""

    entries: Mapping[str, Entry]
    notices: Notices

    def _tell(self, entry: Entry, problem: str, remedy: str) -> None:
        self.notices.fault(BAD_PROFILE_VALUE, entry.where, problem, remedy)

    def text(self, key: str) -> str:
        entry = self.entries.get(key)
        return fit_to_show(entry.value, entry.where, self.notices) if entry else ""

    def words(self, key: str) -> tuple[str, ...]:
        entry = self.entries.get(key)
        return tuple(value for value in entry.values if value) if entry else ()

    def separator(self, key: str, usual: str) -> str:
        entry = self.entries.get(key)
        return entry.value if entry and entry.values else usual

    def whole(self, key: str, usual: int, most: int) -> int:
        text = self.text(key)
        if not text:
            return usual
        if text.isascii() and text.isdecimal() and int(text[:9]) <= most:
            return int(text)
        remedy = f"Write a whole number from 0 to {most}."
        self._tell(self.entries[key], f"'{shown(text)}' is not understood as {key}.", remedy)
        return usual

    def day(self, key: str) -> date | None:
        text = self.text(key)
        day = read_iso(text) or read_otherwise(text, DateOrder.UNKNOWN)
        if text and day is None:
            problem = f"'{shown(text)}' is not a date."
            self._tell(self.entries[key], problem, remedy_for(text))
        return day

    def month_and_day(self, key: str, usual: tuple[int, int]) -> tuple[int, int]:
        text = self.text(key)
        day = read_iso(f"2024-{text}") or read_iso(text)
        if day:
            return day.month, day.day
        if text:
            problem = f"'{shown(text)}' is not a month and a day."
            self._tell(self.entries[key], problem, "Write 07-01 for July 1.")
        return usual

    def segments(self, key: str, usual: tuple[AccountSegment, ...]) -> tuple[AccountSegment, ...]:
        """``fund 2`` is the fund in two characters; ``fund`` alone is a fund of any width."""
        read: list[AccountSegment] = []
        for value in self.words(key):
            name, _, width = value.strip().partition(" ")
            width = width.strip() or "0"
            sound = width.isascii() and width.isdecimal() and int(width[:9]) <= _MOST_WIDTH
            if key_of(name) in SEGMENTS and sound:
                read.append(AccountSegment(key_of(name), int(width)))
                continue
            remedy = f"Write {spoken_list(SEGMENTS)}, then its width, such as 'fund 2'."
            problem = f"'{shown(value)}' is not a segment of the account string."
            self._tell(self.entries[key], problem, remedy)
        return tuple(read) or usual
