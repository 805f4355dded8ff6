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
        expected, seal = self._expected, self._token.digest
        is_other_seal = expected is not None and seal != expected.digest[:_SEAL]
        if not comparison.is_as_issued:
            issued = self._issued(seal if expected is None else expected.digest)
            if issued is None and is_other_seal:
                self._tell_other_register(comparison, told)
                return
            self._tell_changes(issued, comparison.alignments, told)
        if is_other_seal:
            told.say(
                kinds.TAMPER,
                told.at(STAMP_SHEET),
                "The seal in the file is not the one that the workbook was issued with.",
                COPY,
            )

    def _tell_other_register(self, comparison: Comparison, told: Told) -> None:
        """Say so before all else, and what differs from what its own seal vouches for."""
        of = self._token.identity
        told.say(
            kinds.TAMPER,
            told.at(),
            f"This is not the workbook that the register has of school {of.school_id} "
            f"({of.fiscal_year} {of.event}, revision {of.revision}): it comes from another "
            "register, or its seal was changed.",
            "Copy your entries into the workbook that this office issued.",
        )
        if not comparison.digest.startswith(self._token.digest):
            issued = self._issued(self._token.digest)
            if issued is not None:
                self._tell_changes(issued, comparison.alignments, told)

    def _tell_changes(
        self, issued: Issued | None, alignments: Mapping[str, Alignment], told: Told
    ) -> None:
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

    def _issued(self, wanted: str) -> Issued | None:
        """The locked content of this digest; None where it cannot be worked out for certain."""
        expected = self._expected
        identity = replace(self._token.identity, policy=self._snapshot.policy)
        for template in (*(() if expected is None else expected.templates), None):
            issued = issued_content(self._snapshot, identity, template, self._texts)
            if issued is not None and issued.digest[: len(wanted)] == wanted:
                return issued
        return None
