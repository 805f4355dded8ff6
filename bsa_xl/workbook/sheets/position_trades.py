"""The trades of the positions given (BAL-06): hidden columns in which each takes its turn.

A trade stands in the row of the title that takes: what it gives up, and what it gains. The titles
of a trade that are not both given stand in no row, and the trade has no column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bsa_xl.budget import Setting
from bsa_xl.workbook.declare import Column, Kind, Value, fixed, hidden


@dataclass(frozen=True, slots=True)
class Turn:
    """One trade of the policy.

    Attributes:
        number: its place among all trades of the policy, counted from 1.
        give: the row of the title that gives.
        take: the row of the title that takes.
    """

    number: int
    give: int
    take: int


@dataclass(frozen=True, slots=True)
class PositionTrades:
    """The trades that have a part in a table of positions given, in the policy's order."""

    turns: tuple[Turn, ...]

    @classmethod
    def of(cls, setting: Setting, first_row: int) -> PositionTrades:
        """Those of a setting whose first position stands in a row of the sheet."""
        rows = {given.code: first_row + n for n, given in enumerate(setting.given_fte)}
        both = (
            (number, trade)
            for number, trade in enumerate(setting.trades, start=1)
            if trade.give in rows and trade.take in rows
        )
        return cls(tuple(Turn(n, rows[trade.give], rows[trade.take]) for n, trade in both))

    def columns(self, row: int) -> list[Column]:
        """Two columns for every trade, filled in the row of the title that takes."""
        return [column for turn in self.turns for column in self._columns(turn, row)]

    def may_add(self, row: int) -> str:
        """What trades have gained for the title of a row, or still could gain; with its sign."""
        return "".join(
            f"+{{takes_{turn.number}}}+{_worth(turn, self._spare(turn.give, self.turns))}"
            for turn in self.turns
            if turn.take == row
        )

    def _columns(self, turn: Turn, row: int) -> tuple[Column, Column]:
        gives, takes = f"gives_{turn.number}", f"takes_{turn.number}"
        if row != turn.take:
            return _blank(gives), _blank(takes)
        earlier = self.turns[: self.turns.index(turn)]
        spare = self._spare(turn.give, earlier)
        most = _worth(turn, spare)
        gained = "".join(f"-{{takes_{each.number}}}" for each in earlier if each.take == row)
        needed = f"ROUND({{planned}}-{{given}}{gained},4)"
        cost = f"MIN({spare},ROUND({{{takes}}}/{_rate(turn)},4))"
        return (
            hidden(gives, Kind.FTE,
                   f"IF({{{takes}}}=0,0,IF({{{takes}}}={most},{spare},{cost}))",
                   _settled(turn, lambda traded: traded.given_up_parts)),
            hidden(takes, Kind.FTE, f"MAX(0,MIN({needed},{most}))",
                   _settled(turn, lambda traded: traded.gained_parts)),
        )  # fmt: skip

    def _spare(self, give: int, earlier: Iterable[Turn]) -> str:
        """What is given and not planned of the title of a row, less what some trades give up."""
        spent = "".join(
            f"-${{L_gives_{each.number}}}${each.take}" for each in earlier if each.give == give
        )
        return f"ROUND(MAX(0,${{L_given}}${give}-${{L_planned}}${give}){spent},4)"


def _worth(turn: Turn, spare: str) -> str:
    return f"ROUND({spare}*{_rate(turn)},4)"


def _rate(turn: Turn) -> str:
    return f"INDEX(Trade_rates,{turn.number})"


def _blank(name: str) -> Column:
    return fixed(name, name, 8, Kind.FTE, lambda _: None, is_hidden=True)


def _settled(turn: Turn, parts: Callable[[Any], int]) -> Callable[[Any], Value]:
    """What a trade comes to in a plan."""
    return lambda view: parts(view.budget.trades.settled[turn.number - 1])
