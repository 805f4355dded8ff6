"""A policy with other values in the same places: held as they are in one year, or exchanged.

Read from the marks in the models' annotations, as `walk` is, so that every kind is followed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from bsa_xl.fiscal_year import FiscalYear

from .dated import DatedEntry, DatedValue
from .document import Block
from .marks import Role, fields_that_mean
from .tree import Steps

#: A new value for the one in a place of the block, given what it means.
NewValue = Callable[[Steps, DatedValue, Role], DatedValue]

_Block = TypeVar("_Block", bound=Block)
#: A year before any policy: what begins in it holds always.
_ALWAYS = FiscalYear(1900)
_NOTHING = DatedValue(())


def with_values(block: _Block, new: NewValue) -> _Block:
    """A copy of a block in which every dated value is replaced; the block itself if none changes.

    Args:
        block: a component, an adjustment, a way of counting, a base, or a whole policy.
        new: given the way from the block to the value, the value, and its role.
    """
    return _block(block, (), "", new)


def held(block: _Block, year: FiscalYear) -> _Block:
    """A block whose every value is, for all years, what it is in one year.

    Entries that hold from one year to another (``since``, ``until``) are kept where they hold in
    that year, and then hold always.
    """
    return _lasting(with_values(block, lambda _, value, __: _always(value, year)), year)


def form_of(block: _Block) -> _Block:
    """A block without its values, to ask whether two differ in anything else."""
    return with_values(block, lambda *_: _NOTHING)


def values_of(block: Block) -> Mapping[Steps, DatedValue]:
    """Every dated value of a block, by the way to it."""
    found: dict[Steps, DatedValue] = {}

    def keep(steps: Steps, value: DatedValue, _role: Role) -> DatedValue:
        found[steps] = value
        return value

    with_values(block, keep)
    return found


def _always(value: DatedValue, year: FiscalYear) -> DatedValue:
    entry = value.entry(year)
    if entry is None:
        return DatedValue((DatedEntry(_ALWAYS, None),))
    return DatedValue((DatedEntry(_ALWAYS, entry.value, entry.source, entry.assumption),))


def _block(block: _Block, steps: Steps, unit: str, new: NewValue) -> _Block:
    unit = getattr(block, "unit", "") or unit
    changed = {}
    for name, marks in fields_that_mean(type(block)):
        role = next((mark for mark in marks if isinstance(mark, Role)), None)
        if role is Role.BY_UNIT:
            role = Role.WEIGHT if unit == "share of base" else Role.RATE
        value = getattr(block, name)
        replaced = _part(value, (*steps, name), unit, role, new)
        if replaced is not value:
            changed[name] = replaced
    return block.model_copy(update=changed) if changed else block


def _part(part: object, steps: Steps, unit: str, role: Role | None, new: NewValue) -> object:
    if isinstance(part, DatedValue) and role is not None:
        return new(steps, part, role)
    if isinstance(part, Block):
        return _block(part, steps, unit, new)
    if isinstance(part, tuple):
        entries = tuple(_part(each, (*steps, n), unit, role, new) for n, each in enumerate(part))
        return entries if any(a is not b for a, b in zip(entries, part, strict=True)) else part
    if isinstance(part, Mapping):
        named = {key: _part(each, (*steps, key), unit, role, new) for key, each in part.items()}
        return named if any(named[key] is not part[key] for key in part) else part
    return part


def _lasting(block: _Block, year: FiscalYear) -> _Block:
    changed: dict[str, object] = {}
    for name in type(block).model_fields:
        value = getattr(block, name)
        if isinstance(value, tuple) and any(isinstance(each, Block) for each in value):
            changed[name] = tuple(_still(value, year))
    return block.model_copy(update=changed) if changed else block


def _still(entries: tuple[Block, ...], year: FiscalYear) -> Iterator[Block]:
    for entry in entries:
        since, until = getattr(entry, "since", ""), getattr(entry, "until", "")
        if since and until and "since" in type(entry).model_fields:
            if FiscalYear.parse(since) <= year <= FiscalYear.parse(until):
                yield entry.model_copy(update={"since": "FY1900", "until": "FY2999"})
        else:
            yield _lasting(entry, year)
