"""FTE of one title planned as another: what each trade of the policy gives up, and what it gains.

Spare FTE of a title is what is given and not planned. It is spent once. The policy's trades take
their turns in its order, and each gives up what the planned title still needs and no more, so that
what an earlier trade leaves is there for a later one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bsa_xl.money import round_ratio

from .setting import FteTrade


@dataclass(frozen=True, slots=True)
class Traded:
    """What one trade comes to at a school, in parts of FTE_PARTS.

    Attributes:
        spare_parts: FTE of the title that gives, when the trade's turn comes.
        worth_parts: what that is worth as FTE of the title that takes.
        given_up_parts: FTE of the title that gives.
        gained_parts: FTE of the title that takes.
    """

    trade: FteTrade
    spare_parts: int = 0
    worth_parts: int = 0
    given_up_parts: int = 0
    gained_parts: int = 0


@dataclass(frozen=True, slots=True)
class Trades:
    """All trades of a school, settled.

    Attributes:
        settled: in the policy's order.
        spare_parts: by title, what is given, not planned, and not traded away either.
    """

    settled: tuple[Traded, ...]
    spare_parts: Mapping[str, int]

    def may_add_parts(self, code: str) -> int:
        """FTE of a title that trades have gained, or still could gain from what is spare."""
        return sum(
            each.gained_parts + self.still_worth_parts(each.trade)
            for each in self.settled
            if each.trade.take == code
        )

    def still_worth_parts(self, trade: FteTrade) -> int:
        """FTE that a trade could still gain, after all have had their turns."""
        return _worth(trade, self.spare_parts.get(trade.give, 0))


def settle(
    trades: Iterable[FteTrade], given: Mapping[str, int], planned: Mapping[str, int]
) -> Trades:
    """Let every trade of a policy take its turn.

    Args:
        trades: in the policy's order; one between titles that are not both given has no part.
        given: FTE by title, in parts of FTE_PARTS, zero where the formula gives this school none.
        planned: FTE by title, likewise.
    """
    spare = {code: max(0, parts - planned.get(code, 0)) for code, parts in given.items()}
    needed = {code: planned.get(code, 0) - parts for code, parts in given.items()}
    settled = []
    for trade in trades:
        done = Traded(trade)
        if trade.give in given and trade.take in given:
            done = _turn(trade, spare[trade.give], needed[trade.take])
            spare[trade.give] -= done.given_up_parts
            needed[trade.take] -= done.gained_parts
        settled.append(done)
    return Trades(tuple(settled), spare)


def _turn(trade: FteTrade, spare: int, needed: int) -> Traded:
    """One trade's turn: all that is spare where it falls short, else what the need costs."""
    most = _worth(trade, spare)
    gained = max(0, min(needed, most))
    if not gained:
        return Traded(trade, spare, most)
    numerator, denominator = trade.rate.as_integer_ratio()
    cost = spare if gained == most else min(spare, round_ratio(gained * denominator, numerator))
    return Traded(trade, spare, most, cost, gained)


def _worth(trade: FteTrade, parts: int) -> int:
    """What so much of the one title is worth in the other."""
    numerator, denominator = trade.rate.as_integer_ratio()
    return round_ratio(parts * numerator, denominator)
