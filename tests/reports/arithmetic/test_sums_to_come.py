"""A sum of which a part is to come is words in the workbook; what is known of it stands beside it."""

from support.arithmetic_lines import recalculated, unlike
from support.small_district import YEAR, per_pupil, pool, small_district, small_policy

from bsa_xl.reports.arithmetic import arithmetic
from bsa_xl.reports.arithmetic.places import FIRST_SCHOOL, KNOWN_ROW, TOTAL_ROW

PROGRAMS = [
    {"id": "general", "title": "School budget"},
    {"id": "el", "title": "English learners"},
]
#: 0103 has no count of English learners that may be shown.
ROWS = {
    "0101": {"enrollment": "100", "el": "7"},
    "0102": {"enrollment": "200", "el": "3"},
    "0103": {"enrollment": "300", "el": "*"},
}


def worked_out(rows=ROWS):
    policy = small_policy(
        per_pupil("enrollment", "10", program="general"),
        per_pupil("el", "500", program="el"),
        pool("90", "el", program="el"),
        programs=PROGRAMS,
    )
    return arithmetic(small_district(rows), policy, YEAR)


def rows_of(cells, *rows):
    """The numbers and words of some rows, from column C on."""
    letters = sorted({each.rstrip("0123456789") for each in cells} - {"A", "B"})
    return [[cells.get(f"{letter}{row}") for letter in letters] for row in rows]


def test_the_total_over_all_schools_is_to_come_and_what_is_known_stands_below(office, tmp_path):
    # enrollment 600 x $10.00; el (7 + 3) x $500.00 without 0103; the pool is nobody's yet
    values = recalculated(office, worked_out(), tmp_path)
    assert rows_of(values["Lines"], TOTAL_ROW, KNOWN_ROW) == [
        [6000, "to come", "to come"],
        [6000, 5000, 0],
    ]
    enrollment_and_el = rows_of(values["Counts"], TOTAL_ROW, KNOWN_ROW)
    assert {"not known"} < set(enrollment_and_el[0])
    assert {600, 10} <= set(enrollment_and_el[1])


def test_a_schools_totals_are_to_come_by_program_and_in_all(office, tmp_path):
    values = recalculated(office, worked_out(), tmp_path)
    # School budget, English learners, Total; the same three, what is known; lines to come
    assert rows_of(
        values["Totals"], TOTAL_ROW, KNOWN_ROW, *range(FIRST_SCHOOL, FIRST_SCHOOL + 3)
    ) == [
        [6000, "to come", "to come", 6000, 5000, 11000, 4],
        [6000, 0, 0, 6000, 5000, 11000, 4],
        [1000, "to come", "to come", 1000, 3500, 4500, 1],
        [2000, "to come", "to come", 2000, 1500, 3500, 1],
        [3000, "to come", "to come", 3000, 0, 3000, 2],
    ]


def test_where_nothing_is_to_come_a_total_is_the_sum(office, tmp_path):
    rows = ROWS | {"0103": {"enrollment": "300", "el": "0"}}
    values = recalculated(office, worked_out(rows), tmp_path)
    # 6,000 + 10 x 500 + the pool of 90
    assert rows_of(values["Totals"], TOTAL_ROW) == [[6000, 5090, 11090, 6000, 5090, 11090, 0]]


def test_the_values_beside_the_formulas_are_what_they_give(office, tmp_path):
    work = worked_out()
    for school_id in ("", "0101"):
        recalculated(office, work, tmp_path, school_id)
        path = tmp_path / f"arithmetic{school_id}.xlsx"
        assert list(unlike(office.recalculate(path), path)) == []


def test_the_lines_that_wait_are_named_with_how_many_schools_wait():
    assert worked_out().waiting() == (("El", 1), ("Pool", 3))
