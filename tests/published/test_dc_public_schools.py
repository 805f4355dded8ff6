"""DC Public Schools 2015-16: 97 budget lines add to the totals, and positions are FTE x one cost."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from support.small_district import YEAR, component, given, small_district, small_policy

from bsa_xl.allocation import allocate
from bsa_xl.district import Position
from bsa_xl.location import Location
from bsa_xl.money import round_half_away, to_cents

BOOK = "Final FY16 Initial School Budget Allocation Data.xlsx"
# Title: what 1.0 FTE costs as printed, and the FTE it is given in multiples of, by column
TEACHER, PRINCIPAL, AIDE = Decimal(93_040), Decimal(160_213), Decimal("23979.81")
STEPS = {
    "Principal": (PRINCIPAL, "1"), "Instructional Coach": (TEACHER, "1"),
    "Guidance Counselor": (TEACHER, "0.1"), "Librarian": (TEACHER, "0.5"),
    "Art Teacher": (TEACHER, "1"), "Music Teacher": (TEACHER, "1"),
    "Phys Ed Teacher": (TEACHER, "1"), "Add'l Related Arts Teachers": (TEACHER, "0.5"),
    "PK3 Teacher": (TEACHER, "1"), "PK3 Aide": (AIDE, "1"), "Mixed Teacher": (TEACHER, "1"),
    "Mixed Aide": (AIDE, "1"), "PK4 Teacher": (TEACHER, "1"), "PK4 Aide": (AIDE, "1"),
    "KG Teacher": (TEACHER, "1"), "KG Aide": (AIDE, "1"), "1st  Teacher": (TEACHER, "1"),
    "2nd  Teacher": (TEACHER, "1"), "3rd  Teacher": (TEACHER, "1"), "4th  Teacher": (TEACHER, "1"),
    "5th  Teacher": (TEACHER, "1"), "6th  Teacher": (TEACHER, "0.1"),
    "7th  Teacher": (TEACHER, "0.1"), "8th  Teacher": (TEACHER, "0.1"),
    "9th  Teacher": (TEACHER, "0.1"), "10th  Teacher": (TEACHER, "0.1"),
    "11th  Teacher": (TEACHER, "0.1"), "12th  Teacher": (TEACHER, "0.1"),
    "Ungraded  Teacher": (TEACHER, "0.1"), "Comprehensive HS Teacher": (TEACHER, "0.5"),
    "School Psychologist": (TEACHER, "0.1"), "Social Worker": (TEACHER, "0.5"),
    "SPED Teacher": (TEACHER, "0.5"), "SPED Aide": (AIDE, "1"), "ELL Aide": (AIDE, "1"),
    "ELL Counselor": (TEACHER, "1"), "Reading Specialist": (TEACHER, "1"),
    "Technology Instructional Coach": (TEACHER, "0.5"),
    "2nd Chance Academy Teacher": (TEACHER, "1"), "Scaled MS Tchr": (TEACHER, "1"),
    "TLI Department Chair": (TEACHER, "1"),
}  # fmt: skip


@pytest.fixture(scope="module")
def published(shared) -> Mapping[str, Mapping[str, Decimal]]:
    """School code to line to dollars, at six decimals: the workbook holds binary fractions."""
    book = openpyxl.load_workbook(shared / "data" / "dcps" / BOOK, data_only=True, read_only=True)
    _, head, *rows = book["Initial Allocations"].iter_rows(values_only=True)
    names = [str(name).strip() for name in head[2:]]
    return {
        str(row[0]): {
            name: round_half_away(Decimal(repr(cell)), 6)
            for name, cell in zip(names, row[2:], strict=True)
            if isinstance(cell, int | float)
        }
        for row in rows
        if row[0]
    }


def column_of(name):
    return "".join(letter if letter.isalnum() else "_" for letter in name.lower())


def test_97_lines_add_to_the_total_of_113_of_113_schools(published):
    total = "Total Budget Allocation"
    lines = sorted({name for row in published.values() for name in row} - {total})
    assert (len(published), len(lines)) == (113, 97)
    amounts = [
        (school, column_of(name), str(round_half_away(dollars, 2)))
        for school, row in published.items()
        for name, dollars in row.items()
        if name != total
    ]
    district = small_district({school: {"el": "0"} for school in published}, amounts=amounts)
    components = (
        given(f"line-{number}", line=column_of(name)) for number, name in enumerate(lines)
    )
    allocation = allocate(district, small_policy(*components), YEAR)
    assert not allocation.has_fatal
    for school, cents in allocation.school_totals().items():
        # the workbook's lines are not rounded: each of 97 may be half a cent off
        assert abs(cents - to_cents(published[school][total])) <= 48, school
        unrounded = sum(value for name, value in published[school].items() if name != total)
        assert abs(unrounded - published[school][total]) < Decimal("0.0001"), school
    assert all(control.foots for control in allocation.controls)


def staffed(published, names, cost):
    """The FTE of some columns, recovered from their dollars, given as positions at one cost."""
    rows, steps = {}, {}
    for school, row in published.items():
        rows[school] = {
            column_of(name): str(round_half_away(row.get(name, Decimal(0)) / cost, 4))
            for name in names
        }
    for name in names:
        steps[name] = STEPS[name][1]
    parts = [
        component(
            f"p{number}", "ratio", "USD per school, priced", "1", position="x",
            groups=[{"counts": column_of(name), "per": {"FY2026": "1"}}],
            fte={"step": steps[name]},
        )
        for number, name in enumerate(names)
    ]  # fmt: skip
    for part in parts:
        del part["values"]
    title = Position("x", "Title", Location("positions.csv", 2), flat_cost_cents=to_cents(cost))
    district = replace(small_district(rows), positions=(title,))
    return allocate(district, small_policy(*parts), YEAR)


@pytest.mark.parametrize(("cost", "columns"), [(TEACHER, 34), (PRINCIPAL, 1), (AIDE, 6)])
def test_fte_are_recovered_from_the_unit_costs(published, cost, columns):
    names = [name for name, (unit, _) in STEPS.items() if unit == cost]
    assert len(names) == columns
    allocation = staffed(published, names, cost)
    assert [str(each) for each in allocation.findings] == []
    cells = 0
    for school in allocation:
        for name, line in zip(names, school.lines, strict=True):
            printed = published[school.school_id].get(name, Decimal(0))
            # an aide costs 23,979.8122365 in the workbook: 0.22365 cents for each FTE
            apart = abs(line.cents - printed * 100)
            assert apart <= (line.count * Decimal("0.23") if cost == AIDE else 0), name
            assert line.count % Decimal(STEPS[name][1]) == 0
            cells += bool(line.cents)
    assert cells == sum(1 for row in published.values() for name in names if row.get(name))
