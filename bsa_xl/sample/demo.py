"""The demo: a season of the sample district from its folder to the consolidated book."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bsa_xl.allocation import allocate
from bsa_xl.api import (
    Collected,
    CollectOrder,
    Consolidated,
    ConsolidateOrder,
    Issued,
    IssueOrder,
    Progress,
    Ready,
    collect,
    consolidate,
    file_name,
    issue,
    open_district,
    silent,
)
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.workbook import Identity

from .folder import SAMPLE_SCHOOLS, write_sample
from .returns import Story, stories, write_returns

YEAR = FiscalYear(2026)
EVENT = "adopted"
#: What the demo's folders and files are called.
DISTRICT, WORKBOOKS, INBOX, BOOK = "halcyon-bay", "workbooks", "inbox", "district-book.xlsx"


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo came to.

    Attributes:
        folder: where everything lies.
        stories: what the schools sent back.
        collected: what became of it.
        first: what to open first, in this order.
    """

    folder: Path
    issued: Issued
    stories: tuple[Story, ...]
    collected: Collected
    consolidated: Consolidated
    first: tuple[Path, ...]


def play(folder: Path, *, schools: int = SAMPLE_SCHOOLS, progress: Progress = silent) -> Demo:
    """Build the sample district, issue, let twelve schools answer, collect and consolidate.

    Args:
        folder: where everything goes; what is there already is used again.
        schools: how many schools the district has, at least 12.
        progress: told how far it is.

    Raises:
        ValueError: there are fewer than 12 schools.
        StoreError: the store in the folder cannot be used.
        CannotWriteError: the disk is full, and so on.
    """
    district = folder / DISTRICT
    progress("building the district", 0, 1)
    write_sample(district, schools=schools)
    progress("building the district", 1, 1)
    opened = open_district(district, YEAR)
    if opened.district is None or opened.policy_file is None:
        raise ValueError("the sample district cannot be read")
    total = allocate(opened.district, opened.policy_file.policy, YEAR, event=EVENT).total_cents
    order = IssueOrder(district, YEAR, folder / WORKBOOKS, EVENT, total_cents=total)
    issued = issue(order, progress)
    if issued.ready is None:
        raise ValueError("the sample district cannot be issued")
    sent = _sent(issued, issued.ready, folder / WORKBOOKS)
    told = write_returns(issued.ready, sent, folder / INBOX)
    collected = collect(CollectOrder(district, YEAR, (folder / INBOX,), EVENT), progress)
    consolidated = consolidate(
        ConsolidateOrder(district=district, year=YEAR, event=EVENT, out=folder / BOOK), progress
    )
    school = next((folder / WORKBOOKS).glob("0109_*"), folder / WORKBOOKS)
    return Demo(folder, issued, told, collected, consolidated, (school, folder / BOOK))


def _sent(issued: Issued, ready: Ready, folder: Path) -> dict[str, tuple[Identity, bytes]]:
    """What the schools that answer were sent."""
    answering = {story.school_id for story in stories()}
    places = {
        planned.wanted.school_id: (planned.revision, planned.nonce, "")
        for planned in (*issued.new, *(change.after for change in issued.changed))
    }
    for known in issued.unchanged:
        places[known.school_id] = (known.revision, known.nonce, known.issued_on)
    sent = {}
    for school_id in ready.school_ids:
        if school_id not in answering:
            continue
        identity = ready.identity(school_id, *places[school_id])
        path = folder / file_name(identity)
        sent[school_id] = (identity, path.read_bytes())
    return sent
