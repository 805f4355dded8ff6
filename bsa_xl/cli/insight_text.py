"""Scenarios, changes and the board's answers as people read them in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsa_xl.money import format_dollars

from .screen import Line, Marked, counted, table

if TYPE_CHECKING:
    from bsa_xl.api import Boarded, Changed, Compared

#: How many schools are listed where not all are asked for.
_SHOWN = 20


def scenario_lines(done: Compared) -> list[Line]:
    """The scenarios, then each one's moves by group."""
    if not done.outcomes:
        return []
    rows = [
        (one.title, format_dollars(one.total), format_dollars(one.cost), f"{one.winners:,}",
         f"{one.losers:,}", format_dollars(one.hold_harmless))
        if one.allocation is not None
        else (one.title, "not worked out", "", "", "", "")
        for one in done.outcomes
    ]  # fmt: skip
    head = ("Scenario", "Schools plan", "Cost", "Gain", "Lose", "Hold harmless")
    lines: list[Line] = [(Marked("NOT AN ALLOCATION: questions asked of the formula"),), ""]
    lines += table(head, rows, right=(1, 2, 3, 4, 5))
    for outcome in done.outcomes[1:]:
        for grouping, moves in (done.groups or {}).get(outcome.name, ()):
            named = [
                (move.group, f"{move.schools:,}", format_dollars(move.gained),
                 format_dollars(move.lost), format_dollars(move.change))
                for move in moves
            ]  # fmt: skip
            lines += ["", (Marked(f"{outcome.title}, by {grouping.title.lower()}"),)]
            columns = (grouping.title, "Schools", "Gained", "Lost", "Change")
            lines += table(columns, named, right=(1, 2, 3, 4))
    return lines


def change_lines(done: Changed, *, shows_all: bool) -> list[Line]:
    """The largest moves, or all, cause by cause."""
    if done.change is None:
        return []
    names = done.names or {}
    causes = list(done.change.schools[0].steps) if done.change.schools else []
    total = [format_dollars(done.change.total(cause)) for cause in causes]
    head = ("School", "Before", *(str(cause).capitalize() for cause in causes), "After")
    schools = sorted(done.change.schools, key=lambda one: (-abs(one.change), one.school_id))
    rows = [
        (
            f"{one.school_id} {names.get(one.school_id, '')}", format_dollars(one.before),
            *(format_dollars(one.steps[cause]) for cause in causes), format_dollars(one.after),
        )
        for one in (schools if shows_all else schools[:_SHOWN])
    ]  # fmt: skip
    before, after = done.change.before.total_cents, done.change.after.total_cents
    rows.append(
        (
            f"All {counted(len(schools), 'school')}",
            format_dollars(before),
            *total,
            format_dollars(after),
        )
    )
    lines = table(head, rows, right=range(1, len(head)), last_is_total=True)
    if len(schools) > _SHOWN and not shows_all:
        lines += ["", f"The {_SHOWN} largest moves of {len(schools):,}; --all lists every school."]
    return lines


def board_lines(done: Boarded) -> list[Line]:
    """In one look, by group, and the largest moves."""
    report = done.report
    if report is None:
        return []
    names = done.names or {}
    before, after = report.change.before.total_cents, report.change.after.total_cents
    title = f"{report.year} ({report.year.on_paper}): {format_dollars(after)} that schools plan"
    look = (
        f"{format_dollars(after - before)} beside the year before. Hold harmless: "
        f"{format_dollars(report.hold_harmless)}. Formula fully phased in, without hold harmless, "
        f"caps and phase-ins: {format_dollars(report.phased_in)}. Next year's cliff of one-time "
        f"money: {format_dollars(report.cliff)}."
    )
    lines: list[Line] = [(Marked(title),), look]
    for grouping, moves in report.groups:
        rows = [
            (move.group, f"{move.schools:,}", f"{move.pupils_after - move.pupils_before:+,f}",
             f"{move.fte_after - move.fte_before:+,f}",
             format_dollars(move.gained), format_dollars(move.lost), format_dollars(move.change))
            for move in moves
        ]  # fmt: skip
        head = (grouping.title, "Schools", "Pupils", "FTE", "Gained", "Lost", "Change")
        lines += ["", *table(head, rows, right=(1, 2, 3, 4, 5, 6))]
    largest = [
        (f"{one.school_id} {names.get(one.school_id, '')}", format_dollars(one.change),
         str(one.largest), format_dollars(one.steps[one.largest]))
        for one in report.largest
        if one.largest is not None
    ]  # fmt: skip
    lines += ["", *table(("Largest moves", "Change", "Most by", "Dollars"), largest, right=(1, 3))]
    return lines
