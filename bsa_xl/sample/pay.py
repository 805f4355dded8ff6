"""What a position costs: the district's average, or what the person in it is paid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bsa_xl.budget import FTE_PARTS, RateSheet, split_over
from bsa_xl.money import round_ratio, to_dollars

from .draws import Draws
from .recipes import Step

_VACANT_PERCENT = 4
#: Per mille of the average salary that the lowest and the best paid person earns.
_PAY_RANGE = (790, 1190)
#: The best paid person was hired so many years before the one who is paid least.
_LAST_HIRED, _YEARS, _RAISED = 2024, 34, _PAY_RANGE[1] - _PAY_RANGE[0]
_TIMES = FTE_PARTS // 1000


@dataclass(frozen=True, slots=True)
class ActualPay:
    """What the person in a position is paid for 1.0 FTE, in cents.

    Attributes:
        hired: the better somebody is paid, the longer ago.
    """

    salary: int
    benefits: int
    hired: date

    def texts(self) -> tuple[str, str]:
        """Salary and benefits in dollars, as a file writes them."""
        return str(to_dollars(self.salary)), str(to_dollars(self.benefits))


class Payroll:
    """Prices steps of a recipe from the rate sheet; the same position has the same pay always."""

    __slots__ = ("_rates", "_seed", "_titles")

    def __init__(self, seed: int, rates: RateSheet) -> None:
        self._seed = seed
        self._rates = rates
        self._titles = {title.code: title for title in rates.titles}

    def person(self, position_id: str, step: Step) -> ActualPay | None:
        """The pay of the person in a position; None while it is vacant."""
        draws = Draws(self._seed, "person", position_id)
        if draws.chance(_VACANT_PERCENT):
            return None
        title = self._titles[step.code]
        tier = self._rates.tier(step.fte * _TIMES)
        mille = draws.middling(*_PAY_RANGE)
        full_benefits = title.per_fte_cents[tier] - title.salary_cents
        person = title.per_person_cents[tier]
        return ActualPay(
            round_ratio(title.salary_cents * mille, 1000),
            round_ratio(full_benefits * mille, 1000) + person,
            date(_LAST_HIRED - (mille - _PAY_RANGE[0]) * _YEARS // _RAISED, 8, 15),
        )

    def cost(self, step: Step, actual: ActualPay | None) -> int:
        """Cents that a position of this step costs its school in a year.

        Args:
            step: the title and its FTE.
            actual: the person's pay where the school is charged actual cost; else None.
        """
        if actual is not None:
            return round_ratio(step.fte * (actual.salary + actual.benefits), 1000)
        title = self._titles[step.code]
        tier = self._rates.tier(step.fte * _TIMES)
        return (
            round_ratio(step.fte * title.per_fte_cents[tier], 1000) + title.per_person_cents[tier]
        )


def split_of(cost: int, shares: Mapping[str, int]) -> Iterable[tuple[str, int]]:
    """The cents of a cost that each program pays."""
    percents = [*shares.values(), 0, 0]
    cents = split_over(cost, (percents[0], percents[1], percents[2]), 1)
    return zip(shares, cents, strict=False)
