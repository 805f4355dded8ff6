"""The presses of one issue: one for each capacity, compiled once or taken from a cache."""

from __future__ import annotations

import hashlib
from pathlib import Path

import bsa_xl.workbook
from bsa_xl.store import KeyRing, TemplateCache
from bsa_xl.workbook import Identity, KnownRows, Press, Stamped, best_deflate, prepare, restore

from .workbooks import Draft, Layouts


class Presses:
    """Stamps workbooks of every capacity.

    Args:
        layouts: of the district.
        cache: where compiled templates are kept.
        keys: that seal the workbooks.
    """

    def __init__(self, layouts: Layouts, cache: TemplateCache, keys: KeyRing) -> None:
        """No press is made before it is needed."""
        self._layouts = layouts
        self._cache = cache
        self._keys = keys
        self._made: dict[int, Press] = {}
        self._known: KnownRows = {}
        self._code = ""
        self._deflate = best_deflate()

    def stamp(self, draft: Draft, identity: Identity) -> Stamped:
        """One school's workbook."""
        press = self.press(draft.staffing_rows)
        return press.stamp(
            draft.case(identity), self._keys.sign, deflate=self._deflate, own=draft.own
        )

    def press(self, staffing_rows: int) -> Press:
        """The press of the layout with so many staffing rows."""
        if staffing_rows not in self._made:
            layout = self._layouts.layout(staffing_rows)
            self._code = self._code or code_fingerprint()
            fingerprint = layout.fingerprint(self._code)
            kept = self._cache.get(fingerprint)
            press = None if kept is None else restore(layout, fingerprint, kept, self._known)
            if press is None:
                press = prepare(layout, fingerprint, known=self._known)
                self._cache.put(fingerprint, press.to_bytes())
            self._made[staffing_rows] = press
        return self._made[staffing_rows]


def code_fingerprint() -> str:
    """Over the source of the workbook room: a template outlives no change of what builds it."""
    folder = Path(bsa_xl.workbook.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
