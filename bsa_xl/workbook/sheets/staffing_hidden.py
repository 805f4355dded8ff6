"""The hidden columns of Staffing: numbers as accepted, prices, the split over programs.

Every typed number has a partner that is surely a number, and all further formulas read only
partners. The columns that look for faults follow them.
"""

from __future__ import annotations

from collections.abc import Iterator

from bsa_xl.budget import FTE_EACH, HOW_MANY, SHARE, NumberField
from bsa_xl.workbook.declare import Column, Kind, hidden, listed

from .staffing_faults import action_place, at, faults, one_time


def hidden_columns(places: int) -> tuple[Column, ...]:
    """All of them, in the order of the arithmetic."""
    return (*_partners(), *_choices(), *_prices(places), *_split(places), *faults(), *one_time())


def partner(field: NumberField, typed: str, places: int) -> str:
    """A typed number as it is accepted: rounded, and 0 where it is no number within bounds."""
    bounds = f"AND({typed}>=0,{typed}<={field.high})"
    return f"IF(ISNUMBER({typed}),IF({bounds},ROUND({typed},{places}),0),0)"


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
    yield hidden("action_no", Kind.COUNT, listed("{action}", "Action_names"), action_place)
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
