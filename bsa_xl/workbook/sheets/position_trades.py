"""The trades of the positions given (BAL-06): hidden columns in which each takes its turn.

A trade stands in the row of the title that takes. Where the titles of a trade are not both given,
it has no column.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bsa_xl.budget import Setting, Traded, Trades
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
        """Five columns for every trade, filled in the row of the title that takes."""
        return [column for turn in self.turns for column in self._columns(turn, row)]

    def may_add(self, row: int) -> str:
        """What trades have gained for the title of a row, or still could gain; with its sign."""
        return "".join(
            f"+{{takes_{turn.number}}}+{{more_{turn.number}}}"
            for turn in self.turns
            if turn.take == row
        )

    def _columns(self, turn: Turn, row: int) -> list[Column]:
        n, place = turn.number, turn.number - 1
        if row != turn.take:
            return [_blank(f"{name}_{n}") for name in _NAMES]
        earlier = self.turns[: self.turns.index(turn)]
        gained = "".join(f"-{{takes_{each.number}}}" for each in earlier if each.take == row)
        rate = f"INDEX(Trade_rates,{n})"
        has, worth, takes = f"{{has_{n}}}", f"{{worth_{n}}}", f"{{takes_{n}}}"
        cost = f"IF({takes}={worth},{has},MIN({has},ROUND({takes}/{rate},4)))"
        formulas = (
            self._spare(turn.give, earlier),
            f"ROUND({has}*{rate},4)",
            f"MAX(0,MIN(ROUND({{planned}}-{{given}}{gained},4),{worth}))",
            f"IF({takes}=0,0,{cost})",
            f"ROUND({self._spare(turn.give, self.turns)}*{rate},4)",
        )
        return [
            hidden(f"{name}_{n}", Kind.FTE, formula, _settled(place, parts))
            for (name, parts), formula in zip(_NAMES.items(), formulas, strict=True)
        ]

    def _spare(self, give: int, earlier: Sequence[Turn]) -> str:
        """What the title of a row has to spare after some trades have had their turns."""
        last = next((each for each in reversed(earlier) if each.give == give), None)
        if last is None:
            return f"ROUND(MAX(0,${{L_given}}${give}-${{L_planned}}${give}),4)"
        n, row = last.number, last.take
        return f"ROUND(${{L_has_{n}}}${row}-${{L_gives_{n}}}${row},4)"


#: Columns of a trade: what the one title has to spare when its turn comes, and what that is worth
#: in the other; what the other takes and the one gives up; what could still be taken in the end.
_NAMES: Mapping[str, Callable[[Trades, Traded], int]] = {
    "has": lambda _, traded: traded.spare_parts,
    "worth": lambda _, traded: traded.worth_parts,
    "takes": lambda _, traded: traded.gained_parts,
    "gives": lambda _, traded: traded.given_up_parts,
    "more": lambda trades, traded: trades.still_worth_parts(traded.trade),
}


def _blank(name: str) -> Column:
    return fixed(name, name, 8, Kind.FTE, lambda _: None, is_hidden=True)


def _settled(place: int, parts: Callable[[Trades, Traded], int]) -> Callable[[Any], Value]:
    """What a trade comes to in a plan."""

    def value(view: Any) -> Value:  # noqa: ANN401 - a row of the positions
        trades = view.budget.trades
        return parts(trades, trades.settled[place])

    return value
