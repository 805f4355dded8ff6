"""What the formula gives: a closed family of component kinds, read from the policy file.

Every kind names its program, its source and its dated values. A line's amount is always
count x rate, with the rate quantised first (decisions 2).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .document import Block, DatedField, Name, SchoolGate, SourceField

Flexibility = Literal["locked", "purpose-locked", "unlocked"]
Term = Literal["ongoing", "one-time"]
Status = Literal["final", "estimate", "to come"]


class ComponentBlock(Block):
    """What all kinds have.

    Attributes:
        program: the program that the money belongs to; empty where the policy has only one.
        measure: which counts it uses; empty for the policy's own measure.
        schools: who gets it; empty for every school.
        note: a sentence for the school, printed beside the line.
    """

    id: Name
    label: str
    source: SourceField
    program: str = ""
    measure: str = ""
    schools: SchoolGate = Field(default_factory=SchoolGate)
    flexibility: Flexibility | None = None
    term: Term | None = None
    held_by: Literal["school", "central"] | None = None
    status: Status = "final"
    note: str = ""


class Weight(ComponentBlock):
    """Count x weight x base."""

    kind: Literal["weight"]
    unit: Literal["share of base"]
    counts: Name
    values: DatedField


class PerPupil(ComponentBlock):
    """Count x dollars."""

    kind: Literal["per_pupil"]
    unit: Literal["USD per pupil"]
    counts: Name
    values: DatedField


class Span(Block):
    """One grade span of a grade-span component; each gives a line of its own."""

    id: Name
    label: str
    counts: Name
    values: DatedField
    source: SourceField | None = None


class GradeSpans(ComponentBlock):
    """A rate for each grade span: dollars, or a share of the base."""

    kind: Literal["grade_spans"]
    unit: Literal["USD per pupil", "share of base"]
    spans: tuple[Span, ...] = Field(min_length=1)


class LumpSum(ComponentBlock):
    """The same dollars for every school that the gate lets in."""

    kind: Literal["lump_sum"]
    unit: Literal["USD per school"]
    values: DatedField


class Given(ComponentBlock):
    """Dollars taken as given from amounts.csv.

    Attributes:
        line: the ``line`` column of amounts.csv; empty means the component's id.
    """

    kind: Literal["given"]
    unit: Literal["USD"] = "USD"
    line: str = ""


class Claim(Block):
    """One group's claim on a pool, per pupil; 1 where not said."""

    counts: Name
    weight: DatedField | None = None


class Pool(ComponentBlock):
    """A fixed total shared out over the schools in proportion to their claims, nothing lost."""

    kind: Literal["pool"]
    unit: Literal["USD per district"]
    claims: tuple[Claim, ...] = Field(min_length=1)
    values: DatedField


class PositionsGiven(ComponentBlock):
    """FTE of a position code given to a school; never added to dollars."""

    kind: Literal["fte"]
    unit: Literal["FTE per school"]
    position: str
    values: DatedField


Component = Annotated[
    Weight | PerPupil | GradeSpans | LumpSum | Given | Pool | PositionsGiven,
    Field(discriminator="kind"),
]
