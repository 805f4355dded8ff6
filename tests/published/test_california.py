"""California's Local Control Funding Formula, said with this product's kinds of components.

A district is a "school" here: the formula is the same arithmetic one level up. Unduplicated pupils are
the share published for the district times its attendance, to four decimals: it is published to four
decimals itself, so grants for need are not exact to the dollar.
"""

import csv
from decimal import Decimal

import pytest
from support.small_district import small_district, small_policy, weight

from bsa_xl.allocation import allocate
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import round_half_away, to_dollars

YEAR = FiscalYear(2026)
RATES = {"ADA_K_3": 7_676, "ADA_4_6": 7_056, "ADA_7_8": 7_266, "ADA_9_12": 8_638}


def test_kindergarten_to_grade_three_2024_25_with_its_three_adjustments():
    # 1,000 in attendance, 700 of them unduplicated; base $10,025
    rows = {"k-3": {"ada": "1000", "unduplicated": "700"}}
    policy = small_policy(
        weight("ada", "1", id="base"),
        weight("ada", "0.104", id="grade-span"),
        # 20 % and 65 % of the adjusted base of 1.104 x $10,025
        weight("unduplicated", "0.2208", id="supplemental"),
        weight("concentrated", "0.7176", id="concentration"),
        base="10025",
        counting={
            "concentrated": {"above": "unduplicated", "of": "ada", "share": {"FY2026": "0.55"}}
        },
    )
    allocation = allocate(small_district(rows), policy, YEAR)
    assert allocation.component_totals() == {
        "base": 10_025_000_00,
        "grade-span": 1_042_600_00,
        "supplemental": 1_549_464_00,
        "concentration": 1_079_091_00,
    }
    assert allocation.total_cents == 13_696_155_00


@pytest.fixture(scope="module")
def districts(shared) -> dict[str, dict[str, str]]:
    path = shared / "data" / "lcff" / "lcff_2013_14_districts_sample.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["Ccode"] + row["Dcode"]: row for row in csv.DictReader(file)}


def dollars(rate, span):
    return {
        "id": span.lower(),
        "label": span,
        "counts": span.lower(),
        "values": {"FY2026": str(rate)},
    }


def spans(name, share, prefix):
    """A share of each span's rate, for the pupils of a column of that span."""
    return {
        "id": name, "kind": "grade_spans", "label": name, "unit": "USD per pupil", "source": "LCFF",
        "spans": [
            dollars(Decimal(share) * rate, f"{prefix}{span}") for span, rate in RATES.items()
        ],
    }  # fmt: skip


def target_2013_14(districts, lines):
    """Every district's base, supplemental and concentration grant."""
    rows = {}
    for code, row in districts.items():
        ada = {span.lower(): Decimal(row[span]) for span in RATES}
        need = {
            f"up_{span}": round_half_away(each * Decimal(row["UPP"]), 4)
            for span, each in ada.items()
        }
        rows[code] = {group: str(count) for group, count in (ada | need).items()}
    above = {
        f"over_{span.lower()}": {
            "above": f"up_{span.lower()}", "of": span.lower(), "share": {"FY2026": "0.55"},
        }
        for span in RATES
    }  # fmt: skip
    policy = small_policy(
        spans("base", "1", ""),
        spans("supplemental", "0.20", "UP_"),
        spans("concentration", "0.50", "OVER_"),
        counting=above,
        rounding={"lines": lines},
    )
    allocation = allocate(small_district(rows), policy, YEAR)
    assert allocation.findings == ()
    totals = {}
    for each in allocation:
        for line in each.lines:
            key = each.school_id, line.component
            totals[key] = totals.get(key, Decimal(0)) + to_dollars(line.cents)
    return totals


def without_small_schools(districts):
    """An allowance for necessary small schools takes the place of part of the base."""
    return {code: row for code, row in districts.items() if not Decimal(row["Small_School"])}


def test_every_base_grant_of_2013_14_is_exact_with_spans_rounded_to_dollars(districts):
    totals = target_2013_14(districts, "dollar")
    chosen = without_small_schools(districts)
    assert (len(districts), len(chosen)) == (191, 167)
    assert {code: totals[code, "base"] for code in chosen} == {
        code: Decimal(row["Base"]) for code, row in chosen.items()
    }
    assert totals["1964733", "base"] == 3_820_544_414  # Los Angeles


@pytest.mark.parametrize(
    ("grant", "column"), [("supplemental", "Supplemental"), ("concentration", "Concentration")]
)
def test_every_grant_of_2013_14_for_need_is_within_two_dollars(districts, grant, column):
    totals = target_2013_14(districts, "cent")
    off = {
        code: totals[code, grant] - Decimal(row[column])
        for code, row in without_small_schools(districts).items()
    }
    assert {code: difference for code, difference in off.items() if abs(difference) > 2} == {}
