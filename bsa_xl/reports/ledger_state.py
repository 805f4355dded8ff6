"""What a store knows of one year and event, read in one state: nothing collected meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from bsa_xl.budget import Posting
from bsa_xl.store import (
    ControlTotals,
    IssuedWorkbook,
    PlannedLine,
    ProgramFigures,
    Store,
    StoreBusyError,
    StoredReturn,
)

_TRIES = 3
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LedgerState:
    """The register and the ledger of one year and event.

    Attributes:
        fiscal_year: ``FY2026``.
        issued: the newest workbook of every school that has one, drafts too, by school.
        current: the accepted return that counts, of each school that has one, by school.
        history: every return that names this year and event, refused ones too, as recorded.
        unidentified: returns of which nobody could tell whose they are.
        programs: school id and figures of every program of the current returns.
        lines: school id and planned lines of the current returns.
        postings: of the current returns.
        letters: the letter that each current return answers to, integer cents by school.
        totals: the same money as the database adds it up.
    """

    fiscal_year: str
    event: str
    issued: tuple[IssuedWorkbook, ...]
    current: tuple[StoredReturn, ...]
    history: tuple[StoredReturn, ...]
    unidentified: tuple[StoredReturn, ...]
    programs: tuple[tuple[str, ProgramFigures], ...]
    lines: tuple[tuple[str, PlannedLine], ...]
    postings: tuple[Posting, ...]
    letters: Mapping[str, int]
    totals: ControlTotals


def read_ledger(store: Store, fiscal_year: str, event: str) -> LedgerState:
    """Read everything, in one state.

    Args:
        store: open.
        fiscal_year: ``FY2026``.
        event: ``adopted``.

    Raises:
        StoreBusyError: returns kept coming in.
    """
    return in_one_state(store, lambda: _read(store, fiscal_year, event))


def in_one_state(store: Store, read: Callable[[], T]) -> T:
    """What several reads give when nothing is written between them; read again where it was.

    Args:
        store: open.
        read: reads of the store.

    Raises:
        StoreBusyError: it was written to every time.
    """
    for _ in range(_TRIES):
        before = store.log_head()
        found = read()
        if store.log_head() == before:
            return found
    raise StoreBusyError(
        "Workbooks are being issued or collected at this moment.",
        "Wait until that has finished, then run this again.",
    )


def _read(store: Store, fiscal_year: str, event: str) -> LedgerState:
    ledger = store.ledger
    issued = store.register.newest(fiscal_year, event)
    current = ledger.current(fiscal_year, event)
    return LedgerState(
        fiscal_year=fiscal_year,
        event=event,
        issued=issued,
        current=current,
        history=ledger.history(fiscal_year, event),
        unidentified=ledger.unidentified(),
        programs=tuple(ledger.programs(fiscal_year, event)),
        lines=tuple(ledger.lines(fiscal_year, event)),
        postings=tuple(ledger.postings(fiscal_year, event)),
        letters=_letters(store, issued, current),
        totals=ledger.control_totals(fiscal_year, event),
    )


def _letters(
    store: Store, issued: tuple[IssuedWorkbook, ...], current: tuple[StoredReturn, ...]
) -> dict[str, int]:
    """A return answers to the letter of its own revision, also where a newer one is out."""
    newest = {each.school_id: each for each in issued}
    letters = {}
    for each in current:
        workbook = newest.get(each.school_id)
        if workbook is None or workbook.revision != each.revision:
            known = store.register.revisions(each.school_id, each.fiscal_year, each.event)
            workbook = next((one for one in known if one.revision == each.revision), None)
        if workbook is not None:
            letters[each.school_id] = workbook.letter_cents
    return letters
