"""A fixed total shared out in proportion to claims, by largest remainder, every step in a cell."""

from __future__ import annotations

from decimal import Decimal

from bsa_xl.policy import Pool

from .claims import claims_of
from .expression import Cell, Expression, Named, Total, part
from .functions import (
    both,
    compared,
    either,
    equal,
    is_number,
    largest,
    rounded,
    sign_of,
    size,
    when,
    whole,
)
from .keeping import in_units, kept_units
from .model import TO_COME, UNKNOWN, YES, Field, Kind, Part
from .naming import named
from .over_all import SchoolsWith
from .pupils import finish
from .remainders import Shared, figure, largest_remainder
from .work import Work

_CENTS = 100


def pool(work: Work, component: Pool) -> None:
    """Claims, shares, remainders, ranks and the amount."""
    total = work.dated(
        component.values, named(component.id, "pool"), "Pool", component.unit, component
    )
    if total is None:
        return
    says = "Pool x the school's claim / all claims; what is left goes to the largest remainders."
    block = work.block(Part.POOLS, component.id, component, component.label, says)
    gate = work.gate(block, work.case.gate_of(component))
    claims = claims_of(work, block, component, gate)
    field = Field(
        f"{block}/parts", block, "Claim in whole parts", Kind.NUMBER,
        f"claim x {claims.scale:,}, so that nothing is lost", adds_up=True,
    )  # fmt: skip
    in_parts = when(is_number(claims.cell), rounded(claims.cell * claims.scale, 0), 0)
    parts = work.model.made(field, in_parts)
    unknown: Expression = figure(
        work, named(block, "claims_not_known"), component.label,
        "Schools whose claim is not known", SchoolsWith(claims.cell.key, UNKNOWN),
    )  # fmt: skip
    units: Expression = units_of(work, component.id, component.label, total)
    sign: Expression = sign_of(total)
    _beside(work, block, total, claims.cell)
    if component.set_asides:
        units = _left(work, block, component, (total, units * sign))
        sign, unknown = part(1), unknown + when(compared(units, "<", 0), 1, 0)
    shared = Shared(units, parts, sign, unknown)
    least = _least(work, component)
    if least is None:
        amount = largest_remainder(work, block, shared)
    else:
        amount = _with_least(work, block, shared, least)
    if gate is not None:
        amount = when(equal(gate, YES), amount, gate)
    finish(work, block, component, component.label, amount, "the share in dollars")


def _beside(work: Work, block: str, total: Named, claim: Cell) -> None:
    """The pool and all claims, beside each school's own."""
    field = Field(f"{block}/pool", block, "The pool", Kind.DOLLARS, "dollars of the district")
    work.model.made(field, total)
    field = Field(f"{block}/all", block, "All claims", Kind.COUNT, "of all schools, added up")
    work.model.made(field, Total(claim.key))


def units_of(work: Work, key: str, label: str, total: Expression) -> Named:
    """A total of dollars in the unit of the lines, cut to whole units, without its sign."""
    cents = rounded(size(total) * _CENTS, 0)
    in_cents = work.case.policy.rounding.lines == "cent"
    made = cents if in_cents else whole(cents / _CENTS)
    unit = "cents" if in_cents else "dollars"
    return figure(work, named(key, "units"), label, f"To share, in {unit}", made, unit)


def _left(work: Work, block: str, component: Pool, whole_: tuple[Expression, Expression]) -> Named:
    """What is left to share when the set-asides are kept; below zero where they are too large."""
    total, units = whole_
    left = units
    for each in component.set_asides:
        kept = kept_units(work, component.id, component, each, total)
        if kept is not None:
            left = left - kept
    name = named(block, "to_share")
    return figure(work, name, component.label, "Left to share", left, "units")


def _least(work: Work, component: Pool) -> Named | None:
    """What a school with a claim has at least, in units; None where nothing is said."""
    if component.at_least is None:
        return None
    least = work.dated(
        component.at_least, named(component.id, "at_least"), "At least", "USD per school", component
    )
    if least is None:
        return None
    made = in_units(work, largest(least, 0))
    return figure(work, named(component.id, "least"), component.label, "At least", made, "units")


def _with_least(work: Work, block: str, shared: Shared, least: Named) -> Expression:
    """Schools below the least are raised to it, round by round; the others share what is left."""
    model = work.model
    has = model.made(
        Field(f"{block}/has", block, "Has a claim", Kind.NUMBER, "1 or 0", adds_up=True),
        when(compared(shared.parts, ">", 0), 1, 0),
    )
    enough = compared(least * Total(has.key), "<=", shared.units)
    sharing, raised = shared.parts, _none_raised(work, block)
    number, before = 0, Decimal(-1)
    while model.totals[raised.key] != before:
        before, number = model.totals[raised.key], number + 1
        rest = shared.units - least * Total(raised.key)
        below = both(
            compared(sharing, ">", 0),
            compared(sharing * rest, "<", least * Total(sharing.key)),
        )
        raised = model.made(
            Field(f"{block}/raised{number}", block, f"Raised, round {number}", Kind.NUMBER,
                  "1 where the share would be below the least", adds_up=True),
            when(either(equal(raised, 1), below), 1, 0),
        )  # fmt: skip
        sharing = model.made(
            Field(f"{block}/sharing{number}", block, f"Shares on, round {number}", Kind.NUMBER,
                  "the claims of schools that are not raised", adds_up=True),
            when(equal(raised, 1), 0, shared.parts),
        )  # fmt: skip
    field = Field(f"{block}/on", block, "Claim on the rest", Kind.NUMBER, "in parts", adds_up=True)
    claim = when(compared(Total(sharing.key), ">", 0), sharing, shared.parts)
    others = model.made(field, claim)
    rest = figure(
        work, named(block, "rest_to_share"), model.blocks[block].title, "Left for the others",
        shared.units - least * Total(raised.key), "units",
    )  # fmt: skip
    unknown = shared.unknown + when(enough, 0, 1)
    share = model.made(
        Field(f"{block}/share", block, "Share of the rest", Kind.DOLLARS, "dollars", adds_up=True),
        largest_remainder(work, block, Shared(rest, others, part(1), unknown)),
    )
    by = _CENTS if work.case.policy.rounding.lines == "cent" else 1
    amount = rounded(share + raised * least / by, 2)
    return when(is_number(share), amount, TO_COME)


def _none_raised(work: Work, block: str) -> Cell:
    field = Field(f"{block}/raised", block, "Raised, before", Kind.NUMBER, "nobody", adds_up=True)
    return work.model.made(field, part(0))
