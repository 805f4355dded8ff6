"""What a table's value functions look at: one row's line with the lists it chooses from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bsa_xl.budget import (
    NowPosition,
    ProgramMoney,
    Setting,
    SpendingLine,
    StaffingLine,
    Typed,
    account_text,
)

#: Field name to column letter, for the cells that faults name.
Letters = Mapping[str, str]


@dataclass(frozen=True)
class Lists:
    """The lists of a workbook, with the place of every choice counted from 1."""

    setting: Setting

    @cached_property
    def titles(self) -> dict[str, int]:
        """Position code to its place."""
        return {title.code: n for n, title in enumerate(self.setting.rates.titles, start=1)}

    @cached_property
    def items(self) -> dict[str, int]:
        """Item code to its place."""
        return {item.code: n for n, item in enumerate(self.setting.rates.items, start=1)}

    @cached_property
    def programs(self) -> dict[str, int]:
        """Lower-case program label to its place."""
        return {p.label.lower(): n for n, p in enumerate(self.setting.programs, start=1)}

    def program(self, label: str) -> ProgramMoney | None:
        """The program of a label as typed; None where there is none."""
        place = self.programs.get(label.lower())
        return None if place is None else self.setting.programs[place - 1]

    def account(self, money: ProgramMoney, function: str, object_: str, goal: str) -> str:
        """The account string of a line."""
        setting = self.setting
        segments = {
            "fund": money.fund,
            "resource": money.resource,
            "project_year": money.project_year,
            "program": money.id,
            "goal": goal or setting.default_goal,
            "function": function,
            "object": object_,
            "site": setting.site_code,
        }
        return account_text(segments, setting)


@dataclass(frozen=True, slots=True)
class StaffingView:
    """One row of Staffing.

    Attributes:
        line: what the row comes to, also for a blank row.
        now: the position the row opened with; None on a spare row.
    """

    key: str
    line: StaffingLine
    now: NowPosition | None
    letters: Letters
    lists: Lists

    def letter(self, fault: str) -> str:
        """The column letter of a fault's field; empty where there is no fault."""
        return self.letters[fault] if fault else ""

    def program_place(self, number: int) -> int:
        """The place of the row's n-th funding source, 1 to 3; 0 where it is not on the list."""
        return self.lists.programs.get(self.line.programs[number - 1].lower(), 0)

    def one_time(self, number: int) -> int:
        """1 where the n-th funding source has a share and its money ends, else 0."""
        money = self.lists.program(self.line.programs[number - 1])
        return int(bool(self.line.shares[number - 1]) and money is not None and money.one_time)

    @property
    def account(self) -> str:
        """The account of the salary, by the first funding source."""
        title, money = self.line.title, self.lists.program(self.line.programs[0])
        if title is None or money is None:
            return ""
        return self.lists.account(money, title.function, title.object, title.goal)


def typed(view: StaffingView, name: str) -> Typed:
    """What stands in an input column of a row."""
    stem, _, number = name.rpartition("_")
    if stem == "program":
        return view.line.row.programs[int(number) - 1]
    if stem == "share":
        return view.line.row.shares[int(number) - 1]
    value: Typed = getattr(view.line.row, name)
    return value


@dataclass(frozen=True, slots=True)
class SpendingView:
    """One row of Spending."""

    key: str
    line: SpendingLine
    letters: Letters
    lists: Lists

    def letter(self, fault: str) -> str:
        """The column letter of a fault's field; empty where there is no fault."""
        return self.letters[fault] if fault else ""

    @property
    def account(self) -> str:
        """The account of the price or pay."""
        item, money = self.line.item, self.lists.program(self.line.program)
        if item is None or money is None:
            return ""
        return self.lists.account(money, item.function, item.object, "")
