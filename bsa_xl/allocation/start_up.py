"""A start-up supplement: dollars by the year of operation of a new school."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bsa_xl.citation import Citation
from bsa_xl.finding import FindingKind, Severity
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import StartUp

from .arithmetic import rounded_cents
from .authority import authority
from .columns import LineColumn, RowStatus, is_paid
from .grounds import Grounds
from .wording import POLICY, schools

NO_OPENING = FindingKind(
    "ALO-69",
    "Year of operation is not known",
    Severity.WARNING,
    "A new school that does not say when it opened would miss the money that is meant for it.",
)


def start_up_lines(component: StartUp, grounds: Grounds) -> Iterator[LineColumn]:
    """1 x the dollars of the school's year of operation; no line in any other year."""
    let_in = grounds.statuses(component)
    dollars, sources = {}, {}
    for stage in component.years:
        value = stage.values.value(grounds.year)
        rate = None if value is None else grounds.effective(value, component.label)
        if rate is not None:
            dollars[int(stage.year)] = rounded_cents(rate, grounds.policy.rounding.lines)
            own = stage.source or component.source
            sources[int(stage.year)] = authority(
                grounds.policy, component, own, stage.values, grounds.year
            )
    if not dollars:
        return
    starts = grounds.district.profile.year_starts
    years = [
        None
        if school.opened is None
        else grounds.year.ends_in - FiscalYear.holding(school.opened, starts).ends_in + 1
        for school in grounds.schools
    ]
    unknown = [row for row in np.flatnonzero(is_paid(let_in)).tolist() if years[row] is None]
    if unknown:
        grounds.findings.append(
            NO_OPENING.at(
                POLICY,
                f"'{component.label}' goes by the year of operation, and {schools(len(unknown))}, "
                f"{grounds.ids[unknown[0]]} among them, have no date in opened, so they get none.",
                "Fill in opened in schools.csv, or name in schools: those that it is for.",
            )
        )
    cents = np.array([dollars.get(year or 0, 0) for year in years], dtype=np.int64)
    there = np.array([(year or 0) in dollars for year in years], dtype=np.bool_)
    status = np.where(there, let_in, np.uint8(RowStatus.ABSENT)).astype(np.uint8)
    paid = cents * is_paid(status)

    def said(row: int) -> str:
        return f"year {years[row]} of operation, opened on {grounds.schools[row].opened}"

    def source_of(row: int) -> Citation | None:
        return sources.get(years[row] or 0)

    yield LineColumn(
        grounds.terms(component), status, paid, rate_cents=paid, counted=said, source_of=source_of
    )
