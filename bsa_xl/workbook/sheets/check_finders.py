"""How each check row is worked out in formulas: how many, how much, and the first cell.

The checks room says the same in Python; tests hold the two together, rule by rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bsa_xl.budget import BY_BODY, BY_PROGRAM, CheckRow


@dataclass(frozen=True, slots=True)
class Finder:
    """One check row's formulas, each without ``=``; empty where it is judged on return."""

    count: str = ""
    cents: str = ""
    first: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the rows stand that check rows look at.

    Attributes:
        programs: program id to its row on Programs.
        bodies: approving body to its row on Sign-off.
        columns: ``sheet.column`` to its letter, for the few cells looked at one by one.
        total: the cell of the allocation's total.
        last_staffing: the last title cell of Staffing, likewise of Spending.
    """

    programs: Mapping[str, int]
    bodies: Mapping[str, int]
    columns: Mapping[str, str]
    total: str
    last_staffing: str
    last_spending: str


#: Rules that read fault columns: the columns, in the order in which the first cell is sought.
FAULT_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "FTE-01": ("Staffing_share_fault",),
    "FTE-02": ("Staffing_step_fault",),
    "TRM-01": ("Staffing_one_time_fault",),
    "INP-01": ("Staffing_text_fault", "Spending_text_fault", "Approval_text_fault"),
    "INP-02": ("Staffing_range_fault", "Spending_number_fault"),
    "INP-03": ("Staffing_list_fault", "Spending_list_fault"),
    "INP-04": ("Staffing_incomplete", "Spending_incomplete"),
    "BAL-06": ("Position_over",),
    "FTE-15": ("Required_missing",),
}
_CENTS: Mapping[str, str] = {
    "FTE-01": "ROUND(SUM(Staffing_share_cents),2)",
    "TRM-01": "ROUND(SUM(Staffing_one_time_cents),2)",
}


def finder(row: CheckRow, places: Places) -> Finder:
    """The formulas of one check row; an empty finder where no formula can tell."""
    rule = row.rule.rule
    if row.rule.mode == "R":
        return Finder()
    if rule in FAULT_COLUMNS:
        return _by_columns(rule)
    if rule in BY_PROGRAM:
        return _by_program(row, places)
    if rule in BY_BODY:
        return _by_body(row, places)
    if rule == "BAL-03":
        return Finder(
            "IF(Allocation_total=Letter_total,0,1)",
            "ABS(ROUND(Allocation_total-Letter_total,2))",
            f'"{places.total}"',
        )
    if rule == "CAP-01":
        return Finder(
            "IF(Staffing_spare>0,0,1)+IF(Spending_spare>0,0,1)",
            "0",
            f'IF(Staffing_spare>0,"{places.last_spending}","{places.last_staffing}")',
        )
    raise ValueError(f"no formula is declared for rule {rule}")


def _by_columns(rule: str) -> Finder:
    names = FAULT_COLUMNS[rule]
    count = "+".join(f'COUNTIF({name},"?*")' for name in names)
    first = f"{names[-1]}_first"
    for name in reversed(names[:-1]):
        first = f'IF({name}_first<>"",{name}_first,{first})'
    return Finder(count, _CENTS.get(rule, "0"), first)


def _by_program(row: CheckRow, places: Places) -> Finder:
    number = places.programs[row.subject]
    over, left, tolerance = (
        f"Programs!{places.columns[f'Programs.{name}']}{number}"
        for name in ("over", "left", "tolerance")
    )
    first = f'"Programs!{places.columns["Programs.left"]}"&ROW({left})'
    if row.rule.rule == "BAL-01":
        return Finder(f"IF({over}>0,1,0)", over, first)
    return Finder(f"IF({left}>{tolerance},1,0)", f"IF({left}>{tolerance},{left},0)", first)


def _by_body(row: CheckRow, places: Places) -> Finder:
    number = places.bodies[row.subject]
    missing, differs, approved = (
        f"'Sign-off'!{places.columns[f'Sign-off.{name}']}{number}"
        for name in ("missing", "differs", "approved")
    )
    if row.rule.rule == "APR-01":
        return Finder(f'IF({missing}="",0,1)', "0", f"\"'Sign-off'!\"&{missing}&ROW({missing})")
    letter = places.columns["Sign-off.approved"]
    return Finder(f"IF({differs}>0,1,0)", differs, f"\"'Sign-off'!{letter}\"&ROW({approved})")
