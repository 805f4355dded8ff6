"""Wake County's staffing norms, 2014 to 2020, in months of employment: tables and ratios by size."""

import csv
import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

import pytest
from support.small_district import YEAR, component, small_district, small_policy

from bsa_xl.allocation import allocate
from bsa_xl.policy import read_policy

NORM = (
    "school_year",
    "allot_type_id",
    "school_grade_level_id",
    "school_type_id",
    "description",
    "base_amt",
)
SIZES = (0, 1, 400, 499, 500, 501, 800, 1099, 1100, 1200, 1613, 2399, 2400, 3000)


@pytest.fixture(scope="module")
def rules(shared) -> Sequence[Mapping[str, str]]:
    path = shared / "data" / "wcpss" / "AllotFormulas.csv"
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def tables(rules) -> Mapping[tuple, list]:
    """Norm to its rows: from, to, months."""
    found = {}
    for rule in rules:
        if rule["mbr_range_ind"] == "Y":
            row = tuple(
                Decimal(rule[key]) for key in ("mbr_range_low", "mbr_range_high", "mbr_range_amt")
            )
            found.setdefault(tuple(rule[key] for key in NORM), []).append(row)
    return {norm: sorted(rows) for norm, rows in found.items()}


def as_component(number, rows):
    bands = "".join(
        f"      - {{at_least: {low:f}, at_most: {high:f}, values: {{FY2026: {months:f}}}}}\n"
        for low, high, months in rows
    )
    return (
        f"  - id: t{number}\n    kind: bands\n    label: T\n    unit: FTE per school\n"
        f'    position: "x"\n    counts: enrollment\n    source: Norms\n    bands:\n{bands}'
    )


def test_policy_check_finds_the_eight_tables_that_repeat_a_row_or_leave_a_gap(tables):
    text = "policy: wake\ntitle: Wake\ncomponents:\n"
    text += "".join(as_component(number, rows) for number, rows in enumerate(tables.values()))
    _, findings = read_policy(text)
    assert {finding.id for finding in findings} == {"POL-31"}
    assert len(tables) == 223
    assert Counter(finding.remedy for finding in findings) == {
        "Take one of the two out.": 5,  # 2,400 to 4,999 stands twice
        "Write at_least: 651, or add a row between.": 3,  # 651 to 750 pupils have no row
    }


def test_every_other_table_gives_the_months_of_its_row(tables):
    sound = [
        rows
        for rows in tables.values()
        if all(low == high + 1 for (_, high, _), (low, *_) in itertools.pairwise(rows))
    ]
    assert len(sound) == 215
    parts = []
    for number, rows in enumerate(sound):
        bands = [
            {"at_least": low, "at_most": high, "values": {"FY2026": months}}
            for low, high, months in rows
        ]
        block = component(f"t{number}", "bands", "FTE per school", "1", position="x", bands=bands)
        del block["values"]
        parts.append(block | {"counts": "enrollment"})
    district = small_district(
        {str(size): {"enrollment": str(size)} for size in SIZES}, positions=[("x", "Months")]
    )
    allocation = allocate(district, small_policy(*parts), YEAR)
    for size in SIZES:
        for rows, line in zip(sound, allocation.lines(str(size)).lines, strict=True):
            held = [months for low, high, months in rows if low <= size <= high]
            assert line.fte == (held[0] if held else None), (size, rows)


def test_ratios_are_base_months_and_pupils_above_a_size_over_a_divisor(rules):
    """At two decimals of a month, the nearest."""
    ratios = {
        (rule["base_amt"], rule["mbr_adj_amt"], rule["mbr_adj_divisor"])
        for rule in rules
        if rule["mbr_adj_ind"] == "Y" and Decimal(rule["mbr_adj_divisor"] or 0)
    }
    ratios = {tuple(map(Decimal, each)) for each in ratios}
    assert len(ratios) == 7
    parts = []
    for number, (base, above, divisor) in enumerate(sorted(ratios)):
        group = {
            "counts": "enrollment", "per": {"FY2026": divisor}, "beyond": {"FY2026": -above},
        }  # fmt: skip
        block = component(f"r{number}", "ratio", "FTE per school", "1", position="x")
        more = {"plus": {"FY2026": base}, "groups": [group], "fte": {"step": "0.01"}}
        parts.append({key: value for key, value in block.items() if key != "values"} | more)
    district = small_district(
        {str(size): {"enrollment": str(size)} for size in SIZES}, positions=[("x", "Months")]
    )
    allocation = allocate(district, small_policy(*parts), YEAR)
    for size in SIZES:
        for (base, above, divisor), line in zip(
            sorted(ratios), allocation.lines(str(size)).lines, strict=True
        ):
            months = base + max(Decimal(0), size + above) / divisor
            assert line.fte == months.quantize(Decimal("0.01"), ROUND_HALF_UP)
