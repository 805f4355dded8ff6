"""Scenarios, changes and the board's answers as ``--json`` prints them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .reply import dollars, number

if TYPE_CHECKING:
    from bsa_xl.api import Boarded, Changed, Compared, Grouping, GroupMove, SchoolChange


def scenario_object(done: Compared) -> dict[str, object]:
    """Every scenario beside the formula as it is."""
    return {
        "district": done.district or None,
        "scenarios": [
            {
                "scenario": one.name,
                "title": one.title,
                "is_worked_out": one.allocation is not None,
                "total": dollars(one.total),
                "cost": dollars(one.cost),
                "schools_that_gain": one.winners,
                "schools_that_lose": one.losers,
                "hold_harmless": dollars(one.hold_harmless),
                "groups": _groups((done.groups or {}).get(one.name, ())),
                "schools": {key: dollars(cents) for key, cents in one.changes.items()},
            }
            for one in done.outcomes
        ],
        "written": [str(path) for path in done.written],
    }


def change_object(done: Changed) -> dict[str, object]:
    """Every school's change, cause by cause."""
    schools = () if done.change is None else done.change.schools
    return {
        "schools": [_school(one) for one in schools],
        "written": [str(path) for path in done.written],
    }


def board_object(done: Boarded) -> dict[str, object]:
    """The board's answers."""
    report = done.report
    written = {"written": [str(path) for path in done.written]}
    if report is None:
        return {"report": None, **written}
    return {
        "report": {
            "fiscal_year": str(report.year),
            "before": dollars(report.change.before.total_cents),
            "after": dollars(report.change.after.total_cents),
            "groups": _groups(report.groups),
            "largest_moves": [_school(one) for one in report.largest],
            "years": [
                {
                    "fiscal_year": str(one.year),
                    "total": dollars(one.cents),
                    "pupils": number(one.pupils),
                    "fte": number(one.fte),
                }
                for one in report.years
            ],
            "fte": {
                code: {"before": number(before), "after": number(after)}
                for code, (before, after) in report.fte.items()
            },
            "hold_harmless": dollars(report.hold_harmless),
            "manual_adjustments": [
                {
                    "school_id": one.school_id,
                    "adjustment": one.label,
                    "amount": number(one.dollars),
                    "reason": one.reason,
                    "author": one.author,
                    "until": one.until,
                }
                for one in report.manual
            ],
            "fully_phased_in": dollars(report.phased_in),
            "one_time": [
                {
                    "line": one.label,
                    "program": one.program,
                    "amount": dollars(one.cents),
                    "schools": one.schools,
                    "until": one.until or None,
                }
                for one in report.one_time
            ],
            "cliff": dollars(report.cliff),
        },
        **written,
    }


def _school(one: SchoolChange) -> dict[str, object]:
    return {
        "school_id": one.school_id,
        "before": dollars(one.before),
        "after": dollars(one.after),
        "change": dollars(one.change),
        "steps": {str(cause): dollars(cents) for cause, cents in one.steps.items()},
        "largest_cause": str(one.largest) if one.largest else None,
    }


def _groups(groups: Iterable[tuple[Grouping, Iterable[GroupMove]]]) -> list[dict[str, object]]:
    return [
        {
            "by": grouping.title,
            "groups": [
                {
                    "group": move.group,
                    "schools": move.schools,
                    "schools_that_gain": move.winners,
                    "schools_that_lose": move.losers,
                    "pupils_before": number(move.pupils_before),
                    "pupils_after": number(move.pupils_after),
                    "fte_before": number(move.fte_before),
                    "fte_after": number(move.fte_after),
                    "before": dollars(move.before),
                    "after": dollars(move.after),
                    "gained": dollars(move.gained),
                    "lost": dollars(move.lost),
                }
                for move in moves
            ],
        }
        for grouping, moves in groups
    ]
