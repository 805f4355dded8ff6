"""The template that the central office edits: written for it, and taken back from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bsa_xl.allocation import allocate
from bsa_xl.filing import write_durably
from bsa_xl.finding import Fault, Finding, FindingKind, Severity
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location
from bsa_xl.store import RunInput, sha256_of
from bsa_xl.workbook import (
    Layout,
    PackageRefused,
    TemplateError,
    breaches,
    build_template,
    capacities_of,
    fit_template,
)

from .capacities import GROUP_CAPACITIES, Layouts, TooManyPositionsError
from .groups import school_books
from .issue_findings import TOO_MANY
from .opened import open_district
from .outcome import Answer
from .outputs import over_inputs
from .ready import Ready

BROKEN = FindingKind(
    "ISS-04",
    "Template does not keep to its contract",
    Severity.FATAL,
    "What is wrong in the template is wrong in the workbook of every school.",
)
_NOT_OURS = "Write one with `bsa-xl template`, and make your changes in that file."


@dataclass(frozen=True, slots=True)
class EditedTemplate:
    """A template as the central office edited it.

    Attributes:
        name: of its file.
        data: its bytes.
        sha256: of them, hexadecimal.
    """

    name: str
    data: bytes
    sha256: str

    @classmethod
    def read(cls, path: Path) -> EditedTemplate:
        """The file's bytes.

        Raises:
            OSError: it cannot be read.
        """
        data = path.read_bytes()
        return cls(path.name, data, sha256_of(data))

    @property
    def as_input(self) -> RunInput:
        """As a run keeps it."""
        return RunInput.of(self.name, self.data)

    def findings(self, layouts: Layouts) -> tuple[Finding, ...]:
        """ISS-04: one for everything that it lacks or has otherwise than it may."""
        try:
            capacities = capacities_of(self.data)
            if capacities is None:
                problem = "the file is no workbook template of BSA-XL."
                return (BROKEN.at(Location(file=self.name), problem, _NOT_OURS),)
            layout = layouts.with_capacities(capacities)
            faults = breaches(self.data, build_template(layout), layout)
        except PackageRefused as refusal:
            return (replace(refusal.finding, remedy=_NOT_OURS).in_file(self.name),)
        except TemplateError as error:
            faults = error.faults
        return tuple(self._told(faults))

    def told(self, error: TemplateError) -> tuple[Finding, ...]:
        """What came up when it was fitted or compiled."""
        return tuple(self._told(error.faults))

    def _told(self, faults: tuple[Fault, ...]) -> Iterator[Finding]:
        for fault in faults:
            yield BROKEN.at(fault.where, fault.problem, fault.remedy).in_file(self.name)

    def fitted(self, layouts: Layouts, layout: Layout) -> bytes:
        """The template of one capacity; it has no findings.

        Raises:
            TemplateError: it cannot be fitted.
        """
        before = layouts.with_capacities(capacities_of(self.data) or {})
        return fit_template(self.data, before, layout, build_template(layout))


@dataclass(frozen=True, slots=True)
class TemplateOrder:
    """Which template is wanted.

    Attributes:
        district: the folder or workbook of the district.
        out: the file that it goes to.
    """

    district: Path
    year: FiscalYear
    out: Path
    event: str = "adopted"
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class TemplateWritten:
    """What writing a template came to.

    Attributes:
        staffing_rows: rows for positions that the written one has; zero where it came to none.
        schools: how many schools have that many.
        sizes: how many sizes the district's workbooks come in.
        out: where it lies; None where nothing was written.
    """

    answer: Answer
    staffing_rows: int = 0
    schools: int = 0
    sizes: int = 0
    out: Path | None = None


def write_template(order: TemplateOrder) -> TemplateWritten:
    """Write the template that most schools' workbooks are made from, to be edited.

    Raises:
        CannotWriteError: the disk is full, and so on.
    """
    opened = open_district(order.district, order.year)
    if opened.district is None or opened.policy_file is None or not opened.is_usable:
        return TemplateWritten(Answer.of(opened.findings))
    policy = opened.policy_file.policy
    allocation = allocate(opened.district, policy, order.year, event=order.event)
    findings = (*opened.findings, *allocation.findings, *over_inputs(opened, [order.out]))
    if any(finding.is_fatal for finding in findings):
        return TemplateWritten(Answer.of(findings))
    books = school_books(opened.district, policy, allocation)
    try:
        ready = Ready(opened, allocation, books)
    except TooManyPositionsError as error:
        told = TOO_MANY.at(Location(file="staff.csv"), f"{error}.", "Split the school's positions.")
        return TemplateWritten(Answer.of((*findings, told)))
    rows, schools, sizes = _most_used(ready)
    answer = Answer.of(findings)
    if order.dry_run:
        return TemplateWritten(answer, rows, schools, sizes)
    write_durably(order.out, build_template(ready.layouts.layout(rows)))
    return TemplateWritten(answer, rows, schools, sizes, order.out)


def _most_used(ready: Ready) -> tuple[int, int, int]:
    """The rows of the size that most schools have, theirs, and how many sizes there are.

    A school with centres has twice as many lines on Allocation; theirs is never the one to edit,
    unless there is no other.
    """
    used = Counter(ready.drafts.rows)
    groups = dict(GROUP_CAPACITIES)
    rows = min(used, key=lambda each: (each in groups, -used[each], each))
    return rows, used[rows], len(used)
