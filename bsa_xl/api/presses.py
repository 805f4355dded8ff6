"""The presses of one issue: one for each capacity, compiled once or taken from a cache."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import bsa_xl.workbook
from bsa_xl.filing import Pair
from bsa_xl.store import KeyRing, TemplateCache
from bsa_xl.workbook import (
    Identity,
    KnownRows,
    Press,
    Stamped,
    best_deflate,
    prepare,
    restore,
)

from .capacities import Layouts
from .templates import EditedTemplate
from .workbooks import Draft


class Presses:
    """Stamps workbooks of every capacity.

    Args:
        layouts: of the district.
        cache: where compiled templates are kept.
        keys: that seal the workbooks.
        template: that the central office edited; None for those that are built.
    """

    def __init__(
        self,
        layouts: Layouts,
        cache: TemplateCache,
        keys: KeyRing,
        template: EditedTemplate | None = None,
    ) -> None:
        """No press is made before it is needed."""
        self._template = template
        self._layouts = layouts
        self._cache = cache
        self._keys = keys
        self._made: dict[int, Press] = {}
        self._known: KnownRows = {}
        self._code = ""
        self._deflate = best_deflate()
        self._looked_for: set[int] = set()

    def stamp(self, draft: Draft, identity: Identity) -> Stamped:
        """One school's workbook."""
        press = self.press(draft.staffing_rows)
        return press.stamp(
            draft.case(identity), self._keys.sign, deflate=self._deflate, own=draft.own
        )

    def recall(self, staffing_rows: int) -> None:
        """Take over the press of so many rows, if one is kept; nothing is made."""
        if staffing_rows not in self._looked_for:
            self._looked_for.add(staffing_rows)
            self._restore_kept(staffing_rows)

    def make(self, capacities: Iterable[int]) -> None:
        """Make the presses of these numbers of staffing rows, before anything is written.

        Raises:
            TemplateError: an edited template cannot be fitted to one of them.
        """
        missing = [
            rows
            for rows in sorted(capacities)
            if rows not in self._made and not self._restore_kept(rows)
        ]
        with Pair(self._built) as pair:
            for rows, kept in zip(missing, pair.each(self._built, missing), strict=True):
                self._cache.put(self._fingerprint(rows), kept)
                self._restore(rows, kept)

    def press(self, staffing_rows: int) -> Press:
        """The press of the layout with so many staffing rows; the cache is left as it is.

        Raises:
            TemplateError: an edited template cannot be fitted to it.
        """
        if staffing_rows not in self._made and not self._restore_kept(staffing_rows):
            self._restore(staffing_rows, self._built(staffing_rows))
        return self._made[staffing_rows]

    def _restore_kept(self, staffing_rows: int) -> bool:
        """Take over a press from the cache; False where it has none, or not a whole one."""
        kept = self._cache.get(self._fingerprint(staffing_rows))
        return kept is not None and self._restore(staffing_rows, kept)

    def _restore(self, staffing_rows: int, kept: bytes) -> bool:
        """Take over a press; False where the bytes are not whole, or of another version."""
        layout = self._layouts.layout(staffing_rows)
        press = restore(layout, self._fingerprint(staffing_rows), kept, self._known)
        if press is not None:
            self._made[staffing_rows] = press
        return press is not None

    def _built(self, staffing_rows: int) -> bytes:
        """A press, built and compiled, as it is kept."""
        layout, template = self._layouts.layout(staffing_rows), self._template
        edited = None if template is None else template.fitted(self._layouts, layout)
        return prepare(layout, self._fingerprint(staffing_rows), edited).to_bytes()

    def _fingerprint(self, staffing_rows: int) -> str:
        """Of the layout as it is built, and of the template that was edited, if one was."""
        self._code = self._code or code_fingerprint()
        built = self._layouts.layout(staffing_rows).fingerprint(self._code)
        if self._template is None:
            return built
        return hashlib.sha256(f"{built}\0{self._template.sha256}".encode()).hexdigest()


def code_fingerprint() -> str:
    """Over the source of the workbook room: a template outlives no change of what builds it."""
    folder = Path(bsa_xl.workbook.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
