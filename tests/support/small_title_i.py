"""Title I over four schools, small enough to check by hand."""

from decimal import Decimal

from bsa_xl.allocation import allocate
from support.small_district import YEAR, component, school, small_district, small_policy

# Poverty 80 %, 60 %, 40 %, 20 %; the district's 200 of 400 are 50 %
FOUR = {"a": (100, 80, 0), "b": (100, 60, 0), "c": (100, 40, 0), "d": (100, 20, 0)}


def title_i(dollars="100000", **more):
    block = component("title_i", "rank_and_serve", "USD per district", dollars, poverty="poor")
    return block | {"label": "Title I"} | more


def ranked(component_, table=None, levels=None, **policy):
    rows = {
        school_id: {"enrollment": str(pupils), "poor": str(poor), "private": str(private)}
        for school_id, (pupils, poor, private) in (table or FOUR).items()
    }
    listed = [school(each, (levels or {}).get(each, "ES")) for each in rows]
    district = small_district(rows, schools=listed)
    made = small_policy(component_, **policy)
    return allocate(district, made, YEAR), district, made


def dollars(allocation, line=0):
    lines = ((each.school_id, each.lines) for each in allocation)
    return {key: Decimal(mine[line].cents) / 100 for key, mine in lines if mine[line].cents}


def reasons(allocation):
    return {each.school_id: each.lines[0].counted for each in allocation}
