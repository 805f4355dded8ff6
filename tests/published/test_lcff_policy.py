"""The library's policy of LCFF's target of 2013-14, over 191 districts as the state published them."""

import csv
from dataclasses import replace
from decimal import Decimal

import pytest
from support.small_district import count_table, school, small_district

from bsa_xl.allocation import allocate
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import published_policy, read_policy

YEAR = FiscalYear(2014)
SPANS = ("ADA_K_3", "ADA_4_6", "ADA_7_8", "ADA_9_12")

#: Districts with an allowance for necessary small schools, which the policy leaves out.
NECESSARY_SMALL_SCHOOLS = [
    "Allensworth Elementary",
    "Anderson Valley Unified",
    "Black Oak Mine Unified",
    "Bridgeville Elementary",
    "Burnt Ranch Elementary",
    "Esparto Unified",
    "Fort Sage Unified",
    "Gazelle Union Elementary",
    "Klamath River Union Elementary",
    "Klamath-Trinity Joint Unified",
    "Laytonville Unified",
    "Lewiston Elementary",
    "Lone Pine Unified",
    "Los Molinos Unified",
    "Meridian Elementary",
    "Orick Elementary",
    "Pierce Joint Unified",
    "Pioneer Union Elementary",
    "Ravendale-Termo Elementary",
    "San Pasqual Valley Unified",
    "Seiad Elementary",
    "Twin Ridges Elementary",
    "Warner Unified",
    "Willow Grove Union Elementary",
]


@pytest.fixture(scope="module")
def districts(shared) -> dict[str, dict[str, str]]:
    path = shared / "data" / "lcff" / "lcff_2013_14_districts_sample.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["Ccode"] + row["Dcode"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def allocation(districts):
    file, findings = read_policy(published_policy("california_lcff_2013_14"))
    assert findings == ()
    rows = {
        code: {span.lower(): row[span] for span in SPANS} | {"upp": row["UPP"]}
        for code, row in districts.items()
    }
    made = small_district(
        {},
        schools=[school(code) for code in rows],
        amounts=[(code, "add-on", row["Add_On"]) for code, row in districts.items()],
    )
    amounts = tuple(replace(amount, fiscal_year=YEAR) for amount in made.amounts)
    table = count_table(rows, year=YEAR, measure="funded")
    return allocate(
        replace(made, counts={(YEAR, "funded"): table}, amounts=amounts), file.policy, YEAR
    )


def dollars(allocation, code, component):
    lines = allocation.lines(code).lines
    return Decimal(sum(line.cents for line in lines if line.component == component)) / 100


def test_every_target_of_167_districts_is_within_two_dollars(allocation, districts):
    assert allocation.findings == ()
    chosen = {code: row for code, row in districts.items() if not Decimal(row["Small_School"])}
    assert len(chosen) == 167
    totals = allocation.school_totals()
    off = {
        row["LEA"]: totals[code] - int(Decimal(row["Total_Target"]) * 100)
        for code, row in chosen.items()
    }
    assert {name: cents for name, cents in off.items() if abs(cents) > 200} == {}


def test_los_angeles_comes_to_its_printed_target(allocation):
    # 3,820,544,414 x 0.20 x 0.8461 = 646,512,525.74; x 0.50 x (0.8461 - 0.55) = 565,631,600.49
    assert dollars(allocation, "1964733", "base") == 3_820_544_414
    assert dollars(allocation, "1964733", "supplemental") == 646_512_526
    assert dollars(allocation, "1964733", "concentration") == 565_631_600
    assert abs(allocation.school_totals()["1964733"] - 5_570_707_683_00) <= 2_00


def test_the_others_have_a_necessary_small_school_and_are_named(allocation, districts):
    totals = allocation.school_totals()
    others = {
        row["LEA"]: abs(totals[code] - int(Decimal(row["Total_Target"]) * 100)) > 200
        for code, row in districts.items()
        if Decimal(row["Small_School"])
    }
    assert len(others) == 24
    assert sorted(name for name, is_off in others.items() if is_off) == NECESSARY_SMALL_SCHOOLS
