"""A policy's YAML as plain dictionaries, lists and texts, with the line of each.

Every scalar stays the text that was written, so that 0.24 is exactly 0.24 and an id keeps its
zeros; only an empty value, ``~`` or ``null`` becomes None. The parser's events are taken one by
one: no object is ever constructed, nothing is expanded, and reading stops at the first limit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from bsa_xl.finding import Finding, FindingKind
from bsa_xl.location import Location

from .kinds import GRAMMAR, NOT_PLAIN, SUSPICIOUS, TWICE, UNREADABLE
from .sentences import quote
from .syntax import dropped_by_hash, explain

DEEPEST = 20
MOST_ENTRIES = 40_000
MOST_FINDINGS = 100

#: The way to a place in the file: keys and positions, ``("components", 0, "values", "FY2026")``.
Steps = tuple[str | int, ...]

_HALF_LETTER = re.compile("[\ud800-\udfff]")
_NOTHING = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True, slots=True)
class Written:
    """What a file says.

    Attributes:
        data: dictionaries, lists, texts and None.
        lines: the line of every place, in file order; of a key, the line of the key.
        unreadable: places whose value was refused and stands as None.
    """

    data: Any
    lines: Mapping[Steps, int]
    unreadable: frozenset[Steps] = frozenset()


def read_tree(text: str, file: str) -> tuple[Written | None, tuple[Finding, ...]]:
    """The text as a tree; None where it could not be read to its end.

    Args:
        text: the whole file, with line feeds only.
        file: the name that findings carry.

    Returns:
        The tree, and a finding for each thing in it that plain YAML does not need.
    """
    reader = _Reader(text, file)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            reader.take(event)
    except _StopReadingError:
        return None, tuple(reader.findings)
    except YAMLError as error:
        return None, (*reader.findings, *explain(error, text, file))
    written = Written(reader.root, reader.lines, frozenset(reader.unreadable))
    return written, tuple(reader.findings)


class _StopReadingError(Exception):
    """What follows cannot be read; the finding says why."""


@dataclass(slots=True)
class _Open:
    """A dictionary or list that is being read.

    Attributes:
        steps: where it stands; None below a key that was given twice.
        key: the key whose value comes next; None where a key comes next, or in a list.
        kept: False while the value of a repeated key passes by.
    """

    value: dict[str, Any] | list[Any]
    steps: Steps | None
    key: str | None = None
    kept: bool = True


@dataclass(slots=True)
class _Reader:
    text: str
    file: str
    root: Any = None
    findings: list[Finding] = field(default_factory=list)
    lines: dict[Steps, int] = field(default_factory=dict)
    unreadable: set[Steps] = field(default_factory=set)
    _stack: list[_Open] = field(default_factory=list)
    _entries: int = 0
    _documents: int = 0
    _rows: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._rows = self.text.split("\n")

    def take(self, event: Event) -> None:
        """Take the parser's next event."""
        match event:
            case ScalarEvent() | AliasEvent() | MappingStartEvent() | SequenceStartEvent():
                self._take_node(event)
            case MappingEndEvent() | SequenceEndEvent():
                self._stack.pop()
            case DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    said = "A second document begins here, after '---' or '...'."
                    self._refuse(event, said, "Keep one policy in one file.")
            case _:
                pass

    def _take_node(self, event: Event) -> None:
        self._count(event)
        if self._comes_a_key():
            self._take_key(event)
            return
        steps = self._next_steps(event)
        match event:
            case AliasEvent():
                self._value(None)
                if steps is not None:
                    self.unreadable.add(steps)
            case ScalarEvent():
                self._value(self._scalar(event))
            case MappingStartEvent():
                self._stack.append(_Open(self._value({}), steps))
            case _:
                self._stack.append(_Open(self._value([]), steps))

    def _count(self, event: Event) -> None:
        """Keep within the limits, and refuse what plain YAML does not need."""
        self._entries += 1
        if self._entries > MOST_ENTRIES:
            said = f"The file has more than {MOST_ENTRIES:,} entries."
            self._refuse(event, said, "Check that this is a policy.")
        if len(self._stack) >= DEEPEST:
            said = f"This line is nested more than {DEEPEST} levels deep."
            self._refuse(event, said, "Check its indentation and its brackets.")
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, AliasEvent):
            said = f"{quote(f'*{anchor}')} stands for a value written elsewhere."
            remedy = "Write the value out, or put the text in quotes if it begins with *."
            self._tell(NOT_PLAIN, event, said, remedy)
        elif anchor is not None:
            said = f"{quote(f'&{anchor}')} gives a name to a value, to use it again elsewhere."
            remedy = "Take the name out, or put the text in quotes if it begins with &."
            self._tell(NOT_PLAIN, event, said, remedy)
        if tag is not None:
            said = f"{quote(_short_tag(tag))} is a YAML tag."
            remedy = "Take it out, or put the text in quotes if it begins with !."
            self._tell(NOT_PLAIN, event, said, remedy)

    def _comes_a_key(self) -> bool:
        return bool(self._stack) and isinstance(self._top.value, dict) and self._top.key is None

    @property
    def _top(self) -> _Open:
        return self._stack[-1]

    def _take_key(self, event: Event) -> None:
        if not isinstance(event, ScalarEvent):
            self._refuse(event, "A key is not a single word.", "Write 'key: value'.")
            return
        key, top = self._whole(event), self._top
        if key == "" and event.style is None:
            self._tell(GRAMMAR, event, "A colon has no key before it.", "Write 'key: value'.")
        top.key, top.kept = key, key not in top.value
        if not top.kept and top.steps is not None:
            first = self.lines[(*top.steps, key)]
            self._tell(
                TWICE,
                event,
                f"{quote(key)} is given twice, first on line {first}.",
                "Keep one of the two.",
            )
        elif top.steps is not None:
            self.lines[(*top.steps, key)] = _line(event)

    def _next_steps(self, event: Event) -> Steps | None:
        """Where the value that comes stands; None where it is not kept."""
        if not self._stack:
            return ()
        top = self._top
        if top.steps is None or not top.kept:
            return None
        if isinstance(top.value, list):
            steps: Steps = (*top.steps, len(top.value))
            self.lines[steps] = _line(event)
            return steps
        return (*top.steps, str(top.key))

    def _value(self, value: Any) -> Any:  # noqa: ANN401 - a dictionary, a list, a text or None
        """Put a value where it belongs."""
        if not self._stack:
            self.root = value
            return value
        top = self._top
        if isinstance(top.value, list):
            top.value.append(value)
        else:
            if top.kept:
                top.value[str(top.key)] = value
            top.key, top.kept = None, True
        return value

    def _scalar(self, event: ScalarEvent) -> str | None:
        if event.style is not None:
            return self._whole(event)
        if event.value in _NOTHING:
            return None
        mark = event.end_mark
        dropped = dropped_by_hash(self._rows[mark.line][mark.column :])
        if dropped is not None:
            said = f"YAML takes {dropped} for a remark and drops it."
            remedy = "Put the text in quotes, or a space after # if it is a remark."
            self._tell(SUSPICIOUS, event, said, remedy)
        return str(event.value)

    def _whole(self, event: ScalarEvent) -> str:
        """The text of a scalar; escapes of JSON's kind may have split a letter in two halves."""
        text = str(event.value)
        if event.style != '"' or not _HALF_LETTER.search(text):
            return text
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if "\ufffd" in text:
            said = "This line holds an escape such as \\ud83d that is half a character."
            self._tell(UNREADABLE, event, said, "Delete it and type the text again.")
        return text

    def _tell(self, kind: FindingKind, event: Event, problem: str, remedy: str) -> None:
        where = Location(file=self.file, line=_line(event))
        self.findings.append(kind.at(where, problem, remedy))
        if len(self.findings) >= MOST_FINDINGS:
            raise _StopReadingError

    def _refuse(self, event: Event, problem: str, remedy: str) -> None:
        self._tell(NOT_PLAIN, event, problem, remedy)
        raise _StopReadingError


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1


def _short_tag(tag: object) -> str:
    return str(tag).replace("tag:yaml.org,2002:", "!!")
