"""Seattle 2020-21: the weighted staffing standard, pupils over a ratio at three decimals."""

from decimal import Decimal

import pytest
from support.small_district import YEAR, small_district, small_policy

from bsa_xl.allocation import allocate


def standard(*groups, after="each"):
    return {
        "id": "teachers", "kind": "ratio", "label": "Teachers", "unit": "FTE per school",
        "position": "2101", "source": "Weighted Staffing Standards 2020-21",
        "groups": [{"counts": name, "per": {"FY2026": str(per)}} for name, per in groups],
        "fte": {"step": "0.001", "after": after},
    }  # fmt: skip


def fte_of(counts, component):
    rows = {"0001": {name: str(count) for name, count in counts.items()}}
    district = small_district(rows, positions=[("2101", "Teacher")])
    allocation = allocate(district, small_policy(component), YEAR)
    assert [str(finding) for finding in allocation.findings] == []
    return allocation.lines("0001").lines[0].fte


@pytest.mark.parametrize(("pupils", "per", "printed"), [
    (48, 21, "2.286"), (53, 24, "2.208"), (148, 27, "5.481"),
])  # fmt: skip
def test_each_printed_line(pupils, per, printed):
    assert fte_of({"grade": pupils}, standard(("grade", per))) == Decimal(printed)


def test_the_lines_of_a_school_are_rounded_before_they_are_added():
    counts = {"grade_2": 48, "grade_3": 53, "grades_4_5": 148}
    groups = (("grade_2", 21), ("grade_3", 24), ("grades_4_5", 27))
    assert fte_of(counts, standard(*groups)) == Decimal("9.975")  # 2.286 + 2.208 + 5.481
    # 2.285714 + 2.208333 + 5.481481 = 9.975529: together they would be 9.976
    assert fte_of(counts, standard(*groups, after="sum")) == Decimal("9.976")
