"""Staffing that is small enough to check by hand: titles with a cost, and components of each kind."""

from dataclasses import replace
from decimal import Decimal

from bsa_xl.allocation import allocate
from bsa_xl.district import Benefit, Position
from bsa_xl.location import Location
from support.small_district import YEAR, small_district, small_policy

HERE = Location("positions.csv", 2)
# 1.0 FTE of a teacher costs 80,000 + 20 % + 14,000 = $110,000; of a principal $160,213 flat
POSITIONS = (
    Position("2101", "Teacher", HERE, salary_cents=80_000_00),
    Position("1300", "Principal", HERE, flat_cost_cents=160_213_00),
    Position("9999", "Volunteer", HERE),
)
BENEFITS = (
    Benefit("strs", "3101", "percent_of_pay", Decimal(20), HERE),
    Benefit("health", "3401", "dollars_per_person", Decimal(14_000), HERE, Decimal("0.5")),
)
PRICED, IN_FTE = "USD per school, priced", "FTE per school"


def staffed(kind, unit=IN_FTE, **more):
    named = {"id": "teachers", "label": "Teachers", "kind": kind, "unit": unit, "source": "Norms"}
    return named | more


def ratio(unit=IN_FTE, rounding=None, **more):
    groups = [{"counts": "grade_2", "per": {"FY2026": "21"}}]
    block = staffed("ratio", unit, position="2101", groups=groups) | more
    return block | ({"fte": rounding} if rounding else {})


def table(*rows, unit=IN_FTE, **more):
    named = {"position": "2101"} if unit != "USD per school" else {}
    bands = [
        {"at_least": low, "values": {"FY2026": value}} | ({"at_most": high} if high else {})
        for low, high, value in rows
    ]
    return staffed("bands", unit, counts="enrollment", bands=bands) | named | more


def minimum(unit, *of, **staff):
    positions = [
        {"id": f"p{code[1:]}", "label": code, "position": code[1:], "values": {"FY2026": many}}
        for code, many in staff.items()
    ]
    return staffed("top_up", unit, id="floor", label="Floor plan", of=list(of), staff=positions)


def worked_out(rows, *components, **policy):
    district = replace(small_district(rows), positions=POSITIONS, benefits=BENEFITS)
    made = small_policy(*components, **policy)
    return allocate(district, made, YEAR), district, made


def only_line(rows, *components, school="0101"):
    allocation, *_ = worked_out(rows, *components)
    assert [str(each) for each in allocation.findings] == []
    return allocation.lines(school).lines[-1]


def foundation(unit):
    return staffed("foundation", unit, id="foundation", label="Foundation", positions=[
        {"id": "principal", "label": "Principal", "position": "1300", "values": {"FY2026": "1"}},
        {"id": "teacher", "label": "Teacher", "position": "2101", "values": {"FY2026": "2.5"}},
    ])  # fmt: skip
