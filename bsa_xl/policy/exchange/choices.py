"""The lists that drop-downs offer, on a hidden sheet, one column for each."""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bsa_xl.policy.marks import Stands

from .contents import Contents
from .families import Raw, sections_of
from .leaves import Form
from .sheets import HEAD_ROW, LISTS, PART, POLICY, ROW, SHEET, SOURCES, VALUE_OF, at, dotted

#: Rows of another sheet that a drop-down looks at.
_LOOKED_AT = 400
#: Words in a drop-down that no person would look through.
_MOST_WORDS = 1000


class Choices:
    """Writes the lists as they are asked for."""

    def __init__(self, sheet: Worksheet, contents: Contents, policy: type) -> None:
        """Begin with an empty sheet.

        Args:
            sheet: the hidden sheet.
            contents: of the workbook.
            policy: the policy's model.
        """
        self._sheet = sheet
        self._contents = contents
        self._policy = policy
        self._ranges: dict[tuple[str, ...], str] = {}

    def range_of(self, name: str) -> str:
        """The cells that a drop-down offers, as a formula has them; empty for none.

        Args:
            name: a column's ``choices``.
        """
        if name == SOURCES:
            return f"{SOURCES}!$B${HEAD_ROW + 1}:$B${HEAD_ROW + _LOOKED_AT}"
        words = tuple(name.split("|")) if "|" in name else self._words(name)
        return self.column_of(name, words[:_MOST_WORDS]) if words else ""

    def column_of(self, title: str, words: tuple[str, ...]) -> str:
        """A list's cells; the same list is written once."""
        if words not in self._ranges:
            number = len(self._ranges) + 1
            letter = get_column_letter(number)
            for row, word in enumerate((title.split("|", maxsplit=1)[0], *words), start=1):
                cell = self._sheet.cell(row, number, word)
                cell.data_type, cell.number_format = "s", "@"
            self._ranges[words] = f"{LISTS}!${letter}$2:${letter}${len(words) + 1}"
        return self._ranges[words]

    def _words(self, name: str) -> tuple[str, ...]:  # noqa: PLR0911 - one for each list
        placed = self._contents.placed
        if name == SHEET:
            return (POLICY, *(section.title for section in sections_of(self._policy)))
        if name == ROW:
            rows = [block.address.row for block in placed if not block.address.part]
            return tuple(dict.fromkeys(filter(None, rows)))
        if name == PART:
            return self._paths(Form.PARTS)
        if name == VALUE_OF:
            return self._paths(Form.DATED)
        if name == "program":
            programs = [b.address.row for b in placed if b.steps[:1] == ("programs",)]
            return tuple(dict.fromkeys((*programs, *self._used(name))))
        if name == Stands.COUNT.value:
            counting = [b.address.row for b in placed if b.steps[:1] == ("counting",)]
            return tuple(dict.fromkeys((*counting, *sorted(self._used(name)))))
        if name == Stands.COMPONENT.value:
            return tuple(b.address.row for b in placed if b.steps[:1] == ("components",)
                         and not b.address.part)  # fmt: skip
        known = {stands.value for stands in Stands}
        return tuple(sorted(self._used(name))) if name in known else (name,)

    def _paths(self, form: Form) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for section in sections_of(self._policy):
            found.update(dict.fromkeys(map(dotted, section.family.elsewhere(form))))
        for block in self._contents.placed:
            found.update(dict.fromkeys(dotted(leaf.path) for leaf in block.having(form)))
        return tuple(found)

    def _used(self, name: str) -> set[str]:
        """Words that the policy itself uses in fields of this meaning."""
        found: set[str] = set()
        for block in self._contents.placed:
            for leaf in block.leaves:
                means = leaf.stands.value if leaf.stands else leaf.key
                if means == name:
                    found |= _texts(at(block.raw, leaf.path))
        return found


def _texts(raw: Raw) -> set[str]:
    if isinstance(raw, list):
        return {text for each in raw for text in _texts(each)}
    return {raw} if isinstance(raw, str) and raw else set()
