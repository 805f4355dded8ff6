"""What every kind of adjustment has: its lines above, its program, whom it concerns."""

from __future__ import annotations

from pydantic import Field

from .component_block import Flexibility, HeldBy, Term
from .document import ComponentName, SchoolGate, SourcedBlock, SourceField
from .scalars import Line, Name, Paragraph


class AdjustmentBlock(SourcedBlock):
    """What all kinds have.

    Attributes:
        of: ids of the components and adjustments above whose lines it looks at; empty for every
            line that schools plan themselves.
        program: the program that its line belongs to; empty where the policy has only one.
        schools: whom it concerns; empty for every school.
        note: a sentence for the school, printed beside the line.
    """

    id: Name
    label: Line
    source: SourceField
    of: tuple[ComponentName, ...] = ()
    program: str = ""
    schools: SchoolGate = Field(default_factory=SchoolGate)
    flexibility: Flexibility | None = None
    term: Term | None = None
    held_by: HeldBy | None = None
    note: Paragraph = ""
