"""What ``bsa-xl explain --workbook`` answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsa_xl.money import format_dollars

from .reply import Reply, dollars
from .screen import Line, Marked, counted

if TYPE_CHECKING:
    from bsa_xl.api import ArithmeticOrder, ArithmeticShown


def arithmetic_reply(done: ArithmeticShown, order: ArithmeticOrder, said: Reply | None) -> Reply:
    """The answer: what was worked out twice, and where the workbook lies.

    Args:
        done: what was written.
        order: what was asked for.
        said: the school's sentences; None where the whole district was asked for.
    """
    data = {
        "school": None if said is None else said.data["school"],
        "workbook": {
            "fiscal_year": str(order.year),
            "event": order.event,
            "schools": done.schools,
            "lines_compared": done.lines,
            "lines_that_differ": list(done.differing),
            "total": None if done.to_come else dollars(done.total_cents),
            "total_known": dollars(done.total_cents),
            "to_come": [{"line": label, "schools": many} for label, many in done.to_come],
            "written": None if done.written is None else str(done.written),
        },
    }
    code, findings = int(done.answer.exit), done.answer.findings
    lines = [] if said is None else [*said.lines, ""]
    if done.written is None:
        notes: list[Line] = ["No workbook was written."]
        return Reply(exit=code, findings=findings, data=data, lines=lines, notes=notes)
    lines += [
        (Marked(f"The arithmetic, {order.year} ({order.year.on_paper}), worked out twice"),),
        f"Beside the allocation, {_verdict(done)}.",
        f"Schools plan {_total(done)}.",
    ]
    return Reply(
        exit=code, findings=findings, data=data, lines=lines, notes=[f"Written: {done.written}."]
    )


def _total(done: ArithmeticShown) -> str:
    """``$3.00 in all``, or what is known, and which lines are to come at how many schools."""
    money = format_dollars(done.total_cents)
    if not done.to_come:
        return f"{money} in all"
    waits = (
        f"{label} at {many:,} {'school' if many == 1 else 'schools'}"
        for label, many in done.to_come
    )
    return f"{money} without what is to come: {'; '.join(waits)}"


def _verdict(done: ArithmeticShown) -> str:
    schools = counted(done.schools, "school")
    if not done.differing:
        return f"all {done.lines:,} lines of {schools} are the same to the cent"
    same = done.lines - len(done.differing)
    return f"{same:,} of {done.lines:,} lines of {schools} are the same"
