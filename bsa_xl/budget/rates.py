"""The price list a school plans with: titles with salary and benefits, items with loaded rates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from bsa_xl.district import Benefit, BenefitPrice, Item, Position, price_of
from bsa_xl.money import round_half_away, to_dollars

from .typed import FTE_PARTS

if TYPE_CHECKING:  # a district's counts are heavy, and a returned workbook has none
    from bsa_xl.district import District

#: Decimals of an item's rate with its statutory costs.
LOADED_PLACES = 4


@dataclass(frozen=True, slots=True)
class BenefitCost:
    """One benefit of a title or item, priced.

    Attributes:
        per_fte_cents: of 1.0 FTE, one for each FTE tier of the rate sheet.
        per_person_cents: of one person, one for each tier.
    """

    id: str
    object: str
    per_fte_cents: tuple[int, ...]
    per_person_cents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TitleRate:
    """A title that can be planned.

    Attributes:
        label: what the drop-down shows, unique on the sheet.
        step_parts: FTE must be a multiple of it, in parts of FTE_PARTS; zero for any.
        per_fte_cents: salary and benefits of 1.0 FTE, one for each tier.
        per_person_cents: benefits owed for a person whatever the FTE, one for each tier.
    """

    code: str
    label: str
    class_: str
    step_parts: int
    salary_cents: int
    per_fte_cents: tuple[int, ...]
    per_person_cents: tuple[int, ...]
    benefits: tuple[BenefitCost, ...]
    object: str
    function: str
    goal: str
    programs_allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemRate:
    """An item that can be bought.

    Attributes:
        rate_cents: pay or price of one unit; None for a lump item.
        loaded_parts: rate with statutory costs, dollars x 10**LOADED_PLACES; 0 for a lump item.
        costs: (object, percent of the rate) of the statutory costs.
    """

    code: str
    label: str
    unit: str
    rate_cents: int | None
    loaded_parts: int
    costs: tuple[tuple[str, Decimal], ...]
    object: str
    function: str
    programs_allowed: tuple[str, ...]
    description: str

    @property
    def is_lump(self) -> bool:
        """Whether the school types the amount."""
        return self.rate_cents is None


@dataclass(frozen=True, slots=True)
class RateSheet:
    """All titles and items of one district in one year.

    Attributes:
        tiers: FTE of one person from which another cost applies, in parts, ascending, first 0.
    """

    tiers: tuple[int, ...]
    titles: tuple[TitleRate, ...]
    items: tuple[ItemRate, ...]

    def tier(self, fte_parts: int) -> int:
        """The index of the tier that an FTE falls into."""
        return sum(1 for start in self.tiers if start <= fte_parts) - 1


def rate_sheet(district: District) -> RateSheet:
    """The district's price list.

    Benefits in percent are rounded to the cent on 1.0 FTE, each benefit for itself.
    """
    regular = [b for b in district.benefits if not b.applies_to or "regular" in b.applies_to]
    tiers = tuple(sorted({0, *(int(b.from_fte * FTE_PARTS) for b in regular)}))
    labels = _labels((p.title, p.code) for p in district.positions)
    titles = tuple(_title(p, labels[p.code], regular, tiers) for p in district.positions)
    named = _labels((i.title, i.code) for i in district.items)
    items = tuple(_item(i, named[i.code], district.benefits) for i in district.items)
    return RateSheet(tiers, titles, items)


def _labels(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Title and code in one text, so that a drop-down's choice names exactly one code."""
    return {code: f"{title} · {code}" for title, code in pairs}


def _title(
    position: Position, label: str, benefits: Iterable[Benefit], tiers: tuple[int, ...]
) -> TitleRate:
    price = price_of(position, benefits)
    costs = tuple(_benefit_cost(benefit, tiers) for benefit in price.benefits)
    return TitleRate(
        code=position.code,
        label=label,
        class_=position.class_,
        step_parts=int(position.fte_step * FTE_PARTS),
        salary_cents=price.salary_cents,
        per_fte_cents=tuple(
            price.salary_cents + sum(cost.per_fte_cents[tier] for cost in costs)
            for tier in range(len(tiers))
        ),
        per_person_cents=tuple(
            sum(cost.per_person_cents[tier] for cost in costs) for tier in range(len(tiers))
        ),
        benefits=costs,
        object=position.object,
        function=position.function,
        goal=position.goal,
        programs_allowed=position.programs_allowed,
    )


def _benefit_cost(price: BenefitPrice, tiers: tuple[int, ...]) -> BenefitCost:
    benefit, none = price.benefit, (0,) * len(tiers)
    since = int(benefit.from_fte * FTE_PARTS)
    owed = tuple(price.cents if start >= since else 0 for start in tiers)
    if price.per_person:
        return BenefitCost(benefit.id, benefit.object, none, owed)
    return BenefitCost(benefit.id, benefit.object, owed, none)


def _item(item: Item, label: str, benefits: Iterable[Benefit]) -> ItemRate:
    costs = (
        tuple(
            (b.object, b.value)
            for b in benefits
            if b.kind == "percent_of_pay"
            and (not b.applies_to or item.benefit_class in b.applies_to)
            and b.class_ in ("", item.class_)
        )
        if item.benefit_class
        else ()
    )
    loaded = 0
    if item.unit_rate_cents is not None:
        percent = Decimal(100) + sum((value for _, value in costs), Decimal(0))
        exact = to_dollars(item.unit_rate_cents) * percent / 100
        loaded = int(round_half_away(exact, LOADED_PLACES).scaleb(LOADED_PLACES))
    return ItemRate(
        code=item.code,
        label=label,
        unit=item.unit,
        rate_cents=item.unit_rate_cents,
        loaded_parts=loaded,
        costs=costs,
        object=item.object,
        function=item.function,
        programs_allowed=item.programs_allowed,
        description=item.description,
    )
