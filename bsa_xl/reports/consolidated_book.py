"""The consolidated book: a district's budget in one workbook that foots and says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bsa_xl import __version__

from .about_page import put_about
from .book import Book, Placed
from .budget_chart import add_budget_chart
from .consolidated_controls import consolidated_controls
from .consolidated_summary import SUMMARY_WIDTHS, put_summary
from .consolidation import Consolidation
from .controls import Control, unsettled
from .finding_table import findings_table
from .heads import (
    BY_ACCOUNT,
    BY_FUNCTION,
    BY_LEVEL,
    BY_OBJECT,
    BY_PROGRAM,
    BY_REGION,
    BY_SPECIALIST,
    FILLED,
    FINDINGS,
    LINES,
    MISSING,
    POSTINGS,
    SCHOOLS,
    SHARED,
)
from .ledger_tables import (
    by_account,
    by_segment,
    filled_table,
    lines_table,
    postings_table,
    shared_table,
)
from .readding import disagreements, readd
from .school_tables import by_field, by_program, missing_table, schools_table
from .table import Table, said

#: Title, remark and frozen columns of every page with one table.
_PAGES = {
    BY_PROGRAM: (
        "What every program has, and what is planned from it",
        "Left and used are of the schools whose budget is accepted.",
        1,
    ),
    BY_ACCOUNT: ("What is planned on every account", "Accepted budgets only.", 1),
    BY_OBJECT: ("What is planned by object", "Accepted budgets only.", 1),
    BY_FUNCTION: ("What is planned by function", "Accepted budgets only.", 1),
    BY_LEVEL: ("Schools by level", "A centre stands with the school that budgets for it.", 1),
    BY_REGION: ("Schools by region", "A centre stands with the school that budgets for it.", 1),
    BY_SPECIALIST: (
        "Schools by fiscal specialist",
        "A centre stands with the school that budgets for it.",
        1,
    ),
    SCHOOLS: (
        "School by school",
        "A blank budget is one that has not been accepted yet; it is not zero.",
        2,
    ),
    MISSING: (
        "Whose budget is waited for",
        "Not returned: ask for it. To be mended: it came back and was refused; see Findings.",
        2,
    ),
    FILLED: (
        "Filled positions that do not stay as they are",
        (
            "Somebody is in each of these positions: HR talks to them before the budget is "
            "adopted. A title that changes is listed whatever the school says, Keep too."
        ),
        3,
    ),
    SHARED: (
        "Shared positions that schools plan above their FTE",
        "Each school sees its own part only; together they plan more than there is (POS-01).",
        2,
    ),
    FINDINGS: (
        "What is still open",
        "Of accepted budgets, warnings that nobody explained; of refused files, what to mend.",
        2,
    ),
}


_DATA_TITLES = {
    LINES: "Every line that schools planned, for programs",
    POSTINGS: "Every amount on its account, for programs",
}


def consolidated_tables(whole: Consolidation) -> dict[str, Table]:
    """Every table of the book, by the name of its sheet, in the book's order."""
    return {
        BY_PROGRAM: by_program(whole),
        BY_ACCOUNT: by_account(whole),
        BY_OBJECT: by_segment(whole, "object"),
        BY_FUNCTION: by_segment(whole, "function"),
        BY_LEVEL: by_field(whole, "level", "Level"),
        BY_REGION: by_field(whole, "region", "Region"),
        BY_SPECIALIST: by_field(whole, "specialist", "Specialist"),
        SCHOOLS: schools_table(whole),
        MISSING: missing_table(whole),
        FILLED: filled_table(whole),
        SHARED: shared_table(whole),
        FINDINGS: findings_table(
            whole.open_findings, whole.names, lambda finding: str(finding.where)
        ),
        LINES: lines_table(whole),
        POSTINGS: postings_table(whole),
    }


