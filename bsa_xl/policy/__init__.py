"""The decisions: one strict, dated, cited YAML file a district.

In order: dated, document, components, model; then the reader.
"""

from .components import (
    Claim,
    Component,
    Given,
    GradeSpans,
    LumpSum,
    PerPupil,
    Pool,
    PositionsGiven,
    Span,
    Weight,
)
from .dated import DatedEntry, DatedValue
from .document import SchoolGate
from .model import (
    AnyOf,
    Base,
    Counting,
    Policy,
    Program,
    PupilsAbove,
    RequiredPosition,
    Rounding,
    RuleChoice,
    SumOf,
    Trade,
    Waiver,
)

__all__ = [
    "AnyOf",
    "Base",
    "Claim",
    "Component",
    "Counting",
    "DatedEntry",
    "DatedValue",
    "Given",
    "GradeSpans",
    "LumpSum",
    "PerPupil",
    "Policy",
    "Pool",
    "PositionsGiven",
    "Program",
    "PupilsAbove",
    "RequiredPosition",
    "Rounding",
    "RuleChoice",
    "SchoolGate",
    "Span",
    "SumOf",
    "Trade",
    "Waiver",
    "Weight",
]
