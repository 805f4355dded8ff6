"""A fixed total shared out in proportion to claims, by largest remainder, every step in a cell."""

from __future__ import annotations

from decimal import Decimal

from bsa_xl.policy import Pool

from .counting import counted
from .expression import Cell, Expression, Named, part
from .functions import (
    SchoolsWith,
    added,
    are_numbers,
    equal,
    is_number,
    rounded,
    sign_of,
    size,
    when,
    whole,
)
from .model import UNKNOWN, YES, Field, Kind, Part
from .pupils import finish
from .remainders import Shared, figure, largest_remainder
from .work import Work, named

_CENTS = 100


def pool(work: Work, component: Pool) -> None:
    """Claims, shares, remainders, ranks and the amount."""
    total = work.dated(
        component.values, named(component.id, "pool"), "Pool", component.unit, component
    )
    if total is None:
        return
    says = (
        "The pool x the school's claim / all claims; what is left goes to the largest remainders."
    )
    block = work.block(Part.POOLS, component.id, component, component.label, says)
    gate = work.gate(block, work.case.gate_of(component))
    claim, scale = _claim(work, block, component, gate)
    parts = work.model.made(
        Field(f"{block}/parts", block, "Claim in whole parts", Kind.NUMBER,
              f"claim x {scale}, so that nothing is lost", adds_up=True),
        when(is_number(claim), rounded(claim * scale, 0), 0),
    )  # fmt: skip
    shared = Shared(
        units=units_of(work, component.id, component.label, total),
        parts=parts,
        sign=sign_of(total),
        unknown=figure(
            work, named(block, "claims_not_known"), component.label,
            "Schools whose claim is not known", SchoolsWith(claim.key, UNKNOWN),
        ),
    )  # fmt: skip
    amount = largest_remainder(work, block, shared)
    if gate is not None:
        amount = when(equal(gate, YES), amount, gate)
    finish(work, block, component, component.label, amount, "the share in dollars")


def _claim(work: Work, block: str, component: Pool, gate: Cell | None) -> tuple[Cell, int]:
    """Count x weight, added up over the groups; and what makes it a whole number."""
    counts: list[Cell] = []
    weighted: list[Expression] = []
    places = 0
    for number, each in enumerate(component.claims, start=1):
        count = counted(work, each.counts, component.measure)
        heading = work.model.fields[count.key].heading
        if each.weight is None:
            weighted.append(count)
            counts.append(count)
            continue
        weight = work.dated(
            each.weight, named(component.id, "claim", str(number)), f"Claim of {heading}",
            "per pupil", component,
        )  # fmt: skip
        if weight is not None:
            weighted.append(count * weight)
            counts.append(count)
            places = max(places, _places(work.model.settings[weight.key].value))
    known = [work.model.values[count.key] for count in counts]
    places += max(
        (_places(each) for column in known for each in column if isinstance(each, Decimal)),
        default=0,
    )
    claim: Expression = when(are_numbers(counts), added(weighted), UNKNOWN) if counts else part(0)
    if gate is not None:
        claim = when(equal(gate, YES), claim, "")
    field = Field(f"{block}/claim", block, "Claim", Kind.COUNT, "count x weight", adds_up=True)
    return work.model.made(field, claim), 10**places


def _places(number: Decimal) -> int:
    """Decimals that are not trailing zeros."""
    exponent = number.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def units_of(work: Work, key: str, label: str, total: Expression) -> Named:
    """A total of dollars in the unit of the lines, cut to whole units, without its sign."""
    cents = rounded(size(total) * _CENTS, 0)
    in_cents = work.case.policy.rounding.lines == "cent"
    made = cents if in_cents else whole(cents / _CENTS)
    unit = "cents" if in_cents else "dollars"
    return figure(work, named(key, "units"), label, f"To share, in {unit}", made, unit)
