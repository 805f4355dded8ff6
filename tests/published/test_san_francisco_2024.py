"""San Francisco 2024-25: positions and focal dollars, as the school worksheets print them."""

import csv
from collections.abc import Mapping
from decimal import Decimal

import pytest
from support.small_district import (
    YEAR,
    component,
    lump_sum,
    per_pupil,
    school,
    small_district,
    small_policy,
)

from bsa_xl.allocation import allocate

TITLES = ("principal", "ap", "clerk", "base_teachers", "t10")
# A newcomer school of 7 pupils has no funding of its own.
NEWCOMER = "476"


@pytest.fixture(scope="module")
def published(shared) -> Mapping[str, Mapping[str, str]]:
    """School number to the cells of its worksheet; early education sites have no level."""
    path = shared / "data" / "sfusd" / "allocations_2024_25_parsed.csv"
    with path.open(newline="", encoding="utf-8") as file:
        return {row["school_no"]: row for row in csv.DictReader(file) if row["level"]}


@pytest.fixture(scope="module")
def allocation(published):
    rows, listed = {}, []
    for number, row in published.items():
        # 396 pupils at 50.64 % are 200.5344: the share is printed with two decimals
        share = Decimal(row["upp"])
        rows[number] = {
            "enrollment": row["enr"],
            "unduplicated": str(Decimal(row["enr"]) * share / 100),
        } | {title: row[title] or "0" for title in TITLES}
        tier = "high school" if row["level"] == "HS" else "below 55" if share < 55 else "from 55"
        listed.append(school(number, row["level"], attributes={"tier": tier}))
    positions = [(title, title) for title in TITLES]
    district = small_district(rows, schools=listed, positions=positions)
    return allocate(district, small_policy(*formula(), rounding={"lines": "dollar"}), YEAR)


def formula():
    for number, (tier, dollars) in enumerate(
        [("below 55", "500"), ("from 55", "750"), ("high school", "700")]
    ):
        gate = {"where": {"tier": [tier]}}
        yield per_pupil("unduplicated", dollars, id=f"focal-{number}", schools=gate)
    for level, flat, each in (
        ("ES", "5000", "200"), ("K-8", "5000", "250"), ("MS", "5000", "200"), ("HS", "50000", "100"),
    ):  # fmt: skip
        gate, name = {"where": {"level": [level]}}, level.lower()
        yield lump_sum(f"site-{name}", flat, schools=gate)
        yield per_pupil("enrollment", each, id=f"site-pupils-{name}", schools=gate)
    for title in TITLES:
        groups = [{"counts": title, "per": {"FY2026": "1"}}]
        block = component(title, "ratio", "FTE per school", "1", position=title, groups=groups)
        yield {key: value for key, value in block.items() if key != "values"}


def dollars_of(allocation, number, start):
    lines = allocation.lines(number).lines
    return sum(line.cents for line in lines if line.component.startswith(start)) / Decimal(100)


def test_focal_dollars_are_500_below_55_percent_750_from_there_and_700_in_high_schools(
    allocation, published
):
    wrong = {
        number: (dollars_of(allocation, number, "focal"), row["upp_amt"])
        for number, row in published.items()
        if dollars_of(allocation, number, "focal") != Decimal(row["upp_amt"])
    }
    assert wrong == {NEWCOMER: (5_250, "0.0")}


def test_site_dollars_are_an_amount_for_the_school_and_one_for_each_pupil(allocation, published):
    wrong = {
        number: (dollars_of(allocation, number, "site"), row["nonfte"])
        for number, row in published.items()
        if dollars_of(allocation, number, "site") != Decimal(row["nonfte"])
    }
    # 5,000 + 596 x 250 = 154,000; the sheet of Buena Vista Horace Mann prints 5,000 more
    assert wrong == {NEWCOMER: (6_400, "0.0"), "618": (154_000, "159000.0")}


def test_fte_by_title_are_what_the_worksheets_print(allocation, published):
    for number, row in published.items():
        lines = {
            line.position_code: line.fte for line in allocation.lines(number).lines if line.fte
        }
        printed = {title: Decimal(row[title] or 0) for title in TITLES}
        assert lines == {title: fte for title, fte in printed.items() if fte}, number
    totals = allocation.fte_totals()
    assert totals == {
        title: sum(Decimal(row[title] or 0) for row in published.values()) for title in TITLES
    }


def test_assistant_principals_of_all_17_high_schools_follow_a_table_of_their_size(published):
    """The edges lie anywhere between the sizes of neighbors: the sheets do not print them."""
    table = component(
        "ap", "bands", "FTE per school", "1", position="ap", counts="enrollment",
        bands=[
            {"at_least": low, "values": {"FY2026": fte}}
            for low, fte in (("0", "1"), ("300", "2"), ("1000", "3"), ("2400", "4"))
        ],
    )  # fmt: skip
    del table["values"]
    high = {number: row for number, row in published.items() if row["level"] == "HS"}
    rows = {number: {"enrollment": row["enr"]} for number, row in high.items()}
    made = allocate(small_district(rows, positions=[("ap", "AP")]), small_policy(table), YEAR)
    found = {each.school_id: each.lines[0].fte for each in made}
    assert len(high) == 17
    assert found == {number: Decimal(row["ap"]) for number, row in high.items()}
