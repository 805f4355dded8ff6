"""The values that a press fills in, worked out row by row, and no row twice.

Most positions of a district are like many others: of 32,000 rows of a large one, 425 differ in
more than their number and their school.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import Any

from bsa_xl.budget import NowPosition, StaffingLine

from .case import Case
from .cell_slots import BLOCKS, filled_columns, slot_kind, stamped_singles
from .declare import FTE_PLACES, Kind, Role, Table, Value
from .firsts import first_values
from .layout import Layout, key_of
from .sheets.allocation import DollarView
from .sheets.checks import CheckView
from .sheets.views import Lists, StaffingView
from .stamping import LikeRow, SlotKind
from .values import Views, blank_staffing

#: What to ask a row's model, and how many decimals the integer that it gives stands for.
Look = tuple[Callable[[Any], Value], int]
#: What stands in a row of Staffing, to its values but for those that follow from the school.
KnownRows = dict[tuple[object, ...], Sequence[Value]]

_NOW = attrgetter(
    "code", "title", "fte_parts", "filled", "shares", "required", "ends_on",
    "actual_salary_cents", "actual_benefits_cents",
)  # fmt: skip
_TYPED = attrgetter("action", "title", "programs", "goal", "note")
_NUMBERS = attrgetter("how_many", "fte_each", "start", "end", "shares")
_CENTS_PLACES = 2
#: Rows of other tables that are remembered of a layout.
_MOST_ALIKE = 4_000


@dataclass(frozen=True)
class RowValues:
    """How the values of a layout are worked out.

    Attributes:
        known: rows of Staffing that were worked out before; layouts of one district share them.
    """

    layout: Layout
    known: KnownRows

    def tables(self, views: Views) -> list[Value]:
        """The values of all tables that are no blocks, in the order of the slots."""
        values: list[Value] = []
        for table, looks in self._looks:
            likeness = _LIKENESS.get(table.name, _nothing)
            rows = zip(looks, views.rows(table, everything=True), strict=True)
            for number, (row, view) in enumerate(rows):
                like = likeness(view)
                if like is None:
                    values += _row(row, view)
                    continue
                key = (table.name, number, like)
                known = self._alike.get(key)
                if known is None:
                    known = _row(row, view)
                    if len(self._alike) < _MOST_ALIKE:
                        self._alike[key] = known
                values += known
        return values

    def singles(self, case: Case) -> list[Value]:
        """The values of the single cells."""
        return [
            _scaled(look(case), places) if places else look(case) for look, places in self._singles
        ]

    def staffing(self, case: Case) -> list[Sequence[Value]]:
        """The rows of Staffing, up to the last one that shows something."""
        table, lists = self.layout.staffing, Lists(case.setting)
        lines = {line.row.place.row - table.first: line for line in case.budget.staffing}
        positions = {position.key: position for position in case.setting.now}
        now = {n: positions[key] for n, key in enumerate(self._keys) if key in positions}
        accounts: dict[tuple[Value, Value] | None, Value] = {}
        return [
            self._staffing_row(index, lines, now.get(index), lists, accounts)
            for index in range(max((*lines, *now), default=-1) + 1)
        ]

    def spending(self, views: Views) -> list[Sequence[Value]]:
        """The rows of Spending, likewise."""
        looks = self._block(self.layout.spending)
        return [_row(looks, view) for view in views.rows(self.layout.spending, everything=False)]

    def derived(
        self, views: Views, blocks: Mapping[str, Sequence[Sequence[Value]]]
    ) -> Iterator[Value]:
        """Where the first faults are, and how many rows are spare, from what is worked out."""
        for table, column in self.layout.fault_columns:
            if table.name in BLOCKS:
                at = self._names[table.name][column.name]
                letters = [row[at] for row in blocks[table.name]]
            else:
                letters = [column.value(view) for view in views.rows(table, everything=True)]
            yield from first_values(table, letters)
        for table in (self.layout.staffing, self.layout.spending):
            at = self._names[table.name]["used"]
            yield table.rows - sum(row[at] for row in blocks[table.name])

    def _staffing_row(
        self,
        index: int,
        lines: Mapping[int, StaffingLine],
        now: NowPosition | None,
        lists: Lists,
        accounts: dict[tuple[Value, Value] | None, Value],
    ) -> Sequence[Value]:
        """A row's values; of a row like an earlier one only what is the school's own."""
        line = lines.get(index, self._blank)
        typed = line.row
        opened = None if now is None else (*_NOW(now), not now.position_id)
        # Numbers as texts: in a key, the number 1 and TRUE would be the same.
        key = (opened, *_TYPED(typed), repr(_NUMBERS(typed)))
        known = self.known.get(key)
        payer = None if known is None else (known[self._at["t"]], known[self._at["p1"]])
        if known is None or payer not in accounts:
            view = StaffingView(self._keys[index], line, now, self._letters, lists)
            if known is None:
                known = self.known[key] = _row(self._block(self.layout.staffing), view)
            payer = (known[self._at["t"]], known[self._at["p1"]])
            accounts[payer] = view.account
        own = {
            self._at["position_id"]: (now and now.position_id) or None,
            self._at["account"]: accounts[payer],
        }
        return LikeRow(known, own)

    @cached_property
    def _alike(self) -> dict[tuple[str, int, object], list[Value]]:
        """Rows of other tables that were worked out before, by what they follow from."""
        return {}

    @cached_property
    def _looks(self) -> list[tuple[Table, list[list[Look]]]]:
        return [
            (table, [_looks(table, row) for row in range(table.first, table.last + 1)])
            for table in self.layout.tables
            if table.name not in BLOCKS
        ]

    @cached_property
    def _singles(self) -> list[Look]:
        return [
            (single.value, _places(single.role, single.kind))
            for single in stamped_singles(self.layout)
        ]

    @cached_property
    def _blocks(self) -> Mapping[str, list[Look]]:
        tables = (self.layout.staffing, self.layout.spending)
        return {table.name: _looks(table, table.first) for table in tables}

    def _block(self, table: Table) -> list[Look]:
        return self._blocks[table.name]

    @cached_property
    def _names(self) -> Mapping[str, Mapping[str, int]]:
        """Of each block, the place of every column in a row's values."""
        tables = (self.layout.staffing, self.layout.spending)
        return {
            table.name: {c.name: n for n, c in enumerate(filled_columns(table, table.first))}
            for table in tables
        }

    @cached_property
    def _at(self) -> Mapping[str, int]:
        return self._names["Staffing"]

    @cached_property
    def _keys(self) -> list[str]:
        return [key_of("Staffing", index) for index in range(self.layout.staffing.rows)]

    @cached_property
    def _letters(self) -> Mapping[str, str]:
        return self.layout.letters(self.layout.staffing)

    @cached_property
    def _blank(self) -> StaffingLine:
        return blank_staffing(self.layout, self.layout.shape.pattern)


