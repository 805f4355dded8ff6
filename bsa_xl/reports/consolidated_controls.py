"""What must foot in the consolidated book: letters, allocation, budgets, postings, schools."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .consolidation import Consolidation
from .controls import Control, Side
from .heads import (
    ALLOCATED,
    AMOUNT,
    BUDGETED,
    BY_ACCOUNT,
    BY_FUNCTION,
    BY_LEVEL,
    BY_OBJECT,
    BY_PROGRAM,
    BY_REGION,
    BY_SPECIALIST,
    FTE,
    LINE_FTE,
    LINES,
    PAID,
    POSTINGS,
    SCHOOLS,
    TO_ACCEPTED,
)
from .standings import Standing
from .table import Shown, Table

_GROUPS = (BY_PROGRAM, BY_LEVEL, BY_REGION, BY_SPECIALIST)
_BUDGETS = (*_GROUPS, BY_ACCOUNT, BY_OBJECT, BY_FUNCTION)


def consolidated_controls(whole: Consolidation, tables: Mapping[str, Table]) -> tuple[Control, ...]:
    """Every control total, the allocation first.

    Args:
        whole: for what does not stand in a table: register, ledger, allocation.
        tables: of the book, by sheet.
    """
    return (
        *_letters(whole, tables),
        *_budgets(whole, tables),
        *_fte(whole, tables),
        *_schools(whole),
    )


def _letters(whole: Consolidation, tables: Mapping[str, Table]) -> Iterator[Control]:
    """The letters are the allocation, however it is added up, and nothing of a pool is lost."""
    allocation = whole.allocation
    issued = whole.issued
    letters = Side(sum(each.letter_cents or 0 for each in issued), "the register of issued letters")
    now = Side(sum(each.worked_out_cents for each in issued), "the allocation of these schools")
    yield Control("Letters issued", letters, now)
    total = Side(allocation.total_cents, "the allocation of the district")
    yield Control("Allocation", _side(tables, SCHOOLS, ALLOCATED), total)
    for sheet in _GROUPS:
        yield Control(
            f"Allocation {_small(sheet)}",
            _side(tables, sheet, ALLOCATED),
            _side(tables, SCHOOLS, ALLOCATED),
        )
    for each in allocation.controls:
        given = Side(each.given_cents, "what came in")
        lines = Side(each.allocated_cents, "its lines")
        yield Control(f"Nothing lost: {each.label}", given, lines)
    accepted = Side(sum(whole.state.letters.values()), "the letters that they answer to")
    yield Control("Allocated to accepted budgets", _side(tables, SCHOOLS, TO_ACCEPTED), accepted)
    for sheet in _GROUPS:
        yield Control(
            f"Allocated to accepted {_small(sheet)}",
            _side(tables, sheet, TO_ACCEPTED),
            _side(tables, SCHOOLS, TO_ACCEPTED),
        )


def _budgets(whole: Consolidation, tables: Mapping[str, Table]) -> Iterator[Control]:
    """The budgets are their lines and their postings, however they are added up."""
    totals = whole.state.totals
    schools = _side(tables, SCHOOLS, BUDGETED)
    store = Side(totals.submissions_cents, "the ledger's own total")
    yield Control("Accepted budgets", schools, store)
    for sheet in _BUDGETS:
        yield Control(f"Budgets {_small(sheet)}", _side(tables, sheet, BUDGETED), schools)
    yield Control("Lines of the budgets", _side(tables, LINES, AMOUNT), schools)
    postings = _side(tables, POSTINGS, AMOUNT)
    yield Control("Postings", postings, schools)
    yield Control(
        "Postings in the ledger", postings, Side(totals.postings_cents, "the ledger's own total")
    )
    table = tables[LINES]
    paid = Side(sum(table.total(table.place(head)) for head in PAID), "what programs pay of lines")
    yield Control("Programs of the lines", paid, Side(totals.lines_cents, "the ledger's own total"))


def _fte(whole: Consolidation, tables: Mapping[str, Table]) -> Iterator[Control]:
    schools = _side(tables, SCHOOLS, FTE)
    totals = whole.state.totals
    store = Side(totals.submissions_fte_parts, "the ledger's own total")
    yield Control("Planned FTE", schools, store, Shown.FTE)
    for sheet in _GROUPS:
        yield Control(f"FTE {_small(sheet)}", _side(tables, sheet, FTE), schools, Shown.FTE)
    yield Control("FTE of the lines", _side(tables, LINES, LINE_FTE), schools, Shown.FTE)


def _schools(whole: Consolidation) -> Iterator[Control]:
    issued = Side(len(whole.issued), "the register")
    parts = len(whole.accepted) + len(whole.having(Standing.TO_MEND, Standing.NOT_RETURNED))
    added = Side(parts, "accepted, to be mended and not returned")
    yield Control("Schools with a workbook", issued, added, Shown.WHOLE)
    counted = Side(len(whole.accepted), "the sheet Schools")
    ledger = Side(whole.state.totals.schools, "the ledger's own count")
    yield Control("Schools with an accepted budget", counted, ledger, Shown.WHOLE)


def _side(tables: Mapping[str, Table], sheet: str, head: str) -> Side:
    table = tables[sheet]
    return Side(table.total(table.place(head)), f"the sheet {sheet}", (sheet, head))


def _small(sheet: str) -> str:
    return f"{sheet[:1].lower()}{sheet[1:]}"