@dataclass(frozen=True, eq=False)
class ConsolidatedBook:
    """A written book, with what it was written from.

    Attributes:
        data: the .xlsx file.
        controls: what must foot; the list that stands on its first page.
        tables: by sheet.
    """

    data: bytes
    controls: tuple[Control, ...]
    tables: Mapping[str, Table]

    def differences(self) -> tuple[str, ...]:
        """Why it must not be handed out, in sentences; empty where all is well.

        Control totals that differ, and figures that are others when they are added up once more
        from the written file itself.

        Raises:
            NotExactError: a figure of the file has a fraction of a cent.
        """
        said = [_differs(control) for control in unsettled(self.controls)]
        return (*said, *disagreements(readd(self.data), self.controls, self.tables))


def write_consolidated_book(whole: Consolidation, made_at: datetime) -> ConsolidatedBook:
    """The consolidated book as an .xlsx file.

    It is written whether it foots or not, and says which; whoever hands it out asks for its
    `differences` first. Equal ledgers give equal bytes at the same moment.

    Args:
        whole: what it is made from.
        made_at: now.
    """
    tables = consolidated_tables(whole)
    controls = consolidated_controls(whole, tables)
    allocation, name = whole.allocation, whole.district.profile.name
    book = Book(
        f"{name}: consolidated budget {allocation.fiscal_year}",
        f"{name} · {allocation.fiscal_year.on_paper} · {allocation.event} · "
        f"as of {made_at:%Y-%m-%d %H:%M} UTC",
        places=2 if whole.policy.rounding.lines == "cent" else 0,
        made_at=made_at,
    )
    summary = book.page("Summary", "The district's budget", SUMMARY_WIDTHS)
    placed: dict[str, Placed] = {}
    for sheet, table in tables.items():
        if sheet in _PAGES:
            title, remark, frozen = _PAGES[sheet]
            placed[sheet] = book.paper(sheet, title, table, remark=remark, frozen=frozen)
        else:
            placed[sheet] = book.data(sheet, table, frozen=2)
    add_budget_chart(book, placed[BY_PROGRAM])
    titles = {sheet: _PAGES[sheet][0] for sheet in _PAGES} | _DATA_TITLES
    put_summary(book, summary, whole, controls, placed, titles)
    put_about(book, "About this workbook", _about(whole, made_at))
    return ConsolidatedBook(book.to_bytes(), controls, tables)


def _differs(control: Control) -> str:
    left, right = (said(side.value, control.shown) for side in (control.left, control.right))
    return f"{control.what}: {control.left.of} comes to {left}, {control.right.of} to {right}."


def _about(whole: Consolidation, made_at: datetime) -> tuple[tuple[str, str], ...]:
    policy, state = whole.policy, whole.state
    return (
        ("District", whole.district.profile.name),
        ("Fiscal year and event", f"{whole.allocation.fiscal_year.on_paper}, {state.event}"),
        ("Policy", f"{policy.title} ({policy.policy})"),
        ("As of", f"{made_at:%Y-%m-%d %H:%M} UTC"),
        *_HOW_TO_READ,
        ("Made by", f"BSA-XL {__version__}"),
    )


_HOW_TO_READ = (
    (
        "Allocated",
        (
            "Dollars that schools plan themselves: the letter in force, or the allocation where no "
            "letter is out yet. What the central office holds for schools is not in it."
        ),
    ),
    (
        "Allocated, accepted schools",
        "The letters that the accepted budgets answer to. Left and used are worked out from it.",
    ),
    (
        "Budgeted",
        (
            "What accepted budgets plan. On the sheets by program it comes from the budgets' own "
            "totals; by level, region, specialist and account it is added up from the postings."
        ),
    ),
    (
        "Control totals",
        (
            "On Summary every figure is added up in two ways by live formulas over the other "
            "sheets. This workbook was read back and added up once more before it was handed out."
        ),
    ),
    (
        "Total of the rows shown",
        "Follows the filter. The row below it, All rows, stays the figure of the whole district.",
    ),
    (
        "FTE by account, object, function",
        "Stands on the salary's posting; a position that costs nothing has none.",
    ),
    ("Lines and Postings", "For programs: headers in the first row, one row each, exact digits."),
)
