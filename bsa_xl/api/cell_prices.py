"""What positions cost: a title at the district's average, or a position at its actual pay."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bsa_xl.budget import (
    FTE_EACH,
    FTE_PARTS,
    HOW_MANY,
    NowPosition,
    Place,
    StaffingCalculator,
    StaffingRow,
    TitleRate,
)
from bsa_xl.district import StaffPosition
from bsa_xl.money import to_dollars

from .cell_faults import CannotAnswerError, shortly
from .cell_years import CellYear

_NOWHERE = Place("", 0, {})
_MOST = 3


@dataclass(frozen=True, slots=True)
class PositionAsked:
    """A row of positions to be priced.

    Attributes:
        named: the title's code, its name, or both as the workbook has them; for actual cost the
            number of a position in staff.csv.
        fte: of each.
        how_many: persons.
    """

    named: str
    fte: Decimal
    how_many: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class PositionCost:
    """What a row costs in the year, dollars, rounded as the policy rounds lines."""

    salary: Decimal
    benefits: Decimal
    cost: Decimal


def position_costs(
    year: CellYear, asked: Sequence[PositionAsked | None], *, is_actual: bool = False
) -> list[PositionCost | None]:
    """What rows of Staffing with these positions would cost, to the cent as the workbook has it.

    Args:
        year: the district's year.
        asked: the rows; None is answered by None.
        is_actual: at the pay that staff.csv gives for the position, instead of the average.

    Raises:
        CannotAnswerError: a title or position is not known or has no actual pay, or a number is
            none that the workbook takes.
    """
    pricing = _Pricing(year)
    return [None if one is None else pricing.cost(one, is_actual=is_actual) for one in asked]


class _Pricing:
    """The price list of a district, ready to be asked."""

    def __init__(self, year: CellYear) -> None:
        self._year = year
        self._rates = year.rates
        self._unit = 1 if year.policy.rounding.lines == "cent" else 100
        self._by_name: dict[str, list[TitleRate]] = {}
        names = {position.code: position.title for position in year.district.positions}
        for title in self._rates.titles:
            for name in {title.code, title.label, names[title.code]}:
                self._by_name.setdefault(name.casefold(), []).append(title)

    def cost(self, asked: PositionAsked, *, is_actual: bool) -> PositionCost:
        """One row, priced by the calculator of the workbooks."""
        position = self._position(asked.named) if is_actual else None
        title = self._title(asked.named if position is None else position.code)
        self._require(asked, title)
        now = {} if position is None else {"": _now(position, title)}
        calculator = StaffingCalculator(self._rates, frozenset(), now, self._unit)
        line = calculator.line(
            StaffingRow(
                "", _NOWHERE, title=title.label, how_many=asked.how_many, fte_each=asked.fte
            )
        )
        return PositionCost(
            to_dollars(line.salary_cents), to_dollars(line.benefits_cents), to_dollars(line.cents)
        )

    def _require(self, asked: PositionAsked, title: TitleRate) -> None:
        """Refuse numbers that the workbook refuses."""
        if HOW_MANY.refuses(asked.how_many):
            raise CannotAnswerError(
                f"How many is {shortly(asked.how_many)}.",
                f"Type a whole number from 0 to {HOW_MANY.high:,}.",
            )
        if FTE_EACH.refuses(asked.fte):
            raise CannotAnswerError(
                f"FTE each is {shortly(asked.fte)}.",
                f"Type a number from 0 to {FTE_EACH.high:,}.",
            )
        if title.step_parts and FTE_EACH.parts(asked.fte) % title.step_parts:
            step = (Decimal(title.step_parts) / FTE_PARTS).normalize()
            raise CannotAnswerError(
                f"{title.label} is planned in steps of {step:f} FTE, and "
                f"{shortly(asked.fte)} is none.",
                f"Type a multiple of {step:f}.",
            )

    def _title(self, name: str) -> TitleRate:
        found = self._by_name.get(name.casefold(), [])
        if len(found) == 1:
            return found[0]
        if found:
            codes = " or ".join(title.code for title in found)
            raise CannotAnswerError(
                f"{len(found)} titles are called {name}.", f"Give the code: {codes}."
            )
        remedy = _proposal(name, (title.label for title in self._rates.titles))
        raise CannotAnswerError(f"positions.csv has no title {name}.", remedy)

    def _position(self, number: str) -> StaffPosition:
        found = self._year.staff.get(number.casefold(), [])
        if not found:
            raise CannotAnswerError(
                f"staff.csv has no position {number}.", "Give a position_id of staff.csv."
            )
        paid = {(p.code, p.actual_salary_cents, p.actual_benefits_cents) for p in found}
        if len(paid) > 1:
            raise CannotAnswerError(
                f"Position {number} stands in staff.csv {len(found)} times with different pay.",
                "Correct staff.csv, or ask for the average.",
            )
        if found[0].actual_salary_cents is None:
            raise CannotAnswerError(
                f"staff.csv gives no actual salary for position {number}.",
                "Ask for the average cost of its title.",
            )
        return found[0]


def _now(position: StaffPosition, title: TitleRate) -> NowPosition:
    """The position as a workbook of a school has it that is charged actual cost."""
    return NowPosition(
        key="",
        position_id=position.position_id,
        school_id=position.school_id,
        code=position.code,
        title=title.label,
        fte_parts=int(position.fte * FTE_PARTS),
        filled=position.filled,
        shares=position.shares,
        actual_salary_cents=position.actual_salary_cents,
        actual_benefits_cents=position.actual_benefits_cents,
    )


def _proposal(name: str, labels: Iterable[str]) -> str:
    folded = {label.casefold(): label for label in labels}
    near = [folded[each] for each in folded if name.casefold() in each] or [
        folded[each] for each in difflib.get_close_matches(name.casefold(), list(folded), n=_MOST)
    ]
    if not near:
        return "Give a code or a title of positions.csv."
    return f"Did you mean {' or '.join(near[:_MOST])}?"
