"""A fixed total shared out over schools: what is kept first, who claims how much, the least."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .component_block import ComponentBlock
from .document import Block, Claims, CountName, Dollars, SchoolColumn, SchoolGate
from .set_asides import SetAside


class Claim(Block):
    """One group's claim on a pool, per pupil: 1 x weight x index.

    Attributes:
        weight: 1 where not said.
        index: the column of schools.csv with a number that the school's claim is multiplied by.
        schools: whose pupils of the group have it, as a tier has; empty for every school's.
    """

    counts: CountName
    weight: Claims | None = None
    index: SchoolColumn | None = None
    schools: SchoolGate = Field(default_factory=SchoolGate)


class Pool(ComponentBlock):
    """A fixed total shared out over the schools in proportion to their claims, nothing lost.

    Attributes:
        values: dollars for the district, before anything is kept.
        set_asides: what the central office keeps before the rest is shared.
        claims: a school's claim is the sum of its groups'.
        at_least: dollars of a school that has a claim; those whose share is less have them, and the
            others share what is left.
    """

    kind: Literal["pool"]
    unit: Literal["USD per district"]
    set_asides: tuple[SetAside, ...] = ()
    claims: tuple[Claim, ...] = Field(min_length=1)
    at_least: Dollars | None = None
    values: Dollars
