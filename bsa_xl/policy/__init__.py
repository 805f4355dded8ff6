"""The decisions: one strict, dated, cited YAML file a district.

The model, in order: dated, marks, scalars, document, counting, components, adjustments, model. The
reader: encoding, tree (with
syntax), validate (with grammar and wording), policy_file, read. The checks: names, values,
statements by the policy alone; supplied, counted by what the district supplies. Published formulas
lie in the folder library.
"""

from .adjustments import Adjustment, FloorOnPriorYear, Manual, ManualEntry
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
from .counting import AnyOf, Counting, PupilsAbove, SumOf
from .dated import DatedEntry, DatedValue
from .document import ASSUMPTION, SchoolGate
from .facts import CountSize, PolicyFacts
from .kinds import KINDS
from .model import (
    Base,
    Policy,
    Program,
    RequiredPosition,
    Rounding,
    RuleChoice,
    Trade,
    Waiver,
)
from .policy_file import PolicyFile
from .published import published_policies, published_policy
from .read import read_policy
from .walk import amount_lines

__all__ = [
    "ASSUMPTION",
    "KINDS",
    "Adjustment",
    "AnyOf",
    "Base",
    "Claim",
    "Component",
    "CountSize",
    "Counting",
    "DatedEntry",
    "DatedValue",
    "FloorOnPriorYear",
    "Given",
    "GradeSpans",
    "LumpSum",
    "Manual",
    "ManualEntry",
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
    "amount_lines",
    "check_policy",
    "digits_of_product",
    "published_policies",
    "published_policy",
    "read_policy",
]
