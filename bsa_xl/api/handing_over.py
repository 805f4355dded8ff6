"""What the district's ledger is to be handed: everything that counts, or what changed since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bsa_xl.budget import Posting
from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location
from bsa_xl.money import format_dollars
from bsa_xl.reports import (
    Layout,
    LedgerFile,
    UnreadableFileError,
    net_changes,
    readd_ledger_file,
)
from bsa_xl.store import Export, Store

NOTHING_TO_EXPORT = FindingKind(
    "EXP-12",
    "There is nothing to export",
    Severity.FATAL,
    "Only postings of accepted budgets are handed to the ledger.",
)


class ExportMode(StrEnum):
    """What is handed over."""

    FULL = "full"  #: every posting that counts
    CHANGE = "change"  #: what turns the last export of this layout into what counts now


@dataclass(frozen=True, slots=True)
class Handed:
    """What the ledger is to be handed, in one state of the store.

    Attributes:
        postings: every one that counts, or the changes alone.
        submission_ids: the returns that the ledger then has.
        ledger_cents: what they come to, by their own totals and not by their postings.
        had_cents: what the ledger has before the file is loaded; zero for a full export.
        last: the export before this one.
    """

    mode: ExportMode
    postings: tuple[Posting, ...]
    submission_ids: tuple[int, ...]
    ledger_cents: int
    had_cents: int
    last: Export | None


def read_handed(
    store: Store, year: FiscalYear, event: str, mode: ExportMode, layout: str
) -> Handed:
    """What the ledger is to be handed.

    Args:
        store: open.
        year: of the budgets.
        event: of the budgets.
        mode: everything, or what changed since the last export of the layout.
        layout: its name.
    """
    current = store.ledger.current(str(year), event)
    last = store.exports.last(layout, str(year), event)
    now = tuple(store.ledger.postings(str(year), event))
    ids = tuple(sorted(each.submission_id for each in current))
    total = store.ledger.control_totals(str(year), event).submissions_cents
    if mode is ExportMode.FULL or last is None:
        return Handed(mode, now, ids, total, 0, last)
    had = frozenset(last.submission_ids)
    unchanged = {each.school_id for each in current if each.submission_id in had}
    gone = store.exports.no_longer_counting(last)
    changes = net_changes(gone, (each for each in now if each.school_id not in unchanged))
    kept = sum(each.cents for each in now if each.school_id in unchanged)
    return Handed(mode, changes, ids, total, kept + sum(each.cents for each in gone), last)


def nothing_to_export(handed: Handed, year: FiscalYear, event: str) -> Iterator[Finding]:
    """EXP-12, where there is no posting to be handed over.

    Args:
        handed: what there is.
        year: of the budgets.
        event: of the budgets.
    """
    if handed.postings:
        return
    if handed.last is None or handed.mode is ExportMode.FULL:
        has = "Accepted budgets plan nothing" if handed.submission_ids else "No budget is accepted"
        problem = f"{has} for {year.on_paper} {event}."
        remedy = "Collect the returned workbooks first."
    else:
        last = handed.last
        problem = f"Nothing has changed since {last.file_name} of {last.made_at:%Y-%m-%d}."
        remedy = "Nothing needs to be loaded; export in full to hand everything over again."
    yield NOTHING_TO_EXPORT.at(Location(), problem, remedy)


def differences_of(made: LedgerFile, layout: Layout, handed: Handed) -> Iterator[str]:
    """Why a file must not be handed over: its own sums, or the ledger's before and after it.

    Args:
        made: the file as it was written.
        layout: that it was written in.
        handed: what it was written from.
    """
    try:
        totals = readd_ledger_file(made.data, layout)
    except UnreadableFileError as error:
        yield f"The written file is not of its layout: {error}."
        return
    yield from totals.differences(made.amounts)
    total = -totals.amounts.total if layout.amount.flip else totals.amounts.total
    if handed.had_cents + total != handed.ledger_cents:
        yield (
            f"The ledger has {format_dollars(handed.had_cents)} and the file adds "
            f"{format_dollars(total)}, which is not the {format_dollars(handed.ledger_cents)} of "
            "the accepted budgets."
        )
