"""How a cell is written around its value: how each kind opens, and how it closes.

Everything that is the same for every school goes into the openings and closings, which are joined
into the template once; a value adds as little as it can.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from .slots import SlotKind


class Role(StrEnum):
    """Where the value stands."""

    CONTENT = "content"  #: it brings its own elements, and the end of the cell
    VALUE = "value"  #: it stands between the tags of the cell's value, or brings them
    TYPE = "type"  #: it is the attribute of the cell's tag that says what the value is


class Form(NamedTuple):
    """One way of writing values.

    Attributes:
        kind: what the slot takes.
        role: where the value stands.
        prefix: the namespace prefix of the sheet's elements, with its colon; mostly empty.
        is_1904: whether the workbook counts days from 1904.
    """

    kind: SlotKind
    role: Role
    prefix: str = ""
    is_1904: bool = False


class Frame(NamedTuple):
    """A cell around its values: ``literals`` with one form between each two of them."""

    literals: tuple[str, ...]
    forms: tuple[Form, ...]


#: Kinds whose values bring their own elements where no formula stands.
_MIXED = frozenset({SlotKind.ANY, SlotKind.TEXT})


def frame(kind: SlotKind, tag: str, formula: str, prefix: str, *, is_1904: bool) -> Frame:
    """How a cell is written.

    Args:
        kind: what it takes.
        tag: its opening tag up to before the type and the closing bracket: ``<c r="B3" s="4"``.
        formula: the formula's element as it stands in the template; empty for none.
        prefix: as `Form` has it.
        is_1904: as `Form` has it.
    """
    open_value, close_value = f"<{prefix}v>", f"</{prefix}v></{prefix}c>"
    if kind in _MIXED and not formula:
        return Frame((tag, ""), (Form(kind, Role.CONTENT, prefix, is_1904),))
    value = Form(kind, Role.VALUE, prefix, is_1904)
    if formula and kind is SlotKind.ANY:
        middle, close = f">{formula}", f"</{prefix}c>"
        return Frame((tag, middle, close), (Form(kind, Role.TYPE, prefix, is_1904), value))
    if formula and kind is SlotKind.TEXT:
        return Frame((f'{tag} t="str">{formula}{open_value}', close_value), (value,))
    return Frame((f"{tag}>{formula}{open_value}", close_value), (value,))
