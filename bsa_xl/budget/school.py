"""One school's budget: its lines, and what they come to by program, title and approving body."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property

from .plan import ApprovalRow, Plan
from .setting import AsIssued, ProgramMoney, Setting
from .spending import SpendingCalculator, SpendingLine
from .staffing import KnownLines, StaffingCalculator, StaffingLine
from .trades import Trades, settle


@dataclass(frozen=True, slots=True)
class ProgramBudget:
    """One program of one school: what it has, and what is planned from it."""

    money: ProgramMoney
    staffing_cents: int
    spending_cents: int

    @property
    def budgeted_cents(self) -> int:
        """Staffing and spending together."""
        return self.staffing_cents + self.spending_cents

    @property
    def left_cents(self) -> int:
        """What is left to plan; negative when over."""
        return self.money.allocated_cents - self.budgeted_cents

    @property
    def over_cents(self) -> int:
        """Dollars over, beyond a deficit accepted at issue; zero or more."""
        return max(0, -self.left_cents - self.money.accepted_cents)


@dataclass(frozen=True)
class SchoolBudget:
    """A plan, priced in its setting.

    Attributes:
        staffing: the lines of all used rows, in sheet order.
        spending: the lines of all used rows, in sheet order.
    """

    setting: Setting
    plan: Plan
    staffing: tuple[StaffingLine, ...]
    spending: tuple[SpendingLine, ...]

    def noting(self, found: Mapping[str, AsIssued]) -> SchoolBudget:
        """The same budget, with what the rules find in it noted in its setting as issued.

        Nothing that was worked out of the budget follows from that note, so all of it is kept.
        """
        noted = copy(self)
        object.__setattr__(noted, "setting", replace(self.setting, as_issued=found))
        return noted

    @cached_property
    def programs(self) -> tuple[ProgramBudget, ...]:
        """Every program of the setting, in its order."""
        staffing: dict[str, int] = {}
        for line in self.staffing:
            for label, cents in zip(line.programs, line.split, strict=True):
                if cents:
                    key = label.lower()
                    staffing[key] = staffing.get(key, 0) + cents
        spending: dict[str, int] = {}
        for bought in self.spending:
            key = bought.program.lower()
            spending[key] = spending.get(key, 0) + bought.cents
        return tuple(
            ProgramBudget(
                money,
                staffing.get(money.label.lower(), 0),
                spending.get(money.label.lower(), 0),
            )
            for money in self.setting.programs
        )

    @cached_property
    def allocated_cents(self) -> int:
        """What the school may plan, over all programs."""
        return sum(money.allocated_cents for money in self.setting.programs)

    @cached_property
    def budgeted_cents(self) -> int:
        """Every line's cost, also where no program takes it."""
        return sum(line.cents for line in self.staffing) + sum(b.cents for b in self.spending)

    @property
    def left_cents(self) -> int:
        """What is left to plan; negative when over."""
        return self.allocated_cents - self.budgeted_cents

    @cached_property
    def fte_by_code(self) -> dict[str, int]:
        """Planned FTE by position code, in parts of FTE_PARTS."""
        planned: dict[str, int] = {}
        for line in self.staffing:
            if line.title is not None:
                code = line.title.code
                planned[code] = planned.get(code, 0) + line.fte_parts
        return planned

    @property
    def fte_parts(self) -> int:
        """All planned FTE, in parts of FTE_PARTS."""
        return sum(line.fte_parts for line in self.staffing)

    @property
    def line_count(self) -> int:
        """Used rows, staffing and spending."""
        return len(self.staffing) + len(self.spending)

    def bodies(self) -> tuple[tuple[str, int], ...]:
        """Every approving body with what is budgeted in its programs, in the programs' order."""
        budgeted: dict[str, int] = {}
        for program in self.programs:
            body = program.money.body
            budgeted[body] = budgeted.get(body, 0) + program.budgeted_cents
        return tuple(budgeted.items())

    def approval(self, body: str) -> ApprovalRow | None:
        """What was typed for a body, if its row is there."""
        for row in self.plan.approvals:
            if row.body == body:
                return row
        return None

    def may_plan_parts(self, code: str) -> int:
        """FTE of a title that may be planned: given to the school, and by the policy's trades."""
        return self._given.get(code, 0) + self.trades.may_add_parts(code)

    @cached_property
    def trades(self) -> Trades:
        """The policy's trades as this plan uses them."""
        return settle(self.setting.trades, self._given, self.fte_by_code)

    @cached_property
    def _given(self) -> dict[str, int]:
        given: dict[str, int] = {}
        for position in self.setting.given_fte:
            given[position.code] = given.get(position.code, 0) + position.fte_parts
        return given

    def required_planned_parts(self, codes: Iterable[str]) -> int:
        """Planned FTE of any of some titles."""
        return sum(self.fte_by_code.get(code, 0) for code in codes)


def price(setting: Setting, plan: Plan, known: KnownLines | None = None) -> SchoolBudget:
    """A school's plan, priced; blank rows are left out.

    Args:
        setting: the school's.
        plan: what is planned in it.
        known: lines of the same price list, where many schools are priced one after another.
    """
    unit = 1 if setting.places else 100
    labels = frozenset(program.label.lower() for program in setting.programs)
    now = {position.key: position for position in setting.now}
    staffing = StaffingCalculator(setting.rates, labels, now, unit, known)
    spending = SpendingCalculator(setting.rates.items, labels, unit)
    return SchoolBudget(
        setting,
        plan,
        tuple(staffing.line(row) for row in plan.staffing if row.is_used),
        tuple(spending.line(row) for row in plan.spending if row.is_used),
    )
