"""What is planned: typed rows, priced in a school's setting, and the postings they become.

In order: typed, rates, setting, plan, approving, staffing, spending, trades, school,
postings, opening, check_rows.
"""

from typing import TYPE_CHECKING

from bsa_xl.doors import opens_late

from .approving import LACKS, VOTES, unrecorded
from .check_rows import BY_BODY, BY_PROGRAM, CheckRow, check_rows
from .plan import ApprovalRow, Place, Plan, SpendingRow, StaffingRow
from .postings import Posting, account_text, postings
from .rates import LOADED_PLACES, BenefitCost, ItemRate, RateSheet, TitleRate, rate_sheet
from .school import ProgramBudget, SchoolBudget, price
from .setting import (
    AsIssued,
    FteTrade,
    GivenFte,
    NowPosition,
    ProgramMoney,
    RequiredFte,
    RuleSetting,
    Setting,
)
from .spending import SpendingCalculator, SpendingLine
from .staffing import ACTIONS, KnownLines, StaffingCalculator, StaffingLine, split_over
from .trades import Traded, Trades
from .typed import (
    AMOUNT,
    FIRST_DAY,
    FTE_EACH,
    FTE_PARTS,
    HOW_MANY,
    LAST_DAY,
    QUANTITY,
    QUANTITY_PARTS,
    SHARE,
    CellError,
    NumberField,
    Typed,
    day_number,
    is_misfit,
    text_in,
)

if TYPE_CHECKING:
    from .opening import KnownOpenings, SchoolGroup, build_setting, lets_in, opening_plan
else:
    __getattr__ = opens_late(__name__)

__all__ = [
    "ACTIONS",
    "AMOUNT",
    "BY_BODY",
    "BY_PROGRAM",
    "FIRST_DAY",
    "FTE_EACH",
    "FTE_PARTS",
    "HOW_MANY",
    "LACKS",
    "LAST_DAY",
    "LOADED_PLACES",
    "QUANTITY",
    "QUANTITY_PARTS",
    "SHARE",
    "VOTES",
    "ApprovalRow",
    "AsIssued",
    "BenefitCost",
    "CellError",
    "CheckRow",
    "FteTrade",
    "GivenFte",
    "ItemRate",
    "KnownLines",
    "KnownOpenings",
    "NowPosition",
    "NumberField",
    "Place",
    "Plan",
    "Posting",
    "ProgramBudget",
    "ProgramMoney",
    "RateSheet",
    "RequiredFte",
    "RuleSetting",
    "SchoolBudget",
    "SchoolGroup",
    "Setting",
    "SpendingCalculator",
    "SpendingLine",
    "SpendingRow",
    "StaffingCalculator",
    "StaffingLine",
    "StaffingRow",
    "TitleRate",
    "Traded",
    "Trades",
    "Typed",
    "account_text",
    "build_setting",
    "check_rows",
    "day_number",
    "is_misfit",
    "lets_in",
    "opening_plan",
    "postings",
    "price",
    "rate_sheet",
    "split_over",
    "text_in",
    "unrecorded",
]
