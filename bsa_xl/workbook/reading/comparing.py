"""Whether a returned workbook's locked content is what was issued; where it differs, what does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bsa_xl.workbook.identity import STAMP_SHEET, Token
from bsa_xl.workbook.package import Package, kinds
from bsa_xl.workbook.sealing import read_content

from .alignment import Alignment, align, as_issued, require_columns
from .changes import COPY, REMEDY, Wording, locked_changes, name_changes, tell_changes
from .forms import ReadingDesk, Snapshot
from .issued import Issued, issued_content, required_rows
from .records import Expected
from .told import Told

#: Characters of the digest that a token has room for.
_SEAL = 32


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing the locked content comes to.

    Attributes:
        digest: of what came back.
        is_as_issued: whether that is the digest that was expected.
        alignments: where the rows of Staffing and Spending stand, by sheet.
    """

    digest: str
    is_as_issued: bool
    alignments: Mapping[str, Alignment]

    @property
    def moved(self) -> frozenset[str]:
        """The sheets on which rows stand elsewhere than they were issued."""
        return frozenset(name for name, each in self.alignments.items() if each.is_moved)


class Comparer:
    """Compares one file with what was issued."""

    def __init__(
        self,
        package: Package,
        desk: ReadingDesk,
        token: Token,
        snapshot: Snapshot,
        expected: Expected | None,
    ) -> None:
        """Nothing is compared before `compare`."""
        self._package, self._texts = package, desk.canonical
        self._token, self._snapshot, self._expected = token, snapshot, expected
        self._form = snapshot.form

    def compare(self) -> Comparison:
        """The digest, and where the rows stand.

        Raises:
            PackageRefused: the columns of a table stand elsewhere than they were issued.
        """
        form = self._form
        rows = required_rows(self._snapshot)
        content = read_content(self._package, form.cells, self._texts, rows, form.fixed)
        tables = form.cells.blocks
        is_as_issued = self._is_wanted(content.digest)
        if is_as_issued:  # the keys of the rows are part of the locked content
            form.remember(content.fixed)
            kept = {table.sheet: as_issued(table) for table in tables}
            return Comparison(content.digest, is_as_issued, kept)
        for table in (*tables, form.layout.approvals, form.layout.checks):
            require_columns(self._package, form, table)
        found = {table.sheet: align(self._package, form, table) for table in tables}
        return Comparison(content.digest, is_as_issued, found)

    def _is_wanted(self, digest: str) -> bool:
        if self._expected is not None:
            return digest == self._expected.digest
        return digest[:_SEAL] == self._token.digest

    def tell(self, comparison: Comparison, told: Told) -> None:
        """Name every locked cell that differs, where what was issued can be worked out."""
        if not comparison.is_as_issued:
            self._tell_changes(comparison.alignments, told)
        if self._expected is not None and self._token.digest != self._expected.digest[:_SEAL]:
            told.say(
                kinds.TAMPER,
                told.at(STAMP_SHEET),
                "The seal in the file is not the one that the workbook was issued with.",
                COPY,
            )

    def _tell_changes(self, alignments: Mapping[str, Alignment], told: Told) -> None:
        issued = self._issued()
        if issued is None:
            told.say(
                kinds.TAMPER,
                told.at(),
                "Something that is locked in this workbook differs from what was issued.",
                REMEDY,
            )
            return
        package, cells, texts = self._package, self._form.cells, self._texts
        changes = locked_changes(package, cells, issued, alignments, texts)
        names = name_changes(package, issued, alignments, texts)
        tell_changes(changes, names, Wording(cells), told)

    def _issued(self) -> Issued | None:
        """The locked content as issued; None where it cannot be worked out for certain."""
        expected = self._expected
        identity = replace(self._token.identity, policy=self._snapshot.policy)
        wanted = self._token.digest if expected is None else expected.digest
        for template in (*(() if expected is None else expected.templates), None):
            issued = issued_content(self._snapshot, identity, template, self._texts)
            if issued is not None and issued.digest[: len(wanted)] == wanted:
                return issued
        return None
