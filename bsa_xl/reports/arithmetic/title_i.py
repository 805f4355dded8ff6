"""Title I, Part A: schools ranked by poverty and served from the top, every step in a cell."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bsa_xl.policy import RankAndServe

from .expression import Cell, Expression, Named, Total, part
from .functions import (
    both,
    compared,
    either,
    equal,
    is_number,
    largest,
    rounded,
    when,
)
from .model import NO_LINE, NOT_ELIGIBLE, TO_COME, YES, Field, Kind, Part
from .over_all import AddedUpTo, LargestOf
from .pools import in_units, kept_units
from .pupils import finish
from .remainders import Shared, figure, largest_remainder
from .title_i_ranking import Ranked, ranked
from .work import Work, named

_CENTS = 100


@dataclass(frozen=True, slots=True)
class _Money:
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


def rank_and_serve(work: Work, component: RankAndServe) -> None:
    """The pupils' line, the private-school children's, and the families' part."""
    total = work.dated(
        component.values, named(component.id, "entitlement"), "Entitlement", component.unit,
        component,
    )  # fmt: skip
    if total is None:
        return
    says = "Schools are ranked by poverty and served from the top, as far as the money reaches."
    block = work.block(Part.POOLS, component.id, component, component.label, says)
    gate = work.gate(block, work.case.gate_of(component))
    rank = ranked(work, block, component, gate)
    money = _money(work, block, component, total, rank)
    reach = _Reach(work, block, component, rank, money)
    reach.write()
    amounts = _Amounts(reach, gate)
    amounts.pupils()
    amounts.private()
    amounts.families()


def _money(work: Work, block: str, component: RankAndServe, total: Named, rank: Ranked) -> _Money:
    label = component.label
    entitlement = figure(
        work, named(block, "entitlement_units"), label, "Entitlement in units",
        in_units(work, total), "units",
    )  # fmt: skip
    left: Expression = entitlement
    for each in component.set_asides:
        kept = kept_units(work, component.id, component, each, total)
        left = left if kept is None else left - kept
    families = None
    rule = component.for_families
    if rule is not None:
        share = work.dated(rule.share, named(component.id, "families_share"), rule.label, "share")
        if share is not None:
            kept_back = figure(
                work, named(block, "families_kept"), label, rule.label,
                in_units(work, total * share), "units",
            )  # fmt: skip
            part_ = work.dated(
                rule.to_schools, named(component.id, "to_schools"), "Of it, to schools", "share"
            )
            in_dollars = kept_back / (_CENTS if _in_cents(work) else 1)
            families = figure(
                work, named(block, "families_units"), label, "Of it, to schools",
                in_units(work, in_dollars * (part(0) if part_ is None else part_)), "units",
            )  # fmt: skip
            left = left - kept_back
    children = Total(rank.children.key)
    by = _CENTS if _in_cents(work) else 1
    protected = when(compared(children, ">", 0), entitlement / by * Decimal("1.25") / children, 0)
    return _Money(
        entitlement,
        figure(work, named(block, "units_left"), label, "Left for children", left, "units"),
        families,
        figure(work, named(block, "least"), label, "125 % rule: dollars a child", protected,
               "USD per pupil"),
    )  # fmt: skip


def _in_cents(work: Work) -> bool:
    return work.case.policy.rounding.lines == "cent"


@dataclass(slots=True)
class _Reach:
    """How far down the ranking the money reaches."""

    work: Work
    block: str
    component: RankAndServe
    rank: Ranked
    money: _Money
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
        by = _CENTS if _in_cents(self.work) else 1
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


@dataclass(frozen=True, slots=True)
class _Amounts:
    """The lines, once it is known who is served."""

    reach: _Reach
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
        in_units_ = whole * (_CENTS if _in_cents(reach.work) else 1)
        mine = rounded(in_units_ * own / both_, 0) / (_CENTS if _in_cents(reach.work) else 1)
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


def _shared(reach: _Reach, what: str, units: Named, claims: Cell) -> Cell:
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
