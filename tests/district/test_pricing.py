"""What a title costs at the district's average: salary and the benefits owed at 1.0 FTE."""

from decimal import Decimal

import pytest

from bsa_xl.district import Benefit, Position, price_of
from bsa_xl.location import Location

HERE = Location("benefits.csv", 2)
TEACHER = Position("2101", "Teacher", HERE, salary_cents=8_012_345)


def benefit(kind, value, **more):
    return Benefit("b", "3101", kind, Decimal(value), HERE, **more)


@pytest.mark.parametrize(("kind", "value", "cents"), [
    ("percent_of_pay", "19.1", 1_530_358),  # 80,123.45 x 0.191 = 15,303.57895
    ("percent_of_pay", "1.45", 116_179),    # 80,123.45 x 0.0145 = 1,161.790025
    ("dollars_per_fte", "14250", 1_425_000),
    ("dollars_per_person", "900.50", 90_050),
])  # fmt: skip
def test_a_benefit_is_added_to_the_salary(kind, value, cents):
    price = price_of(TEACHER, [benefit(kind, value)])
    assert [each.cents for each in price.benefits] == [cents]
    assert price.full_time_cents == 8_012_345 + cents


def test_only_benefits_of_the_class_and_of_regular_pay_are_owed():
    passed_over = [
        benefit("dollars_per_fte", "1", class_="classified"),
        benefit("dollars_per_fte", "2", applies_to=("hourly", "substitute")),
    ]
    owed = [
        benefit("dollars_per_fte", "4", class_="certificated"),
        benefit("dollars_per_fte", "8", applies_to=("regular", "hourly")),
    ]
    price = price_of(TEACHER, passed_over + owed)
    assert [each.cents for each in price.benefits] == [400, 800]


def test_a_benefit_owed_from_an_fte_above_one_is_not_in_the_full_time_cost():
    price = price_of(TEACHER, [benefit("dollars_per_fte", "5", from_fte=Decimal("1.2"))])
    assert price.full_time_cents == 8_012_345


def test_a_flat_cost_stands_for_salary_and_benefits():
    flat = Position("1300", "Principal", HERE, salary_cents=1, flat_cost_cents=16_021_300)
    price = price_of(flat, [benefit("percent_of_pay", "19.1")])
    assert (price.salary_cents, price.benefits, price.full_time_cents) == (
        16_021_300,
        (),
        16_021_300,
    )
