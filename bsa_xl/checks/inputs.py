"""INP and CAP: what stands in the input cells, whatever it was meant to say."""

from __future__ import annotations

from collections.abc import Iterator

from bsa_xl.budget import (
    ApprovalRow,
    Place,
    SchoolBudget,
    SpendingRow,
    StaffingRow,
    Typed,
    is_misfit,
)
from bsa_xl.finding import Fault, Severity

from .choices import Choices
from .rules import SchoolCase, rule
from .text_numbers import readings_of
from .wording import DATES, INPUT_WORDS, NUMBERS, number_text, quoted, what_counts

_FREE_ROWS = {"staffing": ("Staffing", "positions"), "spending": ("Spending", "items")}
_APPROVAL_NUMBERS = ("date", "votes_for", "votes_against", "approved")
_AGAIN = "if it turns into text once more, set the cell's number format to General first"


@rule(
    "INP-01",
    "Text stands in a number cell",
    Severity.FATAL,
    essential=True,
    remedy="Type a number in the cell, without other signs.",
)
def text_for_number(case: SchoolCase) -> Iterator[Fault]:
    """A spreadsheet adds up numbers and passes over text, so money would silently be missing."""
    for place, name, value in _texts(case.budget):
        yield Fault(place.at(name), *_said_of_misfit(name, value))


def _texts(budget: SchoolBudget) -> Iterator[tuple[Place, str, Typed]]:
    """The first text of every row that has one where a number belongs."""
    for line in budget.staffing:
        if line.text_fault:
            yield line.row.place, line.text_fault, typed_in(line.row, line.text_fault)
    for bought in budget.spending:
        if bought.text_fault:
            yield bought.row.place, bought.text_fault, typed_in(bought.row, bought.text_fault)
    for approval in budget.plan.approvals:
        for name in _APPROVAL_NUMBERS:
            value = typed_in(approval, name)
            if is_misfit(value):
                yield approval.place, name, value
                break


def typed_in(row: StaffingRow | SpendingRow | ApprovalRow, name: str) -> Typed:
    """What was typed in one field of a row: ``how_many``, ``share_2``, ``program_1``."""
    value: Typed
    if isinstance(row, StaffingRow) and name.startswith("share_"):
        value = row.shares[int(name[-1]) - 1]
    elif isinstance(row, StaffingRow) and name.startswith("program_"):
        value = row.programs[int(name[-1]) - 1]
    else:
        value = getattr(row, name)
    return value


def _said_of_misfit(name: str, value: Typed) -> tuple[str, str]:
    """Problem and remedy of a text, an error or a truth value where a number belongs."""
    if isinstance(value, str):
        return _said_of_text(name, value)
    wanted = "the day, such as 2025-09-01" if name in DATES else what_counts(name)
    return (
        f"{INPUT_WORDS[name]} is {quoted(value)}, which is not a number.",
        f"Type {wanted}, or clear the cell.",
    )


def _said_of_text(name: str, text: str) -> tuple[str, str]:
    """Problem and remedy."""
    what = INPUT_WORDS[name]
    if not text.strip():
        held = f"a text of {len(text):,} blank character{'' if len(text) == 1 else 's'}"
        return (
            f"{what} looks empty, and holds {held if text else 'an empty text'}.",
            "Clear the cell with the Delete key.",
        )
    if name in DATES:
        return (
            f"{what} is the text {quoted(text)}, which is not a date that a spreadsheet counts.",
            f"Type the day again with the year first, such as 2025-09-01; {_AGAIN}.",
        )
    readings = readings_of(text)
    meanings = [number_text(number) for number in readings.numbers]
    if len(meanings) == 1 and not readings.or_date:
        if NUMBERS[name].refuses(readings.numbers[0]):
            remedy = f"Type {what_counts(name)} in its place."
        else:
            remedy = f"Type {meanings[0]} in its place; {_AGAIN}."
        return f"{what} is the text {quoted(text)}, which looks like {meanings[0]}.", remedy
    if readings.or_date:
        meanings.append("a date")
    if meanings:
        return (
            f"{what} is the text {quoted(text)}, which could mean {' or '.join(meanings)}.",
            f"Type the number that is meant: {what_counts(name)}, without other signs.",
        )
    return (
        f"{what} is the text {quoted(text)}, which is not a number.",
        f"Type {what_counts(name)}, or clear the cell.",
    )


