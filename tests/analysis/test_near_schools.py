"""Schools like one, by level, enrollment and need; and counts that somebody typed."""

from dataclasses import replace
from decimal import Decimal

import pytest
from support.small_district import YEAR, small_district

from bsa_xl.analysis import nearest, with_counts
from bsa_xl.district import CountState

ROWS = {
    "A": {"enrollment": "400", "frpm": "200"},
    "B": {"enrollment": "440", "frpm": "220"},  # 10 % larger, the same need: 0.10
    "C": {"enrollment": "400", "frpm": "232"},  # the same size, 8 points more need: 0.08
    "D": {"enrollment": "396", "frpm": "198"},  # 1 % smaller: 0.01, but a high school
    "E": {"enrollment": "400", "frpm": "*"},  # its need is not known
    "F": {"enrollment": "0", "frpm": "0"},  # without pupils
    "G": {"enrollment": "360", "frpm": "180"},  # 10 % smaller: 0.10, after B by its id
}


@pytest.fixture
def district():
    made = small_district(ROWS)
    schools = tuple(
        replace(school, level="HS" if school.school_id == "D" else "ES") for school in made.schools
    )
    return replace(made, schools=schools)


def test_the_nearest_in_size_and_need_come_first(district):
    found = nearest(district, YEAR, "projected", "A", tuple(ROWS))
    assert [(each.school_id, each.distance) for each in found] == [
        ("C", Decimal("0.08")), ("B", Decimal("0.1")), ("G", Decimal("0.1")),
    ]  # fmt: skip
    assert (found[0].pupils, found[0].need_share) == (400, Decimal("0.58"))


def test_schools_that_take_no_part_are_not_among_them(district):
    found = nearest(district, YEAR, "projected", "A", ("A", "B"))
    assert [each.school_id for each in found] == ["B"]


@pytest.mark.parametrize("school_id", ["E", "F"])
def test_a_school_whose_counts_are_not_known_is_like_none(district, school_id):
    assert nearest(district, YEAR, "projected", school_id, tuple(ROWS)) == ()


def test_where_nobody_counts_poverty_size_alone_decides():
    rows = {"A": {"enrollment": "100"}, "B": {"enrollment": "90"}, "C": {"enrollment": "105"}}
    found = nearest(small_district(rows), YEAR, "projected", "A", tuple(rows))
    assert [(each.school_id, each.need_share) for each in found] == [("C", None), ("B", None)]


def test_typed_counts_stand_in_the_place_of_those_of_the_file(district):
    typed = {
        ("A", "projected", "frpm"): Decimal("201.00005"),
        ("E", "projected", "frpm"): Decimal(1),
    }
    changed = with_counts(district, YEAR, typed).table(YEAR, "projected")
    assert changed.count("A", "frpm") == Decimal("201.0001")  # four decimals, half away from zero
    assert changed.count("E", "frpm") == 1
    assert changed.count("B", "frpm") == 220
    assert changed.count("A", "enrollment") == 400
    before = district.table(YEAR, "projected")
    assert (before.count("A", "frpm"), before.count("E", "frpm")) == (200, CountState.SUPPRESSED)


@pytest.mark.parametrize(
    "at", [("A", "census", "frpm"), ("A", "projected", "el"), ("Z", "projected", "frpm")]
)
def test_a_count_that_the_file_has_no_place_for_is_none(district, at):
    with pytest.raises(KeyError):
        with_counts(district, YEAR, {at: Decimal(1)})
