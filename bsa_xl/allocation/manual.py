"""What a person decided: a school's dollars, with the reason, the author and the last year."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import to_cents
from bsa_xl.policy import Manual, ManualEntry

from .adjusting import adjusted
from .columns import LineColumn, RowStatus
from .grounds import Grounds
from .wording import POLICY

NO_SUCH_SCHOOL = FindingKind(
    "ALO-34",
    "Manual adjustment is for a school that takes no part",
    Severity.FATAL,
    "Dollars that somebody decided for a school would silently be lost.",
)
NOT_LET_IN = FindingKind(
    "ALO-75",
    "Manual adjustment shuts out a school that it names",
    Severity.FATAL,
    "Dollars that somebody decided for a school would silently be lost.",
)


def manual_lines(adjustment: Manual, grounds: Grounds) -> Iterator[LineColumn]:
    """The entries that hold in the year, added up by school."""
    cents = np.zeros(len(grounds.ids), dtype=np.int64)
    entries: dict[int, list[ManualEntry]] = {}
    let_in = grounds.gates.statuses(adjustment.schools, adjustment.label, RowStatus.FINAL)
    for entry in adjustment.entries:
        if not _holds(entry, grounds.year):
            continue
        row = grounds.rows.get(entry.school)
        if row is None:
            grounds.findings.append(
                NO_SUCH_SCHOOL.at(
                    POLICY,
                    f"'{adjustment.label}' gives {entry.dollars} dollars to school {entry.school}, "
                    f"which is not open in {grounds.year}.",
                    "Correct the school, or end the entry with until:.",
                )
            )
            continue
        if let_in[row] in (RowStatus.ABSENT, RowStatus.NOT_ELIGIBLE):
            grounds.findings.append(_shut_out(adjustment, entry))
            continue
        entries.setdefault(row, []).append(entry)
        cents[row] += to_cents(entry.dollars)

    def said(row: int) -> str:
        return "; ".join(
            f"{entry.reason} (decided by {entry.author}, until {entry.until})"
            for entry in entries.get(row, ())
        )

    yield adjusted(adjustment, grounds, cents, said)


def _shut_out(adjustment: Manual, entry: ManualEntry) -> Finding:
    return NOT_LET_IN.at(
        POLICY,
        f"'{adjustment.label}' gives {entry.dollars} dollars to school {entry.school}, which its "
        "own schools: shuts out.",
        "Let the school in, or move the entry to an adjustment of its own.",
        school_id=entry.school,
    )


def _holds(entry: ManualEntry, year: FiscalYear) -> bool:
    return FiscalYear.parse(entry.since) <= year <= FiscalYear.parse(entry.until)
