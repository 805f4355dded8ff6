"""A scenario: a small file of changes to a policy or to its counts, for a question to be asked.

::

    scenario: more-for-english-learners
    title: A higher weight for English learners, paid by a lower base
    changes:
      - {value: english-learner, to: 0.30}
      - {value: base, times: 0.995}
      - {value: base-by-grade/k-3, plus: 25}
      - {value: components/base/k-3, plus: 0.02}
      - {remove: gifted}
      - add: {id: arts, kind: lump_sum, label: Arts, unit: USD per school, source: Idea, values: {FY2026: 9000}}
    counts:
      - {group: all, times: 0.97, schools: {where: {level: [High]}}}
      - {group: el, plus: -10, schools: {schools: ["0101"]}}

What it changes holds in the year that is asked about; it is an assumption, and never issued.
"""  # noqa: E501 - the example is a file

from __future__ import annotations

from pydantic import Field

from .adjustments import Adjustment
from .components import Component
from .document import Block, SchoolGate
from .scalars import Line, Name, Number, Paragraph


class Moved(Block):
    """A number that is set, multiplied or moved: one of the three.

    Attributes:
        to: the number itself.
        times: what it is multiplied by; 1.02 for 2 % more.
        plus: what is added to it; may be below zero.
    """

    to: Number | None = None
    times: Number | None = None
    plus: Number | None = None


class PolicyChange(Moved):
    """One change of the policy: a value moved, a component or adjustment added or taken out.

    Attributes:
        value: ``base``, which is always the base amount; the id of a component, adjustment or
            counting; or that and the id of an entry in it: ``base-by-grade/k-3``. Where an id
            stands for several parts, or is ``base``, the part of the policy stands before it:
            ``components/base``, ``counting/el``. Empty where nothing is moved.
        field: which of its values, where it has several: ``values`` or ``share`` where not said.
        remove: the id of a component or adjustment to take out.
        add: a component as the policy would write it; one of the same id is replaced.
        adjust: an adjustment likewise.
    """

    value: str = ""
    field: Name = "values"
    remove: str = ""
    add: Component | None = None
    adjust: Adjustment | None = None


class CountChange(Moved):
    """Counts of a group moved at some schools; never below zero.

    Attributes:
        group: a column of counts.csv; ``all`` for every column, which can only be multiplied.
        measure: which counts; empty for the policy's own.
        schools: which schools; empty for all.
    """

    group: Name
    measure: str = ""
    schools: SchoolGate = Field(default_factory=SchoolGate)


class Scenario(Block):
    """What would be different."""

    scenario: Name
    title: Line
    note: Paragraph = ""
    changes: tuple[PolicyChange, ...] = ()
    counts: tuple[CountChange, ...] = ()
