"""Title I, Part A: schools ranked by poverty and served from the top, every step in a cell."""

from __future__ import annotations

from decimal import Decimal

from bsa_xl.policy import RankAndServe

from .expression import Expression, Named, Total, part
from .functions import (
    compared,
    when,
)
from .keeping import in_units, kept_units
from .model import Part
from .naming import named
from .remainders import figure
from .title_i_amounts import Amounts
from .title_i_ranking import Ranked, ranked
from .title_i_reach import Money, Reach, in_cents
from .work import Work

_CENTS = 100


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
    reach = Reach(work, block, component, rank, money)
    reach.write()
    amounts = Amounts(reach, gate)
    amounts.pupils()
    amounts.private()
    amounts.families()


def _money(work: Work, block: str, component: RankAndServe, total: Named, rank: Ranked) -> Money:
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
            in_dollars = kept_back / (_CENTS if in_cents(work) else 1)
            families = figure(
                work, named(block, "families_units"), label, "Of it, to schools",
                in_units(work, in_dollars * (part(0) if part_ is None else part_)), "units",
            )  # fmt: skip
            left = left - kept_back
    children = Total(rank.children.key)
    by = _CENTS if in_cents(work) else 1
    protected = when(compared(children, ">", 0), entitlement / by * Decimal("1.25") / children, 0)
    return Money(
        entitlement,
        figure(work, named(block, "units_left"), label, "Left for children", left, "units"),
        families,
        figure(work, named(block, "least"), label, "125 % rule: dollars a child", protected,
               "USD per pupil"),
    )  # fmt: skip
