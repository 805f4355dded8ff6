"""The decisions: one strict, dated, cited YAML file a district.

The model, in order: dated, scalars, document, components, model. The reader: encoding, tree (with
syntax), validate (with grammar and wording), policy_file, read. The checks: names, values,
statements by the policy alone; supplied, counted by what the district supplies. Published formulas
lie in the folder library.
"""

from .check import check_policy
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
from .counted import digits_of_product
from .dated import DatedEntry, DatedValue
from .document import ASSUMPTION, SchoolGate
from .facts import CountSize, PolicyFacts
from .kinds import KINDS
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
from .policy_file import PolicyFile
from .published import published_policies, published_policy
from .read import read_policy

__all__ = [
    "ASSUMPTION",
    "KINDS",
    "AnyOf",
    "Base",
    "Claim",
    "Component",
    "CountSize",
    "Counting",
    "DatedEntry",
    "DatedValue",
    "Given",
    "GradeSpans",
    "LumpSum",
    "PerPupil",
    "Policy",
    "PolicyFacts",
    "PolicyFile",
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
    "check_policy",
    "digits_of_product",
    "published_policies",
    "published_policy",
    "read_policy",
]
