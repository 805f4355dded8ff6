"""The Staffing sheet: its columns, each computed one with its formula and its value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Unpack

from bsa_xl.budget import FTE_EACH, HOW_MANY, SHARE
from bsa_xl.workbook.declare import (
    LONG_TEXT,
    SHORT_TEXT,
    Choice,
    Column,
    Kind,
    Role,
    Traits,
    Value,
    computed,
    stamped,
)
from bsa_xl.workbook.package.address import column_letters

from .staffing_hidden import hidden_columns
from .staffing_words import status
from .views import typed

SHEET = "Staffing"
HEAD = 6
#: Inputs that are stamped and locked in the row of a required position.
REQUIRED_LOCKED = ("action", "title", "how_many", "fte_each")


def columns(places: int, account_formula: str) -> tuple[Column, ...]:
    """The columns from left to right.

    Args:
        places: decimals of dollars.
        account_formula: joins the account segments of row's title and first program.
    """
    shown = (*_NOW, *_INPUTS, *_shown(places, account_formula))
    first, *others = hidden_columns(places)
    return (*shown, replace(first, at=column_letters(len(shown) + 2)), *others)


def _now(
    name: str,
    header: str,
    width: float,
    kind: Kind,
    value: Callable[..., Value],
    **more: Unpack[Traits],
) -> Column:
    made = stamped(
        name, header, width, kind, lambda v: None if v.now is None else value(v.now), **more
    )
    return replace(made, wraps=kind is Kind.TEXT)


_NOW = (
    Column("key", "Row key", 6, Kind.TEXT, Role.FIXED, lambda v: v.key, is_hidden=True),
    _now("position_id", "Position no.", 9.5, Kind.TEXT, lambda n: n.position_id or None),
    _now("now_title", "Position now", 24, Kind.TEXT, lambda n: n.title if n.position_id else None),
    _now("now_fte", "FTE now", 6.5, Kind.FTE, lambda n: n.fte_parts if n.position_id else None),
    _now(
        "now_status",
        "Filled?",
        7.5,
        Kind.TEXT,
        lambda n: ("Filled" if n.filled else "Vacant") if n.position_id else None,
    ),
    _now("required", "Required because", 20, Kind.TEXT, lambda n: n.required or None,
         is_remark=True),
)  # fmt: skip


def _typed(
    name: str,
    header: str,
    width: float,
    kind: Kind,
    prompt: str,
    *,
    choice: Choice,
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
        wraps=kind is Kind.TEXT,
    )


_SHARE = Choice(
    high=SHARE.high, whole=True, refusal="Type a whole percent from 0 to 100, such as 50."
)
_PROGRAM = Choice(names="Program_labels", refusal="Choose a funding source from the list.")

_INPUTS = (
    _typed(
        "action",
        "Action",
        8.5,
        Kind.TEXT,
        "Keep the position, Change it, Close it, or plan a New one.",
        choice=Choice(names="Action_names", refusal="Choose Keep, Change, Close or New."),
    ),
    _typed(
        "title",
        "Position planned",
        27,
        Kind.TEXT,
        "Choose the position from the list. Its price comes from the district's rate sheet.",
        choice=Choice(names="Title_labels", refusal="Choose a position from the list."),
    ),
    _typed(
        "how_many",
        "How many",
        6.5,
        Kind.NUMBER,
        "How many people: a whole number. The FTE of each stands in the next cell.",
        choice=Choice(high=HOW_MANY.high, whole=True, refusal="Type a whole number from 0 to 999."),
    ),
    _typed(
        "fte_each",
        "FTE each",
        6.5,
        Kind.NUMBER,
        "FTE of one person: 1 is full time, 0.5 is half time.",
        choice=Choice(high=FTE_EACH.high, refusal="Type the FTE of one person, such as 1 or 0.5."),
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
                16,
                Kind.TEXT,
                "Choose the funding source that pays this share.",
                _PROGRAM,
            ),
            (
                f"share_{number}",
                f"% {number}",
                5.5,
                Kind.NUMBER,
                "Its share as a whole percent: 50 means half. The shares of a row come to 100.",
                _SHARE,
            ),
        )
    ),
    _typed("goal", "Plan goal", 12, Kind.TEXT, "The goal of your school plan that it serves.",
           choice=SHORT_TEXT),
    _typed("note", "Note", 16, Kind.TEXT, "Anything you want to remember or tell.",
           choice=LONG_TEXT),
)  # fmt: skip


def _shown(places: int, account_formula: str) -> tuple[Column, ...]:
    return (
        computed(
            "fte", "FTE", 7, Kind.FTE, "IF({closed}=1,0,ROUND({n}*{f},4))",
            lambda v: v.line.fte_parts, is_named=True,
        ),
        computed(
            "salary", "Salary", 15.5, Kind.CENTS, f"ROUND({{fte}}*{{salary_unit}},{places})",
            lambda v: v.line.salary_cents, is_named=True,
        ),
        computed(
            "benefits", "Benefits", 15.5, Kind.CENTS, f"ROUND({{cost}}-{{salary}},{places})",
            lambda v: v.line.benefits_cents,
        ),
        computed(
            "cost", "Line cost", 15.5, Kind.CENTS,
            f"ROUND(ROUND({{fte}}*{{unit_cost}},{places})+{{person_cost}},{places})",
            lambda v: v.line.cents, is_named=True,
        ),
        computed(
            "status", "To do on this row", 15, Kind.TEXT,
            'IF({used}=0,"",IF({text_fault}<>"","A number is typed as text",'
            'IF({range_fault}<>"","A number is out of range",{status_2})))',
            status, wraps=True,
        ),
        computed(
            "unit_cost", "Cost of 1.0 FTE", 16, Kind.CENTS,
            "IF({t}=0,0,IF({is_actual}=1,ROUND({actual_salary}+{actual_benefits},2),"
            "INDEX(Title_costs,{t},{tier})))",
            lambda v: v.line.unit_cents, is_detail=True,
        ),
        Column(
            "actual_salary", "Actual salary of 1.0 FTE", 16, Kind.CENTS, Role.STAMPED,
            lambda v: v.now and v.now.actual_salary_cents, is_detail=True,
        ),
        Column(
            "actual_benefits", "Actual benefits of 1.0 FTE", 16, Kind.CENTS, Role.STAMPED,
            lambda v: v.now and v.now.actual_benefits_cents, is_detail=True,
        ),
        computed(
            "account", "Account of the salary", 30, Kind.TEXT,
            f'IF(OR({{t}}=0,{{p1}}=0),"",{account_formula})', lambda v: v.account, is_detail=True,
        ),
    )  # fmt: skip