def _nothing(_view: object) -> object:
    """What a row follows from, where that is not worth knowing."""
    return None


def _blank(view: DollarView) -> object:
    """The lines that a school does not have are the same for all."""
    return view.line is None or None


def _check(view: CheckView) -> object:
    """What differs in the row of one rule from school to school; texts and integers only."""
    rule, found = view.row.rule, view.outcome
    result = (found.word, found.count, found.cents, found.first)
    return rule.mode, rule.source, result, view.explanation, view.as_issued


_LIKENESS: Mapping[str, Callable[[Any], object]] = {
    "Allocation": _blank,
    "Central": _blank,
    "Check": _check,
}


def _looks(table: Table, row: int) -> list[Look]:
    return [
        (column.value, _places(column.role, column.kind)) for column in filled_columns(table, row)
    ]


def _places(role: Role, kind: Kind) -> int:
    """Decimals to set off; none where the slot itself makes dollars of cents."""
    if kind is Kind.FTE:
        return FTE_PLACES
    is_money = kind in (Kind.CENTS, Kind.ANY)
    return _CENTS_PLACES if is_money and slot_kind(role, kind) is not SlotKind.CENTS else 0


def _scaled(value: Value, places: int) -> Value:
    if value is None or isinstance(value, str):
        return value
    return Decimal(value).scaleb(-places)


def _row(looks: Sequence[Look], view: object) -> list[Value]:
    """One row's values, in the order of the block's columns."""
    return [_scaled(look(view), places) if places else look(view) for look, places in looks]
