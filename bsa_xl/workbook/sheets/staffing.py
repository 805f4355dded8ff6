"""The Staffing sheet: its columns, each computed one with its formula and its value."""

from __future__ import annotations

from collections.abc import Callable

from bsa_xl.workbook.declare import Choice, Column, Kind, Role, Value, computed

from .staffing_hidden import hidden_columns
from .staffing_words import status
from .views import typed

SHEET = "Staffing"
HEAD = 6


def columns(places: int, account_formula: str) -> tuple[Column, ...]:
    """The columns from left to right.

    Args:
        places: decimals of dollars.
        account_formula: joins the account segments of row's title and first program.
    """
    return (
        *_NOW,
        *_INPUTS,
        *_shown(places, account_formula),
        *hidden_columns(places),
    )


def _now(name: str, header: str, width: float, kind: Kind, value: Callable[..., Value]) -> Column:
    return Column(
        name, header, width, kind, Role.STAMPED, lambda v: None if v.now is None else value(v.now)
    )


_NOW = (
    Column("key", "Row key", 6, Kind.TEXT, Role.FIXED, lambda v: v.key, is_hidden=True),
    _now("position_id", "Position no.", 12, Kind.TEXT, lambda n: n.position_id or None),
    _now("now_title", "Now: position", 26, Kind.TEXT, lambda n: n.title if n.position_id else None),
    _now("now_fte", "Now: FTE", 7, Kind.FTE, lambda n: n.fte_parts if n.position_id else None),
    _now(
        "now_status",
        "Now: filled?",
        8,
        Kind.TEXT,
        lambda n: ("Filled" if n.filled else "Vacant") if n.position_id else None,
    ),
    _now("required", "Required because", 20, Kind.TEXT, lambda n: n.required or None),
)


def _typed(
    name: str,
    header: str,
    width: float,
    kind: Kind,
    prompt: str,
    *,
    choice: Choice | None = None,
    wraps: bool = False,
) -> Column:
    return Column(
        name,
        header,
        width,
        kind,
        Role.INPUT,
        lambda v: typed(v, name),
        choice=choice,
        prompt=prompt,
        wraps=wraps,
    )


_SHARE = Choice(
    low=0, high=100, whole=True, refusal="Type a whole percent from 0 to 100, such as 50."
)
_PROGRAM = Choice(names="Program_labels", refusal="Choose a funding source from the list.")

_INPUTS = (
    _typed(
        "action",
        "Action",
        9,
        Kind.TEXT,
        "Keep the position, Change it, Close it, or plan a New one.",
        choice=Choice(names="Action_names", refusal="Choose Keep, Change, Close or New."),
    ),
    _typed(
        "title",
        "Position planned",
        30,
        Kind.TEXT,
        "Choose the position from the list. Its price comes from the district's rate sheet.",
        choice=Choice(names="Title_labels", refusal="Choose a position from the list."),
    ),
    _typed(
        "how_many",
        "How many",
        7,
        Kind.NUMBER,
        "How many people: a whole number. The FTE of each stands in the next cell.",
        choice=Choice(low=0, high=999, whole=True, refusal="Type a whole number from 0 to 999."),
    ),
    _typed(
        "fte_each",
        "FTE each",
        7,
        Kind.NUMBER,
        "FTE of one person: 1 is full time, 0.5 is half time.",
        choice=Choice(low=0, high=2, refusal="Type the FTE of one person, such as 1 or 0.5."),
    ),
    _typed(
        "start",
        "Starts",
        10,
        Kind.DATE,
        "First day, when it is not the first day of the year. The date does not change the cost.",
        choice=Choice(is_date=True, refusal="Type a date, such as 8/15/2025."),
    ),
    _typed(
        "end",
        "Ends",
        10,
        Kind.DATE,
        "Last day, when the position ends. The date does not change the cost.",
        choice=Choice(is_date=True, refusal="Type a date, such as 6/30/2026."),
    ),
    *(
        _typed(name, header, width, kind, prompt, choice=choice)
        for number in (1, 2, 3)
        for name, header, width, kind, prompt, choice in (
            (
                f"program_{number}",
                f"Funding source {number}",
                22,
                Kind.TEXT,
                "Choose the funding source that pays this share.",
                _PROGRAM,
            ),
            (
                f"share_{number}",
                f"% {number}",
                6,
                Kind.NUMBER,
                "Its share as a whole percent: 50 means half. The shares of a row come to 100.",
                _SHARE,
            ),
        )
    ),
    _typed("goal", "Plan goal", 12, Kind.TEXT, "The goal of your school plan that it serves."),
    _typed("note", "Note", 24, Kind.TEXT, "Anything you want to remember or tell.", wraps=True),
)


def _shown(places: int, account_formula: str) -> tuple[Column, ...]:
    return (
        computed(
            "fte", "FTE", 7, Kind.FTE, "IF({closed}=1,0,ROUND({n}*{f},4))",
            lambda v: v.line.fte_parts, is_named=True,
        ),
        computed(
            "salary", "Salary", 15, Kind.CENTS, f"ROUND({{fte}}*{{salary_unit}},{places})",
            lambda v: v.line.salary_cents, is_named=True,
        ),
        computed(
            "benefits", "Benefits", 15, Kind.CENTS, f"ROUND({{cost}}-{{salary}},{places})",
            lambda v: v.line.benefits_cents,
        ),
        computed(
            "cost", "Line cost", 16, Kind.CENTS,
            f"ROUND(ROUND({{fte}}*{{unit_cost}},{places})+{{person_cost}},{places})",
            lambda v: v.line.cents, is_named=True,
        ),
        computed(
            "status", "To do on this row", 24, Kind.TEXT,
            'IF({used}=0,"",IF({text_fault}<>"","A number is typed as text",'
            'IF({range_fault}<>"","A number is out of range",{status_2})))',
            status,
        ),
        computed(
            "unit_cost", "Cost of 1.0 FTE", 15, Kind.CENTS,
            "IF({t}=0,0,IF({is_actual}=1,ROUND({actual_salary}+{actual_benefits},2),"
            "INDEX(Title_costs,{t},{tier})))",
            lambda v: v.line.unit_cents, is_detail=True,
        ),
        Column(
            "actual_salary", "Actual salary of 1.0 FTE", 15, Kind.CENTS, Role.STAMPED,
            lambda v: v.now and v.now.actual_salary_cents, is_detail=True,
        ),
        Column(
            "actual_benefits", "Actual benefits of 1.0 FTE", 15, Kind.CENTS, Role.STAMPED,
            lambda v: v.now and v.now.actual_benefits_cents, is_detail=True,
        ),
        computed(
            "account", "Account of the salary", 30, Kind.TEXT,
            f'IF(OR({{t}}=0,{{p1}}=0),"",{account_formula})', lambda v: v.account, is_detail=True,
        ),
    )  # fmt: skip
