"""From marks found in the parts to the stretches of XML that are written anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bsa_xl.finding import Fault
from bsa_xl.location import Location

from .container import CONTENT_TYPES, ROOT_RELATIONSHIPS
from .faults import TemplateError
from .marks import FoundMark, MarkFinder, Room, Setting
from .splicing import Edit
from .template import Template

_XML = (".xml", ".rels", ".vml")


class Marking:
    """The marks of a template, wherever they stand.

    Attributes:
        edits: what is written anew, by part.
        uses: each mark, by number, in each setting in which it stands.
        rooms: where their texts may not be longer than so much.
    """

    def __init__(
        self, template: Template, marks: Sequence[str], filled: Mapping[str, Sequence[Edit]]
    ) -> None:
        """Find every mark; faults go to the template.

        Args:
            template: where.
            marks: which.
            filled: the cells that are filled anyway; a mark in one is overwritten.
        """
        self.edits: dict[str, list[Edit]] = {}
        self.uses: dict[tuple[int, Setting], None] = {}
        self._rooms: dict[tuple[tuple[str, ...], Setting], Room] = {}
        self._template = template
        self._marks = {mark: number for number, mark in enumerate(marks)}
        self._overwritten: set[str] = set()
        for part in template.members if marks else ():
            if part.endswith(_XML):
                self._search(part, filled.get(part, ()))
        used = {number for number, _ in self.uses}
        for mark, number in self._marks.items():
            if number not in used and mark in self._overwritten:
                self._refuse(mark, "stands only in cells that are filled anyway")
            elif number not in used:
                self._refuse(mark, "is nowhere in the template")

    @property
    def rooms(self) -> tuple[Room, ...]:
        """Each limit once, the tightest where several are alike."""
        return tuple(self._rooms.values())

    def _search(self, part: str, filled: Sequence[Edit]) -> None:
        try:
            content = self._template.content(part)
        except TemplateError:  # something in an encoding of its own, which no mark was typed in
            return
        finder = MarkFinder(part, content, list(self._marks))
        self._template.faults += finder.faults
        self._keep_rooms(finder.rooms)
        cells = sorted(filled, key=lambda edit: edit.start)
        at = 0
        for mark in finder.found:
            while at < len(cells) and cells[at].end <= mark.start:
                at += 1
            if at == len(cells) or mark.end <= cells[at].start:
                self._edit(part, mark)
            elif cells[at].block >= 0 or any(mark.mark in text for text in cells[at].literals):
                self._refuse(mark.mark, "stands in a formula or a table row that is filled anyway")
            else:
                self._overwritten.add(mark.mark)

    def _edit(self, part: str, mark: FoundMark) -> None:
        if part in {CONTENT_TYPES, ROOT_RELATIONSHIPS}:
            self._refuse(mark.mark, f"stands in {part}, where no text belongs")
            return
        use = (self._marks[mark.mark], mark.setting)
        self.uses[use] = None
        edit = Edit(mark.start, mark.end, ("", ""), (use,))
        self.edits.setdefault(part, []).append(edit)

    def _keep_rooms(self, rooms: Sequence[Room]) -> None:
        for room in rooms:
            known = self._rooms.get((room.marks, room.setting))
            if known is None or room.left < known.left:
                self._rooms[room.marks, room.setting] = room

    def _refuse(self, mark: str, problem: str) -> None:
        fault = Fault(
            Location(),
            f"The mark {mark} {problem}.",
            "Type it where its text is to stand, or take it off the list.",
        )
        self._template.faults.append(fault)
