"""The hidden columns of Staffing that look for faults.

A fault column holds the letter of the first cell concerned, for the links of Checks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from bsa_xl.budget import ACTIONS, FTE_EACH, HOW_MANY, SHARE, text_in
from bsa_xl.workbook.declare import Column, Kind, hidden
from bsa_xl.workbook.fault_letters import FaultTest, fault_columns, misfit

from .staffing_words import status_2, status_3
from .views import StaffingView, typed


def at(number: int, look: Callable[[StaffingView, int], Any]) -> Callable[[StaffingView], Any]:
    """A look at the n-th of three like cells."""
    return lambda view: look(view, number)


def action_place(view: StaffingView) -> int:
    """The place of the typed action on its list, counted from 1; 0 where it is not on it."""
    lower = [action.lower() for action in ACTIONS]
    typed = text_in(view.line.row.action).lower()
    return lower.index(typed) + 1 if typed in lower else 0


def faults() -> Iterator[Column]:
    """Faults of a row by what is wrong, and what the row says of itself."""
    yield from fault_columns("text_fault", [_text(name) for name in _NUMBERS])
    yield from fault_columns(
        "range_fault",
        [
            _differs("how_many", "n", lambda v: HOW_MANY.refuses(v.line.row.how_many)),
            FaultTest(
                "fte_each",
                f"IF(ISNUMBER({{fte_each}}),OR({{fte_each}}<0,{{fte_each}}>{FTE_EACH.high}),FALSE)",
                lambda v: FTE_EACH.refuses(v.line.row.fte_each),
            ),
            *(
                _differs(
                    f"share_{n}",
                    f"s{n}",
                    at(n, lambda v, k: SHARE.refuses(v.line.row.shares[k - 1])),
                )
                for n in (1, 2, 3)
            ),
        ],
    )
    yield from fault_columns(
        "list_fault",
        [
            _unlisted("action", "action_no", action_place),
            _unlisted("title", "t", lambda v: int(v.line.title is not None)),
            *(
                _unlisted(f"program_{n}", f"p{n}", at(n, lambda v, k: v.program_place(k)))
                for n in (1, 2, 3)
            ),
        ],
    )
    yield from _missing()
    yield from _shares()
    yield hidden(
        "step_fault",
        Kind.TEXT,
        'IF(OR({closed}=1,{step}=0),"",'
        'IF(ROUND(ROUND({f}/{step},0)*{step},4)={f},"","{L_fte_each}"))',
        lambda v: v.letter(v.line.step_fault),
        is_named=True,
    )
    yield hidden(
        "status_2",
        Kind.TEXT,
        'IF({list_fault}<>"","Not on the list",IF({incomplete}<>"","Not complete",{status_3}))',
        status_2,
    )
    yield hidden(
        "status_3",
        Kind.TEXT,
        'IF({share_fault}<>"","Shares must come to 100",'
        'IF({step_fault}<>"","FTE is not a step of this title","OK"))',
        status_3,
    )


_NUMBERS = ("how_many", "fte_each", "start", "end", "share_1", "share_2", "share_3")


def _text(name: str) -> FaultTest:
    return misfit(name, lambda v: typed(v, name))


def _differs(name: str, partner_name: str, holds: Callable[[StaffingView], bool]) -> FaultTest:
    """A number that is not the one accepted in its place."""
    cell = f"{{{name}}}"
    return FaultTest(name, f"IF(ISNUMBER({cell}),{cell}<>{{{partner_name}}},FALSE)", holds)


def _unlisted(name: str, place: str, found: Callable[[StaffingView], int]) -> FaultTest:
    """A choice that is made, and not on its list."""
    return FaultTest(
        name,
        f"AND(NOT(ISBLANK({{{name}}})),{{{place}}}=0)",
        lambda v: typed(v, name) is not None and not found(v),
    )


def _missing() -> Iterator[Column]:
    """What a used row still lacks; a closed row lacks nothing."""
    yield hidden("asked", Kind.COUNT, "{used}*(1-{closed})",
                 lambda v: int(v.line.row.is_used and not v.line.is_closed))  # fmt: skip
    yield from fault_columns(
        "incomplete",
        [
            FaultTest(
                "title",
                "AND({asked}=1,ISBLANK({title}))",
                lambda v: _asked(v) and v.line.row.title is None,
            ),
            FaultTest(
                "how_many", "AND({asked}=1,{n}=0)", lambda v: _asked(v) and not v.line.how_many
            ),
            FaultTest(
                "fte_each", "AND({asked}=1,{f}=0)", lambda v: _asked(v) and not v.line.each_parts
            ),
            FaultTest(
                "program_1",
                "AND({asked}=1,COUNTA({program_1},{program_2},{program_3})=0)",
                lambda v: _asked(v) and all(p is None for p in v.line.row.programs),
            ),
        ],
    )


def _asked(view: StaffingView) -> bool:
    return view.line.row.is_used and not view.line.is_closed


def _shares() -> Iterator[Column]:
    """Shares that do not come to 100, or a share without its funding source."""
    yield hidden(
        "shared",
        Kind.COUNT,
        "IF(AND({closed}=0,COUNTA({program_1}:{share_3})>0),1,0)",
        lambda v: int(_shared(v)),
    )
    yield from fault_columns(
        "share_fault",
        [
            FaultTest(
                "share_1",
                "AND({shared}=1,{s_total}<>100)",
                lambda v: _shared(v) and sum(v.line.shares) != 100,  # noqa: PLR2004
            ),
            *(
                FaultTest(
                    f"program_{n}",
                    f"AND({{shared}}=1,{{s{n}}}>0,ISBLANK({{program_{n}}}))",
                    at(n, _unpaired),
                )
                for n in (1, 2, 3)
            ),
        ],
    )
    yield hidden(
        "share_cents",
        Kind.CENTS,
        'IF({share_fault}="",0,ABS({unassigned}))',
        _share_cents,
        is_named=True,
    )


def _share_cents(view: StaffingView) -> int:
    return abs(view.line.unassigned_cents) if view.line.share_fault else 0


def _unpaired(view: StaffingView, number: int) -> bool:
    """A share whose funding source is blank."""
    row, shares = view.line.row, view.line.shares
    return _shared(view) and shares[number - 1] > 0 and row.programs[number - 1] is None


def _shared(view: StaffingView) -> bool:
    row = view.line.row
    return not view.line.is_closed and any(v is not None for v in (*row.programs, *row.shares))


def one_time() -> Iterator[Column]:
    """An ongoing position on money that ends (TRM-01)."""
    yield hidden(
        "ongoing",
        Kind.COUNT,
        "IF(AND({fte}>0,NOT(ISNUMBER({end}))),1,0)",
        lambda v: int(_ongoing(v)),
    )
    for n in (1, 2, 3):
        yield hidden(
            f"o{n}",
            Kind.COUNT,
            f"IF({{p{n}}}=0,0,IF({{s{n}}}>0,INDEX(Program_one_time,{{p{n}}}),0))",
            at(n, lambda v, k: v.one_time(k)),
        )
    yield from fault_columns(
        "one_time_fault",
        [
            FaultTest(
                f"program_{n}",
                f"{{ongoing}}*{{o{n}}}=1",
                at(n, lambda v, k: _ongoing(v) and v.one_time(k) == 1),
            )
            for n in (1, 2, 3)
        ],
    )
    yield hidden(
        "one_time_cents",
        Kind.CENTS,
        "ROUND({ongoing}*({o1}*{a1}+{o2}*{a2}+{o3}*{a3}),2)",
        lambda v: sum(v.one_time(n) * v.line.split[n - 1] for n in (1, 2, 3)) if _ongoing(v) else 0,
        is_named=True,
    )


def _ongoing(view: StaffingView) -> bool:
    return view.line.fte_parts > 0 and not isinstance(view.line.row.end, Decimal)
