"""The Allocation sheet: how the money was worked out, the positions given, what is held for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Unpack

from bsa_xl.budget import GivenFte, SchoolBudget
from bsa_xl.money import round_ratio
from bsa_xl.workbook.case import Case, ShownLine
from bsa_xl.workbook.declare import (
    Column,
    Kind,
    Role,
    Single,
    Traits,
    Value,
    computed,
    fixed,
    hidden,
    stamped,
)
from bsa_xl.workbook.number_formats import RATE

from .position_trades import PositionTrades

SHEET = "Allocation"
HEAD = 9
TOTAL_ROW = 7


@dataclass(frozen=True, slots=True)
class DollarView:
    """One row of the dollar lines; ``line`` is None on a row that this school does not use."""

    line: ShownLine | None
    program_place: int


@dataclass(frozen=True, slots=True)
class PositionView:
    """One row of the positions given."""

    given: GivenFte
    label: str
    place: int
    source: str
    budget: SchoolBudget


def dollar_columns(places: int, *, truncates: bool) -> tuple[Column, ...]:
    """The lines that the school plans; every amount is its count x its rate."""
    product = "{count}*{rate}"
    # 0.57 x 100 is a little less than 57 in a spreadsheet, and TRUNC alone would lose a dollar.
    paid = f"TRUNC(ROUND({product},8),{places})" if truncates else f"ROUND({product},{places})"
    return (
        _of("line_id", "Line", 6, Kind.TEXT, is_hidden=True),
        _of("label", "What it is for", 31, Kind.TEXT, wraps=True),
        _of("counted", "Who is counted", 43, Kind.TEXT, wraps=True, is_remark=True),
        _of("count", "Count", 9.5, Kind.NUMBER),
        _of("rate", "Rate", 12.5, Kind.NUMBER, shows=RATE),
        computed("amount", "Amount", 16, Kind.ANY,
                 f'IF(ISNUMBER({{count}}),{paid},{{status}}&"")',
                 _amount, is_named=True),
        _of("program", "Funding source", 18, Kind.TEXT, wraps=True),
        _of("may_change", "You may change", 14, Kind.TEXT),
        _of("last_cents", "Last year", 16, Kind.CENTS),
        computed("change", "Change", 16, Kind.ANY,
                 "IF(AND(ISNUMBER({last_cents}),ISNUMBER({amount})),"
                 'ROUND({amount}-{last_cents},2),"")', _change),
        _of("why", "Why it changed", 19, Kind.TEXT, wraps=True, is_remark=True),
        _of("status", "Status", 12, Kind.TEXT),
        _of("source", "Source", 23, Kind.TEXT, wraps=True, is_remark=True),
        stamped("p", "p", 8, Kind.COUNT, lambda v: v.program_place, is_hidden=True, is_named=True),
    )  # fmt: skip


def _of(
    name: str,
    header: str,
    width: float,
    kind: Kind,
    **more: Unpack[Traits],
) -> Column:
    """A locked column that shows a field of the line; an empty text is a blank cell."""
    field = attrgetter(name)

    def shown(view: DollarView) -> Value:
        value = None if view.line is None else field(view.line)
        return None if value == "" else value

    return stamped(name, header, width, kind, shown, **more)


def _amount(view: DollarView) -> Value:
    if view.line is None:
        return ""
    return view.line.status if view.line.count is None else view.line.cents


def _change(view: DollarView) -> Value:
    line = view.line
    if line is None or line.last_cents is None or line.count is None:
        return ""
    return line.cents - line.last_cents


def position_columns(trades: PositionTrades, row: int) -> tuple[Column, ...]:
    """The FTE that the formula gives, beside what is planned of it (BAL-06), in one row.

    Args:
        trades: of the policy, as far as they have a part in the table.
        row: of the sheet.
    """
    added = trades.may_add(row) or "+0"
    return (
        stamped("line_id", "Line", 6, Kind.TEXT, lambda v: v.given.line_id, is_hidden=True),
        stamped("label", "Position given", 31, Kind.TEXT, lambda v: v.label, wraps=True),
        stamped("source", "Source", 43, Kind.TEXT, lambda v: v.source or None, wraps=True,
                is_remark=True),
        stamped("given", "FTE given", 9.5, Kind.FTE, lambda v: v.given.fte_parts),
        computed("planned", "FTE planned", 12.5, Kind.FTE,
                 "ROUND(SUMIFS(Staffing_fte,Staffing_t,{t}),4)",
                 lambda v: v.budget.fte_by_code.get(v.given.code, 0)),
        computed("may", "FTE you may plan", 16, Kind.FTE, f"ROUND({{given}}{added},4)",
                 lambda v: v.budget.may_plan_parts(v.given.code)),
        computed("word", "Position status", 19, Kind.TEXT,
                 'IF({planned}>{may},"More FTE than given",IF({planned}<{may},"FTE left","OK"))',
                 _position_word),
        fixed("t", "t", 8, Kind.COUNT, lambda v: v.place, is_hidden=True, at="N"),
        hidden("over", Kind.TEXT, 'IF({planned}>{may},"{L_planned}","")',
               lambda v: POSITION_FAULT if _position_word(v) == OVER else "", is_named=True),
        *trades.columns(row),
    )  # fmt: skip


OVER = "More FTE than given"
#: The column of the FTE planned, where the way to a fault leads.
POSITION_FAULT = "E"


def _position_word(view: PositionView) -> str:
    planned = view.budget.fte_by_code.get(view.given.code, 0)
    may = view.budget.may_plan_parts(view.given.code)
    if planned > may:
        return OVER
    return "FTE left" if planned < may else "OK"


def central_columns() -> tuple[Column, ...]:
    """What the central office holds for the school: never part of what is left to plan."""
    return (
        _of("line_id", "Line", 6, Kind.TEXT, is_hidden=True),
        _of("label", "Held by the central office", 31, Kind.TEXT, wraps=True),
        _of("counted", "Who is counted", 43, Kind.TEXT, wraps=True, is_remark=True),
        _of("count", "Count", 9.5, Kind.NUMBER),
        _of("rate", "Rate", 12.5, Kind.NUMBER, shows=RATE),
        _of("cents", "Amount", 16, Kind.CENTS),
        _of("program", "Funding source", 18, Kind.TEXT, wraps=True),
        _of("status", "Status", 14, Kind.TEXT),
    )


def singles(total_row: int) -> Iterator[Single]:
    """The totals above the table, and dollars per pupil."""
    yield Single("Allocation_total", SHEET, f"F{total_row}", Kind.CENTS, Role.COMPUTED,
                 lambda c: sum(c.setting.line_cents), "ROUND(SUM(Allocation_amount),2)",
                 is_named=True)  # fmt: skip
    yield Single("Letter_total", SHEET, f"I{total_row}", Kind.CENTS, Role.STAMPED,
                 lambda c: c.setting.letter_cents, is_named=True)  # fmt: skip
    yield Single("Enrollment", SHEET, f"D{total_row}", Kind.NUMBER, Role.STAMPED,
                 lambda c: c.letter.enrollment, is_named=True)  # fmt: skip
    for ref, name, law, wanted in (
        (f"K{total_row}", "Unrestricted_per_pupil", 0, False),
        (f"M{total_row}", "Restricted_per_pupil", 1, True),
    ):
        yield Single(
            name, SHEET, ref, Kind.ANY, Role.COMPUTED, _per_pupil(restricted=wanted),
            f'IF(N(Enrollment)>0,ROUND(SUMIFS(Program_allocated,Program_laws,{law})/Enrollment,2),"")',
        )  # fmt: skip


def _per_pupil(*, restricted: bool) -> Callable[[Case], Value]:
    def cents(case: Case) -> Value:
        pupils = case.letter.enrollment
        if not pupils:
            return ""
        money: Sequence[int] = [
            p.allocated_cents for p in case.setting.programs if p.restricted == restricted
        ]
        numerator, denominator = pupils.as_integer_ratio()
        return round_ratio(sum(money) * denominator, numerator)

    return cents
