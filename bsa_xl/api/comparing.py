"""Comparability: Title I schools held against the others of their span (SNS-02)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from bsa_xl.allocation import (
    Compared,
    ComparedBy,
    ComparedSchool,
    allocate,
    comparability_facts,
    comparability_findings,
    compare,
    ratio_of,
)
from bsa_xl.filing import write_durably
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.reports import write_comparability_book

from .opened import open_district
from .outcome import Answer
from .outputs import over_inputs


@dataclass(frozen=True, slots=True)
class ComparabilityOrder:
    """What is compared, and where it is written.

    Attributes:
        district: the folder or workbook.
        by: how schools are compared.
        out: the workbook; None for none.
        dry_run: nothing is written.
    """

    district: Path
    year: FiscalYear
    event: str = "adopted"
    by: ComparedBy = field(default_factory=ComparedBy)
    out: Path | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class ComparabilityStudied:
    """How every Title I school stands; nothing where a finding is fatal.

    Attributes:
        schools: every school with its ratio, for whoever recomputes the average.
        names: of the schools, by id.
    """

    answer: Answer
    district: str = ""
    compared: tuple[Compared, ...] = ()
    schools: tuple[tuple[ComparedSchool, Decimal | None], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    written: tuple[Path, ...] = ()


def study_comparability(order: ComparabilityOrder) -> ComparabilityStudied:
    """Hold every Title I school against the others of its span; no run is kept.

    Args:
        order: what and where.

    Raises:
        CannotWriteError: the workbook cannot be written.
    """
    opened = open_district(order.district, order.year)
    files = () if order.out is None else (order.out,)
    over = tuple(over_inputs(opened, files))
    district, file = opened.district, opened.policy_file
    if district is None or file is None or not opened.is_usable or over:
        return ComparabilityStudied(Answer.of((*opened.findings, *over)))
    allocation = allocate(district, file.policy, order.year, event=order.event)
    if order.by.compares == "allocation" and allocation.has_fatal:
        return ComparabilityStudied(Answer.of((*opened.findings, *allocation.findings)))
    facts = comparability_facts(district, file.policy, allocation, order.by)
    if facts.findings:
        return ComparabilityStudied(Answer.of((*opened.findings, *facts.findings)))
    ratio, places = order.by.ratio, order.by.places
    compared = compare(facts.schools, ratio, places=places)
    told = comparability_findings(compared, ratio)
    schools = tuple((each, ratio_of(each, ratio, places)) for each in facts.schools)
    names = {school.school_id: school.name for school in district.schools}
    name = district.profile.name
    if order.out is not None and not order.dry_run:
        whose = f"{name} · {order.year.on_paper} · {order.event}"
        book = write_comparability_book(compared, schools, order.by, whose, names)
        write_durably(order.out, book)
    return ComparabilityStudied(
        Answer.of((*opened.findings, *told)), name, compared, schools, names,
        () if order.dry_run else files,
    )  # fmt: skip
