"""Marks: texts such as ``@@school@@`` that stand anywhere in the XML and are filled in there.

What a text must look like depends on where its mark stands. In a page header ``&`` begins a code
and is doubled; within the quotes of a formula a quote is doubled; in a formula outside quotes only
digits are let in, so that no text becomes part of a formula.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import unescape

from bsa_xl.finding import Fault
from bsa_xl.location import Location

from .escaping import RefusedError, escape_mark, escape_plain, refuse_unwritable, units
from .xml_text import MAIN, TAG, require_whole, split_name, tag_at, walk

#: What a mark may be made of: nothing that XML, a formula or a page header writes otherwise. It
#: begins with a sign that no word begins with.
MARK = re.compile(r"[@#$%~^][A-Za-z0-9_@#$%~^.:-]{2,60}")

#: Excel refuses a workbook whose page header, or whose text within a formula, is longer.
MOST_IN_HEADER = 255
MOST_IN_QUOTES = 255

_HEADERS = frozenset(
    f"{which}{what}" for which in ("odd", "even", "first") for what in ("Header", "Footer")
)
_FORMULAS = frozenset(
    {
        "f",
        "formula",
        "formula1",
        "formula2",
        "definedName",
        "calculatedColumnFormula",
        "totalsRowFormula",
    }
)
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"


class Setting(StrEnum):
    """Where a mark stands, which says how its text is written."""

    TEXT = "text"  #: spreadsheet XML, element or attribute
    OTHER = "other"  #: any other XML, where ``_xHHHH_`` means nothing
    HEADER = "header"  #: a page header or footer
    AFTER_SIZE = "after size"  #: the same, right after a font size: digits need a space between
    QUOTED = "quoted"  #: within the quotes of a formula
    BARE = "bare"  #: in a formula outside quotes: digits only


@dataclass(frozen=True, slots=True)
class FoundMark:
    """One occurrence of a mark.

    Attributes:
        start: the byte at which it begins.
        end: the byte after it.
        mark: which one.
        setting: where it stands.
    """

    start: int
    end: int
    mark: str
    setting: Setting


@dataclass(frozen=True, slots=True)
class Room:
    """How much text fits where marks stand.

    Attributes:
        marks: the marks that share the room, each as often as it stands there.
        setting: where they stand.
        left: the UTF-16 units that are left for their texts.
    """

    marks: tuple[str, ...]
    setting: Setting
    left: int


def write_mark(setting: Setting, text: str) -> str:
    """A mark's text as it is written where it stands.

    Raises:
        RefusedError: it cannot stand there.
    """
    if not isinstance(text, str):
        raise RefusedError(f"{type(text).__name__} {text!r} is not a text.", "Give a str.")
    refuse_unwritable(text)
    match setting:
        case Setting.TEXT:
            return escape_mark(text)
        case Setting.OTHER:
            return escape_plain(text)
        case Setting.HEADER | Setting.AFTER_SIZE:
            between = " " if setting is Setting.AFTER_SIZE and text[:1].isdigit() else ""
            return between + escape_mark(text.replace("&", "&&"))
        case Setting.QUOTED:
            return escape_mark(text.replace('"', '""'))
        case Setting.BARE:
            if not (text.isascii() and text.isdigit()):
                raise RefusedError(
                    f"{text!r} stands in a formula, where only digits may.",
                    "Put the mark within quotes in the template, or give digits.",
                )
            return text


def length_in(setting: Setting, text: str) -> int:
    """The room that a text takes up, in UTF-16 units."""
    if setting in {Setting.HEADER, Setting.AFTER_SIZE}:
        text = text.replace("&", "&&")
        return units(text) + (setting is Setting.AFTER_SIZE and text[:1].isdigit())
    return units(text)


@dataclass(frozen=True, slots=True)
class _Tag:
    """An event of the parser: from its byte on, what is read belongs to ``inside``."""

    at: int
    after: int
    inside: str
    element: str  # empty for a closing tag


class MarkFinder:
    """Finds the marks of one part.

    Attributes:
        found: the occurrences, in the order of the document.
        rooms: where their texts may not be longer than so much.
        faults: occurrences that cannot be filled.
    """

    def __init__(self, part: str, data: bytes, marks: Sequence[str]) -> None:
        """Look for ``marks`` in the part's XML, which is in UTF-8."""
        self.found: list[FoundMark] = []
        self.rooms: list[Room] = []
        self.faults: list[Fault] = []
        self._part, self._data = part, data
        pattern = re.compile(b"|".join(re.escape(mark.encode()) for mark in marks))
        hits = list(pattern.finditer(data))
        stripped = re.sub(rb"<[^>]*>", b"", data)
        if hits or pattern.search(stripped):
            self._place(hits, pattern, stripped)

    def _place(
        self, hits: list[re.Match[bytes]], pattern: re.Pattern[bytes], stripped: bytes
    ) -> None:
        tags, space = (None, "") if b"<!" in self._data else self._near(hits)
        if tags is None:
            tags, space = self._tags()
        starts = [tag.at for tag in tags]
        in_text = 0
        rooms: dict[int, list[FoundMark]] = {}
        for hit in hits:
            which = bisect_right(starts, hit.start()) - 1
            tag = tags[which]
            is_attribute = bool(tag.element) and hit.start() < tag.after
            in_text += not is_attribute
            setting = self._setting(hit, tag, space, is_attribute=is_attribute)
            if setting is None:
                continue
            mark = FoundMark(hit.start(), hit.end(), hit[0].decode(), setting)
            self.found.append(mark)
            if setting not in {Setting.TEXT, Setting.OTHER, Setting.BARE}:
                rooms.setdefault(which, []).append(mark)
        for which, sharing in rooms.items():
            self._measure(tags[which], starts, sharing)
        if len(pattern.findall(stripped)) > in_text:
            split = self._split_mark(pattern, stripped, hits)
            self._refuse(
                f"the mark {split} is there in pieces, because part of it was formatted apart.",
                "Type it anew in the template, in one go and one format.",
            )

    def _near(self, hits: list[re.Match[bytes]]) -> tuple[list[_Tag] | None, str]:
        """The tags before and after each mark, where every mark stands right behind an opening tag.

        Most parts are long and have few marks; going through all of their elements takes long.
        """
        data = self._data
        root = TAG.search(data)
        if root is None or not hits:
            return None, ""
        prefix, _, _ = root[1].rpartition(b":")
        named = b":" + prefix if prefix else b""
        space = re.search(rb"\sxmlns%s\s*=\s*[\"']([^\"']*)" % named, root[2])
        found: dict[int, _Tag] = {}
        for hit in hits:
            at = data.rfind(b"<", 0, hit.start())
            tag = TAG.match(data, at) if at >= 0 else None
            if tag is None or (tag[3] and tag.end() <= hit.start()):
                return None, ""
            local = tag[1].rpartition(b":")[2].decode()
            found[at] = _Tag(at, tag.end(), local, local)
            following = data.find(b"<", max(tag.end(), hit.end()))
            if following >= 0:
                found.setdefault(following, _Tag(following, following, "", ""))
        require_whole(self._part, data)
        return [found[at] for at in sorted(found)], space[1].decode() if space else ""

    def _tags(self) -> tuple[list[_Tag], str]:
        """All tags in order, and the namespace of the part's outermost element."""
        tags: list[_Tag] = []
        open_names: list[str] = []
        spaces: list[str] = []

        def start(at: int, name: str, _attributes: Mapping[str, str]) -> None:
            space, local, _ = split_name(name)
            if not spaces:
                spaces.append(space)
            open_names.append(local)
            tags.append(_Tag(at, tag_at(self._part, self._data, at).end(), local, local))

        def end(at: int, _name: str) -> None:
            open_names.pop()
            inside = open_names[-1] if open_names else ""
            if self._data.startswith(b"</", at):
                tags.append(_Tag(at, self._data.index(b">", at) + 1, inside, ""))
            else:  # closed at once: the parser's byte means nothing, what follows is outside
                tags.append(_Tag(tags[-1].after, tags[-1].after, inside, ""))

        walk(self._part, self._data, start, end)
        return tags, spaces[0] if spaces else ""

    def _setting(
        self, hit: re.Match[bytes], tag: _Tag, space: str, *, is_attribute: bool
    ) -> Setting | None:
        before = self._data[tag.after : hit.start()]
        if not is_attribute and (b"<!" in before or b"<?" in before):
            self._refuse(
                f"the mark {hit[0].decode()} stands in a comment or in literal text.",
                "Type it anew in the template.",
            )
            return None
        is_spreadsheet = space in MAIN
        if is_attribute:
            if is_spreadsheet and tag.element == "sheet":
                self._refuse(
                    f"the mark {hit[0].decode()} stands in a sheet's name.",
                    "Give the sheet a name of its own; formulas refer to it.",
                )
                return None
            return Setting.TEXT if is_spreadsheet else Setting.OTHER
        if tag.inside in _FORMULAS:
            quotes = unescape(before.decode()).count('"')
            return Setting.QUOTED if quotes % 2 else Setting.BARE
        if is_spreadsheet and tag.inside in _HEADERS:
            is_after_size = re.search(rb"&amp;\d+$", before)
            return Setting.AFTER_SIZE if is_after_size else Setting.HEADER
        return Setting.TEXT if is_spreadsheet or space == _PROPERTIES else Setting.OTHER

    def _measure(self, tag: _Tag, starts: list[int], sharing: list[FoundMark]) -> None:
        """What room an element leaves; in a formula each pair of quotes has its own."""
        after = bisect_right(starts, tag.at)
        text = self._data[tag.after : starts[after] if after < len(starts) else len(self._data)]
        if sharing[0].setting is not Setting.QUOTED:
            self._leave_room(unescape(text.decode()), sharing, MOST_IN_HEADER)
            return
        for mark in sharing:
            before = unescape(self._data[tag.after : mark.start].decode())
            rest = unescape(self._data[mark.end : tag.after + len(text)].decode())
            literal = before.rpartition('"')[2] + mark.mark + rest.partition('"')[0]
            self._leave_room(
                literal, [each for each in sharing if each.mark in literal], MOST_IN_QUOTES
            )

    def _leave_room(self, text: str, sharing: list[FoundMark], most: int) -> None:
        left = most - units(text) + sum(len(mark.mark) for mark in sharing)
        marks = tuple(sorted(mark.mark for mark in sharing))
        self.rooms.append(Room(marks, sharing[0].setting, left))

    def _split_mark(
        self, pattern: re.Pattern[bytes], stripped: bytes, hits: list[re.Match[bytes]]
    ) -> str:
        names = [hit[0].decode() for hit in pattern.finditer(stripped)]
        whole = [hit[0].decode() for hit in hits]
        return next((name for name in names if names.count(name) > whole.count(name)), names[0])

    def _refuse(self, problem: str, remedy: str) -> None:
        self.faults.append(Fault(Location(), f"{problem[:1].upper()}{problem[1:]}", remedy))
