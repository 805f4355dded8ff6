"""The Programs sheet: what each funding source has, what is planned from it, what is required."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bsa_xl.budget import ProgramBudget, RequiredFte, SchoolBudget
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import round_ratio, to_dollars
from bsa_xl.workbook.case import Case
from bsa_xl.workbook.declare import (
    Column,
    Kind,
    Role,
    Single,
    Value,
    computed,
    fixed,
    hidden,
    stamped,
)
from bsa_xl.workbook.number_formats import PERCENT

SHEET = "Programs"
HEAD = 7
TOTAL_ROW = 5
#: One percent of a share, in the integers of a share that is shown with two decimals.
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class ProgramView:
    """One row of the funding sources.

    Attributes:
        place: counted from 1.
        tolerance_cents: what may be left unplanned (BAL-02).
    """

    program: ProgramBudget
    place: int
    tolerance_cents: int


@dataclass(frozen=True, slots=True)
class RequiredView:
    """One row of the required positions; ``places`` is position code to its place on the list."""

    required: RequiredFte
    places: Mapping[str, int]
    budget: SchoolBudget

    @property
    def planned(self) -> int:
        """FTE planned of any of its titles."""
        return self.budget.required_planned_parts(self.required.codes)

    @property
    def short(self) -> int:
        """FTE that is missing."""
        return max(0, self.required.fte_parts - self.planned)


def columns() -> tuple[Column, ...]:
    """The funding sources; the order of the policy."""
    return (
        fixed("id", "Id", 6, Kind.TEXT, lambda v: v.program.money.id, is_hidden=True),
        fixed("label", "Funding source", 27, Kind.TEXT, lambda v: v.program.money.label,
              wraps=True),
        computed("allocated", "Allocated", 16, Kind.CENTS,
                 "ROUND(SUMIFS(Allocation_amount,Allocation_p,{place}),2)",
                 lambda v: v.program.money.allocated_cents, is_named=True),
        computed("staffing", "Staffing", 16, Kind.CENTS,
                 "ROUND(SUMIFS(Staffing_a1,Staffing_p1,{place})"
                 "+SUMIFS(Staffing_a2,Staffing_p2,{place})"
                 "+SUMIFS(Staffing_a3,Staffing_p3,{place}),2)",
                 lambda v: v.program.staffing_cents),
        computed("spending", "Spending", 16, Kind.CENTS,
                 "ROUND(SUMIFS(Spending_cost,Spending_p,{place}),2)",
                 lambda v: v.program.spending_cents),
        computed("budgeted", "Budgeted", 16, Kind.CENTS, "ROUND({staffing}+{spending},2)",
                 lambda v: v.program.budgeted_cents, is_named=True),
        computed("left", "Left to budget", 16, Kind.CENTS, "ROUND({allocated}-{budgeted},2)",
                 lambda v: v.program.left_cents, is_named=True),
        computed("word", "Funding status", 26, Kind.TEXT,
                 'IF({over}>0,"▲ OVER by $"&TEXT({over},"#,##0.00"),IF({left}<0,'
                 '"Over, as accepted",IF({left}=0,"Exactly planned",{left_word})))', _word),
        computed("used", "Share planned", 16, Kind.ANY,
                 'IF({allocated}=0,"",ROUND(100*{budgeted}/{allocated},2))', _used,
                 shows=PERCENT),
        fixed("law", "Law", 13, Kind.TEXT,
              lambda v: "restricted" if v.program.money.restricted else "unrestricted"),
        fixed("may_change", "You may change", 14, Kind.TEXT,
              lambda v: v.program.money.flexibility),
        fixed("lasts", "Lasts", 17, Kind.TEXT, _lasts, wraps=True),
        fixed("body", "Approved by", 18, Kind.TEXT, lambda v: v.program.money.body or None,
              wraps=True),
        fixed("place", "place", 8, Kind.COUNT, lambda v: v.place, is_hidden=True),
        stamped("accepted", "accepted", 8, Kind.CENTS, lambda v: v.program.money.accepted_cents,
                is_hidden=True),
        stamped("tolerance", "tolerance", 8, Kind.CENTS, lambda v: v.tolerance_cents,
                is_hidden=True),
        hidden("over", Kind.CENTS, "MAX(0,ROUND(-{left}-{accepted},2))",
               lambda v: v.program.over_cents, is_named=True),
        hidden("left_word", Kind.TEXT, '"$"&TEXT({left},"#,##0.00")&" left to plan"',
               lambda v: f"${to_dollars(v.program.left_cents):,.2f} left to plan"),
    )  # fmt: skip


def _used(view: ProgramView) -> Value:
    allocated = view.program.money.allocated_cents
    if not allocated:
        return ""
    return round_ratio(view.program.budgeted_cents * _PERCENT * _PERCENT, allocated)


def _word(view: ProgramView) -> str:
    program = view.program
    if program.over_cents:
        return f"▲ OVER by ${to_dollars(program.over_cents):,.2f}"
    if program.left_cents < 0:
        return "Over, as accepted"
    if not program.left_cents:
        return "Exactly planned"
    return f"${to_dollars(program.left_cents):,.2f} left to plan"


def _lasts(view: ProgramView) -> str:
    money = view.program.money
    if not money.one_time:
        return "ongoing"
    until = money.available_until
    return f"one-time, until {_on_paper(until)}" if until else "one-time"


def _on_paper(year: str) -> str:
    """A fiscal year as schools know it, ``2025-26``; a text that is none stays as it is."""
    try:
        return FiscalYear.parse(year).on_paper
    except ValueError:
        return year


def required_columns(most_titles: int) -> tuple[Column, ...]:
    """Positions that the school must have (FTE-15).

    Args:
        most_titles: the largest number of titles that satisfy one requirement.
    """
    titles = range(1, most_titles + 1)
    planned = "+".join(f"SUMIFS(Staffing_fte,Staffing_t,{{t{n}}})" for n in titles) or "0"
    return (
        fixed("id", "Id", 6, Kind.TEXT, lambda v: v.required.id, is_hidden=True),
        fixed("label", "Required position", 27, Kind.TEXT, lambda v: v.required.label,
                wraps=True),
        stamped("wanted", "FTE required", 16, Kind.FTE, lambda v: v.required.fte_parts),
        computed("planned", "FTE planned", 16, Kind.FTE,
                 f"ROUND({planned},4)", lambda v: v.planned),
        computed("short", "FTE short", 16, Kind.FTE, "MAX(0,ROUND({wanted}-{planned},4))",
                 lambda v: v.short, is_named=True),
        computed("word", "Required status", 16, Kind.TEXT,
                 'IF({wanted}=0,"Not required here",IF({short}>0,"Missing","OK"))', _required_word),
        fixed("programs", "May be paid from", 16, Kind.TEXT,
                lambda v: ", ".join(v.required.programs) or None, wraps=True),
        fixed("reason", "Reason", 26, Kind.TEXT, lambda v: v.required.reason, wraps=True,
              is_remark=True),
        fixed("source", "Required by", 16, Kind.TEXT, lambda v: v.required.source or None,
              wraps=True, is_remark=True),
        hidden("missing", Kind.TEXT, 'IF({short}>0,"{L_planned}","")',
               lambda v: REQUIRED_FAULT if v.short else "", is_named=True, at="N"),
        *(
            fixed(f"t{n}", f"t{n}", 8, Kind.COUNT, _title_place(n), is_hidden=True)
            for n in titles
        ),
    )  # fmt: skip


#: The column of the FTE planned, where the way to a fault leads.
REQUIRED_FAULT = "D"


def _title_place(number: int) -> Callable[[RequiredView], int]:
    """The place on the list of the n-th title that satisfies it; -1 where there is none."""

    def place(view: RequiredView) -> int:
        codes = view.required.codes
        return view.places.get(codes[number - 1], -1) if number <= len(codes) else -1

    return place


def _required_word(view: RequiredView) -> str:
    if not view.required.fte_parts:
        return "Not required here"
    return "Missing" if view.short else "OK"


def singles() -> Iterator[Single]:
    """The totals above the table."""
    row = TOTAL_ROW
    yield Single("Total_allocated", SHEET, f"C{row}", Kind.CENTS, Role.COMPUTED,
                 lambda c: c.budget.allocated_cents, "ROUND(SUM(Program_allocated),2)",
                 is_named=True)  # fmt: skip
    yield Single("Total_staffing", SHEET, f"D{row}", Kind.CENTS, Role.COMPUTED,
                 lambda c: sum(line.cents for line in c.budget.staffing),
                 "ROUND(SUM(Staffing_cost),2)")  # fmt: skip
    yield Single("Total_spending", SHEET, f"E{row}", Kind.CENTS, Role.COMPUTED,
                 lambda c: sum(line.cents for line in c.budget.spending),
                 "ROUND(SUM(Spending_cost),2)")  # fmt: skip
    yield Single("Total_budgeted", SHEET, f"F{row}", Kind.CENTS, Role.COMPUTED,
                 lambda c: c.budget.budgeted_cents, f"ROUND(D{row}+E{row},2)",
                 is_named=True)  # fmt: skip
    yield Single("Total_left", SHEET, f"G{row}", Kind.CENTS, Role.COMPUTED,
                 lambda c: c.budget.left_cents, f"ROUND(C{row}-F{row},2)",
                 is_named=True)  # fmt: skip
    yield Single("Total_unassigned", SHEET, f"I{row}", Kind.CENTS, Role.COMPUTED,
                 unassigned, f"ROUND(F{row}-SUM(Program_budgeted),2)", is_named=True)  # fmt: skip


def unassigned(case: Case) -> int:
    """What is planned, but no funding source takes."""
    return case.budget.budgeted_cents - sum(p.budgeted_cents for p in case.budget.programs)
