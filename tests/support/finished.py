"""Schools that answer as they should: issued workbooks with every dollar planned and approved."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from bsa_xl.allocation import allocate
from bsa_xl.api import IssueOrder, issue
from bsa_xl.api.groups import school_books
from bsa_xl.api.opened import open_district
from bsa_xl.api.ready import Ready
from bsa_xl.api.workbooks import Draft, outcomes_of
from bsa_xl.budget import Plan, SchoolBudget, price
from bsa_xl.checks import run
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.sample import write_sample
from bsa_xl.sample.returns import finished_plan
from bsa_xl.store import IssuedWorkbook, Store
from bsa_xl.workbook import Layout, filled

YEAR = FiscalYear(2026)
#: Sheet and address to what is typed there.
Cells = Mapping[tuple[str, str], Decimal | str]


def ready_district(folder: Path) -> Ready:
    """A district as an issue finds it."""
    opened = open_district(folder, YEAR)
    policy = opened.policy_file.policy
    allocation = allocate(opened.district, policy, YEAR)
    return Ready(opened, allocation, school_books(opened.district, policy, allocation))


def issue_sample(folder: Path, schools: int) -> Ready:
    """The sample district in ``folder / "sample"``, its workbooks issued into ``folder / "out"``."""
    district = folder / "sample"
    write_sample(district, schools=schools)
    ready = ready_district(district)
    order = IssueOrder(
        district, YEAR, folder / "out", total_cents=ready.allocation.total_cents,
        accept_deficits="Rehearsal",
    )  # fmt: skip
    done = issue(order)
    if done.folder is None:
        raise RuntimeError(f"the sample was not issued: {done.answer.findings}")
    return ready


def solvent(ready: Ready) -> list[Draft]:
    """The drafts of schools whose existing positions cost no more than they are given."""
    return [
        draft
        for draft in ready.drafts
        if all(program.left_cents >= 0 for program in draft.budget.programs)
    ]


def issued_workbooks(store: Path) -> dict[str, IssuedWorkbook]:
    """School id to the newest workbook in the register."""
    with Store.open(store) as opened:
        return {each.school_id: each for each in opened.register.newest(str(YEAR), "adopted")}


def typed_in(
    ready: Ready,
    draft: Draft,
    known: IssuedWorkbook,
    data: bytes,
    plan: Plan,
    others: Cells | None = None,
) -> bytes:
    """The issued workbook with a plan typed in, every formula calculated; and further cells."""
    budget = price(draft.budget.setting, plan)
    identity = ready.identity(
        draft.book.school.school_id, known.revision, known.nonce, known.issued_on
    )
    case = replace(draft.case(identity), budget=budget, outcomes=outcomes_of(run(budget)))
    return filled(data, layout_of(ready, draft), case, others)


def layout_of(ready: Ready, draft: Draft) -> Layout:
    """The layout of a school's workbook."""
    return ready.layouts.layout(draft.staffing_rows)


def finish(
    ready: Ready, known: dict[str, IssuedWorkbook], out: Path, inbox: Path, schools: Iterable[str]
) -> Iterator[tuple[str, SchoolBudget]]:
    """Write the finished workbooks of some schools into an inbox, under the names they came by.

    Yields:
        School id and the budget in it.
    """
    wanted = set(schools)
    inbox.mkdir(exist_ok=True)
    for draft in ready.drafts:
        school_id = draft.book.school.school_id
        if school_id not in wanted:
            continue
        entry = known[school_id]
        plan = finished_plan(draft, layout_of(ready, draft))
        data = typed_in(ready, draft, entry, (out / entry.file_name).read_bytes(), plan)
        (inbox / entry.file_name).write_bytes(data)
        yield school_id, price(draft.budget.setting, plan)
