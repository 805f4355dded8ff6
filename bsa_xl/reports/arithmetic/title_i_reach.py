"""Title I: how far down the ranking the money reaches, every step in a cell."""

from __future__ import annotations

from dataclasses import dataclass

from bsa_xl.policy import RankAndServe

from .expression import Cell, Expression, Named, Total, part
from .functions import (
    both,
    compared,
    either,
    equal,
    largest,
    rounded,
    when,
)
from .keeping import in_units
from .model import Field, Kind
from .naming import named
from .over_all import AddedUpTo, LargestOf
from .remainders import figure
from .title_i_ranking import Ranked
from .work import Work

_CENTS = 100


@dataclass(frozen=True, slots=True)
class Money:
    """What there is to give, in units of a line.

    Attributes:
        left: the entitlement less all that is kept, before the private children's share.
        families: what of the families' part goes to schools.
        least: dollars for each child under the 125 % rule, exact.
    """

    entitlement: Named
    left: Named
    families: Named | None
    least: Named


def in_cents(work: Work) -> bool:
    """Whether a unit of a line is a cent, and not a dollar."""
    return work.case.policy.rounding.lines == "cent"


@dataclass(slots=True)
class Reach:
    """How far down the ranking the money reaches."""

    work: Work
    block: str
    component: RankAndServe
    rank: Ranked
    money: Money
    reached: Named | None = None
    served: Cell | None = None
    equitable: Named | None = None
    binds: Named | None = None
    claims: Cell | None = None
    typed: Cell | None = None

    def field(self, what: str, heading: str, kind: Kind, says: str) -> Field:
        """A field of the block, added up."""
        return Field(f"{self.block}/{what}", self.block, heading, kind, says, adds_up=True)

    def made(self, what: str, heading: str, kind: Kind, says: str, of: Expression) -> Cell:
        """The same, made."""
        return self.work.model.made(self.field(what, heading, kind, says), of)

    def write(self) -> None:
        """For every school: what serving it and all above it takes, and whether there is enough."""
        rank, before = self.rank, self.component.private_share == "before set-asides"
        claims = rank.own if before else rank.own + rank.private
        self.claims = self.made(
            "children_paid", "Children paid for", Kind.COUNT, "of the area", claims
        )
        self.typed = self._typed()
        up_to = {
            what: self._up_to(what, heading, kind, of)
            for what, heading, kind, of in (
                ("claims_to_here", "Children to here", Kind.COUNT, self.claims),
                ("all_to_here", "Low-income to here", Kind.COUNT, rank.children),
                ("private_to_here", "Private to here", Kind.COUNT, rank.private),
                ("under_to_here", "Under 35 % to here", Kind.NUMBER, rank.under),
            )
        }
        equitable = self._equitable(up_to, before=before)
        left = self.money.left - equitable
        enough = self._enough(up_to, left)
        first = largest(Total(rank.must.key), 1)
        reaches = both(
            equal(rank.may, 1), equal(rank.gaps, 0), compared(self.money.left, ">=", 0),
            compared(rank.order, ">=", first), compared(left, ">=", 0), enough,
        )  # fmt: skip
        cell = self.made(
            "reaches", "Money reaches", Kind.NUMBER, "its place, where there is enough so far",
            when(reaches, rank.order, 0),
        )  # fmt: skip
        label = self.component.label
        self.reached = figure(
            self.work, named(self.block, "reached"), label, "Schools that are served",
            LargestOf(cell.key),
        )  # fmt: skip
        served = both(equal(rank.may, 1), compared(rank.order, "<=", self.reached))
        self.served = self.made("served", "Served", Kind.NUMBER, "1 or 0", when(served, 1, 0))
        self._figures(before=before)

    def _up_to(self, what: str, heading: str, kind: Kind, of: Cell) -> Cell:
        says = "of this school and all before it"
        field = Field(f"{self.block}/{what}", self.block, heading, kind, says)
        return self.work.model.made(field, AddedUpTo(of.key, self.rank.order.key))

    def _equitable(self, up_to: dict[str, Cell], *, before: bool) -> Expression:
        if not before:
            return part(0)
        private, children = up_to["private_to_here"], up_to["all_to_here"]
        share = rounded(self.money.entitlement * private / children, 0)
        return self._cell("equitable_to_here", "Private share to here",
                          when(compared(children, ">", 0), share, 0))  # fmt: skip

    def _cell(self, what: str, heading: str, of: Expression) -> Cell:
        field = Field(f"{self.block}/{what}", self.block, heading, Kind.NUMBER, "units")
        return self.work.model.made(field, of)

    def _typed(self) -> Cell | None:
        """Dollars for each child as the policy types them; None where it gives what there is."""
        work, component = self.work, self.component
        flat = None
        if component.per_child is not None:
            flat = work.dated(
                component.per_child, named(component.id, "per_child"), "For each child",
                "USD per pupil", component,
            )  # fmt: skip
        if flat is None and not component.bands:
            return None
        rate: Expression = part(0) if flat is None else flat
        for number in range(len(component.bands), 0, -1):
            band = component.bands[number - 1]
            value = work.dated(
                band.values, named(component.id, "band", str(number)), f"Band {number}",
                "USD per pupil", component,
            )  # fmt: skip
            if value is not None:
                edge = work.constant(
                    named(component.id, "band", str(number), "from"), component.label,
                    f"Band {number} from", band.from_share, "share",
                )  # fmt: skip
                rate = when(compared(self.rank.poverty, ">=", edge), value, rate)
        field = Field(f"{self.block}/typed", self.block, "For each child", Kind.RATE, "as typed")
        return work.model.made(field, rate)

    def _enough(self, up_to: dict[str, Cell], left: Expression) -> Expression:
        """Whether what is left pays for all children so far, the 125 % rule kept."""
        claims, under = up_to["claims_to_here"], up_to["under_to_here"]
        by = _CENTS if in_cents(self.work) else 1
        some = compared(claims, ">", 0)
        if self.typed is None:
            rate = when(some, left / by / claims, 0)
            kept = either(equal(under, 0), compared(rounded(rate, 9), ">=", self._least()))
            return both(some, kept)
        plain = self._cost("cost", "Cost as typed", self.typed)
        raised = self._cost("cost125", "Cost at 125 %", largest(self.typed, self.money.least))
        cost = when(equal(under, 0), plain, raised)
        return both(some, compared(cost, "<=", left))

    def _least(self) -> Expression:
        return rounded(self.money.least, 9)

    def _cost(self, what: str, heading: str, rate: Expression) -> Cell:
        """Units for all children so far at a rate."""
        rank = self.rank
        private = part(0) if self.component.private_share == "before set-asides" else rank.private
        cost = in_units(self.work, rank.own * rate) + in_units(self.work, private * rate)
        mine = self.made(what, heading, Kind.NUMBER, "units", when(equal(rank.may, 1), cost, 0))
        return self._up_to(f"{what}_to_here", f"{heading}, to here", Kind.NUMBER, mine)

    def _figures(self, *, before: bool) -> None:
        """What holds for the schools that are served."""
        rank, served = self.rank, self.served
        if served is None:
            raise ValueError("who is served is not written yet")
        sums = {
            what: self.made(
                what, heading, Kind.COUNT, "where served", when(equal(served, 1), of, 0)
            )
            for what, heading, of in (
                ("served_children", "Children of served", rank.children),
                ("served_private", "Private, served", rank.private),
                ("served_under", "Under 35 %, served", rank.under),
            )
        }
        private, children = (Total(sums[key].key) for key in ("served_private", "served_children"))
        share: Expression = part(0)
        if before:
            exact = rounded(self.money.entitlement * private / children, 0)
            share = when(compared(children, ">", 0), exact, 0)
        label = self.component.label
        self.equitable = figure(
            self.work, named(self.block, "equitable"), label, "Private children's share", share,
            "units",
        )  # fmt: skip
        self.binds = figure(
            self.work, named(self.block, "binds"), label, "Served schools under 35 %",
            Total(sums["served_under"].key), "schools",
        )  # fmt: skip
