"""Riverbend's three schools with their letters and their ledger, by hand or at random.

Every school is given $400,000.00 from the general fund and $100,000.00 from Title I. A teacher costs
$80,000.00 of pay and $20,000.00 of benefits.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import openpyxl

from bsa_xl.allocation import Allocation, allocate
from bsa_xl.budget import Posting
from bsa_xl.district import (
    AccountSegment,
    CalendarDates,
    ChartOfAccounts,
    District,
    DistrictProfile,
    School,
)
from bsa_xl.policy import Policy
from bsa_xl.reports import (
    ConsolidatedBook,
    Consolidation,
    LedgerState,
    consolidation_of,
    write_consolidated_book,
)
from bsa_xl.store import (
    ControlTotals,
    IssuedWorkbook,
    LineKind,
    Outcome,
    PlannedLine,
    ProgramFigures,
    ProgramShare,
    StoredReturn,
)
from support.small_district import YEAR, component, school, small_district, small_policy

AT = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)
EVENT = "adopted"
GENERAL, TITLE_I = "general", "title-i"
GIVEN = {GENERAL: 40_000_000, TITLE_I: 10_000_000}
LETTER = 50_000_000
SEGMENTS = (
    AccountSegment("fund", 2), AccountSegment("resource", 4), AccountSegment("object", 4),
    AccountSegment("site", 3),
)  # fmt: skip

OAK = school("0417", "Elementary", region="North", specialist="SFS-1", site_code="417",
             mailbox="oak@schools.example")  # fmt: skip
ELM = school("0418", "Middle", region="North", specialist="SFS-1", site_code="418",
             mailbox="elm@schools.example")  # fmt: skip
ASH = school("0419", "High", region="South", specialist="SFS-2", site_code="419",
             mailbox="ash@schools.example")  # fmt: skip
SCHOOLS = (OAK, ELM, ASH)


def district(schools: Sequence[School] = SCHOOLS, **changes: Any) -> District:
    """The facts; 100 pupils a school."""
    made = small_district({each.school_id: {"enrollment": "100"} for each in schools},
                          schools=schools)  # fmt: skip
    profile = DistrictProfile(
        "Riverbend", calendar=CalendarDates(due=date(2026, 2, 27)), account_segments=SEGMENTS
    )
    titles = {"object": {"1100": "Teachers' salaries", "3100": "Retirement", "4300": "Materials"},
              "function": {"1000": "Instruction"}}  # fmt: skip
    return replace(made, profile=profile, accounts=ChartOfAccounts(titles), **changes)


def policy(**more: Any) -> Policy:
    """Two programs, a lump sum for each."""
    programs = [
        {"id": GENERAL, "title": "General fund"},
        {"id": TITLE_I, "title": "Title I", "restricted": True},
    ]
    given = [
        component("foundation", "lump_sum", "USD per school", "400000") | {"program": GENERAL},
        component("title-one", "lump_sum", "USD per school", "100000") | {"program": TITLE_I},
    ]
    return small_policy(*given, **({"programs": programs} | more))


def allocation(of: District, by: Policy) -> Allocation:
    """What the schools are given in the year and event of the ledger."""
    return allocate(of, by, YEAR, event=EVENT)


def teacher(number: int, fte: int = 10_000, *, general: int = 100, **more: Any) -> PlannedLine:
    """A teacher at ``fte`` parts of 1.0; the rest of the percents is paid by Title I."""
    cents = 10_000_000 * fte // 10_000
    first = cents * general // 100
    split = [
        ProgramShare(GENERAL, general, first),
        ProgramShare(TITLE_I, 100 - general, cents - first),
    ]
    made = PlannedLine(
        kind=LineKind.STAFFING, row_key=f"S{number:03}", sheet="Staffing", sheet_row=9 + number,
        code="1100", label="Teacher", cents=cents,
        split=tuple(share for share in split if share.share), action="Keep",
        position_id=f"P{number}", stands_at="0417", filled="filled", now_fte_parts=fte, how_many=1,
        each_parts=fte, fte_parts=fte, salary_cents=cents // 10 * 8, benefits_cents=cents // 10 * 2,
    )  # fmt: skip
    return replace(made, **more)


def materials(number: int, cents: int, program: str = GENERAL, **more: Any) -> PlannedLine:
    """Materials from one program."""
    made = PlannedLine(
        kind=LineKind.SPENDING, row_key=f"E{number:03}", sheet="Spending", sheet_row=9 + number,
        code="S20", label="Materials", cents=cents, split=(ProgramShare(program, 100, cents),),
        quantity_parts=10_000,
    )  # fmt: skip
    return replace(made, **more)


def postings_of(school_id: str, line: PlannedLine) -> list[Posting]:
    """A line's postings: four fifths of a teacher are pay, materials are one amount."""
    made = []
    for number, share in enumerate(line.split, start=1):
        parts = [("4300", share.cents, 0)]
        if line.kind is LineKind.STAFFING:
            pay = share.cents * 4 // 5
            fte = line.fte_parts * share.share // 100
            parts = [("1100", pay, fte), ("3100", share.cents - pay, 0)]
        for code, cents, fte in parts:
            if cents:
                made.append(posting(school_id, f"{line.row_key}-{number}-{code}", cents,
                                    program=share.program, code=code, fte_parts=fte,
                                    title=line.label))  # fmt: skip
    return made


