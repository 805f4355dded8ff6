"""What a title costs at the district's average: salary and the benefits that come with it.

The one calculation that a school's budget and the allocation's priced positions share.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bsa_xl.money import to_cents, to_dollars

from .records import Benefit, Position

_FULL_TIME = Decimal(1)


@dataclass(frozen=True, slots=True)
class BenefitPrice:
    """One benefit of a title.

    Attributes:
        cents: of 1.0 FTE; of one person, for a benefit in dollars per person.
    """

    benefit: Benefit
    cents: int

    @property
    def per_person(self) -> bool:
        """Whether it is owed for a person, whatever the FTE."""
        return self.benefit.kind == "dollars_per_person"


@dataclass(frozen=True, slots=True)
class TitlePrice:
    """Salary and benefits of a title.

    Attributes:
        salary_cents: of 1.0 FTE; salary and benefits together where the district gives one flat
            cost, which then has no benefits beside it.
    """

    salary_cents: int
    benefits: tuple[BenefitPrice, ...]

    @property
    def full_time_cents(self) -> int:
        """All that one person at 1.0 FTE costs in the year."""
        owed = (each.cents for each in self.benefits if each.benefit.from_fte <= _FULL_TIME)
        return self.salary_cents + sum(owed)


def price_of(position: Position, benefits: Iterable[Benefit]) -> TitlePrice:
    """What a title costs, each benefit rounded to the cent by itself on 1.0 FTE.

    Args:
        position: a row of the rate sheet.
        benefits: the district's; those of other kinds of pay or of another class are passed over.
    """
    if position.flat_cost_cents is not None:
        return TitlePrice(position.flat_cost_cents, ())
    salary = position.salary_cents
    return TitlePrice(
        salary,
        tuple(
            BenefitPrice(benefit, _owed(benefit, salary))
            for benefit in benefits
            if (not benefit.applies_to or "regular" in benefit.applies_to)
            and benefit.class_ in ("", position.class_)
        ),
    )


def _owed(benefit: Benefit, salary_cents: int) -> int:
    if benefit.kind == "percent_of_pay":
        return to_cents(to_dollars(salary_cents) * benefit.value / 100)
    return to_cents(benefit.value)
