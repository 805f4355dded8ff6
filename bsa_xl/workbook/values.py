"""What every cell of a school's workbook shows: the values beside the formulas.

The same values are stamped at issue, recomputed on return, and expected by the parity test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from bsa_xl.budget import (
    AMOUNT,
    ApprovalRow,
    CheckRow,
    Plan,
    Setting,
    SpendingCalculator,
    SpendingRow,
    StaffingCalculator,
    StaffingLine,
    StaffingRow,
    price,
)
from bsa_xl.money import round_ratio, to_cents

from .case import Case, CheckOutcome, Identity, Letter
from .declare import Kind, Table, Value
from .firsts import derived_values, spare_cell
from .layout import Layout, key_of
from .sheets.allocation import DollarView, PositionView
from .sheets.checks import CheckView
from .sheets.programs import ProgramView, RequiredView
from .sheets.sign_off import ApprovalView
from .sheets.views import Lists, SpendingView, StaffingView


class Views:
    """Every table's rows as their value functions want them, for one case.

    Args:
        layout: where the rows stand.
        case: what they show.
    """

    def __init__(self, layout: Layout, case: Case) -> None:
        """Nothing is computed before it is asked for."""
        self._layout = layout
        self._case = case
        self._lists = Lists(case.setting)

    def rows(self, table: Table, *, everything: bool) -> Sequence[Any]:
        """The views of a table's rows.

        Args:
            table: one of the layout's.
            everything: with the blank rows of Staffing and Spending; otherwise the rows up to the
                last one that shows something.
        """
        if not everything and table.name == "Spending" and not self._case.budget.spending:
            return ()
        views: Sequence[Any] = _OF_TABLE[table.name](self)
        if everything or table.name not in ("Staffing", "Spending"):
            return views
        shown = [n for n, view in enumerate(views) if view.line.row.is_used or _was_there(view)]
        return views[: shown[-1] + 1] if shown else ()

    @cached_property
    def staffing(self) -> list[StaffingView]:
        """All rows of Staffing, blank ones too."""
        layout, budget = self._layout, self._case.budget
        letters = layout.letters(layout.staffing)
        lines = {line.row.place.row: line for line in budget.staffing}
        now = {position.key: position for position in budget.setting.now}
        blank = blank_staffing(layout, self._case.setting)
        views = []
        for index in range(layout.staffing.rows):
            key = key_of("Staffing", index)
            line = lines.get(layout.staffing.first + index, blank)
            views.append(StaffingView(key, line, now.get(key), letters, self._lists))
        return views

    @cached_property
    def spending(self) -> list[SpendingView]:
        """All rows of Spending, blank ones too."""
        layout, budget = self._layout, self._case.budget
        letters = layout.letters(layout.spending)
        lines = {line.row.place.row: line for line in budget.spending}
        calculator = SpendingCalculator((), frozenset(), 1)
        blank = calculator.line(SpendingRow("", layout.place(layout.spending, 0)))
        return [
            SpendingView(
                key_of("Spending", index),
                lines.get(layout.spending.first + index, blank),
                letters,
                self._lists,
            )
            for index in range(layout.spending.rows)
        ]

    @cached_property
    def dollars(self) -> list[DollarView]:
        """The allocation lines; rows that this school does not use are empty."""
        lines = self._case.letter.dollars
        places = self._lists.programs
        views = [DollarView(line, places.get(line.program.lower(), 0)) for line in lines]
        return views + [DollarView(None, 0)] * (self._layout.dollars.rows - len(views))

    @cached_property
    def central(self) -> list[DollarView]:
        """The lines that the central office holds."""
        views = [DollarView(line, 0) for line in self._case.letter.central]
        return views + [DollarView(None, 0)] * (self._layout.central.rows - len(views))

    @cached_property
    def positions(self) -> list[PositionView]:
        """The positions given, as the setting has them."""
        case = self._case
        shown = {line.line_id: line for line in case.letter.positions}
        views = []
        for given in case.setting.given_fte:
            line = shown.get(given.line_id)
            label, source = (line.label, line.source) if line else (given.code, "")
            place = self._lists.titles.get(given.code, -1)
            views.append(PositionView(given, label, place, source, case.budget))
        return views

    @cached_property
    def programs(self) -> list[ProgramView]:
        """The funding sources."""
        limits = {r.rule: r.limits for r in self._case.setting.rules}.get("BAL-02", {})
        unit = 1 if self._case.setting.places else 100
        views = []
        for place, program in enumerate(self._case.budget.programs, start=1):
            share = limits.get("share", Decimal(0)).as_integer_ratio()
            part = round_ratio(program.money.allocated_cents * share[0], share[1], unit)
            tolerance = max(to_cents(limits.get("dollars", Decimal(0))), part)
            views.append(ProgramView(program, place, tolerance))
        return views

    @cached_property
    def required(self) -> list[RequiredView]:
        """The required positions."""
        budget = self._case.budget
        return [
            RequiredView(wanted, self._lists.titles, budget)
            for wanted in self._case.setting.required
        ]

    @cached_property
    def approvals(self) -> list[ApprovalView]:
        """The approving bodies."""
        layout, budget = self._layout, self._case.budget
        amount = replace(AMOUNT, places=budget.setting.places)
        labels: dict[str, list[str]] = {}
        for program in budget.setting.programs:
            labels.setdefault(program.body, []).append(program.label)
        views = []
        for index, (body, cents) in enumerate(budget.bodies()):
            row = budget.approval(body) or ApprovalRow(body, layout.place(layout.approvals, index))
            letters = layout.letters(layout.approvals)
            joined = ", ".join(labels[body])
            views.append(ApprovalView(row, index + 1, joined, cents, letters, amount))
        return views

    @cached_property
    def checks(self) -> list[CheckView]:
        """The rules as they bind this school, in the order of the layout's rows."""
        case, setting = self._case, self._case.setting
        rules = {rule.rule: rule for rule in setting.rules}
        labels = {program.id: program.label for program in setting.programs}
        views = []
        for row in self._layout.check_rows:
            here = CheckRow(row.id, rules.get(row.rule.rule, row.rule), row.subject)
            issued = setting.as_issued.get(row.id)
            views.append(
                CheckView(
                    here,
                    labels.get(row.subject, row.subject),
                    self._layout.shape.texts[row.rule.rule],
                    case.outcomes.get(row.id) or CheckOutcome(row.id, "OK", 0, 0, None),
                    case.budget.plan.explanations.get(row.id),
                    (issued.count, issued.cents) if issued else (0, 0),
                )
            )
        return views


