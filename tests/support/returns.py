"""A store with issued workbooks, and returns made up for it.

Each plans teachers at $100,000.00, three quarters from the general fund and one quarter from Title I,
and supplies from the general fund for the rest.
"""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bsa_xl.budget import Posting
from bsa_xl.store import (
    IssuedWorkbook,
    LineKind,
    Outcome,
    PlannedLine,
    ProgramFigures,
    ProgramShare,
    ReturnedWorkbook,
    RunEnding,
    RunKind,
    Store,
    Wanted,
)

AT = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)
YEAR, EVENT = "FY2026", "adopted"
TEACHER = 10_000_000
SEGMENTS = {
    "fund": "01", "resource": "0000", "project_year": "0", "goal": "1110", "function": "1000",
    "site": "417",
}  # fmt: skip


def minutes(count):
    """So many minutes after the first moment."""
    return AT + timedelta(minutes=count)


def begin(store, kind=RunKind.COLLECT, **changes):
    fields = {"code_version": "0.1.0", "user": "analyst", "at": AT} | changes
    return store.runs.begin(kind, **fields)


def wanted(school_id, digest="inputs", **changes):
    made = Wanted(school_id, YEAR, EVENT, digest, 50_000_000)
    return replace(made, **changes)


def workbook(planned, **changes):
    """A planned workbook, as it is entered into the register."""
    asked = planned.wanted
    made = IssuedWorkbook(
        school_id=asked.school_id,
        fiscal_year=asked.fiscal_year,
        event=asked.event,
        revision=planned.revision,
        template="template-1",
        policy="riverbend",
        policy_sha256="ab" * 32,
        nonce=planned.nonce,
        issued_at=AT,
        issued_on="2026-03-02",
        file_name=f"{asked.school_id}.xlsx",
        sha256=hashlib.sha256(planned.nonce.encode()).hexdigest(),
        size=80_000,
        letter_cents=asked.letter_cents,
        locked_digest="cd" * 32,
        inputs_digest=asked.inputs_digest,
        is_draft=asked.is_draft,
    )
    return replace(made, **changes)


def issue(store, *asked):
    """Issue workbooks: new ones, and new revisions of changed ones. Gives them by school."""
    plan = store.register.plan(asked)
    planned = [*plan.new, *(changed.after for changed in plan.changed)]
    made = [workbook(each) for each in planned]
    run = begin(store, RunKind.ISSUE)
    store.register.record(run, [(each, f"stamped {each.nonce}".encode()) for each in made])
    return {each.school_id: each for each in made}


def issue_schools(store, *schools):
    return issue(store, *(wanted(school) for school in schools))


def staffing_line(number, teachers):
    """Teachers on one row, three quarters from the general fund."""
    cents = teachers * TEACHER
    return PlannedLine(
        kind=LineKind.STAFFING,
        row_key=f"S{number:03}",
        sheet="Staffing",
        sheet_row=9 + number,
        code="1100",
        label="Teacher",
        cents=cents,
        split=(
            ProgramShare("general", 75, cents // 4 * 3),
            ProgramShare("title-i", 25, cents // 4),
        ),
        action="Keep",
        position_id=f"P{number:05}",
        stands_at="0417",
        filled="filled",
        now_fte_parts=10_000,
        how_many=teachers,
        each_parts=10_000,
        fte_parts=teachers * 10_000,
        salary_cents=cents // 10 * 8,
        benefits_cents=cents // 10 * 2,
    )


def spending_line(number, cents):
    """Supplies from the general fund."""
    return PlannedLine(
        kind=LineKind.SPENDING,
        row_key=f"E{number:03}",
        sheet="Spending",
        sheet_row=9 + number,
        code="S20",
        label="Supplies",
        cents=cents,
        split=(ProgramShare("general", 100, cents),),
        quantity_parts=10_000,
    )


def posting(school_id, line, number, share, code):
    """What one program pays of a line, on one account."""
    segments = {**SEGMENTS, "object": code, "program": share.program}
    return Posting(
        posting_id=f"{line.row_key}-{number}-{code}",
        school_id=school_id,
        row_key=line.row_key,
        program=share.program,
        segments=segments,
        account=f"01-0000-0-1110-1000-{code}-417",
        title=line.label,
        goal=line.goal,
        cents=share.cents,
        fte_parts=line.fte_parts if number == 1 else 0,
    )


def returned(issued, teachers=(2,), supplies=(123_456,), **changes):
    """An accepted return of an issued workbook; other plans and moments give other bytes."""
    lines = (
        *(staffing_line(number, count) for number, count in enumerate(teachers, start=1)),
        *(spending_line(number, cents) for number, cents in enumerate(supplies, start=1)),
    )
    postings = tuple(
        posting(issued.school_id, line, number, share, "1100" if line.fte_parts else "4310")
        for line in lines
        for number, share in enumerate(line.split, start=1)
        if share.cents
    )
    title_i = sum(teachers) * TEACHER // 4
    total = sum(teachers) * TEACHER + sum(supplies)
    saved = changes.get("saved_at", AT)
    data = f"{issued.school_id} {issued.nonce} {teachers} {supplies} {saved}".encode()
    made = ReturnedWorkbook(
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        file_name=f"{issued.school_id}.xlsx",
        outcome=Outcome.ACCEPTED,
        received_at=AT,
        saved_at=AT,
        school_id=issued.school_id,
        fiscal_year=issued.fiscal_year,
        event=issued.event,
        revision=issued.revision,
        nonce=issued.nonce,
        total_cents=total,
        fte_parts=sum(teachers) * 10_000,
        line_count=len(lines),
        programs=(
            ProgramFigures("general", 40_000_000, total - title_i),
            ProgramFigures("title-i", 10_000_000, title_i),
        ),
        lines=lines,
        postings=postings,
    )
    return replace(made, **changes)


def refused(data, outcome=Outcome.QUARANTINED, **changes):
    """A return that nobody could read, or that something must be mended in."""
    made = ReturnedWorkbook(
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        file_name="broken.xlsx",
        outcome=outcome,
        received_at=AT,
        saved_at=AT,
    )
    return replace(made, **changes)


def a_year_of_returns(store, schools):
    """Two returns of each of so many schools, the older one first; the workbooks are issued."""
    names = [f"{number:04}" for number in range(1, schools + 1)]
    issue_schools(store, *names)
    issued = {each.school_id: each for each in store.register.newest(YEAR, EVENT)}
    given = []
    for number, name in enumerate(names):
        first = returned(issued[name], (1 + number % 3, 2), (100 * number + 1, 77_777))
        second = returned(issued[name], (1, 1, 1), (5 * number,), saved_at=minutes(number + 1))
        given += [first, second]
    return given


def load(folder, given, told=lambda _sha256: None):
    """Collect these returns, telling of each that is recorded now and was not before.

    Another one at work is waited for however slow the disk is.
    """
    with Store.open(folder, wait_seconds=600) as store:
        run = begin(store)
        for each in given:
            if store.returns.record(run, each).outcome is not Outcome.DUPLICATE:
                told(each.sha256)
        store.runs.end(run, RunEnding.FINISHED, at=AT)


def open_store(folder, **more):
    return Store.open(folder, create=True, **more)
