"""What every component says, whatever its kind."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .document import SchoolGate, SourcedBlock, SourceField
from .scalars import Line, Name, Paragraph

Flexibility = Literal["locked", "purpose-locked", "unlocked"]
Term = Literal["ongoing", "one-time"]
Status = Literal["final", "estimate", "to come"]
HeldBy = Literal["school", "central"]


class ComponentBlock(SourcedBlock):
    """What all kinds have.

    Attributes:
        program: the program that the money belongs to; empty where the policy has only one.
        measure: which counts it uses; empty for the policy's own measure.
        schools: who gets it; empty for every school.
        flexibility: what a school may change; the program's own where not said.
        term: the program's own where not said.
        held_by: the program's own where not said.
        note: a sentence for the school, printed beside the line.
    """

    id: Name
    label: Line
    source: SourceField
    program: str = ""
    measure: str = ""
    schools: SchoolGate = Field(default_factory=SchoolGate)
    flexibility: Flexibility | None = None
    term: Term | None = None
    held_by: HeldBy | None = None
    status: Status = "final"
    note: Paragraph = ""
