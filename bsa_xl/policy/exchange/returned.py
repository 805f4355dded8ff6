"""What a workbook that came back says: a policy's tree, where each part stands, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bsa_xl.finding import Finding, FindingKind
from bsa_xl.location import Location
from bsa_xl.policy.document import Block
from bsa_xl.policy.sentences import nearest, quote, use_one_of
from bsa_xl.policy.tree import Steps

from .cells import CellFaultError, Seen, is_same, read, show, text_of, trimmed
from .citations import Cited, as_written, cited_in
from .contents import Contents
from .families import Raw
from .kinds import UNKNOWN_SOURCE
from .leaves import Form, Leaf, Path
from .sheets import at
from .walking import Placed


@dataclass(slots=True)
class Returned:
    """A policy in the making.

    Attributes:
        policy: its model.
        old: the policy that the workbook was made from; None where it is not known any more.
        contents: what was put into the workbook.
        data: the policy as it is now.
        origins: place in ``data`` to the place in ``old`` that it was, of rows and renamed keys.
        cells: where each part of ``data`` stands in the workbook.
        unreadable: places whose cell says nothing that fits; they stand as None.
        sources: name of a source to what it is, as the sheet Sources has it now.
        findings: all that is wrong with the workbook's cells.
        is_broken: whether a sheet or a column is missing, so that no more can be said of the whole.
    """

    policy: type[Block]
    old: Raw
    contents: Contents
    data: dict[str, Raw] = field(default_factory=dict)
    origins: dict[Steps, Steps] = field(default_factory=dict)
    cells: dict[Steps, Location] = field(default_factory=dict)
    unreadable: set[Steps] = field(default_factory=set)
    sources: dict[str, Cited] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    is_broken: bool = False

    def tell(self, kind: FindingKind, where: Location, problem: str, remedy: str) -> None:
        """Keep a finding."""
        self.findings.append(kind.at(where, problem, remedy))

    def now_of(self, old: Steps) -> Steps | None:
        """Where a row of the old policy stands now; None where it is gone."""
        return next((new for new, was in self.origins.items() if was == old), None)

    def old_place(self, steps: Steps) -> Placed | None:
        """A block of the old policy."""
        if self.old is None:
            return None
        return next((each for each in self.contents.placed if each.steps == steps), None)

    def old_at(self, steps: Steps) -> Raw:
        """What stood at a place of the old policy; None for nothing."""
        here = self.old
        for step in steps:
            if isinstance(here, dict):
                here = here.get(str(step))
            elif isinstance(here, list) and isinstance(step, int) and step < len(here):
                here = here[step]
            else:
                return None
        return here

    def steps_of(self, key: str) -> Steps | None:
        """The place in the old policy that a hidden key means; None where there is none."""
        if not key or self.old is None:
            return None
        steps: list[str | int] = []
        here = self.old
        for part in key.split("/"):
            step: str | int = part
            if isinstance(here, list):
                if not part.isascii() or not part.isdigit() or int(part) >= len(here):
                    return None
                step = int(part)
            here = self.old_at((*steps, step))
            steps.append(step)
        return tuple(steps)

    def field(self, leaf: Leaf, seen: Seen, old: Raw, where: Location, steps: Steps) -> Raw:
        """What a cell says of a field: the old words for it where it still says the same.

        Args:
            leaf: the field.
            seen: what the cell holds.
            old: what the old policy says of the field; None for nothing.
            where: the cell.
            steps: the field's place.
        """
        self.cells[steps] = where
        try:
            if leaf.form is Form.SOURCE:
                return self.source(seen, old)
            if is_same(show(leaf, old), seen):
                return old
            return None if seen in (None, "") else read(leaf, seen)
        except CellFaultError as fault:
            self.tell(fault.kind, where, fault.problem, fault.remedy)
            if leaf.path == ("kind",):
                return self._kind_meant(leaf, seen, steps)
            self.unreadable.add(steps)
            return None

    def _kind_meant(self, leaf: Leaf, seen: Seen, steps: Steps) -> Raw:
        """The kind that was probably meant, so that the rest of its row is checked as well."""
        near = nearest(seen, leaf.words) if isinstance(seen, str) else None
        if near is None:
            self.unreadable.add(steps[:-1])
        return near

    def source(self, seen: Seen, old: Raw) -> Raw:
        """The source that a cell names, in the old words where it is still the same.

        Raises:
            CellFaultError: the sheet Sources has none of that name.
        """
        if seen in (None, ""):
            return None if old not in ("", {}) else old
        name = text_of(seen)
        cited = self.sources.get(name)
        if cited is None:
            remedy = "Add it to the sheet Sources first, then choose it from the list."
            near = use_one_of(name, self.sources)
            if near.startswith("Write "):
                remedy = (
                    f"Choose {near.removeprefix('Write ').partition(', or use')[0].rstrip('.')}"
                )
                remedy += ", or add it to the sheet Sources first."
            said = f"The source {quote(name)} is not on the sheet Sources."
            raise CellFaultError(UNKNOWN_SOURCE, said, remedy)
        if old is not None and cited_in(old) == cited:
            return old
        return as_written(cited)


def put(data: dict[str, Raw], path: Path, value: Raw) -> None:
    """Set what stands at the end of a way; None takes it out, with the blocks that it empties."""
    if len(path) == 1:
        if value is None:
            data.pop(path[0], None)
        else:
            data[path[0]] = value
        return
    inner = data.get(path[0])
    if value is None and not isinstance(inner, dict):
        return
    inner = dict(inner) if isinstance(inner, dict) else {}
    had = at(inner, path[1:]) is not None
    put(inner, path[1:], value)
    if inner or not had:
        data[path[0]] = inner
    else:
        data.pop(path[0], None)


def cell_text(cells: Mapping[str, Seen], title: str) -> str:
    """A cell of an address as text; a number that a spreadsheet made of it as its digits."""
    seen = cells.get(title)
    if seen is None:
        return ""
    return trimmed(seen) if isinstance(seen, str) else str(seen)
