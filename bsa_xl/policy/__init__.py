"""The decisions: one strict, dated, cited YAML file a district.

The model, in order: dated, marks, scalars, document, counting, components, adjustments, model. The
reader: encoding, tree (with
syntax), validate (with grammar and wording), policy_file, read. The checks: names, values,
statements by the policy alone; supplied, counted by what the district supplies. Published formulas
lie in the folder library.
"""

from .adjustments import Adjustment, Manual, ManualEntry
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
from .document import ASSUMPTION, Block, SchoolGate
from .facts import CountSize, PolicyFacts
from .kinds import KINDS
from .marks import Role
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
from .rewrite import form_of, held, values_of, with_values
from .staffing import Bands, Foundation, Ratio, StaffBlock, Staffing, StaffPosition, TopUp
from .transitions import (
    Carryover,
    FloorOnPriorYear,
    FundingPercentage,
    GapPhaseIn,
    LimitsOnPriorYear,
    ScaleToPool,
    SoftLanding,
)
from .walk import amount_lines

__all__ = [
    "ASSUMPTION",
    "KINDS",
    "Adjustment",
    "AnyOf",
    "Bands",
    "Base",
    "Block",
    "Carryover",
    "Claim",
    "Component",
    "CountSize",
    "Counting",
    "DatedEntry",
    "DatedValue",
    "FloorOnPriorYear",
    "Foundation",
    "FundingPercentage",
    "GapPhaseIn",
    "Given",
    "GradeSpans",
    "LimitsOnPriorYear",
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
    "Ratio",
    "RequiredPosition",
    "Role",
    "Rounding",
    "RuleChoice",
    "ScaleToPool",
    "SchoolGate",
    "SoftLanding",
    "Span",
    "StaffBlock",
    "StaffPosition",
    "Staffing",
    "SumOf",
    "TopUp",
    "Trade",
    "Waiver",
    "Weight",
    "amount_lines",
    "check_policy",
    "digits_of_product",
    "form_of",
    "held",
    "published_policies",
    "published_policy",
    "read_policy",
    "values_of",
    "with_values",
]
