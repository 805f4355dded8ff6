"""A district whose workbooks are issued, and budgets accepted into its store without any file."""

import contextlib
import hashlib
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime

from bsa_xl.budget import postings
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.store import (
    Outcome,
    ReturnedWorkbook,
    RunEnding,
    RunKind,
    Store,
    figures_of_budget,
    lines_of_budget,
)

YEAR = FiscalYear(2026)
AT = datetime(2025, 4, 2, 9, 30, tzinfo=UTC)
NUMBER = 12


def returned(draft, workbook, *, but=0, saved=AT):
    """A return of a draft's opening plan; ``but`` leaves out so many of its last positions."""
    budget = draft.budget
    if but:
        budget = replace(budget, staffing=budget.staffing[:-but])
    return ReturnedWorkbook(
        sha256=hashlib.sha256(f"{workbook.school_id} {but} {saved}".encode()).hexdigest(),
        size=1,
        file_name=f"{workbook.school_id} budget.xlsx",
        outcome=Outcome.ACCEPTED,
        received_at=AT,
        saved_at=saved,
        school_id=workbook.school_id,
        fiscal_year=str(YEAR),
        event="adopted",
        revision=workbook.revision,
        nonce=workbook.nonce,
        total_cents=budget.budgeted_cents,
        fte_parts=budget.fte_parts,
        line_count=budget.line_count,
        programs=figures_of_budget(budget),
        lines=lines_of_budget(budget),
        postings=postings(budget),
    )


def collect(district, issued, schools=NUMBER, **more):
    """Accept the opening plans of so many schools; gives what they plan, integer cents."""
    total = 0
    with Store.open(district.with_name("bay.store")) as store:
        known = {each.school_id: each for each in store.register.newest(str(YEAR), "adopted")}
        run = store.runs.begin(RunKind.COLLECT, code_version="0", user="analyst", at=AT)
        for draft in issued[1].ready.drafts[:schools]:
            given = returned(draft, known[draft.book.school.school_id], **more)
            assert store.returns.record(run, given).outcome is Outcome.ACCEPTED
            total += given.total_cents
        store.runs.end(run, RunEnding.FINISHED, at=AT)
    return total


def told(done):
    return [str(finding) for finding in done.answer.findings]


def files(folder):
    return {
        path: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "store" not in str(path)
    }


def lose_a_posting(district):
    """Take one posting out of the database behind the store's back."""
    with contextlib.closing(
        sqlite3.connect(district.with_name("bay.store") / "store.sqlite")
    ) as db:
        for [name] in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            db.execute(f"DROP TRIGGER {name}")
        [cents] = db.execute("SELECT cents FROM postings WHERE number = 1 LIMIT 1").fetchone()
        db.execute("DELETE FROM postings WHERE number = 1")
        db.commit()
    return cents
