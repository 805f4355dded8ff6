"""Title I: what the schools that are served are given, every step in a cell."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .expression import Cell, Expression, Named, part
from .functions import (
    both,
    compared,
    equal,
    is_number,
    largest,
    rounded,
    when,
)
from .model import NO_LINE, NOT_ELIGIBLE, TO_COME, YES, Field, Kind, Part
from .naming import named
from .pupils import finish
from .remainders import Shared, figure, largest_remainder
from .title_i_reach import Reach, in_cents
from .work import Work

_CENTS = 100


@dataclass(frozen=True, slots=True)
class Amounts:
    """The lines, once it is known who is served."""

    reach: Reach
    gate: Cell | None

    def _units(self, what: str, heading: str, of: Expression) -> Cell:
        return self.reach.made(what, heading, Kind.NUMBER, "units", of)

    def _known(self) -> tuple[Named, Cell, Named, Named, Cell]:
        reach = self.reach
        found = (reach.reached, reach.served, reach.equitable, reach.binds, reach.claims)
        if None in found:
            raise ValueError("who is served is not written yet")
        return found  # type: ignore[return-value]

    def pupils(self) -> None:
        """The pupils' line: by rate, or what there is, the same for each child."""
        reach, work = self.reach, self.reach.work
        reached, served, equitable, binds, claims = self._known()
        rank, component = reach.rank, reach.component
        if reach.typed is not None:
            rate = when(
                compared(binds, ">", 0), largest(reach.typed, reach.money.least), reach.typed
            )
            exact = work.on_line(rank.own * rate)
        else:
            paid = self._units(
                "paid_children", "Served children", when(equal(served, 1), claims, 0)
            )
            exact = self._of_what_is_left(paid, equitable)
        amount = when(both(equal(served, 1), equal(rank.skipped, 0)), exact, NOT_ELIGIBLE)
        amount = when(compared(reached, ">", 0), amount, TO_COME)
        if self.gate is not None:
            amount = when(equal(self.gate, YES), amount, self.gate)
        finish(work, reach.block, component, component.label, amount, "served pupils")

    def _of_what_is_left(self, paid: Cell, equitable: Named) -> Expression:
        reach = self.reach
        left = figure(
            reach.work, named(reach.block, "for_children"), reach.component.label,
            "Left for served children", reach.money.left - equitable, "units",
        )  # fmt: skip
        whole = _shared(reach, "children", left, paid)
        if reach.component.private_share == "before set-asides":
            return when(is_number(whole), whole, 0)
        own, both_ = reach.rank.own, paid
        in_units_ = whole * (_CENTS if in_cents(reach.work) else 1)
        mine = rounded(in_units_ * own / both_, 0) / (_CENTS if in_cents(reach.work) else 1)
        return when(compared(both_, ">", 0), rounded(mine, 2), 0)

    def private(self) -> None:
        """What the central office spends on children of each area in private schools."""
        reach, work = self.reach, self.reach.work
        if reach.component.private is None:
            return
        _, served, equitable, binds, _ = self._known()
        rank, component = reach.rank, reach.component
        if component.private_share == "before set-asides":
            mine = self._units(
                "private_served", "Private children", when(equal(served, 1), rank.private, 0)
            )
            exact: Expression = _shared(reach, "private", equitable, mine)
        elif reach.typed is not None:
            rate = when(
                compared(binds, ">", 0), largest(reach.typed, reach.money.least), reach.typed
            )
            exact = when(equal(served, 1), work.on_line(rank.private * rate), 0)
        else:
            area = Cell(f"{reach.block}/children_share")
            pupils = Cell(f"{reach.block}/amount")
            mine_ = when(is_number(pupils), pupils, 0)
            exact = when(is_number(area), rounded(area - mine_, 2), 0)
        amount = when(is_number(exact), when(compared(exact, ">", 0), exact, NO_LINE), NO_LINE)
        self._line("private", "children in private schools", amount, held_by="central")

    def families(self) -> None:
        """The families' part of the served schools, by their low-income pupils."""
        reach = self.reach
        rule = reach.component.for_families
        if rule is None or reach.money.families is None:
            return
        _, served, _, _, _ = self._known()
        mine = self._units("families_pupils", "Pupils, for families",
                           when(equal(served, 1), reach.rank.own, 0))  # fmt: skip
        share = _shared(reach, "families", reach.money.families, mine)
        amount = when(compared(mine, ">", 0), share, NO_LINE)
        self._line("families", rule.label, amount)

    def _line(self, what: str, label: str, amount: Expression, held_by: str = "") -> None:
        reach, work = self.reach, self.reach.work
        component = reach.component
        of = component if not held_by else component.model_copy(update={"held_by": held_by})
        field = Field(
            f"{reach.block}/{what}_amount", reach.block, label.capitalize(), Kind.DOLLARS,
            "dollars", adds_up=True,
        )  # fmt: skip
        cell = work.model.made(field, amount)
        source = (
            component.for_families.source if what == "families" and component.for_families else None
        )
        work.add_line(
            f"{component.id}:{what}", of, f"{component.label}, {label}", cell, source=source
        )


def _shared(reach: Reach, what: str, units: Named, claims: Cell) -> Cell:
    """Units by children, nothing lost: a block of its own, its last column the dollars."""
    work, component = reach.work, reach.component
    title = f"{component.label}: {what} by largest remainder"
    block = work.block(Part.POOLS, f"{component.id}/{what}", component, title, "By children.")
    scale = 10 ** _deepest(work, claims)
    field = Field(f"{block}/parts", block, "Claim in whole parts", Kind.NUMBER, f"x {scale:,}",
                  adds_up=True)  # fmt: skip
    parts = work.model.made(field, rounded(claims * scale, 0))
    amount = largest_remainder(work, block, Shared(units, parts, part(1), part(0)))
    field = Field(f"{reach.block}/{what}_share", block, "In dollars", Kind.DOLLARS, "share",
                  adds_up=True)  # fmt: skip
    return work.model.made(field, amount)


def _deepest(work: Work, cell: Cell) -> int:
    numbers = (each for each in work.model.values[cell.key] if isinstance(each, Decimal))
    exponents = (each.normalize().as_tuple().exponent for each in numbers)
    return max((-each for each in exponents if isinstance(each, int)), default=0)
