"""The Start sheet: where the budget stands, in words, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator

from bsa_xl.money import to_dollars
from bsa_xl.workbook.case import Case
from bsa_xl.workbook.declare import Kind, Role, Single

SHEET = "Start"


def singles() -> Iterator[Single]:
    """The three figures, the balance in words, what is open, and the band of all input sheets."""
    yield Single("Start_allocated", SHEET, "B6", Kind.CENTS, Role.COMPUTED,
                 lambda c: c.budget.allocated_cents, "Total_allocated")  # fmt: skip
    yield Single("Start_budgeted", SHEET, "D6", Kind.CENTS, Role.COMPUTED,
                 lambda c: c.budget.budgeted_cents, "Total_budgeted")  # fmt: skip
    yield Single("Start_left", SHEET, "F6", Kind.CENTS, Role.COMPUTED,
                 lambda c: c.budget.left_cents, "Total_left")  # fmt: skip
    yield Single(
        "Balance_word", SHEET, "F7", Kind.TEXT, Role.COMPUTED, balance_word,
        'IF(Total_left<0,"▲ OVER by $"&TEXT(-Total_left,"#,##0.00"),'
        'IF(Total_left=0,"✓ Exactly planned","● $"&TEXT(Total_left,"#,##0.00")&" left to plan"))',
        is_named=True,
    )  # fmt: skip
    yield Single(
        "Status_word", SHEET, "B9", Kind.TEXT, Role.COMPUTED, status_word,
        'IF(Open_fix+Open_to_do+Open_explain=0,"READY TO SUBMIT",'
        'Open_fix&" to fix, "&Open_to_do&" still to do, "&Open_explain&" to explain")',
        is_named=True,
    )  # fmt: skip
    yield Single(
        "Band", SHEET, "B10", Kind.TEXT, Role.COMPUTED, band,
        'Balance_word&"   |   Allocated $"&TEXT(Total_allocated,"#,##0.00")'
        '&"   |   Budgeted $"&TEXT(Total_budgeted,"#,##0.00")&"   |   "&Status_word',
        is_named=True,
    )  # fmt: skip


def balance_word(case: Case) -> str:
    """What is left, or by how much the budget is over: in words, with a mark for a glance."""
    left = case.budget.left_cents
    if left < 0:
        return f"▲ OVER by ${to_dollars(-left):,.2f}"
    return f"● ${to_dollars(left):,.2f} left to plan" if left else "✓ Exactly planned"


def status_word(case: Case) -> str:
    """READY TO SUBMIT, or what is open by word."""
    words = [outcome.word for outcome in case.outcomes.values()]
    fix, to_do, explain = (words.count(word) for word in ("FIX", "TO DO", "EXPLAIN"))
    if not fix + to_do + explain:
        return "READY TO SUBMIT"
    return f"{fix} to fix, {to_do} still to do, {explain} to explain"


def band(case: Case) -> str:
    """The line that stays in sight on every input sheet; what matters most stands in front.

    Where a wide sheet is scrolled to the right, the frozen columns cut the line off.
    """
    budget = case.budget
    return (
        f"{balance_word(case)}   |   "
        f"Allocated ${to_dollars(budget.allocated_cents):,.2f}   |   "
        f"Budgeted ${to_dollars(budget.budgeted_cents):,.2f}   |   {status_word(case)}"
    )


def band_singles(sheets: Iterator[str]) -> Iterator[Single]:
    """The band on every input sheet."""
    for sheet in sheets:
        yield Single(f"Band_{sheet}", sheet, "B3", Kind.TEXT, Role.COMPUTED, band, "Band")
