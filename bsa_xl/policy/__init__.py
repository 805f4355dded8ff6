"""The decisions: one strict, dated, cited YAML file a district.

The model, in order: dated, marks, scalars, document, counting, per_capita, node_rounding, pupils,
components, adjustments, model. The reader: encoding, tree (with
syntax), validate (with grammar and wording), policy_file, read. The checks: names, values,
statements by the policy alone; supplied, counted by what the district supplies. Published formulas
lie in the folder library.
"""

from typing import TYPE_CHECKING

from bsa_xl.doors import opens_late

from .adjustments import Adjustment
from .check import check_numbers, check_policy
from .components import (
    Component,
    Given,
    GradeSpans,
    LumpSum,
    PerPupil,
    PositionsGiven,
    Span,
    Weight,
)
from .corrections import Attendance, CountIn, Manual, ManualEntry, MatchNorm, Salary
from .counted import digits_of_product
from .counting import (
    AnyOf,
    AsOf,
    Attended,
    AverageOf,
    CountEntry,
    Counting,
    GreatestOf,
    OneOf,
    PupilsAbove,
    SumOf,
    WeighedCount,
    WeightedSum,
)
from .dated import DatedEntry, DatedValue
from .document import ASSUMPTION, Block, SchoolGate
from .facts import CountSize, PolicyFacts
from .kinds import KINDS
from .marks import Role
from .model import (
    Policy,
    Program,
    RequiredPosition,
    Rounding,
    RuleChoice,
    Trade,
    Waiver,
)
from .naming import called
from .node_rounding import MADE_DECIMALS, NodeRounding, RoundedBlock
from .per_capita import Base, BaseLevel, BasePool, CostIndex
from .pilots import PeerAverage, Piloting, PurchaseBack, StartUp, StartUpYear
from .policy_file import PolicyFile
from .pools import Claim, Pool
from .published import LibraryPolicy, library_policy, published_policies, published_policy
from .pupils import (
    ClassCost,
    PercentOf,
    PupilComponent,
    ShareOfPupils,
    SizeCurve,
    SizePiece,
    SlidingPoint,
    SlidingWeight,
    SmallSchool,
    WeightOfWeight,
)
from .read import read_policy
from .rewrite import form_of, held, values_of, with_values
from .scenario import CountChange, Moved, PolicyChange, Scenario
from .scenario_file import EVERY_GROUP, ScenarioFile, read_scenario
from .set_asides import SetAside, kept_back
from .staffing import (
    Band,
    Bands,
    Foundation,
    FteRounding,
    Ratio,
    RatioGroup,
    StaffBlock,
    Staffing,
    StaffPosition,
    TopUp,
)
from .title_i import ForFamilies, Grandfathered, PovertyBand, RankAndServe, Skipped
from .transitions import (
    Carryover,
    CountDay,
    FloorOnPriorYear,
    FundingPercentage,
    GapPhaseIn,
    LimitsOnPriorYear,
    ScaleToPool,
    SoftLanding,
    Transition,
)
from .walk import amount_lines
from .weights import is_weighted, weight_in_force

if TYPE_CHECKING:
    from .exchange import (
        Change,
        FromWorkbook,
        ToWorkbook,
        policy_from_workbook,
        policy_to_workbook,
    )
else:
    __getattr__ = opens_late(__name__)

__all__ = [
    "ASSUMPTION",
    "EVERY_GROUP",
    "KINDS",
    "MADE_DECIMALS",
    "Adjustment",
    "AnyOf",
    "AsOf",
    "Attendance",
    "Attended",
    "AverageOf",
    "Band",
    "Bands",
    "Base",
    "BaseLevel",
    "BasePool",
    "Block",
    "Carryover",
    "Change",
    "Claim",
    "ClassCost",
    "Component",
    "CostIndex",
    "CountChange",
    "CountDay",
    "CountEntry",
    "CountIn",
    "CountSize",
    "Counting",
    "DatedEntry",
    "DatedValue",
    "FloorOnPriorYear",
    "ForFamilies",
    "Foundation",
    "FromWorkbook",
    "FteRounding",
    "FundingPercentage",
    "GapPhaseIn",
    "Given",
    "GradeSpans",
    "Grandfathered",
    "GreatestOf",
    "LibraryPolicy",
    "LimitsOnPriorYear",
    "LumpSum",
    "Manual",
    "ManualEntry",
    "MatchNorm",
    "Moved",
    "NodeRounding",
    "OneOf",
    "PeerAverage",
    "PerPupil",
    "PercentOf",
    "Piloting",
    "Policy",
    "PolicyChange",
    "PolicyFacts",
    "PolicyFile",
    "Pool",
    "PositionsGiven",
    "PovertyBand",
    "Program",
    "PupilComponent",
    "PupilsAbove",
    "PurchaseBack",
    "RankAndServe",
    "Ratio",
    "RatioGroup",
    "RequiredPosition",
    "Role",
    "RoundedBlock",
    "Rounding",
    "RuleChoice",
    "Salary",
    "ScaleToPool",
    "Scenario",
    "ScenarioFile",
    "SchoolGate",
    "SetAside",
    "ShareOfPupils",
    "SizeCurve",
    "SizePiece",
    "Skipped",
    "SlidingPoint",
    "SlidingWeight",
    "SmallSchool",
    "SoftLanding",
    "Span",
    "StaffBlock",
    "StaffPosition",
    "Staffing",
    "StartUp",
    "StartUpYear",
    "SumOf",
    "ToWorkbook",
    "TopUp",
    "Trade",
    "Transition",
    "Waiver",
    "WeighedCount",
    "Weight",
    "WeightOfWeight",
    "WeightedSum",
    "amount_lines",
    "called",
    "check_numbers",
    "check_policy",
    "digits_of_product",
    "form_of",
    "held",
    "is_weighted",
    "kept_back",
    "library_policy",
    "policy_from_workbook",
    "policy_to_workbook",
    "published_policies",
    "published_policy",
    "read_policy",
    "read_scenario",
    "values_of",
    "weight_in_force",
    "with_values",
]
