"""What a field of a policy means beyond its type, said beside it in the model's annotations.

A dated value has a `Role`, which says in which range it lies; a name has a `Stands`, which says
what must answer to it. Whoever walks a policy (`walk`) finds them there, so that a new kind of
component, count or adjustment is checked by being written down.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel


class Role(Enum):
    """What a dated value means, and so in which range it lies."""

    BASE = "base"  #: USD per pupil, above zero
    WEIGHT = "weight"  #: share of the base, zero or more
    RATE = "rate"  #: USD per pupil
    BY_UNIT = "weight or rate"  #: one of the two, as the component's unit says
    LUMP = "lump"  #: USD per school or for the district
    TOTAL = "total"  #: USD that lines are made to come to, above zero
    FTE = "FTE"  #: zero or more
    STAFF_BY_UNIT = "FTE or lump"  #: one of the two, as the component's unit says
    SHARE = "share"  #: 0 to 1
    CLAIM = "claim"  #: zero or more
    FACTOR = "factor"  #: zero or more: a multiple, an index, a number of pupils


class Stands(Enum):
    """What a name stands for."""

    COUNT = "count"  #: a column of counts.csv, or a name under counting
    COMPONENT = "component"  #: a component above, or before an adjustment
    POSITION = "position"  #: a code of positions.csv
    AMOUNT = "amount"  #: a line of amounts.csv
    COLUMN = "column"  #: a column of schools.csv
    SERVICE = "service"  #: a code of services.csv


Mark = Role | Stands


def marks_of(shape: Any) -> Iterator[Mark]:  # noqa: ANN401 - typing's own forms have no type
    """The marks in an annotation, also below ``| None``, ``tuple`` and ``dict``."""
    if get_origin(shape) is Annotated:
        yield from (each for each in shape.__metadata__ if isinstance(each, Role | Stands))
    for part in get_args(shape):
        yield from marks_of(part)


@cache
def fields_that_mean(block: type[BaseModel]) -> tuple[tuple[str, tuple[Mark, ...]], ...]:
    """Every field of a block that has a mark or holds blocks, with its marks; read once a kind."""
    found = []
    for name, field in block.model_fields.items():
        all_marks = (*field.metadata, *marks_of(field.annotation))
        marks = tuple(mark for mark in all_marks if isinstance(mark, Role | Stands))
        if marks or _holds_blocks(field.annotation):
            found.append((name, marks))
    return tuple(found)


def _holds_blocks(shape: Any) -> bool:  # noqa: ANN401 - typing's own forms have no type
    if isinstance(shape, type) and get_origin(shape) is None:
        return issubclass(shape, BaseModel)
    return any(map(_holds_blocks, get_args(shape)))
