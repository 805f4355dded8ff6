"""Riverbend's rate sheet with benefits, every figure of it worked out by hand.

A teacher's salary is 82,450.50. With it come, for 1.0 FTE:

    retirement  82,450.50 x 19.1  % = 15,748.0455  -> 15,748.05
    medicare    82,450.50 x  1.45 % =  1,195.53225 ->  1,195.53
    retirees                                           1,000.00
    so 1.0 FTE costs 82,450.50 + 15,748.05 + 1,195.53 + 1,000.00 = 100,394.08

and 14,212.00 for the health of each person who works 0.5 FTE or more.

An hour of a teacher costs 41.37 x (100 + 19.1 + 1.45) % = 49.871535 -> 49.8715.
"""

from decimal import Decimal

import pytest

from bsa_xl.budget import rate_sheet
from bsa_xl.district import Benefit, District, DistrictProfile, Item, Position
from bsa_xl.location import Location

NOWHERE = Location()
RETIREMENT = Benefit(
    "STRS", "3101", "percent_of_pay", Decimal("19.1"), NOWHERE,
    applies_to=("regular", "hourly"), class_="certificated",
)  # fmt: skip
MEDICARE = Benefit("MED", "3331", "percent_of_pay", Decimal("1.45"), NOWHERE)
RETIREES = Benefit(
    "OPEB", "3701", "dollars_per_fte", Decimal("1000.00"), NOWHERE, applies_to=("regular",)
)
HEALTH = Benefit(
    "HEALTH", "3401", "dollars_per_person", Decimal("14212.00"), NOWHERE,
    from_fte=Decimal("0.5"), applies_to=("regular",),
)  # fmt: skip
PENSION = Benefit("PERS", "3202", "percent_of_pay", Decimal("27.05"), NOWHERE, class_="classified")


@pytest.fixture(scope="session")
def district():
    return District(
        profile=DistrictProfile("Riverbend Unified"),
        schools=(),
        counts={},
        positions=(
            Position(
                "1100", "Teacher", NOWHERE, salary_cents=8_245_050, object="1100",
                function="1000", goal="1110", fte_step=Decimal("0.1"),
            ),
            Position(
                "2400", "Clerk", NOWHERE, class_="classified", salary_cents=4_000_000,
                flat_cost_cents=6_100_000, object="2400", function="2700",
            ),
        ),
        benefits=(RETIREMENT, MEDICARE, RETIREES, HEALTH, PENSION),
        items=(
            Item(
                "X1", "Teacher by the hour", "hour", NOWHERE, unit_rate_cents=4_137,
                benefit_class="hourly", class_="certificated", object="1130", function="1000",
            ),
            Item("B1", "Books", "each", NOWHERE, unit_rate_cents=1_001, object="4200"),
            Item("S1", "Supplies", "lump", NOWHERE, object="4310"),
        ),
    )  # fmt: skip


@pytest.fixture(scope="session")
def rates(district):
    return rate_sheet(district)
