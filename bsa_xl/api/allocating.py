"""Allocate: what every school of a district is given in a year, totalled, written and explained."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from bsa_xl.allocation import (
    Allocation,
    ControlTotal,
    Explanation,
    allocate,
    explain,
    read_allocation_csv,
    write_allocation_csv,
)
from bsa_xl.filing import write_durably
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.reports import (
    ComponentTotals,
    ProgramTotals,
    component_totals,
    program_totals,
    write_allocation_book,
)
from bsa_xl.store import RunKind, Store

from .issuing import store_path
from .opened import Opened, open_district
from .outcome import Answer
from .outputs import over_inputs
from .recording import recorded
from .school_names import find_school


@dataclass(frozen=True, slots=True)
class AllocateOrder:
    """What is to be allocated, and where it is written.

    Attributes:
        district: the folder or workbook of the district.
        csv: file for every line in the frozen columns; None for none.
        xlsx: file for the same as a workbook, with totals; None for none.
        store: the store's folder; None for ``DISTRICT.store`` beside the district.
        dry_run: nothing is written and no run is kept.
    """

    district: Path
    year: FiscalYear
    event: str = "adopted"
    csv: Path | None = None
    xlsx: Path | None = None
    store: Path | None = None
    dry_run: bool = False

    @property
    def files(self) -> tuple[Path, ...]:
        """The files asked for."""
        return tuple(path for path in (self.csv, self.xlsx) if path is not None)


@dataclass(frozen=True, slots=True)
class Allocated:
    """What an allocation came to; empty where a finding is fatal.

    Attributes:
        district: its name.
        policy: the policy's title.
        is_draft: whether the policy is one.
        schools: how many take part.
        programs: by program, in the policy's order, added up from the lines.
        components: by line of the formula, in the policy's order, added up from the lines.
        controls: pools and given amounts beside the sums of their lines.
        total_cents: dollars that schools plan themselves.
        central_cents: dollars that the central office holds for schools.
        written: files that were written.
        warnings: about the store, in sentences.
    """

    answer: Answer
    district: str = ""
    policy: str = ""
    is_draft: bool = False
    schools: int = 0
    programs: tuple[ProgramTotals, ...] = ()
    components: tuple[ComponentTotals, ...] = ()
    controls: tuple[ControlTotal, ...] = ()
    total_cents: int = 0
    central_cents: int = 0
    written: tuple[Path, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """One school's allocation in sentences; the explanation is None where none could be made."""

    answer: Answer
    explanation: Explanation | None = None


class DoesNotFootError(ValueError):
    """The same dollars, added up in two ways, differ: a fault of this program."""


def allocate_district(order: AllocateOrder) -> Allocated:
    """Work out what every school is given, keep the run, and write the files asked for.

    Nothing is written where a finding is fatal.

    Args:
        order: what and where.

    Raises:
        StoreError: the store is busy, damaged or too new.
        CannotWriteError: a file cannot be written.
    """
    opened, allocation, answer = _worked_out(order.district, order.year, order.event)
    over = tuple(over_inputs(opened, order.files))
    answer = Answer.of((*answer.findings, *over))
    if allocation is None or allocation.has_fatal or over:
        return Allocated(answer)
    done = _summed(opened, allocation, answer)
    if order.dry_run:
        return done
    with Store.open(store_path(order.district, order.store), create=True) as store:
        with recorded(store, RunKind.ALLOCATE, opened):
            _write(order, opened, allocation)
        return replace(done, written=order.files, warnings=store.warnings)


def explain_school(
    district: Path, school: str, year: FiscalYear, event: str = "adopted"
) -> Explained:
    """Say each line of one school's allocation as a sentence.

    Args:
        district: the folder or workbook.
        school: the school's id, or its name.
        year: the fiscal year.
        event: as in `AllocateOrder`.

    Raises:
        UnknownNameError: no such school takes part in the year.
    """
    opened, allocation, answer = _worked_out(district, year, event)
    if allocation is None or opened.district is None or opened.policy_file is None:
        return Explained(answer)
    school_id = find_school(opened.district, allocation.school_ids, school, year)
    explanation = explain(allocation, opened.district, opened.policy_file.policy, school_id)
    return Explained(Answer.of((*opened.findings, *explanation.findings)), explanation)


def _worked_out(
    district: Path, year: FiscalYear, event: str
) -> tuple[Opened, Allocation | None, Answer]:
    """The district, its allocation, and everything found about either."""
    opened = open_district(district, year)
    if opened.district is None or opened.policy_file is None or not opened.is_usable:
        return opened, None, Answer.of(opened.findings)
    allocation = allocate(opened.district, opened.policy_file.policy, year, event=event)
    return opened, allocation, Answer.of((*opened.findings, *allocation.findings))


def _summed(opened: Opened, allocation: Allocation, answer: Answer) -> Allocated:
    """The totals, each worked out by columns and added up from the lines.

    Raises:
        DoesNotFootError: the two differ.
    """
    if opened.district is None or opened.policy_file is None:
        raise ValueError("a district that could not be read has no totals")
    policy = opened.policy_file.policy
    schools = tuple(allocation)
    programs = program_totals(schools, policy)
    _same("programs", sum(each.school_cents for each in programs), allocation.total_cents)
    _same("held centrally", sum(each.central_cents for each in programs), allocation.central_cents)
    _same("schools", sum(allocation.school_totals().values()), allocation.total_cents)
    components = component_totals(schools, policy)
    _same("lines", sum(each.cents for each in components), allocation.dollars_of_all_lines)
    return Allocated(
        answer=answer,
        district=opened.district.profile.name,
        policy=policy.title,
        is_draft=policy.status == "draft",
        schools=len(schools),
        programs=programs,
        components=components,
        controls=allocation.controls,
        total_cents=allocation.total_cents,
        central_cents=allocation.central_cents,
    )


def _write(order: AllocateOrder, opened: Opened, allocation: Allocation) -> None:
    """The files asked for; the CSV file is read back and added up before it counts."""
    if opened.district is None or opened.policy_file is None:
        raise ValueError("a district that could not be read has nothing to write")
    if order.csv is not None:
        data = write_allocation_csv(allocation)
        schools, _ = read_allocation_csv(data)
        _same(order.csv.name, sum(each.total_cents for each in schools), allocation.total_cents)
        write_durably(order.csv, data)
    if order.xlsx is not None:
        policy = opened.policy_file.policy
        write_durably(order.xlsx, write_allocation_book(allocation, opened.district, policy))


def _same(what: str, found: int, wanted: int) -> None:
    if found != wanted:
        raise DoesNotFootError(f"{what} come to {found} cents, not to {wanted}")
