"""The price list: salary and benefits apart, tiers by FTE, items with their statutory costs."""

from dataclasses import replace
from decimal import Decimal

from bsa_xl.budget import rate_sheet
from bsa_xl.district import Benefit
from bsa_xl.location import Location


def test_benefits_are_rounded_each_for_itself_on_one_fte(rates):
    teacher = rates.titles[0]
    assert [(b.id, b.per_fte_cents[0]) for b in teacher.benefits] == [
        ("STRS", 1_574_805),
        ("MED", 119_553),
        ("OPEB", 100_000),
        ("HEALTH", 0),
    ]
    assert teacher.salary_cents == 8_245_050
    assert teacher.per_fte_cents == (10_039_408, 10_039_408)


def test_health_is_owed_from_half_time_on_for_each_person(rates):
    assert rates.tiers == (0, 5_000)
    assert rates.titles[0].per_person_cents == (0, 1_421_200)
    assert [rates.tier(parts) for parts in (0, 4_999, 5_000, 10_000)] == [0, 0, 1, 1]


def test_a_flat_cost_is_the_whole_cost_and_carries_no_benefits(rates):
    clerk = rates.titles[1]
    assert clerk.salary_cents == 6_100_000
    assert clerk.per_fte_cents == (6_100_000, 6_100_000)
    assert clerk.benefits == ()


def test_benefits_of_the_other_class_are_not_owed(rates):
    assert "PERS" not in {benefit.id for benefit in rates.titles[0].benefits}


def test_an_hour_carries_the_statutory_costs_that_apply_to_hours(rates):
    hour, book, lump = rates.items
    # retirement applies to hourly pay; medicare names no kind of pay and so applies to all
    assert hour.costs == (("3101", Decimal("19.1")), ("3331", Decimal("1.45")))
    assert hour.loaded_parts == 498_715
    assert book.costs == ()
    assert book.loaded_parts == 100_100
    assert lump.is_lump
    assert lump.loaded_parts == 0


def test_a_label_names_title_and_code(rates):
    assert [title.label for title in rates.titles] == ["Teacher · 1100", "Clerk · 2400"]


def test_a_benefit_for_substitutes_alone_is_not_owed_for_regular_staff(district):
    substitutes = Benefit(
        "SUB", "3999", "percent_of_pay", Decimal(5), Location(), applies_to=("substitute",)
    )
    with_it = rate_sheet(replace(district, benefits=(*district.benefits, substitutes)))
    assert with_it.titles == rate_sheet(district).titles
    assert with_it.items == rate_sheet(district).items
