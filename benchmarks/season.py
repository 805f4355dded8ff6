"""The sample district, issued and answered: what both benchmarks of a season start from."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bsa_xl.allocation import allocate
from bsa_xl.api import (
    Draft,
    IssueOrder,
    Opened,
    Presses,
    Ready,
    accept,
    file_name,
    issue,
    open_district,
    outcomes_of,
    school_books,
    shortfalls,
)
from bsa_xl.budget import price
from bsa_xl.checks import run
from bsa_xl.filing import DurableFolder
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.sample import finished_plan, write_sample
from bsa_xl.store import Store
from bsa_xl.workbook import Case, best_deflate

YEAR = FiscalYear(2026)
EVENT = "adopted"


@dataclass(frozen=True)
class Season:
    """Folders of one district: its data, what was issued, and where its store is."""

    district: Path
    out: Path
    store: Path
    inbox: Path


@contextmanager
def season(schools: int) -> Iterator[Season]:
    """A sample district in a folder of its own, which is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="bsa-xl-bench-") as name:
        folder = Path(name)
        write_sample(folder / "district", schools=schools)
        yield Season(
            folder / "district", folder / "out", folder / "district.store", folder / "inbox"
        )


def order(place: Season, **more: object) -> IssueOrder:
    """The order that issues a season's workbooks, with the total that it comes to."""
    opened = open_district(place.district, YEAR)
    total = allocate(opened.district, opened.policy_file.policy, YEAR).total_cents
    given = {"store": place.store, "total_cents": total, "accept_deficits": "benchmark", **more}
    return IssueOrder(place.district, YEAR, place.out, EVENT, **given)


def issue_all(place: Season) -> None:
    """Issue every workbook, as the command does."""
    done = issue(order(place))
    if done.folder is None:
        raise SystemExit(f"The sample could not be issued: {done.answer}")


def ready_of(opened: Opened) -> Ready:
    """The district's books, letters and drafts, from the allocation on."""
    policy = opened.policy_file.policy
    allocation = allocate(opened.district, policy, YEAR, event=EVENT)
    books = school_books(opened.district, policy, allocation)
    return Ready(opened, allocation, accept(books, shortfalls(books)))


def finished(ready: Ready, draft: Draft, identity: object) -> Case:
    """A workbook as its school hands it in: every dollar planned, every body's approval noted."""
    layout = ready.layouts.layout(draft.staffing_rows)
    budget = price(draft.budget.setting, finished_plan(draft, layout))
    return Case(identity, draft.letter, budget, outcomes_of(run(budget)))


def write_returns(place: Season) -> int:
    """What all schools send back, with every cached value as a spreadsheet saves it."""
    ready = ready_of(open_district(place.district, YEAR))
    with Store.open(place.store) as store, DurableFolder(place.inbox) as folder:
        newest = {each.school_id: each for each in store.register.newest(str(YEAR), EVENT)}
        keys = store.keys.make()
        presses = Presses(ready.layouts, store.templates, keys)
        for draft in ready.drafts:
            school_id = draft.book.school.school_id
            known = newest[school_id]
            identity = ready.identity(school_id, known.revision, known.nonce, known.issued_on)
            case = finished(ready, draft, identity)
            press = presses.press(draft.staffing_rows)
            made = press.stamp(case, keys.sign, deflate=best_deflate(), own=draft.own)
            folder.write(file_name(identity), made.data)
    return len(ready.drafts)
