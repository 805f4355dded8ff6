"""A roster that is small enough to check by hand: two titles, one benefit, and people."""

from decimal import Decimal

from bsa_xl.district import Benefit, Position, StaffPosition
from bsa_xl.location import Location

PLACE = Location("staff.csv", 7)
TITLES = (
    Position("2101", "Teacher", Location("positions.csv", 2), salary_cents=80_000_00),
    Position("2202", "Clerk", Location("positions.csv", 3), "classified", salary_cents=40_000_00),
)
PENSION = Benefit("pension", "3101", "percent_of_pay", Decimal(20), Location("benefits.csv", 2))


def person(number, school_id, code, actual, benefits="0", share="1", **more):
    """A filled position; ``actual`` and ``benefits`` are dollars of 1.0 FTE."""
    cents = [None if text == "" else int(Decimal(text) * 100) for text in (actual, benefits)]
    known = {"shares": (("general", 100),), "filled": True} | more
    return StaffPosition(
        number, school_id, code, Decimal(share), where=PLACE, actual_salary_cents=cents[0],
        actual_benefits_cents=cents[1], **known,
    )  # fmt: skip
