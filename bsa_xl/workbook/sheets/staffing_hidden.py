"""The hidden columns of Staffing: numbers as accepted, prices, the split, and the faults.

Every typed number has a partner that is surely a number, and all further formulas read only
partners; a fault column holds the letter of the first cell concerned, for the links of Checks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from bsa_xl.budget import ACTIONS, FTE_EACH, HOW_MANY, SHARE, NumberField, Typed, is_misfit, text_in
from bsa_xl.workbook.declare import Column, FaultTest, Kind, fault_columns, hidden, listed

from .staffing_words import status_2, status_3
from .views import StaffingView, typed


def hidden_columns(places: int) -> tuple[Column, ...]:
    """All of them, in the order of the arithmetic."""
    return (*_partners(), *_choices(), *_prices(places), *_split(places), *_faults(), *_one_time())


def partner(field: NumberField, typed: str, places: int) -> str:
    """A typed number as it is accepted: rounded, and 0 where it is no number within bounds."""
    bounds = f"AND({typed}>=0,{typed}<={field.high})"
    return f"IF(ISNUMBER({typed}),IF({bounds},ROUND({typed},{places}),0),0)"


def at(number: int, look: Callable[[StaffingView, int], Any]) -> Callable[[StaffingView], Any]:
    """A look at the n-th of three like cells."""
    return lambda view: look(view, number)


def _partners() -> Iterator[Column]:
    yield hidden("used", Kind.COUNT, "IF(COUNTA({action}:{share_3})>0,1,0)",
                 lambda v: int(v.line.row.is_used), is_named=True)  # fmt: skip
    yield hidden("closed", Kind.COUNT, 'IFERROR(IF({action}="Close",1,0),0)',
                 lambda v: int(v.line.is_closed))  # fmt: skip
    yield hidden("n", Kind.COUNT, partner(HOW_MANY, "{how_many}", 0), lambda v: v.line.how_many)
    yield hidden("f", Kind.FTE, partner(FTE_EACH, "{fte_each}", 4), lambda v: v.line.each_parts)
    for number in (1, 2, 3):
        yield hidden(
            f"s{number}",
            Kind.SHARE,
            partner(SHARE, f"{{share_{number}}}", 0),
            at(number, lambda v, n: v.line.shares[n - 1]),
        )
    yield hidden("s_total", Kind.SHARE, "{s1}+{s2}+{s3}", lambda v: sum(v.line.shares))


def _choices() -> Iterator[Column]:
    yield hidden("action_no", Kind.COUNT, listed("{action}", "Action_names"), _action_place)
    yield hidden(
        "t",
        Kind.COUNT,
        listed("{title}", "Title_labels"),
        lambda v: (v.line.title and v.lists.titles[v.line.title.code]) or 0,
        is_named=True,
    )
    for number in (1, 2, 3):
        yield hidden(
            f"p{number}",
            Kind.COUNT,
            listed(f"{{program_{number}}}", "Program_labels"),
            at(number, lambda v, n: v.program_place(n)),
            is_named=True,
        )


def _action_place(view: StaffingView) -> int:
    lower = [action.lower() for action in ACTIONS]
    typed = text_in(view.line.row.action).lower()
    return lower.index(typed) + 1 if typed in lower else 0


def _prices(places: int) -> Iterator[Column]:
    yield hidden("tier", Kind.COUNT, "MATCH({f},Tier_starts,1)",
                 lambda v: v.lists.setting.rates.tier(v.line.each_parts) + 1)  # fmt: skip
    yield hidden(
        "is_actual",
        Kind.COUNT,
        "IFERROR(IF(AND(ISNUMBER({actual_salary}),{t}>0,{title}={now_title}),1,0),0)",
        lambda v: int(v.line.is_actual),
    )
    yield hidden(
        "salary_unit",
        Kind.CENTS,
        "IF({t}=0,0,IF({is_actual}=1,{actual_salary},INDEX(Title_salaries,{t})))",
        lambda v: v.line.salary_unit_cents,
    )
    yield hidden(
        "person",
        Kind.CENTS,
        "IF(OR({t}=0,{is_actual}=1),0,INDEX(Title_persons,{t},{tier}))",
        lambda v: v.line.person_cents,
    )
    yield hidden(
        "person_cost",
        Kind.CENTS,
        f"IF({{closed}}=1,0,ROUND({{n}}*{{person}},{places}))",
        lambda v: v.line.person_cost_cents,
    )
    yield hidden("step", Kind.FTE, "IF({t}=0,0,INDEX(Title_steps,{t}))",
                 lambda v: v.line.title.step_parts if v.line.title else 0)  # fmt: skip


def _split(places: int) -> Iterator[Column]:
    share = "ROUND({{cost}}*{{s{n}}}/100,{p})"
    yield hidden("a1", Kind.CENTS, share.format(n=1, p=places),
                 lambda v: v.line.split[0], is_named=True)  # fmt: skip
    yield hidden(
        "a2",
        Kind.CENTS,
        "IF(AND({s_total}=100,{s3}=0,{s2}>0),"
        f"ROUND({{cost}}-{{a1}},{places}),{share.format(n=2, p=places)})",
        lambda v: v.line.split[1],
        is_named=True,
    )
    yield hidden(
        "a3",
        Kind.CENTS,
        "IF(AND({s_total}=100,{s3}>0),"
        f"ROUND({{cost}}-{{a1}}-{{a2}},{places}),{share.format(n=3, p=places)})",
        lambda v: v.line.split[2],
        is_named=True,
    )
    yield hidden("unassigned", Kind.CENTS, f"ROUND({{cost}}-{{a1}}-{{a2}}-{{a3}},{places})",
                 lambda v: v.line.unassigned_cents, is_named=True)  # fmt: skip


def _faults() -> Iterator[Column]:
    yield from fault_columns("text_fault", [_text(name) for name in _NUMBERS])
    yield from fault_columns(
        "range_fault",
        [
            _differs("how_many", "n", lambda v: HOW_MANY.refuses(v.line.row.how_many)),
            FaultTest(
                "fte_each",
                "IF(ISNUMBER({fte_each}),OR({fte_each}<0,{fte_each}>2),FALSE)",
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
            _unlisted("action", "action_no", _action_place),
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


def misfit(name: str, look: Callable[[Any], Typed]) -> FaultTest:
    """Something other than a number in a number cell: a text, mostly; TRUE, or an error."""
    cell = f"{{{name}}}"
    return FaultTest(name, f"ISBLANK({cell})+ISNUMBER({cell})=0", lambda v: is_misfit(look(v)))


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


def _one_time() -> Iterator[Column]:
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
