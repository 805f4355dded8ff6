"""Tables of what groups of schools gained and lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .table import Column, Shown, Table

if TYPE_CHECKING:
    from bsa_xl.analysis import GroupMove


def group_table(title: str, moves: Sequence[GroupMove]) -> Table:
    """One row a group, with schools, pupils and dollars before and after."""
    columns = (
        Column(title),
        Column("Schools", Shown.WHOLE, adds_up=True),
        Column("Gain", Shown.WHOLE, adds_up=True),
        Column("Lose", Shown.WHOLE, adds_up=True),
        Column("Pupils before", Shown.NUMBER),
        Column("Pupils after", Shown.NUMBER),
        Column("FTE before", Shown.NUMBER),
        Column("FTE after", Shown.NUMBER),
        Column("Before", Shown.DOLLARS, adds_up=True),
        Column("After", Shown.DOLLARS, adds_up=True),
        Column("Gained", Shown.DOLLARS, adds_up=True),
        Column("Lost", Shown.DOLLARS, adds_up=True),
        Column("Change", Shown.DOLLARS, adds_up=True),
    )
    rows = [
        (
            move.group, move.schools, move.winners, move.losers, move.pupils_before,
            move.pupils_after, move.fte_before, move.fte_after, move.before, move.after,
            move.gained, move.lost, move.change,
        )
        for move in moves
    ]  # fmt: skip
    return Table(columns, rows)


#: Widths of a page that such tables stand on.
GROUP_WIDTHS = (34, 10, 9, 9, 14, 14, 12, 12, 20, 20, 18, 18, 18)