@rule(
    "INP-02",
    "Number is outside its bounds",
    Severity.FATAL,
    essential=True,
    remedy="Type a number that the cell takes, or clear it.",
)
def number_refused(case: SchoolCase) -> Iterator[Fault]:
    """A number that a cell does not take counts as nothing, or as another number."""
    for line in case.budget.staffing:
        if line.range_fault:
            yield _refused(line.row, line.range_fault)
    for bought in case.budget.spending:
        if bought.range_fault:
            yield _refused(bought.row, bought.range_fault)
        elif bought.unused:
            typed = typed_in(bought.row, bought.unused)
            used = "amount" if bought.unused == "quantity" else "quantity"
            yield Fault(
                bought.row.place.at(bought.unused),
                f"{INPUT_WORDS[bought.unused]} is {quoted(typed)[1:-1]}, and this item counts by "
                f"{INPUT_WORDS[used]} alone.",
                f"Clear {INPUT_WORDS[bought.unused]}, and type {INPUT_WORDS[used]} instead.",
            )


def _refused(row: StaffingRow | SpendingRow, name: str) -> Fault:
    takes = what_counts(name)
    percent = "; 50 means 50 %" if name.startswith("share_") else ""
    return Fault(
        row.place.at(name),
        f"{INPUT_WORDS[name]} is {quoted(typed_in(row, name))[1:-1]}, which is not {takes}.",
        f"Type {takes}{percent}.",
    )


@rule(
    "INP-03",
    "Choice is not on the list",
    Severity.FATAL,
    essential=True,
    remedy="Choose an entry of the cell's list.",
)
def not_on_list(case: SchoolCase) -> Iterator[Fault]:
    """A title, item or program that nobody knows has no price and no account."""
    choices = Choices(case.budget.setting)
    rows: list[tuple[StaffingRow | SpendingRow, str]] = [
        *((line.row, line.list_fault) for line in case.budget.staffing),
        *((bought.row, bought.list_fault) for bought in case.budget.spending),
    ]
    for row, name in rows:
        if name:
            value = typed_in(row, name)
            yield Fault(
                row.place.at(name),
                f"{INPUT_WORDS[name]} is {quoted(value)}, which is not on its list of "
                f"{choices.count(name):,}.",
                choices.remedy(name, value),
            )


@rule(
    "INP-04",
    "Row is not finished",
    Severity.FATAL,
    pending=True,
    essential=True,
    remedy="Fill in what the row still lacks, or clear the whole row.",
)
def row_unfinished(case: SchoolCase) -> Iterator[Fault]:
    """A row without its title, number or program costs nothing until it is finished."""
    rows: list[tuple[StaffingRow | SpendingRow, str]] = [
        *((line.row, line.incomplete) for line in case.budget.staffing),
        *((bought.row, bought.incomplete) for bought in case.budget.spending),
    ]
    for row, name in rows:
        if name:
            what, value = INPUT_WORDS[name], typed_in(row, name)
            state = "is empty" if value is None else "is 0"
            if value:
                state = f"is {quoted(value)}, which counts as 0"
            yield Fault(
                row.place.at(name),
                f"the row is in use, and {what} {state}.",
                f"Fill in {what}, or clear the whole row.",
            )


@rule(
    "CAP-01",
    "No free row is left",
    Severity.WARNING,
    remedy="Ask for a workbook with more rows, or explain why none is needed.",
)
def rows_used_up(case: SchoolCase) -> Iterator[Fault]:
    """What finds no row in the workbook may be left out of the budget."""
    plan = case.budget.plan
    used = {"staffing": len(case.budget.staffing), "spending": len(case.budget.spending)}
    for name, (sheet, things) in _FREE_ROWS.items():
        free = plan.spare.get(name)
        if free is not None and free <= 0:
            yield Fault(
                plan.anchor(f"spare:{name}"),
                f"{sheet} has {free} free rows left, with {used[name]} in use.",
                f"Ask the central office for a workbook with more rows, or say on Checks that no "
                f"more {things} are planned.",
            )
