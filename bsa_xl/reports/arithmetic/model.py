"""The arithmetic of a district while it is written down: values, and fields of every school.

A field is a column over all schools, typed or made by a formula. It is worked out when it is added,
so that a formula can only name what stands before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Context, Decimal, localcontext
from enum import Enum

from .expression import Cell, Expression, Named, Value

#: Wide enough that nothing is rounded but where a formula says so.
_EXACT = Context(prec=60)
_ZERO = Decimal(0)
YES, TO_COME, NOT_ELIGIBLE, NO_LINE = "yes", "to come", "not eligible", "no such line"
NONE, UNKNOWN, NO_ROW = "none", "not known", "no row"


class Kind(Enum):
    """How a field is meant and shown."""

    WORD = "word"
    COUNT = "count"  #: pupils, with as many decimals as they have
    RATE = "rate"  #: dollars per unit of count
    DOLLARS = "dollars"
    FTE = "FTE"
    SHARE = "share"  #: 0.5 is a half
    NUMBER = "number"


class Part(Enum):
    """The sheets that have fields, in their order."""

    COUNTS = "Counts"
    COUNTING = "Counting"
    FORMULA = "Formula"
    POOLS = "Pools"
    ADJUSTMENTS = "Adjustments"
    LINES = "Lines"
    TOTALS = "Totals"


@dataclass(frozen=True, slots=True)
class Field:
    """A column over all schools.

    Attributes:
        key: no two alike.
        block: the block of its sheet that it stands in.
        heading: over its column.
        says: how it comes about, for people.
        made: its formula; None where it is typed.
        adds_up: whether the sum over all schools is shown.
        mark: on the sheet Lines, the program whose dollars schools plan; else empty.
        line: on the sheet Lines, the line's id; else empty.
    """

    key: str
    block: str
    heading: str
    kind: Kind
    says: str = ""
    made: Expression | None = None
    adds_up: bool = False
    mark: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Fields that belong together: a line of the formula, a measure.

    Attributes:
        says: who is counted, at which rate, by whose decision.
    """

    key: str
    part: Part
    title: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """A value of the policy in a cell of its own, or a figure over all schools.

    Attributes:
        name: of the cell, by which formulas call it.
        value: the number in force.
        since: the first fiscal year in which it holds; empty for a figure.
        made: its formula; None for a value of the policy.
    """

    name: str
    about: str
    label: str
    value: Decimal
    unit: str
    since: str = ""
    source: str = ""
    made: Expression | None = None


@dataclass(slots=True)
class Model:
    """Everything that the workbook shows, worked out.

    Attributes:
        school_ids: the schools that take part, in the district's order.
        settings: by name, in their order.
        fields: by key, in their order.
        blocks: by key, in their order.
        values: the values of each field, a row for each school.
    """

    school_ids: tuple[str, ...]
    settings: dict[str, Setting] = field(default_factory=dict)
    fields: dict[str, Field] = field(default_factory=dict)
    blocks: dict[str, Block] = field(default_factory=dict)
    values: dict[str, list[Value]] = field(default_factory=dict)
    totals: dict[str, Decimal] = field(default_factory=dict)

    def block(self, block: Block) -> str:
        """Begin a block; gives its key."""
        self.blocks[block.key] = block
        return block.key

    def setting(self, setting: Setting) -> Named:
        """Add a value; one that is there already is used again."""
        name, number = setting.name, 1
        while self.settings.setdefault(name, replace(setting, name=name)) != replace(
            setting, name=name
        ):  # another value has taken the name: two ids that differ only in - and _
            number += 1
            name = f"{setting.name}_{number}"
        return Named(name)

    def figure(self, setting: Setting, made: Expression) -> Named:
        """Add a figure that takes all schools, or only values, to work out."""
        with localcontext(_EXACT):
            value = made.number(Seen(self, 0))
        return self.setting(replace(setting, value=value, made=made))

    def typed(self, field: Field, values: Iterable[Value]) -> Cell:
        """Add a field that is typed."""
        return self._add(field, list(values))

    def made(self, field: Field, made: Expression) -> Cell:
        """Add a field that a formula makes, and work it out."""
        with localcontext(_EXACT):
            values = [made.value(Seen(self, row)) for row in range(len(self.school_ids))]
        return self._add(replace(field, made=made), values)

    def part_of(self, key: str) -> Part:
        """The sheet of a field."""
        return self.blocks[self.fields[key].block].part

    def fields_of(self, part: Part) -> Sequence[Field]:
        """The fields of a sheet, block by block."""
        order = {key: place for place, key in enumerate(self.blocks)}
        mine = [each for each in self.fields.values() if self.blocks[each.block].part is part]
        return sorted(mine, key=lambda each: order[each.block])

    def _add(self, field: Field, values: list[Value]) -> Cell:
        if field.key in self.fields:
            raise ValueError(f"{field.key} is there already")
        self.fields[field.key], self.values[field.key] = field, values
        numbers = (each for each in values if isinstance(each, Decimal))
        with localcontext(_EXACT):
            self.totals[field.key] = sum(numbers, _ZERO)
        return Cell(field.key)


@dataclass(frozen=True, slots=True)
class Seen:
    """A model as one school's formulas see it."""

    model: Model
    row: int

    def at(self, key: str) -> Value:
        """The value of a field at this school."""
        return self.model.values[key][self.row]

    def over(self, key: str) -> Sequence[Value]:
        """The values of a field at all schools."""
        return self.model.values[key]

    def total(self, key: str) -> Decimal:
        """The sum of a field over all schools."""
        return self.model.totals[key]

    def setting(self, key: str) -> Decimal:
        """A value of the policy."""
        return self.model.settings[key].value

    def mark(self, key: str) -> str:
        """The program that a field belongs to."""
        return self.model.fields[key].mark