def posting(
    school_id: str,
    posting_id: str,
    cents: int,
    *,
    program: str = GENERAL,
    code: str = "1100",
    fte_parts: int = 0,
    title: str = "Teacher",
) -> Posting:
    """One amount on the account of a school, a program and an object."""
    resource = "0000" if program == GENERAL else "3010"
    site = school_id[-3:]
    segments = {"fund": "01", "resource": resource, "project_year": "0", "goal": "1110",
                "function": "1000", "object": code, "site": site, "program": program}  # fmt: skip
    return Posting(
        posting_id, school_id, posting_id.split("-", maxsplit=1)[0], program, segments,
        f"01-{resource}-{code}-{site}", title, "Goal 1", cents, fte_parts,
    )  # fmt: skip


def workbook(
    school_id: str, *, revision: int = 1, letter: int = LETTER, **more: Any
) -> IssuedWorkbook:
    """An issued workbook of the register."""
    made = IssuedWorkbook(
        school_id, str(YEAR), EVENT, revision, "template", "riverbend", "ab" * 32, "nonce", AT,
        "2026-01-30", f"{school_id}.xlsx", "cd" * 32, 80_000, letter, "digest", "inputs",
    )  # fmt: skip
    return replace(made, **more)


def stored(
    number: int, school_id: str, lines: Iterable[PlannedLine] = (), **more: Any
) -> StoredReturn:
    """A return that was accepted, of these lines."""
    listed = list(lines)
    made = StoredReturn(
        number, 1, f"{number:064}", 1, f"{school_id} budget.xlsx", Outcome.ACCEPTED, AT, AT,
        school_id, str(YEAR), EVENT, 1, "nonce", (), sum(line.cents for line in listed),
        sum(line.fte_parts for line in listed), len(listed), 1, f"{school_id}-receipt",
    )  # fmt: skip
    return replace(made, **more)


def state(
    budgets: Mapping[str, Sequence[PlannedLine]],
    *,
    issued: Sequence[IssuedWorkbook] | None = None,
    more_returns: Sequence[StoredReturn] = (),
    **changes: Any,
) -> LedgerState:
    """A ledger of these budgets, whose every figure is added up here.

    Args:
        budgets: school id to lines.
        issued: a workbook for each of the three schools where not given.
        more_returns: refused ones, in the order of their recording.
        changes: of the state.
    """
    current = [
        stored(number, each, lines) for number, (each, lines) in enumerate(budgets.items(), 1)
    ]
    lines = [(each, line) for each, listed in budgets.items() for line in listed]
    postings = [made for each, line in lines for made in postings_of(each, line)]
    figures = []
    for each, listed in budgets.items():
        for program, given in GIVEN.items():
            paid = sum(s.cents for line in listed for s in line.split if s.program == program)
            figures.append((each, ProgramFigures(program, given, paid)))
    totals = ControlTotals(
        schools=len(budgets),
        submissions_cents=sum(each.total_cents for each in current),
        programs_cents=sum(figure.budgeted_cents for _, figure in figures),
        lines_cents=sum(share.cents for _, line in lines for share in line.split),
        postings_cents=sum(made.cents for made in postings),
        submissions_fte_parts=sum(each.fte_parts for each in current),
        lines_fte_parts=sum(line.fte_parts for _, line in lines),
    )
    history = sorted([*current, *more_returns], key=lambda each: each.submission_id)
    workbooks = tuple(map(workbook, ("0417", "0418", "0419"))) if issued is None else tuple(issued)
    made = LedgerState(
        str(YEAR), EVENT, workbooks, tuple(current), tuple(history), (), tuple(figures),
        tuple(lines), tuple(postings), dict.fromkeys(budgets, LETTER), totals,
    )  # fmt: skip
    return replace(made, **changes)


#: Oak: three teachers, one of them half from Title I, and $12,345.67 of materials from Title I.
OAK_BUDGET = (teacher(1), teacher(2), teacher(3, general=50), materials(1, 1_234_567, TITLE_I))
#: Elm: half a teacher, and a cent of materials.
ELM_BUDGET = (teacher(1, 5_000), materials(1, 1))


def whole(budgets=None, *, of=None, by=None, **more) -> Consolidation:
    """The ledger of some budgets, of Oak's and Elm's where none are given, brought together."""
    of, by = of or district(), by or policy()
    given = {"0417": OAK_BUDGET, "0418": ELM_BUDGET} if budgets is None else budgets
    return consolidation_of(state(given, **more), of, by, allocation(of, by))


def book(*args: Any, **more: Any) -> ConsolidatedBook:
    """The consolidated book of `whole`."""
    return write_consolidated_book(whole(*args, **more), AT) if args or more else usual_book()


@functools.cache
def usual_book() -> ConsolidatedBook:
    """The book of Oak's and Elm's budgets; Ash has not answered."""
    return write_consolidated_book(whole(), AT)


def rows(data: bytes, name: str, first: int = 7) -> list[tuple[Any, ...]]:
    """The rows of a sheet, formulas by their values."""
    sheet = openpyxl.load_workbook(BytesIO(data), data_only=True)[name]
    return list(sheet.iter_rows(min_row=first, values_only=True))


def summary(data: bytes) -> dict[str, tuple[Any, ...]]:
    """The rows of Summary by their first cell."""
    return {row[0]: row[1:7] for row in rows(data, "Summary", 1) if row[0]}
