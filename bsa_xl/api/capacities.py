"""The layouts of a district's workbooks: as many rows as a school's positions and lines take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bsa_xl.intake import rule_texts
from bsa_xl.policy import Policy
from bsa_xl.workbook import Layout, Shape

from .groups import SchoolBook
from .letters import is_central

#: Staffing rows of the layouts, with the spending rows that go with them.
CAPACITIES = ((40, 40), (80, 60), (120, 80), (160, 100), (240, 120), (320, 120), (480, 160))
#: The same for a school with centres, whose letter is twice as long: no row count occurs in both.
GROUP_CAPACITIES = ((130, 90), (250, 130), (490, 170))
#: Rows that a school finds free for new positions: at least these, and a quarter of its positions.
_SPARE_ROWS = 20
_SPARE_PART = 4


class TooManyPositionsError(ValueError):
    """A school has more positions than the largest layout has rows."""


class Layouts:
    """The layouts of one district, year and event, made when they are first asked for."""

    def __init__(self, policy: Policy, books: Iterable[SchoolBook]) -> None:
        """Look at every school once, so that a layout has room for the largest letter of its kind.

        A school with centres is of another kind than one without: the others would find as many
        blank rows on Allocation again as they have lines.
        """
        self._policy = policy
        every = list(books)
        self._pattern = every[0].setting
        self._lines = {True: (0, 0), False: (0, 0)}
        for book in every:
            dollars, central = self._lines[book.is_group]
            self._lines[book.is_group] = (
                max(dollars, sum(line.is_plannable for line in book.lines)),
                max(central, sum(map(is_central, book.lines))),
            )
        self._made: dict[int, Layout] = {}

    def with_capacities(self, capacities: Mapping[str, int]) -> Layout:
        """A layout of this district with other numbers of rows, named as in `Shape`."""
        shape = self.layout(CAPACITIES[0][0]).shape
        return Layout(
            replace(
                shape,
                staffing_rows=capacities["staffing_rows"],
                spending_rows=capacities["spending_rows"],
                dollar_rows=capacities["dollar_rows"],
                central_rows=capacities["central_rows"],
            )
        )

    def layout(self, staffing_rows: int) -> Layout:
        """The layout with so many staffing rows."""
        if staffing_rows not in self._made:
            groups = dict(GROUP_CAPACITIES)
            dollars, central = self._lines[staffing_rows in groups]
            shape = Shape(
                pattern=self._pattern,
                staffing_rows=staffing_rows,
                spending_rows=(dict(CAPACITIES) | groups)[staffing_rows],
                dollar_rows=dollars,
                central_rows=central,
                truncates=self._policy.rounding.lines == "truncate",
                texts=rule_texts(),
            )
            self._made[staffing_rows] = Layout(shape)
        return self._made[staffing_rows]


def capacity(positions: int, *, is_group: bool) -> int:
    """The staffing rows of a school with so many positions, its centres' among them.

    Raises:
        TooManyPositionsError: no layout has room for them.
    """
    wanted = positions + max(_SPARE_ROWS, -(-positions // _SPARE_PART))
    capacities = GROUP_CAPACITIES if is_group else CAPACITIES
    for rows, _ in capacities:
        if rows >= wanted:
            return rows
    most = capacities[-1][0] * _SPARE_PART // (_SPARE_PART + 1)
    raise TooManyPositionsError(f"{positions:,} positions; a workbook has room for {most:,}")
