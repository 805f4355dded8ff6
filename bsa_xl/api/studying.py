"""Studies: what adjustments do over all schools, and when schools with autonomy are reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bsa_xl.allocation import allocate
from bsa_xl.analysis import (
    LARGE_CENTS,
    AdjustmentStudy,
    Review,
    review_calendar,
    study_adjustments,
)
from bsa_xl.filing import write_durably
from bsa_xl.finding import FindingKind, Severity
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location
from bsa_xl.reports import school_table, table_csv, write_study_book

from .opened import open_district
from .outcome import Answer
from .outputs import over_inputs

NO_OPENING = FindingKind(
    "ANA-01",
    "School does not say when it opened",
    Severity.INFORMATIONAL,
    "Reviews follow the year of operation, so a school without one has none in the calendar.",
)


@dataclass(frozen=True, slots=True)
class StudyOrder:
    """What is studied, and where it is written.

    Attributes:
        district: the folder or workbook.
        model: only schools of this model (``pilot``); empty for all.
        large_cents: an adjustment beyond it, either way, is a large one.
        csv: file for every adjusted school; None for none.
        xlsx: file for the whole study as a workbook; None for none.
        dry_run: nothing is written.
    """

    district: Path
    year: FiscalYear
    event: str = "adopted"
    model: str = ""
    large_cents: int = LARGE_CENTS
    csv: Path | None = None
    xlsx: Path | None = None
    dry_run: bool = False

    @property
    def files(self) -> tuple[Path, ...]:
        """The files asked for."""
        return tuple(path for path in (self.csv, self.xlsx) if path is not None)


@dataclass(frozen=True, slots=True)
class Studied:
    """What the study found; None where a finding is fatal."""

    answer: Answer
    district: str = ""
    study: AdjustmentStudy | None = None
    written: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The calendar of reviews, by year, season and school."""

    answer: Answer
    district: str = ""
    reviews: tuple[Review, ...] = ()


def study_district(order: StudyOrder) -> Studied:
    """Work the allocation out and study its adjustments; no run is kept.

    Args:
        order: what and where.

    Raises:
        CannotWriteError: a file cannot be written.
    """
    opened = open_district(order.district, order.year)
    over = tuple(over_inputs(opened, order.files))
    district, file = opened.district, opened.policy_file
    if district is None or file is None or not opened.is_usable or over:
        return Studied(Answer.of((*opened.findings, *over)))
    policy = file.policy
    allocation = allocate(district, policy, order.year, event=order.event)
    answer = Answer.of((*opened.findings, *allocation.findings))
    if allocation.has_fatal:
        return Studied(answer)
    chosen = {one.school_id for one in district.schools if one.model == order.model}
    study = study_adjustments(
        district, policy, allocation,
        schools=chosen if order.model else None, large_cents=order.large_cents,
    )  # fmt: skip
    name = district.profile.name
    if order.dry_run:
        return Studied(answer, name, study)
    if order.csv is not None:
        write_durably(order.csv, table_csv(school_table(study)))
    if order.xlsx is not None:
        places = 2 if policy.rounding.lines == "cent" else 0
        whose = f"{name} · {order.year.on_paper} · {order.event}"
        write_durably(order.xlsx, write_study_book(study, whose, places=places))
    return Studied(answer, name, study, order.files)


def study_reviews(district: Path, first: FiscalYear, years: int, model: str = "pilot") -> Reviewed:
    """When the schools of a model are reviewed.

    Args:
        district: the folder or workbook.
        first: the first fiscal year of the calendar.
        years: how many years it covers, 1 or more.
        model: schools of this model are reviewed.
    """
    opened = open_district(district, first)
    if opened.district is None:
        return Reviewed(Answer.of(opened.findings))
    facts = opened.district
    reviews, unknown = review_calendar(facts, first, years, models=(model,))
    told = [
        NO_OPENING.at(
            facts.school(school_id).where or Location(file="schools.csv"),
            f"{facts.school(school_id).name} ({school_id}) has no date in opened.",
            "Fill it in.",
            school_id=school_id,
        )
        for school_id in unknown
    ]
    return Reviewed(Answer.of((*opened.findings, *told)), facts.profile.name, reviews)
