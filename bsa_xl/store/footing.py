"""An accepted return foots, every way it can be added up, or it does not enter the ledger."""

from __future__ import annotations

from collections import Counter

from bsa_xl.money import format_dollars

from .returned import ReturnedWorkbook


class DoesNotFootError(ValueError):
    """The figures of a return contradict each other: a fault of the program that made them."""


def refuse_unless_it_foots(returned: ReturnedWorkbook) -> None:
    """Compare total, programs, lines and postings with each other, to the cent.

    Raises:
        DoesNotFootError: two of them differ.
    """
    planned: Counter[str] = Counter()
    for line in returned.lines:
        for share in line.split:
            planned[share.program] += share.cents
    posted: Counter[str] = Counter()
    for posting in returned.postings:
        posted[posting.program] += posting.cents
    budgeted = {each.program: each.budgeted_cents for each in returned.programs}
    for program in sorted({*planned, *posted, *budgeted}):
        _same(returned, f"lines of {program}", planned[program], budgeted.get(program, 0))
        _same(returned, f"postings of {program}", posted[program], budgeted.get(program, 0))
    _same(returned, "programs", sum(budgeted.values()), returned.total_cents)
    if returned.line_count != len(returned.lines):
        raise DoesNotFootError(f"{returned.file_name}: {returned.line_count} lines are told of")
    if returned.fte_parts != sum(line.fte_parts for line in returned.lines):
        raise DoesNotFootError(f"{returned.file_name}: the lines' FTE is not the total")


def _same(returned: ReturnedWorkbook, what: str, found: int, wanted: int) -> None:
    if found != wanted:
        raise DoesNotFootError(
            f"{returned.file_name}: {what} come to {format_dollars(found)}, "
            f"not to {format_dollars(wanted)}"
        )