_OF_TABLE: dict[str, Callable[[Views], Sequence[Any]]] = {
    "Staffing": lambda v: v.staffing,
    "Spending": lambda v: v.spending,
    "Allocation": lambda v: v.dollars,
    "Central": lambda v: v.central,
    "Position": lambda v: v.positions,
    "Program": lambda v: v.programs,
    "Required": lambda v: v.required,
    "Approval": lambda v: v.approvals,
    "Check": lambda v: v.checks,
}


def blank_staffing(layout: Layout, setting: Setting) -> StaffingLine:
    """What a blank row of Staffing comes to."""
    calculator = StaffingCalculator(setting.rates, frozenset(), {}, 1)
    return calculator.line(StaffingRow("", layout.place(layout.staffing, 0)))


def _was_there(view: StaffingView | SpendingView) -> bool:
    return isinstance(view, StaffingView) and view.now is not None


def pattern_case(layout: Layout) -> Case:
    """A case of nobody's: what all schools of the layout share, and no plan."""
    setting = replace(layout.shape.pattern, now=())
    nobody = Identity("", "", "", 0, "", "", "", "", "")
    return Case(nobody, Letter((), (), (), None), price(setting, Plan()), {})


def cell_value(kind: Kind, value: Value) -> Value:
    """A value in the integers of its kind as the number or text that the cell holds."""
    if value is None or isinstance(value, str):
        return value
    if kind is Kind.FTE:
        return Decimal(value).scaleb(-4)
    if kind in (Kind.CENTS, Kind.ANY):
        return Decimal(value).scaleb(-2)
    return value


def budget_values(layout: Layout, case: Case) -> Iterator[tuple[str, str, Kind, Value]]:
    """Sheet, cell, kind and value of every cell that the layout declares, blank rows included."""
    views = Views(layout, case)
    columns: dict[tuple[str, str], list[Value]] = {}
    for table in layout.tables:
        letters = layout.letters(table)
        for index, view in enumerate(views.rows(table, everything=True)):
            row = table.first + index
            for column in table.columns_in(row):
                value = column.value(view)
                columns.setdefault((table.name, column.name), []).append(value)
                yield table.sheet, f"{letters[column.name]}{row}", column.kind, value
    for single in layout.singles:
        yield single.sheet, single.ref, single.kind, single.value(case)
    for table, column in layout.fault_columns:
        for cell, value in derived_values(table, column, columns[table.name, column.name]):
            yield cell.sheet, cell.ref, cell.kind, value
    for table in (layout.staffing, layout.spending):
        cell = spare_cell(table)
        yield cell.sheet, cell.ref, cell.kind, table.rows - sum(columns[table.name, "used"])
